import type { WebhookClientConfig } from '../../api/schema/objects';

/** Who wants its caBundle filled in by somebody else, whose part of a cluster is not simulated. */
const INJECTIONS = [
  'cert-manager.io/inject-ca-from',
  'cert-manager.io/inject-ca-from-secret',
  'cert-manager.io/inject-apiserver-ca',
  'service.beta.openshift.io/inject-cabundle',
];

/**
 * Whether a webhook's certificate is believed. No public authority vouches for a server behind a Service, so its
 * configuration must: with a caBundle, or an annotation by which others fill it in. What stands in the bundle is not
 * looked at.
 */
export function isTrusted(
  { service, caBundle }: WebhookClientConfig,
  annotations: Readonly<Record<string, string>> | undefined,
): boolean {
  if (service === undefined || (caBundle ?? '') !== '') return true;
  return INJECTIONS.some((name) => annotations?.[name] !== undefined);
}
