import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { assert } from 'chai';
import fc from 'fast-check';
import { Cluster } from '../cluster';
import { answerHttp } from './exchange';
import { serveCluster } from './serve';
import { body, headers, METHODS, path, query } from './testing-requests';
import { testingSite } from './testing-site';

const RUNS = Number(process.env.WAVETANK_FUZZ ?? 3000);

/** What a real server calls its own mistake too. */
const UPSTREAM_500 = /resourceVersion: Invalid value|without impersonating a user/;

describe('malformed requests', () => {
  it(`get a value or a Status, ${RUNS} times`, () => {
    const world = testingSite({ legacyApis: true });
    const { cluster } = world;
    cluster.addMachine({ name: 'node-1', cpu: '4', memory: '16Gi', pods: 110 });
    cluster.settle(60_000);
    fc.assert(
      fc.property(
        fc.constantFrom(...METHODS),
        path,
        query,
        headers,
        body,
        (method, url, search, given, bytes) => {
          const answer = answerHttp(world.site, {
            method,
            url: search === '' ? url : `${url}?${search}`,
            headers: new Map(Object.entries(given).map(([name, value]) => [name, [value]])),
            body: bytes,
          });
          const text = answer.body.toString();
          if (answer.code >= 500) assert.match(text, UPSTREAM_500);
          assert.isAtLeast(answer.code, 200);
        },
      ),
      { numRuns: RUNS, seed: 5 },
    );
    cluster.pass(60_000);
  });

  it('on the wire leave the server alive', { timeout: 60_000 }, async () => {
    const serving = await serveCluster(new Cluster(), { tls: false });
    const { port } = new URL(serving.url);
    const pieces = [
      'GET / HTTP/1.1\r\n',
      'Host: x\r\n',
      '\r\n',
      'PUT /api/v1/pods HTTP/1.1\r\n',
      'Content-Length: -1\r\n',
      'Content-Length: 5\r\n',
      'Transfer-Encoding: chunked\r\n',
      'zz\r\n',
      '\0\0\0',
      'Upgrade: websocket\r\nConnection: Upgrade\r\n',
      'content-type: ;;\r\n',
      '{"a":',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 9 })), {
          maxLength: 8,
        }),
        (texts) =>
          new Promise<void>((resolve) => {
            const socket = connect(Number(port), '127.0.0.1', () => socket.end(texts.join('')));
            socket.on('error', () => {});
            socket.on('close', () => resolve());
            socket.resume();
            socket.setTimeout(200, () => socket.destroy());
          }),
      ),
      { numRuns: 100, seed: 5 },
    );
    const response = await fetch(`${serving.url}/healthz`);
    assert.equal(await response.text(), 'ok');
    await serving.close();
  });
});
