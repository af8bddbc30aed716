import { after, before, describe, it } from 'node:test';
import type { CoreV1Api, KubeConfig, V1ConfigMap } from '@kubernetes/client-node';
import { assert } from 'chai';
import { type ServedCluster, servedCluster } from './testing-cluster';

const LIMIT = 30_000;

/** Waits until something is so; an error when it never is. */
async function until(what: string, goal: () => boolean): Promise<void> {
  const end = performance.now() + LIMIT;
  while (!goal()) {
    if (performance.now() > end) throw new Error(`it did not come about that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('@kubernetes/client-node', { timeout: 120_000 }, () => {
  let world: ServedCluster;
  let library: typeof import('@kubernetes/client-node');
  let config: KubeConfig;
  let core: CoreV1Api;

  before(async () => {
    library = await import('@kubernetes/client-node');
    world = await servedCluster(2, { speed: 10 });
    config = new library.KubeConfig();
    config.loadFromString(world.serving.kubeconfig);
    core = config.makeApiClient(library.CoreV1Api);
  });
  after(() => world.close());

  const configMap = (name: string, value: string) => ({ metadata: { name }, data: { value } });

  it('creates, reads, replaces, patches, lists and deletes', async () => {
    const namespace = 'default';
    await core.createNamespacedConfigMap({ namespace, body: configMap('a', '1') });
    const read = await core.readNamespacedConfigMap({ namespace, name: 'a' });
    assert.deepEqual(read.data, { value: '1' });
    read.data = { value: '2' };
    await core.replaceNamespacedConfigMap({ namespace, name: 'a', body: read });
    const patch = [{ op: 'replace', path: '/data/value', value: '3' }];
    const patched = await core.patchNamespacedConfigMap({ namespace, name: 'a', body: patch });
    assert.deepEqual(patched.data, { value: '3' });
    const { items } = await core.listNamespacedConfigMap({ namespace });
    assert.include(
      items.map(({ metadata }) => metadata?.name),
      'a',
    );
    await core.deleteNamespacedConfigMap({ namespace, name: 'a' });
  });

  it('pages through a list', async () => {
    const namespace = 'kube-system';
    for (let i = 0; i < 5; i++) {
      await core.createNamespacedConfigMap({ namespace, body: configMap(`p${i}`, '') });
    }
    const first = await core.listNamespacedConfigMap({ namespace, limit: 2 });
    assert.equal(first.items.length, 2);
    const rest = await core.listNamespacedConfigMap({
      namespace,
      _continue: first.metadata?._continue ?? '',
    });
    assert.isAtLeast(rest.items.length, 3);
    assert.notDeepInclude(rest.items, first.items[0]);
  });

  it('says what went wrong', async () => {
    const refusal = await core
      .readNamespacedPod({ namespace: 'default', name: 'nobody' })
      .catch((error: unknown) => error);
    assert.instanceOf(refusal, library.ApiException);
    assert.equal((refusal as { code: number }).code, 404);
  });

  it('keeps an informer up to date', async () => {
    const namespace = 'default';
    const seen: string[] = [];
    const informer = library.makeInformer<V1ConfigMap>(
      config,
      `/api/v1/namespaces/${namespace}/configmaps`,
      () => core.listNamespacedConfigMap({ namespace }),
    );
    for (const event of ['add', 'update', 'delete'] as const) {
      informer.on(event, ({ metadata, data }) => {
        if (metadata?.name === 'i') seen.push(`${event} ${data?.value}`);
      });
    }
    await informer.start();
    await core.createNamespacedConfigMap({ namespace, body: configMap('i', '1') });
    await until('it was added', () => seen.length === 1);
    await core.patchNamespacedConfigMap({
      namespace,
      name: 'i',
      body: [{ op: 'replace', path: '/data/value', value: '2' }],
    });
    await until('it was updated', () => seen.length === 2);
    await core.deleteNamespacedConfigMap({ namespace, name: 'i' });
    await until('it was deleted', () => seen.length === 3);
    await informer.stop();
    assert.deepEqual(seen, ['add 1', 'update 2', 'delete 2']);
  });

  it('watches Pods come to life', async () => {
    const phases: string[] = [];
    const watch = new library.Watch(config);
    const controller = await watch.watch(
      '/api/v1/namespaces/default/pods',
      { fieldSelector: 'metadata.name=w', allowWatchBookmarks: true },
      (_type, pod: { status: { phase: string } }) => phases.push(pod.status.phase),
      () => {},
    );
    const body = { metadata: { name: 'w' }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };
    await core.createNamespacedPod({ namespace: 'default', body });
    await until('it ran', () => phases.includes('Running'));
    controller.abort();
    assert.equal(phases[0], 'Pending');
  });
});
