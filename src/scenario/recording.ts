import { Nodes } from '../api/core/node';
import { isReady } from '../api/core/pod-states';
import { podStatusText } from '../api/core/pod-status-text';
import { controllerOf } from '../api/object';
import type { Event, Node, Pod } from '../api/schema/objects';
import type { WriteEntry } from '../apiserver/server';
import { cellsOf, columnsOf } from '../apiserver/table';
import type { FaultEntry } from '../faults/fault';
import type {
  ChangeRecord,
  DecisionRecord,
  EventRecord,
  FaultRecord,
  NodeRecord,
  PodRecord,
  ScenarioRecord,
  Span,
} from '../report/trace-record';
import type { DecisionNote } from '../scheduler';
import type { TraceEntry } from '../sim/trace';
import { digestOf } from './digest';
import type { World } from './world';

/** Kinds whose changes are told elsewhere, or tell a reader nothing. */
const TOLD_ELSEWHERE = new Set([
  'Pod',
  'Event',
  'Lease',
  'EndpointSlice',
  'ServiceAccount',
  'ControllerRevision',
]);
const CHANGES_MAX = 4000;

/** Grows spans of equal states. */
class Spans {
  readonly spans: { from: number; to: number; state: string }[] = [];

  say(at: number, state: string): void {
    const last = this.spans.at(-1);
    if (last?.state === state) return;
    if (last !== undefined) last.to = at;
    this.spans.push({ from: at, to: at, state });
  }

  end(at: number): readonly Span[] {
    const last = this.spans.at(-1);
    if (last !== undefined) last.to = at;
    return this.spans;
  }
}

/** What a reader sees of a Pod: where it stands in its life. */
function podState(pod: Pod): string {
  if (pod.metadata.deletionTimestamp !== undefined) return 'terminating';
  const { phase } = pod.status;
  if (phase === 'Failed') return 'failed';
  if (phase === 'Succeeded') return 'succeeded';
  if (pod.spec.nodeName === undefined) return 'pending';
  const text = podStatusText(pod);
  if (/BackOff|Err|Error|OOM/.test(text)) return 'failing';
  if (phase === 'Pending') return 'starting';
  return isReady(pod) ? 'ready' : 'running';
}

interface PodDraft extends Omit<PodRecord, 'spans' | 'to' | 'isGone' | 'node' | 'boundAt'> {
  to: number | undefined;
  node?: string;
  boundAt?: number;
  readonly spans: Spans;
}

class Recorder {
  private readonly pods = new Map<string, PodDraft>();
  private readonly nodes = new Map<
    string,
    { from: number; to?: number; zone?: string; spans: Spans }
  >();
  private readonly revisions = new Map<string, Map<string, number>>();
  private readonly events = new Map<string, EventRecord>();
  private readonly decisions: DecisionRecord[] = [];
  private readonly changes: ChangeRecord[] = [];
  /** What was shown last of each object. */
  private readonly lastRows = new Map<string, string>();
  private readonly faults: {
    name: string;
    about: string;
    from: number;
    to?: number;
    key: string;
  }[] = [];
  private readonly start: number;

  constructor(private readonly world: World) {
    this.start = world.cluster.trace.entries[0]?.time ?? 0;
  }

  record(): ScenarioRecord {
    const { world } = this;
    const { cluster } = world;
    for (const entry of cluster.trace.entries) this.take(entry);
    const end = this.at(world.now);
    return {
      format: 1,
      seed: world.options.seed,
      start: this.start,
      end,
      digest: digestOf(cluster.trace),
      steps: world.marks.map(({ text, from, to }) => ({
        text,
        from: Math.max(0, this.at(from)),
        to: Math.max(0, this.at(to)),
      })),
      faults: this.faults.map(({ key: _key, ...fault }): FaultRecord => fault),
      nodes: [...this.nodes].map(
        ([name, { from, to, zone, spans }]): NodeRecord => ({
          name,
          ...(zone === undefined ? {} : { zone }),
          from,
          to: to ?? end,
          spans: spans.end(to ?? end),
        }),
      ),
      pods: [...this.pods.values()].map(
        ({ to, spans, ...pod }): PodRecord => ({
          ...pod,
          to: to ?? end,
          isGone: to !== undefined,
          spans: spans.end(to ?? end),
        }),
      ),
      events: [...this.events.values()],
      decisions: this.decisions,
      changes: this.changes,
      ignored: world.ignored,
      brokenLaws: world.laws.broken(),
    };
  }

  private at(time: number): number {
    return Math.round((time - this.start) * 1000) / 1000;
  }

  private take(entry: TraceEntry): void {
    const at = this.at(entry.time);
    if (entry.type === 'write') this.takeWrite(at, entry, entry.data as WriteEntry);
    else if (entry.type === 'decision') this.takeDecision(at, entry.data as DecisionNote);
    else if (entry.type === 'fault') this.takeFault(at, entry.data as FaultEntry);
  }

  private takeWrite(at: number, entry: TraceEntry, write: WriteEntry): void {
    const { kind, object, type } = write;
    if (kind === 'Pod') this.takePod(at, type, object as unknown as Pod);
    else if (kind === 'Event') this.takeEvent(at, object as unknown as Event);
    else if (kind === 'Node') this.takeNode(at, type, object as unknown as Node);
    if (!TOLD_ELSEWHERE.has(kind) && at > 0 && this.changes.length < CHANGES_MAX) {
      this.takeChange(at, entry, write);
    }
  }

