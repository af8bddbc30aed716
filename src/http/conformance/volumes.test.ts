import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { AGNHOST, at, walk } from './testing-walk';

const w = walk(2);
const BUSYBOX = 'docker.io/library/busybox:1.29';
const core = `/api/v1/namespaces/${w.namespace()}`;
const pods = `${core}/pods`;
let count = 0;

for (const name of ['one', 'two']) {
  w.make(`${core}/configmaps`, {
    metadata: { name: `map-${name}` },
    data: { [`data-${name}`]: name },
  });
  w.make(`${core}/secrets`, {
    metadata: { name: `secret-${name}` },
    data: { [`data-${name}`]: Buffer.from(name).toString('base64') },
  });
}

interface Wish {
  readonly volumes: readonly JsonObject[];
  readonly mounts: readonly JsonObject[];
  readonly security?: JsonObject;
  readonly metadata?: JsonObject;
}

/** What `agnhost mounttest` says of volumes, in a Pod that runs it to its end. */
function look(
  flags: readonly string[],
  { volumes, mounts, security = {}, metadata = {} }: Wish,
): string {
  const name = `look-${++count}`;
  w.make(pods, {
    metadata: { ...metadata, name },
    spec: {
      restartPolicy: 'Never',
      securityContext: security,
      volumes,
      containers: [
        { name: 'c', image: AGNHOST, args: ['mounttest', ...flags], volumeMounts: mounts },
      ],
    },
  });
  w.until(`${name} has ended`, () => at(w.get(`${pods}/${name}`), 'status.phase') === 'Succeeded');
  return w.send('GET', `${pods}/${name}/log`).text;
}

const at1 = [{ name: 'v', mountPath: '/v' }];

