import type { Command } from '../command';
import { SECTIONS, type Section } from '../config/entry';
import { kubeconfigOf } from '../config/kubeconfig';
import { CommandError } from '../errors';
import { helpText } from '../help';
import type { Session } from '../session';

/** The failure of a command that was given other words than it wants: its help, and which. */
export function unexpectedWords(session: Session): CommandError {
  session.write(helpText(session.flags.command));
  return new CommandError(`Unexpected args: [${session.words.join(' ')}]`);
}

/** `kubectl config use-context`. */
export const useContextCommand: Command = {
  path: 'config use-context',
  flags: [],
  run(session) {
    const config = kubeconfigOf(session.context);
    const [name = ''] = session.words;
    if (session.words.length !== 1) throw unexpectedWords(session);
    if (!config.contexts.has(name))
      throw new CommandError(`no context exists with the name: "${name}"`);
    config.current = name;
    session.print(`Switched to context "${name}".`);
    return undefined;
  },
};

function contextName(session: Session): string {
  const { flags, words } = session;
  if (words.length > 1) throw unexpectedWords(session);
  const [name = ''] = words;
  const isCurrent = flags.boolean('current');
  if (name !== '' && isCurrent)
    throw new CommandError('you cannot specify both a context name and --current');
  if (name === '' && !isCurrent)
    throw new CommandError('you must specify a non-empty context name or --current');
  const { current } = kubeconfigOf(session.context);
  if (isCurrent && current === '') throw new CommandError('no current context is set');
  return isCurrent ? current : name;
}

/** `kubectl config set-context`. */
export const setContextCommand: Command = {
  path: 'config set-context',
  flags: ['cluster', 'current', 'user'],
  run(session) {
    const { flags } = session;
    const { contexts } = kubeconfigOf(session.context);
    const name = contextName(session);
    const old = contexts.get(name);
    const given = ['cluster', 'user', 'namespace']
      .filter((flag) => flags.has(flag))
      .map((flag) => [flag, flags.text(flag)]);
    contexts.set(name, { ...old, ...Object.fromEntries(given) });
    session.print(`Context "${name}" ${old === undefined ? 'created' : 'modified'}.`);
    return undefined;
  },
};

/** `kubectl config rename-context`. */
export const renameContextCommand: Command = {
  path: 'config rename-context',
  flags: [],
  run(session) {
    const config = kubeconfigOf(session.context);
    const [from = '', to = ''] = session.words;
    if (session.words.length !== 2) throw unexpectedWords(session);
    const context = config.contexts.get(from);
    if (context === undefined)
      throw new CommandError(`cannot rename the context "${from}", it's not in ${config.file}`);
    if (config.contexts.has(to))
      throw new CommandError(
        `cannot rename the context "${from}", the context "${to}" already exists in ${config.file}`,
      );
    config.contexts.delete(from);
    config.contexts.set(to, context);
    if (config.current === from) config.current = to;
    session.print(`Context "${from}" renamed to "${to}".`);
    return undefined;
  },
};

function deleteCommand(section: Section): Command {
  const { word } = SECTIONS[section];
  return {
    path: `config delete-${word}`,
    flags: [],
    run(session) {
      const config = kubeconfigOf(session.context);
      const [name = ''] = session.words;
      if (session.words.length !== 1) {
        if (section === 'users') throw session.usage('user to delete is required');
        session.write(helpText(session.flags.command));
        return 0;
      }
      if (!config[section].delete(name))
        throw new CommandError(`cannot delete ${word} ${name}, not in ${config.file}`);
      if (section === 'contexts' && config.current === name)
        session.warn(
          'warning: this removed your active context, use "kubectl config use-context" to select a different one',
        );
      session.print(`deleted ${word} ${name} from ${config.file}`);
      return undefined;
    },
  };
}

/** `kubectl config delete-cluster`, `delete-context` and `delete-user`. */
export const deleteEntryCommands: readonly Command[] = [
  deleteCommand('clusters'),
  deleteCommand('contexts'),
  deleteCommand('users'),
];
