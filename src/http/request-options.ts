import { ApiError, badRequestError, invalidError, tooLargeVersionError } from '../api/errors';
import { type FieldError, forbidden, invalid, notSupported, tooLong } from '../api/field-error';
import { isJsonObject, type JsonObject } from '../api/object';
import { parseSelector } from '../api/selector';
import type { DeleteOptions, ListOptions, PropagationPolicy, WriteOptions } from '../apiserver/api';
import { textErrors } from './body-text';
import { isWatch } from './watch';

const DRY_RUN = ['All'];
const FIELD_VALIDATIONS = ['', 'Ignore', 'Strict', 'Warn'];
export const MANAGER_MAX = 128;
const MATCHES = ['Exact', 'NotOlderThan', ''];
const POLICIES = ['Foreground', 'Background', 'Orphan', 'nil'];

/** The options of a verb as the messages name them. */
function refuse(kind: string, errors: readonly FieldError[]): void {
  if (errors.length === 0) return;
  throw invalidError({ group: 'meta.k8s.io', kind, plural: kind.toLowerCase() }, '', errors);
}

function dryRunErrors(values: readonly unknown[]): FieldError[] {
  if (values.every((value) => DRY_RUN.includes(String(value)))) return [];
  return [notSupported('dryRun', values, DRY_RUN)];
}

function managerErrors(manager: string): FieldError[] {
  const errors: FieldError[] = [];
  if (Buffer.byteLength(manager) > MANAGER_MAX) {
    errors.push(tooLong('fieldManager', MANAGER_MAX));
  }
  let position = 0;
  for (const character of manager) {
    if (!isPrintable(character)) {
      const code = character.codePointAt(0) ?? 0;
      const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
      const detail = `invalid character ${name} (at position ${position})`;
      errors.push(invalid('fieldManager', manager, detail));
    }
    position += Buffer.byteLength(character);
  }
  return errors;
}

/** upstream: Go's unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the plain blank */
function isPrintable(character: string): boolean {
  return character === ' ' || /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(character);
}

/** Which options a write may have, by the method that writes. */
const WRITES: Readonly<Record<string, string>> = {
  POST: 'CreateOptions',
  PUT: 'UpdateOptions',
  PATCH: 'PatchOptions',
};

/** What a query says of a write; a 422 when it says nonsense. upstream: meta validation, Validate…Options */
export function writeOptions(
  method: string,
  query: URLSearchParams,
  warnings: string[],
  body?: unknown,
): WriteOptions {
  const dryRun = query.getAll('dryRun');
  const validation = query.get('fieldValidation') ?? '';
  const manager = query.get('fieldManager');
  const kind = WRITES[method];
  if (kind !== undefined) {
    refuse(kind, [
      ...managerErrors(manager ?? ''),
      ...dryRunErrors(dryRun),
      ...(FIELD_VALIDATIONS.includes(validation)
        ? []
        : [notSupported('fieldValidation', validation, FIELD_VALIDATIONS)]),
    ]);
  }
  const said = validation === 'Ignore' ? undefined : textErrors(body);
  return {
    dryRun: dryRun.length > 0,
    ...(said === undefined ? {} : { textErrors: said }),
    fieldValidation: validation === '' ? 'Warn' : (validation as 'Strict' | 'Warn' | 'Ignore'),
    warn: (message) => warnings.push(message),
    ...(manager === null ? {} : { fieldManager: manager }),
  };
}

/** A whole number of a query; a 400 in Go's words for all else. */
function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  throw badRequestError(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
}

/** upstream: storage, APIObjectVersioner; its error is none of the API's, so it has no reason */
function versionOf(query: URLSearchParams): string {
  const version = query.get('resourceVersion') ?? '';
  if (/^\d*$/.test(version)) return version;
  const text = JSON.stringify(version);
  throw new ApiError(
    'Unknown',
    `resourceVersion: Invalid value: ${text}: strconv.ParseUint: parsing ${text}: invalid syntax`,
  );
}

