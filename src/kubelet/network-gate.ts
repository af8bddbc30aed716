import { ApiError } from '../api/errors';
import type { ApiServer } from '../apiserver/server';

const gates = new WeakMap<ApiServer, Set<string>>();

/** The users whose requests do not reach the server; one gate serves all machines of a world. */
function unreachable(server: ApiServer): Set<string> {
  let users = gates.get(server);
  if (users === undefined) {
    const known = new Set<string>();
    users = known;
    gates.set(server, known);
    server.gates.push(({ user }) => {
      if (known.size === 0 || !known.has(user.name)) return;
      throw new ApiError('Timeout', 'dial tcp 10.0.0.0:6443: i/o timeout');
    });
  }
  return users;
}

/** Keeps the users' requests from reaching the server; returns how to let them through again. */
export function cutOff(server: ApiServer, users: readonly string[]): () => void {
  const set = unreachable(server);
  for (const user of users) set.add(user);
  return () => {
    for (const user of users) set.delete(user);
  };
}
