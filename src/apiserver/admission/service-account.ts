import { podTemplateHash } from '../../api/apps/template-hash';
import { isMirrorPod } from '../../api/core/mirror-pod';
import { Pods } from '../../api/core/pod';
import { namesSecrets } from '../../api/core/pod-references';
import { ServiceAccounts } from '../../api/core/service-account';
import { forbiddenError } from '../../api/errors';
import { type Draft, deepFreeze, joinKey } from '../../api/object';
import type { Container, Pod, ServiceAccount, Volume } from '../../api/schema/objects';
import type { AdmissionPlugin, Request } from '../request';

const LOOKS = 10;
const LOOK_INTERVAL = 150;
const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

interface Mounted {
  readonly containers: readonly Container[];
  readonly volume: Volume;
}

/** Pods of one template share their containers; so do they share what the mount made of them. */
const mounted = new WeakMap<object, Mounted>();
function tokenVolume(name: string): Volume {
  return {
    name,
    projected: {
      defaultMode: 420,
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          downwardAPI: {
            items: [
              {
                path: 'namespace',
                fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' },
              },
            ],
          },
        },
      ],
    },
  };
}

function mount(containers: readonly Container[], volume: Volume): readonly Container[] {
  return containers.map((container) => {
    if (container.volumeMounts?.some(({ mountPath }) => mountPath === MOUNT_PATH)) return container;
    const own = { name: volume.name, readOnly: true, mountPath: MOUNT_PATH };
    return { ...container, volumeMounts: [...(container.volumeMounts ?? []), own] };
  });
}

function withToken(pod: Draft<Pod>): void {
  const { spec } = pod;
  const source = spec.containers;
  const known = mounted.get(source);
  // upstream gives each Pod a random suffix; Pods of one template share theirs, so that they share memory
  const volume =
    known?.volume ??
    deepFreeze(tokenVolume(`kube-api-access-${suffixOf(source as readonly Container[])}`));
  const containers = known?.containers ?? mount(source as readonly Container[], volume);
  if (known === undefined && Object.isFrozen(source)) {
    mounted.set(source, { containers: deepFreeze(containers), volume });
  }
  const draft = spec as {
    containers: readonly Container[];
    volumes?: readonly Volume[];
    initContainers?: readonly Container[];
  };
  draft.containers = containers;
  if (spec.initContainers !== undefined) {
    draft.initContainers = mount(spec.initContainers as readonly Container[], volume);
  }
  draft.volumes = [...((spec.volumes ?? []) as readonly Volume[]), volume];
}

/** Five letters that depend on the containers alone, so that a run does not depend on the runs before it. */
function suffixOf(containers: readonly Container[]): string {
  return podTemplateHash({ spec: { containers } }).slice(0, 5).padEnd(5, 'x');
}

/**
 * The account. A new namespace gets its default one a moment later: who asks for that one is held back a while
 * before it is refused, ten looks in all; upstream draws the interval between 100 and 200 ms.
 */
function find({ namespace, store, holdBack }: Request, name: string): ServiceAccount | undefined {
  const key = joinKey(namespace, name);
  const account = store.get(ServiceAccounts, key);
  if (account !== undefined || name !== 'default') return account;
  for (let look = 1; look < LOOKS; look++) {
    if (!holdBack(LOOK_INTERVAL)) return undefined;
    const found = store.get(ServiceAccounts, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What only the API could give a static Pod; undefined when it needs nothing. */
function mirrorRefusal(pod: Pod): string | undefined {
  const { serviceAccountName, volumes = [] } = pod.spec;
  if (serviceAccountName) return 'a mirror pod may not reference service accounts';
  if (namesSecrets(pod)) return 'a mirror pod may not reference secrets';
  const isProjected = volumes.some(({ projected }) =>
    projected?.sources?.some(({ serviceAccountToken }) => serviceAccountToken !== undefined),
  );
  return isProjected
    ? 'a mirror pod may not use ServiceAccountToken volume projections'
    : undefined;
}

/** Every Pod runs as a ServiceAccount that exists, and gets its token. upstream: plugin/pkg/admission/serviceaccount */
export const serviceAccount: AdmissionPlugin = {
  name: 'ServiceAccount',
  kinds: [Pods.id],
  verbs: ['create'],
  mutate(request, draft) {
    const { namespace, name } = request;
    const pod = draft as Draft<Pod>;
    const { spec } = pod;
    if (isMirrorPod(pod as Pod)) {
      const refusal = mirrorRefusal(pod as Pod);
      if (refusal !== undefined) throw forbiddenError(Pods, name, refusal);
      return;
    }
    if (!spec.serviceAccountName) {
      spec.serviceAccountName = 'default';
      spec.serviceAccount = 'default';
    }
    const account = find(request, spec.serviceAccountName);
    if (account === undefined) {
      const text = `error looking up service account ${namespace}/${spec.serviceAccountName}: serviceaccount "${spec.serviceAccountName}" not found`;
      throw forbiddenError(Pods, name, text);
    }
    if ((spec.imagePullSecrets ?? []).length === 0 && (account.imagePullSecrets ?? []).length > 0) {
      spec.imagePullSecrets = [...(account.imagePullSecrets ?? [])];
    }
    const wanted =
      spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true;
    if (wanted) withToken(pod);
  },
};
