import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lineDifference } from '../api/line-difference';
import { Cluster } from '../cluster';
import { kubectl, splitCommand, splitEnvironment } from '../kubectl';
import { Kubeconfig } from '../kubectl/config/kubeconfig';
import type { Time } from '../sim/loop';
import { inProcess } from './in-process';
import { type Serving, serveCluster } from './serve';
import { outputOf, type Printed } from './testing-cluster';

const NODES = 3;
/** So long nodes take to become ready. */
const SETUP = 30_000;
/** How far behind the real time the twins begin, so that they can be given a past. */
const PAST = 600_000;
const KUBECONFIG = 'kubeconfig';
/** An editor that asks nobody. */
const NO_EDITOR = 'false';
/** What takes simulated time is given so many real milliseconds. */
const WAIT_SPAN = 1_500;
const LIMIT = 30_000;

/** What both kubectls said to one command line. */
export interface Pair {
  readonly real: Printed;
  readonly own: Printed;
}

/**
 * Two clusters that are alike, byte for byte: one is served to the real kubectl, the other is what ours runs on.
 * Each command is given to both at the same simulated moment, which is the real one as well, as the real kubectl
 * counts ages from its own clock.
 */
export class Twins {
  private lag = PAST - SETUP;
  private readonly kubeconfig: Kubeconfig;

  private constructor(
    private readonly binary: string,
    private readonly served: Cluster,
    private readonly inProcess: Cluster,
    private readonly serving: Serving,
    private readonly folder: string,
    private readonly manifests: string,
  ) {
    this.kubeconfig = Kubeconfig.read(serving.kubeconfig, join(folder, KUBECONFIG));
  }

  /** Makes twins; `manifests` is the folder in which files are looked for. */
  static async make(binary: string, manifests: string): Promise<Twins> {
    const start = Math.floor(Date.now() / 1000) * 1000 - PAST;
    const served = newCluster(start);
    const inProcess = newCluster(start);
    const serving = await serveCluster(served, { speed: 0 });
    const folder = mkdtempSync(join(tmpdir(), 'wavetank-twins-'));
    writeFileSync(join(folder, KUBECONFIG), serving.kubeconfig);
    return new Twins(binary, served, inProcess, serving, folder, manifests);
  }

  /** Lets both go on to a moment. */
  private align(to: Time): void {
    for (const cluster of [this.served, this.inProcess]) {
      if (cluster.now < to) cluster.loop.runTo(to);
    }
  }

  /** Lets both live for a while with what they have. */
  settle(milliseconds: number): void {
    this.lag = Math.max(0, this.lag - milliseconds);
    this.align(Date.now() - this.lag);
  }

  /** Runs one command line, without the word `kubectl`, on both. */
  async run(line: string, stdin?: string): Promise<Pair> {
    const { environment: given, words } = splitEnvironment(splitCommand(line));
    const environment = { KUBE_EDITOR: NO_EDITOR, ...given };
    this.align(Math.max(this.served.now, this.inProcess.now, Date.now() - this.lag));
    const before = this.inProcess.now;
    const { stdout, stderr, exitCode } = kubectl(this.inProcess, words, {
      namespace: 'default',
      roots: [this.manifests],
      ask: inProcess(this.inProcess),
      kubeconfig: this.kubeconfig,
      environment,
      ...(stdin === undefined ? {} : { stdin }),
    });
    const took = this.inProcess.now - before;
    if (took > 0) this.serving.clock.setSpeed(Math.max(1, took / WAIT_SPAN));
    const real = withoutClock(await this.runReal(words, environment, stdin));
    this.serving.clock.setSpeed(0);
    return { real, own: { code: exitCode, stdout, stderr } };
  }

  private runReal(
    words: readonly string[],
    environment: Readonly<Record<string, string>>,
    stdin: string | undefined,
  ): Promise<Printed> {
    const env = {
      ...environment,
      KUBECONFIG: join(this.folder, KUBECONFIG),
      HOME: this.folder,
      // nobody's own plugins, and no folder that is not there
      PATH: '/usr/bin:/bin',
      LANG: 'C',
    };
    const options = { cwd: this.manifests, env, timeout: LIMIT, killSignal: 'SIGKILL' } as const;
    return outputOf(spawn(this.binary, words, options), stdin);
  }

  async close(): Promise<void> {
    await this.serving.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A served cluster has a clock for its clients, which a scenario has not. */
function withoutClock(printed: Printed): Printed {
  const stdout = printed.stdout.replace(/^.*\bwavetank\.dev\b.*\n/gm, '');
  return { ...printed, stdout };
}

function newCluster(start: Time): Cluster {
  const cluster = new Cluster({ start });
  for (let index = 1; index <= NODES; index++) {
    cluster.addMachine({ name: `node-${index}`, cpu: '4', memory: '16Gi', pods: 110 });
  }
  cluster.pass(SETUP);
  return cluster;
}

/** What our kubectl said otherwise than the real one, line by line; '' when nothing. */
export function differenceOf(real: Printed, own: Printed): string {
  const [expected, actual] = [wholeOf(real), wholeOf(own)];
  if (expected === actual) return '';
  const [left, right] = [withoutAges(expected), withoutAges(actual)];
  return left === right ? '' : lineDifference(left, right);
}

function wholeOf({ code, stdout, stderr }: Printed): string {
  const text = `exit code ${code}\n--- stdout\n${stdout}\n--- stderr\n${stderr}`;
  return (
    text
      // when it was logged, and by which process
      .replace(/^([IWEF])\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+ /gm, '$1 ')
      // the files of edit, which each names by chance or by the time
      .replace(/(kubectl-edit-)\d+/g, '$1')
      // when it was restarted, each by its own clock's second
      .replace(/(restartedAt"?: "?)[\d-]+T[\d:]+Z/g, '$1<time>')
      // how much each server has written by then: signs of life among it, which come with time
      .replace(/(resourceVersion"?: ")\d+"/g, '$1<revision>"')
      // the names that debug makes
      .replace(/\b(debugger(-node-\d+)?-)[a-z0-9]{5}\b/g, '$1')
      // tokens, which each server signs itself
      .replace(/\b[\w-]+\.[\w-]{20,}\.[\w-]{20,}/g, '<token>')
  );
}

/** Between the two runs a second may end: ages are left out, and how wide their column is on account of it. */
function withoutAges(text: string): string {
  return text
    .split('\n')
    .map((line) => (AGE.test(line) ? line.replaceAll(AGE_CELL, '<age> ').trimEnd() : line))
    .join('\n')
    .replace(AGE_HEADER, (line) => line.replace(/ {2,}/g, '  ').replace(/-+/g, '-').trimEnd());
}

const AGE = /\b\d+[smh](\d+[sm])?\b/;
/** With the bracket of `x4 over 13s)`. */
const AGE_CELL = /\b\d+[smh](\d+[sm])?\b\)? */g;
/** The heads of tables with a column of ages, and the lines below them. */
const AGE_HEADER = /^(.*\b(AGE|LAST SEEN|Age)\b.*| *(-+ +)+-+)$/gm;
