import { assert } from 'chai';
import { isJsonObject, type JsonObject } from '../../api/object';
import { testingSite } from '../testing-site';

export const AGNHOST = 'k8s.gcr.io/e2e-test-images/agnhost:2.21';
export const BUSYBOX = 'docker.io/library/busybox:1.29';
export const NAMESPACE = '/api/v1/namespaces/default';

/** A cluster with the ConfigMap `settings`, the Secret `keys` and the Service `foo-service`, and Pods of one container. */
export function podsWorld() {
  const { cluster, send } = testingSite({ legacyApis: true, nodes: 2 });
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
  function look(
    volume: JsonObject,
    flags: readonly string[],
    metadata: JsonObject = {},
  ): JsonObject {
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
  return { cluster, send, podOf, agnhost, shell, look, create, logOf, statusOf, ran };
}
