import { ApiError, type Reason } from '../../api/errors';
import { isJsonObject } from '../../api/object';
import { CommandError } from '../errors';
import type { Session } from '../session';

/** The Status that an answer is, as an error. */
function errorOf(code: number, text: string): ApiError {
  let status: unknown;
  try {
    status = JSON.parse(text);
  } catch {
    // no Status: the text is all there is to say
    return new ApiError('Unknown', text.trim(), {}, code);
  }
  const { reason, message, details } = isJsonObject(status) ? status : {};
  return new ApiError(
    (typeof reason === 'string' ? reason : 'Unknown') as Reason,
    String(message ?? text),
    isJsonObject(details) ? details : {},
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
  session.write(askRaw(session, 'GET', flags.text('raw')));
}
