import { describe, it } from 'node:test';
import { assert } from 'chai';
import { profilesOf } from './configuration';
import { PodInfo } from './pod-info';
import { schedule } from './schedule';
import { first, makePod, makeSnapshot, type NodeDraft, type PodDraft } from './testing-snapshot';

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
    assert.isDefined(profile?.preemption);
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
    assert.isUndefined(profile?.preemption);
    assert.equal(profile?.percentageOfNodes, 70);
    assert.equal(profile?.backoffMax, 30_000);
    assert.isUndefined(find('ImageLocality'));
    assert.isUndefined(find('NodeResourcesFit')?.score);
    assert.isDefined(find('NodeResourcesFit')?.filter);
    assert.equal(find('TaintToleration')?.weight, 7);
  });

  const withArgs = (name: string, args: object) => ({
    profiles: [{ pluginConfig: [{ name, args }] }],
  });
  const decided = (
    name: string,
    args: object,
    nodes: NodeDraft[],
    pods: PodDraft[],
    pod: PodDraft,
  ) => {
    const [profile] = profilesOf({ ...head, ...withArgs(name, args) });
    const spreadSelector = () => ({ matchLabels: { app: 'web' } });
    const snapshot = makeSnapshot(nodes, pods, { spreadSelector });
    const info = new PodInfo(makePod(pod));
    return schedule(profile?.plugins ?? [], info, snapshot, { tieBreak: first });
  };
  const two: NodeDraft[] = [
    { name: 'a', cpu: '4', memory: '8Gi', zone: 'x' },
    { name: 'b', cpu: '4', memory: '8Gi', zone: 'y', labels: { pool: 'own' } },
  ];

  it('adds an affinity to all Pods of a profile', () => {
    const term = { matchExpressions: [{ key: 'pool', operator: 'In', values: ['own'] }] };
    const required = 'requiredDuringSchedulingIgnoredDuringExecution';
    const addedAffinity = { [required]: { nodeSelectorTerms: [term] } };
    const decision = decided('NodeAffinity', { addedAffinity }, two, [], {});
    assert.equal(decision.node?.name, 'b');
    assert.deepEqual(
      decision.verdicts.flatMap(({ rejection }) => rejection.reasons),
      ["node(s) didn't match scheduler-enforced node affinity"],
    );
  });

  it('scores by a curve between its points', () => {
    const scoringStrategy = {
      type: 'RequestedToCapacityRatio',
      resources: [{ name: 'cpu', weight: 1 }],
      requestedToCapacityRatio: {
        shape: [
          { utilization: 0, score: 0 },
          { utilization: 100, score: 10 },
        ],
      },
    };
    const pods = [{ on: 'b', cpu: '1' }];
    const { scores, node } = decided('NodeResourcesFit', { scoringStrategy }, two, pods, {
      cpu: '1',
    });
    const found = scores.find(({ plugin }) => plugin === 'NodeResourcesFit')?.scores;
    assert.deepEqual([...(found ?? [])], [25, 50]);
    assert.equal(node?.name, 'b');
  });

  it('spreads Pods that say nothing as the profile says, even strictly', () => {
    const constraint = { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone' };
    const args = {
      defaultingType: 'List',
      defaultConstraints: [{ ...constraint, whenUnsatisfiable: 'DoNotSchedule' }],
    };
    const labels = { app: 'web' };
    const decision = decided('PodTopologySpread', args, two, [{ on: 'a', labels }], { labels });
    assert.equal(decision.node?.name, 'b');
    assert.deepEqual(
      decision.verdicts.flatMap(({ rejection }) => rejection.reasons),
      ["node(s) didn't match pod topology spread constraints"],
    );
  });

  it('limits how many nodes preemption tries', () => {
    const told = withArgs('DefaultPreemption', { minCandidateNodesAbsolute: 7 });
    const [profile] = profilesOf({ ...head, ...told });
    assert.deepEqual(profile?.preemption, { candidatesPercentage: 10, candidatesMin: 7 });
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
      withArgs('VolumeBinding', { bindTimeoutSeconds: 1 }),
      'profiles[0].pluginConfig[0].args are not simulated for VolumeBinding',
    ],
    [
      'a curve that falls back',
      withArgs('NodeResourcesFit', {
        scoringStrategy: {
          type: 'RequestedToCapacityRatio',
          requestedToCapacityRatio: {
            shape: [
              { utilization: 50, score: 1 },
              { utilization: 50, score: 2 },
            ],
          },
        },
      }),
      'shape[1].utilization must be higher than the one before',
    ],
    [
      'own constraints beside the defaults of the system',
      withArgs('PodTopologySpread', {
        defaultConstraints: [{ maxSkew: 1, topologyKey: 'x', whenUnsatisfiable: 'DoNotSchedule' }],
      }),
      'defaultConstraints must be empty when defaultingType is System',
    ],
    [
      'more candidates than nodes',
      withArgs('DefaultPreemption', { minCandidateNodesPercentage: 101 }),
      'minCandidateNodesPercentage must be between 0 and 100',
    ],
    ['a name twice', { profiles: [{}, {}] }, 'have the schedulerName "default-scheduler" twice'],
  ];
  for (const [what, told, message] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(() => profilesOf({ ...head, ...told }), message);
    });
  }
});
