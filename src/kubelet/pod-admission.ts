import type { Node, Pod } from '../api/schema/objects';
import { misfitOf, type Others, type Refusal, refusalOf, shortagesFor } from './admit';
import { isCritical } from './critical';
import { victimsFor } from './preemption';

const NODE_SHUTDOWN: Refusal = {
  reason: 'NodeShutdown',
  message: 'Pod was rejected as the node is shutting down.',
};

/** What admission looks at. */
export interface AdmissionHost {
  /** The Node as the kubelet knows it. */
  node(): Node | undefined;
  /** True when something of the Pod runs here already. */
  runs(pod: Pod): boolean;
  /** The other Pods that take room, at the sizes that they were granted. */
  others(podUid: string): Others;
  /** Why no such Pod is taken while the node runs short of something. */
  shortageRefusal(pod: Pod): Refusal | undefined;
  isShuttingDown(): boolean;
}

/** Decides which Pods a node takes on. */
export class PodAdmission {
  constructor(private readonly host: AdmissionHost) {}

  /** Nothing when the Pod is taken; else why not, or which Pods have to end before it is. */
  verdict(pod: Pod): Refusal | readonly Pod[] | undefined {
    const { phase } = pod.status;
    const node = this.host.node();
    const isOver = phase === 'Succeeded' || phase === 'Failed';
    const isDeleted = pod.metadata.deletionTimestamp !== undefined;
    if (node === undefined || this.host.runs(pod) || isOver || isDeleted) return undefined;
    if (this.host.isShuttingDown()) return NODE_SHUTDOWN;
    const refusal = this.refusalBeside(pod, node);
    return refusal && this.recover(pod, node, refusal);
  }

  /** Why the node does not take the Pod, at this size, beside its others. */
  refusalBeside(pod: Pod, node: Node): Refusal | undefined {
    return this.host.shortageRefusal(pod) ?? refusalOf(pod, node, this.beside(pod));
  }

  /** A critical Pod that lacks room alone is taken when others end. */
  private recover(pod: Pod, node: Node, refusal: Refusal): Refusal | readonly Pod[] {
    if (!isCritical(pod) || !refusal.reason.startsWith('OutOf')) return refusal;
    const others = this.beside(pod);
    const misfit = misfitOf(pod, node, others);
    return misfit ?? victimsFor(pod, shortagesFor(pod, node, others), [...others.pods()]);
  }

  private beside({ metadata }: Pod): Others {
    return this.host.others(metadata.uid);
  }
}
