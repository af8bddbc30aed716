import type { Command } from '../command';
import { type Access, type Kubeconfig, kubeconfigOf } from '../config/kubeconfig';
import { CommandError } from '../errors';
import { formatOf, writeValue } from '../print/printer';
import { align, GET_TABLE } from '../print/tabwriter';
import type { Session } from '../session';

/** The file that is spoken of; none is written. */
const FILE = '/root/.kube/config';

function mustHave(config: Kubeconfig, name: string): Access {
  const context = config.contexts.get(name);
  if (context === undefined) throw new CommandError(`no context exists with the name: "${name}"`);
  return context;
}

function oneName(session: Session): string {
  const [name] = session.words;
  if (name === undefined || session.words.length !== 1)
    throw session.usage(`Unexpected args: [${session.words.join(' ')}]`);
  return name;
}

const currentContext: Command = {
  path: 'config current-context',
  flags: [],
  run(session) {
    session.print(kubeconfigOf(session.context).current);
    return undefined;
  },
};

const getContexts: Command = {
  path: 'config get-contexts',
  flags: ['no-headers', 'output'],
  run(session) {
    const { flags, words } = session;
    const config = kubeconfigOf(session.context);
    const output = flags.text('output');
    if (!['', 'name'].includes(output))
      throw new CommandError(`output must be one of '' or 'name': ${output}`);
    const wanted = words.length > 0 ? words : [...config.contexts.keys()].sort();
    const known = wanted.filter((name) => config.contexts.has(name));
    if (output === 'name') for (const name of known) session.print(name);
    else {
      const rows = known.map((name) => {
        const { cluster, user, namespace = '' } = mustHave(config, name);
        return [name === config.current ? '*' : '', name, cluster, user, namespace];
      });
      const header = ['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE'];
      const lines = [...(flags.boolean('no-headers') ? [] : [header]), ...rows];
      session.write(`${align(lines.map((row) => row.join('\t')).join('\n'), GET_TABLE)}\n`);
    }
    const missing = wanted.find((name) => !config.contexts.has(name));
    if (missing !== undefined) throw new CommandError(`context ${missing} not found`);
    return undefined;
  },
};

function listCommand(path: string, names: (config: Kubeconfig) => readonly string[]): Command {
  return {
    path,
    flags: [],
    run(session) {
      session.print('NAME');
      for (const name of names(kubeconfigOf(session.context))) session.print(name);
      return undefined;
    },
  };
}

const useContext: Command = {
  path: 'config use-context',
  flags: [],
  run(session) {
    const config = kubeconfigOf(session.context);
    const name = oneName(session);
    mustHave(config, name);
    config.current = name;
    session.print(`Switched to context "${name}".`);
    return undefined;
  },
};

const setContext: Command = {
  path: 'config set-context',
  flags: ['cluster', 'current', 'user'],
  run(session) {
    const { flags, words } = session;
    const config = kubeconfigOf(session.context);
    const isCurrent = flags.boolean('current');
    if (isCurrent === (words.length === 1) || words.length > 1)
      throw session.usage(
        words.length === 1
          ? 'you cannot specify both a context name and --current'
          : 'you must specify a non-empty context name or --current',
      );
    const name = isCurrent ? config.current : (words[0] ?? '');
    const old = config.contexts.get(name);
    const namespace = flags.has('namespace') ? flags.text('namespace') : old?.namespace;
    config.contexts.set(name, {
      cluster: flags.has('cluster') ? flags.text('cluster') : (old?.cluster ?? ''),
      user: flags.has('user') ? flags.text('user') : (old?.user ?? ''),
      ...(namespace === undefined || namespace === '' ? {} : { namespace }),
    });
    session.print(`Context "${name}" ${old === undefined ? 'created' : 'modified'}.`);
    return undefined;
  },
};

const renameContext: Command = {
  path: 'config rename-context',
  flags: [],
  run(session) {
    const config = kubeconfigOf(session.context);
    const [from, to] = session.words;
    if (from === undefined || to === undefined || session.words.length !== 2)
      throw session.usage(`Unexpected args: [${session.words.join(' ')}]`);
    const context = config.contexts.get(from);
    if (context === undefined)
      throw new CommandError(`cannot rename the context "${from}", it's not in ${FILE}`);
    if (config.contexts.has(to))
      throw new CommandError(
        `cannot rename the context "${from}", the context "${to}" already exists in ${FILE}`,
      );
    config.contexts.delete(from);
    config.contexts.set(to, context);
    if (config.current === from) config.current = to;
    session.print(`Context "${from}" renamed to "${to}".`);
    return undefined;
  },
};

const deleteContext: Command = {
  path: 'config delete-context',
  flags: [],
  run(session) {
    const config = kubeconfigOf(session.context);
    const name = oneName(session);
    if (!config.contexts.delete(name))
      throw new CommandError(`cannot delete context ${name}, not in ${FILE}`);
    if (config.current === name)
      session.warn(
        'warning: this removed your active context, use "kubectl config use-context" to select a different one',
      );
    session.print(`deleted context ${name} from ${FILE}`);
    return undefined;
  },
};

const view: Command = {
  path: 'config view',
  flags: ['flatten', 'merge', 'minify', 'output', 'raw', 'template'],
  run(session) {
    const format = formatOf(session);
    writeValue(session, format, kubeconfigOf(session.context).asObject());
    return undefined;
  },
};

/** `kubectl config …`: what is asked and changed most. Where clusters and users lie is not for a scenario to say. */
export const configCommands: readonly Command[] = [
  currentContext,
  getContexts,
  listCommand('config get-clusters', ({ clusters }) => clusters),
  listCommand('config get-users', ({ users }) => users),
  useContext,
  setContext,
  renameContext,
  deleteContext,
  view,
];
