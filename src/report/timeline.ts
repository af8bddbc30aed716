import { escapeXml } from './escape';
import { type TimeScale, timeLabel, timeScale } from './time-scale';
import { TIMELINE_STYLE } from './timeline-style';
import type { FaultRecord, NodeRecord, PodRecord, ScenarioRecord } from './trace-record';
import { phrase, type Words, wordsFor } from './words';

const WIDTH = 1080;
const LEFT = 128;
const RIGHT = 14;
const TOP = 58;
const BAR = 15;
const GAP = 3;
const LANE_PAD = 8;
/** Of more Pods at once on a node than this, the rest is only counted. */
const ROWS_MAX = 60;
const NAME_MAX = 17;

/** How tall a Pod's bar stands: it grows as the Pod comes to life, so that colour is not all that tells states apart. */
const TALL: Readonly<Record<string, number>> = {
  pending: 4,
  starting: 8,
  running: 12,
  terminating: 8,
};

interface Row {
  readonly pod: PodRecord;
  readonly row: number;
}

interface Lane {
  readonly name: string;
  readonly note: string;
  readonly isWaiting: boolean;
  readonly node?: NodeRecord | undefined;
  readonly rows: readonly Row[];
  readonly count: number;
  readonly hidden: number;
}

/** Puts Pods into rows so that none overlap, in order of their beginning. */
function pack(
  pods: readonly { readonly pod: PodRecord; readonly from: number; readonly to: number }[],
) {
  const ends: number[] = [];
  const rows: Row[] = [];
  let hidden = 0;
  for (const { pod, from, to } of [...pods].sort(
    (a, b) => a.from - b.from || (a.pod.name < b.pod.name ? -1 : 1),
  )) {
    let row = ends.findIndex((end) => end <= from);
    if (row < 0) row = ends.length;
    if (row >= ROWS_MAX) {
      hidden++;
      continue;
    }
    ends[row] = to;
    rows.push({ pod, row });
  }
  return { rows, count: ends.length, hidden };
}

function lanesOf(record: ScenarioRecord, words: Words): Lane[] {
  const lanes: Lane[] = [];
  // a Pod that waited noticeably for a node, or never got one, waits in a lane of its own
  const waiting = record.pods
    .filter(({ boundAt, from, to }) => (boundAt ?? to) - from > 500)
    .map((pod) => ({ pod, from: pod.from, to: pod.boundAt ?? pod.to }));
  if (waiting.length > 0) {
    lanes.push({ name: words.waiting, note: words.waitingNote, isWaiting: true, ...pack(waiting) });
  }
  const names = new Set([
    ...record.nodes.map(({ name }) => name),
    ...record.pods.flatMap(({ node }) => node ?? []),
  ]);
  for (const name of names) {
    const node = record.nodes.find((n) => n.name === name);
    const pods = record.pods
      .filter((pod) => pod.node === name)
      .map((pod) => ({ pod, from: pod.boundAt ?? pod.from, to: pod.to }));
    lanes.push({
      name,
      note: node?.zone === undefined ? '' : `${words.zone} ${node.zone}`,
      isWaiting: false,
      node,
      ...pack(pods),
    });
  }
  return lanes;
}

function momentsOf(record: ScenarioRecord): number[] {
  const moments = record.steps.flatMap(({ from, to }) => [from, to]);
  for (const { spans } of [...record.nodes, ...record.pods]) {
    for (const { from, to } of spans) moments.push(from, to);
  }
  for (const { from, to } of record.faults) moments.push(from, to ?? from);
  return moments;
}

