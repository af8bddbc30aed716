import { describe, it } from 'node:test';
import { assert } from 'chai';
import { isJsonObject } from '../api/object';
import { type TestAnswer, type TestingSite, testingSite } from './testing-site';
import type { WatchEvent } from './watch';

const PODS = '/api/v1/namespaces/default/pods';
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
const pod = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels: { app: name } },
  spec: { containers: [{ name: 'c', image: 'i' }] },
});

function made(...names: readonly string[]): TestingSite {
  const site = testingSite({});
  for (const name of names) assert.equal(site.send('POST', PODS, pod(name)).code, 201);
  return site;
}

/** What a watch tells at once, and while `then` happens. */
function heard(answer: TestAnswer, then: () => void = () => {}): readonly WatchEvent[] {
  const events: WatchEvent[] = [];
  const stop = answer.stream?.begin({
    clock: { afterReal: () => () => {} },
    write: (line) => events.push(JSON.parse(String(line)) as WatchEvent),
    end: () => {},
  });
  then();
  stop?.();
  return events;
}

describe('what is served', () => {
  const site = testingSite({});

  const cases: readonly (readonly [path: string, code: number, text: RegExp])[] = [
    ['/healthz', 200, /^ok$/],
    ['/readyz?verbose', 200, /^\[\+\]ping ok\n[\s\S]*readyz check passed\n$/],
    ['/livez/ping', 200, /^ok$/],
    ['/livez/nothing', 404, /^404 page not found\n$/],
    ['/metrics', 200, /^apiserver_storage_objects\{resource="namespaces"\} 4$/m],
    ['/metrics', 200, /^kubernetes_feature_enabled\{name="HPAScaleToZero",stage="ALPHA"\} 0$/m],
    [
      '/.well-known/openid-configuration',
      200,
      /"jwks_uri":"https:\/\/127\.0\.0\.1:6443\/openid\/v1\/jwks"/,
    ],
    ['/openid/v1/jwks', 200, /^\{"keys":\[\]\}$/],
    ['/version', 200, /"gitVersion": "v1\.34\.0"/],
    ['/', 200, /"\/apis\/apps\/v1"/],
    ['/api', 200, /"versions":\["v1"\]/],
    ['/apis', 200, /"name":"wavetank\.dev"/],
    ['/apis/apps', 200, /"preferredVersion":\{"groupVersion":"apps\/v1"/],
    ['/apis/apps/v1', 200, /"name":"deployments\/scale"/],
    ['/api/v1', 200, /"name":"pods\/eviction"[^}]*"group":"policy"/],
    ['/apis/nothing/v1', 404, /^404 page not found\n$/],
    ['/apis/apps/v9', 404, /could not find/],
    ['/api/v1/nothing', 404, /could not find/],
    [
      '/openapi/v3',
      200,
      /"apis\/apps\/v1":\{"serverRelativeURL":"\/openapi\/v3\/apis\/apps\/v1\?hash=/,
    ],
    ['/openapi/v3/api/v1', 200, /"#\/components\/schemas\/io\.k8s\.api\.core\.v1\.PodSpec"/],
    ['/openapi/v2', 200, /"x-kubernetes-patch-merge-key":"containerPort"/],
    ['/openapi/v3/apis/wavetank.dev/v1', 200, /"dev\.wavetank\.v1\.Clock"/],
    [
      '/api/v1/componentstatuses?watch=1',
      405,
      /watch is not supported on resources of kind \\"componentstatuses\\"/,
    ],
    ['/nothing', 404, /^404 page not found\n$/],
  ];
  for (const [path, code, text] of cases) {
    it(path, () => {
      const answer = site.send('GET', path);
      assert.equal(answer.code, code);
      assert.match(answer.text, text);
    });
  }

  it('refers to definitions that are there', () => {
    for (const path of ['/openapi/v2', '/openapi/v3/api/v1', '/openapi/v3/apis/wavetank.dev/v1']) {
      const { text, body } = site.send('GET', path);
      const { definitions, components } = body;
      const schemas = isJsonObject(definitions)
        ? definitions
        : (components as { schemas: object }).schemas;
      for (const [, name = ''] of text.matchAll(
        /"\$ref":"#\/(?:definitions|components\/schemas)\/([^"]+)"/g,
      )) {
        assert.property(schemas, name);
      }
    }
  });

  const tagOf = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    String(site.send('GET', path, undefined, headers).headers.etag);
  const DISCOVERY = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
  const tagged: readonly (readonly [path: string, accept: string])[] = [
    ['/openapi/v2', 'application/json'],
    ['/openapi/v3/apis/apps/v1', 'application/json'],
    ['/apis', DISCOVERY],
  ];
  for (const [path, accept] of tagged) {
    it(`${path} as ${accept}: once, and then that it is the same`, () => {
      const etag = tagOf(path, { accept });
      assert.match(etag, /^"[0-9A-F]{128}"$/);
      for (const known of [etag, `"old", W/${etag}`, '*']) {
        const again = site.send('GET', path, undefined, { accept, 'if-none-match': known });
        assert.equal(again.code, 304, known);
        assert.equal(again.text, '');
        assert.deepEqual(again.headers, site.send('GET', path, undefined, { accept }).headers);
      }
      const changed = site.send('GET', path, undefined, { accept, 'if-none-match': '"old"' });
      assert.equal(changed.code, 200);
    });
  }

  it('a document at an address with its hash stays; another hash leads to it', () => {
    const { paths } = site.send('GET', '/openapi/v3').body as {
      paths: Record<string, { serverRelativeURL: string }>;
    };
    const address = paths['apis/apps/v1']?.serverRelativeURL ?? '';
    const found = site.send('GET', address);
    assert.equal(found.code, 200);
    assert.match(String(found.headers['cache-control']), /^public, immutable/);
    assert.include(address, String(found.headers.etag).replaceAll('"', ''));
    const old = site.send('GET', '/openapi/v3/apis/apps/v1?hash=OLD');
    assert.equal(old.code, 301);
    assert.equal(old.headers.location, address);
  });

  it('in one document for clients that ask for it', () => {
    const accept =
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';
    const { body, headers } = site.send('GET', '/apis', undefined, { accept });
    assert.equal(body.kind, 'APIGroupDiscoveryList');
    assert.match(String(headers['content-type']), /as=APIGroupDiscoveryList$/);
  });
});

