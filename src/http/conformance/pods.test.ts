import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { AGNHOST, BUSYBOX, podsWorld } from './testing-pods';

const { podOf, agnhost, shell, look, ran } = podsWorld();

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
      "a command and arguments that replace the image's",
      podOf({ image: AGNHOST, command: ['/agnhost-2'], args: ['entrypoint-tester', 'override'] }),
      '[/agnhost-2 entrypoint-tester override]\n',
    ],
    ['what a command prints', podOf(shell("echo 'Hello World' ; sleep 240")), 'Hello World\n'],
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
      'all that a ConfigMap and a Secret hold as variables',
      podOf({
        ...shell('env'),
        envFrom: [
          { configMapRef: { name: 'settings' } },
          { prefix: 'p_', secretRef: { name: 'keys' } },
        ],
      }),
      /^data-1=value-1\ndata-2=value-2\n(.*\n)*p_data-1=value-1\r\n/m,
    ],
    [
      'limits and requests as variables',
      podOf({
        ...shell('env'),
        env: ['limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'].map((resource) => ({
          name: resource.replace('.', '_').toUpperCase(),
          valueFrom: { resourceFieldRef: { resource } },
        })),
        resources: {
          requests: { cpu: '250m', memory: '32Mi' },
          limits: { cpu: '1250m', memory: '64Mi' },
        },
      }),
      /^LIMITS_CPU=2\nLIMITS_MEMORY=67108864\nREQUESTS_CPU=1\nREQUESTS_MEMORY=33554432$/m,
    ],
    [
      'the address of its node as a variable',
      podOf(env('X', { fieldRef: { fieldPath: 'status.hostIP' } })),
      /^X=\d+\.\d+\.\d+\.\d+$/m,
    ],
    [
      'its UID as a variable',
      podOf(env('X', { fieldRef: { fieldPath: 'metadata.uid' } })),
      /^X=[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/m,
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
      'variables in arguments',
      podOf({
        image: BUSYBOX,
        command: ['sh', '-c'],
        args: ['TEST_VAR=wrong echo "$(TEST_VAR)"'],
        env: [{ name: 'TEST_VAR', value: 'test-value' }],
      }),
      'test-value\n',
    ],
    [
      'variables made of variables',
      podOf({
        ...shell('env'),
        env: [
          { name: 'FOO', value: 'foo-value' },
          { name: 'BAR', value: 'bar-value' },
          { name: 'FOOBAR', value: '$(FOO);;$(BAR)' },
        ],
      }),
      /^FOOBAR=foo-value;;bar-value$/m,
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
});
