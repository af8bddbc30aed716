import { describe, it } from 'node:test';
import { assert } from 'chai';
import { kindOf } from '../api';
import { Deployments } from '../api/apps/deployment';
import { Nodes } from '../api/core/node';
import { Pods } from '../api/core/pod';
import type { Kind } from '../api/kind';
import type { KubeObject, New } from '../api/object';
import { PodDisruptionBudgets } from '../api/policy/pod-disruption-budget';
import { kubectl, splitCommand } from './index';
import type { KubectlResult } from './target';
import { ADMIN, type TestWorld, testWorld } from './testing-world';

function run(world: TestWorld, line: string, stdin = ''): KubectlResult {
  return kubectl(world.target, splitCommand(line), {
    user: ADMIN,
    namespace: 'default',
    roots: [],
    stdin,
  });
}

function said(world: TestWorld, line: string, stdin = ''): string {
  const { stdout, stderr, exitCode } = run(world, line, stdin);
  return `${stdout}${stderr}${exitCode === 0 ? '' : `[${exitCode}]`}`;
}

describe('splitCommand', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['get pods  -n x', ['get', 'pods', '-n', 'x']],
    [`patch -p '{"a": "b c"}'`, ['patch', '-p', '{"a": "b c"}']],
    ['a "b \\"c\\" d"e f', ['a', 'b "c" de', 'f']],
    ["a '' b\\ c", ['a', '', 'b c']],
    ['a \\\n b', ['a', 'b']],
  ];
  for (const [text, words] of cases)
    it(text, () => assert.deepEqual(splitCommand(text), [...words]));
  it('refuses what needs a shell', () => {
    assert.throws(() => splitCommand('get pods | grep x'), /no shell/);
    assert.throws(() => splitCommand("get 'x"), /not closed/);
  });
});

const POD = { containers: [{ name: 'c', image: 'img' }] };

function onNode(world: TestWorld, name: string, more: object = {}, spec: object = {}): void {
  world.server.as(ADMIN).create(Pods, {
    metadata: { name, namespace: 'default', labels: { app: 'web' }, ...more },
    spec: { ...POD, nodeName: 'n1', ...spec },
  } as New<KubeObject> as never);
}

function withNode(): TestWorld {
  const world = testWorld();
  world.server.as(ADMIN).create(Nodes, { metadata: { name: 'n1' }, spec: {} });
  return world;
}

const OWNED = {
  ownerReferences: [
    { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'rs', uid: 'u1', controller: true },
  ],
};

/** A kubelet that takes a second to end a Pod. */
function endPods(world: TestWorld): void {
  const api = world.server.as(ADMIN);
  api.watch(Pods, {}, ({ type, object }) => {
    if (type !== 'MODIFIED' || object.metadata.deletionTimestamp === undefined) return;
    const { name } = object.metadata;
    world.loop.after(1500, 'end', () => {
      if (api.find(Pods, { namespace: 'default', name }) !== undefined) {
        api.delete(Pods, { namespace: 'default', name }, { gracePeriodSeconds: 0 });
      }
    });
  });
}

function running(world: TestWorld, name: string): void {
  const patch = { status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } };
  world.server
    .as(ADMIN)
    .patch(Pods, { namespace: 'default', name }, patch, { type: 'merge', subresource: 'status' });
}

function budget(world: TestWorld, disruptionsAllowed: number): void {
  const api = world.server.as(ADMIN);
  const ref = { namespace: 'default', name: 'web' };
  if (api.find(PodDisruptionBudgets, ref) === undefined) {
    api.create(PodDisruptionBudgets, {
      metadata: ref,
      spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
    });
  }
  const status = {
    disruptionsAllowed,
    currentHealthy: 2,
    desiredHealthy: 2,
    expectedPods: 2,
    observedGeneration: 1,
  };
  api.patch(PodDisruptionBudgets, ref, { status }, { type: 'merge', subresource: 'status' });
}

