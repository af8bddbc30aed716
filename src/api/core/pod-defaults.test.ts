import { describe, it } from 'node:test';
import { assert } from 'chai';
import { deepFreeze, draftOf } from '../object';
import type { PodSpec, Volume } from '../schema/objects';
import { podOnlyDefaults, podSpecDefaults } from './pod-defaults';

function filled(spec: object, isPod = true): PodSpec {
  const draft = draftOf({ containers: [{ name: 'c', image: 'i:1' }], ...spec });
  podSpecDefaults(draft as never);
  if (isPod) podOnlyDefaults(draft as never);
  return draft as unknown as PodSpec;
}

const VOLUMES: readonly (readonly [given: object, filled: object])[] = [
  [{}, { emptyDir: {} }],
  [{ secret: { secretName: 's' } }, { secret: { secretName: 's', defaultMode: 420 } }],
  [{ hostPath: { path: '/a' } }, { hostPath: { path: '/a', type: '' } }],
  [{ iscsi: { iqn: 'i' } }, { iscsi: { iqn: 'i', iscsiInterface: 'default' } }],
  [{ rbd: {} }, { rbd: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' } }],
  [{ scaleIO: {} }, { scaleIO: { storageMode: 'ThinProvisioned', fsType: 'xfs' } }],
  [
    { azureDisk: {} },
    { azureDisk: { cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false } },
  ],
  [
    { projected: { sources: [{ serviceAccountToken: { path: 't' } }] } },
    {
      projected: {
        sources: [{ serviceAccountToken: { path: 't', expirationSeconds: 3600 } }],
        defaultMode: 420,
      },
    },
  ],
  [
    {
      downwardAPI: {
        items: [
          { path: 'a', resourceFieldRef: { resource: 'limits.cpu' } },
          { path: 'b', fieldRef: { fieldPath: 'metadata.name' } },
        ],
      },
    },
    {
      downwardAPI: {
        items: [
          { path: 'a', resourceFieldRef: { resource: 'limits.cpu', divisor: '0' } },
          { path: 'b', fieldRef: { fieldPath: 'metadata.name', apiVersion: 'v1' } },
        ],
        defaultMode: 420,
      },
    },
  ],
];

describe('the defaults of Pods', () => {
  for (const [given, expected] of VOLUMES) {
    it(`volume ${JSON.stringify(given)}`, () => {
      const [volume] = filled({ volumes: [{ name: 'v', ...given }] }).volumes as [Volume];
      assert.deepEqual<unknown>(volume, { name: 'v', ...expected });
    });
  }

  it('a limit is the request in a Pod, not in a template', () => {
    const containers = [{ name: 'c', image: 'i', resources: { limits: { cpu: '1' } } }];
    assert.deepEqual(filled({ containers }).containers[0]?.resources?.requests, { cpu: '1' });
    assert.isUndefined(filled({ containers }, false).containers[0]?.resources?.requests);
  });

  it('Pods of a template share what their containers became', () => {
    const containers = deepFreeze([
      {
        name: 'c',
        image: 'i',
        ports: [{ containerPort: 80, protocol: 'TCP' }],
        resources: { limits: { cpu: '1' } },
      },
    ]);
    const inPod = (hostNetwork: boolean) => {
      const spec = { hostNetwork, containers } as PodSpec;
      podOnlyDefaults(spec as never);
      return spec.containers;
    };
    const [onHost] = inPod(true);
    assert.deepInclude(onHost, {
      ports: [{ containerPort: 80, protocol: 'TCP', hostPort: 80 }],
      resources: { limits: { cpu: '1' }, requests: { cpu: '1' } },
    });
    assert.strictEqual(inPod(true)[0], onHost);
    assert.isUndefined(inPod(false)[0]?.ports?.[0]?.hostPort);
  });

  it('a Pod with limits asks for what its containers ask for, or for its limits', () => {
    const containers = [{ name: 'c', image: 'i', resources: { requests: { cpu: '200m' } } }];
    const resources = { limits: { cpu: '1', memory: '1Gi' } };
    assert.deepEqual(filled({ containers, resources }).resources?.requests, {
      cpu: '200m',
      memory: '1Gi',
    });
  });

  it('a Pod in the network of its host has its ports there', () => {
    const containers = [{ name: 'c', image: 'i', ports: [{ containerPort: 80 }] }];
    const spec = { hostNetwork: true, containers };
    assert.equal(filled(spec).containers[0]?.ports?.[0]?.hostPort, 80);
    assert.isUndefined(filled(spec, false).containers[0]?.ports?.[0]?.hostPort);
  });
});
