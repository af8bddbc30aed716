import type { ScenarioRecord } from './trace-record';

/** The picture's width in its own units; the axis stands between LEFT and RIGHT, below TOP. */
export const WIDTH = 1080;
export const LEFT = 128;
export const RIGHT = 14;
export const TOP = 58;
/** The height of a Pod's bar. */
export const BAR = 15;

/** How much room rows and lanes take. */
export interface Density {
  readonly bar: number;
  readonly gap: number;
  readonly pad: number;
  /** The least height of a lane. */
  readonly lane: number;
}

const ROOMY: Density = { bar: BAR, gap: 3, pad: 8, lane: 44 };
const DENSE: Density = { bar: 5, gap: 1, pad: 3, lane: 22 };
/** With more rows than this, a picture that shows their names would be too tall to be looked at. */
const ROOMY_ROWS = 80;

/** Large clusters are drawn small, without the names of Pods. */
export function densityFor(rows: number): Density {
  return rows > ROOMY_ROWS ? DENSE : ROOMY;
}

/** How tall a Pod's bar stands: it grows as the Pod comes to life, so that colour is not all that tells states apart. */
export const TALL: Readonly<Record<string, number>> = {
  pending: 4,
  starting: 8,
  running: 12,
  terminating: 8,
};

/** A rectangle of at least a hair's width, so that nothing short is lost. */
export function rect(
  x: number,
  y: number,
  width: number,
  height: number,
  css: string,
  extra = '',
): string {
  return `<rect class="${css}" x="${round(x)}" y="${round(y)}" width="${round(Math.max(width, 0.8))}" height="${round(height)}"${extra}/>`;
}

/** Tenths are as fine as a screen shows, and keep the bytes few. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** An upright line. */
export function line(css: string, x: number, y1: number, y2: number): string {
  return `<line class="${css}" x1="${round(x)}" x2="${round(x)}" y1="${round(y1)}" y2="${round(y2)}"/>`;
}

function hatch(id: string, ...paths: readonly string[]): string {
  const d = paths.join('');
  return `<pattern id="${id}" width="6" height="6" patternUnits="userSpaceOnUse"><path class="hatch" d="${d}"/></pattern>`;
}

const UP = 'M-1 1l2 -2M0 6l6 -6M5 7l2 -2';
const DOWN = 'M-1 5l2 2M0 0l6 6M5 -1l2 2';
/** Patterns for the Pods of an owner's second, third, and any later revision. */
export const HATCHES = `<defs>${hatch('wt-2', UP)}${hatch('wt-3', DOWN)}${hatch('wt-4', UP, DOWN)}</defs>`;

/** How a bar of a revision after the first is hatched. */
export function hatchCss(revision: number): string {
  return `rev r${Math.min(revision, 4)}`;
}

/** All times at which something that the picture shows has happened. */
export function momentsOf(record: ScenarioRecord): number[] {
  const moments = record.steps.flatMap(({ from, to }) => [from, to]);
  for (const { spans } of [...record.nodes, ...record.pods]) {
    for (const { from, to } of spans) moments.push(from, to);
  }
  for (const { from, to } of record.faults) moments.push(from, to ?? from);
  return moments;
}

/** How a node's lane is shaded in a state; '' for a node as it should be. */
export function nodeCss(state: string): string {
  if (state.startsWith('Ready')) return state.includes('cordoned') ? 'cordoned' : '';
  return state === 'Unknown' ? '' : 'notready';
}
