import type { Duration, Loop, Time } from '../../sim/loop';
import type { Random } from '../../sim/random';
import { Scope } from '../../sim/scope';
import { MACHINE_HOSTS } from '../hosts-file';
import type { ImageCatalog } from '../image/image-catalog';
import { canonicalImage } from '../image/image-reference';
import type { Addresses, NetworkProblem } from '../node-network';
import { PodVolumes } from '../pod-volumes';
import { Container } from './container';
import { ContainerFiles } from './container-files';
import type { ContainerOptions } from './container-options';

/** How many runs of a container are kept: the present one and the one before. */
const RUNS_MAX = 2;

/** The isolated place of a Pod's containers, with its network. */
export interface Sandbox {
  readonly id: string;
  readonly podUid: string;
  /** '' for a Pod that uses the node's network. */
  readonly ip: string;
  readonly createdAt: Time;
  /** False after the machine lost its power: the place is gone, what ran in it is remembered. */
  alive: boolean;
  /** The runs of each container, oldest first. */
  readonly containers: Map<string, Container[]>;
}

/** An image that is on the machine. */
export interface StoredImage {
  readonly name: string;
  readonly size: number;
}

/** An answer to a pull: undefined when it went well, else the runtime's error. */
export type PullDone = (error: string | undefined, took: Duration, waited: Duration) => void;

/** An image, and whether a credential for its registry comes with the question. */
export interface Wanted {
  readonly image: string;
  readonly isOpen: boolean;
}

interface Pull extends Wanted {
  readonly asked: Time;
  /** What the pull goes back to: not to the one before it, which is another Pod's. */
  readonly cause: number;
  readonly done: PullDone;
}

/** An image that is there already and is asked for anew costs a look at the registry. */
const REFRESH: Duration = 50;

/** containerd's part: images, sandboxes and containers. It lives as long as the machine has power. */
export class ContainerRuntime {
  private readonly sandboxes = new Map<string, Sandbox>();
  private readonly images = new Map<string, StoredImage>();
  private readonly pulls: Pull[] = [];
  private pulling = false;
  private power: Scope;
  /** False while no registry can be reached. */
  connected = true;
  /** The volumes of Pods, by their uids: they outlive containers, and a kubelet's restart. */
  private readonly volumes = new Map<string, PodVolumes>();
  /** The files of the machine itself. */
  readonly files = new ContainerFiles();
  /** True since the first container that takes memory. */
  usesMemory = false;
  /** Counts changes of the set of images. */
  imagesVersion = 0;

  constructor(
    private readonly loop: Loop,
    private readonly random: Random,
    private readonly catalog: ImageCatalog,
    private readonly addresses: Addresses,
  ) {
    this.power = new Scope(loop);
    this.files.write('/etc/hosts', `${MACHINE_HOSTS}\n`, false);
  }

  sandbox(podUid: string): Sandbox | undefined {
    return this.sandboxes.get(podUid);
  }

  /** All sandboxes, oldest first. */
  all(): Iterable<Sandbox> {
    return this.sandboxes.values();
  }

  /** The last run of a container. */
  last(podUid: string, name: string): Container | undefined {
    return this.sandboxes.get(podUid)?.containers.get(name)?.at(-1);
  }

  /** The run of a container before the last. */
  previous(podUid: string, name: string): Container | undefined {
    return this.sandboxes.get(podUid)?.containers.get(name)?.at(-2);
  }

  /** Makes a Pod's place, with an address unless it uses the node's; or says why it gets none. */
  createSandbox(podUid: string, hostNetwork: boolean): Sandbox | NetworkProblem {
    const ip = hostNetwork ? '' : this.addresses.take();
    if (typeof ip !== 'string') return ip;
    const old = this.sandboxes.get(podUid);
    const sandbox: Sandbox = {
      id: this.random.id(),
      podUid,
      ip,
      createdAt: this.loop.now,
      alive: true,
      containers: old?.containers ?? new Map<string, Container[]>(),
    };
    this.sandboxes.set(podUid, sandbox);
    return sandbox;
  }

  /** Ends the Pod's network; its containers are remembered until {@link remove}. */
  stopSandbox(podUid: string): void {
    const sandbox = this.sandboxes.get(podUid);
    if (sandbox === undefined || !sandbox.alive) return;
    sandbox.alive = false;
    if (sandbox.ip !== '') this.addresses.release(sandbox.ip);
  }

