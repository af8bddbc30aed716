import { parse } from 'yaml';
import { isJsonObject, type JsonObject } from '../../api/object';
import { CommandError } from '../errors';
import type { ReadFile } from './generators';
import type { Resource } from './resource';
import { isMeant } from './selection';

/** The parts of a field path: dots separate, a backslash keeps one, and what stands in brackets stays together. */
function fieldPath(text: string): readonly string[] {
  const parts = text.match(/\[[^\]]*\]|(?:\\.|[^.[])+/g) ?? [];
  return parts.map((part) => part.replace(/\\(.)/g, '$1'));
}

/** The elements of a list that a part of a path means: all, one by its number, or those with a field of a value. */
function chosen(list: readonly unknown[], part: string): readonly number[] {
  const all = list.map((_, index) => index);
  if (part === '*') return all;
  const [, key, value] = /^\[([^=]+)=(.*)\]$/.exec(part) ?? [];
  if (key === undefined) return all.filter((index) => String(index) === part);
  return all.filter((index) => {
    const item = list[index];
    return isJsonObject(item) && String(item[key]) === value;
  });
}

function read(value: unknown, path: readonly string[]): unknown {
  const [first, ...rest] = path;
  if (first === undefined || value === undefined) return value;
  if (!Array.isArray(value)) return isJsonObject(value) ? read(value[first], rest) : undefined;
  const [index] = chosen(value, first);
  return index === undefined ? undefined : read(value[index], rest);
}

/** What is written, and how. */
interface Writing {
  readonly value: unknown;
  readonly options: JsonObject;
}

function piece(old: unknown, { value, options }: Writing): unknown {
  const { delimiter, index = 0 } = options;
  if (delimiter === undefined || delimiter === '') return value;
  const parts = String(old ?? '').split(String(delimiter));
  const at = Number(index);
  if (at < 0) parts.unshift(String(value));
  else if (at >= parts.length) parts.push(String(value));
  else parts[at] = String(value);
  return parts.join(String(delimiter));
}

/** The value with another at the path; undefined when nothing stands there. */
function write(old: unknown, path: readonly string[], writing: Writing): unknown {
  const [first, ...rest] = path;
  const create = writing.options.create === true;
  if (first === undefined) return old === undefined && !create ? undefined : piece(old, writing);
  if (Array.isArray(old)) {
    const indexes = chosen(old, first);
    const [, key, value] = /^\[([^=]+)=(.*)\]$/.exec(first) ?? [];
    if (indexes.length === 0 && create && key !== undefined)
      return [...old, write({ [key]: value }, rest, writing)];
    if (indexes.length === 0) return undefined;
    return old.map((item, index) => (indexes.includes(index) ? write(item, rest, writing) : item));
  }
  if (!isJsonObject(old) && !(old === undefined && create)) return undefined;
  const holder = isJsonObject(old) ? old : {};
  const next = write(holder[first], rest, writing);
  return next === undefined ? undefined : { ...holder, [first]: next };
}

function sourceValue(resources: readonly Resource[], source: JsonObject): unknown {
  const found = resources.filter((each) => isMeant(each, source));
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new CommandError(
      found.length === 0
        ? 'nothing selected by the source of a replacement'
        : `multiple matches for selector of the source of a replacement: ${found.length}`,
    );
  const path = String(source.fieldPath ?? 'metadata.name');
  const value = read(only.object, fieldPath(path));
  if (value === undefined)
    throw new CommandError(`fieldPath \`${path}\` is missing for replacement source`);
  const options = isJsonObject(source.options) ? source.options : {};
  if (options.delimiter === undefined) return value;
  return String(value).split(String(options.delimiter))[Number(options.index ?? 0)];
}

function objects(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** The resources with what an entry of `replacements` copies from one to others. */
export function withReplacement(
  resources: readonly Resource[],
  entry: JsonObject,
  readFile: ReadFile,
): Resource[] {
  if (entry.path !== undefined) {
    const given: unknown = parse(readFile(String(entry.path)).toString('utf8'));
    const entries = Array.isArray(given) ? objects(given) : objects([given]);
    return entries.reduce<Resource[]>(
      (all, each) => withReplacement(all, each, readFile),
      [...resources],
    );
  }
  const value = sourceValue(resources, isJsonObject(entry.source) ? entry.source : {});
  let result = [...resources];
  for (const target of objects(entry.targets)) {
    const select = isJsonObject(target.select) ? target.select : {};
    const options = isJsonObject(target.options) ? target.options : {};
    const paths = Array.isArray(target.fieldPaths)
      ? target.fieldPaths.map(String)
      : ['metadata.name'];
    result = result.map((each) => {
      if (!isMeant(each, select) || objects(target.reject).some((reject) => isMeant(each, reject)))
        return each;
      let object: unknown = each.object;
      for (const path of paths) {
        object = write(object, fieldPath(path), { value, options });
        if (object === undefined)
          throw new CommandError(`unable to find field "${path}" in replacement target`);
      }
      return { ...each, object: object as JsonObject };
    });
  }
  return result;
}
