import { after, before, describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../api/object';
import { at, listAt } from '../http/conformance/testing-walk';
import { type Reply, ServerProcess, type Told } from './testing-server';

/** What clients of Kubernetes v1.20 say that they take, in Go and with kubectl. */
const ACCEPTED = [
  'application/json',
  'application/json, */*',
  'application/vnd.kubernetes.protobuf,application/json',
] as const;
const AGENT = 'e2e.test/v1.20.2 (linux/amd64) kubernetes/faecb19 -- [sig-node] a test';

/** How long the framework's steps may take here, in milliseconds of the wall; it waits for minutes. */
const PATIENCE = 8_000;
const POLL = 100;

let server: ServerProcess;

const pause = (time: number) => new Promise((done) => setTimeout(done, time));

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (!(await holds())) {
    assert.isBelow(Date.now(), end, `not in time: ${what}`);
    await pause(POLL);
  }
}

/** The first event of a watch that is what was waited for. */
async function heard(watch: AsyncGenerator<Told>, is: (told: Told) => boolean): Promise<Told> {
  for await (const told of watch) {
    assert.notEqual(told.type, 'ERROR', JSON.stringify(told.object));
    if (is(told)) return told;
  }
  throw new Error('the watch ended');
}

/** A client as the framework of Kubernetes' tests makes one. */
function clientWith(accept: string) {
  const headers = { accept, 'user-agent': AGENT };
  const expect = async (code: number, answer: Promise<Reply>): Promise<JsonObject> => {
    const { code: got, body, text } = await answer;
    assert.equal(got, code, text);
    return body;
  };
  return {
    get: (path: string) => expect(200, server.send('GET', path, undefined, headers)),
    make: (path: string, body: JsonObject) => expect(201, server.send('POST', path, body, headers)),
    remove: (path: string, body?: JsonObject) =>
      expect(200, server.send('DELETE', path, body, headers)),
    list: async (path: string) =>
      listAt(await expect(200, server.send('GET', path, undefined, headers)), 'items'),
    watch: (path: string) => server.watch(path, headers),
    code: async (path: string) => (await server.send('GET', path, undefined, headers)).code,
    text: async (path: string) => (await server.send('GET', path, undefined, headers)).text,
  };
}

type Client = ReturnType<typeof clientWith>;

const isTrue = (object: JsonObject, type: string): boolean =>
  listAt(object, 'status.conditions').some((c) => c.type === type && c.status === 'True');

/** What the suite asks before it runs any test. */
async function beginSuite(client: Client): Promise<void> {
  const all = await client.list('/api/v1/nodes?resourceVersion=0');
  const schedulable = await client.list(
    '/api/v1/nodes?fieldSelector=spec.unschedulable%3Dfalse&resourceVersion=0',
  );
  assert.lengthOf(schedulable, all.length);
  assert.isNotEmpty(all);
  for (const node of schedulable) {
    assert.isTrue(isTrue(node, 'Ready'));
    assert.isUndefined(at(node, 'spec.taints'));
    assert.isTrue(listAt(node, 'status.addresses').some(({ type }) => type === 'InternalIP'));
  }
  for (const kind of ['pods', 'replicationcontrollers'])
    for (const object of await client.list(`/api/v1/namespaces/kube-system/${kind}`))
      assert.isTrue(kind !== 'pods' || isTrue(object, 'Ready'), JSON.stringify(object));
  for (const kind of ['replicasets', 'daemonsets'])
    await client.list(`/apis/apps/v1/namespaces/kube-system/${kind}`);
  assert.match(String((await client.get('/version')).gitVersion), /^v1\.34/);
  const service = await client.get('/api/v1/namespaces/default/services/kubernetes');
  assert.match(String(at(service, 'spec.clusterIP')), /^\d+\.\d+\.\d+\.\d+$/);
}

/** A namespace for one test, with a ServiceAccount that has a token. */
async function beginTest(client: Client, name: string): Promise<string> {
  await client.make('/api/v1/namespaces', {
    kind: 'Namespace',
    apiVersion: 'v1',
    metadata: {
      name,
      creationTimestamp: null,
      labels: { 'e2e-framework': 'pods', 'e2e-run': '5e0a7c3f-4ad4-4f2b-9e0b-6f3bb0e3e7a1' },
    },
    spec: {},
    status: {},
  });
  const path = `/api/v1/namespaces/${name}`;
  const one = 'fieldSelector=metadata.name%3Ddefault&watch=true';
  const { object } = await heard(
    client.watch(`${path}/serviceaccounts?${one}`),
    ({ object }) => listAt(object, 'secrets').length > 0,
  );
  const secret = await client.get(`${path}/secrets/${at(object, 'secrets[0].name')}`);
  assert.containsAllKeys(at(secret, 'data'), ['ca.crt', 'namespace', 'token']);
  await until('kube-root-ca.crt', async () => {
    return (await client.code(`${path}/configmaps/kube-root-ca.crt`)) === 200;
  });
  return path;
}

