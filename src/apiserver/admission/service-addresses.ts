import { Services } from '../../api/core/service';
import { familyOf, validateClusterAddresses } from '../../api/core/service-address-validation';
import { invalidError } from '../../api/errors';
import { type FieldError, invalid } from '../../api/field-error';
import { type Draft, deepEqual } from '../../api/object';
import type { Service } from '../../api/schema/objects';
import type { AdmissionPlugin, Request } from '../request';
import { inUse, type Taken, takeAddress } from './service-allocation';
import { takePorts } from './service-ports';

type Spec = Draft<Service>['spec'];

/** The one family of the cluster's addresses. */
const FAMILY = 'IPv4';
const NONE = 'None';

function refuse({ name }: Request, errors: readonly FieldError[]): void {
  if (errors.length > 0) throw invalidError(Services, name, errors);
}

/** What an update leaves out is as it was; the single address and the list say the same. upstream: normalizeClusterIPs */
function normalise(spec: Spec, old: Service['spec'] | undefined): void {
  const before = old?.clusterIP;
  if (before && !spec.clusterIP) {
    spec.clusterIP = before;
    spec.clusterIPs ??= [...(old?.clusterIPs ?? [before])];
  }
  const { clusterIP, clusterIPs } = spec;
  if (!clusterIP) return;
  const isOld = old !== undefined && deepEqual(clusterIPs, old.clusterIPs);
  if (clusterIPs === undefined || (isOld && clusterIP !== before)) spec.clusterIPs = [clusterIP];
}

/** Which families a Service has, from what it says of them and its addresses. upstream: initIPFamilyFields */
function settleFamilies(request: Request, spec: Spec): void {
  const isFree = spec.clusterIP === NONE && Object.keys(spec.selector ?? {}).length === 0;
  spec.ipFamilyPolicy ??= isFree ? 'RequireDualStack' : 'SingleStack';
  refuse(request, validateClusterAddresses(spec as Service['spec']));
  const errors: FieldError[] = [];
  const { clusterIPs = [], ipFamilyPolicy: policy } = spec;
  const families = [...(spec.ipFamilies ?? [])];
  const single = "must be 'RequireDualStack' or 'PreferDualStack' when multiple";
  const refusePolicy = (detail: string) =>
    errors.push(invalid('spec.ipFamilyPolicy', policy, detail));
  if (policy === 'SingleStack') {
    if (clusterIPs.length === 2) refusePolicy(`${single} cluster IPs are specified`);
    if (families.length === 2) refusePolicy(`${single} IP families are specified`);
  }
  clusterIPs.forEach((address, index) => {
    if (address === NONE || index < families.length) return;
    const family = familyOf(address);
    if (family === FAMILY) families.push(family);
    else {
      const detail = `${family} is not configured on this cluster`;
      errors.push(invalid(`spec.clusterIPs[${index}]`, clusterIPs, detail));
    }
  });
  refuse(request, errors);
  if (families.length === 0) families.push(FAMILY);
  if (isFree) {
    const other = families[0] === FAMILY ? 'IPv6' : FAMILY;
    if (families.length === 1 && policy !== 'SingleStack') families.push(other);
  } else {
    if (policy === 'RequireDualStack') {
      refusePolicy('this cluster is not configured for dual-stack services');
    }
    families.forEach((family, index) => {
      if (family === FAMILY) return;
      errors.push(invalid(`spec.ipFamilies[${index}]`, family, 'not configured on this cluster'));
    });
    refuse(request, errors);
  }
  spec.ipFamilies = families;
}

function settleAddress(request: Request, spec: Spec, all: Taken): void {
  if (spec.clusterIP === NONE) return;
  const given = spec.clusterIPs ?? [];
  const result = takeAddress(all, spec.clusterIP);
  if (result.refusal !== undefined) {
    const why = `failed to allocate IP ${spec.clusterIP}: ${result.refusal}`;
    refuse(request, [invalid('spec.clusterIPs', given, why)]);
  }
  spec.clusterIP = result.address;
  spec.clusterIPs = [result.address];
}

/**
 * Gives Services their cluster addresses and node ports, before anybody validates them. upstream: registry
 * core/service, Allocators
 */
export const serviceAddresses: AdmissionPlugin = {
  name: 'ServiceAddresses',
  kinds: [Services.id],
  verbs: ['create', 'update'],
  mutate(request, draft) {
    const service = draft as Draft<Service>;
    const old = request.old as Service | undefined;
    if (Object.isFrozen(service.spec) && old !== undefined) return;
    const spec = { ...service.spec };
    service.spec = spec;
    normalise(spec, spec.type === 'ExternalName' ? undefined : old?.spec);
    if (spec.type === 'ExternalName') return;
    const all = inUse(request.store);
    settleFamilies(request, spec);
    if (!old?.spec.clusterIP) settleAddress(request, spec, all);
    takePorts(request, spec, all, old);
  },
};
