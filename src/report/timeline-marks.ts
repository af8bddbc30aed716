import { escapeXml } from './escape';
import { type TimeScale, timeLabel } from './time-scale';
import {
  BAR,
  hatchCss,
  LEFT,
  line,
  momentsOf,
  nodeCss,
  RIGHT,
  rect,
  round,
  TALL,
  TOP,
  WIDTH,
} from './timeline-shapes';
import type { FaultRecord, ScenarioRecord } from './trace-record';
import { phrase, type Words } from './words';

/** Ticks with their times. */
export function axisSvg(record: ScenarioRecord, scale: TimeScale, bottom: number): string {
  const parts: string[] = [];
  let last = -100;
  let said = '';
  const ticks = [0, ...momentsOf(record), record.end].sort((a, b) => a - b);
  for (const time of ticks) {
    const x = scale.at(time);
    if (x - last < 62) continue;
    last = x;
    parts.push(line('grid', x, TOP - 8, bottom));
    const label = timeLabel(time);
    if (label === said) continue;
    said = label;
    // the last label has no room at its right
    const isLast = x > WIDTH - RIGHT - 40;
    parts.push(
      `<text class="dim" x="${round(isLast ? x - 4 : x + 4)}" y="${TOP - 8}"${isLast ? ' text-anchor="end"' : ''}>${label}</text>`,
    );
  }
  return parts.join('');
}

/** A tear across the lanes wherever the axis was cut. */
export function tearsSvg(scale: TimeScale, bottom: number, words: Words): string {
  const tears = scale.breaks.map(({ from, to }) => {
    const x = round((scale.at(from) + scale.at(to)) / 2);
    const title = `<title>${escapeXml(phrase(words.quiet, timeLabel(to - from)))}</title>`;
    const slope = `l-8 ${bottom - TOP + 8}`;
    const gap = `<path class="tear" d="M${x + 1} ${TOP - 4}h6${slope}h-6z"/>`;
    const edges = `<path class="cut" d="M${x + 1} ${TOP - 4}${slope}M${x + 7} ${TOP - 4}${slope}"/>`;
    return `<g>${title}${gap}${edges}</g>`;
  });
  return tears.join('');
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

/** What a page may light up below the bars when a step is chosen. */
export function duringSvg({ steps }: ScenarioRecord, scale: TimeScale, bottom: number): string {
  const boxes = steps.map(({ from, to }, index) => {
    const x = scale.at(from);
    const extra = ` data-step="${index}"`;
    return rect(x, TOP, scale.at(to) - x, bottom - TOP, 'during', extra);
  });
  return boxes.join('');
}

/** A numbered mark for each step, apart from each other. */
export function stepsSvg(
  { steps }: ScenarioRecord,
  scale: TimeScale,
  bottom: number,
  words: Words,
) {
  const places = steps.map(({ from }) => scale.at(from));
  const shown = spread(places, 19, LEFT, WIDTH - RIGHT - 3);
  const marks = steps.map(({ text, from, to }, index) => {
    const x = places[index] ?? 0;
    const badge = shown[index] ?? 0;
    const about = `${words.step} ${index + 1}: ${text}\n${timeLabel(from)}${to > from ? ` – ${timeLabel(to)}` : ''}`;
    const path = `<path class="step" d="M${round(badge)} 22L${round(x)} 38V${bottom}"/>`;
    const box = rect(badge - 8.5, 6, 17, 16, 'stepno', ' rx="4"');
    const label = `<text class="no" x="${round(badge)}" y="17.5" text-anchor="middle">${index + 1}</text>`;
    const title = `<title>${escapeXml(about)}</title>`;
    return `<g class="mark" data-step="${index}">${title}${path}${box}${label}</g>`;
  });
  return marks.join('');
}

const FAULT_ROW = 20;

/** Faults in rows of their own below the nodes, with a line up to what they hit. */
export function faultsSvg(record: ScenarioRecord, scale: TimeScale, top: number, words: Words) {
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
    parts.push(line('fault', x, TOP - 4, y + 14));
    if (fault.to !== undefined) parts.push(line('fault', end, TOP - 4, y + 14));
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
export function legendSvg({ pods, nodes }: ScenarioRecord, y: number, words: Words): string {
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
    items.push({ css: hatchCss(2), label: words.laterRevision, tall: BAR });
  }
  let x = LEFT;
  const parts = items.map(({ css, label, tall }) => {
    const top = y - 4 - tall / 2;
    const under = css.startsWith('rev') ? rect(x, top, 16, tall, 's-pending') : '';
    const box = under + rect(x, top, 16, tall, css);
    const text = `<text class="dim" x="${round(x + 21)}" y="${y}">${escapeXml(label)}</text>`;
    // letters of Hangul are twice as wide as Latin ones
    x += 42 + [...label].reduce((sum, c) => sum + (c > '\u1100' ? 10.5 : 5.6), 0);
    return box + text;
  });
  return parts.join('');
}
