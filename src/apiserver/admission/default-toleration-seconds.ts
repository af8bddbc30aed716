import { Pods } from '../../api/core/pod';
import type { Draft } from '../../api/object';
import type { Pod, Toleration } from '../../api/schema/objects';
import type { AdmissionPlugin } from '../request';

const SECONDS = 300;

function tolerance(key: string): Toleration {
  return Object.freeze({
    key,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: SECONDS,
  });
}

const NOT_READY = tolerance('node.kubernetes.io/not-ready');
const UNREACHABLE = tolerance('node.kubernetes.io/unreachable');
const BOTH: readonly Toleration[] = Object.freeze([NOT_READY, UNREACHABLE]);

function covers(tolerations: readonly Toleration[], key: string): boolean {
  return tolerations.some(
    (t) => (t.key === key || !t.key) && (t.effect === 'NoExecute' || !t.effect),
  );
}

/** A Pod that says nothing else stays five minutes on a node that is lost. */
export const defaultTolerationSeconds: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  kinds: [Pods.id],
  verbs: ['create'],
  mutate(_request, draft) {
    const spec = (draft as Draft<Pod>).spec as { tolerations?: readonly Toleration[] };
    const own = spec.tolerations ?? [];
    if (own.length === 0) {
      spec.tolerations = BOTH;
      return;
    }
    const added = BOTH.filter(({ key }) => !covers(own, key ?? ''));
    if (added.length > 0) spec.tolerations = [...own, ...added];
  },
};
