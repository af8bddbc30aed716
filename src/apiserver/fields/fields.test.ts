import { describe, it } from 'node:test';
import { expect } from 'chai';
import { ConfigMaps } from '../../api/core/config-map';
import { Pods } from '../../api/core/pod';
import type { JsonObject } from '../../api/object';
import { structOf } from '../../api/schema/schema';
import { compareObjects } from './compare';
import { formatPath, fromFieldsV1, NO_FIELDS, pathsOf, toFieldsV1, union } from './field-set';
import { fieldsOf, mergeObjects, pruneObject } from './merge';

const pod = Pods.struct;
const service = structOf('io.k8s.api.core.v1.Service');

function withContainers(...containers: JsonObject[]): JsonObject {
  return { spec: { containers } };
}

describe('fields of an object', () => {
  const cases: readonly (readonly [string, JsonObject, JsonObject])[] = [
    ['scalars', { spec: { nodeName: 'a' } }, { 'f:spec': { 'f:nodeName': {} } }],
    [
      'a map of labels, key by key',
      { metadata: { labels: { b: '1', a: '2' } } },
      { 'f:metadata': { 'f:labels': { 'f:a': {}, 'f:b': {} } } },
    ],
    [
      'an atomic map',
      { spec: { nodeSelector: { a: 'b' } } },
      { 'f:spec': { 'f:nodeSelector': {} } },
    ],
    [
      'a list with keys',
      withContainers({ name: 'web', image: 'nginx' }),
      {
        'f:spec': {
          'f:containers': { 'k:{"name":"web"}': { '.': {}, 'f:image': {}, 'f:name': {} } },
        },
      },
    ],
    [
      'a list with two keys, one by default',
      withContainers({ name: 'web', ports: [{ containerPort: 80 }] }),
      {
        'f:spec': {
          'f:containers': {
            'k:{"name":"web"}': {
              '.': {},
              'f:name': {},
              'f:ports': {
                'k:{"containerPort":80,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {} },
              },
            },
          },
        },
      },
    ],
    [
      'an atomic list',
      withContainers({ name: 'web', args: ['a', 'b'] }),
      {
        'f:spec': {
          'f:containers': { 'k:{"name":"web"}': { '.': {}, 'f:args': {}, 'f:name': {} } },
        },
      },
    ],
    [
      'a set',
      { metadata: { finalizers: ['example.com/b', 'example.com/a'] } },
      { 'f:metadata': { 'f:finalizers': { 'v:"example.com/a"': {}, 'v:"example.com/b"': {} } } },
    ],
  ];
  for (const [what, config, expected] of cases) {
    it(`are ${what}`, () => {
      const set = fieldsOf(pod, config);
      expect(JSON.stringify(toFieldsV1(set))).to.equal(JSON.stringify(expected));
      expect(fromFieldsV1(expected)).to.deep.equal(set);
    });
  }

  it('are refused when the kind does not have them, or has them twice', () => {
    expect(() => fieldsOf(pod, { spec: { colour: 'red' } })).to.throw(
      '.spec.colour: field not declared in schema',
    );
    expect(() => fieldsOf(pod, withContainers({ name: 'a' }, { name: 'a' }))).to.throw(
      '.spec.containers: duplicate entries for key [name="a"]',
    );
  });

  it('are refused when they have another type', () => {
    const deployment = structOf('io.k8s.api.apps.v1.Deployment');
    const ports = (port: object) => ({ ports: [port] });
    for (const [spec, problem] of [
      [{ replicas: '3' }, '.spec.replicas: expected numeric (int or float), got string'],
      [{ paused: 'no' }, '.spec.paused: expected boolean, got &{no}'],
      [
        { strategy: { type: 5 } },
        '.spec.strategy.type: expected string, got &value.valueUnstructured{Value:5}',
      ],
      [{ strategy: 'x' }, '.spec.strategy: expected map, got &{x}'],
      [
        { selector: { matchLabels: { a: true } } },
        '.spec.selector.matchLabels.a: expected string, got &value.valueUnstructured{Value:true}',
      ],
      [
        { selector: { matchExpressions: { a: 1 } } },
        '.spec.selector.matchExpressions: expected list, got &{map[a:1]}',
      ],
      [
        {
          template: { spec: { containers: [{ name: 'a', resources: { limits: { cpu: [1] } } }] } },
        },
        '.spec.template.spec.containers[name="a"].resources.limits.cpu: expected any scalar, got &{[1]}',
      ],
      [
        { template: { spec: { containers: [{ name: 'a', ...ports({ containerPort: 'web' }) }] } } },
        '.spec.template.spec.containers[name="a"].ports[containerPort="web",protocol="TCP"].containerPort: expected numeric (int or float), got string',
      ],
      [
        { template: { spec: { containers: [{ name: 'a', command: null, tty: null }] } } },
        undefined,
      ],
    ] as const) {
      const read = () => fieldsOf(deployment, { spec });
      if (problem === undefined) expect(read).not.to.throw();
      else expect(read).to.throw(problem);
    }
  });

  it('have paths that messages show', () => {
    const set = fieldsOf(service, { spec: { ports: [{ port: 80, name: 'http' }] } });
    expect(pathsOf(set).map(formatPath)).to.deep.equal([
      '.spec.ports[port=80,protocol="TCP"]',
      '.spec.ports[port=80,protocol="TCP"].name',
      '.spec.ports[port=80,protocol="TCP"].port',
    ]);
  });
});

