import { type Draft, draftOf, type KubeObject } from '../api/object';
import type { ApiServer } from './server';
import type { Write } from './write';

/**
 * A change of an object as those leave it who have a say in it, for what the server writes without the checks of an
 * update.
 */
export function admitChange<T extends KubeObject>(
  server: ApiServer,
  { user, kind, options }: Write<T>,
  next: T,
  old: T,
): T {
  const { subresource } = options;
  const plugins = server.plugins.of(user, kind, 'update', subresource);
  if (plugins.isEmpty) return next;
  const ref = old.metadata;
  const asked = { user, verb: 'update' as const, kind, ref, subresource, old, options, sent: next };
  const request = server.request(asked);
  for (const plugin of plugins.admit) plugin.admit?.(request);
  let object = next;
  if (plugins.mutate.length > 0) {
    const draft = draftOf(next) as Draft<KubeObject>;
    for (const plugin of plugins.mutate) plugin.mutate?.(request, draft);
    object = draft as unknown as T;
  }
  for (const plugin of plugins.validate) plugin.validate?.(request, object);
  return object;
}
