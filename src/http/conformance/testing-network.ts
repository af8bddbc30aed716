import { assert } from 'chai';
import { Pods } from '../../api/core/pod';
import type { JsonObject } from '../../api/object';
import { testingSite } from '../testing-site';

export const AGNHOST = 'k8s.gcr.io/e2e-test-images/agnhost:2.21';
export const NAMESPACE = '/api/v1/namespaces/default';

/** A cluster with servers `serve-1`, `serve-2` and `peer`, a `client`, and how they are spoken to. */
export function networkWorld() {
  const { cluster, send } = testingSite({ legacyApis: true, nodes: 2 });
  function create(resource: string, object: JsonObject, base = NAMESPACE): JsonObject {
    const { code, text, body } = send('POST', `${base}/${resource}`, object);
    assert.equal(code, 201, text);
    return body;
  }

  function server(
    name: string,
    labels: JsonObject,
    args: readonly string[],
    more: JsonObject = {},
  ) {
    create('pods', {
      metadata: { name, labels },
      spec: { containers: [{ name: 'c', image: AGNHOST, args, ...more }] },
    });
  }

  function service(name: string, spec: JsonObject): void {
    create('services', { metadata: { name }, spec });
  }

  /** What a script prints in a Pod that runs it as `kubectl exec` does. */
  function exec(name: string, script: string, time = 5000): { code: number; output: string } {
    const pod = cluster.server.mustGet(Pods, { namespace: 'default', name });
    const container = cluster.container(pod, pod.spec.containers[0]?.name ?? '');
    assert.isDefined(container, `${name} does not run`);
    let output = '';
    let code = -1;
    const out = (text: string) => {
      output += text;
    };
    const ended = (own: number) => {
      code = own;
    };
    container
      ?.exec(['/bin/sh', '-x', '-c', script], { out, err: () => {}, ended }, false)
      .sendEnd();
    cluster.pass(time);
    return { code, output };
  }

  function ipOf(name: string): string {
    return cluster.server.mustGet(Pods, { namespace: 'default', name }).status.podIP ?? '';
  }

  /** Pods `serve-1` and `serve-2` that answer with their names, and `client`. */
  for (const name of ['serve-1', 'serve-2']) {
    server(name, { app: 'serve' }, ['serve-hostname'], { ports: [{ containerPort: 9376 }] });
  }
  server('client', {}, ['netexec', '--http-port=9080', '--udp-port=8081']);
  server('peer', { app: 'peer' }, ['netexec', '--http-port=8083', '--udp-port=8081'], {
    readinessProbe: { httpGet: { path: '/healthz', port: 8083 } },
  });
  cluster.pass(15_000);
  return { cluster, send, create, server, service, exec, ipOf };
}
