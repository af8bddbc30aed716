import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Leases } from '../api/coordination/lease';
import { ConfigMaps } from '../api/core/config-map';
import { Events } from '../api/core/event';
import { Nodes } from '../api/core/node';
import { Pods } from '../api/core/pod';
import { Secrets } from '../api/core/secret';
import { draftOf, type New } from '../api/object';
import { decode } from '../api/schema/decode';
import type { Pod, PodSpec } from '../api/schema/objects';
import type { WriteEntry } from '../apiserver/server';
import { TestingWorld } from './testing-world';

class World extends TestingWorld {
  readonly history: string[] = [];

  constructor() {
    super();
    this.admin.watch(Pods, {}, ({ type, object }) =>
      this.history.push(`${type} ${summary(object)}`),
    );
  }

  run(spec: Partial<PodSpec>, name = 'web'): Pod {
    const pod = this.admin.create(Pods, {
      metadata: { name, namespace: 'default' },
      spec: { containers: [{ name: 'c', image: 'web:1' }], ...spec },
    } as New<Pod>);
    this.admin.bind({ namespace: 'default', name }, 'node-1');
    return pod;
  }

  pass(seconds: number): void {
    this.loop.runTo(this.loop.now + seconds * 1000);
  }

  settle(): boolean {
    return this.loop.runUntil(() => false, this.loop.now + 3_600_000) === 'quiescent';
  }

  pod(name = 'web'): Pod {
    return this.admin.get(Pods, { namespace: 'default', name });
  }

  summary(name = 'web'): string {
    return summary(this.pod(name));
  }

  events(): string[] {
    return this.admin
      .list(Events, { namespace: 'default' })
      .items.filter((event) => event.involvedObject.kind === 'Pod')
      .map((event) => `${event.reason}: ${event.message}`);
  }
}

function summary({ status, metadata }: Pod): string {
  const states = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])].map(
    (s) => {
      const { waiting, terminated } = s.state ?? {};
      const text = waiting?.reason ?? terminated?.reason ?? 'running';
      return `${text}${s.ready ? '+' : ''}${s.restartCount > 0 ? `x${s.restartCount}` : ''}`;
    },
  );
  const ready = status.conditions?.find((c) => c.type === 'Ready')?.status ?? '';
  const deleting = metadata.deletionTimestamp === undefined ? '' : ' deleting';
  return `${status.phase} ${states.join(',')} Ready=${ready}${deleting}`;
}

