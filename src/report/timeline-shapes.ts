import type { ScenarioRecord } from './trace-record';

/** The picture's width in its own units; the axis stands between LEFT and RIGHT, below TOP. */
export const WIDTH = 1080;
export const LEFT = 128;
export const RIGHT = 14;
export const TOP = 58;
/** The height of a Pod's bar. */
export const BAR = 15;

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
