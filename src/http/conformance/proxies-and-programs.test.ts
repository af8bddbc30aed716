import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Pods } from '../../api/core/pod';
import type { JsonObject } from '../../api/object';
import { AGNHOST, NAMESPACE, networkWorld } from './testing-network';

const { cluster, send, create, server, service, exec, ipOf } = networkWorld();

describe("Proxies and programs of Kubernetes' own conformance tests", () => {
  it('ports of Services and Pods, with links that lead back', () => {
    const link = '<a href="/rewriteme">test</a>';
    server('porter', { app: 'porter' }, ['porter'], {
      env: [
        { name: 'SERVE_PORT_80', value: link },
        { name: 'SERVE_PORT_160', value: 'foo' },
        { name: 'SERVE_TLS_PORT_460', value: 'tls baz' },
      ],
      ports: [{ containerPort: 80 }, { containerPort: 160, name: 'dest1' }],
      readinessProbe: { httpGet: { port: 80 }, initialDelaySeconds: 1 },
    });
    service('porter', {
      selector: { app: 'porter' },
      ports: [
        { name: 'portname1', port: 80, targetPort: 'dest1' },
        { name: 'portname2', port: 81, targetPort: 80 },
        { name: 'tlsportname1', port: 443, targetPort: 460 },
      ],
    });
    cluster.pass(15_000);
    const pods = `${NAMESPACE}/pods`;
    const services = `${NAMESPACE}/services`;
    const expected: readonly (readonly [path: string, body: string])[] = [
      [`${services}/porter:portname1/proxy/`, 'foo'],
      [`${services}/http:porter:80/proxy/`, 'foo'],
      [`${services}/https:porter:tlsportname1/proxy/`, 'tls baz'],
      [
        `${services}/porter:portname2/proxy/`,
        `<a href="${services}/porter:portname2/proxy/rewriteme">test</a>`,
      ],
      [`${pods}/porter:160/proxy/`, 'foo'],
      [`${pods}/https:porter:460/proxy/`, 'tls baz'],
      [`${pods}/porter/proxy/`, `<a href="${pods}/porter/proxy/rewriteme">test</a>`],
      [
        `${pods}/http:porter:80/proxy/`,
        `<a href="${pods}/http:porter:80/proxy/rewriteme">test</a>`,
      ],
    ];
    for (const [path, body] of expected) assert.equal(send('GET', path).text, body, path);
    assert.equal(send('GET', `${services}/porter:none/proxy/`).code, 503);
  });

  it('the logs of a node, with and without its port', () => {
    for (const name of ['node-1', 'node-1:10250']) {
      const { code, text } = send('GET', `/api/v1/nodes/${name}/proxy/logs/`);
      assert.equal(code, 200);
      assert.include(text, 'kubelet.log');
    }
    assert.equal(send('GET', '/api/v1/nodes/node-1/proxy/healthz').text, 'ok');
    assert.equal(send('GET', '/api/v1/nodes/node-1:80/proxy/').code, 503);
  });

  it('a guestbook of primary, replicas and front ends', () => {
    const part = (name: string, labels: JsonObject, args: readonly string[], port: number) => {
      const template = {
        metadata: { labels },
        spec: {
          containers: [{ name: 'c', image: AGNHOST, args, ports: [{ containerPort: port }] }],
        },
      };
      const spec = { replicas: 2, selector: { matchLabels: labels }, template };
      create('deployments', { metadata: { name }, spec }, '/apis/apps/v1/namespaces/default');
      service(name, { selector: labels, ports: [{ port }] });
    };
    part('frontend', { app: 'guestbook' }, ['guestbook', '--backend-port', '6379'], 80);
    part('agnhost-primary', { role: 'primary' }, ['guestbook', '--http-port', '6379'], 6379);
    send(
      'PATCH',
      '/apis/apps/v1/namespaces/default/deployments/agnhost-primary',
      { spec: { replicas: 1 } },
      { 'content-type': 'application/merge-patch+json' },
    );
    const replica = ['guestbook', '--replicaof', 'agnhost-primary', '--http-port', '6379'];
    part('agnhost-replica', { role: 'replica' }, replica, 6379);
    cluster.pass(30_000);
    const ask = (cmd: string, value: string) =>
      send(
        'GET',
        `${NAMESPACE}/services/frontend/proxy/guestbook?cmd=${cmd}&key=messages&value=${value}`,
      ).text;
    assert.equal(ask('get', ''), '{"data":""}');
    assert.equal(ask('set', 'TestEntry'), '{"message":"Updated"}');
    for (let i = 0; i < 3; i++) assert.equal(ask('get', ''), '{"data":"TestEntry"}');
  });

  it('the picture of the update demo', () => {
    for (const picture of ['nautilus', 'kitten']) {
      create('pods', {
        metadata: { name: picture },
        spec: {
          containers: [
            {
              name: 'demo',
              image: `gcr.io/kubernetes-e2e-test-images/${picture}:1.0`,
              ports: [{ containerPort: 80 }],
            },
          ],
        },
      });
      cluster.pass(5000);
      const { text } = send('GET', `${NAMESPACE}/pods/${picture}/proxy/data.json`);
      assert.deepEqual(JSON.parse(text), { image: `${picture}.jpg` });
    }
  });

  it('what a Pod says at its end', () => {
    server('listener', {}, ['nettest'], { ports: [{ containerPort: 8080 }] });
    cluster.pass(5000);
    const url = `http://${ipOf('listener')}:8080/write`;
    const command = ['wget', '-O-', '--post-data={"Source": "prestop"}', url];
    create('pods', {
      metadata: { name: 'tester' },
      spec: {
        containers: [
          {
            name: 'c',
            image: 'busybox:1.29',
            command: ['sleep', '600'],
            lifecycle: { preStop: { exec: { command } } },
          },
        ],
      },
    });
    cluster.pass(5000);
    send('DELETE', `${NAMESPACE}/pods/tester`);
    cluster.pass(5000);
    const state = send('GET', `${NAMESPACE}/pods/listener/proxy/read`).body;
    assert.deepEqual(state.Received, { prestop: 1 });
  });

  it('a token, a certificate and the namespace in files', () => {
    const files = '/var/run/secrets/kubernetes.io/serviceaccount';
    const token = exec('client', `cat ${files}/token`).output;
    const review = { kind: 'TokenReview', spec: { token } };
    const { status } = send('POST', '/apis/authentication.k8s.io/v1/tokenreviews', review).body as {
      status: { authenticated?: boolean; user: { username: string } };
    };
    assert.isTrue(status.authenticated);
    assert.equal(status.user.username, 'system:serviceaccount:default:default');
    assert.equal(exec('client', `cat ${files}/namespace`).output, 'default');
    const root = send('GET', `${NAMESPACE}/configmaps/kube-root-ca.crt`).body as {
      data: { 'ca.crt': string };
    };
    assert.equal(exec('client', `cat ${files}/ca.crt`).output, root.data['ca.crt']);
    const pods = send('GET', `${NAMESPACE}/pods`, undefined, { authorization: `Bearer ${token}` });
    assert.notEqual(pods.code, 401);
  });

  it('files of hosts: the kubelet makes them, unless the Pod brings its own', () => {
    const mounts = (...paths: string[]) => ({
      volumeMounts: paths.map((mountPath) => ({ name: 'hosts', mountPath })),
    });
    const container = (name: string, more: JsonObject) => ({
      name,
      image: 'busybox:1.29',
      command: ['sleep', '1000'],
      ...more,
    });
    create('pods', {
      metadata: { name: 'hosts' },
      spec: {
        volumes: [{ name: 'hosts', hostPath: { path: '/etc/hosts', type: 'File' } }],
        containers: [container('own', mounts('/etc/hosts', '/etc/hosts-original'))],
      },
    });
    cluster.pass(5000);
    const managed = '# Kubernetes-managed hosts file.';
    assert.include(exec('client', 'cat /etc/hosts').output, managed);
    for (const file of ['/etc/hosts', '/etc/hosts-original']) {
      const { code, output } = exec('hosts', `cat ${file}`);
      assert.equal(code, 0);
      assert.notInclude(output, managed);
    }
  });

  it('kernel settings that are safe, and those that are not', () => {
    const pod = (name: string, sysctl: string) => ({
      metadata: { name },
      spec: {
        restartPolicy: 'Never',
        securityContext: { sysctls: [{ name: sysctl, value: '1' }] },
        containers: [{ name: 'c', image: 'busybox:1.29', command: ['/bin/sysctl', sysctl] }],
      },
    });
    create('pods', pod('safe', 'kernel.shm_rmid_forced'));
    create('pods', pod('unsafe', 'kernel.msgmax'));
    cluster.pass(5000);
    assert.equal(send('GET', `${NAMESPACE}/pods/safe/log`).text, 'kernel.shm_rmid_forced = 1\n');
    const { status } = send('GET', `${NAMESPACE}/pods/unsafe`).body as {
      status: { phase: string; reason: string };
    };
    assert.equal(status.phase, 'Failed');
    assert.equal(status.reason, 'SysctlForbidden');
  });
});

describe('Web servers that are broken and mended', () => {
  it('a page that is moved away makes its Pod unready, until it is back', () => {
    create('pods', {
      metadata: { name: 'httpd' },
      spec: {
        containers: [
          {
            name: 'webserver',
            image: 'docker.io/library/httpd:2.4.38-alpine',
            ports: [{ containerPort: 80 }],
            readinessProbe: {
              httpGet: { path: '/index.html', port: 80 },
              periodSeconds: 1,
              failureThreshold: 1,
            },
          },
        ],
      },
    });
    const isReady = () => {
      cluster.pass(5000);
      const { conditions = [] } = cluster.server.mustGet(Pods, {
        namespace: 'default',
        name: 'httpd',
      }).status;
      return conditions.find(({ type }) => type === 'Ready')?.status;
    };
    assert.equal(isReady(), 'True');
    exec('httpd', 'mv -v /usr/local/apache2/htdocs/index.html /tmp/ || true');
    assert.equal(isReady(), 'False');
    exec('httpd', 'mv -v /tmp/index.html /usr/local/apache2/htdocs/ || true');
    assert.equal(isReady(), 'True');
    assert.include(send('GET', `${NAMESPACE}/pods/httpd/proxy/`).text, 'It works!');
  });
});