describe('kubelet', () => {
  it('leads what it does for a Pod back to that Pod, though images are pulled one after another', () => {
    const world = new World();
    for (const name of ['a', 'b', 'c']) {
      const seq = world.trace.append('test', 'step', { pod: name });
      world.loop.causedBy(seq, () => {
        world.run({ containers: [{ name: 'c', image: `${name}:1` }] }, name);
      });
    }
    world.settle();
    const roots = world.trace.entries
      .filter(({ type, actor }) => type === 'write' && actor === 'system:node:node-1')
      .filter(({ data }) => (data as WriteEntry).kind === 'Pod')
      .map(({ seq, data }) => [
        (data as WriteEntry).object.metadata.name,
        (world.trace.chain(seq).at(-1)?.data as { readonly pod?: string } | undefined)?.pod,
      ]);
    assert.isAtLeast(roots.length, 3);
    for (const [pod, root] of roots) assert.equal(root, pod);
  });

  it('writes statuses in the form in which the server keeps them', () => {
    const world = new World();
    world.images.exitsAfter('bad:1', 100, 3);
    world.images.doesNotExist('none:1');
    const seen: Pod[] = [];
    world.admin.watch(Pods, {}, ({ object }) => seen.push(object));
    world.run({
      containers: [
        { name: 'c', image: 'bad:1' },
        { name: 'd', image: 'none:1' },
      ],
    });
    world.run({ restartPolicy: 'Never', initContainers: [{ name: 'i', image: 'bad:1' }] }, 'init');
    world.run({ readinessGates: [{ conditionType: 'a.b/c' }] }, 'gated');
    world.settle();
    for (const name of ['web', 'init', 'gated']) {
      world.admin.delete(Pods, { namespace: 'default', name });
    }
    world.settle();
    assert.isAbove(seen.length, 20);
    for (const pod of seen) assert.deepEqual(decode(Pods.struct, draftOf(pod)).value, pod);
  });

  it('registers its node', () => {
    const world = new World();
    const message = () => {
      const { status } = world.admin.get(Nodes, { name: 'node-1' });
      return status.conditions?.find(({ type }) => type === 'Ready')?.message;
    };
    assert.match(String(message()), /cni plugin not initialized/);
    assert.isTrue(world.settle());
    assert.equal(message(), 'kubelet is posting ready status');
    const node = world.admin.get(Nodes, { name: 'node-1' });
    assert.deepInclude(node.metadata.labels, {
      'kubernetes.io/hostname': 'node-1',
      'topology.kubernetes.io/zone': 'a',
    });
    assert.deepInclude(node.status.allocatable, { cpu: '4', memory: '8Gi', pods: '110' });
    assert.equal(node.status.conditions?.find((c) => c.type === 'Ready')?.status, 'True');
  });

  it('runs a Pod', () => {
    const world = new World();
    world.run({});
    assert.isTrue(world.settle());
    assert.deepEqual(world.history, [
      'ADDED Pending  Ready=',
      'MODIFIED Pending  Ready=',
      'MODIFIED Pending ContainerCreating Ready=False',
      'MODIFIED Running running+ Ready=True',
    ]);
    assert.equal(world.pod().status.podIP, '10.244.1.2');
    assert.equal(world.pod().status.hostIP, '10.0.0.1');
    assert.deepEqual(world.events(), [
      'Pulling: Pulling image "web:1"',
      'Pulled: Successfully pulled image "web:1" in 100ms (100ms including waiting). Image size: 50000000 bytes.',
      'Created: Created container: c',
      'Started: Started container c',
    ]);
  });

  it('deletes a Pod gracefully', () => {
    const world = new World();
    world.run({});
    world.settle();
    world.history.length = 0;
    world.admin.delete(Pods, { namespace: 'default', name: 'web' });
    assert.isTrue(world.settle());
    assert.deepEqual(world.history, [
      'MODIFIED Running running+ Ready=True deleting',
      'MODIFIED Succeeded Completed Ready=False deleting',
      'DELETED Succeeded Completed Ready=False deleting',
    ]);
    assert.include(world.events(), 'Killing: Stopping container c');
  });

  it('backs off from a crashing container', () => {
    const world = new World();
    world.images.exitsAfter('web:1', 1000, 1);
    world.run({});
    assert.isTrue(world.settle());
    assert.equal(world.summary(), 'Running CrashLoopBackOffx1 Ready=False');
    const starts: number[] = [];
    const begin = world.loop.now;
    world.admin.watch(Pods, {}, ({ object }) => {
      const since = object.status.containerStatuses?.[0]?.state?.running?.startedAt;
      if (since) starts.push(Math.round((Date.parse(since) - begin) / 1000));
    });
    world.pass(1800);
    assert.deepEqual(starts.slice(0, 7), [10, 31, 72, 153, 314, 615, 916]);
    assert.equal(world.pod().status.containerStatuses?.[0]?.lastState?.terminated?.exitCode, 1);
  });

  it('backs off from a missing image', () => {
    const world = new World();
    world.images.doesNotExist('web:1');
    world.run({});
    assert.isTrue(world.settle());
    assert.equal(world.summary(), 'Pending ImagePullBackOff Ready=False');
    assert.deepEqual(world.events(), [
      'Pulling: Pulling image "web:1"',
      'Failed: Failed to pull image "web:1": rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/web:1": failed to resolve reference "docker.io/library/web:1": docker.io/library/web:1: not found',
      'Failed: Error: ErrImagePull',
      'BackOff: Back-off pulling image "web:1"',
      'Failed: Error: ImagePullBackOff',
    ]);
    world.images.exists('web:1');
    world.pass(12);
    assert.equal(world.summary(), 'Running running+ Ready=True');
  });

  it('shows a private registry the Secrets of the Pod', () => {
    const world = new World();
    world.images.tell('example.com/web:1', { isPrivate: true });
    const spec = {
      imagePullSecrets: [{ name: 'registry' }],
      containers: [{ name: 'c', image: 'example.com/web:1' }],
    };
    world.run(spec);
    assert.isTrue(world.settle());
    assert.equal(world.summary(), 'Pending ImagePullBackOff Ready=False');
    assert.deepEqual(world.events().slice(0, 3), [
      'FailedToRetrieveImagePullSecret: Unable to retrieve some image pull secrets (registry); attempting to pull the image may not succeed.',
      'Pulling: Pulling image "example.com/web:1"',
      'Failed: Failed to pull image "example.com/web:1": rpc error: code = Unknown desc = failed to pull and unpack image "example.com/web:1": failed to resolve reference "example.com/web:1": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    ]);
    const auths = JSON.stringify({ auths: { 'https://example.com': { auth: 'YTpi' } } });
    world.admin.create(Secrets, {
      metadata: { namespace: 'default', name: 'registry' },
      type: 'kubernetes.io/dockerconfigjson',
      data: { '.dockerconfigjson': Buffer.from(auths).toString('base64') },
    });
    world.pass(12);
    assert.equal(world.summary(), 'Running running+ Ready=True');
  });

  it('completes a Pod that runs a command', () => {
    const world = new World();
    world.run({
      restartPolicy: 'OnFailure',
      containers: [
        { name: 'c', image: 'busybox', command: ['sh', '-c', 'echo Hello && sleep 3600'] },
      ],
    });
    world.pass(3700);
    assert.equal(world.summary(), 'Succeeded Completed Ready=False');
    const uid = world.pod().metadata.uid;
    assert.deepEqual(
      world.machine.logs(uid, 'c')?.map((line) => line.text),
      ['Hello'],
    );
  });

  it('asks the readiness probe', () => {
    const world = new World();
    world.images.becomesReadyAfter('web:1', 12_000);
    const readinessProbe = { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 5 };
    world.run({ containers: [{ name: 'c', image: 'web:1', readinessProbe }] });
    assert.isTrue(world.settle());
    assert.equal(world.summary(), 'Running running+ Ready=True');
    assert.closeTo(world.loop.now - Date.UTC(2026, 0, 5), 15_200, 200);
    const { uid } = world.pod().metadata;
    world.machine.answerProbe(uid, 'readiness', false);
    const before = world.loop.now;
    assert.isTrue(world.settle());
    assert.equal(world.summary(), 'Running running Ready=False');
    assert.closeTo(world.loop.now - before, 15_000, 5_000);
    world.machine.answerProbe(uid, 'readiness', true);
    assert.isTrue(world.settle());
    assert.equal(world.summary(), 'Running running+ Ready=True');
    assert.include(
      world.events().join('\n'),
      'Unhealthy: Readiness probe failed: Get "http://10.244.1.2:8080/ready": dial tcp 10.244.1.2:8080: connect: connection refused',
    );
  });

  it('restarts what fails its liveness probe', () => {
    const world = new World();
    const script = 'touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600';
    const livenessProbe = {
      exec: { command: ['cat', '/tmp/healthy'] },
      initialDelaySeconds: 5,
      periodSeconds: 5,
    };
    world.run({
      containers: [{ name: 'c', image: 'busybox', args: ['/bin/sh', '-c', script], livenessProbe }],
    });
    world.pass(80);
    assert.equal(world.summary(), 'Running running+x1 Ready=True');
    const events = world.events();
    assert.include(
      events,
      "Unhealthy: Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory\n",
    );
    assert.include(events, 'Killing: Container c failed liveness probe, will be restarted');
  });

  it('runs init containers, then sidecars, then the rest, and ends sidecars last', () => {
    const world = new World();
    world.run({
      restartPolicy: 'Never',
      initContainers: [
        { name: 'i', image: 'busybox', command: ['sleep', '5'] },
        { name: 's', image: 'proxy:1', restartPolicy: 'Always' },
      ],
      containers: [{ name: 'c', image: 'busybox', command: ['sleep', '10'] }],
    });
    world.pass(1);
    assert.equal(world.summary(), 'Pending running,PodInitializing,PodInitializing Ready=False');
    world.pass(6);
    assert.equal(world.summary(), 'Running Completed+,running+,running+ Ready=True');
    world.pass(10);
    assert.equal(world.summary(), 'Succeeded Completed+,Completed,Completed Ready=False');
  });

  it('waits for a ConfigMap', () => {
    const world = new World();
    world.run({
      containers: [
        { name: 'c', image: 'web:1', envFrom: [{ configMapRef: { name: 'settings' } }] },
      ],
    });
    assert.isTrue(world.settle());
    assert.equal(world.summary(), 'Pending CreateContainerConfigError Ready=False');
    assert.include(world.events(), 'Failed: Error: configmap "settings" not found');
    world.admin.create(ConfigMaps, {
      metadata: { name: 'settings', namespace: 'default' },
      data: {},
    });
    assert.isTrue(world.settle());
    assert.equal(world.summary(), 'Running running+ Ready=True');
  });

  it('refuses what does not fit', () => {
    const world = new World();
    const resources = { requests: { cpu: '3' } };
    world.run({ containers: [{ name: 'c', image: 'web:1', resources }] });
    world.run({ containers: [{ name: 'c', image: 'web:1', resources }] }, 'more');
    world.settle();
    const { phase, reason, message } = world.pod('more').status;
    assert.deepEqual(
      { phase, reason, message },
      {
        phase: 'Failed',
        reason: 'OutOfcpu',
        message:
          "Pod was rejected: Node didn't have enough resource: cpu, requested: 3000, used: 3000, capacity: 4000",
      },
    );
  });

  it('admits by the labels that its Node has now, not those of its last beat', () => {
    const world = new World();
    const node = draftOf(world.admin.get(Nodes, { name: 'node-1' }));
    node.metadata.labels = { ...node.metadata.labels, disk: 'ssd' };
    world.admin.update(Nodes, node);
    world.run({ nodeSelector: { disk: 'ssd' } });
    world.settle();
    assert.equal(world.pod('web').status.phase, 'Running');
  });

  it('gives the room of a Pod that was deleted by force to the next, though it may still be ending', () => {
    const world = new World();
    const resources = { requests: { cpu: '3' } };
    const containers = [{ name: 'c', image: 'web:1', resources }];
    world.run({ containers });
    world.settle();
    world.admin.delete(Pods, { namespace: 'default', name: 'web' }, {
      gracePeriodSeconds: 0,
    } as never);
    world.run({ containers }, 'next');
    world.settle();
    assert.equal(world.pod('next').status.phase, 'Running');
  });

  it('survives a power failure', () => {
    const world = new World();
    world.run({});
    world.settle();
    world.machine.crash();
    world.pass(30);
    assert.equal(world.summary(), 'Running running+ Ready=True');
    world.machine.recover();
    world.settle();
    assert.equal(world.summary(), 'Running running+x1 Ready=True');
    assert.equal(world.pod().status.containerStatuses?.[0]?.lastState?.terminated?.exitCode, 255);
    assert.equal(world.pod().status.podIP, '10.244.1.3');
  });

  it('goes on without the network, and reports afterwards', () => {
    const world = new World();
    world.images.exitsAfter('job:1', 20_000, 0);
    world.run({ restartPolicy: 'Never', containers: [{ name: 'c', image: 'job:1' }] });
    world.pass(5);
    world.machine.cut();
    world.pass(60);
    assert.equal(world.summary(), 'Running running+ Ready=True');
    world.machine.heal();
    assert.isTrue(world.settle());
    assert.equal(world.summary(), 'Succeeded Completed Ready=False');
  });

  it('kills a container that ignores TERM when the grace is over', () => {
    const world = new World();
    world.run({
      terminationGracePeriodSeconds: 7,
      containers: [{ name: 'c', image: 'busybox', command: ['sleep', '3600'] }],
    });
    world.settle();
    const before = world.loop.now;
    world.admin.delete(Pods, { namespace: 'default', name: 'web' });
    world.settle();
    assert.closeTo(world.loop.now - before, 7000, 20);
    assert.equal(world.history.at(-1), 'DELETED Failed Error Ready=False deleting');
  });

  it('runs the preStop hook within the grace', () => {
    const world = new World();
    const lifecycle = { preStop: { sleep: { seconds: 10 } } };
    world.run({ containers: [{ name: 'c', image: 'web:1', lifecycle }] });
    world.settle();
    const before = world.loop.now;
    world.admin.delete(Pods, { namespace: 'default', name: 'web' });
    world.settle();
    assert.closeTo(world.loop.now - before, 10_050, 50);
    assert.equal(world.history.at(-1), 'DELETED Succeeded Completed Ready=False deleting');
  });

  it('ends a Pod at its deadline', () => {
    const world = new World();
    world.run({ activeDeadlineSeconds: 60, restartPolicy: 'Never' });
    world.pass(70);
    const { phase, reason, message } = world.pod().status;
    assert.deepEqual(
      { phase, reason, message },
      {
        phase: 'Failed',
        reason: 'DeadlineExceeded',
        message: 'Pod was active on the node longer than the specified deadline',
      },
    );
    assert.include(
      world.events(),
      'DeadlineExceeded: Pod was active on the node longer than the specified deadline',
    );
  });

  it('waits for the startup probe before it asks the others', () => {
    const world = new World();
    world.images.becomesReadyAfter('web:1', 45_000);
    const probe = { httpGet: { port: 80 }, periodSeconds: 10 };
    const livenessProbe = { ...probe, failureThreshold: 1 };
    const startupProbe = { ...probe, failureThreshold: 30 };
    world.run({ containers: [{ name: 'c', image: 'web:1', livenessProbe, startupProbe }] });
    world.pass(40);
    assert.equal(world.summary(), 'Running running Ready=False');
    world.pass(20);
    assert.equal(world.summary(), 'Running running+ Ready=True');
  });

  it('restarts a slow starter that has no startup probe, again and again', () => {
    const world = new World();
    world.images.becomesReadyAfter('web:1', 45_000);
    const livenessProbe = { httpGet: { port: 80 }, periodSeconds: 10 };
    world.run({
      restartPolicy: 'OnFailure',
      containers: [{ name: 'c', image: 'web:1', livenessProbe }],
    });
    world.pass(50);
    // ready while it is asked for its life only, and dead at the third failure
    assert.equal(world.summary(), 'Running runningx2 Ready=False');
    world.pass(600);
    assert.include(world.history, 'MODIFIED Running CrashLoopBackOffx4 Ready=False');
  });

  it('kills what uses more memory than its limit', () => {
    const world = new World();
    world.images.uses('web:1', { memory: 2 ** 30 });
    const resources = { limits: { memory: '512Mi' } };
    world.run({ restartPolicy: 'Never', containers: [{ name: 'c', image: 'web:1', resources }] });
    world.settle();
    assert.equal(world.summary(), 'Failed OOMKilled Ready=False');
    assert.equal(world.pod().status.containerStatuses?.[0]?.state?.terminated?.exitCode, 137);
  });

  it('starts a container anew with a changed image', () => {
    const world = new World();
    world.run({});
    world.settle();
    const pod = world.pod();
    const containers = pod.spec.containers.map((c) => ({ ...c, image: 'web:2' }));
    world.admin.update(Pods, { ...pod, spec: { ...pod.spec, containers } });
    world.settle();
    assert.equal(world.summary(), 'Running running+x1 Ready=True');
    assert.equal(world.pod().status.containerStatuses?.[0]?.image, 'docker.io/library/web:2');
    assert.include(world.events(), 'Killing: Container c definition changed, will be restarted');
  });

  it('finds its containers after a restart of the kubelet alone', () => {
    const world = new World();
    world.run({});
    world.settle();
    world.machine.program.stop();
    world.pass(20);
    world.machine.program.start();
    world.settle();
    assert.equal(world.summary(), 'Running running+ Ready=True');
    world.machine.killContainer(world.pod().metadata.uid, 'c');
    world.settle();
    assert.equal(world.summary(), 'Running running+x1 Ready=True');
  });

  it('evicts', () => {
    const world = new World();
    world.run({});
    world.settle();
    world.machine.evict(
      world.pod().metadata.uid,
      'Evicted',
      'The node was low on resource: memory.',
    );
    world.settle();
    assert.deepInclude(world.pod().status, { phase: 'Failed', reason: 'Evicted' });
  });

  it('mounts nothing that is not there', () => {
    const world = new World();
    world.run({ volumes: [{ name: 'v', secret: { secretName: 'keys' } }] });
    assert.isTrue(world.settle());
    assert.equal(world.summary(), 'Pending ContainerCreating Ready=False');
    assert.include(
      world.events(),
      'FailedMount: MountVolume.SetUp failed for volume "v" : secret "keys" not found',
    );
    world.admin.create(Secrets, { metadata: { name: 'keys', namespace: 'default' } });
    assert.isTrue(world.settle());
    assert.equal(world.summary(), 'Running running+ Ready=True');
  });

  it('renews its Lease every ten seconds, unseen by the trace', () => {
    const world = new World();
    world.settle();
    const entries = world.trace.entries.length;
    const renewals = new Set<string>();
    const lease = () => world.admin.get(Leases, { namespace: 'kube-node-lease', name: 'node-1' });
    for (let i = 0; i < 60; i++) {
      world.pass(1);
      renewals.add(lease().spec.renewTime ?? '');
    }
    assert.include([6, 7], renewals.size);
    assert.equal(world.trace.entries.length, entries);
  });

  it('does the same again with the same seed', () => {
    const run = () => {
      const world = new World();
      world.images.exitsAfter('web:1', 3000, 1);
      world.run({});
      world.pass(300);
      return JSON.stringify(world.trace.entries);
    };
    assert.equal(run(), run());
  });
});