describe('who asks', () => {
  const site = made('a');
  const code = (headers: Readonly<Record<string, string>>, path = PODS) =>
    site.send('GET', path, undefined, headers).code;

  it('must have a token that is known, or none', () => {
    assert.equal(code({ authorization: 'Bearer nobody' }), 401);
    assert.equal(code({ authorization: 'Basic abc' }), 401);
    assert.equal(code({ authorization: '' }, '/healthz'), 200);
    assert.equal(code({ authorization: '' }, '/apis'), 403);
  });

  it('may act as another when allowed', () => {
    const { body } = site.send('GET', '/api', undefined, { 'impersonate-user': 'alice' });
    assert.equal(body.kind, 'APIVersions');
    const headers = { 'impersonate-user': 'bob', authorization: '' };
    const refused = site.send('GET', '/api', undefined, headers);
    assert.equal(
      refused.body.message,
      'users "bob" is forbidden: User "system:anonymous" cannot impersonate resource "users" in API group "" at the cluster scope',
    );
  });

  it('sees of the rest what the roles say', () => {
    const { body } = site.send('GET', '/metrics', undefined, { 'impersonate-user': 'alice' });
    assert.equal(body.message, 'forbidden: User "alice" cannot get path "/metrics"');
  });
});

describe('forms of an answer', () => {
  const site = made('a', 'b');

  it('is a table for kubectl get', () => {
    const { body } = site.send('GET', PODS, undefined, { accept: TABLE });
    assert.equal(body.kind, 'Table');
    assert.lengthOf(body.rows as unknown[], 2);
  });

  it('is mere metadata for who wants no more', () => {
    const accept = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';
    const { body } = site.send('GET', PODS, undefined, { accept });
    assert.equal(body.kind, 'PartialObjectMetadataList');
    assert.notProperty((body.items as object[])[0], 'spec');
  });

  it('is no list of whole objects with their kinds', () => {
    const { body } = site.send('GET', PODS);
    assert.equal(body.kind, 'PodList');
    assert.notProperty((body.items as object[])[0], 'kind');
  });

  it('is refused when nothing that the client takes can be served', () => {
    const accept = 'application/cbor';
    assert.equal(site.send('GET', PODS, undefined, { accept }).code, 406);
    assert.equal(site.send('GET', PODS, undefined, { accept: 'text/html' }).code, 406);
    const review = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
    assert.equal(site.send('POST', review, {}, { accept: TABLE.split(',')[0] ?? '' }).code, 406);
  });
});

describe('bodies', () => {
  it('may be YAML', () => {
    const site = made();
    const yaml = 'metadata: {name: from-yaml}\ndata: {a: "1"}\n';
    const headers = { 'content-type': 'application/yaml' };
    const { body } = site.send('POST', '/api/v1/namespaces/default/configmaps', yaml, headers);
    assert.deepNestedInclude(body, { 'metadata.name': 'from-yaml' });
  });

  it('of other types are refused with those that can be read', () => {
    const { code, body } = made().send('POST', PODS, 'x', { 'content-type': 'text/plain' });
    assert.equal(code, 415);
    assert.match(String(body.message), /accepted media types include: application\/json/);
  });

  it('with unknown fields get a Warning header', () => {
    const body = { ...pod('w'), speck: 1 };
    const { headers } = made().send('POST', `${PODS}?fieldValidation=Warn`, body);
    assert.deepEqual(headers.warning, ['299 - "unknown field \\"speck\\""']);
  });
});

