import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { BUSYBOX, NAMESPACE, podsWorld } from './testing-pods';

const { cluster, send, podOf, agnhost, shell, look, create, logOf, statusOf, ran } = podsWorld();

const content = (path: string, text: string) => `content of file "/v/${path}": ${text}\n`;

describe('Containers, what they say and how they end', () => {
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
