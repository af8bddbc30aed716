/** One field of a schedule: its bounds and the words it knows. */
interface ScheduleField {
  readonly min: number;
  readonly max: number;
  readonly words?: readonly string[];
}

const FIELDS: readonly ScheduleField[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  {
    min: 1,
    max: 12,
    words: '0 jan feb mar apr may jun jul aug sep oct nov dec'.split(' '),
  },
  { min: 0, max: 6, words: 'sun mon tue wed thu fri sat'.split(' ') },
];
const DESCRIPTORS = new Set([
  '@yearly',
  '@annually',
  '@monthly',
  '@weekly',
  '@daily',
  '@midnight',
  '@hourly',
]);
const DURATION = /^([+-]?(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h))+$/;

function readNumber(text: string, { words }: ScheduleField): number | string {
  const word = words?.indexOf(text.toLowerCase()) ?? -1;
  if (word >= 0) return word;
  if (/^[+-]?\d+$/.test(text)) {
    const value = Number(text);
    return value < 0 ? `negative number (${value}) not allowed: ${text}` : value;
  }
  const quoted = JSON.stringify(text);
  return `failed to parse int from ${text}: strconv.Atoi: parsing ${quoted}: invalid syntax`;
}

/** Why one of a field's alternatives is no range. upstream: robfig/cron v3, getRange */
function rangeError(text: string, field: ScheduleField): string | undefined {
  const [range = '', step, ...more] = text.split('/');
  const [low = '', high, ...rest] = range.split('-');
  let start = field.min;
  let end = field.max;
  if (low !== '*' && low !== '?') {
    const first = readNumber(low, field);
    if (typeof first === 'string') return first;
    if (rest.length > 0) return `too many hyphens: ${text}`;
    const last =
      high === undefined ? (step === undefined ? first : field.max) : readNumber(high, field);
    if (typeof last === 'string') return last;
    start = first;
    end = last;
  }
  if (more.length > 0) return `too many slashes: ${text}`;
  if (step !== undefined) {
    const width = readNumber(step, { min: 0, max: Number.MAX_SAFE_INTEGER });
    if (typeof width === 'string') return width;
    if (width === 0) return `step of range should be a positive number: ${text}`;
  }
  if (start < field.min) {
    return `beginning of range (${start}) below minimum (${field.min}): ${text}`;
  }
  if (end > field.max) return `end of range (${end}) above maximum (${field.max}): ${text}`;
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${text}`;
  return undefined;
}

/** Why the text is no schedule, in the words of the parser that the server uses; undefined when it is one. */
export function scheduleError(schedule: string): string | undefined {
  const text = schedule.replace(/^(CRON_)?TZ=\S*\s*/, '');
  if (text.startsWith('@')) {
    if (text.startsWith('@every ')) {
      const duration = text.slice('@every '.length);
      if (DURATION.test(duration)) return undefined;
      return `failed to parse duration ${text}: time: invalid duration ${JSON.stringify(duration)}`;
    }
    return DESCRIPTORS.has(text) ? undefined : `unrecognized descriptor: ${text}`;
  }
  const fields = text.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== FIELDS.length) {
    return `expected exactly ${FIELDS.length} fields, found ${fields.length}: [${fields.join(' ')}]`;
  }
  for (const [index, field] of FIELDS.entries()) {
    for (const part of (fields[index] ?? '').split(',').filter((item) => item !== '')) {
      const error = rangeError(part, field);
      if (error !== undefined) return error;
    }
  }
  return undefined;
}
