import { describe, it } from 'node:test';
import { assert } from 'chai';
import { findKind } from '..';
import { Pods } from '../core/pod';
import type { Kind } from '../kind';
import type { KubeObject } from '../object';
import type { ResourceQuota } from '../schema/objects';
import { evaluatorOf, isInScopes, usageOf } from '.';
import { writeAmounts } from './amounts';

function kind(word: string): Kind {
  const found = findKind(word);
  if (found === undefined) throw new Error(`no kind ${word}`);
  return found;
}

function usage(word: string, parts: object): Record<string, string> {
  const object: object = { metadata: { name: 'x', namespace: 'a' }, status: {}, ...parts };
  return writeAmounts(evaluatorOf(kind(word))?.usage(object as KubeObject, 0) ?? new Map());
}

const container = (requests: object, limits: object = {}) => ({
  name: 'c',
  image: 'c',
  resources: { requests, limits },
});

describe('quota', () => {
  const costs: readonly (readonly [string, string, object, Record<string, string>])[] = [
    [
      'a Pod costs what its containers request and limit themselves to',
      'pods',
      {
        spec: {
          containers: [container({ cpu: '100m' }, { memory: '1Gi' }), container({ cpu: '1' })],
        },
      },
      {
        'count/pods': '1',
        cpu: '1100m',
        'limits.memory': '1Gi',
        pods: '1',
        'requests.cpu': '1100m',
      },
    ],
    [
      'or what its start needs, with the sidecars that run by then',
      'pods',
      {
        spec: {
          initContainers: [
            { ...container({ cpu: '100m' }), restartPolicy: 'Always' },
            container({ cpu: '1' }),
          ],
          containers: [container({ cpu: '500m' })],
        },
      },
      { 'count/pods': '1', cpu: '1100m', pods: '1', 'requests.cpu': '1100m' },
    ],
    [
      'extended resources count by their requests',
      'pods',
      { spec: { containers: [container({ 'example.com/gpu': '2' })] } },
      { 'count/pods': '1', pods: '1', 'requests.example.com/gpu': '2' },
    ],
    [
      'a Pod that ended is merely there',
      'pods',
      { spec: { containers: [container({ cpu: '1' })] }, status: { phase: 'Succeeded' } },
      { 'count/pods': '1' },
    ],
    [
      'a load balancer has node ports too',
      'services',
      { spec: { type: 'LoadBalancer', ports: [{ port: 80 }, { port: 443 }] } },
      {
        'count/services': '1',
        services: '1',
        'services.loadbalancers': '1',
        'services.nodeports': '2',
      },
    ],
    [
      'a claim counts for its class',
      'persistentvolumeclaims',
      { spec: { storageClassName: 'gold', resources: { requests: { storage: '2Gi' } } } },
      {
        'count/persistentvolumeclaims': '1',
        'gold.storageclass.storage.k8s.io/persistentvolumeclaims': '1',
        'gold.storageclass.storage.k8s.io/requests.storage': '2Gi',
        persistentvolumeclaims: '1',
        'requests.storage': '2Gi',
      },
    ],
    ['a ConfigMap has two names', 'configmaps', {}, { configmaps: '1', 'count/configmaps': '1' }],
    ['a Deployment one', 'deployments', {}, { 'count/deployments.apps': '1' }],
  ];
  for (const [what, word, object, expected] of costs) {
    it(what, () => assert.deepEqual(usage(word, object), expected));
  }

  it('Events are not counted, nor what has no namespace', () => {
    assert.isUndefined(evaluatorOf(kind('events')));
    assert.isUndefined(evaluatorOf(kind('nodes')));
  });

  const scopes: readonly (readonly [object, object, boolean])[] = [
    [{ scopeName: 'Terminating' }, { activeDeadlineSeconds: 5 }, true],
    [{ scopeName: 'NotTerminating' }, { activeDeadlineSeconds: 5 }, false],
    [{ scopeName: 'BestEffort' }, {}, true],
    [{ scopeName: 'NotBestEffort' }, {}, false],
    [
      { scopeName: 'PriorityClass', operator: 'In', values: ['high'] },
      { priorityClassName: 'high' },
      true,
    ],
    [{ scopeName: 'PriorityClass', operator: 'NotIn', values: ['high'] }, {}, true],
    [{ scopeName: 'PriorityClass', operator: 'Exists' }, {}, false],
    [{ scopeName: 'VolumeAttributesClass', operator: 'Exists' }, {}, false],
  ];
  for (const [scope, spec, expected] of scopes) {
    it(`${JSON.stringify(scope)} holds ${JSON.stringify(spec)}: ${expected}`, () => {
      const pod = { metadata: { name: 'p' }, spec: { containers: [], ...spec }, status: {} };
      const evaluator = evaluatorOf(Pods);
      if (evaluator === undefined) throw new Error('Pods are counted');
      const requirement = { operator: 'Exists', ...scope } as {
        scopeName: string;
        operator: string;
      };
      assert.equal(isInScopes(evaluator, [requirement], pod as unknown as KubeObject), expected);
    });
  }

  it('what a quota names and nobody uses is used to nothing', () => {
    const quota = {
      metadata: { name: 'q' },
      spec: { hard: { pods: '3', 'limits.cpu': '1', unknown: '1' } },
    } as unknown as ResourceQuota;
    const used = usageOf(quota, () => [], [Pods], 0);
    assert.deepEqual(writeAmounts(used), { 'limits.cpu': '0', pods: '0' });
  });
});
