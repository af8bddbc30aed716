import type { ProbeKind } from '../kubelet/container-options';
import { type ContainerTarget, placeOf } from './container-kill';
import { type Fault, injectFault } from './fault';

/** A Pod's containers stop answering a kind of probe, until that is undone or they are restarted. */
export const probeFailure: Fault<ContainerTarget & { readonly probe: ProbeKind }> = {
  name: 'probe-failure',
  inject(cluster, options) {
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
