import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Deployments } from '../../api/apps/deployment';
import { ConfigMaps } from '../../api/core/config-map';
import { Namespaces } from '../../api/core/namespace';
import { Nodes } from '../../api/core/node';
import { Pods } from '../../api/core/pod';
import { Services } from '../../api/core/service';
import { ServiceAccounts } from '../../api/core/service-account';
import { RuntimeClasses } from '../../api/node/runtime-class';
import type { New } from '../../api/object';
import { PriorityClasses } from '../../api/scheduling/priority-class';
import type { Pod, Service } from '../../api/schema/objects';
import type { Api } from '../api';
import { answerOf, testingServer } from '../testing-world';

const NS = 'default';

function pod(name: string, spec: Partial<Pod['spec']> = {}): New<Pod> {
  const containers = [{ name: 'c', image: 'i' }];
  return { metadata: { name, namespace: NS }, spec: { containers, ...spec } };
}

function service(name: string, spec: Partial<Service['spec']> = {}): New<Service> {
  return { metadata: { name, namespace: NS }, spec: { ports: [{ port: 80 }], ...spec } };
}

describe('NamespaceLifecycle', () => {
  it('lets nothing into a namespace that goes', () => {
    const { api } = testingServer();
    api.create(Namespaces, { metadata: { name: 'x' }, spec: {} });
    api.create(ConfigMaps, { metadata: { name: 'a', namespace: 'x' } });
    api.delete(Namespaces, { name: 'x' });
    assert.equal(api.get(Namespaces, { name: 'x' }).status.phase, 'Terminating');
    const create = () => api.create(ConfigMaps, { metadata: { name: 'b', namespace: 'x' } });
    assert.equal(
      answerOf(create),
      'Forbidden: configmaps "b" is forbidden: unable to create new content in namespace x because it is being terminated',
    );
    // what is there may still change, or it could never go
    const there = api.get(ConfigMaps, { namespace: 'x', name: 'a' });
    assert.equal(
      answerOf(() => api.update(ConfigMaps, { ...there, data: { k: 'v' } })),
      'OK',
    );
  });

  it('keeps three namespaces, from a deletion of many too', () => {
    const { api } = testingServer();
    assert.equal(
      answerOf(() => api.delete(Namespaces, { name: NS })),
      'Forbidden: namespaces "default" is forbidden: this namespace may not be deleted',
    );
  });
});

describe('ServiceAccount', () => {
  it('mounts the token of the account in each container, and lets a template share it', () => {
    const { api } = testingServer();
    const labels = { app: 'web' };
    const deployment = api.create(Deployments, {
      metadata: { name: 'web', namespace: NS },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [{ name: 'c', image: 'i' }],
            initContainers: [{ name: 'i', image: 'i' }],
          },
        },
      },
    });
    const { spec } = deployment.spec.template;
    if (spec === undefined) throw new Error('no spec');
    const [a, b] = ['a', 'b'].map((name) => api.create(Pods, pod(name, spec)));
    const volume = a?.spec.volumes?.[0];
    assert.match(volume?.name ?? '', /^kube-api-access-[a-z0-9]{5}$/);
    for (const container of [...(a?.spec.containers ?? []), ...(a?.spec.initContainers ?? [])]) {
      assert.deepEqual(container.volumeMounts, [
        {
          name: volume?.name ?? '',
          readOnly: true,
          mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
        },
      ]);
    }
    assert.equal(a?.spec.containers, b?.spec.containers);
    assert.equal(a?.spec.serviceAccountName, 'default');
  });

  it('holds a request from outside back until a new namespace has its account, a while at most', () => {
    const { api, loop } = testingServer();
    const start = loop.now;
    const create = (namespace: string) =>
      api.create(Pods, { ...pod('p'), metadata: { name: 'p', namespace } });
    for (const name of ['early', 'late']) api.create(Namespaces, { metadata: { name }, spec: {} });
    loop.after(200, 'account', () => {
      api.create(ServiceAccounts, { metadata: { name: 'default', namespace: 'early' } });
    });
    assert.equal(create('early').spec.serviceAccountName, 'default');
    assert.equal(loop.now - start, 300);
    assert.match(
      answerOf(() => create('late')),
      /serviceaccount "default" not found$/,
    );
    assert.equal(loop.now - start, 300 + 9 * 150);
    let within = '';
    loop.after(0, 'a component', () => {
      within = answerOf(() => create('late'));
    });
    loop.step();
    assert.match(within, /serviceaccount "default" not found$/);
    assert.equal(loop.now - start, 300 + 9 * 150);
  });

  const table: readonly (readonly [string, Partial<Pod['spec']>, RegExp])[] = [
    [
      'an account that is not there',
      { serviceAccountName: 'ghost' },
      /^Forbidden: pods "p" is forbidden: error looking up service account default\/ghost: serviceaccount "ghost" not found$/,
    ],
    ['an account that is there', { serviceAccountName: 'robot' }, /^OK$/],
  ];
  for (const [what, spec, expected] of table) {
    it(what, () => {
      const { api } = testingServer();
      api.create(ServiceAccounts, { metadata: { name: 'robot', namespace: NS } });
      assert.match(
        answerOf(() => api.create(Pods, pod('p', spec))),
        expected,
      );
    });
  }

  it('mounts none where the Pod or the account does not want it', () => {
    const { api } = testingServer();
    const none = api.create(Pods, pod('p', { automountServiceAccountToken: false }));
    assert.isUndefined(none.spec.volumes);
  });
});

