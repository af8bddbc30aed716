import { ApiError, type Reason } from '../../api/errors';
import { isJsonObject } from '../../api/object';
import { CommandError } from '../errors';
import type { Session } from '../session';
import { fileAt } from './data-source';

/** The Status that an answer is, as an error. */
function errorOf(code: number, text: string): ApiError {
  let status: unknown;
  try {
    status = JSON.parse(text);
  } catch {
    // no Status: the code is all that kubectl goes by, else the text is all there is to say
    if (code === 404) {
      return new ApiError('NotFound', 'the server could not find the requested resource', {});
    }
    return new ApiError('Unknown', text.trim(), undefined, code);
  }
  const { reason, message, details } = isJsonObject(status) ? status : {};
  return new ApiError(
    (typeof reason === 'string' ? reason : 'Unknown') as Reason,
    String(message ?? text),
    isJsonObject(details) ? details : undefined,
    code,
  );
}

/** Asks the API server by a path; what it refuses is thrown. Returns the answer's text. */
export function askRaw(session: Session, method: string, path: string, body?: unknown): string {
  const { ask } = session.context;
  if (ask === undefined)
    throw new CommandError(`${path}: there is no server here that answers to paths`);
  const user = session.api.user;
  const { code, text } = ask({ method, path, user, ...(body === undefined ? {} : { body }) });
  if (code >= 400) throw errorOf(code, text);
  return text;
}

/** Go's words about a text that is no path of a URL. */
function checkPath(path: string): void {
  if (path.startsWith('/') || /^[a-z][a-z0-9+.-]*:/i.test(path)) return;
  const why = path === '' ? 'empty url' : 'invalid URI for request';
  throw new CommandError(`--raw must be a valid URL path: parse ${JSON.stringify(path)}: ${why}`);
}

/** `kubectl get --raw`. upstream: kubectl rawhttp */
export function getRaw(session: Session): void {
  const { flags, words } = session;
  if (words.length > 0)
    throw new CommandError('arguments may not be passed when --raw is specified');
  if (flags.text('output') !== '')
    throw new CommandError('--raw and --output are mutually exclusive');
  if (flags.boolean('watch') || flags.boolean('watch-only'))
    throw new CommandError(
      '--raw may not be specified with other flags that filter the server request or alter the output',
    );
  checkPath(flags.text('raw'));
  session.write(askRaw(session, 'GET', flags.text('raw')));
}

/** What is sent: of standard input or a file, as JSON. */
function bodyOf(session: Session, name: string | undefined): unknown {
  if (name === undefined) return undefined;
  const text = name === '-' ? session.context.stdin : fileAt(session, name)?.toString('utf8');
  if (text === undefined && name !== '-')
    throw new CommandError(`open ${name}: no such file or directory`);
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw new CommandError(`${name}: what --raw sends is JSON, and this is none`);
  }
}

/** Flags that say otherwise what --raw says. */
const OTHERWISE: readonly (readonly [flag: string, words: string])[] = [
  ['edit', '--edit'],
  ['recursive', '--recursive'],
  ['selector', '--selector (-l)'],
  ['output', '--output'],
];

/** `create`, `replace` and `delete --raw`: sends a file to a path and shows the answer. */
export function sendRaw(session: Session, method: 'POST' | 'PUT' | 'DELETE'): void {
  const { flags } = session;
  const path = flags.text('raw');
  const files = flags.list('filename');
  if (files.length > 1 || (files.length === 0 && method !== 'DELETE'))
    throw new CommandError('--raw can only use a single local file or stdin');
  if (files.some((file) => /^https?:/.test(file)))
    throw new CommandError('--raw cannot read from a url');
  const other = OTHERWISE.find(([flag]) => flags.has(flag));
  if (other !== undefined) throw new CommandError(`--raw and ${other[1]} are mutually exclusive`);
  checkPath(path);
  session.write(askRaw(session, method, path, bodyOf(session, files[0])));
}
