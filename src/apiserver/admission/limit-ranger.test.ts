import { describe, it } from 'node:test';
import { assert } from 'chai';
import { findKind } from '../../api';
import { LimitRanges } from '../../api/core/limit-range';
import { Pods } from '../../api/core/pod';
import type { LimitRangeItem } from '../../api/schema/objects';
import { answerOf, testingServer } from '../testing-world';

const LIMITED = 'Forbidden: pods "p" is forbidden: ';

/** A namespace with one range, and what becomes of a Pod whose one container has these resources. */
function worldWith(item: LimitRangeItem) {
  const { api } = testingServer();
  const namespace = 'default';
  api.create(LimitRanges, { metadata: { name: 'lr', namespace }, spec: { limits: [item] } });
  const create = (resources: object, init: object[] = []) =>
    api.create(Pods, {
      metadata: { name: 'p', namespace },
      spec: {
        containers: [{ name: 'c', image: 'c', resources }],
        ...(init.length === 0 ? {} : { initContainers: init }),
      } as never,
    });
  return { api, create };
}

describe('LimitRanger', () => {
  it('fills in what containers leave out, and says so', () => {
    const { create } = worldWith({
      type: 'Container',
      default: { cpu: '500m', memory: '256Mi' },
      defaultRequest: { cpu: '100m', memory: '128Mi' },
    });
    const pod = create({ requests: { cpu: '200m' } }, [{ name: 'i', image: 'i' }]);
    assert.deepEqual(pod.spec.containers[0]?.resources, {
      limits: { cpu: '500m', memory: '256Mi' },
      requests: { cpu: '200m', memory: '128Mi' },
    });
    assert.equal(
      pod.metadata.annotations?.['kubernetes.io/limit-ranger'],
      'LimitRanger plugin set: memory request for container c; cpu, memory limit for container c; cpu, memory request for init container i; cpu, memory limit for init container i',
    );
  });

  const refusals: readonly (readonly [LimitRangeItem, object, string])[] = [
    [
      { type: 'Container', max: { cpu: '1' } },
      { limits: { cpu: '2' } },
      'maximum cpu usage per Container is 1, but limit is 2',
    ],
    [
      { type: 'Pod', max: { memory: '1Gi' } },
      {},
      'maximum memory usage per Pod is 1Gi.  No limit is specified',
    ],
    [
      { type: 'Pod', min: { cpu: '100m' } },
      { requests: { cpu: '50m' } },
      'minimum cpu usage per Pod is 100m, but request is 50m',
    ],
    [
      { type: 'Pod', min: { cpu: '100m' } },
      {},
      'minimum cpu usage per Pod is 100m.  No request is specified',
    ],
    [
      { type: 'Pod', maxLimitRequestRatio: { cpu: '2' } },
      { requests: { cpu: '100m' }, limits: { cpu: '300m' } },
      'cpu max limit to request ratio per Pod is 2, but provided ratio is 3.000000',
    ],
    [
      { type: 'Pod', min: { cpu: '1', memory: '1Gi' } },
      { requests: { cpu: '500m', memory: '512Mi' } },
      '[minimum cpu usage per Pod is 1, but request is 500m, minimum memory usage per Pod is 1Gi, but request is 512Mi]',
    ],
  ];
  for (const [item, resources, expected] of refusals) {
    it(expected, () => {
      const { create } = worldWith(item);
      assert.equal(
        answerOf(() => create(resources)),
        `${LIMITED}${expected}`,
      );
    });
  }

  it('holds claims to their bounds, but not to what they asked for before', () => {
    const claims = findKind('pvc');
    if (claims === undefined) throw new Error('no claims');
    const { api } = worldWith({ type: 'PersistentVolumeClaim', max: { storage: '1Gi' } });
    const claim = (storage: string) => ({
      metadata: { name: 'data', namespace: 'default' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
    });
    assert.equal(
      answerOf(() => api.create(claims, claim('2Gi'))),
      'Forbidden: persistentvolumeclaims "data" is forbidden: maximum storage usage per PersistentVolumeClaim is 1Gi, but request is 2Gi',
    );
    assert.equal(
      answerOf(() => api.create(claims, claim('1Gi'))),
      'OK',
    );
  });
});