function rect(
  x: number,
  y: number,
  width: number,
  height: number,
  css: string,
  extra = '',
): string {
  return `<rect class="${css}" x="${round(x)}" y="${round(y)}" width="${round(Math.max(width, 0.8))}" height="${round(height)}"${extra}/>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function podTitle(pod: PodRecord, words: Words): string {
  const { namespace, name, owner, revision, image, spans } = pod;
  const whose = owner === '' ? words.alone : `${owner}, ${phrase(words.revision, revision)}`;
  return [
    `${namespace}/${name}`,
    `${whose} · ${image}`,
    ...spans.map(({ from, to, state }) => `${timeLabel(from)} – ${timeLabel(to)}  ${state}`),
  ].join('\n');
}

/** The Pod's name, or its end, where the bar is widest; nothing where it has no room. */
function podLabel(name: string, x: number, width: number, y: number, state: string): string {
  const room = (width - 8) / 5.4;
  const label = [name, name.split('-').slice(-2).join('-'), name.split('-').at(-1) ?? ''].find(
    ({ length }) => length <= room,
  );
  if (label === undefined) return '';
  return `<text class="tag on-${state}" x="${round(x + 5)}" y="${round(y + BAR - 4.4)}">${escapeXml(label)}</text>`;
}

function podBar(pod: PodRecord, y: number, scale: TimeScale, lane: Lane, words: Words): string {
  const from = lane.isWaiting ? pod.from : (pod.boundAt ?? pod.from);
  const to = lane.isWaiting ? (pod.boundAt ?? pod.to) : pod.to;
  const [x, end] = [scale.at(from), scale.at(to)];
  // the whole bar answers to the pointer, also where it is thin
  const parts: string[] = [rect(x, y, end - x, BAR, 'hit')];
  let widest = { x, width: 0, state: 'pending' };
  for (const span of pod.spans) {
    const [a, b] = [Math.max(span.from, from), Math.min(span.to, to)];
    if (b < a || (b === a && span.from !== span.to)) continue;
    const state = escapeXml(span.state);
    const tall = TALL[span.state] ?? BAR;
    const width = scale.at(b) - scale.at(a);
    parts.push(rect(scale.at(a), y + (BAR - tall) / 2, width, tall, `s-${state}`));
    if (width > widest.width && tall >= 12) widest = { x: scale.at(a), width, state };
  }
  // revisions are told apart by stripes at the bar's foot: one for each after the first
  for (let i = 1; i < Math.min(pod.revision, 4); i++) {
    parts.push(rect(x, y + BAR - 3 * i, end - x, 1.6, 'rev'));
  }
  parts.push(podLabel(pod.name, widest.x, widest.width, y, widest.state));
  const title = `<title>${escapeXml(podTitle(pod, words))}</title>`;
  return `<g class="pod" data-pod="${escapeXml(`${pod.namespace}/${pod.name}`)}">${title}${parts.join('')}</g>`;
}

function nodeCss(state: string): string {
  if (state.startsWith('Ready')) return state.includes('cordoned') ? 'cordoned' : '';
  return state === 'Unknown' ? '' : 'notready';
}

function shortened(name: string): string {
  return name.length <= NAME_MAX ? name : `${name.slice(0, NAME_MAX - 1)}…`;
}

function laneSvg(lane: Lane, y: number, height: number, scale: TimeScale, words: Words): string {
  const parts = [rect(0, y, WIDTH, height, 'lane', ' rx="4"')];
  const title = `<title>${escapeXml(lane.name)}</title>`;
  parts.push(
    `<text class="name" x="12" y="${y + 19}">${title}${escapeXml(shortened(lane.name))}</text>`,
  );
  if (lane.note !== '') {
    parts.push(`<text class="dim" x="12" y="${y + 33}">${escapeXml(shortened(lane.note))}</text>`);
  }
  for (const { from, to, state } of lane.node?.spans ?? []) {
    const css = nodeCss(state);
    if (css === '') continue;
    const about = `${lane.name}: ${state}, ${timeLabel(from)} – ${timeLabel(to)}`;
    const box = rect(scale.at(from), y, scale.at(to) - scale.at(from), height, css);
    parts.push(`<g><title>${escapeXml(about)}</title>${box}</g>`);
  }
  for (const { pod, row } of lane.rows) {
    parts.push(podBar(pod, y + LANE_PAD + row * (BAR + GAP), scale, lane, words));
  }
  if (lane.hidden > 0) {
    const more = escapeXml(phrase(words.more, lane.hidden));
    parts.push(`<text class="dim" x="12" y="${y + 47}">${more}</text>`);
  }
  return parts.join('');
}

function axisSvg(record: ScenarioRecord, scale: TimeScale, bottom: number, words: Words): string {
  const parts: string[] = [];
  let last = -100;
  const ticks = [0, ...momentsOf(record), record.end].sort((a, b) => a - b);
  for (const time of ticks) {
    const x = scale.at(time);
    if (x - last < 62) continue;
    last = x;
    parts.push(line('grid', x, TOP - 8, bottom));
    // the last label has no room at its right
    const isLast = x > WIDTH - RIGHT - 40;
    parts.push(
      `<text class="dim" x="${round(isLast ? x - 4 : x + 4)}" y="${TOP - 8}"${isLast ? ' text-anchor="end"' : ''}>${timeLabel(time)}</text>`,
    );
  }
  for (const { from, to } of scale.breaks) {
    const x = (scale.at(from) + scale.at(to)) / 2;
    const title = `<title>${escapeXml(phrase(words.quiet, timeLabel(to - from)))}</title>`;
    const path = `M${round(x - 3)} ${TOP - 2}l2.5 -9M${round(x + 1)} ${TOP - 2}l2.5 -9`;
    parts.push(
      `<g>${title}${rect(x - 6, TOP - 14, 14, 14, 'hit')}<path class="cut" d="${path}"/></g>`,
    );
  }
  return parts.join('');
}

function line(css: string, x: number, y1: number, y2: number): string {
  return `<line class="${css}" x1="${round(x)}" x2="${round(x)}" y1="${round(y1)}" y2="${round(y2)}"/>`;
}

/** Moves places apart, so that each has `size` to itself, and all stay between two bounds. */
function spread(places: readonly number[], size: number, from: number, to: number): number[] {
  const step = Math.min(size, (to - from) / Math.max(1, places.length - 1));
  const moved: number[] = [];
  for (const place of places) moved.push(Math.max(place, (moved.at(-1) ?? from - step) + step));
  let bound = to;
  for (let i = moved.length - 1; i >= 0 && (moved[i] ?? 0) > bound; i--) {
    moved[i] = bound;
    bound -= step;
  }
  return moved;
}

function stepsSvg({ steps }: ScenarioRecord, scale: TimeScale, bottom: number, words: Words) {
  const places = steps.map(({ from }) => scale.at(from));
  const shown = spread(places, 19, LEFT, WIDTH - RIGHT - 3);
  const marks = steps.map(({ text, from, to }, index) => {
    const x = places[index] ?? 0;
    const badge = shown[index] ?? 0;
    const about = `${words.step} ${index + 1}: ${text}\n${timeLabel(from)}${to > from ? ` – ${timeLabel(to)}` : ''}`;
    const during = rect(x, TOP, scale.at(to) - x, bottom - TOP, 'during');
    const path = `<path class="step" d="M${round(badge)} 22L${round(x)} 38V${bottom}"/>`;
    const box = rect(badge - 8.5, 6, 17, 16, 'stepno', ' rx="4"');
    const label = `<text class="no" x="${round(badge)}" y="17.5" text-anchor="middle">${index + 1}</text>`;
    const title = `<title>${escapeXml(about)}</title>`;
    return `<g class="mark" data-step="${index}">${title}${during}${path}${box}${label}</g>`;
  });
  return marks.join('');
}

const FAULT_ROW = 20;

/** Faults in rows of their own below the nodes, with a line up to what they hit. */
function faultsSvg(record: ScenarioRecord, scale: TimeScale, top: number, words: Words) {
  const ends: number[] = [];
  const parts: string[] = [];
  for (const fault of record.faults) {
    const label = `${fault.name} ${fault.about}`.trim();
    const x = scale.at(fault.from);
    const end = scale.at(fault.to ?? record.end);
    const width = label.length * 6.2 + 14;
    const isLeft = x + width > WIDTH - RIGHT;
    const row = ends.findIndex((free) => free <= (isLeft ? x - width : x));
    const at = row < 0 ? ends.length : row;
    ends[at] = Math.max(end, isLeft ? x : x + width);
    const y = top + at * FAULT_ROW;
    parts.push(`<g class="faultmark"><title>${escapeXml(faultTitle(fault, words))}</title>`);
    parts.push(rect(x, TOP, end - x, top - TOP, 'faultspan'), line('fault', x, TOP - 4, y + 14));
    parts.push(rect(x, y + 12, end - x, 2, 'faultbar'));
    parts.push(
      `<text class="faultname" x="${round(isLeft ? x - 5 : x + 5)}" y="${y + 9}"${isLeft ? ' text-anchor="end"' : ''}>${escapeXml(label)}</text></g>`,
    );
  }
  return { svg: parts.join(''), height: ends.length * FAULT_ROW };
}

function faultTitle({ name, about, from, to }: FaultRecord, words: Words): string {
  const until = to === undefined ? '' : ` – ${timeLabel(to)}`;
  return `${words.fault}: ${`${name} ${about}`.trim()}, ${timeLabel(from)}${until}`;
}

const STATES = [
  'pending',
  'starting',
  'running',
  'ready',
  'terminating',
  'failing',
  'failed',
  'succeeded',
] as const;

/** A picture of each thing that occurs in this picture, and what it is called. */
function legendSvg({ pods, nodes }: ScenarioRecord, y: number, words: Words): string {
  const seen = new Set(pods.flatMap(({ spans }) => spans.map(({ state }) => state)));
  const items: { readonly css: string; readonly label: string; readonly tall: number }[] = [];
  for (const state of STATES) {
    if (!seen.has(state)) continue;
    const label = words[state === 'failed' ? 'failedPod' : state];
    items.push({ css: `s-${state}`, label, tall: TALL[state] ?? BAR });
  }
  const shades = new Set(nodes.flatMap(({ spans }) => spans.map(({ state }) => nodeCss(state))));
  if (shades.has('notready')) items.push({ css: 'notready', label: words.notReady, tall: BAR });
  if (shades.has('cordoned')) items.push({ css: 'cordoned', label: words.cordoned, tall: BAR });
  if (pods.some(({ revision }) => revision > 1)) {
    items.push({ css: 'rev', label: words.laterRevision, tall: 2 });
  }
  let x = LEFT;
  const parts = items.map(({ css, label, tall }) => {
    const box = rect(x, y - 4 - tall / 2, 16, tall, css);
    const text = `<text class="dim" x="${round(x + 21)}" y="${y}">${escapeXml(label)}</text>`;
    // letters of Hangul are twice as wide as Latin ones
    x += 42 + [...label].reduce((sum, c) => sum + (c > '\u1100' ? 10.5 : 5.6), 0);
    return box + text;
  });
  return parts.join('');
}

/**
 * The cluster's timeline: nodes as lanes, Pods as bars coloured by state, steps and faults as marks.
 * Its words are Korean for the language `ko`, English for all others.
 */
export function timelineSvg(record: ScenarioRecord, language = 'en'): string {
  const words = wordsFor(language);
  const scale = timeScale(momentsOf(record), record.end, LEFT, WIDTH - LEFT - RIGHT);
  const lanes: string[] = [];
  let y = TOP;
  for (const lane of lanesOf(record, words)) {
    const height = Math.max(44, 2 * LANE_PAD + lane.count * (BAR + GAP) - GAP);
    lanes.push(laneSvg(lane, y, height, scale, words));
    y += height + 3;
  }
  const faults = faultsSvg(record, scale, y + 2, words);
  const body = [
    ...lanes,
    axisSvg(record, scale, y, words),
    faults.svg,
    stepsSvg(record, scale, y, words),
    legendSvg(record, y + faults.height + 24, words),
  ].join('');
  const height = y + faults.height + 34;
  return `<svg xmlns="http://www.w3.org/2000/svg" class="wt" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escapeXml(words.picture)}"><style>${TIMELINE_STYLE}</style>${body}</svg>`;
}
