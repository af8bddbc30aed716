import { Namespaces } from '../api/core/namespace';
import { ServiceAccounts } from '../api/core/service-account';
import { isApiError } from '../api/errors';
import { Loop } from '../sim/loop';
import { Random } from '../sim/random';
import { Trace } from '../sim/trace';
import { admissionPlugins } from './admission';
import { ApiServer } from './server';

/** A server of its own for a test, at 2026-01-05 00:00 UTC, with the namespace "default" and its ServiceAccount. */
export function testingServer() {
  const loop = new Loop(Date.UTC(2026, 0, 5));
  const trace = new Trace(loop);
  const random = new Random(1);
  const server = new ApiServer({ loop, trace, random, admission: admissionPlugins });
  const api = server.as({ name: 'admin', groups: ['system:masters'] });
  api.create(Namespaces, { metadata: { name: 'default' }, spec: {} });
  api.create(ServiceAccounts, { metadata: { name: 'default', namespace: 'default' } });
  return { loop, trace, server, api };
}

/** The reason and the message of the ApiError that the call throws; 'OK' when it throws none. */
export function answerOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (isApiError(error)) return `${error.reason}: ${error.message}`;
    throw error;
  }
  return 'OK';
}
