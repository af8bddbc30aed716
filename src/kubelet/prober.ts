import type { Container as ContainerSpec, Probe } from '../api/schema/objects';
import type { Timer } from '../sim/loop';
import type { Scope } from '../sim/scope';
import type { Container } from './container/container';
import type { ProbeKind } from './container/container-options';
import type { ContainerState } from './pod-state';
import { countAnswer, nextProbe, type ProbeCount, type ProbeTiming, probeTiming } from './probe';
import { askProbe } from './probe-answer';

/** What a container's probes tell the kubelet. */
export interface ProbeHost {
  /** `ready` or `started` of the container changed. */
  changed(): void;
  /** There is something to say of an answer: it was a failure, or just not quite as it should be. */
  probed(spec: ContainerSpec, kind: ProbeKind, what: 'failed' | 'warning', message: string): void;
  /** The container is to be killed. */
  failed(container: ContainerState, kind: ProbeKind): void;
  readonly podIP: string;
}

/**
 * The probes of one run of a container. A probe whose answer can only be the same again sleeps until
 * something in the container changes; only what will change the Pod is foreground work.
 */
export class ContainerProbes {
  private readonly workers: Worker[] = [];

  constructor(
    private readonly scope: Scope,
    private readonly host: ProbeHost,
    private readonly container: ContainerState,
    private readonly run: Container,
  ) {}

  /** Begins to probe; sets `ready` and `started` as they are before the first answer. */
  start(): void {
    const { container, run, scope } = this;
    const { startupProbe, livenessProbe, readinessProbe } = container.spec;
    run.application.onAnswerChange(() => this.poke());
    container.started = startupProbe === undefined;
    container.ready = false;
    if (startupProbe !== undefined) this.begin('startup', startupProbe);
    else this.beginOthers(livenessProbe, readinessProbe);
    if (readinessProbe !== undefined || container.kind === 'init') return;
    // without a readiness probe a container is ready as soon as it has started; an image may take its time
    const { readyAt } = run.application;
    if (readyAt === undefined) return;
    const { now } = scope.loop;
    if (readyAt <= now) {
      container.ready = container.started;
      return;
    }
    scope.after(readyAt - now, `ready ${run.name}`, () => {
      if (!run.running || container.run !== run || !container.started || container.ready) return;
      container.ready = true;
      this.host.changed();
    });
  }

  /** Ends the probes of these kinds; a Pod that terminates is asked for its readiness only. */
  stop(...kinds: readonly ProbeKind[]): void {
    for (const worker of this.workers) if (kinds.includes(worker.kind)) worker.stop();
  }

  private beginOthers(liveness: Probe | undefined, readiness: Probe | undefined): void {
    if (liveness !== undefined) this.begin('liveness', liveness);
    if (readiness !== undefined) this.begin('readiness', readiness);
  }

  private begin(kind: ProbeKind, probe: Probe): void {
    const worker = new Worker(this.scope, this.host, this.run, kind, probe, (result) =>
      this.decided(kind, result),
    );
    this.workers.push(worker);
    worker.begin();
  }

  private decided(kind: ProbeKind, result: boolean): void {
    const { container, host, run } = this;
    if (kind === 'readiness') {
      container.ready = result;
      host.changed();
      return;
    }
    if (!result) {
      this.stop('startup', 'liveness', 'readiness');
      host.failed(container, kind);
      return;
    }
    if (kind !== 'startup') return;
    this.stop('startup');
    container.started = true;
    const { livenessProbe, readinessProbe } = container.spec;
    if (readinessProbe === undefined) {
      const { readyAt } = run.application;
      container.ready = readyAt !== undefined && readyAt <= this.scope.loop.now;
    }
    host.changed();
    this.beginOthers(livenessProbe, readinessProbe);
  }

  private poke(): void {
    for (const worker of this.workers) worker.poke();
  }
}

/** One probe of a container. upstream: prober/worker.go */
class Worker {
  private count: ProbeCount;
  private readonly timing: ProbeTiming;
  private timer: Timer | undefined;
  private stopped = false;

  constructor(
    private readonly scope: Scope,
    private readonly host: ProbeHost,
    private readonly run: Container,
    readonly kind: ProbeKind,
    private readonly probe: Probe,
    private readonly decided: (result: boolean) => void,
  ) {
    this.timing = probeTiming(probe);
    const initial = kind === 'startup' ? undefined : kind === 'liveness';
    this.count = { result: initial, last: undefined, run: 0 };
  }

  begin(): void {
    this.schedule(true, true);
  }

  stop(): void {
    this.stopped = true;
    this.timer?.cancel();
  }

  /** Something in the container changed: the next answer may be another one. */
  poke(): void {
    if (this.stopped || !this.run.running) return;
    const due = this.timer?.time;
    this.timer?.cancel();
    this.timer = undefined;
    this.schedule(true, due === this.scope.loop.now);
  }

  private schedule(awaited: boolean, orNow: boolean): void {
    const { now } = this.scope.loop;
    const due = nextProbe(this.timing, this.run.startedAt, now, orNow);
    const mode = awaited ? 'foreground' : 'background';
    this.timer = this.scope.after(due - now, `probe ${this.run.name}`, () => this.tick(), mode);
  }

  private tick(): void {
    this.timer = undefined;
    if (this.stopped || !this.run.running) return;
    const { run, kind, probe, host, timing } = this;
    const found = askProbe(run, kind, probe, host.podIP);
    const answer = typeof found !== 'string';
    const before = this.count.result;
    this.count = countAnswer(this.count, answer, timing);
    if (found !== undefined) {
      const [what, message] = answer
        ? (['warning', found.warning] as const)
        : (['failed', found] as const);
      host.probed(run.options.spec, kind, what, message);
    }
    const { result } = this.count;
    if (result !== before && result !== undefined) this.decided(result);
    if (this.stopped || this.timer !== undefined || !run.running) return;
    const settled = answer === result;
    if (settled && answer) return;
    const { readyAt } = run.application;
    const comes = readyAt !== undefined && readyAt > this.scope.loop.now;
    this.schedule(!settled || comes, false);
  }
}
