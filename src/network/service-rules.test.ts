import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { Endpoint, EndpointSlice, Service } from '../api/schema/objects';
import { backendsOf } from './service-rules';

function endpoint(name: string, conditions: Endpoint['conditions'], nodeName: string): Endpoint {
  return { addresses: [name], ...(conditions === undefined ? {} : { conditions }), nodeName };
}

const service = (spec: Partial<Service['spec']>): Service =>
  ({ metadata: { name: 'web' }, spec: { ports: [{ port: 80 }], ...spec } }) as Service;

const ready = endpoint('ready', { ready: true, serving: true, terminating: false }, 'a');
const told = endpoint('told', undefined, 'b');
const leaving = endpoint('leaving', { ready: false, serving: true, terminating: true }, 'a');
const broken = endpoint('broken', { ready: false, serving: false, terminating: false }, 'a');

describe('the places where a Service is served', () => {
  const cases: readonly [
    string,
    Partial<Service['spec']>,
    readonly Endpoint[],
    readonly string[],
  ][] = [
    ['ready ones only', {}, [ready, told, leaving, broken], ['ready:8080', 'told:8080']],
    ['those that leave, when none is ready', {}, [leaving, broken], ['leaving:8080']],
    ['nobody', {}, [broken], []],
    ['the same node', { internalTrafficPolicy: 'Local' }, [ready, told], ['told:8080']],
    ['headless: as asked', { clusterIP: 'None' }, [ready, leaving], ['ready:80']],
    ['headless: ready ones only', { clusterIP: 'None' }, [leaving], []],
  ];
  for (const [what, spec, endpoints, expected] of cases) {
    it(what, () => {
      const slice = { endpoints, ports: [{ name: '', port: 8080 }] } as unknown as EndpointSlice;
      const own = service(spec);
      const found = backendsOf(own, own.spec.ports?.[0], [slice], 'b');
      assert.deepEqual(
        found.map(({ address, port }) => `${address}:${port}`),
        expected,
      );
    });
  }

  it('ports are matched by their name', () => {
    const slice = {
      endpoints: [ready],
      ports: [{ name: 'web', port: 1 }],
    } as unknown as EndpointSlice;
    assert.deepEqual(backendsOf(service({}), { port: 80, name: 'other' }, [slice], 'a'), []);
  });
});
