import { Optional } from '@marcbachmann/cel-js';
import {
  dns1035LabelErrors,
  dnsLabelErrors,
  dnsSubdomainErrors,
  labelValueErrors,
  qualifiedNameErrors,
} from '../../names';
import type { Library } from '../engine';

const TYPE = 'kubernetes.NamedFormat';
type Check = (text: string) => readonly string[];

class NamedFormat {
  constructor(
    readonly name: string,
    readonly check: Check,
  ) {}
}

class Formats {}

/** A name that another follows: what it may end with is more. upstream: validation, maskTrailingDash */
const prefix =
  (check: Check): Check =>
  (text) =>
    check(text.replace(/-$/, 'a'));

const when =
  (isGood: (text: string) => boolean, complaint: string): Check =>
  (text) =>
    isGood(text) ? [] : [complaint];

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

function isDateTime(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(text) &&
    !Number.isNaN(Date.parse(text))
  );
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

const FORMATS: Readonly<Record<string, Check>> = {
  dns1123Label: dnsLabelErrors,
  dns1123Subdomain: dnsSubdomainErrors,
  dns1035Label: dns1035LabelErrors,
  qualifiedName: qualifiedNameErrors,
  dns1123LabelPrefix: prefix(dnsLabelErrors),
  dns1123SubdomainPrefix: prefix(dnsSubdomainErrors),
  dns1035LabelPrefix: prefix(dns1035LabelErrors),
  labelValue: labelValueErrors,
  uri: when((text) => URL.canParse(text) || text.startsWith('/'), 'invalid URI for request'),
  uuid: when((text) => UUID.test(text), 'does not match the UUID format'),
  byte: when((text) => BASE64.test(text), 'invalid base64'),
  date: when(isDate, 'invalid date'),
  datetime: when(isDateTime, 'invalid datetime'),
};

/** Named formats. upstream: apiserver/pkg/cel/library, Format */
export const formatLibrary: Library = (environment) => {
  const formats = new Map(
    Object.entries(FORMATS).map(([name, check]) => [name, new NamedFormat(name, check)]),
  );
  environment
    .registerType(TYPE, NamedFormat)
    .registerType('kubernetes.Formats', Formats)
    .registerConstant('format', 'kubernetes.Formats', new Formats())
    .registerFunction(
      `kubernetes.Formats.named(string): optional<${TYPE}>`,
      (_: Formats, name: string) => {
        const found = formats.get(name);
        return found === undefined ? Optional.none() : Optional.of(found);
      },
    )
    .registerFunction(
      `${TYPE}.validate(string): optional<list<string>>`,
      ({ check }: NamedFormat, text: string) => {
        const errors = check(text);
        return errors.length === 0 ? Optional.none() : Optional.of([...errors]);
      },
    );
  for (const [name, format] of formats) {
    environment.registerFunction(`kubernetes.Formats.${name}(): ${TYPE}`, () => format);
  }
};
