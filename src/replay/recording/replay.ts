import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { kinds, storedKinds } from '../../api';
import { Events } from '../../api/core/event';
import { Namespaces } from '../../api/core/namespace';
import { Nodes } from '../../api/core/node';
import { Pods } from '../../api/core/pod';
import { isApiError } from '../../api/errors';
import { controllerOf, deepEqual, type JsonObject, type KubeObject, keyOf } from '../../api/object';
import type { Pod } from '../../api/schema/objects';
import { matchesLabels } from '../../api/selector';
import { defaultSettings } from '../../api/settings';
import type { WriteEntry } from '../../apiserver/server';
import { CLUSTER_START, Cluster } from '../../cluster';
import { answerRest } from '../../http/rest';
import { kubectl, splitCommand } from '../../kubectl';
import { ScriptedMachine } from '../../kubelet/scripted';
import { filesOf } from '../files';
import type { FileResult } from '../table';
import { chanceOf } from './chance';
import {
  compareEvents,
  compareFinal,
  compareTraces,
  eventText,
  type OwnChange,
  sameOutput,
  Tally,
} from './compare';
import { digestOf } from './digest';
import type {
  PodSelection,
  RecordedNode,
  RecordedRequest,
  RecordedSample,
  RecordedStep,
  Recording,
} from './format';
import { RecordedMetrics } from './metrics';
import { Names } from './names';
import { CONTROL_PERIOD, LEASE_PERIOD, phasesOf, strikeBefore } from './phases';
import { type Deed, timelineOf } from './timeline';

/** The control plane's flags in the recordings (README there), and the pace of their busy machine. */
const SETTINGS = {
  nodeMonitorPeriod: 1000,
  nodeMonitorGracePeriod: 8000,
  controllerLook: 0,
  controllerRequest: 8,
  podMarking: 10,
  schedulingCycle: 10,
  autoscaling: {
    ...defaultSettings.autoscaling,
    period: 5000,
    look: 10,
    downscaleStabilization: 20_000,
  },
  // Pods were not gathered yet in v1.20
  jobSync: 0,
};

interface Answer {
  readonly step: number;
  readonly api: string;
  readonly code: number;
  readonly body: unknown;
}

/** How many seeds are tried, when no more than so large a part differs. */
const SEEDS = 8;
const CHANCE = 0.25;
/** How long a sampled Pod may wait for its node, and the pause after it has gone. */
const SAMPLE_PATIENCE = 10_000;
const SAMPLE_PAUSE = 50;

interface Output {
  readonly step: number;
  readonly args: string;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The user of the recordings' requests. */
const ADMIN = { name: 'kubernetes-admin', groups: ['system:masters'] };
/** How long kubectl took from one object to the next. */
const PACE = 4;
/** How long before the recording's beginning the control plane is there, and then its nodes. */
const SET_UP = 120_000;
const LEAD = 20_000;

/** Gives a fresh cluster with scripted kubelets the steps of a recording, at the recording's times. */
class Replayer {
  readonly cluster: Cluster;
  readonly names = new Names();
  readonly changes: OwnChange[] = [];
  readonly outputs: Output[] = [];
  readonly answers: Answer[] = [];
  readonly refused: string[] = [];
  private readonly machines = new Map<string, ScriptedMachine>();
  private readonly namespace: string;
  /** Other namespaces that the recording tells of. */
  private readonly others: ReadonlySet<string>;
  /** The objects of which a change was told since the recording began. */
  private readonly told = new Set<string>();
  private start = 0;
  /** True while something is done during a command that waits. */
  private isMeanwhile = false;
  private metrics: RecordedMetrics | undefined;

  constructor(
    private readonly recording: Recording,
    seed: number,
  ) {
    this.namespace = recording.scenario.name;
    this.others = otherNamespaces(recording);
    const told = recording.startedAt?.[0];
    const began = told == null ? CLUSTER_START + SET_UP : Date.parse(told);
    const phases = phasesOf(recording);
    this.cluster = new Cluster({
      seed,
      settings: SETTINGS,
      start: strikeBefore(began - SET_UP, began + phases.control, CONTROL_PERIOD),
      chance: chanceOf(recording, this.names),
    });
    const { cluster, names } = this;
    cluster.settle(60_000);
    cluster.loop.runTo(strikeBefore(began - LEAD, began + phases.lease, LEASE_PERIOD));
    cluster.trace.subscribe((entry) => {
      names.hear(entry);
      if (entry.type === 'write') this.hear(entry.data as WriteEntry);
    });
    for (const node of recording.scenario.nodes) this.addNode(node);
    cluster.admin.create(Namespaces, { metadata: { name: this.namespace }, spec: {} });
    cluster.loop.runTo(began);
  }

