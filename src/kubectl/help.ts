import { flagsOf, subcommandsOf, topCommands } from './flag-table';

/** What there is to a command: its subcommands or its flags with their defaults. */
export function helpText(path: string): string {
  const subcommands = path === '' ? topCommands : (subcommandsOf(path) ?? []);
  const name = path === '' ? 'kubectl' : `kubectl ${path}`;
  if (subcommands.length > 0) {
    return `Usage:\n  ${name} <command> [options]\n\nCommands:\n${subcommands.map((s) => `  ${s}\n`).join('')}`;
  }
  const flags = flagsOf(path).map(({ name: flag, letter, preset, form }) => {
    const value =
      form === 'list' || form === 'texts' ? '[]' : form === 'text' ? `'${preset}'` : preset;
    return `    ${letter === '' ? '' : `-${letter}, `}--${flag}=${value}\n`;
  });
  return `Usage:\n  ${name} [options]\n\nOptions:\n${flags.join('')}`;
}
