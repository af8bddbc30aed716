import type { Container, EnvVar } from '../../api/schema/objects';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { mapContainers, withPodSpec } from '../pod-template';
import type { Item } from '../read-files';
import { NOTHING_GIVEN } from '../select';
import type { Session } from '../session';
import { changeEach, mustHavePodSpec, selectForChange } from './change';
import { checkVariableName } from './data-source';
import { variablesFrom, variableText } from './env-source';
import { matchesName } from './set-resources';

interface EnvironmentChange {
  readonly set: readonly EnvVar[];
  readonly remove: readonly string[];
}

/** `A=b`, `A-`, and `-` for what stands in standard input. */
function isChange(word: string): boolean {
  return word.indexOf('=') > 0 || word.endsWith('-');
}

function stdinVariables({ context }: Session): EnvVar[] {
  const lines = (context.stdin ?? '').split('\n').map((line) => line.trim());
  return lines.flatMap((line) => {
    const equals = line.indexOf('=');
    if (line.startsWith('#') || equals < 1) return [];
    return [{ name: line.slice(0, equals), value: line.slice(equals + 1) }];
  });
}

function variableOf(word: string, equals: number): EnvVar {
  const name = word.slice(0, equals);
  checkVariableName(name);
  return { name, value: word.slice(equals + 1) };
}

function parseChange(session: Session, words: readonly string[]): EnvironmentChange {
  const set: EnvVar[] = [];
  const remove: string[] = [];
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals > 0) set.push(variableOf(word, equals));
    else if (word === '-') set.push(...stdinVariables(session));
    else if (word.endsWith('-')) remove.push(word.slice(0, -1));
    else throw new CommandError(`unknown environment variable: ${word}`);
  }
  if (set.some(({ name }) => remove.includes(name)))
    throw new CommandError(
      'can not both modify and remove the same environment variable in the same command',
    );
  return { set: [...set, ...variablesFrom(session)], remove };
}

function changed(
  old: readonly EnvVar[] | undefined,
  { set, remove }: EnvironmentChange,
): readonly EnvVar[] {
  const kept = (old ?? []).map(
    (variable) => set.findLast(({ name }) => name === variable.name) ?? variable,
  );
  // what is set twice has the later value
  const fresh = [...new Map(set.map((variable) => [variable.name, variable])).values()];
  const added = fresh.filter(({ name }) => !kept.some((variable) => variable.name === name));
  return [...kept, ...added].filter(({ name }) => !remove.includes(name));
}

/** Without --overwrite no variable gets another value. */
function refuseOverwriting(
  { kind, object }: Item,
  { env }: Container,
  set: readonly EnvVar[],
): void {
  for (const { name, value = '' } of env ?? []) {
    if (!set.some((variable) => variable.name === name)) continue;
    throw new CommandError(
      `${kind.plural}/${object.metadata.name} '${name}' already has a value (${value}), and --overwrite is false`,
    );
  }
}

function listVariables(session: Session, { kind, object }: Item, container: Container): void {
  session.print(`# ${kind.kind} ${object.metadata.name}, container ${container.name}`);
  for (const variable of container.env ?? [])
    session.print(variableText(session, object, container, variable));
}

const WORDS = {
  operation: 'env updated',
  failure: 'failed to patch env update to pod template:',
};

function changeOne(
  session: Session,
  item: Item,
  change: EnvironmentChange,
): Item['object'] | undefined {
  const { flags } = session;
  const { kind, object } = item;
  const spec = mustHavePodSpec(session, item);
  const pattern = flags.text('containers') || '*';
  const containers = [...spec.containers, ...(spec.initContainers ?? [])].filter(({ name }) =>
    matchesName(pattern, name),
  );
  if (containers.length === 0) {
    session.warn(
      `Warning: ${kind.kind}/${object.metadata.name} does not have any containers matching ${JSON.stringify(pattern)}`,
    );
    return undefined;
  }
  const next = mapContainers(spec, (container) => {
    if (!containers.includes(container)) return container;
    if (!flags.boolean('overwrite')) refuseOverwriting(item, container, change.set);
    const { env, ...rest } = container;
    const shown = changed(env, change);
    const after = shown.length === 0 ? rest : { ...container, env: shown };
    if (flags.boolean('list')) listVariables(session, item, after);
    return after;
  });
  if (flags.boolean('list')) return undefined;
  return withPodSpec(object, next);
}

/** `kubectl set env`. */
export const setEnvCommand: Command = {
  path: 'set env',
  typed: true,
  flags: [
    'all',
    'containers',
    'dry-run',
    'env',
    'filename',
    'from',
    'keys',
    'list',
    'local',
    'output',
    'overwrite',
    'prefix',
    'recursive',
    'resolve',
    'selector',
    'template',
    'kustomize',
  ],
  run(session) {
    const { flags, words } = session;
    const first = words.findIndex(isChange);
    const names = first < 0 ? words : words.slice(0, first);
    if (names.length === 0 && !flags.has('filename')) {
      throw new CommandError(
        'one or more resources must be specified as <resource> <name> or <resource>/<name>',
      );
    }
    const change = parseChange(session, [
      ...(first < 0 ? [] : words.slice(first)),
      ...flags.list('env'),
    ]);
    if (flags.has('keys') && flags.text('from') === '')
      throw new CommandError(
        'when specifying --keys, a configmap or secret must be provided with --from',
      );
    if (flags.boolean('local') && !flags.has('filename')) throw new CommandError(NOTHING_GIVEN);
    const selection = selectForChange(session, names, true);
    throwAll(selection.errors);
    const failures = changeEach(session, selection, WORDS, (item) =>
      changeOne(session, item, change),
    );
    throwAll(failures);
    return undefined;
  },
};
