import { describe, it } from 'node:test';
import { assert } from 'chai';
import { isFlagSet } from './query-flag';
import { testingSite } from './testing-site';

const CONFIGS = '/api/v1/namespaces/default/configmaps';
const PODS = '/api/v1/namespaces/default/pods';
const body = { metadata: { name: 'a' } };

function answer(method: string, url: string, given?: unknown): string {
  const site = testingSite({});
  site.send('POST', CONFIGS, body);
  site.send('POST', PODS, { ...body, spec: { containers: [{ name: 'c', image: 'i' }] } });
  const { code, body: status } = site.send(method, url, given);
  return code < 400 ? String(code) : `${code} ${status.message}`;
}

describe('the options of a request', () => {
  for (const [method, url, given, expected] of [
    ['GET', '?limit=x', undefined, '400 strconv.ParseInt: parsing "x": invalid syntax'],
    [
      'GET',
      '?resourceVersionMatch=Exact',
      undefined,
      '422 ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
    ],
    [
      'GET',
      '?resourceVersion=5&resourceVersionMatch=New',
      undefined,
      '422 ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Unsupported value: "New": supported values: "Exact", "NotOlderThan", ""',
    ],
    [
      'GET',
      '?resourceVersion=5&continue=x',
      undefined,
      '400 specifying resource version is not allowed when using continue',
    ],
    [
      'GET',
      '?sendInitialEvents=true',
      undefined,
      '422 ListOptions.meta.k8s.io "" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list',
    ],
    [
      'POST',
      '?dryRun=Some',
      body,
      '422 CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["Some"]: supported values: "All"',
    ],
    [
      'POST',
      '?fieldValidation=Loose',
      body,
      '422 CreateOptions.meta.k8s.io "" is invalid: fieldValidation: Unsupported value: "Loose": supported values: "", "Ignore", "Strict", "Warn"',
    ],
    [
      'PUT',
      '/a?fieldManager=a%00',
      body,
      '422 UpdateOptions.meta.k8s.io "" is invalid: fieldManager: Invalid value: "a\\x00": invalid character U+0000 (at position 1)',
    ],
    ['PATCH', `/a?fieldManager=${'x'.repeat(129)}`, {}, '415 415: Unsupported Media Type'],
    [
      'DELETE',
      '/a?propagationPolicy=Never',
      undefined,
      '422 DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "Never": supported values: "Foreground", "Background", "Orphan", "nil"',
    ],
    [
      'DELETE',
      '/a',
      { gracePeriodSeconds: 'soon' },
      '500 json: cannot unmarshal string into Go struct field DeleteOptions.gracePeriodSeconds of type int64',
    ],
    [
      'POST',
      '?dryRun=',
      body,
      '422 CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: [""]: supported values: "All"',
    ],
    ['DELETE', '/a?gracePeriodSeconds=-1', undefined, '200'],
  ] as const) {
    it(`${method} ${url.slice(0, 60)}`, () => {
      assert.equal(answer(method, `${CONFIGS}${url}`, given), expected);
    });
  }

  for (const [action, given, expected] of [
    ['binding', {}, '400 name in URL does not match name in Binding object'],
    ['binding', body, '500 target.name: Required value'],
    [
      'binding',
      { ...body, target: { kind: 'Rack', name: 'n' } },
      '500 target.kind: Unsupported value: "Rack": supported values: "Node", "<empty>"',
    ],
    ['eviction', {}, '400 name in URL does not match name in Eviction object'],
    ['eviction?dryRun=All', body, '201'],
  ] as const) {
    it(`${action} with ${JSON.stringify(given)}`, () => {
      assert.equal(answer('POST', `${PODS}/a/${action}`, given), expected);
    });
  }
});

describe('a Binding that is created by itself', () => {
  for (const [target, expected] of [
    [{ kind: 'Node', name: 'n' }, '201'],
    [undefined, '500 target.name: Required value'],
  ] as const) {
    it(`to ${JSON.stringify(target)}`, () => {
      const path = '/api/v1/namespaces/default/bindings';
      assert.equal(answer('POST', path, { ...body, target }), expected);
    });
  }
});

describe('a list of a version', () => {
  it('is of that one when it must be exact, and is refused when nobody has got so far', () => {
    const site = testingSite({});
    const list = (query: string) => site.send('GET', `${CONFIGS}?${query}`);
    const names = (query: string) =>
      (list(query).body.items as { metadata: { name: string } }[]).map(
        ({ metadata }) => metadata.name,
      );
    const { metadata } = list('').body as { metadata: { resourceVersion: string } };
    const version = metadata.resourceVersion;
    const before = names('');
    site.send('POST', CONFIGS, body);
    assert.deepEqual(names(`resourceVersion=${version}&resourceVersionMatch=Exact`), before);
    assert.deepEqual(names(`resourceVersion=${version}&limit=5`), before);
    assert.include(names(`resourceVersion=${version}`), 'a');
    for (const url of [CONFIGS, `${CONFIGS}/a`]) {
      const { code, body: status } = site.send('GET', `${url}?resourceVersion=99999`);
      assert.equal(code, 504);
      assert.match(
        String(status.message),
        /^Timeout: Too large resource version: 99999, current: \d+$/,
      );
    }
  });
});

describe('what is deleted as a collection', () => {
  it('comes back as it was listed, a page at a time', () => {
    const site = testingSite({});
    for (const name of ['a', 'b']) {
      site.send('POST', CONFIGS, { metadata: { name, labels: { mine: 'yes' } } });
    }
    const { body: list } = site.send('DELETE', `${CONFIGS}?labelSelector=mine%3Dyes&limit=1`);
    const [item] = list.items as { metadata: object }[];
    assert.lengthOf(list.items as object[], 1);
    assert.doesNotHaveAnyKeys(item?.metadata, ['deletionTimestamp', 'deletionGracePeriodSeconds']);
    assert.containsAllKeys(list.metadata, ['resourceVersion', 'continue']);
    assert.equal(site.send('GET', `${CONFIGS}/a`).code, 404);
    assert.equal(site.send('GET', `${CONFIGS}/b`).code, 200);
  });
});

describe('what a query switches on', () => {
  for (const [value, isOn] of [
    ['true', true],
    ['', true],
    ['yes', true],
    ['False', false],
    ['0', false],
  ] as const) {
    it(`is ${isOn ? '' : 'not '}meant by ${JSON.stringify(value)}`, () => {
      assert.equal(isFlagSet(new URLSearchParams({ force: value }), 'force'), isOn);
    });
  }
});

describe('a watch', () => {
  it('says which of its options are wrong', () => {
    const { body: status } = testingSite({}).send(
      'GET',
      `${CONFIGS}?watch=1&sendInitialEvents=true`,
    );
    assert.deepNestedInclude(status, {
      'details.causes[0].field': 'resourceVersionMatch',
      'details.causes[0].reason': 'FieldValueForbidden',
    });
  });
});

describe('a selector of fields', () => {
  it('knows those of ReplicationControllers', () => {
    const path = '/api/v1/namespaces/default/replicationcontrollers?fieldSelector=';
    assert.equal(answer('GET', `${path}status.replicas%3D0`), '200');
    assert.equal(answer('GET', `${path}spec.x%3D0`), '400 field label not supported: spec.x');
  });
});
