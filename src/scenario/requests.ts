import { inProcess } from '../http/in-process';
import { UserError } from './user-error';
import type { World } from './world';

/** How a request differs from one that kubectl would make. */
export interface RequestOptions {
  /** The media types that the answer may have. */
  readonly accept?: string;
  /** True when its token is none that the server knows. */
  readonly isStranger?: boolean;
}

/** Asks the API server for a path, which it may refuse; the answer is the output. */
export function tryToGet(world: World, path: string, options: RequestOptions): void {
  if (!path.startsWith('/')) {
    throw new UserError(`a path of the API begins with a slash: "/api/v1/pods", not "${path}"`);
  }
  const { accept, isStranger = false } = options;
  const { code, text } = inProcess(world.cluster)({
    method: 'GET',
    path,
    user: isStranger ? undefined : world.api().user,
    ...(accept === undefined ? {} : { accept }),
  });
  world.take({ text, isRefused: code >= 400 });
}
