import { describe, it } from 'node:test';
import { assert } from 'chai';
import { APIServices } from '../api/api-registration/api-service';
import { Services } from '../api/core/service';
import { Cluster } from '../cluster';

describe('availability of API services', () => {
  it('follows the Service and its endpoints', () => {
    const cluster = new Cluster();
    cluster.addMachine({ name: 'node-1', cpu: '4', memory: '8Gi', pods: 110 });
    const { admin } = cluster;
    const name = 'v1.metrics.example.com';
    admin.create(APIServices, {
      metadata: { name },
      spec: {
        group: 'metrics.example.com',
        version: 'v1',
        groupPriorityMinimum: 100,
        versionPriority: 100,
        service: { namespace: 'default', name: 'adapter' },
      },
    } as never);
    const said = () => {
      cluster.settle(60_000);
      const { status } = admin.get(APIServices, { name });
      return (status?.conditions ?? []).map(
        (c) => `${c.type}=${c.status} ${c.reason}: ${c.message}`,
      );
    };
    assert.deepEqual(said(), [
      'Available=False ServiceNotFound: service/adapter in "default" is not present',
    ]);
    const ref = { namespace: 'default', name: 'adapter' };
    const service = admin.create(Services, {
      metadata: ref,
      spec: { selector: { app: 'adapter' }, ports: [{ port: 80 }] },
    } as never);
    assert.deepEqual(said(), [
      'Available=False ServicePortError: service/adapter in "default" is not listening on port 443',
    ]);
    const ports = [{ ...(service.spec.ports?.[0] as object), port: 443 }];
    admin.update(Services, { ...service, spec: { ...service.spec, ports } } as never);
    assert.deepEqual(said(), [
      'Available=False MissingEndpoints: endpoints for service/adapter in "default" have no addresses with port name ""',
    ]);
  });

  it('is given where the API server serves itself', () => {
    const cluster = new Cluster();
    const name = 'v1.example.com';
    const spec = {
      group: 'example.com',
      version: 'v1',
      groupPriorityMinimum: 1,
      versionPriority: 1,
    };
    cluster.admin.create(APIServices, { metadata: { name }, spec } as never);
    cluster.settle(10_000);
    const [condition] = cluster.admin.get(APIServices, { name }).status?.conditions ?? [];
    assert.include(condition, { type: 'Available', status: 'True', reason: 'Local' });
  });
});
