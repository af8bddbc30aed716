import type { FeatureGates } from '../features/feature-gates';
import { dns1035LabelErrors, dnsLabelErrors } from '../names';

/** What is wrong with the name of a Service: it may begin with a digit where the cluster lets it. */
export function serviceNameErrors(
  name: string,
  { RelaxedServiceNameValidation: isRelaxed }: FeatureGates,
): string[] {
  return isRelaxed ? dnsLabelErrors(name) : dns1035LabelErrors(name);
}