  run(tally: Tally): void {
    const { recording, cluster } = this;
    this.start = cluster.loop.now;
    this.changes.length = 0;
    this.told.clear();
    const deeds = timelineOf(recording);
    for (let index = 0; index < deeds.length; index++) {
      const deed = deeds[index] as Deed;
      cluster.loop.runTo(this.start + deed.at);
      const background = recording.scenario.steps[deed.step]?.background;
      if (deed.key === 'kubectl' && background !== undefined) {
        // what the recording did meanwhile comes to pass while the command lets time pass
        const end = deeds.findIndex(({ key, value }) => key === 'join' && value === background);
        const meanwhile = deeds.slice(index + 1, end === -1 ? undefined : end);
        for (const other of meanwhile) {
          cluster.loop.at(this.start + other.at, 'replay', () => {
            this.isMeanwhile = true;
            this.do(other, tally);
            this.isMeanwhile = false;
          });
        }
        index += meanwhile.length;
        this.attempt(deed, () => this.kubectl(String(deed.value), deeds[end]?.step ?? deed.step));
      } else this.do(deed, tally);
    }
    compareTraces(recording.trace, this.changes, tally);
    compareEvents(recording.events, this.eventTexts(), tally);
    this.compareOutputs(tally);
    this.compareAnswers(tally);
  }

  private do(deed: Deed, tally: Tally): void {
    if (deed.key === 'look') this.look(deed.step, tally);
    else this.attempt(deed, () => this.act(deed, tally));
  }

  private look(step: number, tally: Tally): void {
    const final = this.recording.final.find((f) => f.step === step);
    if (final === undefined) return;
    const unstable = this.recording.unstable.final?.[String(step)] ?? {};
    compareFinal(final, this.snapshot(), unstable, tally);
  }

  private attempt({ key }: Deed, act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.refused.push(`${key}: ${error.message.slice(0, 70)}`);
    }
  }

  private act({ key, value, step: index }: Deed, tally: Tally): void {
    const step = this.recording.scenario.steps[index] as RecordedStep;
    switch (key) {
      case 'create':
      case 'apply':
      case 'replace': {
        const items = Array.isArray(value) ? value : [value];
        const stdin = items.map((item) => this.fill(JSON.stringify(item))).join('\n---\n');
        this.kubectl(`${key} -f -`, index, stdin);
        return;
      }
      case 'kubectl':
        this.kubectl(String(value), index, stdinText(step.stdin));
        return;
      case 'addNode':
        this.addNode(value as RecordedNode);
        return;
      case 'crash':
        this.machines.get(this.fill(String(value)))?.crash();
        return;
      case 'revive':
        this.machines.get(this.fill(String(value)))?.revive();
        return;
      case 'deleteNode': {
        const name = this.fill(String(value));
        this.machines.get(name)?.stop();
        this.machines.delete(name);
        this.kubectl(`delete node ${name}`, index);
        return;
      }
      case 'exit':
        this.onPods(value, (machine, keys, { code }) => machine.exit(keys, Number(code)));
        return;
      case 'setReady':
        this.onPods(value, (machine, keys, { ready }) => machine.setReady(keys, ready === true));
        return;
      case 'fail':
        this.onPods(value, (machine, keys, { reason, message }) =>
          machine.fail(keys, String(reason), String(message)),
        );
        return;
      case 'api':
        this.request(value as RecordedRequest, index);
        return;
      case 'sample':
        this.sample(value as RecordedSample, index, tally);
        return;
      case 'join':
        return;
      case 'metrics':
        this.metrics ??= new RecordedMetrics(this.cluster.server, this.cluster.loop);
        this.metrics.set((value as { readonly cpu: string }).cpu);
        return;
      default:
        throw new Error('not replayed yet');
    }
  }

