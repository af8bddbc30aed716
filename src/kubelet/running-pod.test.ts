import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Events } from '../api/core/event';
import { Pods } from '../api/core/pod';
import { draftOf, type New } from '../api/object';
import { decode } from '../api/schema/decode';
import type { Container, ContainerResizePolicy, Pod } from '../api/schema/objects';
import { TestingWorld } from './testing-world';

type Amounts = Readonly<Record<string, string>>;

const RESTART: readonly ContainerResizePolicy[] = [
  { resourceName: 'memory', restartPolicy: 'RestartContainer' },
];

class World extends TestingWorld {
  run(
    name: string,
    requests: Amounts,
    more: Partial<Container> & { priority?: number } = {},
  ): void {
    const { priority, ...container } = more;
    const containers = [{ name: 'c', image: 'web:1', resources: { requests }, ...container }];
    this.admin.create(Pods, {
      metadata: { name, namespace: 'default' },
      spec: { containers, ...(priority === undefined ? {} : { priority }) },
    } as unknown as New<Pod>);
    this.admin.bind({ namespace: 'default', name }, 'node-1');
    this.settle();
  }

  resize(name: string, requests: Amounts, limits?: Amounts): void {
    const resources = { requests, ...(limits === undefined ? {} : { limits }) };
    const body = { spec: { containers: [{ name: 'c', resources }] } };
    const ref = { namespace: 'default', name };
    this.admin.patch(Pods, ref, body, { type: 'strategic', subresource: 'resize' });
  }

  settle(): void {
    this.loop.runUntil(() => false, this.loop.now + 3_600_000);
  }

  pass(seconds: number): void {
    this.loop.runTo(this.loop.now + seconds * 1000);
  }

  pod(name: string): Pod {
    return this.admin.get(Pods, { namespace: 'default', name });
  }

  /** What was granted, what runs, how often it was restarted, and what is said of the resize. */
  size(name: string): string {
    const { status } = this.pod(name);
    const [container] = status.containerStatuses ?? [];
    const granted = container?.allocatedResources ?? {};
    const actual = container?.resources?.requests ?? {};
    const conditions = (status.conditions ?? [])
      .filter(({ type }) => type.startsWith('PodResize'))
      .map(({ type, reason, message, observedGeneration: generation }) =>
        [type, reason, message, `of ${generation}`].filter(Boolean).join(' '),
      );
    const amounts = `${Object.values(granted).join('/')} ${Object.values(actual).join('/')}`;
    return [`${amounts} x${container?.restartCount}`, ...conditions].join('; ');
  }

  events(name: string): string[] {
    return this.admin
      .list(Events, { namespace: 'default' })
      .items.filter(({ involvedObject }) => involvedObject.name === name)
      .map(({ reason, message }) => `${reason}: ${message}`);
  }
}

/** What a kubelet writes is in the server's form already. */
function assertCanonical(pod: Pod): void {
  assert.deepEqual(decode(Pods.struct, draftOf(pod)).value, pod);
}

describe('a resize of a Pod', () => {
  it('is granted, put into effect in place, and told', () => {
    const world = new World();
    world.run('web', { cpu: '500m', memory: '256Mi' });
    assert.equal(world.size('web'), '500m/256Mi 500m/256Mi x0');
    world.resize('web', { cpu: '1', memory: '512Mi' });
    world.pass(0.01);
    assert.equal(world.size('web'), '1/512Mi 500m/256Mi x0; PodResizeInProgress of 2');
    world.settle();
    assert.equal(world.size('web'), '1/512Mi 1/512Mi x0');
    assert.equal(world.pod('web').status.observedGeneration, 2);
    assert.equal(
      world.events('web').at(-1),
      'ResizeCompleted: Pod resize completed: {"containers":[{"name":"c","resources":{"requests":{"cpu":"1","memory":"512Mi"}}}]}',
    );
    assertCanonical(world.pod('web'));
  });

  it('restarts a container whose policy demands it for what has changed', () => {
    const world = new World();
    world.run('web', { cpu: '500m', memory: '256Mi' }, { resizePolicy: RESTART });
    world.resize('web', { cpu: '1', memory: '256Mi' });
    world.settle();
    assert.equal(world.size('web'), '1/256Mi 1/256Mi x0');
    world.resize('web', { cpu: '1', memory: '512Mi' });
    world.settle();
    assert.equal(world.size('web'), '1/512Mi 1/512Mi x1');
    assert.include(world.events('web'), 'Killing: Container c resize requires restart');
  });

  it('waits while others have the room, and comes when they go or shrink', () => {
    const world = new World();
    world.run('big', { cpu: '2500m' });
    world.run('web', { cpu: '500m' });
    const why = "Node didn't have enough resource: cpu, requested: 2000, used: 2500, capacity: ";
    world.resize('web', { cpu: '2' });
    world.settle();
    const [first, said] = world.size('web').split('; ');
    assert.equal(first, '500m 500m x0');
    assert.match(said ?? '', new RegExp(`^PodResizePending Deferred ${why}\\d+ of 2$`));
    world.resize('big', { cpu: '1' });
    world.settle();
    assert.equal(world.size('web'), '2 2 x0');
    assert.equal(world.size('big'), '1 1 x0');
  });

  it('is infeasible where the empty node would be too small, until less is asked for', () => {
    const world = new World();
    world.run('web', { cpu: '500m' });
    world.resize('web', { cpu: '40' });
    world.settle();
    const [first, said] = world.size('web').split('; ');
    assert.equal(first, '500m 500m x0');
    assert.match(
      said ?? '',
      /^PodResizePending Infeasible Node didn't have enough capacity: cpu, requested: 40000, capacity: \d+ of 2$/,
    );
    world.resize('web', { cpu: '500m' });
    world.settle();
    assert.equal(world.size('web'), '500m 500m x0');
  });

  it('comes to the Pod of the higher priority first', () => {
    const world = new World();
    world.run('big', { cpu: '2' });
    world.run('low', { cpu: '500m' });
    world.run('high', { cpu: '500m' }, { priority: 10 });
    for (const name of ['low', 'high']) world.resize(name, { cpu: '2500m' });
    world.pass(10);
    world.admin.delete(Pods, { namespace: 'default', name: 'big' });
    world.settle();
    assert.equal(world.size('high'), '2500m 2500m x0');
    assert.match(world.size('low'), /^500m 500m x0; PodResizePending Deferred/);
  });

  it('takes no memory away that is in use', () => {
    const world = new World();
    world.images.uses('web:1', { memory: 300 * 1024 ** 2 });
    const limits = { memory: '512Mi' };
    world.run('web', {}, { resources: { requests: limits, limits } });
    world.resize('web', { memory: '128Mi' }, { memory: '128Mi' });
    world.pass(2);
    assert.equal(
      world.size('web'),
      '128Mi 512Mi x0; PodResizeInProgress Error cannot decrease memory limits: [attempting to set pod memory limit (134217728) below current usage (314572800), attempting to set container "c" memory limit (134217728) below current usage (314572800)] of 2',
    );
    world.resize('web', { memory: '384Mi' }, { memory: '384Mi' });
    world.settle();
    assert.equal(world.size('web'), '384Mi 384Mi x0');
  });

  it('is taken up again by a kubelet that was away meanwhile', () => {
    const world = new World();
    world.run('web', { cpu: '500m' });
    world.machine.program.stop();
    world.resize('web', { cpu: '1' });
    world.pass(60);
    world.machine.program.start();
    world.settle();
    assert.equal(world.size('web'), '1 1 x0');
    assert.include(world.events('web').at(-1), 'ResizeCompleted');
  });
});