describe('kubectl drain', () => {
  it('says what forbids it', () => {
    const world = withNode();
    const DaemonSets = kindOf('apps/v1', 'DaemonSet') as Kind;
    const template = { metadata: { labels: { app: 'd' } }, spec: POD };
    const created = world.server.as(ADMIN).create(DaemonSets, {
      metadata: { name: 'agent', namespace: 'default' },
      spec: { selector: { matchLabels: { app: 'd' } }, template },
    } as New<KubeObject>);
    onNode(world, 'agent-1', {
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'DaemonSet',
          name: 'agent',
          uid: created.metadata.uid,
          controller: true,
        },
      ],
    });
    onNode(world, 'bare');
    onNode(world, 'cache', OWNED, { volumes: [{ name: 'e', emptyDir: {} }] });
    assert.equal(
      said(world, 'drain n1'),
      `node/n1 cordoned
error: unable to drain node "n1" due to error: [cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): default/agent-1, cannot delete cannot delete Pods that declare no controller (use --force to override): default/bare, cannot delete Pods with local storage (use --delete-emptydir-data to override): default/cache], continuing command...
There are pending nodes to be drained:
 n1
cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): default/agent-1
cannot delete cannot delete Pods that declare no controller (use --force to override): default/bare
cannot delete Pods with local storage (use --delete-emptydir-data to override): default/cache
[1]`,
    );
  });

  it('tries a Pod again every 5 seconds while its budget holds it', () => {
    const world = withNode();
    onNode(world, 'web-1', OWNED);
    running(world, 'web-1');
    budget(world, 0);
    endPods(world);
    world.loop.after(7000, 'budget', () => budget(world, 1));
    const begin = world.loop.now;
    assert.equal(
      said(world, 'drain n1'),
      `node/n1 cordoned
evicting pod default/web-1
evicting pod default/web-1
evicting pod default/web-1
pod/web-1 evicted
node/n1 drained
${`error when evicting pods/"web-1" -n "default" (will retry after 5s): Cannot evict pod as it would violate the pod's disruption budget.\n`.repeat(2)}`,
    );
    assert.equal(world.loop.now - begin, 12_000);
  });

  it('gives up when its time is over', () => {
    const world = withNode();
    onNode(world, 'web-1', OWNED);
    running(world, 'web-1');
    budget(world, 0);
    const { stderr, exitCode } = run(world, 'drain n1 --timeout=8s');
    assert.equal(exitCode, 1);
    assert.equal(
      stderr.split('\n').slice(2).join('\n'),
      `There are pending pods in node "n1" when an error occurred: error when evicting pods/"web-1" -n "default": global timeout reached: 8s
pod/web-1
error: unable to drain node "n1" due to error: error when evicting pods/"web-1" -n "default": global timeout reached: 8s, continuing command...
There are pending nodes to be drained:
 n1
error when evicting pods/"web-1" -n "default": global timeout reached: 8s
`,
    );
  });

  it('does not wait for ever', () => {
    const world = withNode();
    onNode(world, 'web-1', OWNED);
    running(world, 'web-1');
    budget(world, 0);
    assert.include(run(world, 'drain n1').stderr, 'the command would wait for ever');
  });
});

const DEPLOYMENT = JSON.stringify({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'c', image: 'web:1' }] },
    },
  },
});

function report(world: TestWorld, status: object): void {
  const patch = { status: { observedGeneration: 9, ...status } };
  world.server.as(ADMIN).patch(Deployments, { namespace: 'default', name: 'web' }, patch, {
    type: 'merge',
    subresource: 'status',
  });
}

describe('kubectl rollout', () => {
  it('follows the status until the rollout is over', () => {
    const world = testWorld();
    said(world, 'apply -f -', DEPLOYMENT);
    world.loop.after(1000, 'status', () => report(world, { replicas: 2, updatedReplicas: 2 }));
    world.loop.after(3000, 'status', () =>
      report(world, { readyReplicas: 2, availableReplicas: 2 }),
    );
    assert.equal(
      said(world, 'rollout status deploy/web'),
      `Waiting for deployment spec update to be observed...
Waiting for deployment "web" rollout to finish: 0 of 2 updated replicas are available...
deployment "web" successfully rolled out
`,
    );
    assert.equal(
      said(world, 'rollout status deploy/web --revision=3'),
      'error: desired revision (3) is different from the running revision (0)\n[1]',
    );
  });

  it('ends with its time, or with the progress deadline', () => {
    const world = testWorld();
    said(world, 'apply -f -', DEPLOYMENT);
    assert.include(
      said(world, 'rollout status deploy/web --timeout=5s'),
      'error: timed out waiting for the condition\n[1]',
    );
    report(world, {
      conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }],
    });
    assert.equal(
      said(world, 'rollout status deploy/web'),
      'error: deployment "web" exceeded its progress deadline\n[1]',
    );
  });
});

describe('kubectl apply', () => {
  it('creates, leaves alone, changes, and takes away what the manifest no longer has', () => {
    const world = testWorld();
    const manifest = (data: object) =>
      JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data });
    assert.equal(said(world, 'apply -f -', manifest({ a: '1', b: '2' })), 'configmap/c created\n');
    assert.equal(
      said(world, 'apply -f -', manifest({ a: '1', b: '2' })),
      'configmap/c unchanged\n',
    );
    said(world, `patch cm c --type=merge -p '{"data":{"mine":"x"}}'`);
    assert.equal(said(world, 'apply -f -', manifest({ a: '3' })), 'configmap/c configured\n');
    assert.equal(said(world, 'get cm c -o jsonpath={.data}'), '{"a":"3","mine":"x"}');
  });

  it('refuses unknown fields', () => {
    const world = testWorld();
    const bad =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {image: x, containers: [{name: c, image: i}]}\n';
    assert.equal(
      said(world, 'apply -f -', bad),
      'Error from server (BadRequest): error when creating "STDIN": Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.image"\n[1]',
    );
  });

  it('restores what apply said, and says when its annotation is missing', () => {
    const world = testWorld();
    said(world, 'create -f -', DEPLOYMENT);
    assert.match(
      said(world, 'apply -f -', DEPLOYMENT),
      /^deployment.apps\/web configured\nWarning: resource deployments\/web is missing/,
    );
    said(world, 'scale deploy web --replicas=5');
    assert.equal(said(world, 'apply -f -', DEPLOYMENT), 'deployment.apps/web configured\n');
    assert.equal(said(world, 'get deploy web -o jsonpath={.spec.replicas}'), '2');
  });
});