  /** The volumes of a Pod that only it has. */
  volumesOf(podUid: string): PodVolumes {
    let volumes = this.volumes.get(podUid);
    if (volumes === undefined) {
      volumes = new PodVolumes(this);
      this.volumes.set(podUid, volumes);
    }
    return volumes;
  }

  /** Forgets the Pod, with its volumes and the logs of its containers. */
  remove(podUid: string): void {
    this.stopSandbox(podUid);
    this.volumes.delete(podUid);
    this.sandboxes.delete(podUid);
  }

  /** Starts a container in its Pod's place. */
  start(
    sandbox: Sandbox,
    options: Omit<ContainerOptions, 'id' | 'podUid' | 'behaviour'>,
  ): Container {
    const { spec } = options;
    const container = new Container(this.power, {
      ...options,
      id: this.random.id(),
      podUid: sandbox.podUid,
      behaviour: this.catalog.of(spec.image ?? ''),
    });
    const runs = sandbox.containers.get(spec.name);
    if (runs === undefined) sandbox.containers.set(spec.name, [container]);
    else if (runs.push(container) > RUNS_MAX) runs.shift();
    if (container.options.behaviour.memory > 0) this.usesMemory = true;
    container.start();
    return container;
  }

  has(image: string): boolean {
    return this.images.has(canonicalImage(image));
  }

  sizeOf(image: string): number {
    return this.images.get(canonicalImage(image))?.size ?? 0;
  }

  /** The images of the machine, the biggest first. */
  listImages(): readonly StoredImage[] {
    return [...this.images.values()].sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1));
  }

  /** Removes an image, as garbage collection or a person does. */
  removeImage(image: string): void {
    if (this.images.delete(canonicalImage(image))) this.imagesVersion++;
  }

  /** Pulls an image, one after another. upstream: kubelet serializeImagePulls */
  pull({ image, isOpen }: Wanted, done: PullDone): void {
    const { now: asked, cause } = this.loop;
    this.pulls.push({ image, isOpen, asked, cause, done });
    this.nextPull();
  }

  /** The machine loses its power: all that runs ends, unseen; images and the memory of containers stay. */
  lose(): void {
    this.power.stop();
    this.power = new Scope(this.loop);
    this.pulls.length = 0;
    this.pulling = false;
    for (const [podUid, { containers }] of this.sandboxes) {
      this.stopSandbox(podUid);
      for (const runs of containers.values()) {
        for (const container of runs) container.lose(this.loop.now);
      }
    }
  }

  private nextPull(): void {
    if (this.pulling) return;
    const next = this.pulls.shift();
    if (next === undefined) return;
    this.pulling = true;
    const { image, isOpen, asked, cause, done } = next;
    const { exists, isPrivate, pull, size } = this.catalog.of(image);
    const isGiven = exists && (isOpen || !isPrivate);
    const begin = this.loop.now;
    const time = this.has(image) || !isGiven ? Math.min(pull, REFRESH) : pull;
    const { connected } = this;
    this.power.after(time, `pull ${image}`, () => {
      this.pulling = false;
      const name = canonicalImage(image);
      const found = isGiven && connected;
      if (found && !this.images.has(name)) {
        this.images.set(name, { name, size });
        this.imagesVersion++;
      }
      const error = found ? undefined : pullError(name, this.whyNot(name, exists));
      const { now } = this.loop;
      this.loop.causedBy(cause, () => done(error, now - begin, now - asked));
      this.nextPull();
    });
  }

  private whyNot(name: string, exists: boolean): readonly [code: string, why: string] {
    if (!this.connected) return ['DeadlineExceeded', `failed to do request: ${TIMEOUT}`];
    return exists ? ['Unknown', DENIED] : ['NotFound', `${name}: not found`];
  }
}

const DENIED =
  'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed';
const TIMEOUT = 'dial tcp: lookup registry: i/o timeout';

/** containerd's words for an image that it does not get. */
function pullError(name: string, [code, why]: readonly [string, string]): string {
  return `rpc error: code = ${code} desc = failed to pull and unpack image "${name}": failed to resolve reference "${name}": ${why}`;
}