describe('Volumes', () => {
  for (const medium of ['', 'Memory']) {
    for (const [user, uid] of [
      ['root', undefined],
      ['non-root', 1001],
    ] as const) {
      for (const [mode, shown] of [
        ['0644', '-rw-r--r--'],
        ['0666', '-rw-rw-rw-'],
        ['0777', '-rwxrwxrwx'],
      ] as const) {
        it(`scratch space in ${medium || 'the default medium'}: ${user}, ${mode}`, () => {
          const text = look(
            [`--fs_type=/v`, `--new_file_${mode}=/v/test-file`, '--file_perm=/v/test-file'],
            {
              volumes: [{ name: 'v', emptyDir: medium === '' ? {} : { medium } }],
              mounts: at1,
              ...(uid === undefined ? {} : { security: { runAsUser: uid } }),
            },
          );
          assert.include(text, `perms of file "/v/test-file": ${shown}`);
          assert.include(text, 'content of file "/v/test-file": mount-tester new file');
          if (medium === 'Memory') assert.include(text, 'mount type of "/v": tmpfs');
        });
      }
    }
  }

  it('the mode of a scratch space', () => {
    const volumes = [{ name: 'v', emptyDir: {} }];
    assert.include(
      look(['--file_perm=/v'], { volumes, mounts: at1 }),
      'perms of file "/v": -rwxrwxrwx',
    );
  });

  it('what is written belongs to its writer, and to the group of the Pod', () => {
    const volumes = [{ name: 'v', emptyDir: {} }];
    const owner = (security: JsonObject) =>
      look(['--new_file_0660=/v/f', '--file_owner=/v/f'], { volumes, mounts: at1, security });
    assert.include(owner({}), 'owner UID of "/v/f": 0\nowner GID of "/v/f": 0\n');
    assert.include(
      owner({ runAsUser: 1001, runAsGroup: 7 }),
      'owner UID of "/v/f": 1001\nowner GID of "/v/f": 7\n',
    );
    assert.include(
      owner({ runAsUser: 1001, fsGroup: 123 }),
      'owner UID of "/v/f": 1001\nowner GID of "/v/f": 123\n',
    );
  });

  const tokens: readonly (readonly [
    security: JsonObject,
    perms: string,
    uid: number,
    gid: number,
  ])[] = [
    [{}, '-rw-r--r--', 0, 0],
    [{ runAsUser: 1000 }, '-rw-------', 1000, 0],
    [{ fsGroup: 10_000 }, '-rw-r-----', 0, 10_000],
    [{ runAsUser: 1000, fsGroup: 10_000 }, '-rw-r-----', 1000, 10_000],
  ];
  for (const [security, perms, uid, gid] of tokens) {
    it(`a token is for whom it is for: ${JSON.stringify(security)}`, () => {
      const file = '/v/token';
      const sources = [{ serviceAccountToken: { path: 'token', expirationSeconds: 3600 } }];
      const text = look([`--file_perm=${file}`, `--file_owner=${file}`], {
        volumes: [{ name: 'v', projected: { sources } }],
        mounts: at1,
        security,
      });
      assert.include(text, `perms of file "${file}": ${perms}`);
      assert.include(text, `owner UID of "${file}": ${uid}\nowner GID of "${file}": ${gid}\n`);
    });
  }

  it('a Secret with modes for a group, read by who is not root', () => {
    const text = look(['--file_content=/v/data-one', '--file_mode=/v/data-one'], {
      volumes: [{ name: 'v', secret: { secretName: 'secret-one', defaultMode: 0o440 } }],
      mounts: at1,
      security: { runAsUser: 1000, fsGroup: 1001 },
    });
    assert.include(text, 'content of file "/v/data-one": one');
    assert.include(text, 'mode of file "/v/data-one": -r--r-----');
  });

  it('one projected volume shows all that there is', () => {
    const text = look(
      ['--file_content=/v/podname', '--file_content_in_loop=/v/secret-data', '--retry_time=1'],
      {
        volumes: [
          {
            name: 'v',
            projected: {
              sources: [
                {
                  downwardAPI: {
                    items: [{ path: 'podname', fieldRef: { fieldPath: 'metadata.name' } }],
                  },
                },
                {
                  secret: { name: 'secret-one', items: [{ key: 'data-one', path: 'secret-data' }] },
                },
                { configMap: { name: 'map-one', items: [{ key: 'data-one', path: 'map-data' }] } },
              ],
            },
          },
        ],
        mounts: at1,
      },
    );
    assert.match(text, /content of file "\/v\/podname": look-\d+\n/);
    assert.include(text, 'content of file "/v/secret-data": one');
  });

  it('one ConfigMap in two volumes of one Pod, and two Secrets of one name', () => {
    const volumes = ['v', 'x'].map((name) => ({ name, configMap: { name: 'map-one' } }));
    const mounts = [...at1, { name: 'x', mountPath: '/x', readOnly: true }];
    assert.include(look(['--file_content=/x/data-one'], { volumes, mounts }), ': one');
    const other = `/api/v1/namespaces/${w.namespace()}/secrets`;
    w.make(other, { metadata: { name: 'secret-one' }, data: { other: 'eA==' } });
    const secret = [{ name: 'v', secret: { secretName: 'secret-one' } }];
    assert.include(look(['--file_content=/v/data-one'], { volumes: secret, mounts: at1 }), ': one');
  });

  it('optional sources come, change and go while the Pod runs', () => {
    const names = ['del', 'upd', 'create'];
    const volumes = names.map((name) => ({
      name: `${name}-volume`,
      configMap: { name: `optional-${name}`, optional: true },
    }));
    for (const name of ['del', 'upd'])
      w.make(`${core}/configmaps`, {
        metadata: { name: `optional-${name}` },
        data: { 'data-1': 'value-1' },
      });
    w.make(pods, {
      metadata: { name: 'follower' },
      spec: {
        volumes,
        containers: names.map((name) => ({
          name: `${name}-test`,
          image: AGNHOST,
          args: [
            'mounttest',
            '--break_on_expected_content=false',
            '--retry_time=600',
            `--file_content_in_loop=/v/${name === 'upd' ? 'data-3' : 'data-1'}`,
          ],
          volumeMounts: [{ name: `${name}-volume`, mountPath: '/v', readOnly: true }],
        })),
      },
    });
    w.until('it runs', () => at(w.get(`${pods}/follower`), 'status.phase') === 'Running');
    const log = (name: string) => w.send('GET', `${pods}/follower/log?container=${name}-test`).text;
    w.until('what is there is seen', () => log('del').includes('value-1'));
    assert.include(log('upd'), 'Error reading file /v/data-3');
    assert.include(log('create'), 'Error reading file /v/data-1');
    w.remove(`${core}/configmaps/optional-del`);
    w.update(`${core}/configmaps/optional-upd`, { data: { 'data-3': 'value-3' } });
    w.make(`${core}/configmaps`, {
      metadata: { name: 'optional-create' },
      data: { 'data-1': 'value-1' },
    });
    w.until(
      'all is seen',
      () =>
        log('create').includes('value-1') &&
        log('upd').includes('value-3') &&
        log('del').includes('Error reading file /v/data-1'),
    );
    w.remove(`${pods}/follower`, { gracePeriodSeconds: 0 });
  });

  it('labels and annotations change while the Pod runs', () => {
    const item = (path: string) => ({ path, fieldRef: { fieldPath: `metadata.${path}` } });
    w.make(pods, {
      metadata: { name: 'labelled', labels: { key1: 'value1' }, annotations: { builder: 'bar' } },
      spec: {
        volumes: [{ name: 'v', downwardAPI: { items: [item('labels'), item('annotations')] } }],
        containers: ['labels', 'annotations'].map((name) => ({
          name,
          image: AGNHOST,
          args: [
            'mounttest',
            '--break_on_expected_content=false',
            '--retry_time=600',
            `--file_content_in_loop=/v/${name}`,
          ],
          volumeMounts: at1,
        })),
      },
    });
    const log = (name: string) => w.send('GET', `${pods}/labelled/log?container=${name}`).text;
    w.until(
      'they are seen',
      () =>
        log('labels').includes('key1="value1"\n') && log('annotations').includes('builder="bar"\n'),
    );
    w.update(`${pods}/labelled`, {
      'metadata.labels.key3': 'value3',
      'metadata.annotations': { builder: 'foo' },
    });
    w.until(
      'the change is seen',
      () =>
        log('labels').includes('key3="value3"\n') && log('annotations').includes('builder="foo"\n'),
    );
  });

  it('what cannot change does not', () => {
    for (const resource of ['configmaps', 'secrets']) {
      const path = `${core}/${resource}/immutable`;
      w.make(`${core}/${resource}`, { metadata: { name: 'immutable' }, immutable: true });
      const found = w.get(path);
      const data = { k: resource === 'secrets' ? 'eA==' : 'v' };
      assert.equal(w.send('PUT', path, { ...found, data }).code, 422);
      assert.equal(w.send('PUT', path, { ...found, immutable: false }).code, 422);
      w.update(path, { 'metadata.labels': { still: 'possible' } });
      w.remove(path);
    }
  });

  it('two containers share one', () => {
    const volumeMounts = [{ name: 'shared-data', mountPath: '/usr/share/volumeshare' }];
    w.make(pods, {
      metadata: { name: 'sharing' },
      spec: {
        volumes: [{ name: 'shared-data', emptyDir: {} }],
        containers: [
          {
            name: 'main',
            image: BUSYBOX,
            command: ['/bin/sh', '-c', 'sleep 100000'],
            volumeMounts,
          },
          {
            name: 'sub',
            image: BUSYBOX,
            command: [
              '/bin/sh',
              '-c',
              'echo Hello > /usr/share/volumeshare/shareddata.txt && sleep 10000',
            ],
            volumeMounts,
          },
        ],
      },
    });
    w.until('it runs', () => at(w.get(`${pods}/sharing`), 'status.phase') === 'Running');
    w.cluster.pass(1000);
    const pod = w.get(`${pods}/sharing`) as unknown as Parameters<typeof w.cluster.container>[0];
    let text = '';
    const out = (more: string) => {
      text += more;
    };
    const streams = { out, err: () => {}, ended: () => {} };
    w.cluster
      .container(pod, 'main')
      ?.exec(['cat', '/usr/share/volumeshare/shareddata.txt'], streams, false)
      .sendEnd();
    w.cluster.pass(1000);
    assert.equal(text, 'Hello\n');
  });

  it('a file of a volume in a place of its own', () => {
    for (const volume of [
      { configMap: { name: 'map-one' } },
      { secret: { secretName: 'secret-one' } },
    ]) {
      const text = look(['--file_content_in_loop=/test-volume', '--retry_time=1'], {
        volumes: [{ name: 'v', ...volume }],
        mounts: [{ name: 'v', mountPath: '/test-volume', subPath: 'data-one' }],
      });
      assert.include(text, 'content of file "/test-volume": one');
    }
  });
});
