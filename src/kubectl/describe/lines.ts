import type { Toleration } from '../../api/schema/objects';
import { parseTimestamp } from '../../api/timestamp';
import { align, DESCRIBE } from '../print/tabwriter';

const HIDDEN_ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration';
const ANNOTATION_LENGTH_MAX = 140;

/** The lines of a description, with tabs where columns end; two blanks a level. */
export class Lines {
  readonly list: string[] = [];

  /** Adds a line at a level. */
  add(level: number, text: string): void {
    this.list.push('  '.repeat(level) + text);
  }

  /** Adds `title: value`. */
  field(level: number, title: string, value: string | number | boolean): void {
    this.add(level, `${title}:\t${value}`);
  }

  /**
   * Adds labels, one a line under each other; `<none>` without any. Within another description (`indent`) the values
   * stand as much further to the right as their title, as upstream writes them.
   */
  labels(title: string, labels: Readonly<Record<string, string>> | undefined, indent = ''): void {
    const entries = Object.entries(labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    if (entries.length === 0) this.list.push(`${indent}${title}:\t${indent}<none>`);
    entries.forEach(([key, value], index) => {
      const lead = index === 0 ? `${indent}${title}:` : indent + indent;
      this.list.push(`${lead}\t${indent}${key}=${value}`);
    });
  }

  /** Adds annotations but for the one of apply; long ones are cut. */
  annotations(
    title: string,
    annotations: Readonly<Record<string, string>> | undefined,
    indent = '',
  ): void {
    const entries = Object.entries(annotations ?? {})
      .filter(([key]) => key !== HIDDEN_ANNOTATION)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    if (entries.length === 0) this.list.push(`${indent}${title}:\t${indent}<none>`);
    entries.forEach(([key, raw], index) => {
      const lead = index === 0 ? `${indent}${title}:` : indent + indent;
      const value = raw.replace(/\n$/, '');
      if (key.length + value.length + 2 <= ANNOTATION_LENGTH_MAX && !value.includes('\n')) {
        this.list.push(`${lead}\t${indent}${key}: ${value}`);
        return;
      }
      this.list.push(`${lead}\t${indent}${key}:`);
      for (const line of value.split('\n'))
        this.list.push(`${indent}\t  ${shortened(line, ANNOTATION_LENGTH_MAX - 2)}`);
    });
  }

  tolerations(title: string, tolerations: readonly Toleration[] | undefined): void {
    const list = [...(tolerations ?? [])].sort((a, b) => compareTexts(a.key ?? '', b.key ?? ''));
    if (list.length === 0) this.list.push(`${title}:\t<none>`);
    list.forEach((toleration, index) => {
      this.list.push(`${index === 0 ? `${title}:` : ''}\t${tolerationText(toleration)}`);
    });
  }

  /** The whole, aligned. */
  get text(): string {
    return `${align(this.list.join('\n'), DESCRIBE)}\n`;
  }
}

/** A map on one line: `a=b,c=d`, `<none>` when it is empty. */
export function mapText(map: Readonly<Record<string, string>> | undefined): string {
  const entries = Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0
    ? '<none>'
    : entries.map(([key, value]) => `${key}=${value}`).join(',');
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}...` : text;
}

function tolerationText({ key, value, effect, operator, tolerationSeconds }: Toleration): string {
  let text = key ?? '';
  if (value) text += `=${value}`;
  if (effect) text += `:${effect}`;
  if (operator === 'Exists' && !value) text += text === '' ? 'op=Exists' : ' op=Exists';
  if (tolerationSeconds !== undefined) text += ` for ${tolerationSeconds}s`;
  return text;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A moment as descriptions show it: `Mon, 05 Jan 2026 00:00:00 +0000`. */
export function dateText(timestamp: string | null | undefined): string {
  const time = timestamp ? parseTimestamp(timestamp) : Number.NaN;
  if (Number.isNaN(time)) return 'Mon, 01 Jan 0001 00:00:00 +0000';
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${DAYS[date.getUTCDay()]}, ${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}

/** `True`, `False`. */
export function boolText(value: boolean | undefined): string {
  return value === true ? 'True' : 'False';
}
