import { deepEqual } from '../api/object';
import { wholeValue } from '../api/quantity';
import type { Container as ContainerSpec, Pod, ResourceRequirements } from '../api/schema/objects';
import type { Duration } from '../sim/loop';
import type { PodContext } from './pod-context';
import { type ContainerState, containerLists, isRunning, type ResizeState } from './pod-state';

/** What the runtime made of new sizes is seen when the kubelet looks at its containers next. upstream: PLEG relist period */
const LOOK: Duration = 1000;
/** What could not be put into effect is tried again so late. upstream: pod workers' backOffPeriod */
const RETRY: Duration = 10_000;

const NOTHING: ResourceRequirements = {};

/** True when both say the same of every resource. */
export function sameSize(
  a: ResourceRequirements | undefined,
  b: ResourceRequirements | undefined,
): boolean {
  return a === b || deepEqual(a ?? NOTHING, b ?? NOTHING);
}

/** The container at another size. */
export function atSize(
  spec: ContainerSpec,
  resources: ResourceRequirements | undefined,
): ContainerSpec {
  if (spec.resources === resources) return spec;
  const { resources: _other, ...rest } = spec;
  return resources === undefined ? rest : { ...rest, resources };
}

/** The container as the Pod has it now; undefined when it has none of that name. */
export function specOf({ kind, spec: { name } }: ContainerState, pod: Pod) {
  const list: readonly ContainerSpec[] | undefined = pod.spec[containerLists[kind]];
  return list?.find((container) => container.name === name);
}

function needsRestart({ spec, run }: ContainerState): boolean {
  const differs = (name: string) =>
    (['requests', 'limits'] as const).some(
      (what) => spec.resources?.[what]?.[name] !== run?.resources?.[what]?.[name],
    );
  return (spec.resizePolicy ?? []).some(
    ({ resourceName, restartPolicy }) =>
      restartPolicy === 'RestartContainer' && differs(resourceName),
  );
}

/** What a worker does for its Pod's size. */
export interface ResizeHost {
  /** Ends the container with these words, to start it again at its new size. */
  restart(container: ContainerState, message: string): void;
  /** The Pod has got what it was granted. */
  completed(): void;
}

/** Puts the changes of one Pod's resources into effect. upstream: pkg/kubelet/kuberuntime, computePodResizeAction */
export class PodResize {
  constructor(
    private readonly context: PodContext,
    private readonly host: ResizeHost,
  ) {}

  /** True when the Pod asks for something else than it was granted. */
  get isWanted(): boolean {
    const { containers, pod } = this.context.state;
    return containers.some((container) => {
      if (container.kind === 'ephemeral') return false;
      const wanted = specOf(container, pod);
      return wanted !== undefined && !sameSize(wanted.resources, container.spec.resources);
    });
  }

  /** The Pod at the size that it was granted. */
  get granted(): Pod {
    const { pod, resize, containers: all } = this.context.state;
    if (resize?.pending === undefined) return pod;
    const at = (specs: readonly ContainerSpec[]) =>
      specs.map((spec) => {
        const known = all.find((container) => container.spec.name === spec.name);
        return known === undefined ? spec : atSize(spec, known.spec.resources);
      });
    const { containers, initContainers } = pod.spec;
    const inits = initContainers === undefined ? {} : { initContainers: at(initContainers) };
    return { ...pod, spec: { ...pod.spec, containers: at(containers), ...inits } };
  }

  /** The node grants what the Pod asks for. */
  grant(): void {
    const { state, loop } = this.context;
    for (const container of state.containers) {
      const wanted = specOf(container, state.pod);
      if (wanted !== undefined) container.spec = wanted;
    }
    state.resize = { inProgress: { generation: state.pod.metadata.generation } };
    this.context.write();
    // upstream: seen at the next look, which comes each second
    this.context.later(LOOK - (loop.now % LOOK), 'pod resize', () => this.actuate());
  }

  /** The node does not grant it, or not now. */
  postpone(reason: 'Deferred' | 'Infeasible', message: string): void {
    const { state } = this.context;
    const { generation } = state.pod.metadata;
    state.resize = { ...state.resize, pending: { reason, message, generation } };
    this.context.write();
  }

