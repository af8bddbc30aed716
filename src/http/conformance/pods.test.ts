import { describe, it } from 'node:test';
import { assert } from 'chai';
import { isJsonObject, type JsonObject } from '../../api/object';
import { testingSite } from '../testing-site';

const AGNHOST = 'k8s.gcr.io/e2e-test-images/agnhost:2.21';
const BUSYBOX = 'docker.io/library/busybox:1.29';
const NAMESPACE = '/api/v1/namespaces/default';

const site = testingSite({ legacyApis: true, nodes: 2 });
const { cluster, send } = site;
let count = 0;

/** A Pod that runs to its end, with a container `c`; other parts of it as given. */
function podOf(
  container: JsonObject,
  spec: JsonObject = {},
  metadata: JsonObject = {},
): JsonObject {
  return {
    metadata: { ...metadata, name: `pod-${++count}` },
    spec: { restartPolicy: 'Never', ...spec, containers: [{ name: 'c', ...container }] },
  };
}

function agnhost(...args: readonly string[]): JsonObject {
  return { image: AGNHOST, args };
}

function shell(script: string): JsonObject {
  return { image: BUSYBOX, command: ['/bin/sh', '-c', script] };
}

/** agnhost looking at what a volume shows at /v. */
function look(volume: JsonObject, flags: readonly string[], metadata: JsonObject = {}): JsonObject {
  return podOf(
    { ...agnhost('mounttest', ...flags), volumeMounts: [{ name: 'v', mountPath: '/v' }] },
    { volumes: [{ name: 'v', ...volume }] },
    metadata,
  );
}

function create(resource: string, object: JsonObject): void {
  const { code, text } = send('POST', `${NAMESPACE}/${resource}`, object);
  assert.equal(code, 201, text);
}

function logOf(pod: JsonObject): string {
  const { name } = pod.metadata as { name: string };
  return send('GET', `${NAMESPACE}/pods/${name}/log`).text;
}

function statusOf(pod: JsonObject): JsonObject {
  const { name } = pod.metadata as { name: string };
  const { status } = send('GET', `${NAMESPACE}/pods/${name}`).body;
  assert.isTrue(isJsonObject(status));
  return status as JsonObject;
}

function ran(pod: JsonObject, time = 5000): string {
  create('pods', pod);
  cluster.pass(time);
  return logOf(pod);
}

create('configmaps', {
  metadata: { name: 'settings' },
  data: { 'data-1': 'value-1', 'data-2': 'value-2' },
});
create('secrets', { metadata: { name: 'keys' }, data: { 'data-1': 'dmFsdWUtMQ0K' } });
create('services', {
  metadata: { name: 'foo-service' },
  spec: { ports: [{ port: 8765, name: 'web' }], selector: { a: 'b' } },
});

const fieldVolume = (fieldPath: string): JsonObject => ({
  downwardAPI: { items: [{ path: 'f', fieldRef: { fieldPath } }] },
});
const resourceVolume = (resource: string, divisor?: string): JsonObject => ({
  downwardAPI: {
    items: [
      {
        path: 'f',
        resourceFieldRef: {
          containerName: 'c',
          resource,
          ...(divisor === undefined ? {} : { divisor }),
        },
      },
    ],
  },
});
const env = (name: string, valueFrom: JsonObject): JsonObject => ({
  ...shell('env'),
  env: [{ name, valueFrom }],
});
const content = (path: string, text: string) => `content of file "/v/${path}": ${text}\n`;

