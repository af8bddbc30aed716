import type { Explained } from './schema';

/** What is explained: a kind, or a field of it by its path. */
export interface Subject {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly path: readonly string[];
  readonly schema: Explained;
  readonly isRecursive: boolean;
}

/** More values of a field are not listed among others. */
const MOST_VALUES = 4;

/** Words in lines of at most so many characters; the text's own lines stay. */
function wrapped(text: string, width: number, indent: string): string {
  return text
    .split('\n')
    .flatMap((paragraph) => {
      const lines = [''];
      for (const word of paragraph.split(' ')) {
        const last = lines.at(-1) ?? '';
        const longer = last === '' ? word : `${last} ${word}`;
        if (longer.length <= width || last === '') lines[lines.length - 1] = longer;
        else lines.push(word);
      }
      return lines;
    })
    .map((line) => `${indent}${line}\n`)
    .join('');
}

/** The values that a field may have, in a line of their own. */
function allowedLine(values: readonly string[], indent: string): string {
  if (values.length === 0) return '';
  const shown = values.length > MOST_VALUES ? [...values.slice(0, MOST_VALUES), '....'] : values;
  return `${indent}enum: ${shown.join(', ')}\n`;
}

/** upstream: kubectl explain v2, the template plaintext */
function fieldLines(schema: Explained, depth: number, isRecursive: boolean): string {
  const indent = '  '.repeat(depth);
  return schema.fields
    .map(([name, field]) => {
      const required = schema.isRequired(name) ? ' -required-' : '';
      const allowed = allowedLine(field.allowed, indent);
      const head = `${indent}${name}\t<${field.typeName(false)}>${required}\n${allowed}`;
      // a type that holds itself, as the schema of definitions does, would go on for ever
      if (isRecursive) return head + (depth < 12 ? fieldLines(field, depth + 1, true) : '');
      const text = field.description;
      const told = text === '' ? '    <no description>\n' : wrapped(text, 76, '    ');
      return `${head}${told}\n`;
    })
    .join('');
}

/** Which kind is meant, before anything else is known. */
export function heading({ group, version, kind }: Subject): string {
  const first = group === '' ? '' : `GROUP:      ${group}\n`;
  return `${first}KIND:       ${kind}\nVERSION:    ${version}\n\n`;
}

/** What `-o plaintext` says. */
export function plaintext(subject: Subject): string {
  const { path, schema, isRecursive } = subject;
  const last = path.at(-1);
  const values = schema.allowed.map((value) => `    ${value}\n`).join('');
  const allowed = values === '' ? '\n' : `ENUM:\n${values}`;
  const field =
    last === undefined ? '' : `FIELD: ${last} <${schema.typeName(false)}>\n${allowed}\n`;
  const text = schema.description;
  const told = text === '' ? '    <empty>\n' : `${wrapped(text, 76, '    ')}    \n`;
  const fields = schema.fields.length === 0 ? '' : `FIELDS:\n${fieldLines(schema, 1, isRecursive)}`;
  return `${heading(subject)}${field}DESCRIPTION:\n${told}${fields}\n`;
}

function oldFieldLines(schema: Explained, depth: number, isRecursive: boolean): string {
  const indent = '   '.repeat(depth);
  return schema.fields
    .map(([name, field]) => {
      const head = `${indent}${name}\t<${field.typeName(true)}>`;
      if (isRecursive) return `${head}\n${depth < 12 ? oldFieldLines(field, depth + 1, true) : ''}`;
      const text = field.description;
      const told = text === '' ? '' : wrapped(text, 75, '     ');
      return `${head}${schema.isRequired(name) ? ' -required-' : ''}\n${told}\n`;
    })
    .join('');
}

/** What `-o plaintext-openapiv2` says. upstream: kubectl explain v1 */
export function oldPlaintext(subject: Subject): string {
  const { group, version, kind, path, schema, isRecursive } = subject;
  const apiVersion = group === '' ? version : `${group}/${version}`;
  const last = path.at(-1);
  const hasFields = schema.fields.length > 0;
  const label = hasFields ? 'RESOURCE: ' : 'FIELD:    ';
  const field = last === undefined ? '' : `${label}${last} <${schema.typeName(true)}>\n\n`;
  const text = schema.description;
  const told = text === '' ? '     <empty>\n' : wrapped(text, 75, '     ');
  const fields = hasFields ? `\nFIELDS:\n${oldFieldLines(schema, 1, isRecursive)}` : '';
  return `KIND:     ${kind}\nVERSION:  ${apiVersion}\n\n${field}DESCRIPTION:\n${told}${fields}`;
}