describe('Priority', () => {
  function classes(api: Api): void {
    api.create(PriorityClasses, { metadata: { name: 'high' }, value: 1000 });
    const never = { preemptionPolicy: 'Never', globalDefault: true };
    api.create(PriorityClasses, { metadata: { name: 'low' }, value: 10, ...never });
  }

  const table: readonly (readonly [Partial<Pod['spec']>, object])[] = [
    [
      { priorityClassName: 'high' },
      { priority: 1000, preemptionPolicy: 'PreemptLowerPriority', priorityClassName: 'high' },
    ],
    [{}, { priority: 10, preemptionPolicy: 'Never', priorityClassName: 'low' }],
  ];
  for (const [spec, expected] of table) {
    it(JSON.stringify(spec), () => {
      const { api } = testingServer();
      classes(api);
      assert.deepInclude(api.create(Pods, pod('p', spec)).spec, expected);
    });
  }

  const refused: readonly (readonly [Partial<Pod['spec']>, string])[] = [
    [{ priorityClassName: 'ghost' }, 'no PriorityClass with name ghost was found'],
    [
      { priority: 7 },
      'the integer value of priority (7) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name',
    ],
  ];
  for (const [spec, text] of refused) {
    it(`refuses ${JSON.stringify(spec)}`, () => {
      const { api } = testingServer();
      assert.equal(
        answerOf(() => api.create(Pods, pod('p', spec))),
        `Forbidden: pods "p" is forbidden: ${text}`,
      );
    });
  }

  it('allows one default', () => {
    const { api } = testingServer();
    classes(api);
    const another = { metadata: { name: 'b' }, value: 1, globalDefault: true };
    assert.equal(
      answerOf(() => api.create(PriorityClasses, another)),
      'Forbidden: priorityclasses.scheduling.k8s.io "b" is forbidden: PriorityClass low is already marked as default. Only one default can exist',
    );
    const low = api.get(PriorityClasses, { name: 'low' });
    assert.equal(
      answerOf(() => api.update(PriorityClasses, { ...low, description: 'x' })),
      'OK',
    );
  });
});

describe('DefaultTolerationSeconds', () => {
  const notReady = 'node.kubernetes.io/not-ready';
  const unreachable = 'node.kubernetes.io/unreachable';
  const table: readonly (readonly [Pod['spec']['tolerations'], readonly string[]])[] = [
    [undefined, [`${notReady} 300`, `${unreachable} 300`]],
    [
      [{ key: notReady, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }],
      [`${notReady} 5`, `${unreachable} 300`],
    ],
    [[{ operator: 'Exists' }], ['undefined undefined']],
    [
      [{ key: unreachable, operator: 'Exists', effect: 'NoSchedule' }],
      [`${unreachable} undefined`, `${notReady} 300`, `${unreachable} 300`],
    ],
  ];
  for (const [tolerations, expected] of table) {
    it(JSON.stringify(tolerations) ?? 'none', () => {
      const { api } = testingServer();
      const spec = tolerations === undefined ? {} : { tolerations };
      const found = api.create(Pods, pod('p', spec)).spec.tolerations ?? [];
      assert.deepEqual(
        found.map((t) => `${t.key} ${t.tolerationSeconds}`),
        expected,
      );
    });
  }
});

describe('TaintNodesByCondition', () => {
  it('taints a new node, once', () => {
    const { api } = testingServer();
    const taint = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' };
    const one = api.create(Nodes, { metadata: { name: 'a' }, spec: {} });
    const two = api.create(Nodes, { metadata: { name: 'b' }, spec: { taints: [taint] } });
    assert.deepEqual(one.spec.taints, [taint]);
    assert.deepEqual(two.spec.taints, [taint]);
  });
});

