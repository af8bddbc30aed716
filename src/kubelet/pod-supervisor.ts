import { restartPolicyOf } from '../api/core/container-restart';
import type { Container as ContainerSpec } from '../api/schema/objects';
import type { Container } from './container/container';
import type { ProbeKind } from './container/container-options';
import type { PodContext } from './pod-context';
import { type ContainerState, isRunning } from './pod-state';
import { ContainerProbes, type ProbeHost } from './prober';
import { graceOf, stopContainer } from './terminator';

/** What a supervisor reports. */
export interface SupervisorReports {
  /** A container became ready, unready or started. */
  changed(): void;
  /** A container has ended. */
  exited(container: ContainerState): void;
}

/** Watches over the containers of a Pod that run: hears of their ends, probes them, and has them started anew. */
export class PodSupervisor implements ProbeHost {
  private readonly probes = new Map<ContainerState, ContainerProbes>();

  constructor(
    private readonly context: PodContext,
    private readonly reports: SupervisorReports,
  ) {}

  get podIP(): string {
    return this.context.podIP;
  }

  /** Listens to a container that runs, and probes it. */
  adopt(container: ContainerState): void {
    const { run } = container;
    if (run === undefined) return;
    run.onExit(() => this.exited(container, run));
    if (container.kind === 'ephemeral') return;
    const probes = new ContainerProbes(this.context.scope, this, container, run);
    this.probes.set(container, probes);
    probes.start();
  }

  /** A Pod that ends is asked for its readiness only. */
  beginEnd(): void {
    for (const probes of this.probes.values()) probes.stop('startup', 'liveness');
  }

  /** Hears nothing more; what runs runs on. */
  stop(): void {
    for (const { run } of this.context.state.containers) {
      run?.onExit(undefined);
      run?.application.onAnswerChange(undefined);
    }
  }

  /** Ends a container that is to start again, and says why; false when it does not run. */
  restart(container: ContainerState, message: string): boolean {
    if (!isRunning(container)) return false;
    const { context } = this;
    context.say(container, 'Normal', 'Killing', message);
    container.restartDue = true;
    this.unprobe(container);
    stopContainer(context, container, graceOf(context.state.pod));
    return true;
  }

  changed(): void {
    this.reports.changed();
  }

  probed(spec: ContainerSpec, kind: ProbeKind, what: 'failed' | 'warning', message: string): void {
    const container = this.context.state.containers.find(
      (c) => c.spec === spec || c.spec.name === spec.name,
    );
    if (container === undefined) return;
    const name = `${(kind[0] ?? '').toUpperCase()}${kind.slice(1)}`;
    const reason = what === 'failed' ? 'Unhealthy' : 'ProbeWarning';
    this.context.say(container, 'Warning', reason, `${name} probe ${what}: ${message}`);
  }

  failed(container: ContainerState, kind: ProbeKind): void {
    const { context } = this;
    if (context.isEnding) return;
    const { pod, features } = context.state;
    const { spec } = container;
    const probe = kind === 'startup' ? spec.startupProbe : spec.livenessProbe;
    // upstream: there is no exit code yet by which rules could judge
    container.restartDue = restartPolicyOf(spec, pod.spec, features) !== 'Never';
    const text = `Container ${spec.name} failed ${kind} probe`;
    const then = container.restartDue ? ', will be restarted' : '';
    context.say(container, 'Normal', 'Killing', text + then);
    const own = probe?.terminationGracePeriodSeconds;
    stopContainer(context, container, own === undefined ? graceOf(pod) : own * 1000);
  }

  private exited(container: ContainerState, run: Container): void {
    if (container.run !== run) return;
    this.unprobe(container);
    this.probes.delete(container);
    container.ready = false;
    container.started = false;
    this.reports.exited(container);
  }

  private unprobe(container: ContainerState): void {
    this.probes.get(container)?.stop('startup', 'liveness', 'readiness');
  }
}
