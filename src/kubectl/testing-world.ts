import { Namespaces } from '../api/core/namespace';
import { ServiceAccounts } from '../api/core/service-account';
import { admissionPlugins } from '../apiserver/admission';
import type { User } from '../apiserver/api';
import { bootstrap } from '../apiserver/bootstrap';
import { ApiServer } from '../apiserver/server';
import { Loop } from '../sim/loop';
import { Random } from '../sim/random';
import { Trace } from '../sim/trace';
import type { KubectlTarget, LoggedLine } from './target';

export const ADMIN: User = { name: 'admin', groups: ['system:masters', 'system:authenticated'] };

/** An API server without controllers or kubelets, for tests of kubectl. */
export interface TestWorld {
  readonly loop: Loop;
  readonly server: ApiServer;
  readonly target: KubectlTarget;
}

/** Makes a world with its namespace; `logs` is what every container wrote. */
export function testWorld(namespace = 'default', logs?: readonly LoggedLine[]): TestWorld {
  const loop = new Loop(Date.UTC(2026, 0, 5));
  const trace = new Trace(loop);
  const random = new Random(1);
  const server = new ApiServer({ loop, trace, random, admission: admissionPlugins });
  const admin = server.as(ADMIN);
  bootstrap(server, ADMIN, 'kubeadm');
  if (namespace !== 'default')
    admin.create(Namespaces, { metadata: { name: namespace }, spec: {} });
  admin.create(ServiceAccounts, { metadata: { name: 'default', namespace } });
  const target: KubectlTarget = {
    server,
    get now() {
      return loop.now;
    },
    waitUntil: (goal, timeout) => loop.runUntil(goal, loop.now + timeout, false) === 'reached',
    logs: () => logs,
  };
  return { loop, server, target };
}