describe('Service addresses', () => {
  const addressOf = (found: Service) => found.spec.clusterIP ?? '';
  const portsOf = ({ spec }: Service) => (spec.ports ?? []).map(({ nodePort }) => nodePort);

  it('are all different, in the range, and free again after a deletion', () => {
    const { api } = testingServer();
    const all = Array.from({ length: 50 }, (_, i) => api.create(Services, service(`s${i}`)));
    assert.equal(new Set(all.map(addressOf)).size, 50);
    for (const found of all) {
      assert.match(addressOf(found), /^10\.96\./);
      assert.deepEqual(found.spec.clusterIPs, [addressOf(found)]);
    }
    const [first] = all as [Service];
    const asked = service('again', { clusterIP: addressOf(first) });
    assert.match(
      answerOf(() => api.create(Services, asked)),
      /provided IP is already allocated/,
    );
    api.delete(Services, { namespace: NS, name: 's0' });
    assert.equal(addressOf(api.create(Services, asked)), addressOf(first));
  });

  const refused: readonly (readonly [Partial<Service['spec']>, RegExp])[] = [
    [
      { clusterIP: 'ten' },
      /spec.clusterIPs\[0\]: Invalid value: "ten": must be a valid IP address/,
    ],
    [{ clusterIP: '192.168.0.1' }, /the provided network does not match the current range/],
    [
      { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] },
      /provided port is not in the valid range. The range of valid ports is 30000-32767/,
    ],
    [
      { type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] },
      /nodePort: Invalid value: 30080: provided port is already allocated/,
    ],
  ];
  for (const [spec, expected] of refused) {
    it(`refuses ${JSON.stringify(spec)}`, () => {
      const { api } = testingServer();
      const taken = { type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] };
      api.create(Services, service('taken', taken));
      assert.match(
        answerOf(() => api.create(Services, service('x', spec))),
        expected,
      );
    });
  }

  it('keeps the first addresses of the range for Services that ask for one', () => {
    const { api } = testingServer();
    const given = Array.from({ length: 300 }, (_, index) => {
      return addressOf(api.create(Services, service(`s-${index}`, { ports: [{ port: 80 }] })));
    });
    assert.equal(new Set(given).size, 300);
    assert.isEmpty(given.filter((address) => address?.startsWith('10.96.0.')));
  });

  it('stay while the Service does, whatever the client leaves out', () => {
    const { api } = testingServer();
    const named = { type: 'NodePort', ports: [{ port: 80, name: 'a' }] };
    const first = api.create(Services, service('x', named));
    const { clusterIP: _ip, clusterIPs: _ips, ...spec } = first.spec;
    const ports = [
      { port: 8080, name: 'a' },
      { port: 81, name: 'b' },
    ];
    const second = api.update(Services, { ...first, spec: { ...spec, ports } });
    assert.equal(addressOf(second), addressOf(first));
    assert.equal(portsOf(second)[0], portsOf(first)[0]);
    assert.notInclude([undefined, portsOf(first)[0]], portsOf(second)[1]);
    const moved = { ...second, spec: { ...second.spec, clusterIP: '10.96.9.9' } };
    assert.match(
      answerOf(() => api.update(Services, moved)),
      /may not change once set/,
    );
  });

  it('go with the type that needed them', () => {
    const { api } = testingServer();
    const ref = { namespace: NS, name: 'x' };
    const patch = (spec: object) => api.patch(Services, ref, { spec }, { type: 'merge' });
    api.create(Services, service('x', { type: 'LoadBalancer' }));
    const plain = patch({ type: 'ClusterIP' });
    assert.deepEqual(portsOf(plain), [undefined]);
    assert.isUndefined(plain.spec.allocateLoadBalancerNodePorts);
    assert.isUndefined(plain.spec.externalTrafficPolicy);
    assert.equal(patch({ externalIPs: ['1.2.3.4'] }).spec.externalTrafficPolicy, 'Cluster');
    assert.isUndefined(patch({ externalIPs: null }).spec.externalTrafficPolicy);
    const named = patch({ type: 'ExternalName', externalName: 'example.com' });
    assert.isUndefined(named.spec.clusterIP);
    assert.match(addressOf(patch({ type: 'ClusterIP', externalName: null })), /^10\.96\./);
  });

  for (const [spec, why] of [
    [{ ipFamilyPolicy: 'RequireDualStack' }, /ipFamilyPolicy: .* not configured for dual-stack/],
    [{ ipFamilies: ['IPv6'] }, /ipFamilies\[0\]: .*"IPv6": not configured on this cluster/],
    [{ ipFamilies: ['IPv4', 'IPv4'] }, /ipFamilies\[1\]: Duplicate value: "IPv4"/],
    [{ clusterIP: 'fd00::1' }, /clusterIPs\[0\]: .*IPv6 is not configured on this cluster/],
    [{ clusterIP: '10.96.0.9', ipFamilies: ['IPv6'] }, /expected an IPv6 value as indicated/],
    [{ clusterIPs: ['10.96.0.9'] }, /must be empty when `clusterIP` is not specified/],
    [{ clusterIP: '10.96.0.9', clusterIPs: ['10.96.0.8'] }, /first value must match `clusterIP`/],
    [
      {
        type: 'NodePort',
        ports: [
          { name: 'a', port: 80, nodePort: 30111 },
          { name: 'b', port: 81, nodePort: 30111 },
        ],
      },
      /ports\[1\].nodePort: .* already allocated/,
    ],
  ] as const) {
    it(`are refused for ${JSON.stringify(spec)}`, () => {
      const { api } = testingServer();
      assert.match(
        answerOf(() => api.create(Services, service('x', spec))),
        why,
      );
    });
  }

  it('of one number over two protocols share a node port', () => {
    const { api } = testingServer();
    const ports = ['TCP', 'UDP'].map((protocol) => ({
      name: protocol.toLowerCase(),
      port: 53,
      protocol,
    }));
    const [tcp, udp] = portsOf(api.create(Services, service('x', { type: 'NodePort', ports })));
    assert.isNumber(tcp);
    assert.equal(tcp, udp);
  });

  it('are asked about by the balancer when only nodes with endpoints take traffic', () => {
    const { api } = testingServer();
    const local = { type: 'LoadBalancer', externalTrafficPolicy: 'Local' };
    const { spec } = api.create(Services, service('x', local));
    assert.isAtLeast(spec.healthCheckNodePort ?? 0, 30000);
    assert.notInclude(
      portsOf(api.get(Services, { namespace: NS, name: 'x' })),
      spec.healthCheckNodePort,
    );
  });

  it('without a selector and an address may be of both families', () => {
    const { api } = testingServer();
    const { spec } = api.create(Services, service('x', { clusterIP: 'None', selector: {} }));
    assert.deepEqual(spec.ipFamilies, ['IPv4', 'IPv6']);
    assert.equal(spec.ipFamilyPolicy, 'RequireDualStack');
  });

  it('of a headless Service are none', () => {
    const { api } = testingServer();
    const found = api.create(Services, service('x', { clusterIP: 'None' }));
    assert.deepEqual([found.spec.clusterIP, found.spec.clusterIPs], ['None', ['None']]);
  });
});