  private takePod(at: number, type: WriteEntry['type'], pod: Pod): void {
    const { uid, name, namespace = '' } = pod.metadata;
    let draft = this.pods.get(uid);
    if (draft === undefined) {
      const { owner, revision } = this.ownerOf(pod);
      const image = pod.spec.containers[0]?.image ?? '';
      draft = {
        uid,
        name,
        namespace,
        owner,
        revision,
        image,
        from: at,
        to: undefined,
        spans: new Spans(),
      };
      this.pods.set(uid, draft);
    }
    if (pod.spec.nodeName !== undefined && draft.node === undefined) {
      draft.node = pod.spec.nodeName;
      draft.boundAt = at;
    }
    if (type === 'DELETED') draft.to = at;
    else draft.spans.say(at, podState(pod));
  }

  private ownerOf(pod: Pod): { readonly owner: string; readonly revision: number } {
    const controller = controllerOf(pod);
    if (controller === undefined) return { owner: '', revision: 1 };
    const hash =
      pod.metadata.labels?.['pod-template-hash'] ??
      pod.metadata.labels?.['controller-revision-hash'] ??
      '';
    const isHashed =
      controller.kind === 'ReplicaSet' && hash !== '' && controller.name.endsWith(`-${hash}`);
    const owner = isHashed
      ? `Deployment/${controller.name.slice(0, -hash.length - 1)}`
      : `${controller.kind}/${controller.name}`;
    const key = `${pod.metadata.namespace}/${owner}`;
    const known = this.revisions.get(key) ?? new Map<string, number>();
    this.revisions.set(key, known);
    if (!known.has(hash)) known.set(hash, known.size + 1);
    return { owner, revision: known.get(hash) ?? 1 };
  }

  private takeNode(at: number, type: WriteEntry['type'], node: Node): void {
    const { name, labels } = node.metadata;
    const zone = labels?.['topology.kubernetes.io/zone'];
    let known = this.nodes.get(name);
    if (known === undefined || known.to !== undefined) {
      known = { from: at, spans: new Spans(), ...(zone === undefined ? {} : { zone }) };
      this.nodes.set(name, known);
    }
    if (type === 'DELETED') known.to = at;
    else {
      const text = String(Nodes.rules.row?.(node, 0)[1] ?? '');
      known.spans.say(at, text.replace('SchedulingDisabled', 'cordoned'));
    }
  }

  private takeEvent(at: number, event: Event): void {
    const { involvedObject, reason = '', message = '', type = '' } = event;
    this.events.set(event.metadata.uid, {
      at,
      type,
      reason,
      message,
      object: `${involvedObject.kind}/${involvedObject.name}`,
      source: event.source?.component || event.reportingComponent || '',
      count: event.series?.count ?? event.count ?? 1,
    });
  }

  private takeDecision(at: number, note: DecisionNote): void {
    const { pod, node, nodes, detail = [] } = note;
    this.decisions.push({ at, pod, nodes, detail, ...(node === undefined ? {} : { node }) });
  }

  private takeFault(at: number, { fault, state, options }: FaultEntry): void {
    const about = Object.values((options ?? {}) as Record<string, unknown>)
      .filter((v) => typeof v === 'string')
      .join(' ');
    const key = `${fault}/${about}`;
    if (state === 'begins') this.faults.push({ name: fault, about, from: at, key });
    else {
      const open = this.faults.find((f) => f.key === key && f.to === undefined);
      if (open !== undefined) open.to = at;
    }
  }

  private takeChange(
    at: number,
    { seq }: TraceEntry,
    { kind, id, type, object }: WriteEntry,
  ): void {
    const found = this.world.cluster.server.kinds.find(id);
    if (found === undefined) return;
    const columns = columnsOf(found);
    const cells = cellsOf(found, object, this.start + at);
    const shown = columns
      .map(({ name, priority }, index) => ({ name, priority, cell: String(cells[index] ?? '') }))
      .filter(({ priority, name }) => priority === 0 && name !== 'Age' && name !== 'Name');
    const { namespace, name } = object.metadata;
    const isUsual = namespace === undefined || namespace === this.world.namespace;
    const change: ChangeRecord = {
      at,
      step: this.stepAt(seq),
      type,
      kind,
      name: isUsual ? name : `${namespace}/${name}`,
      columns: shown.map(({ name: column }) => column),
      row: shown.map(({ cell }) => cell),
    };
    const key = `${kind}/${change.name}`;
    const row = change.row.join('\n');
    if (type === 'MODIFIED' && this.lastRows.get(key) === row) return;
    this.lastRows.set(key, row);
    this.changes.push(change);
  }

  private stepAt(seq: number): number {
    const { marks } = this.world;
    for (let i = marks.length - 1; i >= 0; i--) if ((marks[i]?.seq ?? 0) <= seq) return i;
    return 0;
  }
}

/** Makes the record of a scenario that has ended. */
export function recordOf(world: World): ScenarioRecord {
  return new Recorder(world).record();
}
