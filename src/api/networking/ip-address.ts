import { ageOf } from '../age';
import { type FieldError, immutable, invalidEach, required } from '../field-error';
import { goStruct } from '../go-value';
import { canonicalIpErrors } from '../ip';
import { defineKind } from '../kind';
import { dnsSubdomainErrors, pathSegmentErrors } from '../names';
import { deepEqual } from '../object';
import type { IPAddress } from '../schema/objects';

const PATH = 'spec.parentRef';
const PARENT = 'io.k8s.api.networking.v1.ParentReference';

// upstream: networking validation, ValidateIPAddress
function validate({ spec }: IPAddress): FieldError[] {
  const ref = spec.parentRef;
  if (ref === undefined) return [required(PATH)];
  const errors: FieldError[] = [];
  const { group = '', resource = '', name = '', namespace = '' } = ref;
  if (group !== '') errors.push(...invalidEach(`${PATH}.group`, group, dnsSubdomainErrors(group)));
  for (const [field, value] of Object.entries({ resource, name })) {
    if (value === '') errors.push(required(`${PATH}.${field}`));
    else errors.push(...invalidEach(`${PATH}.${field}`, value, pathSegmentErrors(value)));
  }
  if (namespace !== '') {
    errors.push(...invalidEach(`${PATH}.namespace`, namespace, pathSegmentErrors(namespace)));
  }
  return errors;
}

function parentText({ spec }: IPAddress): string {
  const ref = spec.parentRef;
  if (ref === undefined) return '<none>';
  const resource = ref.group ? `${ref.resource}.${ref.group}` : ref.resource;
  return [resource, ref.namespace, ref.name].filter(Boolean).join('/');
}

export const IPAddresses = defineKind<IPAddress>('networking.k8s.io/v1', 'IPAddress', {
  validateName: canonicalIpErrors,
  validate,
  validateReplacement: ({ spec }, { spec: old }) =>
    immutable(
      PATH,
      spec.parentRef === undefined ? undefined : goStruct(PARENT, spec.parentRef),
      deepEqual(spec.parentRef, old.parentRef),
    ),
  selectableFields: {
    'spec.parentRef.group': ({ spec }) => spec.parentRef?.group ?? '',
    'spec.parentRef.name': ({ spec }) => spec.parentRef?.name ?? '',
    'spec.parentRef.namespace': ({ spec }) => spec.parentRef?.namespace ?? '',
    'spec.parentRef.resource': ({ spec }) => spec.parentRef?.resource ?? '',
  },
  row: (address, now) => [address.metadata.name, parentText(address), ageOf(address, now)],
});
