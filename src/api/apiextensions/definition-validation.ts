import { isTrue } from '../condition';
import {
  type FieldError,
  forbidden,
  immutable,
  invalid,
  invalidEach,
  notSupported,
  required,
} from '../field-error';
import { goStructs } from '../go-value';
import { dns1035LabelErrors, dnsSubdomainErrors } from '../names';
import { deepEqual } from '../object';
import type {
  CustomResourceConversion,
  CustomResourceDefinition,
  CustomResourceDefinitionSpec,
  CustomResourceDefinitionVersion,
} from '../schema/objects';
import { validateWebhookClient } from '../webhook-client';
import { labelError, validateNames } from './definition-names';
import {
  validateColumns,
  validateDeprecation,
  validateSelectableFields,
  validateSubresources,
  validateVersionSchema,
} from './version-validation';

// upstream: apiextensions validation, ValidateCustomResourceDefinition
const SCOPES = ['Cluster', 'Namespaced'];
const REVIEW_VERSIONS = ['v1', 'v1beta1'];
const APPROVAL = 'api-approved.kubernetes.io';
const APPROVAL_PLACE = 'https://github.com/kubernetes/enhancements/pull/1111';
const VERSION =
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionVersion';

const SHARED = ['schema', 'subresources', 'additionalPrinterColumns', 'selectableFields'] as const;

/** What versions may have in common: `Required` of the server's own form of a definition. */
type Common = Pick<CustomResourceDefinitionVersion, (typeof SHARED)[number]>;

/**
 * A definition as the server looks at it: what all versions have in common stands beside them, so that messages
 * name it there.
 */
interface Inner {
  readonly common: Common;
  readonly versions: readonly CustomResourceDefinitionVersion[];
}

function innerOf({ versions = [] }: CustomResourceDefinitionSpec): Inner {
  const common: { -readonly [K in keyof Common]: unknown } = {};
  const [first] = versions;
  for (const field of SHARED) {
    if (first?.[field] === undefined) continue;
    if (versions.every((version) => deepEqual(version[field], first[field]))) {
      common[field] = first[field];
    }
  }
  const rest = versions.map((version) => {
    const own = Object.entries(version).filter(([field]) => !(field in common));
    return Object.fromEntries(own) as unknown as CustomResourceDefinitionVersion;
  });
  return { common: common as Common, versions: rest };
}

function validateGroup({ group = '' }: CustomResourceDefinitionSpec): FieldError[] {
  const path = 'spec.group';
  if (group === '') return [required(path)];
  const details = dnsSubdomainErrors(group);
  if (details.length > 0) return [invalid(path, group, details.join(','))];
  if (group.includes('.')) return [];
  return [invalid(path, group, 'should be a domain with at least one dot')];
}

function validateEnum(value: string, values: readonly string[], path: string): FieldError[] {
  if (value === '') return [required(path)];
  return values.includes(value) ? [] : [notSupported(path, value, values)];
}

function validateReviewVersions(versions: readonly string[], path: string): FieldError[] {
  if (versions.length === 0) return [required(path)];
  const errors = versions.flatMap((version, index) =>
    versions.indexOf(version) < index
      ? [invalid(`${path}[${index}]`, version, 'duplicate version')]
      : invalidEach(`${path}[${index}]`, version, dns1035LabelErrors(version)),
  );
  if (versions.some((version) => REVIEW_VERSIONS.includes(version))) return errors;
  const detail = `must include at least one of ${REVIEW_VERSIONS.join(', ')}`;
  return [...errors, invalid(path, versions, detail)];
}

function validateConversion(conversion: CustomResourceConversion | undefined): FieldError[] {
  if (conversion === undefined) return [];
  const path = 'spec.conversion';
  const { strategy = '', webhook } = conversion;
  const errors = validateEnum(strategy, ['None', 'Webhook'], `${path}.strategy`);
  const client = webhook?.clientConfig;
  const reviews = webhook?.conversionReviewVersions ?? [];
  if (strategy === 'Webhook') {
    const at = `${path}.webhookClientConfig`;
    if (client === undefined) {
      errors.push(required(at, 'required when strategy is set to Webhook'));
    } else errors.push(...validateWebhookClient(client, at));
    return [...errors, ...validateReviewVersions(reviews, `${path}.conversionReviewVersions`)];
  }
  const detail = 'should not be set when strategy is not set to Webhook';
  if (client !== undefined) errors.push(forbidden(`${path}.webhookClientConfig`, detail));
  if (reviews.length > 0) errors.push(forbidden(`${path}.conversionReviewVersions`, detail));
  return errors;
}

function hasStatus({ subresources }: Common): boolean {
  return subresources?.status !== undefined;
}

function validateVersions({ common, versions }: Inner): FieldError[] {
  const errors: FieldError[] = [];
  const path = 'spec.versions';
  if (common.schema?.openAPIV3Schema === undefined) {
    versions.forEach(({ schema }, index) => {
      if (schema?.openAPIV3Schema !== undefined) return;
      const at = `${path}[${index}].schema.openAPIV3Schema`;
      errors.push(required(at, 'schemas are required'));
    });
  }
  versions.forEach((version, index) => {
    const at = `${path}[${index}]`;
    const schema = version.schema?.openAPIV3Schema;
    const withStatus = hasStatus(common.subresources === undefined ? version : common);
    errors.push(
      ...labelError(`${at}.name`, version.name),
      ...validateDeprecation(version, at),
      ...validateVersionSchema(schema, withStatus, `${at}.schema`),
      ...validateSubresources(version.subresources, `${at}.subresources`),
      ...validateColumns(version.additionalPrinterColumns, `${at}.additionalPrinterColumns`),
      ...validateSelectableFields(
        version.selectableFields,
        schema ?? common.schema?.openAPIV3Schema,
        `${at}.selectableFields`,
        'version.schema.openAPIV3Schema is not included',
      ),
    );
  });
  const shown = goStructs(VERSION, versions);
  if (new Set(versions.map(({ name }) => name)).size < versions.length) {
    errors.push(invalid(path, shown, 'must contain unique version names'));
  }
  if (versions.filter(({ storage }) => storage).length !== 1) {
    const detail = 'must have exactly one version marked as storage version';
    errors.push(invalid(path, shown, detail));
  }
  const [first] = versions;
  return first?.name ? [...errors, ...labelError('spec.version', first.name)] : errors;
}

