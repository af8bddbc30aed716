import type { Cluster } from '../cluster';
import type { ProbeKind } from '../kubelet/container/container-options';
import { type ContainerTarget, placeOf, podOf } from './container-kill';
import { type Fault, injectFault } from './fault';

interface ProbeTarget extends ContainerTarget {
  readonly probe: ProbeKind;
}

/** An Error when the Pod has no such probe: then nobody asks, and nothing would come of the fault. */
function checkProbe(cluster: Cluster, target: ProbeTarget): void {
  const { pod: name, container, probe } = target;
  const { spec } = podOf(cluster, target);
  const asked = [...spec.containers, ...(spec.initContainers ?? [])].some(
    (one) => one[`${probe}Probe`] && (container === undefined || one.name === container),
  );
  if (asked) return;
  const who = container === undefined ? 'none of its containers' : `its container "${container}"`;
  const have = container === undefined ? 'has' : 'does not have';
  throw new Error(`Pod "${name}": ${who} ${have} a ${probe}Probe, so nobody would notice`);
}

/** A Pod's containers stop answering a kind of probe, until that is undone or they are restarted. */
export const probeFailure: Fault<ProbeTarget> = {
  name: 'probe-failure',
  inject(cluster, options) {
    checkProbe(cluster, options);
    const { pod, machine } = placeOf(cluster, options);
    const { probe, container } = options;
    const answer = (answers: boolean) =>
      machine.answerProbe(pod.metadata.uid, probe, answers, container);
    return injectFault(cluster, probeFailure.name, options, {
      act: () => answer(false),
      undo: () => answer(true),
    });
  },
};
