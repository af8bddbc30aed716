import type { EnvVar } from '../../api/schema/objects';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { mapContainers, podSpecOf, withPodSpec } from '../pod-template';
import { changeEach, selectForChange } from './change';
import { matchesName } from './set-resources';

interface EnvironmentChange {
  readonly set: readonly EnvVar[];
  readonly remove: readonly string[];
}

function parseChange(words: readonly string[]): EnvironmentChange {
  const set: EnvVar[] = [];
  const remove: string[] = [];
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals > 0) set.push({ name: word.slice(0, equals), value: word.slice(equals + 1) });
    else if (word.endsWith('-')) remove.push(word.slice(0, -1));
    else throw new CommandError(`environment variables must be of the form key=value: ${word}`);
  }
  return { set, remove };
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

const WORDS = {
  operation: 'env updated',
  failure: 'failed to patch env update to pod template:',
};

/** `kubectl set env`. */
export const setEnvCommand: Command = {
  path: 'set env',
  flags: [
    'all',
    'containers',
    'dry-run',
    'env',
    'filename',
    'list',
    'local',
    'output',
    'overwrite',
    'recursive',
    'selector',
    'template',
    'kustomize',
  ],
  run(session) {
    const { flags, words } = session;
    const first = words.findIndex((word) => word.includes('=') || word.endsWith('-'));
    const names = first < 0 ? words : words.slice(0, first);
    const change = parseChange([...(first < 0 ? [] : words.slice(first)), ...flags.list('env')]);
    const isList = flags.boolean('list');
    if (names.length === 0 && !flags.has('filename')) {
      throw new CommandError(
        'one or more resources must be specified as <resource> <name> or <resource>/<name>',
      );
    }
    const pattern = flags.text('containers') || '*';
    const selection = selectForChange(session, names, true);
    const failures = changeEach(session, selection, WORDS, ({ kind, object }) => {
      const spec = podSpecOf(object);
      if (spec === undefined)
        throw new CommandError('the object is not a pod or does not have a pod template');
      const next = mapContainers(spec, (container) => {
        if (!matchesName(pattern, container.name)) return container;
        const shown = changed(container.env, change);
        if (isList) {
          session.print(`# ${kind.kind} ${object.metadata.name}, container ${container.name}`);
          for (const { name, value = '' } of shown) session.print(`${name}=${value}`);
          return container;
        }
        const { env: _old, ...rest } = container;
        return shown.length === 0 ? rest : { ...container, env: shown };
      });
      return isList ? undefined : withPodSpec(object, next);
    });
    throwAll([...selection.errors, ...failures]);
    return undefined;
  },
};
