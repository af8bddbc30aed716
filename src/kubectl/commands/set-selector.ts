import type { KubeObject } from '../../api/object';
import { parseSelector, type Requirement, SelectorError } from '../../api/selector';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { NOTHING_GIVEN } from '../select';
import { changeEach, selectForChange } from './change';

const WORDS = {
  operation: 'selector updated',
  always: true,
};
const OPERATORS: Readonly<Record<string, string>> = {
  in: 'In',
  notin: 'NotIn',
  exists: 'Exists',
  '!': 'DoesNotExist',
};

function requirementsOf(text: string): readonly Requirement[] {
  try {
    return parseSelector(text);
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    throw new CommandError(`couldn't parse the selector string "${text}": ${error.message}`);
  }
}

/** The labels that a selector asks for; a Service knows of nothing else. */
function labelsOf(text: string): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  for (const { key, operator, values } of requirementsOf(text)) {
    if (operator === '=') labels[key] = values[0] ?? '';
    else if (operator === '!=')
      throw new CommandError('"!=" is not a valid label selector operator');
    else {
      const name = OPERATORS[operator] ?? operator;
      throw new CommandError(
        `match expression [{${key} ${name} [${values.join(' ')}]}] not supported on this object`,
      );
    }
  }
  return labels;
}

/** `kubectl set selector`. */
export const setSelectorCommand: Command = {
  path: 'set selector',
  typed: true,
  flags: [
    'all',
    'dry-run',
    'filename',
    'local',
    'output',
    'recursive',
    'resource-version',
    'template',
  ],
  run(session) {
    const { words, flags } = session;
    const text = words.at(-1);
    if (text === undefined) throw new CommandError('one selector is required');
    const names = words.slice(0, -1);
    if (names.length === 0 && !flags.has('filename')) throw new CommandError(NOTHING_GIVEN);
    const selector = labelsOf(text);
    const selection = selectForChange(session, names, true);
    const version = flags.text('resource-version');
    const failures = changeEach(session, selection, WORDS, ({ kind, object }) => {
      if (kind.kind !== 'Service')
        throw new CommandError('setting a selector is only supported for Services');
      const { spec } = object as KubeObject & { readonly spec?: object };
      const metadata =
        version === '' ? object.metadata : { ...object.metadata, resourceVersion: version };
      return { ...object, metadata, spec: { ...spec, selector } } as KubeObject;
    });
    throwAll([...selection.errors, ...failures]);
    return undefined;
  },
};