/** A Pod that is watched from its creation to its end, with the grace that it did not ask for: 30 s. */
async function podsLife(client: Client, namespace: string): Promise<void> {
  const { metadata } = await client.get(`${namespace}/pods?labelSelector=time%3D1`);
  const since = at(metadata, 'resourceVersion');
  const watch = client.watch(
    `${namespace}/pods?labelSelector=time%3D1&resourceVersion=${since}&watch=true`,
  );
  const image = 'k8s.gcr.io/e2e-test-images/agnhost:2.21';
  await client.make(`${namespace}/pods`, {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name: 'p', creationTimestamp: null, labels: { time: '1' } },
    spec: { containers: [{ name: 'c', image, args: ['netexec'], resources: {} }] },
    status: {},
  });
  const types: string[] = [];
  const { object } = await heard(watch, ({ type, object }) => {
    types.push(type);
    return isTrue(object, 'Ready');
  });
  assert.equal(types[0], 'ADDED');
  assert.equal(at(object, 'status.phase'), 'Running');
  assert.match(await client.text(`${namespace}/pods/p/log?container=c`), /Started HTTP server/);
  assert.equal(await client.text(`${namespace}/pods/p:8080/proxy/hostname`), 'p');
  const events = await client.list(
    `${namespace}/events?fieldSelector=involvedObject.name%3Dp%2CinvolvedObject.kind%3DPod`,
  );
  assert.includeMembers(
    events.map(({ reason }) => reason),
    ['Scheduled', 'Pulled', 'Created', 'Started'],
  );
  const from = at(await client.get(`${namespace}/pods`), 'metadata.resourceVersion');
  const end = client.watch(`${namespace}/pods?resourceVersion=${from}&watch=true`);
  await client.remove(`${namespace}/pods/p`);
  const gone = await heard(end, ({ type }) => type === 'DELETED');
  assert.equal(at(gone.object, 'metadata.deletionGracePeriodSeconds'), 30);
}

/** What the framework writes down when a test has failed. */
async function dump(client: Client, namespace: string): Promise<void> {
  await client.list(`${namespace}/events`);
  await client.list('/api/v1/pods');
  for (const { metadata } of await client.list('/api/v1/nodes')) {
    const name = String(at(metadata, 'name'));
    await client.get(`/api/v1/nodes/${name}`);
    const field = `involvedObject.kind%3DNode%2CinvolvedObject.name%3D${name}`;
    await client.list(`/api/v1/namespaces/default/events?fieldSelector=${field}`);
    await client.get(`/api/v1/nodes/${name}:10250/proxy/pods`);
  }
}

async function endTest(client: Client, namespace: string): Promise<void> {
  await client.remove(namespace);
  await until('the namespace is gone', async () => (await client.code(namespace)) === 404);
}

describe('wavetank serve, as the framework of Kubernetes’ own tests meets it', {
  concurrency: true,
}, () => {
  before(async () => {
    server = await ServerProcess.start('--speed', '1', '--legacy-apis', '--nodes', '2');
  });
  after(() => server.end('SIGKILL'));

  for (const [index, accept] of ACCEPTED.entries()) {
    it(`to a client that takes ${accept}`, { timeout: PATIENCE }, async () => {
      const client = clientWith(accept);
      await beginSuite(client);
      const namespace = await beginTest(client, `pods-${1000 + index}`);
      await podsLife(client, namespace);
      await dump(client, namespace);
      await endTest(client, namespace);
    });
  }
});

describe('wavetank serve', () => {
  it('says how to reach it, and ends by a signal though somebody watches', {
    timeout: PATIENCE,
  }, async () => {
    server = await ServerProcess.start('--nodes', '1');
    assert.match(
      server.printed[0] ?? '',
      /^serving a simulated Kubernetes v1\.34 cluster with 1 nodes at https:\/\/127\.0\.0\.1:\d+$/,
    );
    const watch = server.watch('/api/v1/nodes?watch=1');
    await heard(watch, ({ type }) => type === 'ADDED');
    assert.deepEqual(await server.end('SIGTERM'), { code: 0, isConfigLeft: false });
  });

  it('without TLS, says that kubectl is nobody there', { timeout: PATIENCE }, async () => {
    server = await ServerProcess.start('--nodes', '0', '--no-tls');
    const [, , , warning, command = ''] = server.printed;
    assert.match(warning ?? '', /^kubectl sends no token by plain HTTP/);
    const [, token = '', url = ''] =
      /^ {2}curl --header 'Authorization: Bearer (.+)' (http:.+)$/.exec(command) ?? [];
    assert.equal((await server.send('GET', '/api/v1/nodes')).code, 200);
    const told = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(told.status, 200);
    assert.equal(told.headers.get('content-type'), 'application/json');
    assert.equal((await fetch(url)).status, 403);
    await server.end('SIGINT');
  });
});
