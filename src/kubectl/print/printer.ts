import { type JsonPath, JsonPathError, parseJsonPath } from '../../api/jsonpath';
import type { Kind } from '../../api/kind';
import type { KubeObject } from '../../api/object';
import { CommandError } from '../errors';
import type { Session } from '../session';
import { customColumnsText } from './custom-columns';
import { jsonText } from './json';
import { dryRunSuffix, slashName } from './name';
import { yamlText } from './yaml';

const REFUSED = new Set([
  'go-template',
  'go-template-file',
  'template',
  'templatefile',
  'jsonpath-file',
  'custom-columns-file',
]);

/** `-o`: its name, and what stands behind the equals sign. */
export interface Format {
  readonly name: string;
  readonly value: string;
}

/** The output format that the command line asks for; the name is '' when it asks for none. */
export function formatOf(session: Session, others: readonly string[] = []): Format {
  const { flags } = session;
  const text = flags.text('output');
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  const value = equals < 0 ? flags.text('template') : text.slice(equals + 1);
  if (REFUSED.has(name)) {
    throw new CommandError(
      `the output format ${name} is not simulated; jsonpath and custom-columns are`,
    );
  }
  const known = ['', 'json', 'yaml', 'name', 'jsonpath', 'jsonpath-as-json', ...others];
  if (!known.includes(name)) {
    const allowed = [
      ...(others.includes('wide') ? ['custom-columns', 'custom-columns-file'] : []),
      ...[
        'go-template',
        'go-template-file',
        'json',
        'jsonpath',
        'jsonpath-as-json',
        'jsonpath-file',
        'name',
        'template',
        'templatefile',
      ],
      ...(others.includes('wide') ? ['wide'] : []),
      'yaml',
    ];
    throw new CommandError(
      `unable to match a printer suitable for the output format "${text}", allowed formats are: ${allowed.join(',')}`,
    );
  }
  if (name.startsWith('jsonpath') && value === '') {
    throw new CommandError('template format specified but no template given');
  }
  return { name, value };
}

/** The object without what kubectl hides unless asked. */
export function shownObject(session: Session, object: KubeObject): KubeObject {
  if (session.flags.boolean('show-managed-fields') || object.metadata.managedFields === undefined)
    return object;
  const { managedFields: _hidden, ...metadata } = object.metadata;
  return { ...object, metadata: metadata as KubeObject['metadata'] };
}

/** A path's text, or the command's failure. */
export function jsonPathOutput(template: string, value: unknown, asJson = false): string {
  let path: JsonPath;
  try {
    path = parseJsonPath(template);
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    throw new CommandError(`error parsing jsonpath ${template}, ${error.message}`);
  }
  try {
    return asJson ? jsonText(path.values(value)) : path.print(value);
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    throw new CommandError(
      `error executing jsonpath ${JSON.stringify(template)}: Error executing template: ${error.message}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${jsonText(value).trimEnd()}\n\n`,
    );
  }
}

/** One value in a format that shows it whole. */
export function formatted({ name, value }: Format, object: unknown): string {
  switch (name) {
    case 'json':
      return jsonText(object);
    case 'yaml':
      return yamlText(object);
    case 'jsonpath':
      return jsonPathOutput(value, object);
    case 'jsonpath-as-json':
      return jsonPathOutput(value, object, true);
    default:
      return customColumnsText(value, [object], true);
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
  const name = object.metadata.name ?? '';
  if (format.name === 'name') session.print(slashName(kind, name));
  else if (format.name === '') {
    session.print(`${slashName(kind, name)} ${operation}${dryRunSuffix(session.dryRun)}`);
  } else {
    if (separated && format.name === 'yaml' && session.stdout !== '') session.write('---\n');
    session.write(formatted(format, shownObject(session, object)));
  }
}
