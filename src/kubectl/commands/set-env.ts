import type { Command } from '../command';
import type { EnvVar } from '../../api/schema/objects';
import { CommandError, throwAll } from '../errors';
import { slashName } from '../print/name';
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

function changed(old: readonly EnvVar[] | undefined, { set, remove }: EnvironmentChange): readonly EnvVar[] {
  const kept = (old ?? []).map((variable) => set.find(({ name }) => name === variable.name) ?? variable);
  const added = set.filter(({ name }) => !kept.some((variable) => variable.name === name));
  return [...kept, ...added].filter(({ name }) => !remove.includes(name));
}

/** `kubectl set env`. */
export const setEnvCommand: Command = {
  path: 'set env',
  flags: [
    'all', 'containers', 'dry-run', 'env', 'filename', 'list', 'local', 'output', 'overwrite', 'recursive', 'selector',
    'template', 'kustomize',
  ],
  run(session) {
    const { flags, words } = session;
    const first = words.findIndex((word) => word.includes('=') || word.endsWith('-'));
    const names = first < 0 ? words : words.slice(0, first);
    const change = parseChange([...(first < 0 ? [] : words.slice(first)), ...flags.list('env')]);
    const isList = flags.boolean('list');
    if (names.length === 0 && !flags.has('filename')) {
      throw new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
    }
    if (change.set.length === 0 && change.remove.length === 0 && !isList) {
      throw new CommandError('at least one environment variable must be provided');
    }
    const pattern = flags.text('containers') || '*';
    const selection = selectForChange(session, names);
    const failures = changeEach(session, selection, 'env updated', ({ kind, object }) => {
      const spec = podSpecOf(object);
      if (spec === undefined) throw new CommandError('the object is not a pod or does not have a pod template');
      const next = mapContainers(spec, (container) => {
        if (!matchesName(pattern, container.name)) return container;
        if (isList) {
          session.print(`# ${slashName(kind, object.metadata.name).replace(/\.[^/]*/, '')}, container ${container.name}`.replace(kind.kind.toLowerCase(), kind.plural));
          for (const { name, value = '' } of container.env ?? []) session.print(`${name}=${value}`);
          return container;
        }
        const env = changed(container.env, change);
        const { env: _old, ...rest } = container;
        return env.length === 0 ? rest : { ...container, env };
      });
      return isList ? undefined : withPodSpec(object, next);
    });
    throwAll([...selection.errors, ...failures]);
    return undefined;
  },
};
