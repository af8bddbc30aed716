import type { Store } from '../apiserver/store';
import type { Loop } from '../sim/loop';

/** upstream: kube-apiserver --etcd-compaction-interval */
const INTERVAL = 5 * 60_000;

/** Every five minutes what is older than five minutes is forgotten; returns how to end it. */
export function compactRegularly(loop: Loop, store: Store): () => void {
  let last = store.revision;
  let timer = loop.after(INTERVAL, 'compaction', compact, 'background');
  function compact(): void {
    store.compact(last);
    last = store.revision;
    timer = loop.after(INTERVAL, 'compaction', compact, 'background');
  }
  return () => timer.cancel();
}
