import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { assert } from 'chai';
import { kindOf } from '../api';
import { Namespaces } from '../api/core/namespace';
import type { Kind } from '../api/kind';
import type { ResourceQuota } from '../api/schema/objects';
import { type ServedCluster, servedCluster } from './testing-cluster';

const Quotas = kindOf('v1', 'ResourceQuota') as unknown as Kind<ResourceQuota>;
const LIMIT = 30_000;

async function until(what: string, goal: () => boolean): Promise<void> {
  const end = performance.now() + LIMIT;
  while (!goal()) {
    if (performance.now() > end) throw new Error(`it did not come about that ${what}`);
    await new Promise((done) => setTimeout(done, 5));
  }
}

describe('the example of an operator', { timeout: 120_000 }, () => {
  let world: ServedCluster;
  let operator: ChildProcess;
  let said = '';

  before(async () => {
    world = await servedCluster(1, { speed: 1 });
    operator = spawn(process.execPath, [resolve('examples/operator/operator.mjs')], {
      env: { ...process.env, KUBECONFIG: world.kubeconfig, HOSTNAME: 'host' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [operator.stdout, operator.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    await until('it leads', () => said.includes('leads'));
  });
  after(async () => {
    operator.kill('SIGKILL');
    await world.close();
  });

  const quotaOf = (namespace: string) =>
    world.cluster.server.store.find(Quotas, { namespace, name: 'team-quota' });

  it('gives a team its quota, and gives it back when it is taken away', async () => {
    const { admin } = world.cluster;
    const metadata = {
      name: 'shop',
      labels: { team: 'a' },
      annotations: { 'team-quota/pods': '7' },
    };
    admin.create(Namespaces, { metadata, spec: {} });
    await until('there is a quota', () => quotaOf('shop') !== undefined);
    assert.deepEqual(quotaOf('shop')?.spec?.hard, { pods: '7' });
    const { uid } = quotaOf('shop')?.metadata ?? {};
    admin.delete(Quotas, { namespace: 'shop', name: 'team-quota' });
    await until('it is back', () => ![undefined, uid].includes(quotaOf('shop')?.metadata.uid));
  });

  it('is at work when hours have passed', async () => {
    await new Promise<void>((done) => world.serving.clock.advance(6 * 3_600_000, done));
    const { admin } = world.cluster;
    admin.patch(
      Namespaces,
      { name: 'shop' },
      { metadata: { annotations: { 'team-quota/pods': '9' } } },
      { type: 'merge' },
    );
    await until('the quota follows', () => quotaOf('shop')?.spec?.hard?.pods === '9');
    await until('it says so', () => said.includes('shop: 9 pods for team a'));
    assert.isNull(operator.exitCode);
  });
});
