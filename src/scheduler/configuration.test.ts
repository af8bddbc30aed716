import { describe, it } from 'node:test';
import { assert } from 'chai';
import { profilesOf } from './configuration';
import { PodInfo } from './pod-info';
import { schedule } from './schedule';
import { first, makePod, makeSnapshot } from './testing-snapshot';

const head = {
  apiVersion: 'kubescheduler.config.k8s.io/v1',
  kind: 'KubeSchedulerConfiguration',
};

/** The node of an ordinary Pod where one is half full and the other empty. */
function choice(profile: object): string | undefined {
  const [told] = profilesOf({ ...head, profiles: [profile] });
  const snapshot = makeSnapshot([{ name: 'empty' }, { name: 'busy' }], [{ on: 'busy', cpu: '1' }]);
  const pod = new PodInfo(makePod({ cpu: '1' }));
  return schedule(told?.plugins ?? [], pod, snapshot, { tieBreak: first }).node?.name;
}

function fit(type: string): object {
  return { name: 'NodeResourcesFit', args: { scoringStrategy: { type } } };
}

describe('profilesOf', () => {
  it('gives the default profile when nothing is told', () => {
    const [profile] = profilesOf(head);
    assert.equal(profile?.name, 'default-scheduler');
    assert.isTrue(profile?.preempts);
    assert.equal(profile?.backoffMax, 10_000);
  });

  it('prefers empty nodes, or full ones when told so', () => {
    assert.equal(choice({}), 'empty');
    assert.equal(choice({ pluginConfig: [fit('LeastAllocated')] }), 'empty');
    assert.equal(choice({ pluginConfig: [fit('MostAllocated')] }), 'busy');
  });

  it('leaves plugins out, or their scores alone, and weighs others anew', () => {
    const [profile] = profilesOf({
      ...head,
      podMaxBackoffSeconds: 30,
      percentageOfNodesToScore: 20,
      profiles: [
        {
          schedulerName: 'other',
          percentageOfNodesToScore: 70,
          plugins: {
            multiPoint: {
              enabled: [{ name: 'TaintToleration', weight: 7 }],
              disabled: [{ name: 'ImageLocality' }, { name: 'DefaultPreemption' }],
            },
            score: { disabled: [{ name: 'NodeResourcesFit' }] },
          },
        },
      ],
    });
    const find = (name: string) => profile?.plugins.find((plugin) => plugin.name === name);
    assert.equal(profile?.name, 'other');
    assert.isFalse(profile?.preempts);
    assert.equal(profile?.percentageOfNodes, 70);
    assert.equal(profile?.backoffMax, 30_000);
    assert.isUndefined(find('ImageLocality'));
    assert.isUndefined(find('NodeResourcesFit')?.score);
    assert.isDefined(find('NodeResourcesFit')?.filter);
    assert.equal(find('TaintToleration')?.weight, 7);
  });

  const refused: readonly (readonly [string, object, string])[] = [
    ['another version', { apiVersion: 'v1' }, 'apiVersion and kind must be'],
    ['extenders', { extenders: [{ urlPrefix: 'http://x' }] }, 'extenders are not simulated'],
    ['an unknown field', { profils: [] }, 'root.profils is not simulated'],
    [
      'an unknown plugin',
      { profiles: [{ plugins: { score: { enabled: [{ name: 'Mine' }] } } }] },
      'profiles[0].plugins.score.enabled[0] names no plugin: "Mine"',
    ],
    [
      'an extension point',
      { profiles: [{ plugins: { permit: {} } }] },
      'profiles[0].plugins.permit is not simulated',
    ],
    [
      'arguments of another plugin',
      { profiles: [{ pluginConfig: [{ name: 'NodeAffinity', args: { addedAffinity: {} } }] }] },
      'profiles[0].pluginConfig[0].args are not simulated for NodeAffinity',
    ],
    ['a name twice', { profiles: [{}, {}] }, 'have the schedulerName "default-scheduler" twice'],
  ];
  for (const [what, told, message] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(() => profilesOf({ ...head, ...told }), message);
    });
  }
});
