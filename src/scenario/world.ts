import FakeTimers, { type Clock } from '@sinonjs/fake-timers';
import { isApiError } from '../api/errors';
import type { Kind } from '../api/kind';
import type { Settings } from '../api/settings';
import type { Api, User } from '../apiserver/api';
import { Cluster } from '../cluster';
import type { KubectlResult } from '../kubectl/target';
import type { ImageCatalog } from '../kubelet/image/image-catalog';
import type { Duration, Time } from '../sim/loop';
import { type DocString, problemsText } from './file-problems';
import { type Ignored, IgnoredFields } from './ignored';
import { laws } from './laws';
import { LawWatch } from './laws/watch';
import { Lineage } from './lineage';
import { makeNamespace } from './namespaces';
import { OngoingFaults } from './ongoing-faults';
import { mustFindKind } from './reference';
import type * as Terminals from './terminal';
import { Unmet } from './unmet';
import { unsettledText } from './unsettled';
import { UserError } from './user-error';

/** How a scenario's world is set up. */
export interface WorldOptions {
  readonly seed: number;
  readonly shuffle?: boolean;
  readonly settings?: Partial<Settings>;
  /** Where files are looked for: the feature's folder, then the working directory. */
  readonly roots: readonly string[];
}

/** One step of the scenario in the trace: what it said, and when it began and ended. */
export interface StepMark {
  readonly text: string;
  readonly seq: number;
  readonly from: Time;
  to: Time;
}

/** The namespace where all is meant to be until a scenario names another. */
const HOME = 'default';
/** The user as whom steps act that name nobody. */
const PERSON = 'kubernetes-admin';
/** How long "settles" waits when nothing is said. */
const SETTLE_LIMIT: Duration = 3_600_000;

/**
 * All that one scenario knows: its cluster, made when it is first needed, and what its steps did. Each step is
 * an entry of the trace and the root cause of all that follows from it.
 */
export class World {
  namespace = HOME;
  /** What the last command printed; undefined while there was none. */
  output: string | undefined;
  /** Why the last "try to" was refused; undefined when it was not. */
  refusal: string | undefined;
  tried = false;
  /** How long the last step that moved time took. */
  span: Duration | undefined;
  readonly marks: StepMark[] = [];
  readonly unmet = new Unmet(this);
  /** What stands below the present step. */
  private docString: DocString | undefined;
  private made: Cluster | undefined;
  private madeLineage: Lineage | undefined;
  private madeLaws: LawWatch | undefined;
  private madeIgnored: IgnoredFields | undefined;
  private madeClock: Clock | undefined;
  private readonly users = new Map<string, User>();
  private madeFaults: OngoingFaults | undefined;
  private images: ((images: ImageCatalog) => void)[] = [];
  private madeTerminal: Terminals.Terminal | undefined;

  constructor(readonly options: WorldOptions) {}

  /** True when some step has needed a cluster. */
  get hasCluster(): boolean {
    return this.made !== undefined;
  }

  /** The cluster; an empty one is made when no step has made one. */
  get cluster(): Cluster {
    if (this.made !== undefined) return this.made;
    const { seed, shuffle, settings } = this.options;
    const cluster = new Cluster({
      seed,
      ...(shuffle === undefined ? {} : { shuffle }),
      ...(settings === undefined ? {} : { settings }),
    });
    this.made = cluster;
    this.madeLineage = new Lineage(cluster.trace);
    this.madeLaws = new LawWatch(cluster, laws);
    this.madeFaults = new OngoingFaults(cluster);
    this.madeIgnored = new IgnoredFields(
      cluster.trace,
      (actor) => actor === PERSON || this.users.has(actor),
    );
    for (const tell of this.images) tell(cluster.images);
    // the control plane makes the namespaces' accounts before anybody comes
    cluster.settle(10_000);
    return cluster;
  }

  get lineage(): Lineage {
    return this.cluster && (this.madeLineage as Lineage);
  }

  /** What is wrong in the cluster. */
  get faults(): OngoingFaults {
    return this.cluster && (this.madeFaults as OngoingFaults);
  }

  get laws(): LawWatch {
    return this.cluster && (this.madeLaws as LawWatch);
  }

  /** The fields that people have set and that the simulation does not act on. */
  get ignored(): readonly Ignored[] {
    return this.madeIgnored?.fields ?? [];
  }

  get now(): Time {
    return this.cluster.loop.now;
  }

  /**
   * A fake clock in step with the cluster's time, for steps of users: its Date and setTimeout are the
   * cluster's. Never installed globally.
   */
  get clock(): Clock {
    if (this.madeClock !== undefined) return this.madeClock;
    const { loop } = this.cluster;
    const clock = FakeTimers.createClock(loop.now);
    loop.onAdvance = (now) => clock.tick(Math.max(0, Math.floor(now) - clock.now));
    this.madeClock = clock;
    return clock;
  }

  /** The API as the person at the keyboard sees it, or as another user. */
  api(user?: string): Api {
    return user === undefined ? this.cluster.admin : this.cluster.server.as(this.user(user));
  }

  /** A kind by any word that kubectl knows it by. */
  kind(word: string): Kind {
    return mustFindKind(this.cluster.server.kinds, word);
  }

