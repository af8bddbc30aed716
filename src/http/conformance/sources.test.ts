import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { projected, sourcesWorld, volumeAt } from './testing-sources';

const { look, ran } = sourcesWorld();
const AMOUNTS = {
  requests: { cpu: '250m', memory: '32Mi' },
  limits: { cpu: '1250m', memory: '64Mi' },
};

/** How the one key of an object becomes a file, of each kind of source. */
const SOURCES: readonly (readonly [
  name: string,
  volume: (items: JsonObject, more: JsonObject) => JsonObject,
])[] = [
  ['a ConfigMap', (items, more) => ({ configMap: { name: 'map', ...items, ...more } })],
  ['a Secret', (items, more) => ({ secret: { secretName: 'keys', ...items, ...more } })],
  [
    'a projected ConfigMap',
    (items, more) => projected({ configMap: { name: 'map', ...items } }, more),
  ],
  ['a projected Secret', (items, more) => projected({ secret: { name: 'keys', ...items } }, more)],
];
const PATH = 'path/to/data-1';
const item = (mode?: number) => ({
  items: [{ key: 'data-1', path: PATH, ...(mode === undefined ? {} : { mode }) }],
});
const USER = { runAsUser: 1000 };

describe('Sources of volumes', () => {
  for (const [source, volumeOf] of SOURCES) {
    const cases: readonly (readonly [
      how: string,
      items: JsonObject,
      more: JsonObject,
      security: JsonObject,
      mode: string,
    ])[] = [
      ['as it is', {}, {}, {}, '-rw-r--r--'],
      ['as it is, by who is not root', {}, {}, USER, '-rw-r--r--'],
      ['with a default mode', {}, { defaultMode: 0o400 }, {}, '-r--------'],
      [
        'for a group, by who is not root',
        {},
        { defaultMode: 0o440 },
        { ...USER, fsGroup: 1001 },
        '-r--r-----',
      ],
      ['mapped', item(), {}, {}, '-rw-r--r--'],
      ['mapped, with a mode', item(0o400), {}, {}, '-r--------'],
      ['mapped, by who is not root', item(), {}, USER, '-rw-r--r--'],
    ];
    for (const [how, items, more, security, mode] of cases) {
      it(`${source}: ${how}`, () => {
        const file = `/v/${'items' in items ? PATH : 'data-1'}`;
        const text = look([`--file_content=${file}`, `--file_mode=${file}`], {
          volume: volumeOf(items, more),
          security,
        });
        assert.equal(text, `mode of file "${file}": ${mode}\ncontent of file "${file}": value-1\n`);
      });
    }

    it(`${source}: twice`, () => {
      const both = ['one', 'two'];
      const volume = volumeOf({}, {});
      const mount = (name: string) => ({ name, mountPath: `/${name}`, readOnly: true });
      const text = ran(
        {
          args: ['mounttest', '--file_content=/two/data-1', '--file_mode=/one/data-1'],
          volumeMounts: both.map(mount),
        },
        { volumes: both.map((name) => ({ name, ...volume })) },
      );
      assert.equal(
        text,
        'mode of file "/one/data-1": -rw-r--r--\ncontent of file "/two/data-1": value-1\n',
      );
    });
  }

  const fields: readonly (readonly [
    how: string,
    item: JsonObject,
    more: JsonObject,
    said: RegExp,
  ])[] = [
    ['limits.cpu', resource('limits.cpu'), {}, /: 2\n$/],
    ['requests.cpu', resource('requests.cpu'), {}, /: 1\n$/],
    ['limits.memory', resource('limits.memory'), {}, /: 67108864\n$/],
    ['requests.memory', resource('requests.memory'), {}, /: 33554432\n$/],
    ['its name, with a mode', { ...itsName(), mode: 0o400 }, {}, /^mode.*-r-{8}\n.*: look-\d+\n$/],
    [
      'its name, with a default mode',
      itsName(),
      { defaultMode: 0o400 },
      /^mode.*-r-{8}\n.*: look-\d+\n$/,
    ],
  ];
  for (const [how, file, more, said] of fields) {
    const flags = ['--file_content=/v/f', '--file_mode=/v/f'];
    it(`the Pod itself: ${how}`, () => {
      const volume = { downwardAPI: { items: [file], ...more } };
      assert.match(look(flags, { volume, resources: AMOUNTS }), said);
    });
    it(`the Pod itself, projected: ${how}`, () => {
      const volume = projected({ downwardAPI: { items: [file] } }, more);
      assert.match(look(flags, { volume, resources: AMOUNTS }), said);
    });
  }

  for (const [name, bytes] of [
    ['limits.cpu', '4'],
    ['limits.memory', '\\d{11}'],
  ] as const) {
    it(`the Pod itself, projected: ${name} of the node`, () => {
      const volume = projected({ downwardAPI: { items: [resource(name)] } });
      assert.match(look(['--file_content=/v/f'], { volume }), new RegExp(`: ${bytes}\n$`));
    });
  }
});

function resource(name: string): JsonObject {
  return { path: 'f', resourceFieldRef: { containerName: 'c', resource: name } };
}

function itsName(): JsonObject {
  return { path: 'f', fieldRef: { fieldPath: 'metadata.name' } };
}

describe('One file of a volume', () => {
  const content = 'value-1';
  const cases: readonly (readonly [
    name: string,
    volume: JsonObject,
    mount: JsonObject,
    said: RegExp,
  ])[] = [
    ['a ConfigMap', { configMap: { name: 'map' } }, { subPath: 'data-1' }, /value-1/],
    ['a Secret', { secret: { secretName: 'keys' } }, { subPath: 'data-1' }, /value-1/],
    [
      'a projected volume',
      projected({ configMap: { name: 'map', items: item().items } }),
      { subPath: PATH },
      /value-1/,
    ],
    [
      'the Pod itself',
      { downwardAPI: { items: [{ ...itsName(), path: 'downward/podname' }] } },
      { subPath: 'downward/podname' },
      /look-\d+/,
    ],
  ];
  for (const [name, volume, mount, said] of cases) {
    it(`one file of ${name}`, () => {
      const text = look(['--file_content_in_loop=/test-volume', '--retry_time=20'], {
        volume,
        mount: { ...volumeAt, mountPath: '/test-volume', ...mount },
      });
      assert.match(text, new RegExp(`content of file "/test-volume": ${said.source}`));
    });
  }

  it('one file in the place of another', () => {
    const text = look(['--file_content_in_loop=/etc/resolv.conf', '--retry_time=20'], {
      volume: { configMap: { name: 'map' } },
      mount: { ...volumeAt, mountPath: '/etc/resolv.conf', subPath: 'data-1' },
    });
    assert.include(text, `content of file "/etc/resolv.conf": ${content}`);
  });
});
