/** A stretch of time that is drawn shorter than it was, because nothing happened in it. */
export interface Break {
  readonly from: number;
  readonly to: number;
}

/** Where a moment stands on the picture's time axis. */
export interface TimeScale {
  readonly breaks: readonly Break[];
  /** The place of a moment, in pixels. */
  at(time: number): number;
}

/** A gap may take this part of the axis before it is cut. */
const GAP_SHARE = 14;
/** A cut gap is drawn as long as this part of the longest uncut one, and a little more the longer it was. */
const CUT = 0.9;

/** An axis on which quiet stretches are cut; `moments` are the times at which something happened. */
export function timeScale(
  moments: readonly number[],
  end: number,
  from: number,
  width: number,
): TimeScale {
  const times = [...new Set([0, ...moments.filter((t) => t >= 0 && t <= end), end])].sort(
    (a, b) => a - b,
  );
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const total = end || 1;
  const sorted = [...gaps].sort((a, b) => b - a);
  const busy = sorted
    .slice(Math.min(3, Math.floor(sorted.length / 3)))
    .reduce((sum, g) => sum + g, 0);
  const cap = Math.max(500, (busy || total) / GAP_SHARE);
  const drawn = gaps.map((gap) => (gap <= cap ? gap : cap * (CUT + 0.25 * Math.log10(gap / cap))));
  const sum = drawn.reduce((a, b) => a + b, 0) || 1;
  const places: number[] = [from];
  for (const length of drawn) places.push((places.at(-1) ?? from) + (length / sum) * width);
  const breaks = gaps
    .map((gap, index) => ({ gap, from: times[index] ?? 0, to: times[index + 1] ?? 0 }))
    .filter(({ gap }) => gap > cap * 3)
    .map(({ from: start, to }) => ({ from: start, to }));
  return { breaks, at: (time) => interpolate(times, places, time) };
}

function interpolate(times: readonly number[], places: readonly number[], time: number): number {
  let low = 0;
  let high = times.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= time) low = middle;
    else high = middle;
  }
  const [t0 = 0, t1 = 0, p0 = 0, p1 = 0] = [times[low], times[high], places[low], places[high]];
  if (t1 === t0) return p0;
  return p0 + ((Math.min(Math.max(time, t0), t1) - t0) / (t1 - t0)) * (p1 - p0);
}

/** A time as a label: `0.2s`, `45s`, `5m10s`, `2h`. */
export function timeLabel(ms: number): string {
  if (ms < 10_000) return `${Math.round(ms / 100) / 10}s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes < 60) return rest === 0 ? `${minutes}m` : `${minutes}m${rest}s`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours}h` : `${hours}h${minutes % 60}m`;
}
