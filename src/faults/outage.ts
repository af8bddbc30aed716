import type { Gate } from '../apiserver/authorization/attributes';
import type { Cluster } from '../cluster';
import { RENEW_DEADLINE } from '../runtime/leader-election';
import type { Program } from '../runtime/program';

/**
 * Lets a gate answer all requests. Programs that lead end when they could not renew their Leases for so long, and
 * are started anew when that is over: a controller must not act on what it saw before. Those of which there are
 * several see to that by themselves. Returns how to end it.
 */
export function closeGate(cluster: Cluster, gate: Gate): () => void {
  const { loop } = cluster;
  const { controllerManager, scheduler } = cluster.controlPlane;
  const { gates } = cluster.server;
  const ended: Program[] = [];
  gates.push(gate);
  const timer = loop.after(RENEW_DEADLINE, 'leaders give up', () => {
    for (const program of [controllerManager, scheduler]) {
      if (program.isReplicated || !program.running) continue;
      program.stop();
      ended.push(program);
    }
  });
  return () => {
    timer.cancel();
    gates.splice(gates.indexOf(gate), 1);
    for (const program of ended) program.start();
  };
}
