import type { Kind } from '../api/kind';
import type { KubeObject } from '../api/object';
import type { Api } from '../apiserver/api';

/** Methods that are requests about one kind, which is their first argument. */
const REQUESTS = ['get', 'find', 'list', 'watch', 'create', 'update', 'patch', 'delete'] as const;

type Request = (kind: Kind, ...rest: unknown[]) => unknown;

/** The same API, which tells what the server warns of whenever a kind is asked for. */
export function warningApi(api: Api, warn: (message: string) => void): Api {
  const telling = Object.create(api) as Record<string, Request>;
  for (const name of REQUESTS) {
    const request = api[name].bind(api) as Request;
    telling[name] = (kind: Kind<KubeObject>, ...rest) => {
      if (kind.rules.warning !== undefined) warn(kind.rules.warning);
      return request(kind, ...rest);
    };
  }
  return telling as unknown as Api;
}
