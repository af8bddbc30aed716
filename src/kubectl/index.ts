import type { ManifestProblem } from '../api/manifest';
import type { Command } from './command';
import { commands } from './commands';
import { CommandError, errorText, isExpected, UsageError } from './errors';
import { commandNamed, flagsOf, subcommandsOf, topCommands } from './flag-table';
import { Flags, parseFlags } from './flags';
import { helpText } from './help';
import { problemsIn } from './manifest-problems';
import { Session } from './session';
import { suggestion } from './suggestion';
import type { KubectlContext, KubectlResult, KubectlTarget } from './target';

export { splitCommand, splitEnvironment } from './command-line';
export type {
  KubectlContext,
  KubectlResult,
  KubectlTarget,
  LoggedLine,
  LogRequest,
} from './target';

const byPath = new Map<string, Command>(commands.map((command) => [command.path, command]));

/** Flags that change nothing here: how answers are fetched and how much is logged. */
const INERT = new Set([
  'chunk-size',
  'request-timeout',
  'v',
  'vmodule',
  'cache-dir',
  'disable-compression',
  'log-flush-frequency',
  'warnings-as-errors',
  'openapi-patch',
  'allow-missing-template-keys',
  'template',
  'field-manager',
  'validate',
  'help',
  'namespace',
  'as',
  'as-group',
  'as-uid',
  'record',
  'show-managed-fields',
  'windows-line-endings',
]);

interface Resolved {
  readonly path: string;
  /** The command line without the words that name the command. */
  readonly rest: readonly string[];
}

/** Finds the command: the first words that are neither flags nor values of flags. */
function resolve(argv: readonly string[]): Resolved {
  let path = '';
  let rest = [...argv];
  for (;;) {
    const index = nextWord(path, rest);
    const known = path === '' ? topCommands : (subcommandsOf(path) ?? []);
    if (known.length === 0) return { path, rest };
    const word = index === undefined ? undefined : rest[index];
    const next = word === undefined ? undefined : commandNamed(path, word);
    if (index === undefined || word === undefined || next === undefined) {
      if (path === '' && word !== undefined) throw unknownCommand(word);
      return { path, rest };
    }
    path = next;
    rest = [...rest.slice(0, index), ...rest.slice(index + 1)];
  }
}

function unknownCommand(word: string): CommandError {
  return new CommandError(
    `unknown command "${word}" for "kubectl"${suggestion(word, topCommands)}`,
  );
}

function nextWord(path: string, argv: readonly string[]): number | undefined {
  const flags = new Flags(path, flagsOf(path));
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string;
    if (word === '--') return undefined;
    if (!word.startsWith('-') || word === '-') return i;
    if (word.includes('=')) continue;
    const definition = word.startsWith('--')
      ? flags.definition(word.slice(2))
      : flags.byLetter(word.slice(-1));
    const attached = !word.startsWith('--') && word.length > 2;
    if (definition !== undefined && definition.bare === undefined && !attached) i++;
  }
  return undefined;
}

function checkFlags(command: Command, flags: Flags): void {
  const missing = (command.required ?? []).filter((name) => !flags.has(name));
  if (missing.length > 0) {
    throw new CommandError(
      `required flag(s) ${missing.map((name) => `"${name}"`).join(', ')} not set`,
    );
  }
  for (const name of flags.names) {
    if (command.flags.includes(name) || INERT.has(name)) continue;
    const preset = flags.definition(name)?.preset ?? '';
    if (flags.text(name) === preset) continue;
    throw new CommandError(`the flag --${name} of kubectl ${command.path} is not simulated`);
  }
}

function warnDeprecated(session: Session): void {
  const { flags } = session;
  if (flags.text('dry-run') === 'unchanged') {
    session.log(
      'helpers.go:731',
      '--dry-run is deprecated and can be replaced with --dry-run=client.',
    );
  }
  for (const name of flags.names) {
    const deprecated = flags.definition(name)?.deprecated;
    if (deprecated !== undefined) session.warn(`Flag --${name} has been deprecated, ${deprecated}`);
  }
}

function fail(error: unknown): KubectlResult {
  if (!isExpected(error)) throw error;
  const exitCode = error instanceof CommandError ? error.exitCode : 1;
  return { stdout: '', stderr: errorText(error), exitCode };
}

/** What a command says that has subcommands and was given none; where and how it ends is its own matter. */
function helpOfFamily(path: string): KubectlResult {
  const text = helpText(path);
  if (path === 'certificate') return { stdout: text, stderr: '', exitCode: 0 };
  if (path === 'rollout') return { stdout: text, stderr: '', exitCode: 1 };
  return { stdout: '', stderr: text, exitCode: 1 };
}

/** `kubectl help COMMAND`. */
function helpOn(words: readonly string[]): KubectlResult {
  const topic = words.filter((word) => !word.startsWith('-'));
  const { path, rest } = known(topic);
  const unknown = `Unknown help topic [\`${rest.join(' ')}\`]\n\n\n`;
  const text = helpText(path);
  return rest.length > 0
    ? { stdout: '', stderr: unknown + text, exitCode: 0 }
    : { stdout: text, stderr: '', exitCode: 0 };
}

/** As many of the words as name a command. */
function known(words: readonly string[]): Resolved {
  try {
    return resolve(words);
  } catch {
    return { path: '', rest: words };
  }
}

function unknownHere(path: string, rest: readonly string[]): KubectlResult {
  const words = rest.filter((argument) => !argument.startsWith('-'));
  if (words.length > 0 && path !== 'certificate' && subcommandsOf(path)?.length !== 0) {
    return fail(new UsageError(`unknown command ${JSON.stringify(words.join(' '))}`, path));
  }
  if (subcommandsOf(path)?.length !== 0) return helpOfFamily(path);
  return fail(new CommandError(`kubectl ${path} is not simulated`));
}

/**
 * Runs one kubectl command on the cluster: the words after `kubectl`. Text and exit code are those of kubectl
 * v1.34; commands that wait move simulated time. What goes wrong is in the result; anything thrown is a bug.
 */
export function kubectl(
  target: KubectlTarget,
  argv: readonly string[],
  context: KubectlContext,
): KubectlResult {
  if (argv[0] === 'help') return helpOn(argv.slice(1));
  let resolved: Resolved;
  let session: Session;
  let command: Command;
  try {
    resolved = resolve(argv);
    const { path, rest } = resolved;
    if (path === '') {
      parseFlags(rest, new Flags('', flagsOf('')));
      return { stdout: helpText(''), stderr: '', exitCode: 0 };
    }
    const found = byPath.get(path);
    if (found === undefined) return unknownHere(path, rest);
    command = found;
    const flags = new Flags(path, flagsOf(path));
    const { words, dash } = parseFlags(rest, flags);
    if (flags.boolean('help')) return { stdout: helpText(path), stderr: '', exitCode: 0 };
    checkFlags(command, flags);
    session = new Session(target, context, {
      flags,
      words,
      dash,
      argv,
      typed: command.typed === true,
    });
  } catch (error) {
    return fail(error);
  }
  let exitCode = 0;
  let problems: readonly ManifestProblem[] = [];
  try {
    warnDeprecated(session);
    void session.writeOptions;
    exitCode = command.run(session) ?? 0;
  } catch (error) {
    const { stderr, exitCode: code } = fail(error);
    session.stderr += stderr;
    problems = problemsIn(error, session.api.kinds);
    exitCode = command.failureCode ?? code;
  }
  const { stdout, stderr } = session;
  return { stdout, stderr, exitCode, ...(problems.length === 0 ? {} : { problems }) };
}
