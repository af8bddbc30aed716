import { isApiError } from '../api/errors';
import type { Env } from './env';

/** How long it takes until a component hears of it, and asks again when nobody answers, in milliseconds. */
const NEWS = 1;
const RETRY = 1000;

/** Calls `look` soon after the server has learned of a kind, and again while the server does not answer. */
export function whenKindsChange({ api, scope }: Env, look: () => void): void {
  const attempt = () => {
    try {
      look();
    } catch (error) {
      if (!isApiError(error)) throw error;
      scope.after(RETRY, 'new kinds', attempt);
    }
  };
  scope.own(api.kinds.onChange(() => scope.after(NEWS, 'new kinds', attempt)));
}
