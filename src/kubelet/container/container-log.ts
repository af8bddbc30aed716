import type { Time } from '../../sim/loop';

/** One line that a container wrote. */
export interface LogLine {
  readonly time: Time;
  readonly text: string;
}

/** Which lines are wanted, as kubectl logs asks for them. */
export interface LogOptions {
  /** At most so many of the last lines. */
  readonly tail?: number;
  /** Not older than this moment. */
  readonly since?: Time;
}

/** Older lines are dropped beyond this, as the kubelet rotates logs. */
const LINES_MAX = 20_000;

/** What one run of a container wrote, line by line. */
export class ContainerLog {
  private lines: LogLine[] = [];
  private partial = '';

  /** Takes in text as it is written; a line counts when its end is written. */
  write(text: string, time: Time): void {
    const parts = (this.partial + text).split('\n');
    this.partial = parts.pop() ?? '';
    for (const part of parts) this.lines.push({ time, text: part });
    if (this.lines.length > 2 * LINES_MAX) this.lines = this.lines.slice(-LINES_MAX);
  }

  /** The run is over: what has no line end counts as a line. */
  close(time: Time): void {
    if (this.partial !== '') this.write('\n', time);
  }

  /** The end of what was written, at most so many lines, just as it was written. */
  end(lines: number): string {
    const whole = this.lines.slice(this.partial === '' ? -lines : 1 - lines);
    return whole.map(({ text }) => `${text}\n`).join('') + this.partial;
  }

  read(options: LogOptions = {}): readonly LogLine[] {
    const { tail, since } = options;
    let lines: readonly LogLine[] = this.lines;
    if (since !== undefined) lines = lines.filter((line) => line.time >= since);
    if (tail !== undefined && tail >= 0) lines = lines.slice(Math.max(0, lines.length - tail));
    return lines;
  }
}
