import { keyOf } from '../../api/object';
import type { Pod } from '../../api/schema/objects';
import type { Cluster } from '../../cluster';
import { ScriptedMachine } from '../../kubelet/scripted/scripted-machine';
import type { RecordedNode, Recording } from './format';

type Act = (machine: ScriptedMachine, keys: string[]) => void;

/** The nodes of a recording, with kubelets that do as they are told. */
export class RecordedNodes {
  private readonly machines = new Map<string, ScriptedMachine>();

  constructor(
    private readonly cluster: Cluster,
    private readonly kubelet: NonNullable<Recording['scenario']['kubelet']>,
  ) {}

  add(node: RecordedNode): void {
    const index = this.machines.size + 1;
    const spec = {
      name: node.name,
      cpu: node.cpu ?? '4',
      memory: node.memory ?? '8Gi',
      pods: Number(node.pods ?? 110),
      ...(node.zone === undefined ? {} : { zone: node.zone }),
      ...(node.labels === undefined ? {} : { labels: node.labels }),
      ...(node.taints === undefined ? {} : { taints: node.taints }),
    };
    const machine = new ScriptedMachine(this.cluster, spec, this.kubelet, index);
    this.machines.set(node.name, machine);
    machine.start();
  }

  crash(name: string): void {
    this.machines.get(name)?.crash();
  }

  revive(name: string): void {
    this.machines.get(name)?.start();
  }

  /** The machine ends, and nobody starts it again. */
  remove(name: string): void {
    this.crash(name);
    this.machines.delete(name);
  }

  /** Does something to Pods, by the kubelets of their nodes. */
  onPods(pods: readonly Pod[], act: Act): void {
    for (const machine of this.machines.values()) {
      const keys = pods.filter((pod) => pod.spec.nodeName === machine.name).map(keyOf);
      if (keys.length > 0) act(machine, keys);
    }
  }
}