describe('RuntimeClass', () => {
  const overhead = { podFixed: { cpu: '250m' } };
  const scheduling = {
    nodeSelector: { sandbox: 'yes' },
    tolerations: [{ key: 'sandbox', operator: 'Exists' as const }],
  };
  const cases: readonly (readonly [name: string, spec: Partial<Pod['spec']>, answer: string])[] = [
    ['one that is there', { runtimeClassName: 'gvisor' }, 'OK'],
    [
      'one that is not there',
      { runtimeClassName: 'none' },
      'Forbidden: pods "p" is forbidden: pod rejected: RuntimeClass "none" not found',
    ],
    [
      "an overhead of one's own",
      { overhead: { cpu: '1' } },
      'Forbidden: pods "p" is forbidden: pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead',
    ],
    [
      'another overhead',
      { runtimeClassName: 'gvisor', overhead: { cpu: '1' } },
      "Forbidden: pods \"p\" is forbidden: pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead",
    ],
    [
      'other nodes',
      { runtimeClassName: 'gvisor', nodeSelector: { sandbox: 'no' } },
      'Forbidden: pods "p" is forbidden: conflict: runtimeClass.scheduling.nodeSelector[sandbox] = yes; pod.spec.nodeSelector[sandbox] = no',
    ],
  ];
  for (const [name, spec, answer] of cases) {
    it(name, () => {
      const { api } = testingServer();
      api.create(RuntimeClasses, {
        metadata: { name: 'gvisor' },
        handler: 'runsc',
        overhead,
        scheduling,
      });
      assert.equal(
        answerOf(() => api.create(Pods, pod('p', spec))),
        answer,
      );
      if (answer !== 'OK') return;
      const { spec: given } = api.get(Pods, { namespace: NS, name: 'p' });
      assert.deepEqual(given.overhead, overhead.podFixed);
      assert.deepEqual(given.nodeSelector, scheduling.nodeSelector);
      assert.deepInclude(given.tolerations ?? [], scheduling.tolerations[0]);
    });
  }
});