  user(name: string): User {
    const known = this.users.get(name);
    if (known !== undefined) return known;
    throw new UserError(
      `there is no user "${name}"; say: Given the user "${name}" with Role "view" in namespace "default"`,
    );
  }

  /** Later steps speak of this namespace, which is made when it is not there. */
  useNamespace(name: string): void {
    this.namespace = name;
    this.madeTerminal?.useNamespace(name);
    makeNamespace(this.cluster, name);
  }

  addUser(name: string): void {
    this.users.set(name, { name, groups: ['system:authenticated'] });
  }

  /** Tells what containers of an image do; before the first node as well as later. */
  tellImages(tell: (images: ImageCatalog) => void): void {
    if (this.made !== undefined) tell(this.made.images);
    else this.images.push(tell);
  }

  /** Begins a step: what follows goes back to it. */
  beginStep(text: string, docString?: DocString): void {
    this.docString = docString;
    if (this.made === undefined) {
      this.marks.push({ text, seq: 0, from: 0, to: 0 });
      return;
    }
    const { loop, trace } = this.made;
    loop.cause = 0;
    const seq = trace.append('scenario', 'step', { text });
    loop.cause = seq;
    this.marks.push({ text, seq, from: loop.now, to: loop.now });
  }

  /** Does something after a while, as a step of its own that begins then. An error ends the step that time moves in. */
  later(delay: Duration, text: string, act: () => void): void {
    const { loop, trace } = this.cluster;
    loop.after(delay, text, () => {
      loop.cause = trace.append('scenario', 'step', { text });
      try {
        act();
      } catch (error) {
        throw error instanceof UserError ? new UserError(`${text}: ${error.message}`) : error;
      }
    });
  }

  endStep(): void {
    const mark = this.marks.at(-1);
    if (mark === undefined || this.made === undefined) return;
    mark.to = this.made.loop.now;
    this.made.loop.cause = 0;
  }

  /** Lets work move time, and remembers how long it took. */
  moving<T>(work: () => T): T {
    const from = this.now;
    try {
      return work();
    } finally {
      this.span = this.now - from;
    }
  }

  pass(duration: Duration): void {
    this.moving(() => this.cluster.pass(duration));
  }

  settle(limit: Duration = SETTLE_LIMIT): void {
    const settled = this.moving(() => this.cluster.settle(limit));
    if (settled) return;
    throw new UserError(unsettledText(this.cluster.loop, limit));
  }

  /** Runs a command line; a failure is an error of the step. */
  run(command: string, user?: string, stdin?: string): void {
    const result = this.kubectl(command, user, stdin);
    const output = result.stdout + result.stderr;
    this.output = output;
    if (result.exitCode === 0) return;
    const problems = problemsText(result.problems ?? [], this.docString);
    throw new UserError(
      `\`${command}\` ended with exit code ${result.exitCode}:\n${output.trimEnd()}${problems}`,
    );
  }

  /** Runs a command line that may be refused; the next Then steps look at it. */
  tryToRun(command: string, user?: string, stdin?: string): void {
    const result = this.kubectl(command, user, stdin);
    this.take({ text: result.stdout + result.stderr, isRefused: result.exitCode !== 0 });
  }

  /** Takes an answer that may be a refusal; the next Then steps look at it. */
  take({ text, isRefused }: { readonly text: string; readonly isRefused: boolean }): void {
    this.tried = true;
    this.output = text;
    this.refusal = isRefused ? text : undefined;
  }

  /** Does something that may be refused by the API. */
  attempt(work: () => void): void {
    this.tried = true;
    this.refusal = undefined;
    try {
      work();
    } catch (error) {
      if (!isApiError(error) && !(error instanceof UserError)) throw error;
      this.refusal = error.message;
    }
  }

  /** The step whose text begins so: the last one. An error that lists the steps when there is none. */
  markOf(beginning: string): StepMark {
    const earlier = this.marks.slice(0, -1);
    for (let i = earlier.length - 1; i >= 0; i--) {
      const mark = earlier[i] as StepMark;
      if (mark.text.startsWith(beginning)) return mark;
    }
    const list = earlier.map(({ text }) => `  ${text}`).join('\n');
    throw new UserError(
      `no step before this one begins with "${beginning}"; the steps were:\n${list}`,
    );
  }

  /** kubectl is a good part of the program, and many scenarios run no command: it is loaded by the first that does. */
  private get terminal(): Terminals.Terminal {
    if (this.madeTerminal !== undefined) return this.madeTerminal;
    const { Terminal } = require('./terminal') as typeof Terminals;
    this.madeTerminal = new Terminal(this.cluster, this.options.roots);
    if (this.namespace !== HOME) this.madeTerminal.useNamespace(this.namespace);
    return this.madeTerminal;
  }

  private kubectl(command: string, name?: string, stdin?: string): KubectlResult {
    const { terminal, namespace } = this;
    const user = name === undefined ? undefined : this.user(name);
    const from = this.now;
    const result = terminal.run({ command, user, stdin, namespace });
    // `kubectl config set-context --current --namespace=…` is about all that follows
    this.namespace = terminal.namespace ?? namespace;
    if (this.now > from) this.span = this.now - from;
    return result;
  }
}
