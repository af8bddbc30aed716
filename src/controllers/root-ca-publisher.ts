import { ConfigMaps } from '../api/core/config-map';
import { Namespaces } from '../api/core/namespace';
import type { ConfigMap, Namespace } from '../api/schema/objects';
import { type Controller, NO_KEYS } from '../runtime/controller';

const NAME = 'kube-root-ca.crt';
/** The cluster's root certificate: simulated, as everything. */
export const CERTIFICATE =
  '-----BEGIN CERTIFICATE-----\nVGhpcyBjbHVzdGVyIGlzIHNpbXVsYXRlZDogaXQgaGFzIG5vIGNlcnRpZmljYXRlcy4=\n-----END CERTIFICATE-----\n';

/** Every namespace has the cluster's root certificate in a ConfigMap. upstream: pkg/controller/certificates/rootcacertpublisher */
export const rootCaPublisher: Controller<Namespace> = {
  name: 'root-ca-certificate-publisher',
  account: 'root-ca-cert-publisher',
  reconciles: Namespaces,
  watches: [
    {
      kind: ConfigMaps,
      keys(_env, { object }) {
        const { name, namespace = '' } = object.metadata;
        return name === NAME ? [namespace] : NO_KEYS;
      },
    },
  ],
  reconcile(env, namespace) {
    if (namespace === undefined || namespace.metadata.deletionTimestamp !== undefined) return;
    const data = { 'ca.crt': CERTIFICATE };
    const key = { namespace: namespace.metadata.name, name: NAME };
    const known: ConfigMap | undefined = env.cache.informer(ConfigMaps).find(key.namespace, NAME);
    if (known === undefined) {
      const annotations = {
        'kubernetes.io/description':
          'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
      };
      env.api.create(ConfigMaps, { metadata: { ...key, annotations }, data });
    } else if (known.data?.['ca.crt'] !== CERTIFICATE)
      env.api.update(ConfigMaps, { ...known, data });
  },
};
