import { escapeXml } from './escape';
import { type TimeScale, timeLabel, timeScale } from './time-scale';
import type { NodeRecord, PodRecord, ScenarioRecord } from './trace-record';

const WIDTH = 1080;
const LEFT = 118;
const RIGHT = 14;
const TOP = 54;
const BAR = 13;
const GAP = 3;
const LANE_PAD = 7;
/** More Pods than this make the picture unreadable: bars get thinner, then the rest is counted. */
const ROWS_MAX = 60;

/** What a state looks like. The names are classes, so that a page can say otherwise for dark rooms. */
const STYLE = `
.wt{font:11px ui-sans-serif,system-ui,-apple-system,"Segoe UI","Noto Sans KR",sans-serif}
.wt text{fill:#3b4252}.wt .lane{fill:#f4f6f9}.wt .lane.alt{fill:#fafbfc}.wt .name{font-weight:600;fill:#1f2733}
.wt .dim{fill:#7b8494;font-size:10px}.wt .grid{stroke:#dfe4ea;stroke-width:1}.wt .notready{fill:#d9485f;opacity:.16}
.wt .cordoned{fill:#e2a400;opacity:.14}.wt .s-pending{fill:#aab4c3}.wt .s-starting{fill:#7fb3ea}.wt .s-running{fill:#f2b84b}
.wt .s-ready{fill:#37a169}.wt .s-terminating{fill:#9b8bc9}.wt .s-failing{fill:#dd4b4b}.wt .s-failed{fill:#8d2330}
.wt .s-succeeded{fill:#2d7f8f}.wt .pod{cursor:pointer}.wt .pod:hover{opacity:.72}.wt .tag{fill:#fff;font-size:9px;pointer-events:none}
.wt .step{stroke:#5b6b83;stroke-width:1;stroke-dasharray:2 3}.wt .stepno{fill:#5b6b83}.wt .stepno+text{fill:#fff;font-size:9px;font-weight:600}
.wt .fault{stroke:#c2253c;stroke-width:1.5}.wt .faultspan{fill:#c2253c;opacity:.1}.wt .faultname{fill:#c2253c;font-weight:600}
.wt .cut{stroke:#b8c0cc;stroke-width:1}.wt .rev{fill:#111827;opacity:.22}
@media (prefers-color-scheme:dark){.wt text{fill:#c9d1dc}.wt .lane{fill:#1b222c}.wt .lane.alt{fill:#161c25}.wt .name{fill:#eef2f7}
.wt .dim{fill:#8b96a6}.wt .grid{stroke:#2b3440}.wt .step{stroke:#8797ae}.wt .stepno{fill:#8797ae}.wt .cut{stroke:#465164}
.wt .notready{opacity:.3}.wt .cordoned{opacity:.22}.wt .s-pending{fill:#5f6b7c}.wt .rev{fill:#fff;opacity:.2}}`;

interface Row {
  readonly pod: PodRecord;
  readonly row: number;
}