describe('an ephemeral container', () => {
  const REF = { namespace: 'default', name: 'web' };
  const add = (world: World, ...ephemeralContainers: readonly object[]) =>
    world.admin.patch(
      Pods,
      REF,
      { spec: { ephemeralContainers } },
      { type: 'strategic', subresource: 'ephemeralcontainers' },
    );
  const shown = ({ status }: Pod) =>
    (status.ephemeralContainerStatuses ?? []).map(
      ({ name, state, ready, restartCount, started }) =>
        `${name} ${Object.keys(state ?? {})} ${state?.terminated?.exitCode ?? state?.waiting?.reason ?? ''} ${ready} ${restartCount} ${started}`,
    );

  it('runs beside the others, once, and neither readies nor ends the Pod', () => {
    const world = new World();
    world.run('web', {});
    add(world, {
      name: 'debug',
      image: 'busybox',
      command: ['sh', '-c', 'echo hi; sleep 5; exit 3'],
    });
    world.pass(4);
    assert.deepEqual(shown(world.pod('web')), ['debug running  false 0 undefined']);
    world.settle();
    const pod = world.pod('web');
    assert.deepEqual(shown(pod), ['debug terminated 3 false 0 undefined']);
    assert.equal(pod.status.phase, 'Running');
    assertCanonical(pod);
    const texts = world
      .events('web')
      .filter((text) => /busybox|debug/.test(text))
      .map((text) => text.replace(/ in .*/, ''));
    assert.deepEqual(texts, [
      'Pulling: Pulling image "busybox"',
      'Pulled: Successfully pulled image "busybox"',
      'Created: Created container: debug',
      'Started: Started container debug',
    ]);
    const uid = pod.metadata.uid;
    assert.deepEqual(
      world.machine.logs(uid, 'debug')?.map(({ text }) => text),
      ['hi'],
    );
  });

  it('may join another, and waits for its own image alone', () => {
    const world = new World();
    world.images.doesNotExist('none:1');
    world.run('web', {});
    add(world, { name: 'lost', image: 'none:1' });
    world.settle();
    add(world, { name: 'debug', image: 'busybox', command: ['sleep', '3600'] });
    world.settle();
    assert.deepEqual(shown(world.pod('web')), [
      'debug running  false 0 undefined',
      'lost waiting ImagePullBackOff false 0 undefined',
    ]);
    assert.equal(world.pod('web').status.phase, 'Running');
  });

  it('is there while the Pod cannot start, and ends with it', () => {
    const world = new World();
    const waits = { name: 'wait', image: 'busybox', command: ['sleep', '100'] };
    world.admin.create(Pods, {
      metadata: { name: 'web', namespace: 'default' },
      spec: {
        restartPolicy: 'Never',
        initContainers: [waits],
        containers: [{ ...waits, name: 'c' }],
      },
    } as unknown as New<Pod>);
    world.admin.bind(REF, 'node-1');
    world.pass(10);
    add(world, { name: 'debug', image: 'busybox', command: ['sleep', 'infinity'] });
    world.pass(10);
    assert.deepEqual(shown(world.pod('web')), ['debug running  false 0 undefined']);
    assert.equal(world.pod('web').status.phase, 'Pending');
    world.settle();
    const pod = world.pod('web');
    assert.equal(pod.status.phase, 'Succeeded');
    assert.deepEqual(shown(pod), ['debug terminated 137 false 0 undefined']);
  });
});