/** What all versions have in common, where the server has it: beside them. */
function validateCommon({ common, versions }: Inner): FieldError[] {
  const schema = common.schema?.openAPIV3Schema;
  const anyStatus = hasStatus(common) || versions.some(hasStatus);
  return [
    ...validateVersionSchema(schema, anyStatus, 'spec.validation'),
    ...validateSubresources(common.subresources, 'spec.subresources'),
    ...validateColumns(common.additionalPrinterColumns, 'spec.additionalPrinterColumns'),
    ...validateSelectableFields(
      common.selectableFields,
      schema,
      'spec.selectableFields',
      'validations.schema is included',
    ),
  ];
}

function validateSpec(spec: CustomResourceDefinitionSpec): FieldError[] {
  const errors = [
    ...validateGroup(spec),
    ...validateEnum(spec.scope ?? '', SCOPES, 'spec.scope'),
    ...validateVersions(innerOf(spec)),
  ];
  for (const field of ['plural', 'singular', 'kind', 'listKind'] as const) {
    if (!spec.names?.[field]) errors.push(required(`spec.names.${field}`));
  }
  return [
    ...errors,
    ...validateNames(spec.names, 'spec.names'),
    ...validateCommon(innerOf(spec)),
    ...validateConversion(spec.conversion),
  ];
}

function validateStoredVersions({ spec, status }: CustomResourceDefinition): FieldError[] {
  const path = 'status.storedVersions';
  const stored = status?.storedVersions ?? [];
  if (stored.length === 0) {
    return [invalid(path, null, 'must have at least one stored version')];
  }
  const errors = (spec.versions ?? [])
    .filter(({ name, storage }) => storage && !stored.includes(name))
    .map(({ name }) => invalid(path, stored, `must have the storage version ${name}`));
  stored.forEach((name, index) => {
    if (spec.versions?.some((version) => version.name === name)) return;
    const detail = `missing from spec.versions; ${name} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${name} and removes ${name} from status.storedVersions`;
    errors.push(invalid(`${path}[${index}]`, name, detail));
  });
  return errors;
}

function isProtected(group: string): boolean {
  return /(^|\.)(k8s|kubernetes)\.io$/.test(group);
}

/** Groups of the community need the word of a reviewer. */
function validateApproval({ metadata, spec }: CustomResourceDefinition): FieldError[] {
  if (!isProtected(spec.group ?? '')) return [];
  const path = `metadata.annotations[${APPROVAL}]`;
  const value = metadata.annotations?.[APPROVAL];
  const base = `protected groups must have approval annotation "${APPROVAL}"`;
  if (!value) return [required(path, `${base}, see ${APPROVAL_PLACE}`)];
  if (value.startsWith('unapproved') || /^https?:\/\/[^/\s]+/.test(value)) return [];
  const detail = `${base} with either a URL or a reason starting with "unapproved", see ${APPROVAL_PLACE}`;
  return [invalid(path, value, detail)];
}

function validateUnknownFields(spec: CustomResourceDefinitionSpec): FieldError[] {
  if (spec.preserveUnknownFields !== true) return [];
  const detail =
    'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead';
  return [invalid('spec.preserveUnknownFields', true, detail)];
}

/** What is wrong with the status: the names that the definition got. */
export function validateDefinitionStatus({ status }: CustomResourceDefinition): FieldError[] {
  const names = status?.acceptedNames;
  return names === undefined ? [] : validateNames(names, 'status.acceptedNames');
}

function validateName({ metadata, spec }: CustomResourceDefinition): FieldError[] {
  const wanted = `${spec.names?.plural ?? ''}.${spec.group ?? ''}`;
  if (metadata.name === wanted) return [];
  return [invalid('metadata.name', metadata.name, 'must be spec.names.plural+"."+spec.group')];
}

function validateRest(definition: CustomResourceDefinition): FieldError[] {
  return [
    ...validateDefinitionStatus(definition),
    ...validateStoredVersions(definition),
    ...validateApproval(definition),
    ...validateUnknownFields(definition.spec),
  ];
}

/** What is wrong with a new definition. */
export function validateDefinition(definition: CustomResourceDefinition): FieldError[] {
  return [
    ...validateName(definition),
    ...validateSpec(definition.spec),
    ...validateRest(definition),
  ];
}

/** What is wrong with an update: names and scope may not change once they are taken. */
export function validateDefinitionUpdate(
  next: CustomResourceDefinition,
  old: CustomResourceDefinition,
): FieldError[] {
  const errors = validateSpec(next.spec);
  const { scope, names, group } = next.spec;
  const before = old.spec;
  if (isTrue(old.status?.conditions ?? undefined, 'Established')) {
    errors.push(
      ...immutable('spec.scope', scope, scope === before.scope),
      ...immutable('spec.names.kind', names.kind, names.kind === before.names.kind),
    );
  }
  return [
    ...errors,
    ...immutable('spec.group', group, group === before.group),
    ...immutable('spec.names.plural', names.plural, names.plural === before.names.plural),
    ...validateRest(next),
  ];
}
