import { Deployments } from '../api/apps/deployment';
import type { KubeObject } from '../api/object';
import { Cluster } from '../cluster';
import { applyItem } from '../kubectl/commands/apply-item';
import { flagsOf } from '../kubectl/flag-table';
import { Flags } from '../kubectl/flags';
import { Session } from '../kubectl/session';
import { deployment } from './fleet';
import { type Benchmark, elapsed } from './row';

/** `kubectl apply` of 10,000 Deployments whose texts have been read. */
export const applyBenchmark: Benchmark = {
  name: 'apply',
  run(size) {
    const count = size === 'full' ? 10_000 : 100;
    const cluster = new Cluster();
    cluster.settle(10_000);
    const context = { namespace: 'default', roots: [] };
    const flags = new Flags('apply', flagsOf('apply'));
    const session = new Session(cluster, context, { flags, words: [], argv: [] });
    const kind = Deployments;
    const { apiVersion } = kind;
    const items = Array.from({ length: count }, (_, i) => ({
      kind,
      object: { apiVersion, kind: kind.kind, ...deployment(`web-${i}`, 3) } as KubeObject,
    }));
    const ms = elapsed(() => {
      for (const item of items) applyItem(session, item);
    });
    return [
      {
        name: 'apply of 10,000 Deployments',
        value: Math.round(ms) / 1000,
        unit: 's',
        limit: 3,
        better: 'lower',
      },
    ];
  },
};
