import { Pods } from '../../api/core/pod';
import type { Pod } from '../../api/schema/objects';
import type { Env } from '../../runtime/env';
import { Process, type World } from '../../runtime/process';
import { HostLocalAddresses } from '../node-network';
import { type MachineSpec, machineAddresses } from '../node-object';
import { ScriptedNode } from './scripted-node';
import { type ScriptedHost, ScriptedPod } from './scripted-pod';
import type { ScriptedBehaviour } from './scripted-status';

export type { ScriptedBehaviour } from './scripted-status';

/** What the kubelets of a recording were told, for all Pods and by the first container's image. */
export interface KubeletScript {
  readonly defaults?: ScriptedBehaviour;
  readonly images?: Readonly<Record<string, ScriptedBehaviour>>;
}

/** A Pod's own script, as JSON. */
const ANNOTATION = 'sim.kubelet/behaviour';

/** A node whose kubelet does what a script says, as the kubelets of the recordings did: no Events, no containers. */
export class ScriptedMachine implements ScriptedHost {
  readonly user: string;
  readonly nodeIP: string;
  readonly addresses: HostLocalAddresses;
  env: Env | undefined;
  private readonly node: ScriptedNode;
  private readonly process: Process;
  private readonly pods = new Map<string, ScriptedPod>();

  constructor(
    world: World,
    readonly spec: MachineSpec,
    private readonly script: KubeletScript,
    index: number,
  ) {
    this.user = `system:node:${spec.name}`;
    const { nodeIP, podRange } = machineAddresses(index);
    this.nodeIP = nodeIP;
    this.addresses = new HostLocalAddresses(podRange);
    this.node = new ScriptedNode(spec, nodeIP);
    this.process = new Process(world, {
      name: `kubelet/${spec.name}`,
      actors: [{ name: 'kubelet', user: this.user, start: (env) => this.begin(env) }],
      host: spec.name,
    });
  }

  get name(): string {
    return this.spec.name;
  }

  /** Registers the node and begins to handle its Pods; after a crash, it goes on with those that it knew. */
  start(): void {
    this.process.start();
  }

  /** No more Lease, status, or handling of Pods. */
  crash(): void {
    this.process.stop();
    this.env = undefined;
  }

  /** The Pods' containers exit now. */
  exit(keys: readonly string[], code: number): void {
    for (const pod of this.named(keys)) pod.exit(code);
  }

  /** The Pods become ready, or unready, now. */
  setReady(keys: readonly string[], ready: boolean): void {
    for (const pod of this.named(keys)) pod.setReady(ready);
  }

  /** The kubelet ends the Pods. */
  fail(keys: readonly string[], reason: string, message: string): void {
    for (const pod of this.named(keys)) pod.fail(reason, message);
  }

  private begin(env: Env): void {
    this.env = env;
    this.node.begin(env);
    const informer = env.cache.informer(Pods, `spec.nodeName=${this.name}`);
    informer.onChange(({ type, object }) => {
      if (type === 'DELETED') this.forget(object.metadata.uid);
      else this.see(object);
    });
    for (const [uid, known] of [...this.pods]) {
      const { namespace, name } = known.pod.metadata;
      const present = informer.find(namespace, name);
      if (present?.metadata.uid === uid) known.resume(present);
      else this.forget(uid);
    }
    for (const pod of [...informer.all().values()]) this.see(pod);
  }

  private see(pod: Pod): void {
    const { uid } = pod.metadata;
    let known = this.pods.get(uid);
    if (known === undefined) {
      known = new ScriptedPod(this, pod, this.behaviourOf(pod));
      this.pods.set(uid, known);
      known.begin();
    }
    known.update(pod);
  }

  private behaviourOf({ metadata, spec }: Pod): ScriptedBehaviour {
    const annotation = metadata.annotations?.[ANNOTATION];
    const own = annotation === undefined ? {} : (JSON.parse(annotation) as ScriptedBehaviour);
    const byImage = this.script.images?.[spec.containers[0]?.image ?? ''];
    return { ...this.script.defaults, ...byImage, ...own };
  }

  private forget(uid: string): void {
    this.pods.get(uid)?.forget();
    this.pods.delete(uid);
  }

  private *named(keys: readonly string[]): Iterable<ScriptedPod> {
    for (const known of this.pods.values()) {
      const { namespace = '', name } = known.pod.metadata;
      if (keys.includes(`${namespace}/${name}`)) yield known;
    }
  }
}