describe('a watch', () => {
  it('tells of what is there, then of what happens', () => {
    const site = made('a');
    const events = heard(site.send('GET', `${PODS}?watch=1`), () => {
      site.send('POST', PODS, pod('b'));
      site.send('DELETE', `${PODS}/a?gracePeriodSeconds=0`);
    });
    const seen = events.map(({ type, object }) => `${type} ${nameOf(object)}`);
    assert.deepEqual(seen.slice(0, 2), ['ADDED a', 'ADDED b']);
    assert.equal(seen.at(-1), 'DELETED a');
  });

  it('begins with all there is, whatever a list would be limited to', () => {
    const site = made('a');
    site.send('POST', PODS, pod('b'));
    const events = heard(site.send('GET', `${PODS}?watch=1&limit=1`));
    assert.deepEqual(
      events.map(({ object }) => nameOf(object)),
      ['a', 'b'],
    );
  });

  it('from a version tells of what came after it', () => {
    const site = made('a');
    const { body } = site.send('GET', PODS);
    const { resourceVersion } = body.metadata as { resourceVersion: string };
    site.send('POST', PODS, pod('b'));
    const events = heard(site.send('GET', `${PODS}?watch=1&resourceVersion=${resourceVersion}`));
    assert.deepEqual(
      events.map(({ object }) => nameOf(object)),
      ['b'],
    );
  });

  it('that lists marks the end of the list', () => {
    const query =
      'watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';
    const [added, bookmark] = heard(made('a').send('GET', `${PODS}?${query}`));
    assert.equal(added?.type, 'ADDED');
    assert.equal(bookmark?.type, 'BOOKMARK');
    assert.deepNestedInclude(bookmark?.object, {
      kind: 'Pod',
      'metadata.annotations': { 'k8s.io/initial-events-end': 'true' },
    });
  });

  it('that lists must say how old the list may be', () => {
    const { code, body } = made().send('GET', `${PODS}?watch=1&sendInitialEvents=true`);
    assert.equal(code, 422);
    assert.match(String(body.message), /sendInitialEvents requires setting resourceVersionMatch/);
  });

  it('from a version that is forgotten says so, and is over', () => {
    const site = made('a');
    site.cluster.server.store.compact();
    const answer = site.send('GET', `${PODS}?watch=1&resourceVersion=1`);
    assert.equal(answer.code, 200);
    let isOver = false;
    const lines: string[] = [];
    answer.stream?.begin({
      clock: { afterReal: () => () => {} },
      write: (line) => lines.push(String(line)),
      end: () => {
        isOver = true;
      },
    });
    assert.match(lines.join(''), /^\{"type":"ERROR","object":\{"kind":"Status".*"code":410\}\}\n$/);
    assert.isTrue(isOver);
  });

  it('of tables names the columns once', () => {
    const site = made('a', 'b');
    const events = heard(site.send('GET', `${PODS}?watch=1`, undefined, { accept: TABLE }));
    const columns = events.map(
      ({ object }) => (object as { columnDefinitions: unknown }).columnDefinitions,
    );
    assert.isArray(columns[0]);
    assert.isNull(columns[1]);
  });

  it('says goodbye to what its selector leaves', () => {
    const site = made('a');
    const answer = site.send('GET', `${PODS}?watch=1&labelSelector=app%3Da`);
    const events = heard(answer, () => {
      const headers = { 'content-type': 'application/merge-patch+json' };
      site.send('PATCH', `${PODS}/a`, { metadata: { labels: { app: 'z' } } }, headers);
    });
    assert.deepEqual(
      events.map(({ type }) => type),
      ['ADDED', 'DELETED'],
    );
  });
});

function nameOf(object: object): string {
  return (object as { metadata: { name: string } }).metadata.name;
}

describe('the clock', () => {
  const CLOCK = '/apis/wavetank.dev/v1/clocks/cluster';

  it('says where it stands, and is moved', () => {
    const site = made();
    const before = site.cluster.now;
    assert.deepNestedInclude(site.send('GET', CLOCK).body, { kind: 'Clock', 'spec.speed': 0 });
    const [after] = heard(site.send('POST', `${CLOCK}/advance`, { duration: '5m' }));
    assert.equal(site.cluster.now - before, 300_000);
    assert.deepNestedInclude(after as object, { kind: 'Clock' });
  });

  for (const duration of ['-1m', 'soon', '', 5]) {
    it(`does not move by ${JSON.stringify(duration)}`, () => {
      assert.equal(made().send('POST', `${CLOCK}/advance`, { duration }).code, 400);
    });
  }
});

