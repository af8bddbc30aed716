import type { Pod } from '../api/schema/objects';
import type { Settings } from '../api/settings';
import type { World } from '../runtime/process';
import type { Time } from '../sim/loop';
import type { Answer } from './container/application';
import type { Container } from './container/container';
import type { LogLine, LogOptions } from './container/container-log';
import type { PodNetwork } from './container/pod-http';
import { Machine, type MachineSpec, type Supplies } from './machine';
import { OwnerLabels } from './owner-labels';

/** Where a connection leads: an address and port, and the node and the Pod behind them where they are known. */
interface Endpoint {
  readonly address: string;
  readonly port: number;
  readonly node: string | undefined;
  readonly pod: { readonly uid: string } | undefined;
}

/** The log of a container as other programs of its node see it. */
interface LogStream {
  between(since: Time, until: Time): readonly LogLine[];
  write(text: string): void;
}

/** The machines of a cluster, and what reaches their containers. */
export class Machines {
  private readonly machines = new Map<string, Machine>();
  private readonly labels: OwnerLabels;
  private count = 0;
  /** What Pods answer to each other. */
  readonly network: PodNetwork = {
    request: (address, request) => {
      for (const machine of this.machines.values()) {
        const reply = machine.request(address, request);
        if (reply !== undefined) return reply;
      }
      return undefined;
    },
    connects: (address, port) => {
      for (const machine of this.machines.values()) {
        const answer = machine.connect(address, port, undefined);
        if (answer?.startsWith('answered') === true) return true;
      }
      return false;
    },
  };

  constructor(
    private readonly world: World,
    private readonly supplies: Omit<Supplies, 'network'>,
    private readonly settings: Settings,
  ) {
    this.labels = new OwnerLabels(world);
  }

  /** Those that are there, whether the API knows them or not, in order of arrival. */
  get byName(): ReadonlyMap<string, Machine> {
    return this.machines;
  }

  /** Puts a machine into the cluster and starts its kubelet, which registers the node. */
  add(spec: MachineSpec): Machine {
    if (this.machines.has(spec.name)) throw new Error(`there is a node "${spec.name}" already`);
    const supplies = { ...this.supplies, network: this.network };
    const machine = new Machine(this.world, spec, supplies, this.settings, ++this.count);
    this.machines.set(spec.name, machine);
    this.labels.add(spec);
    machine.start();
    return machine;
  }

  /** Takes the machine away for good, without a word to the API. */
  remove(name: string): void {
    this.machines.get(name)?.stop();
    this.machines.delete(name);
  }

  /** The machine of a Pod's node; undefined when it is gone, or the Pod has none. */
  of({ spec }: Pod): Machine | undefined {
    return this.machines.get(spec.nodeName ?? '');
  }

  /** True when a node's machine is up and connected. */
  isReachable(node: string): boolean {
    return this.machines.get(node)?.isConnected === true;
  }

  /** The names of those that are up and connected. */
  get reachable(): readonly string[] {
    return [...this.machines.keys()].filter((name) => this.isReachable(name));
  }

  /** A running container; undefined when it does not run or its node is out of reach. */
  container(pod: Pod, name: string): Container | undefined {
    return this.of(pod)?.running(pod.metadata.uid, name);
  }

  /** What a container of a Pod wrote; undefined when its node has no such log. */
  logs(
    pod: Pod,
    container: string,
    request: LogOptions & { readonly previous: boolean },
  ): readonly LogLine[] | undefined {
    return this.of(pod)?.logs(pod.metadata.uid, container, request);
  }

  /** The log of a container for programs beside it; undefined while its node is out of reach. */
  logOf(pod: Pod, container: string): LogStream | undefined {
    if (this.of(pod)?.isConnected !== true) return undefined;
    const linesOf = (since: Time, previous: boolean) =>
      this.logs(pod, container, { since, previous }) ?? [];
    return {
      between: (since, until) =>
        [...linesOf(since, true), ...linesOf(since, false)].filter(({ time }) => time < until),
      write: (text) => this.container(pod, container)?.log.write(text, this.world.loop.now),
    };
  }

  /** What a client in the cluster gets that connects to an endpoint. */
  connect({ address, port, node, pod }: Endpoint): Answer {
    const own = this.machines.get(node ?? '');
    const machines = own === undefined ? this.machines.values() : [own];
    for (const machine of machines) {
      const answer = machine.connect(address, port, pod?.uid);
      if (answer !== undefined) return answer;
    }
    // nobody has the address any more, or its machine is gone
    return own === undefined ? 'timed out' : 'connection refused';
  }
}