interface Lane {
  readonly name: string;
  readonly note: string;
  readonly node: NodeRecord | undefined;
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

function lanesOf(record: ScenarioRecord): Lane[] {
  const lanes: Lane[] = [];
  // a Pod that waited noticeably for a node, or never got one, waits in a lane of its own
  const waiting = record.pods
    .filter(({ boundAt, from, to }) => (boundAt ?? to) - from > 500)
    .map((pod) => ({ pod, from: pod.from, to: pod.boundAt ?? pod.to }));
  if (waiting.length > 0) {
    lanes.push({ name: 'waiting', note: 'no node yet', node: undefined, ...pack(waiting) });
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
      note: node?.zone === undefined ? '' : `zone ${node.zone}`,
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

function podTitle(pod: PodRecord): string {
  const lines = [
    `${pod.namespace}/${pod.name}`,
    `${pod.owner === '' ? 'on its own' : `of ${pod.owner}, revision ${pod.revision}`} · ${pod.image}`,
    ...pod.spans.map(({ from, to, state }) => `${timeLabel(from)} – ${timeLabel(to)}  ${state}`),
  ];
  return lines.join('\n');
}

function podBar(pod: PodRecord, y: number, scale: TimeScale, isWaiting: boolean): string {
  const parts: string[] = [];
  const from = isWaiting ? pod.from : (pod.boundAt ?? pod.from);
  const to = isWaiting ? (pod.boundAt ?? pod.to) : pod.to;
  for (const span of pod.spans) {
    const [a, b] = [Math.max(span.from, from), Math.min(span.to, to)];
    if (b < a || (b === a && span.from !== span.to)) continue;
    parts.push(rect(scale.at(a), y, scale.at(b) - scale.at(a), BAR, `s-${span.state}`));
  }
  const [x, end] = [scale.at(from), scale.at(to)];
  // revisions are told apart by stripes at the bar's foot: one for each after the first
  for (let i = 1; i < Math.min(pod.revision, 4); i++) {
    parts.push(rect(x, y + BAR - 3 * i, end - x, 1.6, 'rev'));
  }
  const label = pod.name.length * 5 < end - x - 8 ? pod.name : (pod.name.split('-').at(-1) ?? '');
  if (label.length * 5 < end - x - 6) {
    parts.push(
      `<text class="tag" x="${round(x + 4)}" y="${round(y + BAR - 3.6)}">${escapeXml(label)}</text>`,
    );
  }
  return `<g class="pod" data-pod="${escapeXml(`${pod.namespace}/${pod.name}`)}"><title>${escapeXml(podTitle(pod))}</title>${parts.join('')}</g>`;
}

function laneSvg(lane: Lane, y: number, height: number, index: number, scale: TimeScale): string {
  const parts = [rect(0, y, WIDTH, height, index % 2 === 0 ? 'lane' : 'lane alt')];
  parts.push(`<text class="name" x="10" y="${y + 16}">${escapeXml(lane.name)}</text>`);
  if (lane.note !== '')
    parts.push(`<text class="dim" x="10" y="${y + 29}">${escapeXml(lane.note)}</text>`);
  for (const { from, to, state } of lane.node?.spans ?? []) {
    const css = state.startsWith('Ready')
      ? state.includes('cordoned')
        ? 'cordoned'
        : ''
      : 'notready';
    if (css === '' || state === 'Unknown') continue;
    const title = `<title>${escapeXml(`${lane.name}: ${state}, ${timeLabel(from)} – ${timeLabel(to)}`)}</title>`;
    parts.push(
      `<g>${title}${rect(scale.at(from), y, scale.at(to) - scale.at(from), height, css)}</g>`,
    );
  }
  for (const { pod, row } of lane.rows) {
    parts.push(
      podBar(
        pod,
        y + LANE_PAD + row * (BAR + GAP),
        scale,
        lane.node === undefined && lane.name === 'waiting',
      ),
    );
  }
  if (lane.hidden > 0)
    parts.push(`<text class="dim" x="10" y="${y + 42}">+ ${lane.hidden} more</text>`);
  return parts.join('');
}

function axisSvg(record: ScenarioRecord, scale: TimeScale, bottom: number): string {
  const parts: string[] = [];
  let last = -100;
  const ticks = [0, ...momentsOf(record), record.end].sort((a, b) => a - b);
  for (const time of ticks) {
    const x = scale.at(time);
    if (x - last < 70) continue;
    last = x;
    parts.push(
      `<line class="grid" x1="${round(x)}" x2="${round(x)}" y1="${TOP - 8}" y2="${bottom}"/>`,
    );
    parts.push(`<text class="dim" x="${round(x + 3)}" y="${TOP - 11}">${timeLabel(time)}</text>`);
  }
  for (const { from, to } of scale.breaks) {
    const x = (scale.at(from) + scale.at(to)) / 2;
    const title = `<title>${timeLabel(to - from)} in which nothing happened, drawn shorter</title>`;
    parts.push(
      `<g>${title}<path class="cut" fill="none" d="M${round(x - 3)} ${TOP - 6}l3 4l3 -4M${round(x - 3)} ${TOP - 2}l3 4l3 -4"/></g>`,
    );
  }
  return parts.join('');
}

function marksSvg(record: ScenarioRecord, scale: TimeScale, bottom: number): string {
  const parts: string[] = [];
  for (const { name, about, from, to } of record.faults) {
    const [x, end] = [scale.at(from), scale.at(to ?? record.end)];
    const title = `<title>${escapeXml(`fault: ${name} ${about}, ${timeLabel(from)}${to === undefined ? '' : ` – ${timeLabel(to)}`}`)}</title>`;
    parts.push(
      `<g>${title}${to === undefined ? '' : rect(x, TOP, end - x, bottom - TOP, 'faultspan')}`,
    );
    parts.push(
      `<line class="fault" x1="${round(x)}" x2="${round(x)}" y1="${TOP - 4}" y2="${bottom}"/>`,
    );
    parts.push(
      `<text class="faultname" x="${round(x + 4)}" y="${bottom - 4}">${escapeXml(`${name} ${about}`.trim())}</text></g>`,
    );
  }
  let free = -100;
  record.steps.forEach(({ text, from, to }, index) => {
    const x = scale.at(from);
    const shown = Math.max(x, free);
    free = shown + 17;
    const title = `<title>${escapeXml(`step ${index + 1}: ${text}\n${timeLabel(from)}${to > from ? ` – ${timeLabel(to)}` : ''}`)}</title>`;
    parts.push(`<g class="mark" data-step="${index}">${title}`);
    parts.push(`<line class="step" x1="${round(x)}" x2="${round(x)}" y1="24" y2="${bottom}"/>`);
    parts.push(rect(shown - 1, 8, 15, 14, 'stepno', ' rx="3"'));
    parts.push(
      `<text x="${round(shown + 6.5)}" y="18.5" text-anchor="middle">${index + 1}</text></g>`,
    );
  });
  return parts.join('');
}

/** The cluster's timeline: nodes as lanes, Pods as bars coloured by state, steps and faults as marks. */
export function timelineSvg(record: ScenarioRecord): string {
  const scale = timeScale(momentsOf(record), record.end, LEFT, WIDTH - LEFT - RIGHT);
  const lanes = lanesOf(record);
  let y = TOP;
  const parts: string[] = [];
  lanes.forEach((lane, index) => {
    const height = Math.max(38, 2 * LANE_PAD + lane.count * (BAR + GAP) - GAP);
    parts.push(laneSvg(lane, y, height, index, scale));
    y += height + 2;
  });
  const legend = legendSvg(y + 18);
  const height = y + 30;
  return `<svg xmlns="http://www.w3.org/2000/svg" class="wt" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img"><title>${escapeXml('the cluster over time')}</title><style>${STYLE}</style>${parts.slice(0).join('')}${axisSvg(record, scale, y)}${marksSvg(record, scale, y)}${legend}</svg>`;
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
];
const LEGEND: Readonly<Record<string, string>> = { running: 'running, not ready' };

function legendSvg(y: number): string {
  let x = LEFT;
  return STATES.map((state) => {
    const label = LEGEND[state] ?? state;
    const item = `${rect(x, y - 8, 10, 9, `s-${state}`, ' rx="2"')}<text class="dim" x="${x + 14}" y="${y}">${label}</text>`;
    x += 30 + label.length * 5.6;
    return item;
  }).join('');
}
