import { kinds } from '../../api';
import { Namespaces } from '../../api/core/namespace';
import { Pods } from '../../api/core/pod';
import { matchesLabels } from '../../api/selector';
import { defaultSettings } from '../../api/settings';
import { MASTER } from '../../apiserver/administrator';
import { CLUSTER_START, Cluster } from '../../cluster';
import { answerRest } from '../../http/rest';
import { kubectl, splitCommand } from '../../kubectl';
import type { ScriptedMachine } from '../../kubelet/scripted/scripted-machine';
import { chanceOf } from './chance';
import { compareEvents, compareFinal, compareTraces } from './compare';
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
import { RecordedNodes } from './nodes';
import { type Answer, compareAnswers, compareOutputs, type Output } from './outputs';
import { CONTROL_PERIOD, LEASE_PERIOD, phasesOf, strikeBefore } from './phases';
import { compareDistribution, distributionOf } from './sample';
import type { Tally } from './tally';
import { type Deed, timelineOf } from './timeline';
import { Witness } from './witness';

/** The control plane's flags in the recordings (README there), and the pace of their busy machine. */
const SETTINGS = {
  podNetworks: [],
  nodeMonitorPeriod: 1000,
  nodeMonitorGracePeriod: 8000,
  controllerLook: 0,
  controllerRequest: 8,
  podMarking: 10,
  schedulingCycle: 10,
  binding: 4,
  autoscaling: {
    ...defaultSettings.autoscaling,
    period: 5000,
    look: 10,
    downscaleStabilization: 20_000,
  },
  // Pods were not gathered yet in v1.20
  jobSync: 0,
};

/** How long kubectl took from one object to the next. */
const PACE = 6;
/** How long before the recording's beginning the control plane is there, and then its nodes. */
const SET_UP = 120_000;
const LEAD = 20_000;

/** Gives a fresh cluster with scripted kubelets the steps of a recording, at the recording's times. */
export class Replayer {
  readonly cluster: Cluster;
  readonly names = new Names();
  readonly witness: Witness;
  readonly outputs: Output[] = [];
  readonly answers: Answer[] = [];
  readonly refused: string[] = [];
  private readonly nodes: RecordedNodes;
  private readonly namespace: string;
  private start = 0;
  /** True while something is done during a command that waits. */
  private isMeanwhile = false;
  private metrics: RecordedMetrics | undefined;

  constructor(
    private readonly recording: Recording,
    seed: number,
  ) {
    this.namespace = recording.scenario.name;
    const told = recording.startedAt?.[0];
    const began = told == null ? CLUSTER_START + SET_UP : Date.parse(told);
    const phases = phasesOf(recording);
    this.cluster = new Cluster({
      seed,
      settings: SETTINGS,
      start: strikeBefore(began - SET_UP, began + phases.control, CONTROL_PERIOD),
      chance: chanceOf(recording, this.names),
    });
    const { cluster } = this;
    cluster.settle(60_000);
    cluster.loop.runTo(strikeBefore(began - LEAD, began + phases.lease, LEASE_PERIOD));
    this.witness = new Witness(cluster, this.names, recording);
    this.nodes = new RecordedNodes(cluster, recording.scenario.kubelet ?? {});
    for (const node of recording.scenario.nodes) this.nodes.add(node);
    cluster.admin.create(Namespaces, { metadata: { name: this.namespace }, spec: {} });
    cluster.loop.runTo(began);
  }

  run(tally: Tally): void {
    const { recording, cluster } = this;
    this.start = cluster.loop.now;
    this.witness.begin();
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
    const { witness, names } = this;
    compareTraces(recording.trace, witness.changes, tally);
    compareEvents(recording.events, witness.eventTexts(), tally);
    compareOutputs(recording.output, this.outputs, names, tally);
    compareAnswers(recording.output, this.answers, names, tally);
  }

  private do(deed: Deed, tally: Tally): void {
    if (deed.key === 'look') this.look(deed.step, tally);
    else this.attempt(deed, () => this.act(deed, tally));
  }

  private look(step: number, tally: Tally): void {
    const final = this.recording.final.find((f) => f.step === step);
    if (final === undefined) return;
    const unstable = this.recording.unstable.final?.[String(step)] ?? {};
    compareFinal(final, this.witness.snapshot(), unstable, tally);
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
        this.nodes.add(value as RecordedNode);
        return;
      case 'crash':
        this.nodes.crash(this.fill(String(value)));
        return;
      case 'revive':
        this.nodes.revive(this.fill(String(value)));
        return;
      case 'deleteNode': {
        const name = this.fill(String(value));
        this.nodes.remove(name);
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

  private sample(sample: RecordedSample, step: number, tally: Tally): void {
    const counts = distributionOf(this.cluster, this.namespace, sample);
    compareDistribution(counts, this.recording.output, step, tally);
  }

  /** Does something to the Pods that a deed selects, with all else that it says. */
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
    this.nodes.onPods(pods, (machine, keys) => act(machine, keys, options));
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
      user: MASTER,
    });
    this.answers.push({ step, api: `${method} ${path}`, code, body: answer });
  }
}

/** What kubectl reads from its standard input. */
function stdinText(stdin: RecordedStep['stdin']): string | undefined {
  if (stdin === undefined || typeof stdin === 'string') return stdin;
  const items = Array.isArray(stdin) ? stdin : [stdin];
  return items.map((item) => JSON.stringify(item)).join('\n---\n');
}
