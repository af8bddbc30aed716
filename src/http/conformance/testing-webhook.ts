import type { JsonObject } from '../../api/object';
import { AGNHOST, listAt, type Walk } from './testing-walk';

export const REGISTRATION = '/apis/admissionregistration.k8s.io/v1';
export const JSON_PATCH = { 'content-type': 'application/json-patch+json' };

/** A Deployment of a webhook's server behind a Service, as the tests set it up; returns when it has endpoints. */
export function serveWebhook(w: Walk, ns: string, name: string, args: readonly string[]): void {
  const labels = { app: name, webhook: 'true' };
  const core = `/api/v1/namespaces/${ns}`;
  w.make(`${core}/secrets`, {
    metadata: { name: 'secret' },
    data: { 'tls.crt': 'Y2VydA==', 'tls.key': 'a2V5' },
  });
  const container = {
    name,
    image: AGNHOST,
    args: [...args, '--tls-cert-file=/webhook.local.config/certificates/tls.crt', '--port=8444'],
    volumeMounts: [
      { name: 'certs', mountPath: '/webhook.local.config/certificates', readOnly: true },
    ],
    readinessProbe: { httpGet: { scheme: 'HTTPS', port: 8444, path: '/readyz' }, periodSeconds: 1 },
    ports: [{ containerPort: 8444 }],
  };
  w.make(`/apis/apps/v1/namespaces/${ns}/deployments`, {
    metadata: { name, labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          terminationGracePeriodSeconds: 0,
          containers: [container],
          volumes: [{ name: 'certs', secret: { secretName: 'secret' } }],
        },
      },
    },
  });
  w.make(`${core}/services`, {
    metadata: { name },
    spec: { selector: { webhook: 'true' }, ports: [{ port: 8443, targetPort: 8444 }] },
  });
  w.until(
    'the Service has an endpoint',
    () => listAt(w.send('GET', `${core}/endpoints/${name}`).body, 'subsets').length === 1,
  );
}

/** A namespace with agnhost's webhook in it, and how configurations that are about it are made. */
export function webhookWorld(w: Walk) {
  const ns = w.namespace();
  serveWebhook(w, ns, 'e2e-test-webhook', ['webhook']);
  w.patch(`/api/v1/namespaces/${ns}`, { metadata: { labels: { [`${ns}-selector`]: 'true' } } });

  /** A webhook at a path of the server; unless told otherwise it is about ConfigMaps that are created. */
  const hook = (name: string, path: string, more: JsonObject = {}) => ({
    name: `${name}.k8s.io`,
    rules: [rule(['CREATE'], '', 'configmaps')],
    clientConfig: {
      caBundle: 'Y2E=',
      service: { namespace: ns, name: 'e2e-test-webhook', path, port: 8443 },
    },
    sideEffects: 'None',
    admissionReviewVersions: ['v1', 'v1beta1'],
    namespaceSelector: { matchLabels: { [`${ns}-selector`]: 'true' } },
    ...more,
  });

  /** Registers a configuration; returns its path. */
  function register(
    sort: 'validating' | 'mutating',
    name: string,
    webhooks: readonly JsonObject[],
    labels: JsonObject = {},
  ): string {
    const all = `${REGISTRATION}/${sort}webhookconfigurations`;
    w.make(all, { metadata: { name, labels }, webhooks });
    return `${all}/${name}`;
  }
  return { ns, core: `/api/v1/namespaces/${ns}`, hook, register };
}

/** What a webhook is about. */
export function rule(operations: readonly string[], group: string, ...resources: string[]) {
  return { operations, apiGroups: [group], apiVersions: ['*'], resources };
}

/** A ConfigMap that agnhost's webhook refuses. */
export const unwanted = (name: string): JsonObject => ({
  metadata: { name },
  data: { 'webhook-e2e-test': 'webhook-disallow' },
});
