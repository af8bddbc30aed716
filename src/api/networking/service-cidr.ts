import { ageOf } from '../age';
import { isTrue } from '../condition';
import { type FieldError, invalid, required } from '../field-error';
import { canonicalCidrErrors, parseCidr } from '../ip';
import { defineKind } from '../kind';
import type { ServiceCIDR } from '../schema/objects';

const PATH = 'spec.cidrs';

// upstream: networking validation, ValidateServiceCIDR and ValidateServiceCIDRUpdate
function validate({ spec }: ServiceCIDR): FieldError[] {
  const cidrs = spec.cidrs ?? [];
  if (cidrs.length === 0) return [required(PATH, 'at least one CIDR required')];
  if (cidrs.length > 2) {
    return [invalid(PATH, { CIDRs: cidrs }, 'may only hold up to 2 values')];
  }
  const errors = cidrs.flatMap((cidr, index) => canonicalCidrErrors(`${PATH}[${index}]`, cidr));
  const [first, second] = cidrs.map((cidr) => parseCidr(cidr)?.address.kind());
  if (cidrs.length === 2 && first !== undefined && first === second) {
    const detail =
      'may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64';
    errors.push(invalid(PATH, cidrs, detail));
  }
  return errors;
}

function validateReplacement(next: ServiceCIDR, old: ServiceCIDR): FieldError[] {
  const [cidrs, before] = [next.spec.cidrs ?? [], old.spec.cidrs ?? []];
  const grows = before.length === 1 && cidrs.length === 2;
  if (cidrs.length !== before.length && !grows) {
    return [invalid(PATH, cidrs, 'field is immutable')];
  }
  const errors = before.flatMap((cidr, index) =>
    cidr === cidrs[index] ? [] : [invalid(`${PATH}[${index}]`, cidrs[index], 'field is immutable')],
  );
  return grows ? [...errors, ...validate(next)] : errors;
}

export const ServiceCIDRs = defineKind<ServiceCIDR>('networking.k8s.io/v1', 'ServiceCIDR', {
  validate,
  validateReplacement,
  states: {
    ready: ({ status }) => isTrue(status.conditions, 'Ready') || 'its condition Ready is not True',
  },
  row: (cidr, now) => [cidr.metadata.name, (cidr.spec.cidrs ?? []).join(','), ageOf(cidr, now)],
});
