import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { NAMESPACE, networkWorld } from './testing-network';

const { cluster, send, service, exec } = networkWorld();
const MERGE = { 'content-type': 'application/merge-patch+json' };
const TIMEOUT = 90;

const read = (path: string) => {
  const { code, text, body } = send('GET', path);
  assert.equal(code, 200, text);
  return body;
};

function change(name: string, spec: JsonObject): JsonObject {
  const { code, text, body } = send('PATCH', `${NAMESPACE}/services/${name}`, { spec }, MERGE);
  assert.equal(code, 200, text);
  cluster.pass(2000);
  return body.spec as JsonObject;
}

/** Makes a sticky Service of the two servers; returns where clients reach it. */
function sticky(name: string, type: string, more: JsonObject = {}): string {
  service(name, {
    type,
    sessionAffinity: 'ClientIP',
    selector: { app: 'serve' },
    ports: [{ port: 80, targetPort: 9376 }],
    ...more,
  });
  cluster.pass(2000);
  const { spec } = read(`${NAMESPACE}/services/${name}`) as {
    spec: { clusterIP: string; ports: { nodePort?: number }[] };
  };
  if (type === 'ClusterIP') return `${spec.clusterIP}:80`;
  const [node] = read('/api/v1/nodes').items as { status: { addresses: { address: string }[] } }[];
  return `${node?.status.addresses[0]?.address}:${spec.ports[0]?.nodePort}`;
}

/** Who answers sixteen requests in a row. */
function answering(place: string): ReadonlySet<string> {
  const script = `for i in $(seq 0 15); do echo; curl -q -s --connect-timeout 2 http://${place}/ ; done`;
  const names = exec('client', script)
    .output.split('\n')
    .filter((line) => line !== '');
  assert.lengthOf(names, 16);
  return new Set(names);
}

describe('Clients that come back', () => {
  for (const type of ['ClusterIP', 'NodePort']) {
    const name = type.toLowerCase();

    it(`${type}: taken back and given again`, () => {
      const place = sticky(`switch-${name}`, type);
      assert.lengthOf(answering(place), 1);
      change(`switch-${name}`, { sessionAffinity: 'None' });
      assert.lengthOf(answering(place), 2);
      change(`switch-${name}`, { sessionAffinity: 'ClientIP' });
      assert.lengthOf(answering(place), 1);
    });

    it(`${type}: over after its time`, () => {
      const sessionAffinityConfig = { clientIP: { timeoutSeconds: TIMEOUT } };
      const place = sticky(`timeout-${name}`, type, { sessionAffinityConfig });
      const [first] = answering(place);
      const answers = new Set([first]);
      for (let tries = 0; answers.size === 1 && tries < 10; tries++) {
        cluster.pass((TIMEOUT + 1) * 1000);
        answers.add(exec('client', `curl -q -s --connect-timeout 2 http://${place}/`).output);
      }
      assert.lengthOf(answers, 2);
    });
  }

  it('a name that becomes another name, and then an address', () => {
    service('renamed', { type: 'ExternalName', externalName: 'foo.example.com' });
    const dig = (type: string) =>
      exec('client', `dig +short renamed.default.svc.cluster.local ${type}`).output;
    assert.equal(dig('CNAME'), 'foo.example.com.\n');
    change('renamed', { externalName: 'bar.example.com' });
    assert.equal(dig('CNAME'), 'bar.example.com.\n');
    const { clusterIP } = change('renamed', {
      type: 'ClusterIP',
      externalName: null,
      ports: [{ port: 80, name: 'http', protocol: 'TCP' }],
    });
    assert.equal(dig('A'), `${clusterIP}\n`);
  });
});
