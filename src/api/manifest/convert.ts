import { type Alias, isAlias, isMap, isPair, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { resolvePlain } from './scalar';

/** Aliases and all: more values than this are taken for an attack. */
const VALUES_MAX = 500_000;
const DEPTH_MAX = 200;

/** Why a document cannot become JSON, and where. */
export class ConversionError extends Error {
  override readonly name = 'ConversionError';

  constructor(
    message: string,
    readonly offset: number,
    /** True for what is wrong with the values and not with the syntax. */
    readonly ofValues: boolean,
  ) {
    super(message);
  }
}

type Anchors = ReadonlyMap<string, Node>;

/** Turns the nodes of one document into JSON as Kubernetes reads YAML. */
export class Converter {
  private values = 0;

  /** A key that is said again is an error, unless somebody is told of it: then the last one counts. */
  constructor(
    private readonly anchors: Anchors,
    private readonly onRepeat?: (key: string, offset: number) => void,
  ) {}

  convert(node: unknown, depth = 0): unknown {
    const offset = offsetOf(node);
    if (++this.values > VALUES_MAX) {
      throw new ConversionError(`document contains excessive aliasing`, offset, true);
    }
    if (depth > DEPTH_MAX) throw new ConversionError('exceeded max depth', offset, false);
    if (node === null || node === undefined) return null;
    if (isAlias(node)) return this.convert(this.resolve(node), depth + 1);
    if (isScalar(node)) return scalarValue(node, offset);
    if (isSeq(node)) return node.items.map((item) => this.convert(item, depth + 1));
    if (isMap(node)) return this.map(node.items, depth);
    throw new ConversionError('cannot be read as JSON', offset, false);
  }

  private resolve(alias: Alias): Node {
    const target = this.anchors.get(alias.source);
    if (target === undefined) {
      throw new ConversionError(
        `unknown anchor '${alias.source}' referenced`,
        offsetOf(alias),
        false,
      );
    }
    return target;
  }

  private map(pairs: readonly unknown[], depth: number): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    const merged: unknown[] = [];
    for (const pair of pairs) {
      if (!isPair(pair)) continue;
      if (isMergeKey(pair)) {
        merged.push(pair.value);
        continue;
      }
      const key = this.key(pair, depth);
      if (Object.hasOwn(result, key)) {
        const offset = offsetOf(pair.key);
        if (this.onRepeat !== undefined) this.onRepeat(key, offset);
        else {
          const text = `key ${JSON.stringify(key)} already set in map`;
          throw new ConversionError(text, offset, true);
        }
      }
      define(result, key, this.convert(pair.value, depth + 1));
    }
    for (const value of merged) this.merge(result, value, depth);
    return result;
  }

  private key(pair: Pair, depth: number): string {
    if (isScalar(pair.key)) return keyText(pair);
    const found = goSyntax(this.convert(pair.key, depth + 1));
    throw new ConversionError(`invalid map key: ${found}`, offsetOf(pair.key ?? pair.value), false);
  }

  private merge(into: Record<string, unknown>, source: unknown, depth: number): void {
    const node = isAlias(source) ? this.resolve(source) : source;
    const sources = isSeq(node) ? node.items : [node];
    for (const each of sources) {
      const value = this.convert(each, depth + 1);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw new ConversionError(
          'map merge requires map or sequence of maps as the value',
          offsetOf(source),
          false,
        );
      }
      for (const [key, item] of Object.entries(value)) {
        if (!Object.hasOwn(into, key)) define(into, key, item);
      }
    }
  }
}

/** Sets a key as data, whatever it is called. */
function define(object: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(object, key, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

function isMergeKey(pair: Pair): boolean {
  return isScalar(pair.key) && pair.key.type === 'PLAIN' && pair.key.source === '<<';
}

/** Where a node begins, as an offset into the text. */
export function offsetOf(node: unknown): number {
  const range = (node as { range?: readonly number[] | null } | null | undefined)?.range;
  return range?.[0] ?? 0;
}

function scalarValue(node: unknown, offset: number): unknown {
  if (!isScalar(node)) return null;
  const text = typeof node.source === 'string' ? node.source : String(node.value ?? '');
  if (node.tag === '!!str' || node.tag === 'tag:yaml.org,2002:str') return text;
  if (node.type !== 'PLAIN') return typeof node.value === 'string' ? node.value : text;
  const value = resolvePlain(typeof node.value === 'string' ? node.value : text);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    const name = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
    throw new ConversionError(`json: unsupported value: ${name}`, offset, false);
  }
  return value;
}

/** A value as Go prints what its YAML reader has made of it. upstream: fmt, %#v */
function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  const shown = entries.map(([key, each]) => `${JSON.stringify(key)}:${goSyntax(each)}`);
  return `map[interface {}]interface {}{${shown.join(', ')}}`;
}

/** A key as JSON has it: `1` and `true` are texts there. */
export function keyText(pair: Pair): string {
  const value = scalarValue(pair.key, 0);
  return value === null ? 'null' : String(value);
}
