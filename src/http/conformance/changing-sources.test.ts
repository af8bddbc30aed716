import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { projected, sourcesWorld, volumeAt } from './testing-sources';
import { AGNHOST, at, type Read } from './testing-walk';

const { w, core, pods } = sourcesWorld();

describe('Sources of volumes that change', () => {
  const follow = (name: string, file: string, volumeMounts: readonly JsonObject[]) => ({
    name,
    image: AGNHOST,
    args: [
      'mounttest',
      '--break_on_expected_content=false',
      '--retry_time=600',
      `--file_content_in_loop=${file}`,
    ],
    volumeMounts,
  });
  const run = (name: string, metadata: JsonObject, spec: JsonObject) => {
    w.make(pods, { metadata: { ...metadata, name }, spec });
    w.until('it runs', () => at(w.get(`${pods}/${name}`), 'status.phase') === 'Running');
    return (container: string) => w.send('GET', `${pods}/${name}/log?container=${container}`).text;
  };

  it('projected sources come, change and go while the Pod runs', () => {
    const kinds = [
      ['configMap', 'configmaps', (text: string) => text],
      ['secret', 'secrets', (text: string) => Buffer.from(text).toString('base64')],
    ] as const;
    for (const [kind, plural, written] of kinds) {
      const data = (key: string, value: string) => ({ data: { [key]: written(value) } });
      for (const name of ['del', 'upd'])
        w.make(`${core}/${plural}`, { metadata: { name }, ...data('data-1', 'value-1') });
      const names = ['del', 'upd', 'create'];
      const log = run(
        `projected-${plural}`,
        {},
        {
          volumes: names.map((name) => ({
            name,
            ...projected({ [kind]: { name, optional: true } }),
          })),
          containers: names.map((name) =>
            follow(name, `/v/${name === 'upd' ? 'data-3' : 'data-1'}`, [
              { name, mountPath: '/v', readOnly: true },
            ]),
          ),
        },
      );
      w.until('what is there is seen', () => log('del').includes('value-1'));
      assert.include(log('create'), 'Error reading file /v/data-1');
      w.remove(`${core}/${plural}/del`);
      w.update(`${core}/${plural}/upd`, data('data-3', 'value-3'));
      w.make(`${core}/${plural}`, { metadata: { name: 'create' }, ...data('data-1', 'value-1') });
      w.until(
        'all is seen',
        () =>
          log('create').includes('value-1') &&
          log('upd').includes('value-3') &&
          log('del').includes('Error reading file /v/data-1'),
      );
    }
  });

  it('projected labels and annotations change while the Pod runs', () => {
    const part = (path: string) => ({ path, fieldRef: { fieldPath: `metadata.${path}` } });
    const parts = ['labels', 'annotations'];
    const log = run(
      'projected-fields',
      { labels: { key1: 'value1' }, annotations: { builder: 'bar' } },
      {
        volumes: [{ name: 'v', ...projected({ downwardAPI: { items: parts.map(part) } }) }],
        containers: parts.map((name) => follow(name, `/v/${name}`, [volumeAt])),
      },
    );
    w.until('they are seen', () => log('labels').includes('key1="value1"\n'));
    w.update(`${pods}/projected-fields`, {
      'metadata.labels.key3': 'value3',
      'metadata.annotations.builder': 'foo',
    });
    w.until(
      'the change is seen',
      () =>
        log('labels').includes('key3="value3"\n') && log('annotations').includes('builder="foo"\n'),
    );
  });
});

describe('Many volumes in one Pod', () => {
  it('a Secret and a ConfigMap in one Pod', () => {
    w.make(pods, {
      metadata: { name: 'both' },
      spec: {
        volumes: [
          { name: 'secret', secret: { secretName: 'keys' } },
          { name: 'map', configMap: { name: 'map' } },
        ],
        containers: [
          {
            name: 'c',
            image: AGNHOST,
            args: ['test-webserver'],
            volumeMounts: ['secret', 'map'].map((name) => ({
              name,
              mountPath: `/etc/${name}-volume`,
              readOnly: true,
            })),
          },
        ],
      },
    });
    w.until('it runs', () => at(w.get(`${pods}/both`), 'status.phase') === 'Running');
  });

  it('fifty ConfigMaps in each of five Pods', () => {
    const names = Array.from({ length: 50 }, (_, index) => `racey-${index}`);
    for (const name of names)
      w.make(`${core}/configmaps`, { metadata: { name }, data: { 'data-1': 'value-1' } });
    const labels = { name: 'wrapped' };
    w.make(`${core}/replicationcontrollers`, {
      metadata: { name: 'wrapped' },
      spec: {
        replicas: 5,
        selector: labels,
        template: {
          metadata: { labels },
          spec: {
            dnsPolicy: 'Default',
            volumes: names.map((name) => ({
              name,
              configMap: { name, items: [{ key: 'data-1', path: 'data-1' }] },
            })),
            containers: [
              {
                name: 'test-container',
                image: 'docker.io/library/busybox:1.29',
                command: ['sleep', '10000'],
                resources: { requests: { cpu: '10m' } },
                volumeMounts: names.map((name) => ({ name, mountPath: `/etc/config-${name}` })),
              },
            ],
          },
        },
      },
    });
    const running = () =>
      w
        .list(`${pods}?labelSelector=name%3Dwrapped`)
        .filter((pod: Read) => at(pod, 'status.phase') === 'Running').length;
    w.until('all five run', () => running() === 5, 60_000);
    w.remove(`${core}/replicationcontrollers/wrapped`, { propagationPolicy: 'Foreground' });
  });
});
