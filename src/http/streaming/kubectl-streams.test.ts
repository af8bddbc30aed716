import { after, before, describe, it } from 'node:test';
import { assert } from 'chai';
import { binaryOf, type KubectlVersion } from '../testing-binaries';
import { type ServedCluster, servedCluster } from '../testing-cluster';

/** kubectl speaks WebSocket since 1.31, and SPDY when it is told so, as all do before. */
const PROTOCOLS: readonly (readonly [name: string, version: KubectlVersion, websocket: boolean])[] =
  [
    ['SPDY', '1.30', false],
    ['SPDY', '1.35', false],
    ['WebSocket', '1.31', true],
    ['WebSocket', '1.35', true],
  ];

const skip =
  binaryOf('kubectl', '1.35') === undefined ? 'there is no kubectl for this machine' : false;

describe('streams of containers with the real kubectl', { skip, timeout: 120_000 }, () => {
  let world: ServedCluster;
  const kubectl = (version: KubectlVersion) => binaryOf('kubectl', version) ?? '';

  before(async () => {
    world = await servedCluster(1, { speed: 10 });
    const run = ['run', 'web', '--image=agnhost:2.40', '--', 'netexec'];
    await world.run(kubectl('1.35'), run);
    await world.run(kubectl('1.35'), ['wait', '--for=condition=Ready', 'pod/web']);
  });
  after(() => world.close());

  for (const [name, version, websocket] of PROTOCOLS) {
    const env = {
      KUBECTL_REMOTE_COMMAND_WEBSOCKETS: String(websocket),
      KUBECTL_PORT_FORWARD_WEBSOCKETS: String(websocket),
    };

    it(`exec of ${version} over ${name}: streams and exit code`, async () => {
      const script = 'cat; echo problem >&2; exit 7';
      const words = ['exec', '-i', 'web', '--', 'sh', '-c', script];
      const stdin = `${'line of text\n'.repeat(10_000)}`;
      const { code, stdout, stderr } = await world.run(kubectl(version), words, { stdin, env });
      assert.equal(code, 7, stderr);
      assert.equal(stdout, stdin);
      assert.match(stderr, /^problem$/m);
    });

    it(`port-forward of ${version} over ${name}`, async () => {
      const words = ['port-forward', 'pod/web', ':8080'];
      const child = world.start(kubectl(version), words, env);
      const port = await new Promise<string>((resolve, reject) => {
        let said = '';
        const listen = (text: Buffer) => {
          said += text.toString();
          const found = /127\.0\.0\.1:(\d+)/.exec(said)?.[1];
          if (found !== undefined) resolve(found);
        };
        child.stdout.on('data', listen);
        child.stderr.on('data', listen);
        child.on('close', () => reject(new Error(said)));
      });
      try {
        const answer = await fetch(`http://127.0.0.1:${port}/echo?msg=hello`);
        assert.equal(await answer.text(), 'hello');
      } finally {
        child.kill();
      }
    });
  }

  it('a shell answers line by line until it is left', async () => {
    const child = world.start(kubectl('1.35'), ['exec', '-i', 'web', '--', 'sh']);
    let said = '';
    const heard = new Promise<void>((resolve) => {
      child.stdout.on('data', (text: Buffer) => {
        said += text.toString();
        if (said.includes('one\n')) resolve();
      });
    });
    child.stdin.write('echo one\n');
    await heard;
    child.stdin.write('exit 5\n');
    const code = await new Promise((resolve) => child.on('close', resolve));
    assert.equal(code, 5);
  });
});
