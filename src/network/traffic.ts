import { SessionAffinity } from '../runtime/session-affinity';
import type { Duration, Loop, Time, Timer } from '../sim/loop';
import type { Random } from '../sim/random';
import type { Trace } from '../sim/trace';
import type { ServiceProxy } from './proxy';
import { type Backend, backendsOf } from './service-rules';

/** What became of a connection to an address. */
export type Answer = 'answered' | 'connection refused' | 'timed out' | 'answered with an error';

/** What clients need to know of the machines. */
export interface Clients {
  /** The machines from which requests come, in turn. */
  nodes(): readonly string[];
  connect(backend: Backend): Answer;
  /** The policies that keep requests from outside away from a Pod; undefined when none does. */
  barrier(backend: Backend): { readonly policies: readonly string[] } | undefined;
}

/** The requests of a span of time that ended alike, and those that did not. */
export interface TrafficSpan {
  readonly from: Time;
  readonly sent: number;
  /** How many were answered, by the Pod's name or the address. */
  readonly answered: ReadonlyMap<string, number>;
  readonly failures: readonly Failure[];
}

/** Requests that failed for the same reason at the same time. */
export interface Failure {
  readonly time: Time;
  readonly reason: string;
  count: number;
}

/** Requests are sent in bursts at least so far apart. */
const BURST: Duration = 10;
const SPAN: Duration = 1_000;

interface OpenSpan {
  readonly from: Time;
  sent: number;
  readonly answered: Map<string, number>;
  readonly failures: Failure[];
}

/** What a stream of requests has of the cluster. */
export interface TrafficParts {
  readonly loop: Loop;
  readonly trace: Trace;
  readonly random: Random;
  readonly proxy: ServiceProxy;
  readonly clients: Clients;
}

/** A steady stream of short requests to one Service: a new connection each, as the kernel's rules send it. */
export class Traffic {
  private readonly closed: TrafficSpan[] = [];
  private open: OpenSpan | undefined;
  private timer: Timer | undefined;
  private owed = 0;
  private turn = 0;
  private failing = false;
  private readonly affinity = new SessionAffinity();

  constructor(
    private readonly parts: TrafficParts,
    /** The Service's key: namespace/name. */
    readonly service: string,
  ) {
    // what a step does must not fall into the same span as what came before it
    parts.trace.subscribe(({ type }) => {
      if (type === 'step') this.close();
    });
  }

  /** All that has happened, in spans; none of them straddles the beginning of a step. */
  get spans(): readonly TrafficSpan[] {
    return this.open === undefined ? this.closed : [...this.closed, this.open];
  }

  /** Sends so many requests a second from now on; none when the rate is 0. */
  setRate(perSecond: number): void {
    const { loop } = this.parts;
    this.timer?.cancel();
    this.timer = undefined;
    if (perSecond <= 0) return;
    const period = Math.max(1_000 / perSecond, BURST);
    const tick = () => {
      this.timer = loop.after(period, 'requests', tick, 'background');
      this.owed += (perSecond * period) / 1_000;
      const count = Math.floor(this.owed + 1e-9);
      this.owed -= count;
      this.send(count);
    };
    this.timer = loop.after(period, 'requests', tick, 'background');
  }

  private send(count: number): void {
    const { loop, clients } = this.parts;
    const nodes = clients.nodes();
    if (nodes.length === 0) return;
    if (this.open !== undefined && loop.now - this.open.from >= SPAN) this.close();
    this.open ??= { from: loop.now, sent: 0, answered: new Map(), failures: [] };
    for (let i = 0; i < count; i++)
      this.request(this.open, nodes[this.turn++ % nodes.length] ?? '');
  }

  private request(span: OpenSpan, client: string): void {
    span.sent++;
    const backend = this.choose(client);
    const barrier = backend && this.parts.clients.barrier(backend);
    const answer = this.answerOf(backend, barrier !== undefined);
    const target = backend?.pod?.name ?? backend?.address;
    if (target !== undefined && answer === 'answered') {
      span.answered.set(target, (span.answered.get(target) ?? 0) + 1);
      this.note(false, '');
      return;
    }
    const why = barrier === undefined ? answer : `${answer}: ${policiesText(barrier.policies)}`;
    const reason = backend?.pod === undefined ? why : `Pod "${target}": ${why}`;
    const { now } = this.parts.loop;
    const last = span.failures.at(-1);
    if (last !== undefined && last.time === now && last.reason === reason) last.count++;
    else span.failures.push({ time: now, reason, count: 1 });
    this.note(true, reason);
  }

  private answerOf(backend: Backend | undefined, isBarred: boolean): Answer | typeof NOBODY {
    if (backend === undefined) return NOBODY;
    return isBarred ? 'timed out' : this.parts.clients.connect(backend);
  }

  private choose(client: string): Backend | undefined {
    const { proxy, random } = this.parts;
    const rules = proxy.rulesOf(this.service);
    if (rules === undefined) return undefined;
    const { service, slices } = rules;
    const backends = backendsOf(service, service.spec.ports?.[0], slices, client);
    if (backends.length === 0) return undefined;
    const fresh = () => random.below(backends.length);
    const { now } = this.parts.loop;
    return backends[this.affinity.place(client, service.spec, backends, { now, fresh })];
  }

  private close(): void {
    if (this.open !== undefined) this.closed.push(this.open);
    this.open = undefined;
  }

  /** When requests begin or cease to fail, the trace says so. */
  private note(failing: boolean, reason: string): void {
    if (failing === this.failing) return;
    this.failing = failing;
    const { service } = this;
    const data = failing ? { service, state: 'failing', reason } : { service, state: 'answered' };
    this.parts.trace.append('client', 'traffic', data);
  }
}

const NOBODY = 'no endpoint: connection refused';

function policiesText(policies: readonly string[]): string {
  const names = policies.map((name) => `"${name}"`).join(', ');
  return policies.length === 1
    ? `NetworkPolicy ${names} does not let it in`
    : `none of the NetworkPolicies ${names} lets it in`;
}