describe('kubectl delete', () => {
  it('waits until the object is gone', () => {
    const world = withNode();
    onNode(world, 'web-1');
    endPods(world);
    const begin = world.loop.now;
    assert.equal(said(world, 'delete pod web-1'), 'pod "web-1" deleted from default namespace\n');
    // a watch tells of it a moment later
    assert.equal(world.loop.now - begin, 1501);
    assert.equal(said(world, 'get pods'), 'No resources found in default namespace.\n');
  });

  it('gives up when its time is over', () => {
    const world = withNode();
    onNode(world, 'web-1');
    assert.equal(
      said(world, 'delete pod web-1 --timeout=2s'),
      'pod "web-1" deleted from default namespace\nerror: timed out waiting for the condition on pods/web-1\n[1]',
    );
  });
});

describe('kubectl wait', () => {
  it('waits for a condition, a value, a deletion', () => {
    const world = withNode();
    onNode(world, 'web-1');
    endPods(world);
    world.loop.after(4000, 'ready', () => running(world, 'web-1'));
    assert.equal(said(world, 'wait --for=condition=ready pod/web-1'), 'pod/web-1 condition met\n');
    assert.equal(
      said(world, `wait --for=jsonpath='{.status.phase}'=Running pod web-1`),
      'pod/web-1 condition met\n',
    );
    said(world, 'delete pod web-1 --wait=false');
    assert.equal(said(world, 'wait --for=delete pod -l app=web'), 'pod/web-1 condition met\n');
  });

  it('says what it waited for in vain', () => {
    const world = withNode();
    onNode(world, 'web-1');
    assert.equal(
      said(world, 'wait --for=condition=ready pod/web-1 --timeout=3s'),
      'error: timed out waiting for the condition on pods/web-1\n[1]',
    );
    assert.equal(
      said(world, 'wait --for=condition=ready pod -l app=none'),
      'error: no matching resources found\n[1]',
    );
  });
});

describe('kubectl logs', () => {
  it('reads the lines, or says why there are none', () => {
    const world = testWorld('default', [{ time: Date.UTC(2026, 0, 5), text: 'hello' }]);
    onNode(
      world,
      'web-1',
      {},
      {
        containers: [
          { name: 'c', image: 'x' },
          { name: 'd', image: 'y' },
        ],
      },
    );
    assert.equal(
      said(world, 'logs web-1'),
      'Defaulted container "c" out of: c, d\nError from server (BadRequest): container "c" in pod "web-1" is not available\n[1]',
    );
    const status = {
      containerStatuses: [
        {
          name: 'c',
          image: 'x',
          imageID: '',
          ready: true,
          restartCount: 0,
          state: { running: {} },
        },
      ],
    };
    world.server
      .as(ADMIN)
      .patch(
        Pods,
        { namespace: 'default', name: 'web-1' },
        { status },
        { type: 'merge', subresource: 'status' },
      );
    assert.equal(said(world, 'logs web-1 -c c --prefix'), '[pod/web-1/c] hello\n');
    assert.equal(
      said(world, 'logs web-1 -c c --timestamps'),
      '2026-01-05T00:00:00.000000000Z hello\n',
    );
    assert.equal(
      said(world, 'logs web-1 -c c -p'),
      'Error from server (BadRequest): previous terminated container "c" in pod "web-1" not found\n[1]',
    );
  });
});

describe('what is wrong with a command line', () => {
  const cases: readonly (readonly [line: string, text: string])[] = [
    [
      'get pods --outputt=json',
      "error: unknown flag: --outputt\nSee 'kubectl get --help' for usage.\n[1]",
    ],
    [
      'get pods -o',
      "error: flag needs an argument: 'o' in -o\nSee 'kubectl get --help' for usage.\n[1]",
    ],
    [
      'gett',
      'error: unknown command "gett" for "kubectl"\n\nDid you mean this?\n\tset\n\tget\n[1]',
    ],
    [
      'rollout foo',
      `error: unknown command "foo"\nSee 'kubectl rollout -h' for help and examples\n[1]`,
    ],
    ['scale deploy x', 'error: required flag(s) "replicas" not set\n[1]'],
    ['get gadgets', `error: the server doesn't have a resource type "gadgets"\n[1]`],
    ['get pods,svc -w', 'error: you may only specify a single resource type\n[1]'],
    ['exec x', 'error: you must specify at least one command for the container\n[1]'],
    ['apply -k . -f x.yaml', 'error: only one of -f or -k can be specified\n[1]'],
  ];
  for (const [line, text] of cases) it(line, () => assert.equal(said(testWorld(), line), text));
});
