import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Namespaces } from '../../api/core/namespace';
import { Nodes } from '../../api/core/node';
import { Pods } from '../../api/core/pod';
import type { New } from '../../api/object';
import type { Pod } from '../../api/schema/objects';
import { ApiServer } from '../../apiserver/server';
import { Loop } from '../../sim/loop';
import { Random } from '../../sim/random';
import { Trace } from '../../sim/trace';
import { type KubeletScript, ScriptedMachine } from './scripted-machine';

function worldWith(script: KubeletScript, policy: string, image = 'web:1') {
  const loop = new Loop(0);
  const trace = new Trace(loop);
  const random = new Random(1);
  const server = new ApiServer({ loop, trace, random, admission: [] });
  const admin = server.as({ name: 'admin', groups: ['system:masters'] });
  for (const name of ['default', 'kube-node-lease']) {
    admin.create(Namespaces, { metadata: { name }, spec: {} } as never);
  }
  const spec = { name: 'node-1', cpu: '4', memory: '8Gi', pods: 110 };
  const machine = new ScriptedMachine({ loop, trace, random, server }, spec, script, 1);
  machine.start();
  const history: string[] = [];
  admin.watch(Pods, {}, ({ type, object: { status } }) => {
    const c = status.containerStatuses?.[0];
    const state = c?.state?.waiting?.reason ?? c?.state?.terminated?.reason ?? 'Running';
    const text = c === undefined ? '' : ` ${state}${c.ready ? '+' : ''} x${c.restartCount}`;
    history.push(`${loop.now} ${type} ${status.phase}${text}`);
  });
  admin.create(Pods, {
    metadata: { name: 'web', namespace: 'default' },
    spec: { restartPolicy: policy, containers: [{ name: 'c', image }] },
  } as New<Pod>);
  admin.bind({ namespace: 'default', name: 'web' }, 'node-1');
  return { loop, admin, machine, history };
}

describe('scripted kubelet', () => {
  const cases: [script: KubeletScript, policy: string, expected: string[]][] = [
    [
      {},
      'Always',
      [
        '1 MODIFIED Pending ContainerCreating x0',
        '1001 MODIFIED Running Running x0',
        '1501 MODIFIED Running Running+ x0',
      ],
    ],
    [
      { images: { 'web:1': { ready: 0.2, exit: { after: 1, code: 1 }, backoff: 2 } } },
      'OnFailure',
      [
        '1 MODIFIED Pending ContainerCreating x0',
        '1001 MODIFIED Running Running x0',
        '1201 MODIFIED Running Running+ x0',
        '2001 MODIFIED Running Error x0',
        '2201 MODIFIED Running Running x1',
        '2401 MODIFIED Running Running+ x1',
        '3201 MODIFIED Running CrashLoopBackOff x1',
        '5201 MODIFIED Running Running x2',
        '5401 MODIFIED Running Running+ x2',
      ],
    ],
    [
      { defaults: { ready: 0, exit: { after: 1, code: 0 } } },
      'Never',
      [
        '1 MODIFIED Pending ContainerCreating x0',
        '1001 MODIFIED Running Running+ x0',
        '2001 MODIFIED Succeeded Completed x0',
      ],
    ],
    [
      { defaults: { pullError: true } },
      'Always',
      [
        '1 MODIFIED Pending ContainerCreating x0',
        '1001 MODIFIED Pending ErrImagePull x0',
        '2001 MODIFIED Pending ImagePullBackOff x0',
      ],
    ],
  ];
  for (const [script, policy, expected] of cases) {
    it(JSON.stringify(script), () => {
      const { loop, history } = worldWith(script, policy);
      loop.runTo(5500);
      assert.deepEqual(history.slice(2), expected);
    });
  }

  it('crashes, revives, and removes what is to go', () => {
    const { loop, admin, machine, history } = worldWith({}, 'Always');
    loop.runTo(3000);
    machine.crash();
    admin.delete(Pods, { namespace: 'default', name: 'web' });
    loop.runTo(9000);
    assert.match(history.at(-1) ?? '', /^3000 MODIFIED/);
    machine.start();
    loop.runTo(20_000);
    assert.match(history.at(-1) ?? '', /^9500 DELETED/);
    assert.equal(admin.get(Nodes, { name: 'node-1' }).status.conditions?.length, 4);
  });

  it('fails Pods and makes them unready', () => {
    const { loop, admin, machine } = worldWith({}, 'Always');
    loop.runTo(3000);
    machine.setReady(['default/web'], false);
    const get = () => admin.get(Pods, { namespace: 'default', name: 'web' }).status;
    assert.isFalse(get().containerStatuses?.[0]?.ready);
    machine.fail(['default/web'], 'Evicted', 'low');
    assert.deepInclude(get(), { phase: 'Failed', reason: 'Evicted', message: 'low' });
    assert.isUndefined(get().conditions);
  });
});
