import { goQuoted, goSyntax, goText } from '../../api/go-format';
import { sortedJson } from '../../api/json-text';
import { type JsonPath, JsonPathError, parseJsonPath } from '../../api/jsonpath';
import type { Kind } from '../../api/kind';
import { findManifestFiles, ManifestError, readTextFile } from '../../api/manifest';
import type { KubeObject } from '../../api/object';
import { yamlText } from '../../api/yaml-text';
import { CommandError } from '../errors';
import { parseTemplate, TemplateError } from '../go-template';
import type { Session } from '../session';
import { type Column, columnsOfFile, columnsOfSpec, customColumnsText } from './custom-columns';
import { inGoOrder } from './go-order';
import { jsonText, type KeyOrder } from './json';
import { dryRunSuffix, slashName } from './name';

/** `-o`: its name, and what stands behind the equals sign. */
export interface Format {
  readonly name: string;
  readonly value: string;
}

/** What the formats are called that go by a template, and the one that each is. */
const TEMPLATES: Readonly<Record<string, string>> = {
  'go-template': 'go-template',
  template: 'go-template',
  'go-template-file': 'go-template-file',
  templatefile: 'go-template-file',
  jsonpath: 'jsonpath',
  'jsonpath-as-json': 'jsonpath-as-json',
  'jsonpath-file': 'jsonpath-file',
};
const BASIC = ['json', 'name', 'yaml', ...Object.keys(TEMPLATES)];
const OF_GET = ['custom-columns', 'custom-columns-file', 'wide'];

/** The text of a file that a format names; an error in kubectl's words when there is none. */
function fileOf(session: Session, path: string, failed: (why: string) => string): string {
  try {
    const [file] = findManifestFiles(path, session.context.roots);
    if (file !== undefined) return readTextFile(file);
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
  }
  throw new CommandError(failed(`open ${path}: no such file or directory`));
}

/** The output format that the command line asks for; the name is '' when it asks for none. */
export function formatOf(session: Session, others: readonly string[] = []): Format {
  const { flags } = session;
  const template = flags.text('template');
  const text = flags.text('output');
  if (text === '' && template !== '') return { name: 'go-template', value: template };
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  const value = equals < 0 ? template : text.slice(equals + 1);
  const tabular = others.includes('custom-columns') ? OF_GET : others;
  const takesValue = name in TEMPLATES || (tabular.includes(name) && name !== 'wide');
  const known = ['', ...BASIC, ...tabular].includes(name) && (takesValue || equals < 0);
  if (!known) {
    throw new CommandError(
      `unable to match a printer suitable for the output format "${text}", allowed formats are: ${[...BASIC, ...tabular].sort().join(',')}`,
    );
  }
  const kind = TEMPLATES[name];
  if (kind === undefined) return { name, value };
  if (value === '') throw new CommandError('template format specified but no template given');
  if (!kind.endsWith('-file')) return { name: kind, value };
  const read = fileOf(session, value, (why) => `error reading --template ${value}, ${why}`);
  return { name: kind.slice(0, -'-file'.length), value: read };
}

/** The columns of a format of columns. */
export function columnsOf(session: Session, { name, value }: Format): readonly Column[] {
  if (name !== 'custom-columns-file') return columnsOfSpec(value);
  if (value === '')
    throw new CommandError('custom-columns format specified but no custom columns given');
  return columnsOfFile(
    fileOf(session, value, (why) => `error reading template ${value}, ${why}\n`),
  );
}

/** The object with who owns its fields, which JSON and YAML hide unless they are asked for it. */
export function shownObject(
  session: Session,
  kind: Kind,
  object: KubeObject,
  format: Format = formatOf(session),
): KubeObject {
  const isHidden = format.name === 'json' || format.name === 'yaml';
  if (!isHidden || session.flags.boolean('show-managed-fields'))
    return session.target.server.fields.show(kind, object);
  if (object.metadata.managedFields === undefined) return object;
  const { managedFields: _hidden, ...metadata } = object.metadata;
  return { ...object, metadata: metadata as KubeObject['metadata'] };
}

/** A path's text, or the command's failure. */
function jsonPathOutput(
  template: string,
  value: unknown,
  { asJson = false, allowMissing = true } = {},
): string {
  let path: JsonPath;
  try {
    path = parseJsonPath(template);
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    throw new CommandError(`error parsing jsonpath ${template}, ${error.message}`);
  }
  try {
    return asJson ? jsonText(path.values(value, allowMissing)) : path.print(value, allowMissing);
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    throw new CommandError(
      `error executing jsonpath ${goQuoted(template)}: Error executing template: ${error.message}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(value)}\n\n\n`,
    );
  }
}

/** Writes what a Go template makes of a value; where it fails, what it was given as well. */
function writeTemplate(session: Session, template: string, value: unknown): void {
  const allowMissing = session.flags.text('allow-missing-template-keys') !== 'false';
  let run: ReturnType<typeof parseTemplate>;
  try {
    run = parseTemplate(template);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new CommandError(`error parsing template ${template}, ${error.message}`);
  }
  const { text, error } = run(value, allowMissing);
  session.write(text);
  if (error === undefined) return;
  session.write(
    `Error executing template: ${error}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n\traw data was:\n\t\t${sortedJson(value)}\n\tobject given to template engine was:\n\t\t${goText(value)}\n\n`,
  );
  throw new CommandError(`error executing template ${goQuoted(template)}: ${error}`);
}

/** Writes one value in a format that shows it whole; `order` is that of the keys in JSON. */
export function writeValue(
  session: Session,
  format: Format,
  value: unknown,
  order: KeyOrder = 'sorted',
): void {
  const allowMissing = session.flags.text('allow-missing-template-keys') !== 'false';
  switch (format.name) {
    case 'json':
      session.write(jsonText(value, order));
      return;
    case 'yaml':
      session.write(yamlText(value));
      return;
    case 'go-template':
      writeTemplate(session, format.value, value);
      return;
    case 'jsonpath':
    case 'jsonpath-as-json':
      session.write(
        jsonPathOutput(format.value, value, {
          allowMissing,
          asJson: format.name === 'jsonpath-as-json',
        }),
      );
      return;
    default:
      session.write(customColumnsText(columnsOf(session, format), [value], true));
  }
}

/** Says what a command did to an object, or prints the object when `-o` asks for that. */
export function report(
  session: Session,
  kind: Kind,
  object: KubeObject,
  operation: string,
  separated = true,
): void {
  const format = formatOf(session);
  // what is not stored need not have a name
  const name = object.metadata.name || '<unknown>';
  if (format.name === 'name') session.print(slashName(kind, name));
  else if (format.name === '') {
    session.print(`${slashName(kind, name)} ${operation}${dryRunSuffix(session.dryRun)}`);
  } else {
    if (separated && format.name === 'yaml' && session.stdout !== '') session.write('---\n');
    writeObject(session, format, kind, object);
  }
}

/** Writes an answer that is no stored object, with its fields in their order; `name` is what `-o name` says. */
export function writeTyped(session: Session, format: Format, value: unknown, name: string): void {
  if (format.name === 'name') session.print(name);
  else writeValue(session, format, value, 'given');
}

/** Writes one object in a format that shows it whole. */
export function writeObject(
  session: Session,
  format: Format,
  kind: Kind,
  object: KubeObject,
): void {
  if (format.name === 'name') {
    session.print(slashName(kind, object.metadata.name));
    return;
  }
  const shown = shownObject(session, kind, object, format);
  if (session.typed) writeValue(session, format, inGoOrder(shown, kind.struct), 'given');
  else writeValue(session, format, shown);
}
