import { after, before, describe, it } from 'node:test';
import { assert } from 'chai';
import { WebSocket } from 'ws';
import { Pods } from '../../api/core/pod';
import { type ServedCluster, servedCluster } from '../testing-cluster';

const PODS = '/api/v1/namespaces/default/pods';

describe('streams over WebSockets, as clients of v1.20 speak them', { timeout: 30_000 }, () => {
  let world: ServedCluster;

  before(async () => {
    world = await servedCluster(1, { tls: false });
    const { cluster } = world;
    const command = ['/bin/sh', '-c', 'echo container is alive; sleep 600'];
    const spec = { containers: [{ name: 'main', image: 'busybox:1.29', command }] };
    const admin = cluster.server.as({ name: 'admin', groups: ['system:masters'] });
    admin.create(Pods, { metadata: { name: 'pod', namespace: 'default' }, spec });
    cluster.pass(10_000);
  });
  after(() => world.close());

  /** All messages until the server closes, and the code of that. */
  function messages(path: string, protocols: readonly string[]): Promise<Buffer[]> {
    const { url, token } = world.serving;
    const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, [...protocols], {
      headers: { authorization: `Bearer ${token}` },
    });
    const received: Buffer[] = [];
    return new Promise((resolve, reject) => {
      socket.on('message', (message: Buffer) => received.push(message));
      socket.on('close', () => resolve(received));
      socket.on('error', reject);
      socket.on('unexpected-response', (_request, response) =>
        reject(new Error(String(response.statusCode))),
      );
    });
  }

  const exec = `${PODS}/pod/exec?stdout=1&stderr=1&command=echo&command=remote%20execution%20test`;

  it('a command: bytes behind the number of their channel', async () => {
    const received = await messages(exec, ['channel.k8s.io']);
    assert.deepEqual(received.map(String), ['\u0001remote execution test\n']);
  });

  it('a command in base64, with its outcome as an object', async () => {
    const [out = '', outcome = ''] = (await messages(exec, ['v4.base64.channel.k8s.io'])).map(
      String,
    );
    const text = (message: string) => Buffer.from(message.slice(1), 'base64').toString();
    assert.deepEqual([out[0], text(out)], ['1', 'remote execution test\n']);
    assert.deepEqual([outcome[0], JSON.parse(text(outcome)).status], ['3', 'Success']);
  });

  for (const [protocols, message] of [
    [[], 'container is alive\n'],
    [['binary.k8s.io'], 'container is alive\n'],
    [['base64.binary.k8s.io'], Buffer.from('container is alive\n').toString('base64')],
  ] as const) {
    it(`a log with the protocols [${protocols}]`, async () => {
      const received = await messages(`${PODS}/pod/log?container=main`, protocols);
      assert.equal(received.map(String).join(''), message);
    });
  }

  it('a watch: an event a message', async () => {
    const received = await messages(`${PODS}?watch=true&timeoutSeconds=1`, []);
    const event = JSON.parse(String(received[0]));
    assert.equal(event.object.metadata.name, 'pod');
  });

  const refused: readonly (readonly [path: string, protocol: string, code: string])[] = [
    [`${PODS}/nobody/exec?stdout=1&command=ls`, 'channel.k8s.io', '404'],
    [`${PODS}/pod/exec?command=ls`, 'channel.k8s.io', '400'],
    [`${PODS}/pod/exec?stdout=1&command=ls`, 'mumble', '400'],
    [`${PODS}/nobody`, 'binary.k8s.io', '404'],
  ];
  for (const [path, protocol, code] of refused) {
    it(`${path} with ${protocol} is refused with ${code}`, async () => {
      let message = '';
      await messages(path, [protocol]).catch((error: Error) => {
        message = error.message;
      });
      assert.equal(message, code);
    });
  }
});