  /** Lets the scheduler place the same Pod again and again, and counts where it goes. */
  private sample({ pod, times }: RecordedSample, step: number, tally: Tally): void {
    const { cluster, namespace } = this;
    const counts: Record<string, number> = {};
    for (let i = 0; i < times; i++) {
      const { name } = cluster.admin.create(Pods, {
        ...pod,
        metadata: { ...pod.metadata, namespace },
      } as Pod).metadata;
      const nodeOf = () => cluster.admin.find(Pods, { namespace, name })?.spec.nodeName;
      cluster.waitUntil(() => nodeOf() !== undefined, SAMPLE_PATIENCE);
      const node = nodeOf() ?? 'none';
      counts[node] = (counts[node] ?? 0) + 1;
      cluster.admin.delete(Pods, { namespace, name }, { gracePeriodSeconds: 0 });
      cluster.pass(SAMPLE_PAUSE);
    }
    const theirs = this.recording.output.find((o) => o.step === step && o.distribution);
    // where both runs differ the real choice was among equals: each of theirs must be possible
    const same =
      theirs?.u === 1
        ? Object.keys(counts).every((node) => node in (theirs.distribution ?? {}))
        : deepEqual(counts, theirs?.distribution);
    tally.fact(same, () => `sample ${JSON.stringify(counts)} instead of ${JSON.stringify(theirs)}`);
  }

  private onPods(
    value: unknown,
    act: (machine: ScriptedMachine, keys: string[], options: Record<string, unknown>) => void,
  ): void {
    const options = value as PodSelection & Record<string, unknown>;
    const wanted = options.names?.map((name) => this.fill(name));
    const pods = this.cluster.admin
      .list(Pods, { namespace: this.namespace })
      .items.filter(({ metadata }) =>
        wanted === undefined
          ? matchesLabels(options.labels ?? {}, metadata.labels)
          : wanted.includes(metadata.name),
      );
    for (const machine of this.machines.values()) {
      const keys = pods.filter((pod) => pod.spec.nodeName === machine.name).map(keyOf);
      if (keys.length > 0) act(machine, keys, options);
    }
  }

  private addNode(node: RecordedNode): void {
    const index = this.machines.size + 1;
    const spec = {
      name: node.name,
      cpu: node.cpu ?? '4',
      memory: node.memory ?? '8Gi',
      pods: Number(node.pods ?? 110),
      ...(node.zone === undefined ? {} : { zone: node.zone }),
      ...(node.labels === undefined ? {} : { labels: node.labels }),
      ...(node.taints === undefined ? {} : { taints: node.taints }),
    };
    const machine = new ScriptedMachine(
      this.cluster,
      spec,
      this.recording.scenario.kubelet ?? {},
      index,
    );
    this.machines.set(node.name, machine);
    machine.start();
  }

