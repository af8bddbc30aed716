import { escapeXml } from './escape';
import { type TimeScale, timeLabel, timeScale } from './time-scale';
import { axisSvg, duringSvg, faultsSvg, legendSvg, stepsSvg, tearsSvg } from './timeline-marks';
import {
  BAR,
  type Density,
  densityFor,
  HATCHES,
  hatchCss,
  LEFT,
  momentsOf,
  nodeCss,
  RIGHT,
  rect,
  round,
  TALL,
  TOP,
  WIDTH,
} from './timeline-shapes';
import { TIMELINE_STYLE } from './timeline-style';
import type { NodeRecord, PodRecord, ScenarioRecord } from './trace-record';
import { phrase, type Words, wordsFor } from './words';

/** Of more Pods at once on a node than this, the rest is only counted. */
const ROWS_MAX = 60;
const NAME_MAX = 17;

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

function podBar(
  { pod, row }: Row,
  top: number,
  { bar, gap, pad }: Density,
  { scale, words, isWaiting }: { scale: TimeScale; words: Words; isWaiting: boolean },
): string {
  const y = top + pad + row * (bar + gap);
  const from = isWaiting ? pod.from : (pod.boundAt ?? pod.from);
  const to = isWaiting ? (pod.boundAt ?? pod.to) : pod.to;
  const [x, end] = [scale.at(from), scale.at(to)];
  // the whole bar answers to the pointer, also where it is thin
  const parts: string[] = [rect(x, y, end - x, bar, 'hit')];
  let widest = { x, width: 0, state: 'pending' };
  for (const span of pod.spans) {
    const [a, b] = [Math.max(span.from, from), Math.min(span.to, to)];
    if (b < a || (b === a && span.from !== span.to)) continue;
    const state = escapeXml(span.state);
    const tall = ((TALL[span.state] ?? BAR) * bar) / BAR;
    const width = scale.at(b) - scale.at(a);
    parts.push(rect(scale.at(a), y + (bar - tall) / 2, width, tall, `s-${state}`));
    if (pod.revision > 1) {
      parts.push(rect(scale.at(a), y + (bar - tall) / 2, width, tall, hatchCss(pod.revision)));
    }
    if (width > widest.width && tall >= 12) widest = { x: scale.at(a), width, state };
  }
  parts.push(podLabel(pod.name, widest.x, widest.width, y, widest.state));
  const title = `<title>${escapeXml(podTitle(pod, words))}</title>`;
  return `<g class="pod" data-pod="${escapeXml(`${pod.namespace}/${pod.name}`)}">${title}${parts.join('')}</g>`;
}

function shortened(name: string): string {
  return name.length <= NAME_MAX ? name : `${name.slice(0, NAME_MAX - 1)}…`;
}

function laneSvg(lane: Lane, y: number, height: number, scale: TimeScale, words: Words): string {
  const parts = [rect(0, y, WIDTH, height, 'lane', ' rx="4"')];
  const first = y + Math.min(19, height / 2 + 4);
  const title = `<title>${escapeXml(lane.name)}</title>`;
  parts.push(
    `<text class="name" x="12" y="${round(first)}">${title}${escapeXml(shortened(lane.name))}</text>`,
  );
  if (lane.note !== '' && height >= 40) {
    parts.push(`<text class="dim" x="12" y="${y + 33}">${escapeXml(shortened(lane.note))}</text>`);
  }
  for (const { from, to, state } of lane.node?.spans ?? []) {
    const css = nodeCss(state);
    if (css === '') continue;
    const about = `${lane.name}: ${state}, ${timeLabel(from)} – ${timeLabel(to)}`;
    const box = rect(scale.at(from), y, scale.at(to) - scale.at(from), height, css);
    parts.push(`<g><title>${escapeXml(about)}</title>${box}</g>`);
  }
  if (lane.hidden > 0) {
    const more = escapeXml(phrase(words.more, lane.hidden));
    parts.push(`<text class="dim" x="12" y="${y + 47}">${more}</text>`);
  }
  return parts.join('');
}

/**
 * The cluster's timeline: nodes as lanes, Pods as bars coloured by state, steps and faults as marks.
 * Its words are Korean for the language `ko`, English for all others. It carries its own style, unless it is for a
 * page that has TIMELINE_STYLE once for all pictures.
 */
export function timelineSvg(
  record: ScenarioRecord,
  language = 'en',
  style = `<style>${TIMELINE_STYLE}</style>`,
): string {
  const words = wordsFor(language);
  const scale = timeScale(momentsOf(record), record.end, LEFT, WIDTH - LEFT - RIGHT);
  const lanes: string[] = [];
  const bars: string[] = [];
  let y = TOP;
  const all = lanesOf(record, words);
  const density = densityFor(all.reduce((sum, { count }) => sum + count, 0));
  for (const lane of all) {
    const { bar, gap, pad, lane: least } = density;
    const height = Math.max(least, 2 * pad + lane.count * (bar + gap) - gap);
    lanes.push(laneSvg(lane, y, height, scale, words));
    const { isWaiting } = lane;
    for (const row of lane.rows) bars.push(podBar(row, y, density, { scale, words, isWaiting }));
    y += height + 3;
  }
  const faults = faultsSvg(record, scale, y + 2, words);
  const body = [
    ...lanes,
    axisSvg(record, scale, y),
    duringSvg(record, scale, y),
    ...bars,
    tearsSvg(scale, y, words),
    faults.svg,
    stepsSvg(record, scale, y, words),
    legendSvg(record, y + faults.height + 24, words),
  ].join('');
  const height = y + faults.height + 34;
  const hatches = record.pods.some(({ revision }) => revision > 1) ? HATCHES : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" class="wt" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escapeXml(words.picture)}">${style}${hatches}${body}</svg>`;
}
