/** How a quantity is written: `500m`, `2G` / `8Gi` / `1e3`. */
type Format = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

/** A resource quantity: an exact number of billionths, and the way it is written. */
export interface Quantity {
  /** The value in units of 10⁻⁹; finer values are rounded up, as Kubernetes does. */
  readonly nano: bigint;
  readonly format: Format;
}

const NANO = 1_000_000_000n;
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const PATTERN = /^([+-]?)(\d+\.?\d*|\.\d+)(n|u|m|k|M|G|T|P|E|[KMGTPE]i|[eE][+-]?\d+)?$/;

/** Upstream's words for a text that is no quantity. */
export const QUANTITY_PATTERN_MESSAGE =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

function divideUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by;
}

/** Reads a quantity; undefined when the text is none. */
export function parseQuantity(text: string): Quantity | undefined {
  const match = PATTERN.exec(text);
  if (match === null) return undefined;
  const [, sign, digits = '', suffix = ''] = match;
  const [whole = '', fraction = ''] = digits.split('.');
  let value = BigInt(whole + fraction || '0');
  let exponent = -fraction.length;
  let format: Format = 'DecimalSI';
  const binary = BINARY.indexOf(suffix);
  if (suffix !== '' && binary > 0) {
    format = 'BinarySI';
    value *= 1024n ** BigInt(binary);
  } else if (/^[eE][+-]?\d/.test(suffix)) {
    format = 'DecimalExponent';
    exponent += Math.max(-1000, Math.min(1000, Number(suffix.slice(1))));
  } else {
    exponent += (DECIMAL.indexOf(suffix) - 3) * 3;
  }
  const scale = exponent + 9;
  const nano = scale >= 0 ? value * 10n ** BigInt(scale) : divideUp(value, 10n ** BigInt(-scale));
  return { nano: sign === '-' ? -nano : nano, format };
}

function formatBinary(nano: bigint): string | undefined {
  // upstream: binary quantities below 1024 or with a fraction are written in decimal form
  if (nano % NANO !== 0n) return undefined;
  let value = nano / NANO;
  if (value > -1024n && value < 1024n) return undefined;
  let power = 0;
  while (power < BINARY.length - 1 && value % 1024n === 0n) {
    value /= 1024n;
    power++;
  }
  return `${value}${BINARY[power]}`;
}

/** Writes a quantity in Kubernetes' canonical form. */
export function formatQuantity({ nano, format }: Quantity): string {
  if (nano === 0n) return '0';
  if (format === 'BinarySI') {
    const text = formatBinary(nano);
    if (text !== undefined) return text;
  }
  let value = nano;
  let power = 0;
  while (power < DECIMAL.length - 1 && value % 1000n === 0n) {
    value /= 1000n;
    power++;
  }
  if (format === 'DecimalExponent') {
    const exponent = power * 3 - 9;
    return exponent === 0 ? `${value}` : `${value}e${exponent}`;
  }
  return `${value}${DECIMAL[power]}`;
}

const canonical = new Map<string, string>();

/** The canonical form of a quantity's text; undefined when it is none. Remembers what it saw. */
export function canonicalQuantity(text: string): string | undefined {
  const known = canonical.get(text);
  if (known !== undefined) return known;
  const quantity = parseQuantity(text);
  if (quantity === undefined) return undefined;
  const result = formatQuantity(quantity);
  if (canonical.size < 10_000) canonical.set(text, result);
  return result;
}

/** The value as a fraction, as near as a number comes to it. The text must be a quantity. */
export function approximateValue(text: string): number {
  const quantity = parseQuantity(text);
  if (quantity === undefined) throw new Error(`not a quantity: ${text}`);
  return Number(quantity.nano) / Number(NANO);
}

const millis = new Map<string, number>();

/** The value in thousandths, rounded up (CPU: millicores). The text must be a quantity. */
export function milliValue(text: string): number {
  const known = millis.get(text);
  if (known !== undefined) return known;
  const quantity = parseQuantity(text);
  if (quantity === undefined) throw new Error(`not a quantity: ${text}`);
  const { nano } = quantity;
  const result = Number(nano >= 0n ? divideUp(nano, 1_000_000n) : nano / 1_000_000n);
  if (millis.size < 10_000) millis.set(text, result);
  return result;
}

const wholes = new Map<string, number>();

/** The value in whole units, rounded up (memory: bytes). The text must be a quantity. */
export function wholeValue(text: string): number {
  const known = wholes.get(text);
  if (known !== undefined) return known;
  const quantity = parseQuantity(text);
  if (quantity === undefined) throw new Error(`not a quantity: ${text}`);
  const { nano } = quantity;
  const result = Number(nano >= 0n ? divideUp(nano, NANO) : nano / NANO);
  if (wholes.size < 10_000) wholes.set(text, result);
  return result;
}