  /** Fills in `{{Pod/web-HASH1-#1}}` and its like. */
  private fill(text: string): string {
    return text.replace(/\{\{(?:(nodeOf|uid):)?([^}]+)\}\}/g, (_, what: string, target: string) => {
      const name = this.names.real(target.slice(target.indexOf('/') + 1));
      if (what === undefined) return name;
      const kind = kinds.find((k) => k.kind === (what === 'uid' ? 'ConfigMap' : 'Pod'));
      if (kind === undefined) return name;
      const object = this.cluster.admin.get(kind, { namespace: this.namespace, name });
      if (what === 'uid') return object.metadata.uid;
      return (object as unknown as { spec: { nodeName?: string } }).spec.nodeName ?? '';
    });
  }

  private kubectl(args: string, step: number, stdin?: string): void {
    // the recordings leave out what stood in front of every command
    const argv = ['-n', this.namespace, ...splitCommand(this.fill(args))];
    const result = kubectl(this.cluster, argv, {
      namespace: this.namespace,
      roots: [],
      // within another command time passes already
      ...(this.isMeanwhile ? {} : { pace: PACE }),
      ...(stdin === undefined ? {} : { stdin: this.fill(stdin) }),
    });
    this.outputs.push({ step, args, ...result });
  }

  private request({ method, path, body, contentType }: RecordedRequest, step: number): void {
    const [where = '', query = ''] = this.fill(path).split('?');
    const { code, body: answer } = answerRest(this.cluster.server, {
      method,
      path: where,
      query,
      contentType: contentType ?? 'application/json',
      body: body === undefined ? undefined : JSON.parse(this.fill(JSON.stringify(body))),
      user: ADMIN,
    });
    this.answers.push({ step, api: `${method} ${path}`, code, body: answer });
  }

  /** How the recordings name an object: those of other namespaces carry theirs in front. */
  private idOf(kind: string, { namespace, name }: KubeObject['metadata']): string {
    const prefix = namespace === undefined || namespace === this.namespace ? '' : `${namespace}:`;
    return `${kind}/${prefix}${this.names.normal(name)}`;
  }

  private concerns({ namespace }: KubeObject['metadata']): boolean {
    return namespace === undefined || namespace === this.namespace || this.others.has(namespace);
  }

  private hear(entry: WriteEntry): void {
    const { object, old, kind, type } = entry;
    if (!this.concerns(object.metadata)) return;
    const digest = digestOf(object, this.names);
    const before = old === undefined ? {} : digestOf(old, this.names);
    const keys = new Set(
      [...Object.keys(digest), ...Object.keys(before)].filter(
        (key) => !deepEqual(digest[key], before[key]),
      ),
    );
    const id = this.idOf(kind, object.metadata);
    if (type === 'MODIFIED' && keys.size === 0) {
      // the first that a recording tells of an object of before is all of it, whatever changed
      const isNews = !this.told.has(id) && old?.metadata.labels !== object.metadata.labels;
      if (kind !== Nodes.kind || !isNews) return;
      for (const key of Object.keys(digest)) keys.add(key);
    }
    this.told.add(id);
    this.changes.push({
      T: this.cluster.loop.now - this.start,
      type,
      object: id,
      digest,
      keys,
    });
  }

  private snapshot(): { objects: Map<string, unknown>; podsByOwner: Map<string, object> } {
    const objects = new Map<string, unknown>();
    for (const kind of storedKinds) {
      for (const object of this.cluster.server.store.objects(kind).values()) {
        if (!this.concerns(object.metadata)) continue;
        const id = this.idOf(kind.kind, object.metadata);
        const shown = JSON.parse(this.names.text(JSON.stringify(object))) as KubeObject;
        // a recording writes the namespace before the name of what lives in another than its own
        const name = id.slice(kind.kind.length + 1);
        objects.set(id, { ...shown, metadata: { ...shown.metadata, name } });
      }
    }
    return { objects, podsByOwner: this.podsByOwner() };
  }

  private podsByOwner(): Map<string, object> {
    const owners = new Map<
      string,
      { total: number; ready: number; terminating: number; phases: Record<string, number> }
    >();
    for (const pod of this.cluster.admin.list(Pods).items) {
      if (!this.concerns(pod.metadata)) continue;
      const owner = controllerOf(pod as KubeObject);
      const id = owner === undefined ? 'none' : `${owner.kind}/${this.names.normal(owner.name)}`;
      const sum = owners.get(id) ?? { total: 0, ready: 0, terminating: 0, phases: {} };
      owners.set(id, sum);
      sum.total++;
      if (pod.status.conditions?.some((c) => c.type === 'Ready' && c.status === 'True'))
        sum.ready++;
      if (pod.metadata.deletionTimestamp !== undefined) sum.terminating++;
      const phase = pod.status.phase ?? '';
      sum.phases[phase] = (sum.phases[phase] ?? 0) + 1;
    }
    return owners;
  }

  private eventTexts(): Set<string> {
    const texts = new Set<string>();
    for (const entry of this.cluster.trace.entries) {
      if (entry.type !== 'write') continue;
      const { kind, object } = entry.data as WriteEntry;
      if (kind !== Events.kind) continue;
      const event = object as unknown as {
        reason: string;
        message: string;
        involvedObject: { kind: string; name: string };
      };
      const about = `${event.involvedObject.kind}/${this.names.normal(event.involvedObject.name)}`;
      texts.add(eventText(event.reason, about, this.names.text(event.message)));
    }
    return texts;
  }

  private compareAnswers(tally: Tally): void {
    const theirs = this.recording.output.filter((o) => o.api !== undefined);
    theirs.forEach((output, index) => {
      const mine = this.answers[index];
      if (output.u === 1) return;
      const body = (answer: unknown) => {
        const text = this.names.text(JSON.stringify(answer ?? null));
        return JSON.parse(text) as JsonObject;
      };
      // of an object the recording keeps the kind alone
      const same =
        mine?.code === output.status &&
        (Number(output.status) < 300
          ? body(mine?.body).kind === body(output.body).kind
          : deepEqual(body(mine?.body), body(output.body)));
      tally.fact(
        same,
        () =>
          `answer to ${output.api} step ${output.step}: ${mine?.code} ${JSON.stringify(mine?.body).slice(0, 200)} instead of ${output.status} ${JSON.stringify(output.body)}`,
      );
    });
  }

  private compareOutputs(tally: Tally): void {
    const theirs = this.recording.output.filter((o) => o.args !== undefined);
    const used = new Set<Output>();
    for (const output of theirs) {
      const mine = this.outputs.find((o) => o.step === output.step && !used.has(o));
      if (mine !== undefined) used.add(mine);
      if (output.u === 1) continue;
      const expected = output.stdoutN ?? output.stdout ?? '';
      const same =
        mine !== undefined &&
        mine.exitCode === output.code &&
        sameOutput(expected, this.names.text(mine.stdout)) &&
        sameOutput(output.stderrN ?? output.stderr ?? '', this.names.text(mine.stderr));
      tally.fact(
        same,
        () =>
          `output of "${output.args}" step ${output.step}: ${mine?.exitCode} ${JSON.stringify(this.names.text(`${mine?.stdout ?? ''}${mine?.stderr ?? ''}`)).slice(0, 300)} instead of ${output.code} ${JSON.stringify(expected + (output.stderr ?? '')).slice(0, 300)}`,
      );
    }
  }
}

