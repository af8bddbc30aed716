import { type HostPort, hostPortsOf } from '../api/core/host-port';
import { countedSpec } from '../api/core/pod-size';
import { keyOf } from '../api/object';
import type { Container, Pod, PodSpec } from '../api/schema/objects';
import { parseTimestamp } from '../api/timestamp';
import type { Time } from '../sim/loop';
import { compileTerms, type PodTerms } from './affinity-term';
import { podRequests, type Resources } from './quantities';

type Labels = Readonly<Record<string, string>>;

const NO_LABELS: Labels = {};

/** All that follows from a Pod's spec alone; Pods of one template share it. */
export interface PodShape {
  readonly requests: Resources;
  /** The same with defaults for what is not stated, as scores count it. */
  readonly scored: Resources;
  readonly hostPorts: readonly HostPort[];
  /** Normalised images of all containers, one each. */
  readonly images: readonly string[];
  readonly hasAffinity: boolean;
  /** True when the Pod requests neither CPU nor memory. */
  readonly bestEffort: boolean;
  /** What plugins read of it that look at one node alone. */
  readonly localKey: string;
}

/** The image with its tag. upstream: imagelocality normalizedImageName */
function normalizedImage(image: string): string {
  return image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image;
}

function shapeOf(spec: PodSpec): PodShape {
  const containers: readonly Container[] = [...(spec.initContainers ?? []), ...spec.containers];
  const requests = podRequests(spec, false);
  const scored = podRequests(spec, true);
  const hostPorts = hostPortsOf(spec);
  const { affinity } = spec;
  return {
    requests,
    scored,
    hostPorts,
    images: containers.map(({ image = '' }) => normalizedImage(image)),
    hasAffinity: affinity?.podAffinity !== undefined || affinity?.podAntiAffinity !== undefined,
    bestEffort: requests.cpu === 0 && requests.memory === 0,
    localKey: JSON.stringify([keyOfResources(requests), keyOfResources(scored), hostPorts]),
  };
}

function keyOfResources({ cpu, memory, ephemeral, extended = new Map() }: Resources): unknown {
  return [cpu, memory, ephemeral, ...extended];
}

interface Cached {
  readonly spec: PodSpec;
  readonly shape: PodShape;
}

const shapes = new WeakMap<readonly Container[], Cached>();

function cachedShape(spec: PodSpec): PodShape {
  const known = shapes.get(spec.containers);
  if (
    known !== undefined &&
    known.spec.initContainers === spec.initContainers &&
    known.spec.resources === spec.resources &&
    known.spec.overhead === spec.overhead &&
    known.spec.affinity === spec.affinity
  ) {
    return known.shape;
  }
  const shape = shapeOf(spec);
  shapes.set(spec.containers, { spec, shape });
  return shape;
}

/** A Pod with what the scheduler wants to know of it. */
export class PodInfo {
  readonly key: string;
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly priority: number;
  readonly shape: PodShape;
  /** The spec whose requests count: the Pod's own, unless it is being resized. */
  private readonly counted: PodSpec;
  private compiled: PodTerms | undefined;
  private local: string | undefined;

  constructor(
    /** The newest known state; what the fields above are made of never differs between states. */
    public pod: Pod,
  ) {
    const { metadata, spec } = pod;
    this.key = keyOf(pod);
    this.uid = metadata.uid ?? '';
    this.namespace = metadata.namespace ?? '';
    this.name = metadata.name;
    this.labels = metadata.labels ?? NO_LABELS;
    this.priority = spec.priority ?? 0;
    this.counted = countedSpec(pod);
    this.shape = cachedShape(this.counted);
  }

  get terminating(): boolean {
    return this.pod.metadata.deletionTimestamp !== undefined;
  }

  /** Its inter-pod affinity terms. */
  get terms(): PodTerms {
    this.compiled ??= compileTerms(this.pod);
    return this.compiled;
  }

  /**
   * All that plugins read that look at one node alone: Pods that have it in common are the same to them.
   * Whatever such a plugin reads of a Pod belongs here.
   */
  get localKey(): string {
    const { spec } = this.pod;
    this.local ??= JSON.stringify([
      this.shape.localKey,
      spec.nodeName,
      spec.nodeSelector,
      spec.affinity?.nodeAffinity,
      spec.tolerations,
    ]);
    return this.local;
  }

  /** When it began to run; undefined when it did not. */
  get startTime(): Time | undefined {
    const text = this.pod.status.startTime;
    return text === undefined ? undefined : parseTimestamp(text);
  }

  /** True when it counts for more CPU or memory than the other. */
  asksForMoreThan({ shape: { requests } }: PodInfo): boolean {
    const { cpu, memory } = this.shape.requests;
    return cpu > requests.cpu || memory > requests.memory;
  }

  /** Takes in a newer state that differs in nothing the fields are made of; false when it does. */
  refresh(pod: Pod): boolean {
    const old = this.pod;
    if (
      old.metadata.labels !== pod.metadata.labels ||
      old.metadata.deletionTimestamp !== pod.metadata.deletionTimestamp ||
      old.metadata.uid !== pod.metadata.uid ||
      (old.spec !== pod.spec && !sameForScheduling(old.spec, pod.spec)) ||
      this.counted !== old.spec ||
      countedSpec(pod) !== pod.spec
    ) {
      return false;
    }
    this.pod = pod;
    return true;
  }
}

/** True when the specs differ in nothing that a bound Pod is counted by, as before and after a binding. */
function sameForScheduling(a: PodSpec, b: PodSpec): boolean {
  return (
    a.containers === b.containers &&
    a.initContainers === b.initContainers &&
    a.affinity === b.affinity &&
    a.resources === b.resources &&
    a.overhead === b.overhead &&
    a.volumes === b.volumes &&
    a.priority === b.priority
  );
}