describe('comparing two states', () => {
  it('of a new object counts what was not there, not what Go prints of nothing', () => {
    const { added, modified } = compareObjects(ConfigMaps.struct, undefined, {
      metadata: { labels: { a: 'b' } },
      data: { mode: 'dev' },
    });
    expect(toFieldsV1(union(added, modified))).to.deep.equal({
      'f:data': { '.': {}, 'f:mode': {} },
      'f:metadata': { 'f:labels': { '.': {}, 'f:a': {} } },
    });
  });

  it('tells added, changed and removed items of a list apart', () => {
    const { added, modified, removed } = compareObjects(
      pod,
      withContainers({ name: 'a', image: '1' }, { name: 'b', image: '1' }),
      withContainers({ name: 'a', image: '2' }, { name: 'c', image: '1' }),
    );
    expect(pathsOf(modified).map(formatPath)).to.deep.equal(['.spec.containers[name="a"].image']);
    expect(pathsOf(added).map(formatPath)).to.include('.spec.containers[name="c"]');
    expect(pathsOf(removed).map(formatPath)).to.include('.spec.containers[name="b"]');
  });
});

describe('merging a configuration', () => {
  it('keeps the items of others, and puts its own in its order', () => {
    const live = withContainers({ name: 'a', image: '1' }, { name: 'x' }, { name: 'b' });
    const config = withContainers({ name: 'b', image: '2' }, { name: 'n' }, { name: 'a' });
    const names = (mergeObjects(pod, live, config).spec as { containers: { name: string }[] })
      .containers;
    expect(names.map(({ name }) => name)).to.have.members(['a', 'b', 'n', 'x']);
    expect(names.findIndex((c) => c.name === 'b')).to.be.lessThan(
      names.findIndex((c) => c.name === 'a'),
    );
    expect(names.find((c) => c.name === 'a')).to.deep.equal({ name: 'a', image: '1' });
  });

  it('removes what nobody owns any more, with all that lies below it', () => {
    const last = fieldsOf(
      pod,
      withContainers({ name: 'a', image: '1' }, { name: 'b', image: '1' }),
    );
    const owned = fieldsOf(pod, withContainers({ name: 'a', image: '1' }));
    const live = withContainers({ name: 'a', image: '1' }, { name: 'b', image: '1', tty: true });
    expect(pruneObject(pod, live, last, owned)).to.deep.equal(
      withContainers({ name: 'a', image: '1' }),
    );
    expect(pruneObject(pod, live, NO_FIELDS, owned)).to.deep.equal(live);
  });
});