/** upstream: internalversion validation, ValidateListOptions */
function matchErrors(query: URLSearchParams): FieldError[] {
  const path = 'resourceVersionMatch';
  const match = query.get(path) ?? '';
  const version = query.get('resourceVersion') ?? '';
  const errors: FieldError[] = [];
  if (match !== '') {
    if (version === '') {
      errors.push(forbidden(path, `${path} is forbidden unless resourceVersion is provided`));
    }
    if (query.get('continue')) {
      errors.push(forbidden(path, `${path} is forbidden when continue is provided`));
    }
    if (!MATCHES.includes(match)) errors.push(notSupported(path, match, MATCHES));
    if (match === 'Exact' && version === '0') {
      errors.push(forbidden(path, `${path} "exact" is forbidden for resourceVersion "0"`));
    }
  }
  if (query.has('sendInitialEvents')) {
    errors.push(forbidden('sendInitialEvents', 'sendInitialEvents is forbidden for list'));
  }
  return errors;
}

/** What a query selects, and of which moment. */
export function listOptions(namespace: string | undefined, query: URLSearchParams): ListOptions {
  const labels = query.get('labelSelector');
  const fields = query.get('fieldSelector');
  const limit = wholeNumber(query, 'limit') ?? 0;
  wholeNumber(query, 'timeoutSeconds');
  const token = query.get('continue');
  const select: ListOptions = {
    namespace,
    ...(labels ? { labels: parseSelector(labels) } : {}),
    ...(fields ? { fields } : {}),
    ...(limit > 0 ? { limit } : {}),
    ...(token ? { continue: token } : {}),
  };
  if (isWatch(query)) {
    versionOf(query);
    return select;
  }
  refuse('ListOptions', matchErrors(query));
  const version = versionOf(query);
  if (version === '' || version === '0') return select;
  if (token) {
    throw badRequestError('specifying resource version is not allowed when using continue');
  }
  const match = query.get('resourceVersionMatch') ?? '';
  // upstream: a page of a list that names a version shows just that version, as it always did
  const isExact = match === 'Exact' || (match === '' && limit > 0);
  return { ...select, resourceVersion: version, isExact };
}

/** An error when a query asks for a newer version than there is. */
export function mustBeReached(query: URLSearchParams, current: number): void {
  const version = Number(versionOf(query));
  if (version > current) throw tooLargeVersionError(version, current);
}

/** What a query and a body say of a delete; the body goes before. upstream: ValidateDeleteOptions */
export function deleteOptions(body: JsonObject, query: URLSearchParams): DeleteOptions {
  const policy = body.propagationPolicy ?? query.get('propagationPolicy') ?? undefined;
  const dryRun: readonly unknown[] = Array.isArray(body.dryRun)
    ? body.dryRun
    : query.getAll('dryRun');
  const errors: FieldError[] = [];
  if (body.orphanDependents !== undefined && policy !== undefined) {
    const detail = 'orphanDependents and deletionPropagation cannot be both set';
    errors.push(invalid('propagationPolicy', policy, detail));
  } else if (policy !== undefined && !POLICIES.slice(0, 3).includes(String(policy))) {
    errors.push(notSupported('propagationPolicy', policy, POLICIES));
  }
  refuse('DeleteOptions', [...errors, ...dryRunErrors(dryRun)]);
  const orphans = body.orphanDependents;
  const chosen = policy ?? (typeof orphans === 'boolean' ? orphaning(orphans) : undefined);
  const grace = body.gracePeriodSeconds ?? wholeNumber(query, 'gracePeriodSeconds');
  return {
    ...(chosen === undefined ? {} : { propagationPolicy: chosen as PropagationPolicy }),
    // upstream: BeforeDelete takes the shortest grace for one that is negative
    ...(grace === undefined ? {} : { gracePeriodSeconds: Number(grace) < 0 ? 1 : Number(grace) }),
    ...(isJsonObject(body.preconditions) ? { preconditions: body.preconditions } : {}),
    dryRun: dryRun.length > 0,
  };
}

function orphaning(orphans: boolean): PropagationPolicy {
  return orphans ? 'Orphan' : 'Background';
}
