import {
  aliasesOf,
  type FlagDefinition,
  globalFlags,
  ownFlagsOf,
  subcommandsOf,
  topCommands,
  usageOf,
} from '../flag-table';
import { commandWords } from './command-words';
import { flagWords } from './flag-words';

const MORE =
  'Use "kubectl options" for a list of global command-line options (applies to all commands).\n';

function presetText({ preset, form }: FlagDefinition): string {
  if (form === 'list' || form === 'texts') return '[]';
  return form === 'text' || form === 'pairs' ? `'${preset}'` : preset;
}

function flagText(flag: FlagDefinition): string {
  const letter = flag.letter === '' ? '' : `-${flag.letter}, `;
  const head = `    ${letter}--${flag.name}=${presetText(flag)}:\n`;
  const words = flagWords[flag.name];
  return words === undefined ? head : `${head}\t${words}.\n`;
}

function flagList(flags: readonly FlagDefinition[]): string {
  return flags.map(flagText).join('\n');
}

function commandList(path: string, names: readonly string[]): string {
  const width = Math.max(...names.map((name) => name.length));
  return names
    .map((name) => {
      const words = commandWords[path === '' ? name : `${path} ${name}`] ?? '';
      return `  ${name.padEnd(width)}   ${words}\n`;
    })
    .join('');
}

/** What there is to a command: what it does, its subcommands or its flags, and how it is called. */
export function helpText(path: string): string {
  if (path === '') {
    return `kubectl controls the Kubernetes cluster manager.\n\nAvailable Commands:\n${commandList('', [...topCommands].sort())}\nUsage:\n  kubectl [flags] [options]\n\nUse "kubectl <command> --help" for more information about a given command.\n${MORE}`;
  }
  const subcommands = subcommandsOf(path) ?? [];
  const aliases = aliasesOf(path);
  const flags = ownFlagsOf(path);
  const parts = [
    `${commandWords[path] ?? path}.\n`,
    ...(aliases.length > 0 ? [`Aliases:\n${aliases.join(', ')}\n`] : []),
    ...(subcommands.length > 0 ? [`Available Commands:\n${commandList(path, subcommands)}`] : []),
    ...(flags.length > 0 ? [`Options:\n${flagList(flags)}`] : []),
    `Usage:\n  ${usageOf(path)}\n`,
  ];
  const deeper =
    subcommands.length > 0
      ? `Use "kubectl ${path} <command> --help" for more information about a given command.\n`
      : '';
  return `${parts.join('\n')}\n${deeper}${MORE}`;
}

/** The flags that every command has. */
export function optionsText(): string {
  return `The following options can be passed to any command:\n\n${flagList(globalFlags)}`;
}
