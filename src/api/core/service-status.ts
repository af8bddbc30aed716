import {
  type FieldError,
  forbidden,
  invalid,
  invalidEach,
  notSupported,
  required,
} from '../field-error';
import { ipErrors, isIp } from '../ip';
import { dnsSubdomainErrors } from '../names';
import type { LoadBalancerIngress, Service } from '../schema/objects';

const MODES = ['Proxy', 'VIP'];
const INGRESS = 'status.loadBalancer.ingress';

function validateMode({ ip, ipMode }: LoadBalancerIngress, path: string): FieldError[] {
  if (ipMode === undefined) {
    return ip ? [required(path, 'must be specified when `ip` is set')] : [];
  }
  if (!ip) return [forbidden(path, 'may not be specified when `ip` is not set')];
  return MODES.includes(ipMode) ? [] : [notSupported(path, ipMode, MODES)];
}

function validateIngress(ingress: LoadBalancerIngress, path: string): FieldError[] {
  const { ip, hostname } = ingress;
  const errors = ip ? ipErrors(`${path}.ip`, ip) : [];
  errors.push(...validateMode(ingress, `${path}.ipMode`));
  if (!hostname) return errors;
  const at = `${path}.hostname`;
  errors.push(...invalidEach(at, hostname, dnsSubdomainErrors(hostname)));
  if (isIp(hostname)) errors.push(invalid(at, hostname, 'must be a DNS name, not an IP address'));
  return errors;
}

/** What is wrong with where a Service is reached from outside. upstream: core validation, ValidateLoadBalancerStatus */
export function validateServiceStatus({ spec, status }: Service): FieldError[] {
  const { ingress = [] } = status?.loadBalancer ?? {};
  if (ingress.length > 0 && spec.type !== 'LoadBalancer') {
    return [forbidden(INGRESS, "may only be used when `spec.type` is 'LoadBalancer'")];
  }
  return ingress.flatMap((each, index) => validateIngress(each, `${INGRESS}[${index}]`));
}
