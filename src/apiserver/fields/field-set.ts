import { deepEqual, isJsonObject, type JsonObject } from '../../api/object';

/**
 * A set of paths in an object: those that end here (`members`), and what lies below each element. Elements
 * stand as FieldsV1 writes them: `f:name`, `k:{"name":"web"}`, `v:"x"`. Never changed once made.
 * upstream: structured-merge-diff, fieldpath.Set
 */
export interface FieldSet {
  readonly members: ReadonlySet<string>;
  readonly children: ReadonlyMap<string, FieldSet>;
}

/** From an object's root to one of its fields. */
export type FieldPath = readonly string[];

export const NO_FIELDS: FieldSet = { members: new Set(), children: new Map() };

export function isEmptySet({ members, children }: FieldSet): boolean {
  return members.size === 0 && children.size === 0;
}

function setOf(members: Set<string>, children: Map<string, FieldSet>): FieldSet {
  for (const [element, child] of children) if (isEmptySet(child)) children.delete(element);
  return members.size === 0 && children.size === 0 ? NO_FIELDS : { members, children };
}

/** The set below an element; empty when there is none. */
export function below(set: FieldSet, element: string): FieldSet {
  return set.children.get(element) ?? NO_FIELDS;
}

/** Collects paths into a set. */
export class FieldSetBuilder {
  private readonly members = new Set<string>();
  private readonly children = new Map<string, FieldSetBuilder>();

  add(path: FieldPath): void {
    let at: FieldSetBuilder = this;
    for (const element of path.slice(0, -1)) {
      let next = at.children.get(element);
      if (next === undefined) {
        next = new FieldSetBuilder();
        at.children.set(element, next);
      }
      at = next;
    }
    const last = path.at(-1);
    if (last !== undefined) at.members.add(last);
  }

  build(): FieldSet {
    const children = new Map<string, FieldSet>();
    for (const [element, child] of this.children) children.set(element, child.build());
    return setOf(this.members, children);
  }
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmptySet(a)) return b;
  if (isEmptySet(b)) return a;
  const children = new Map(a.children);
  for (const [element, child] of b.children) {
    children.set(element, union(below(a, element), child));
  }
  return setOf(new Set([...a.members, ...b.members]), children);
}

/** The paths of `a` that `b` does not have. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmptySet(a) || isEmptySet(b)) return a;
  const children = new Map<string, FieldSet>();
  for (const [element, child] of a.children) {
    children.set(element, difference(child, below(b, element)));
  }
  return setOf(new Set([...a.members].filter((m) => !b.members.has(m))), children);
}

/** The paths of `a` that are neither in `b` nor below one that is. */
export function differenceBelow(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmptySet(a) || isEmptySet(b)) return a;
  const children = new Map<string, FieldSet>();
  for (const [element, child] of a.children) {
    if (b.members.has(element)) continue;
    children.set(element, differenceBelow(child, below(b, element)));
  }
  return setOf(new Set([...a.members].filter((m) => !b.members.has(m))), children);
}

export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmptySet(a) || isEmptySet(b)) return NO_FIELDS;
  const children = new Map<string, FieldSet>();
  for (const [element, child] of a.children) {
    children.set(element, intersection(child, below(b, element)));
  }
  return setOf(new Set([...a.members].filter((m) => b.members.has(m))), children);
}

/** The paths at or below one of the patterns; `*` stands for any element. upstream: fieldpath.NewIncludeMatcherFilter */
export function within(set: FieldSet, patterns: readonly (readonly string[])[]): FieldSet {
  const of = (element: string) =>
    patterns
      .filter(([first]) => first === '*' || `f:${first}` === element)
      .map((pattern) => pattern.slice(1));
  const isEnd = (rests: readonly (readonly string[])[]) => rests.some(({ length }) => length === 0);
  const children = new Map<string, FieldSet>();
  for (const [element, child] of set.children) {
    const rests = of(element);
    if (rests.length > 0) children.set(element, isEnd(rests) ? child : within(child, rests));
  }
  return setOf(new Set([...set.members].filter((member) => isEnd(of(member)))), children);
}

export function equalSets(a: FieldSet, b: FieldSet): boolean {
  return isEmptySet(difference(a, b)) && isEmptySet(difference(b, a));
}

const RANKS = 'fkvi';

/** Fields before keys before values, each in order. upstream: fieldpath.PathElement.Compare */
function compareElements(a: string, b: string): number {
  const byRank = RANKS.indexOf(a[0] as string) - RANKS.indexOf(b[0] as string);
  if (byRank !== 0) return byRank;
  if (a === b) return 0;
  if (a.startsWith('f:')) return a < b ? -1 : 1;
  return compareValues(JSON.parse(a.slice(2)), JSON.parse(b.slice(2)));
}

function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (!isJsonObject(a) || !isJsonObject(b)) return String(a) < String(b) ? -1 : 1;
  const names = Object.keys(a);
  for (const [index, name] of Object.keys(b).entries()) {
    const mine = names[index];
    if (mine === undefined) return -1;
    if (mine !== name) return mine < name ? -1 : 1;
    if (!deepEqual(a[name], b[name])) return compareValues(a[name], b[name]);
  }
  return 1;
}

function elementsOf({ members, children }: FieldSet): string[] {
  return [...new Set([...members, ...children.keys()])].sort(compareElements);
}

/** All paths of the set, in order. */
export function pathsOf(set: FieldSet, path: FieldPath = []): FieldPath[] {
  return elementsOf(set).flatMap((element) => {
    const here = [...path, element];
    const deeper = pathsOf(below(set, element), here);
    return set.members.has(element) ? [here, ...deeper] : deeper;
  });
}

/** A path as messages show it: `.spec.containers[name="web"].image`. */
export function formatPath(path: FieldPath): string {
  return path.map(formatElement).join('');
}

function formatElement(element: string): string {
  const rest = element.slice(2);
  switch (element[0]) {
    case 'f':
      return `.${rest}`;
    case 'k':
      return `[${Object.entries(JSON.parse(rest))
        .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
        .join(',')}]`;
    case 'v':
      return `[=${rest}]`;
    default:
      return `[${rest}]`;
  }
}

/** The set in the format of metadata.managedFields. */
export function toFieldsV1(set: FieldSet): JsonObject {
  const fields: Record<string, JsonObject> = {};
  for (const element of elementsOf(set)) {
    const child = toFieldsV1(below(set, element));
    const isParent = set.children.has(element);
    fields[element] = isParent && set.members.has(element) ? { '.': {}, ...child } : child;
  }
  return fields;
}

/** Reads that format; undefined when it is none. */
export function fromFieldsV1(value: unknown): FieldSet | undefined {
  if (!isJsonObject(value)) return undefined;
  const members = new Set<string>();
  const children = new Map<string, FieldSet>();
  for (const [element, child] of Object.entries(value)) {
    if (element === '.') continue;
    const set = isElement(element) ? fromFieldsV1(child) : undefined;
    if (set === undefined) return undefined;
    if (isJsonObject(child) && ('.' in child || Object.keys(child).length === 0)) {
      members.add(element);
    }
    children.set(element, set);
  }
  return setOf(members, children);
}

function isElement(text: string): boolean {
  if (text.startsWith('f:')) return true;
  if (!/^[kvi]:/.test(text)) return false;
  try {
    const value: unknown = JSON.parse(text.slice(2));
    return !text.startsWith('k:') || isJsonObject(value);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