  /** The Pod asks for nothing else than it has any more. */
  withdraw(): void {
    const { state } = this.context;
    if (state.resize?.pending === undefined) return;
    const { inProgress } = state.resize;
    state.resize = inProgress && { inProgress };
    this.context.write();
  }

  /** Looks whether the Pod has got what it was granted. */
  check(): void {
    const { state } = this.context;
    if (state.resize?.inProgress === undefined) return;
    const isUnderWay = state.containers.some((c) => c.restartDue || isOff(c));
    if (isUnderWay) return;
    const { pending } = state.resize;
    state.resize = pending && { pending };
    this.context.sayOfPod('Normal', 'ResizeCompleted', completion(this.granted));
    this.context.write();
    this.host.completed();
  }

  private actuate(): void {
    const { state } = this.context;
    const { inProgress, ...rest } = state.resize ?? {};
    if (inProgress === undefined) return;
    const due = state.containers.filter(isOff);
    const error = memoryProblem(state.containers, due);
    state.resize = { ...rest, inProgress: progress(inProgress, error) };
    if (error !== undefined) {
      this.context.write();
      this.again();
      return;
    }
    for (const container of due) {
      const { name } = container.spec;
      if (needsRestart(container)) {
        this.host.restart(container, `Container ${name} resize requires restart`);
      } else container.run?.resize(container.spec.resources);
    }
    this.check();
  }

  private again(): void {
    const { context } = this;
    const { epoch } = context;
    const run = () => {
      if (context.epoch === epoch) this.actuate();
    };
    context.scope.after(RETRY, 'pod resize', run, 'background');
  }
}

type Progress = NonNullable<ResizeState['inProgress']>;

function progress({ generation }: Progress, error: string | undefined): Progress {
  return error === undefined ? { generation } : { generation, error };
}

/** True when the container runs at another size than it was granted. */
function isOff(container: ContainerState): boolean {
  const { run, spec } = container;
  return isRunning(container) && !sameSize(run?.resources, spec.resources);
}

function memoryLimit({ resources }: ContainerSpec): number | undefined {
  const text = resources?.limits?.memory;
  return text === undefined ? undefined : wholeValue(text);
}

/** Why the limits of memory cannot be put into effect: more is in use. upstream: validateMemoryResizeAction */
function memoryProblem(
  containers: readonly ContainerState[],
  due: readonly ContainerState[],
): string | undefined {
  const problems: string[] = [];
  const inPlace = due.filter((container) => !needsRestart(container));
  const mains = containers.filter((c) => c.kind === 'main' || c.kind === 'sidecar');
  const limits = mains.map(({ spec }) => memoryLimit(spec));
  if (inPlace.length > 0 && limits.every((limit) => limit !== undefined)) {
    const whole = limits.reduce<number>((sum, limit) => sum + (limit ?? 0), 0);
    const used = mains.reduce((sum, { run }) => sum + (run?.memory ?? 0), 0);
    if (used > whole) {
      problems.push(`attempting to set pod memory limit (${whole}) below current usage (${used})`);
    }
  }
  for (const { spec, run } of inPlace) {
    const limit = memoryLimit(spec);
    const used = run?.memory ?? 0;
    if (limit === undefined || used <= limit) continue;
    problems.push(
      `attempting to set container ${JSON.stringify(spec.name)} memory limit (${limit}) below current usage (${used})`,
    );
  }
  if (problems.length === 0) return undefined;
  const text = problems.length === 1 ? problems[0] : `[${problems.join(', ')}]`;
  return `cannot decrease memory limits: ${text}`;
}

/** The words of the Event, with the sizes of all containers. upstream: podResizeCompletionMsg */
function completion({ spec }: Pod): string {
  const sizes = (containers: readonly ContainerSpec[]) =>
    containers.map(({ name, resources: { limits, requests } = NOTHING }) => ({
      name,
      resources: { limits: sorted(limits), requests: sorted(requests) },
    }));
  const { initContainers = [], containers } = spec;
  const summary = {
    ...(initContainers.length === 0 ? {} : { initContainers: sizes(initContainers) }),
    containers: sizes(containers),
  };
  return `Pod resize completed: ${JSON.stringify(summary)}`;
}

function sorted(amounts: Readonly<Record<string, string>> | undefined) {
  return (
    amounts && Object.fromEntries(Object.entries(amounts).sort(([a], [b]) => (a < b ? -1 : 1)))
  );
}
