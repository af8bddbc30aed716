import { kindOf } from '../api';
import { ApiError, conflictError } from '../api/errors';
import type { Kind } from '../api/kind';
import type { ObjectMeta } from '../api/schema/objects';

/** Where the storage keeps kinds that it does not keep under their plural. upstream: SpecialDefaultResourcePrefixes */
const PREFIXES: Readonly<Record<string, string>> = {
  endpoints: 'services/endpoints',
  'ingresses.networking.k8s.io': 'ingress',
  nodes: 'minions',
  replicationcontrollers: 'controllers',
  services: 'services/specs',
};

/** Groups whose kinds are kept under the name of their group as well. */
const GROUPED = ['apiextensions.k8s.io', 'apiregistration.k8s.io'];

function keyOf(kind: Kind, { namespace, name }: ObjectMeta): string {
  const { group, plural, id, apiVersion } = kind;
  const isCustom = kindOf(apiVersion, kind.kind) === undefined;
  const isGrouped = isCustom || GROUPED.includes(group);
  const prefix = PREFIXES[id] ?? (isGrouped ? `${group}/${plural}` : plural);
  return ['/registry', prefix, ...(namespace === undefined ? [] : [namespace]), name].join('/');
}

/** A 409 of an update that means another object of that name. upstream: storage, Preconditions.Check */
export function otherUidError(kind: Kind, meta: ObjectMeta, given: string): ApiError {
  const detail = `Precondition failed: UID in precondition: ${given}, UID in object meta: ${meta.uid}`;
  return conflictError(
    kind,
    meta.name,
    `StorageError: invalid object, Code: 4, Key: ${keyOf(kind, meta)}, ResourceVersion: 0, AdditionalErrorMsg: ${detail}`,
  );
}

/** An error that is none of the API's, and so without a reason, for what is no resource version. upstream: APIObjectVersioner */
export function mustBeVersion(version: string): void {
  if (/^\d*$/.test(version)) return;
  const text = JSON.stringify(version);
  throw new ApiError('Unknown', `strconv.ParseUint: parsing ${text}: invalid syntax`);
}

/** The same for an object that is to be new and has a version already. upstream: storage, ErrResourceVersionSetOnCreate */
export function mustBeUnversioned({ resourceVersion }: Partial<ObjectMeta>): void {
  if (resourceVersion === undefined || !/^0*[1-9]\d*$/.test(resourceVersion)) return;
  throw new ApiError('Unknown', 'resourceVersion should not be set on objects to be created');
}
