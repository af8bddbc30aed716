import type { Command } from '../command';
import type { Section } from '../config/entry';
import { type Kubeconfig, kubeconfigOf } from '../config/kubeconfig';
import { CommandError } from '../errors';
import { formatOf, writeTyped } from '../print/printer';
import { align, GET_TABLE } from '../print/tabwriter';

/** `kubectl config current-context`. */
export const currentContextCommand: Command = {
  path: 'config current-context',
  flags: [],
  run(session) {
    const { current } = kubeconfigOf(session.context);
    if (current === '') throw new CommandError('current-context is not set');
    session.print(current);
    return undefined;
  },
};

function contextTable(config: Kubeconfig, names: readonly string[], headers: boolean): string {
  const rows = names.map((name) => {
    const { cluster = '', user = '', namespace = '' } = config.contexts.get(name) ?? {};
    return [name === config.current ? '*' : '', name, cluster, user, namespace];
  });
  const header = ['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE'];
  const lines = headers ? [header, ...rows] : rows;
  if (lines.length === 0) return '';
  return `${align(lines.map((row) => row.join('\t')).join('\n'), GET_TABLE)}\n`;
}

/** `kubectl config get-contexts`. */
export const getContextsCommand: Command = {
  path: 'config get-contexts',
  flags: ['no-headers', 'output'],
  run(session) {
    const { flags, words } = session;
    const config = kubeconfigOf(session.context);
    const output = flags.text('output');
    if (!['', 'name'].includes(output))
      throw new CommandError(
        `--output ${output} is not available in kubectl config get-contexts; resetting to default output format`,
      );
    const wanted = words.length > 0 ? words : [...config.contexts.keys()].sort();
    const known = wanted.filter((name) => config.contexts.has(name));
    if (output === 'name') for (const name of known) session.print(name);
    else session.write(contextTable(config, known, !flags.boolean('no-headers')));
    const missing = wanted.find((name) => !config.contexts.has(name));
    if (missing !== undefined) throw new CommandError(`context ${missing} not found`);
    return undefined;
  },
};

function listCommand(path: string, section: Section): Command {
  return {
    path,
    flags: [],
    run(session) {
      session.print('NAME');
      for (const name of [...kubeconfigOf(session.context)[section].keys()].sort())
        session.print(name);
      return undefined;
    },
  };
}

/** `kubectl config get-clusters`. */
export const getClustersCommand = listCommand('config get-clusters', 'clusters');
/** `kubectl config get-users`. */
export const getUsersCommand = listCommand('config get-users', 'users');

/** `kubectl config view`. */
export const viewConfigCommand: Command = {
  path: 'config view',
  flags: ['flatten', 'merge', 'minify', 'output', 'raw', 'template'],
  run(session) {
    const { flags, words } = session;
    const format = formatOf(session);
    if (words.length > 0) throw session.usage(`unexpected arguments: [${words.join(' ')}]`);
    const all = kubeconfigOf(session.context);
    const config = flags.boolean('minify') ? all.minified() : all;
    if (config === undefined)
      throw new CommandError('current-context must exist in order to minify');
    const object = config.asObject(flags.boolean('raw') || flags.boolean('flatten'));
    writeTyped(session, format, object, 'config/<unknown>');
    return undefined;
  },
};
