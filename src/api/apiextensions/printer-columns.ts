import type { Time } from '../../sim/loop';
import { humanDuration } from '../human-duration';
import { parseJsonPath } from '../jsonpath';
import type { Cell, Column } from '../kind';
import type { KubeObject } from '../object';
import type { CustomResourceColumnDefinition } from '../schema/objects';
import { parseTimestamp } from '../timestamp';

const NAME: Column = { name: 'Name', type: 'string', format: 'name', priority: 0 };
const AGE: CustomResourceColumnDefinition = {
  name: 'Age',
  type: 'date',
  jsonPath: '.metadata.creationTimestamp',
};

/** The table of a custom resource: its columns, and how a row of it is made. */
export interface PrintedTable {
  readonly columns: readonly Column[];
  row(object: KubeObject, now: Time): Cell[];
}

/** The table that a version's columns describe; without any, the age. upstream: apiextensions tableconvertor */
export function printedTable(
  definitions: readonly CustomResourceColumnDefinition[] | undefined,
): PrintedTable {
  const given = definitions === undefined || definitions.length === 0 ? [AGE] : definitions;
  const readers = given.map(({ jsonPath, type }) => {
    const path = parseJsonPath(`{${jsonPath}}`);
    return (object: KubeObject, now: Time) => cellOf(path.values(object)[0], type, now);
  });
  const columns = given.map(({ name, type, format = '', priority = 0 }) => ({
    name,
    type,
    format,
    priority,
  }));
  return {
    columns: [NAME, ...columns],
    row: (object, now) => [object.metadata.name, ...readers.map((read) => read(object, now))],
  };
}

/** A value as a cell of a type; nothing where it is of another one. */
function cellOf(value: unknown, type: string, now: Time): Cell {
  if (value === undefined || value === null) return null;
  switch (type) {
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'date':
      return typeof value === 'string' ? ageText(value, now) : null;
    default:
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
}

function ageText(value: string, now: Time): string {
  const time = parseTimestamp(value);
  return Number.isNaN(time) ? '<invalid>' : humanDuration(now - time);
}
