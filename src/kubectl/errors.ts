import { ApiError, isApiError } from '../api/errors';
import { ManifestError } from '../api/manifest';
import { SelectorError } from '../api/selector';

/** A command fails with these words; `bare` words stand without the prefix `error: `. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';

  constructor(
    message: string,
    readonly bare = false,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}

/** The command line is wrong: says where help is. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError';

  constructor(message: string, command: string) {
    super(`${message}\nSee 'kubectl ${command} -h' for help and examples`);
  }
}

/** Several things failed; all are told. */
export class SeveralErrors extends Error {
  override readonly name = 'SeveralErrors';

  constructor(readonly errors: readonly unknown[]) {
    super('several errors');
  }
}

/** The server's error with words of the command before it: `error when creating "x.yaml": …`. */
export function withPrefix(error: unknown, prefix: string): unknown {
  if (!isApiError(error)) return error;
  return new ApiError(error.reason, `${prefix}: ${error.message}`, error.details, error.code);
}

/** Throws what failed: nothing, the one error, or all of them. */
export function throwAll(errors: readonly unknown[]): void {
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new SeveralErrors(errors);
}

/** The errors that one stands for. */
export function errorsIn(error: unknown): readonly unknown[] {
  return error instanceof SeveralErrors ? error.errors : [error];
}

/** Throws what failed as one of several, even when it is alone: then nothing stands before its words. */
export function throwTogether(errors: readonly unknown[]): void {
  if (errors.length > 0) throw new SeveralErrors(errors);
}

/** Throws what failed in a command that goes on with what could be read: what could not is one of several, even alone. */
export function throwGathered(reading: readonly unknown[], acting: readonly unknown[]): void {
  const all = [...reading, ...acting];
  if (reading.length > 0) throwTogether(all);
  else throwAll(all);
}

/** True for what may go wrong in a command; all else is a bug. */
export function isExpected(error: unknown): boolean {
  return (
    error instanceof CommandError ||
    error instanceof SeveralErrors ||
    error instanceof ManifestError ||
    error instanceof SelectorError ||
    isApiError(error)
  );
}

/** The words about any of the server's errors that stands among others. */
function standardText({ reason, message }: ApiError): string {
  if (reason === 'Unauthorized') return `error: You must be logged in to the server (${message})`;
  if (reason === 'Unknown') return `Error from server: ${message}`;
  return `Error from server (${reason}): ${message}`;
}

function apiErrorText(error: ApiError): string {
  const { reason, message, details } = error;
  if (reason !== 'Invalid') return standardText(error);
  const { kind = '', name = '', causes = [] } = details;
  const subject =
    kind !== '' || name !== ''
      ? `The ${kind} ${JSON.stringify(name)} is invalid`
      : causes.length === 0 && message !== ''
        ? `The request is invalid: ${message}`
        : 'The request is invalid';
  const lines = [
    ...new Set(
      causes.map(({ field, message: text }) =>
        field === undefined || field === '' ? (text ?? '') : `${field}: ${text ?? ''}`,
      ),
    ),
  ];
  if (lines.length === 0) return subject;
  if (lines.length === 1) return `${subject}: ${lines[0]}`;
  return `${subject}: \n${lines.map((line) => `* ${line}`).join('\n')}`;
}

/** The words of an error after which nothing else is said of it, as in `unable to drain … due to error: `. */
export function messageOf(error: unknown): string {
  if (error instanceof SeveralErrors) return `[${error.errors.map(messageOf).join(', ')}]`;
  if (error instanceof ManifestError) return error.kubectl;
  return error instanceof Error ? error.message : String(error);
}

/** What kubectl writes to stderr about an error, with its last line end. upstream: kubectl cmd/util, checkErr */
export function errorText(error: unknown): string {
  if (error instanceof SeveralErrors) {
    return error.errors
      .map((each) => `${isApiError(each) ? standardText(each) : messageOf(each)}\n`)
      .join('');
  }
  if (isApiError(error)) return `${apiErrorText(error)}\n`;
  const message = messageOf(error);
  const bare = error instanceof CommandError && error.bare;
  const end = message.endsWith('\n') ? '' : '\n';
  return `${bare || message.startsWith('error: ') ? '' : 'error: '}${message}${end}`;
}