describe('what is meant for a machine', () => {
  it('needs another protocol when it is a stream', () => {
    const site = made('a');
    const refusal = (query: string) =>
      site.send('POST', `${PODS}/a/exec?${query}`).body.message as string;
    assert.equal(refusal('command=ls&stdout=1'), 'pod a does not have a host assigned');
    assert.equal(refusal('container=x'), 'container x is not valid for pod a');
    assert.equal(site.send('GET', `${PODS}/nobody/exec`).code, 404);
    assert.equal(site.send('PUT', `${PODS}/a/exec`).code, 405);
    const running = testingSite({ nodes: 1 });
    running.send('POST', PODS, pod('a'));
    running.cluster.pass(5000);
    const asked = (query: string) => running.send('GET', `${PODS}/a/exec?${query}`);
    assert.equal(asked('command=ls&stdout=1').body.message, 'Upgrade request required');
    assert.match(String(asked('command=ls').body.message), /at least 1 of stdin, stdout, stderr/);
  });

  it('is a log, line by line', () => {
    const site = testingSite({});
    site.cluster.images.logs('talker', 'one\ntwo');
    site.cluster.addMachine({ name: 'node-1', cpu: '4', memory: '16Gi', pods: 110 });
    const body = { ...pod('t'), spec: { containers: [{ name: 'c', image: 'talker' }] } };
    site.send('POST', PODS, body);
    site.cluster.pass(60_000);
    assert.equal(site.send('GET', `${PODS}/t/log`).text, 'one\ntwo\n');
    assert.equal(site.send('GET', `${PODS}/t/log?tailLines=1`).text, 'two\n');
    assert.match(site.send('GET', `${PODS}/t/log?timestamps=true`).text, /^2026-01-05T\S+Z one\n/);
    assert.equal(site.send('GET', `${PODS}/t/log?container=x`).code, 400);
    assert.equal(site.send('GET', `${PODS}/t/log?tailLines=x`).code, 400);
  });

  it('remembers whose writes are whose by what the client calls itself', () => {
    const { send } = testingSite({});
    const maps = '/api/v1/namespaces/default/configmaps';
    const object = { metadata: { name: 'm' }, data: { a: 'b' } };
    const managers = (query: string, agent: string) => {
      send('DELETE', `${maps}/m`);
      const { body } = send('POST', `${maps}${query}`, object, { 'user-agent': agent });
      const { managedFields } = body.metadata as { managedFields: { manager: string }[] };
      return managedFields.map(({ manager }) => manager);
    };
    assert.deepEqual(managers('', 'kubectl/v1.20.2 (linux/amd64)'), ['kubectl']);
    assert.deepEqual(managers('', 'e2e.test/v1.20.2 (linux/amd64) -- a test'), ['e2e.test']);
    assert.deepEqual(managers('?fieldManager=me', 'kubectl/v1.20.2'), ['me']);
    assert.deepEqual(managers('', '/'), ['unknown']);
  });

  const CREATED: readonly (readonly [path: string, spec: object, owned: string])[] = [
    [
      'services',
      { type: 'LoadBalancer', externalTrafficPolicy: 'Local', ports: [{ port: 80 }] },
      'allocateLoadBalancerNodePorts externalTrafficPolicy internalTrafficPolicy ports sessionAffinity type',
    ],
    [
      'persistentvolumeclaims',
      { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      'accessModes resources volumeMode',
    ],
    [
      'pods',
      { containers: [{ name: 'c', image: 'i' }] },
      'containers dnsPolicy enableServiceLinks restartPolicy schedulerName securityContext terminationGracePeriodSeconds',
    ],
  ];
  for (const [plural, spec, owned] of CREATED) {
    it(`who creates ${plural} owns what they ask for and its defaults, not what the server adds`, () => {
      const { send } = testingSite({});
      const path = `/api/v1/namespaces/default/${plural}`;
      const agent = { 'user-agent': 'kubectl/v1.34.0' };
      const { body } = send('POST', path, { metadata: { name: 'a' }, spec }, agent);
      const { managedFields } = body.metadata as {
        managedFields: { fieldsV1: Record<string, object> }[];
      };
      assert.deepEqual(
        managedFields.map(({ fieldsV1 }) => Object.keys(fieldsV1)),
        [['f:spec']],
      );
      const names = Object.keys(managedFields[0]?.fieldsV1['f:spec'] ?? {});
      assert.equal(names.sort().join(' ').replaceAll('f:', ''), owned);
    });
  }
});