describe("Pods of Kubernetes' own conformance tests", () => {
  const cases: readonly (readonly [name: string, pod: JsonObject, log: string | RegExp])[] = [
    [
      'a ConfigMap as a volume',
      look({ configMap: { name: 'settings' } }, [
        '--file_content=/v/data-1',
        '--file_mode=/v/data-1',
      ]),
      `mode of file "/v/data-1": -rw-r--r--\n${content('data-1', 'value-1')}`,
    ],
    [
      'a ConfigMap with a default mode',
      look({ configMap: { name: 'settings', defaultMode: 0o400 } }, ['--file_mode=/v/data-1']),
      'mode of file "/v/data-1": -r--------\n',
    ],
    [
      'a ConfigMap with mappings and modes',
      look(
        {
          configMap: {
            name: 'settings',
            items: [{ key: 'data-2', path: 'path/to/data-2', mode: 0o400 }],
          },
        },
        ['--file_content=/v/path/to/data-2', '--file_mode=/v/path/to/data-2'],
      ),
      `mode of file "/v/path/to/data-2": -r--------\n${content('path/to/data-2', 'value-2')}`,
    ],
    [
      'a Secret as a volume',
      look({ secret: { secretName: 'keys' } }, [
        '--file_content=/v/data-1',
        '--file_mode=/v/data-1',
      ]),
      `mode of file "/v/data-1": -rw-r--r--\n${content('data-1', 'value-1\r\n')}`,
    ],
    [
      'a projected volume of all sources',
      look(
        {
          projected: {
            defaultMode: 0o400,
            sources: [
              { configMap: { name: 'settings' } },
              {
                downwardAPI: {
                  items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }],
                },
              },
            ],
          },
        },
        ['--file_content=/v/name', '--file_mode=/v/data-1'],
      ),
      /^mode of file "\/v\/data-1": -r-{8}\ncontent of file "\/v\/name": pod-\d+\n$/,
    ],
    [
      'labels as a file',
      look(fieldVolume('metadata.labels'), ['--file_content=/v/f'], {
        labels: { key1: 'value1', key2: 'value2' },
      }),
      content('f', 'key1="value1"\nkey2="value2"'),
    ],
    [
      'a CPU limit as a file: the node has four',
      look(resourceVolume('limits.cpu'), ['--file_content=/v/f']),
      content('f', '4'),
    ],
    [
      'a memory limit as a file, in mebibytes',
      look(resourceVolume('limits.memory', '1Mi'), ['--file_content=/v/f']),
      /: \d{5}\n$/,
    ],
    [
      'a request that is not made',
      look(resourceVolume('requests.cpu'), ['--file_content=/v/f']),
      content('f', '0'),
    ],
    [
      'scratch space on disk',
      look({ emptyDir: {} }, ['--new_file_0644=/v/f', '--file_perm=/v/f']),
      `${content('f', 'mount-tester new file\n')}perms of file "/v/f": -rw-r--r--\n`,
    ],
    [
      'scratch space in memory',
      look({ emptyDir: { medium: 'Memory' } }, [
        '--fs_type=/v',
        '--file_perm=/v',
        '--new_file_0777=/v/f',
      ]),
      `mount type of "/v": tmpfs\n${content('f', 'mount-tester new file\n')}perms of file "/v": -rwxrwxrwx\n`,
    ],
    [
      'a file that is not there',
      look({ emptyDir: {} }, ['--file_content=/v/none']),
      'error reading file content for "/v/none": open /v/none: no such file or directory\n',
    ],
    ["the image's own command", podOf({ image: AGNHOST }), 'Paused\n'],
    [
      "arguments that replace the image's",
      podOf(agnhost('entrypoint-tester', 'override', 'arguments')),
      '[/agnhost entrypoint-tester override arguments]\n',
    ],
    [
      "a command that replaces the image's",
      podOf({ image: AGNHOST, command: ['/agnhost-2', 'entrypoint-tester'] }),
      '[/agnhost-2 entrypoint-tester]\n',
    ],
    [
      'a variable from a ConfigMap',
      podOf(env('X', { configMapKeyRef: { name: 'settings', key: 'data-1' } })),
      /^X=value-1$/m,
    ],
    [
      'a variable from a Secret',
      podOf(env('X', { secretKeyRef: { name: 'keys', key: 'data-1' } })),
      /^X=value-1\r$/m,
    ],
    [
      'the address as a variable',
      podOf(env('X', { fieldRef: { fieldPath: 'status.podIP' } })),
      /^X=\d+\.\d+\.\d+\.\d+$/m,
    ],
    [
      'the default CPU limit as a variable',
      podOf(env('X', { resourceFieldRef: { resource: 'limits.cpu' } })),
      /^X=4$/m,
    ],
    [
      'Services as variables',
      podOf(shell('env')),
      /^FOO_SERVICE_PORT_8765_TCP=tcp:\/\/10\.96\.\d+\.\d+:8765$/m,
    ],
    ['the API server as variables', podOf(shell('env')), /^KUBERNETES_SERVICE_HOST=10\.96\.0\.1$/m],
    [
      'variables in a command',
      podOf({
        image: BUSYBOX,
        command: ['echo', '$(A)', '$$(A)'],
        env: [{ name: 'A', value: 'a-value' }],
      }),
      'a-value $(A)\n',
    ],
    [
      'aliases of hosts',
      podOf(shell('cat /etc/hosts'), {
        hostAliases: [{ ip: '123.45.67.89', hostnames: ['foo', 'bar'] }],
      }),
      /\n123\.45\.67\.89\tfoo\tbar\n$/,
    ],
    [
      'a root that is read-only',
      podOf({
        ...shell('echo test > /file; sleep 240'),
        securityContext: { readOnlyRootFilesystem: true },
      }),
      "/bin/sh: can't create /file: Read-only file system\n",
    ],
  ];
  for (const [name, pod, log] of cases) {
    it(name, () => {
      const text = ran(pod);
      if (typeof log === 'string') assert.equal(text, log);
      else assert.match(text, log);
    });
  }

  it('how a container ended, in its own words', () => {
    const endings: readonly (readonly [script: string, message: string | undefined])[] = [
      ['/bin/echo -n OK > /dev/termination-log; /bin/echo -n DONE', 'OK'],
      ['/bin/echo -n DONE; /bin/false', 'DONE'],
      ['/bin/echo -n DONE; /bin/true', undefined],
    ];
    for (const [script, message] of endings) {
      const pod = podOf({ ...shell(script), terminationMessagePolicy: 'FallbackToLogsOnError' });
      ran(pod);
      const [status] = statusOf(pod).containerStatuses as readonly [
        { state: { terminated: JsonObject } },
      ];
      assert.equal(status.state.terminated.message, message, script);
    }
  });

  for (const [restartPolicy, phase, restarts] of [
    ['Always', 'Running', 2],
    ['OnFailure', 'Succeeded', 1],
    ['Never', 'Failed', 0],
  ] as const) {
    it(`a program that counts its runs, restarted ${restartPolicy}`, () => {
      const script = [
        'f=/count/runs',
        "count=$(echo 'hello' >> $f ; wc -l $f | awk {'print $1'})",
        'if [ $count -eq 1 ]; then exit 1; fi',
        'if [ $count -eq 2 ]; then exit 0; fi',
        'while true; do sleep 1; done',
      ].join('\n');
      const pod = podOf(
        { ...shell(script), volumeMounts: [{ name: 'count', mountPath: '/count' }] },
        { restartPolicy, volumes: [{ name: 'count', emptyDir: { medium: 'Memory' } }] },
      );
      create('pods', pod);
      cluster.pass(60_000);
      const status = statusOf(pod);
      assert.equal(status.phase, phase);
      assert.deepNestedInclude(status, { 'containerStatuses[0].restartCount': restarts });
    });
  }

  const secured: readonly (readonly [script: string, security: JsonObject, phase: string])[] = [
    ['test $(id -u) -eq 65534', { runAsUser: 65534 }, 'Succeeded'],
    ['touch checkfile', { readOnlyRootFilesystem: true }, 'Failed'],
    ['touch checkfile', { readOnlyRootFilesystem: false }, 'Succeeded'],
    ['ip link add dummy0 type dummy', { privileged: false }, 'Failed'],
    ['ip link add dummy0 type dummy', { privileged: true }, 'Succeeded'],
  ];
  for (const [script, securityContext, phase] of secured) {
    it(`${script} with ${JSON.stringify(securityContext)}`, () => {
      const pod = podOf({ ...shell(script), securityContext });
      ran(pod);
      assert.equal(statusOf(pod).phase, phase);
    });
  }

  it('a RuntimeClass that is not there', () => {
    const { code, text } = send(
      'POST',
      `${NAMESPACE}/pods`,
      podOf(agnhost('pause'), { runtimeClassName: 'none' }),
    );
    assert.equal(code, 403);
    assert.include(text, 'pod rejected: RuntimeClass \\"none\\" not found');
  });

  it('a volume follows its ConfigMap', () => {
    create('configmaps', { metadata: { name: 'moving' }, data: { k: 'value-1' } });
    const pod = look({ configMap: { name: 'moving' } }, [
      '--break_on_expected_content=false',
      '--retry_time=240',
      '--file_content_in_loop=/v/k',
    ]);
    assert.include(ran(pod), content('k', 'value-1'));
    send(
      'PATCH',
      `${NAMESPACE}/configmaps/moving`,
      { data: { k: 'value-2' } },
      { 'content-type': 'application/merge-patch+json' },
    );
    cluster.pass(90_000);
    assert.include(logOf(pod), content('k', 'value-2'));
  });

  it('a server that falls ill is started again', () => {
    const livenessProbe = {
      httpGet: { path: '/healthz', port: 8080 },
      initialDelaySeconds: 15,
      failureThreshold: 1,
    };
    const pod = podOf({ ...agnhost('liveness'), livenessProbe }, { restartPolicy: 'Always' });
    create('pods', pod);
    cluster.pass(40_000);
    const [{ restartCount } = { restartCount: 0 }] = statusOf(pod).containerStatuses as {
      restartCount: number;
    }[];
    assert.isAtLeast(restartCount, 1);
    const events = send('GET', `${NAMESPACE}/events`).text;
    assert.include(events, 'HTTP probe failed with statuscode: 500');
  });

  it('hooks reach another Pod', () => {
    const handler = podOf(agnhost('netexec'));
    create('pods', handler);
    cluster.pass(3000);
    const { podIP } = statusOf(handler) as { podIP: string };
    const hooks = {
      postStart: { httpGet: { host: podIP, port: 8080, path: '/echo?msg=poststart' } },
      preStop: { exec: { command: ['sh', '-c', `curl http://${podIP}:8080/echo?msg=prestop`] } },
    };
    const pod = podOf({ ...agnhost('pause'), lifecycle: hooks });
    create('pods', pod);
    cluster.pass(3000);
    assert.match(logOf(handler), /GET \/echo\?msg=poststart$/m);
    send('DELETE', `${NAMESPACE}/pods/${(pod.metadata as { name: string }).name}`);
    cluster.pass(3000);
    assert.match(logOf(handler), /GET \/echo\?msg=prestop$/m);
  });

  it('a Pod says its name through the proxy', () => {
    const pod = podOf({ ...agnhost('serve-hostname'), ports: [{ containerPort: 9376 }] });
    create('pods', pod);
    cluster.pass(3000);
    const { name } = pod.metadata as { name: string };
    assert.equal(send('GET', `${NAMESPACE}/pods/${name}/proxy/`).text, name);
    assert.equal(send('GET', `${NAMESPACE}/pods/http:${name}:9376/proxy/`).text, name);
    assert.equal(send('GET', `${NAMESPACE}/pods/${name}:80/proxy/`).code, 503);
    assert.equal(send('POST', `${NAMESPACE}/pods/${name}/proxy/`, {}).text, name);
    const { code, headers } = send('GET', `${NAMESPACE}/pods/${name}/proxy?a=b`);
    assert.equal(code, 301);
    assert.equal(headers.location, `${NAMESPACE}/pods/${name}/proxy/?a=b`);
  });

  it('bytes of a ConfigMap, as they are', () => {
    create('configmaps', {
      metadata: { name: 'binary' },
      binaryData: { 'dump.bin': '3srwutD+/w==' },
    });
    const pod = podOf(
      {
        image: BUSYBOX,
        command: ['hexdump', '-C', '/v/dump.bin'],
        volumeMounts: [{ name: 'v', mountPath: '/v' }],
      },
      { volumes: [{ name: 'v', configMap: { name: 'binary' } }] },
    );
    assert.match(ran(pod), /de ca f0 ba d0 fe ff/);
  });

  it('no more rights than it began with', () => {
    const nonewprivs = (securityContext: JsonObject) =>
      ran(podOf({ image: 'gcr.io/kubernetes-e2e-test-images/nonewprivs:1.0', securityContext }));
    const runAsUser = 1000;
    assert.equal(
      nonewprivs({ runAsUser, allowPrivilegeEscalation: false }),
      'Effective uid: 1000\n',
    );
    assert.equal(nonewprivs({ runAsUser, allowPrivilegeEscalation: true }), 'Effective uid: 0\n');
    const rootless = podOf({
      ...shell('id'),
      securityContext: { runAsNonRoot: true, runAsUser: 0 },
    });
    create('pods', rootless);
    cluster.pass(5000);
    const { containerStatuses } = statusOf(rootless) as {
      containerStatuses: { state: { waiting: { reason: string; message: string } } }[];
    };
    const { reason, message } = containerStatuses[0]?.state.waiting ?? {};
    assert.equal(reason, 'CreateContainerConfigError');
    assert.match(message ?? '', /^container's runAsUser breaks non-root policy/);
  });

  for (const place of ['/tmp', '..', '`..`']) {
    it(`a place in a volume that begins as ${place}`, () => {
      const fieldPath = "metadata.annotations['mysubpath']";
      const pod = podOf(
        {
          ...shell('touch /v/here; sleep 600'),
          env: [{ name: 'SUB', valueFrom: { fieldRef: { fieldPath } } }],
          volumeMounts: [{ name: 'v', mountPath: '/v', subPathExpr: '$(SUB)' }],
        },
        { volumes: [{ name: 'v', emptyDir: {} }] },
        { annotations: { mysubpath: place } },
      );
      create('pods', pod);
      cluster.pass(20_000);
      const isPlain = place.startsWith('`');
      assert.equal(statusOf(pod).phase, isPlain ? 'Running' : 'Pending');
      if (isPlain) return;
      const { name } = pod.metadata as { name: string };
      const type = { 'content-type': 'application/merge-patch+json' };
      const patch = { metadata: { annotations: { mysubpath: 'mypath' } } };
      send('PATCH', `${NAMESPACE}/pods/${name}`, patch, type);
      cluster.pass(60_000);
      assert.equal(statusOf(pod).phase, 'Running');
    });
  }

  it('lines of a log, one after the other', () => {
    const pod = podOf(
      agnhost('logs-generator', '--log-lines-total', '100', '--run-duration', '20s'),
    );
    const lines = ran(pod, 25_000).trimEnd().split('\n');
    assert.lengthOf(lines, 100);
    assert.match(
      lines[7] ?? '',
      /^I\d{4} [\d:.]+ +1 logs_generator\.go:76\] 7 (GET|POST|PUT) \/api\/v1\/namespaces\/[a-z-]+\/pods\/\w+ \d{3}$/,
    );
    assert.equal(statusOf(pod).phase, 'Succeeded');
    const { name } = pod.metadata as { name: string };
    const log = (query: string) => send('GET', `${NAMESPACE}/pods/${name}/log?${query}`);
    assert.equal(log('limitBytes=1').text, 'I');
    assert.equal(log('tailLines=1').text, `${lines[99]}\n`);
    assert.match(log('tailLines=1&timestamps=true').text, /^\d{4}-\S+Z I\d{4} /);
    assert.equal(log('sinceSeconds=1').text, '');
    assert.equal(log('sinceSeconds=86400').text.split('\n').length, 101);
    for (const query of ['limitBytes=0', 'tailLines=-1', 'sinceSeconds=0'])
      assert.equal(log(query).code, 422, query);
  });
});
