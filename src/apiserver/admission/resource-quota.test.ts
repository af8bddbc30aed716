import { describe, it } from 'node:test';
import { assert } from 'chai';
import { ConfigMaps } from '../../api/core/config-map';
import { Pods } from '../../api/core/pod';
import { ResourceQuotas } from '../../api/core/resource-quota';
import { Services } from '../../api/core/service';
import { answerOf, testingServer } from '../testing-world';

const namespace = 'default';

/** A namespace with a quota whose use has been counted. */
function worldWith(hard: Record<string, string>, used: Record<string, string>, scopes?: string[]) {
  const { api } = testingServer();
  const metadata = { name: 'q', namespace };
  const spec = scopes === undefined ? { hard } : { hard, scopes };
  const quota = api.create(ResourceQuotas, { metadata, spec });
  api.updateStatus(ResourceQuotas, { ...quota, status: { hard, used } });
  const pod = (requests?: Record<string, string>, more: object = {}) =>
    api.create(Pods, {
      metadata: { name: 'p', namespace },
      spec: {
        containers: [{ name: 'c', image: 'c', ...(requests ? { resources: { requests } } : {}) }],
        ...more,
      } as never,
    });
  const isUsed = () => api.get(ResourceQuotas, metadata).status?.used;
  return { api, pod, isUsed };
}

describe('ResourceQuota', () => {
  it('charges what is created', () => {
    const { pod, isUsed } = worldWith(
      { pods: '2', 'requests.cpu': '1' },
      { pods: '1', 'requests.cpu': '250m' },
    );
    pod({ cpu: '500m' });
    assert.deepEqual(isUsed(), { pods: '2', 'requests.cpu': '750m' });
  });

  it('refuses what goes beyond it, and charges nothing', () => {
    const { pod, isUsed } = worldWith(
      { pods: '5', 'requests.cpu': '1' },
      { pods: '1', 'requests.cpu': '600m' },
    );
    assert.equal(
      answerOf(() => pod({ cpu: '500m' })),
      'Forbidden: pods "p" is forbidden: exceeded quota: q, requested: requests.cpu=500m, used: requests.cpu=600m, limited: requests.cpu=1',
    );
    assert.deepEqual(isUsed(), { pods: '1', 'requests.cpu': '600m' });
  });

  it('names each container that does not say what it must', () => {
    const { pod } = worldWith(
      { 'limits.cpu': '1', memory: '1' },
      { 'limits.cpu': '0', memory: '0' },
    );
    assert.equal(
      answerOf(() => pod()),
      'Forbidden: pods "p" is forbidden: failed quota: q: must specify limits.cpu for: c; memory for: c',
    );
  });

  it('does not count what is outside its scopes', () => {
    const { pod, isUsed } = worldWith({ pods: '0' }, { pods: '0' }, ['Terminating']);
    pod();
    assert.deepEqual(isUsed(), { pods: '0' });
    assert.match(
      answerOf(() => pod(undefined, { activeDeadlineSeconds: 9 })),
      /exceeded quota: q, requested: pods=1, used: pods=0, limited: pods=0/,
    );
  });

  it('refuses while its use has not been counted', () => {
    const { api } = worldWith({ configmaps: '9' }, {});
    assert.equal(
      answerOf(() => api.create(ConfigMaps, { metadata: { name: 'c', namespace } })),
      'Forbidden: configmaps "c" is forbidden: status unknown for quota: q, resources: configmaps',
    );
  });

  it('charges a Service for the node ports that it gets later', () => {
    const { api, isUsed } = worldWith({ 'services.nodeports': '1' }, { 'services.nodeports': '0' });
    const service = api.create(Services, {
      metadata: { name: 's', namespace },
      spec: { ports: [{ port: 80 }] } as never,
    });
    api.update(Services, { ...service, spec: { ...service.spec, type: 'NodePort' } });
    assert.deepEqual(isUsed(), { 'services.nodeports': '1' });
  });

  it('a dry run is refused but not charged', () => {
    const { api, isUsed } = worldWith({ configmaps: '1' }, { configmaps: '0' });
    api.create(ConfigMaps, { metadata: { name: 'c', namespace } }, { dryRun: true });
    assert.deepEqual(isUsed(), { configmaps: '0' });
  });
});
