import { formatDuration } from '../api/duration';
import { nearestWords } from '../api/edit-distance';
import { KindRegistry } from '../apiserver/kind-registry';
import type { CausesRecord, DecisionRecord, ObjectCauses } from '../report/trace-record';
import { mustFindKind } from '../scenario/reference';
import { UserError } from '../scenario/user-error';
import { UsageError } from './feature-files';
import { type FinishedScenario, finishedRun } from './finished-run';
import type { ExitCode } from './run';

/** How many names an error suggests. */
const SUGGESTED = 5;
/** Of a Pod that was looked at over and over, the last looks tell enough. */
const DECISIONS_MAX = 3;

/** What is asked about: `Pod web-0`, `pod/web-0`, `Pod shop/web-0`, `Pod "web-0"`. */
interface Asked {
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

function askedOf(text: string): Asked {
  const [, word = '', path = ''] =
    /^\s*([A-Za-z][\w.-]*)(?:\s+|\/)"?([^"\s]+)"?\s*$/.exec(text) ?? [];
  if (path === '') {
    throw new UsageError(`"${text}" names no object; write it as "Pod web-0" or "Pod shop/web-0"`);
  }
  const { kind, namespaced } = mustFindKind(new KindRegistry(), word);
  const slash = namespaced ? path.indexOf('/') : -1;
  const namespace = slash < 0 ? undefined : path.slice(0, slash);
  return { kind, namespace, name: path.slice(slash + 1) };
}

function isAsked(asked: Asked, { kind, namespace, name }: ObjectCauses): boolean {
  return (
    kind === asked.kind &&
    name === asked.name &&
    (asked.namespace === undefined || asked.namespace === namespace)
  );
}

/** `+1m5s (00:01:05)`: since the scenario began, and by the cluster's clock. */
function moment(at: number, start: number): string {
  return `+${formatDuration(at)} (${new Date(start + at).toISOString().slice(11, 19)})`;
}

/** The causal chain of an entry, the effect first. */
function chainLines({ entries }: CausesRecord, last: number, start: number): string[] {
  const bySeq = new Map(entries.map((entry) => [entry[0], entry]));
  const lines: string[] = [];
  for (let entry = bySeq.get(last); entry !== undefined; ) {
    const [seq, at, cause, actor, text] = entry;
    const arrow = lines.length === 0 ? '' : '← ';
    lines.push(`      ${arrow}${moment(at, start)} ${actor}: ${text}`);
    entry = cause < seq ? bySeq.get(cause) : undefined;
  }
  return lines;
}

function verdictText({
  plugin,
  reasons = [],
  total,
  scores = {},
}: DecisionRecord['detail'][number]): string {
  if (plugin !== undefined) return `${plugin}: ${reasons.join(', ')}`;
  // upstream: the only node that is left is not scored
  if (total === undefined) return 'no other was left to compare it with';
  const points = Object.entries(scores).map(([name, score]) => `${name} ${score}`);
  return `${total} points${points.length === 0 ? '' : `: ${points.join(', ')}`}`;
}

function decisionLines({ at, node, nodes, detail }: DecisionRecord, start: number): string[] {
  const found = node === undefined ? 'found no node' : `chose ${node}`;
  const width = Math.max(0, ...detail.map((verdict) => verdict.node.length));
  const best = [...detail].sort((a, b) => (b.total ?? -1) - (a.total ?? -1));
  return [
    `      ${moment(at, start)} the scheduler ${found} of ${nodes} node${nodes === 1 ? '' : 's'}`,
    ...best.map((verdict) => {
      const mark = verdict.node === node ? '→' : ' ';
      return `      ${mark} ${verdict.node.padEnd(width)}  ${verdictText(verdict)}`;
    }),
    ...(detail.length === 0 ? ['        what each node got is kept for small clusters only'] : []),
  ];
}

function objectLines(scenario: FinishedScenario, object: ObjectCauses): string[] {
  const { record, causes } = scenario;
  if (causes === undefined) return [];
  const { kind, namespace, name, last } = object;
  const path = namespace === undefined ? name : `${namespace}/${name}`;
  const start = record?.start ?? 0;
  const decisions = (kind === 'Pod' ? (record?.decisions ?? []) : []).filter(
    ({ pod }) => pod === path,
  );
  const shown = decisions.slice(-DECISIONS_MAX);
  const earlier = decisions.length - shown.length;
  return [
    `  ${kind} ${path}`,
    '    its last change:',
    ...chainLines(causes, last, start),
    ...(shown.length === 0 ? [] : ['    its placement:']),
    ...(earlier === 0 ? [] : [`      ${earlier} earlier looks are left out`]),
    ...shown.flatMap((decision) => decisionLines(decision, start)),
  ];
}

/** Why an object is as it is, scenario by scenario. A UsageError when it never was. */
export function whyLines(scenarios: readonly FinishedScenario[], text: string): string[] {
  const asked = askedOf(text);
  const lines: string[] = [];
  for (const scenario of scenarios) {
    const objects = scenario.causes?.objects.filter((object) => isAsked(asked, object)) ?? [];
    if (objects.length === 0) continue;
    const { uri, line, name } = scenario.place;
    if (lines.length > 0) lines.push('');
    lines.push(`${uri}:${line}: ${name}`);
    for (const object of objects) lines.push(...objectLines(scenario, object));
  }
  if (lines.length === 0) throw new UsageError(neverWas(scenarios, asked));
  return lines;
}

function neverWas(
  scenarios: readonly FinishedScenario[],
  { kind, namespace, name }: Asked,
): string {
  const path = namespace === undefined ? name : `${namespace}/${name}`;
  const objects = scenarios.flatMap(({ causes }) => causes?.objects ?? []);
  const names = new Set(objects.filter((o) => o.kind === kind).map((o) => o.name));
  const nearest = nearestWords(name, names);
  const some = nearest.slice(0, SUGGESTED).join(', ');
  const more = nearest.length > SUGGESTED ? ', …' : '';
  const leftOut = scenarios.some(({ causes }) => (causes?.leftOut ?? 0) > 0);
  const note = leftOut
    ? '; of the largest scenarios only the objects that changed last are kept'
    : '';
  return names.size === 0
    ? `there was no ${kind} in any scenario of the run${note}`
    : `there was no ${kind} "${path}"; there were: ${some}${more}${note}`;
}

/** Prints why an object of a finished run is as it is; returns the exit code. */
export async function why(
  folder: string,
  object: string,
  scenario: string | undefined,
): Promise<ExitCode> {
  try {
    const all = await finishedRun(folder);
    const wanted = all.filter(
      ({ place: { uri, line, name } }) =>
        scenario === undefined || name.includes(scenario) || `${uri}:${line}`.endsWith(scenario),
    );
    if (wanted.length === 0) {
      const what = scenario === undefined ? 'with a cluster' : `that is called "${scenario}"`;
      throw new UsageError(`there is no scenario ${what} in the run in ${folder}`);
    }
    process.stdout.write(`${whyLines(wanted, object).join('\n')}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof UserError)) throw error;
    process.stderr.write(`wavetank: ${error.message}\n`);
    return 2;
  }
}