/** A recording, with the API versions of today. */
function readRecording(file: string): Recording {
  const text = readFileSync(file, 'utf8')
    .replaceAll('"batch/v1beta1"', '"batch/v1"')
    .replaceAll('"policy/v1beta1"', '"policy/v1"');
  return JSON.parse(text) as Recording;
}

/** The namespaces beside its own in which a recording has objects. */
function otherNamespaces({ trace }: Recording): ReadonlySet<string> {
  const others = new Set<string>();
  for (const { name } of trace) {
    const colon = name.indexOf(':');
    if (colon > 0) others.add(name.slice(0, colon));
  }
  return others;
}

/** What kubectl reads from its standard input. */
function stdinText(stdin: RecordedStep['stdin']): string | undefined {
  if (stdin === undefined || typeof stdin === 'string') return stdin;
  const items = Array.isArray(stdin) ? stdin : [stdin];
  return items.map((item) => JSON.stringify(item)).join('\n---\n');
}

/**
 * Replays one recording. It is one of the runs that chance allows (names are random, and with them orders), so
 * with differences left the best of a few seeds counts.
 */
export function replayRecording(file: string): FileResult {
  const recording = readRecording(file);
  let best = replayWith(recording, file, 1);
  const isNear = best.differences.length < CHANCE * best.compared;
  for (let seed = 2; isNear && seed <= SEEDS && best.differences.length > 0; seed++) {
    const other = replayWith(recording, file, seed);
    if (other.differences.length < best.differences.length) best = other;
  }
  return best;
}

/** A simulation that breaks on the way counts all that is left as different. */
function replayWith(recording: Recording, file: string, seed: number): FileResult {
  const tally = new Tally(basename(file, '.json'));
  const refused: string[] = [];
  try {
    const replayer = new Replayer(recording, seed);
    replayer.run(tally);
    refused.push(...replayer.refused);
  } catch (error) {
    if (!isApiError(error) && !(error instanceof Error)) throw error;
    refused.push(`broke off: ${error.message.slice(0, 100)}`);
    const facts = recording.trace.filter((t) => t.u !== 1).length;
    tally.compared += facts;
    tally.differences.push(`broke off: ${error.stack ?? error.message}`);
  }
  const { compared, equal, newer, differences } = tally;
  return {
    file: basename(file, '.json'),
    compared,
    equal,
    newer: newer.length,
    refused,
    differences,
  };
}

/** Replays a recording, or all of a folder whose name contains `only`. */
export function replayRecordings(path: string, only?: string): FileResult[] {
  return filesOf(path, '.json')
    .filter((file) => only === undefined || basename(file).includes(only))
    .map(replayRecording);
}
