import type { Container, EnvVar } from '../../api/schema/objects';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { mapContainers, podSpecOf, withPodSpec } from '../pod-template';
import type { Item } from '../select';
import type { Session } from '../session';
import { changeEach, selectForChange } from './change';
import { variablesFrom, variableText } from './env-source';
import { matchesName } from './set-resources';

interface EnvironmentChange {
  readonly set: readonly EnvVar[];
  readonly remove: readonly string[];
}

/** `A=b`, `A-`, and `-` for what stands in standard input. */
function isChange(word: string): boolean {
  return word.includes('=') || word.endsWith('-');
}

function stdinVariables({ context }: Session): EnvVar[] {
  const lines = (context.stdin ?? '').split('\n').map((line) => line.trim());
  return lines.flatMap((line) => {
    const equals = line.indexOf('=');
    if (line.startsWith('#') || equals < 1) return [];
    return [{ name: line.slice(0, equals), value: line.slice(equals + 1) }];
  });
}

function parseChange(session: Session, words: readonly string[]): EnvironmentChange {
  const set: EnvVar[] = [];
  const remove: string[] = [];
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals > 0) set.push({ name: word.slice(0, equals), value: word.slice(equals + 1) });
    else if (word === '-') set.push(...stdinVariables(session));
    else if (word.endsWith('-')) remove.push(word.slice(0, -1));
    else throw new CommandError(`environment variables must be of the form key=value: ${word}`);
  }
  return { set: [...set, ...variablesFrom(session)], remove };
}

function changed(
  old: readonly EnvVar[] | undefined,
  { set, remove }: EnvironmentChange,
): readonly EnvVar[] {
  const kept = (old ?? []).map(
    (variable) => set.find(({ name }) => name === variable.name) ?? variable,
  );
  const added = set.filter(({ name }) => !kept.some((variable) => variable.name === name));
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

function listVariables(
  session: Session,
  { kind, object }: Item,
  containers: readonly Container[],
): void {
  for (const container of containers) {
    session.print(`# ${kind.kind} ${object.metadata.name}, container ${container.name}`);
    for (const variable of container.env ?? [])
      session.print(variableText(session, object, container, variable));
  }
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
  const spec = podSpecOf(object);
  if (spec === undefined)
    throw new CommandError('the object is not a pod or does not have a pod template');
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
  if (flags.boolean('list')) {
    listVariables(session, item, containers);
    return undefined;
  }
  const next = mapContainers(spec, (container) => {
    if (!containers.includes(container)) return container;
    if (!flags.boolean('overwrite')) refuseOverwriting(item, container, change.set);
    const { env, ...rest } = container;
    const shown = changed(env, change);
    return shown.length === 0 ? rest : { ...container, env: shown };
  });
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
    const selection = selectForChange(session, names, true);
    const failures = changeEach(session, selection, WORDS, (item) =>
      changeOne(session, item, change),
    );
    throwAll([...selection.errors, ...failures]);
    return undefined;
  },
};
