import { describe, it } from 'node:test';
import { expect } from 'chai';
import { Deployments } from '../../api/apps/deployment';
import { Namespaces } from '../../api/core/namespace';
import { Pods } from '../../api/core/pod';
import { answerOf, testingServer } from '../testing-world';

const PREFIX = 'pod-security.kubernetes.io/';

/** A namespace "default" with these labels of Pod security. */
function world(labels: Readonly<Record<string, string>>) {
  const { api } = testingServer();
  const warnings: string[] = [];
  const warn = (message: string) => {
    warnings.push(message);
  };
  const named = Object.entries(labels).map(([key, value]) => [`${PREFIX}${key}`, value]);
  const label = () => {
    const stored = api.get(Namespaces, { name: 'default' });
    const metadata = { ...stored.metadata, labels: Object.fromEntries(named) };
    return api.update(Namespaces, { ...stored, metadata }, { warn });
  };
  return { api, warnings, warn, label };
}

const container = { name: 'c', image: 'web:1' };
/** What the level "restricted" wants of a container. */
const safe = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};
const safeContainer = { ...container, securityContext: safe };

function answer(level: string, spec: object, annotations: Record<string, string> = {}): string {
  const { api, label } = world({ enforce: level, 'enforce-version': 'latest' });
  label();
  const pod = {
    metadata: { name: 'p', namespace: 'default', annotations },
    spec: { containers: [container], ...spec },
  };
  return answerOf(() => api.create(Pods, pod)).replace(
    `Forbidden: pods "p" is forbidden: violates PodSecurity "${level}:latest": `,
    '',
  );
}

const with1 = (securityContext: object) => ({ containers: [{ ...container, securityContext }] });

describe('PodSecurity', () => {
  const baseline: readonly (readonly [string, object, string])[] = [
    ['an ordinary Pod', {}, 'OK'],
    [
      'privilege',
      with1({ privileged: true }),
      'privileged (container "c" must not set securityContext.privileged=true)',
    ],
    [
      'the host',
      { hostNetwork: true, hostPID: true },
      'host namespaces (hostNetwork=true, hostPID=true)',
    ],
    [
      'paths of the host',
      { volumes: [{ name: 'etc', hostPath: { path: '/etc' } }] },
      'hostPath volumes (volume "etc")',
    ],
    [
      'ports of the host',
      {
        containers: [
          { ...container, ports: [{ containerPort: 80, hostPort: 80 }] },
          { ...container, name: 'd', ports: [{ containerPort: 81, hostPort: 81 }] },
        ],
      },
      'hostPort (containers "c", "d" use hostPorts 80, 81)',
    ],
    [
      'hosts of probes',
      {
        containers: [{ ...container, livenessProbe: { httpGet: { port: 80, host: '10.0.0.1' } } }],
      },
      'probe or lifecycle host (container "c" uses probe or lifecycle host "10.0.0.1")',
    ],
    [
      'capabilities',
      with1({ capabilities: { add: ['NET_RAW', 'KILL'] } }),
      'non-default capabilities (container "c" must not include "NET_RAW" in securityContext.capabilities.add)',
    ],
    [
      'SELinux',
      { securityContext: { seLinuxOptions: { type: 'spc_t', user: 'root' } } },
      'seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: type "spc_t"; user may not be set)',
    ],
    [
      'seccomp',
      {
        securityContext: { seccompProfile: { type: 'Unconfined' } },
        ...with1({ seccompProfile: { type: 'Unconfined' } }),
      },
      'seccompProfile (pod and container "c" must not set securityContext.seccompProfile.type to "Unconfined")',
    ],
    [
      'AppArmor',
      with1({ appArmorProfile: { type: 'Unconfined' } }),
      'forbidden AppArmor profile (container "c" must not set AppArmor profile type to "Unconfined")',
    ],
    [
      'sysctls',
      {
        securityContext: {
          sysctls: [
            { name: 'net.ipv4.tcp_wmem', value: '1' },
            { name: 'kernel.msgmax', value: '1' },
          ],
        },
      },
      'forbidden sysctls (kernel.msgmax)',
    ],
  ];
  for (const [what, spec, wanted] of baseline) {
    it(`baseline looks at ${what}`, () => {
      expect(answer('baseline', spec)).to.equal(wanted);
    });
  }

  const restricted: readonly (readonly [string, object, string])[] = [
    ['a safe Pod', { containers: [safeContainer] }, 'OK'],
    [
      'an ordinary Pod',
      {},
      'allowPrivilegeEscalation != false (container "c" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "c" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or container "c" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container "c" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
    ],
    [
      'what the Pod sets for all',
      {
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        ...with1({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } }),
      },
      'OK',
    ],
    [
      'what it adds',
      with1({ ...safe, capabilities: { drop: ['ALL'], add: ['CHOWN', 'NET_BIND_SERVICE'] } }),
      'unrestricted capabilities (container "c" must not include "CHOWN" in securityContext.capabilities.add)',
    ],
    [
      'root',
      { containers: [{ ...container, securityContext: { ...safe, runAsUser: 0 } }] },
      'runAsUser=0 (container "c" must not set runAsUser=0)',
    ],
    [
      'a wish to be root',
      { securityContext: { runAsNonRoot: false }, containers: [safeContainer] },
      'runAsNonRoot != true (pod must not set securityContext.runAsNonRoot=false)',
    ],
    [
      'volumes',
      {
        containers: [safeContainer],
        volumes: [
          { name: 'etc', hostPath: { path: '/etc' } },
          { name: 'tmp', emptyDir: {} },
        ],
      },
      'restricted volume types (volume "etc" uses restricted volume type "hostPath")',
    ],
    [
      'init containers',
      { initContainers: [{ ...container, name: 'i' }], containers: [safeContainer] },
      'allowPrivilegeEscalation != false (container "i" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "i" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or container "i" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container "i" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
    ],
  ];
  for (const [what, spec, wanted] of restricted) {
    it(`restricted looks at ${what}`, () => {
      expect(answer('restricted', spec)).to.equal(wanted);
    });
  }

  it('looks as the version did that the namespace names', () => {
    const { api, label } = world({ enforce: 'restricted', 'enforce-version': 'v1.18' });
    label();
    const spec = {
      securityContext: { runAsNonRoot: true },
      ...with1({ allowPrivilegeEscalation: false }),
    };
    const create = (name: string, more: object) => () =>
      api.create(Pods, { metadata: { name, namespace: 'default', ...more }, spec });
    expect(answerOf(create('a', {}))).to.equal('OK');
    const annotations = { 'seccomp.security.alpha.kubernetes.io/pod': 'unconfined' };
    expect(answerOf(create('b', { annotations }))).to.equal(
      'Forbidden: pods "b" is forbidden: violates PodSecurity "restricted:v1.18": seccompProfile (forbidden annotation seccomp.security.alpha.kubernetes.io/pod="unconfined")',
    );
  });

  it('warns who writes a Pod or a workload', () => {
    const { api, warnings, warn, label } = world({ enforce: 'baseline', warn: 'restricted' });
    label();
    const template = { metadata: { labels: { app: 'a' } }, spec: with1({ privileged: true }) };
    const spec = { selector: { matchLabels: { app: 'a' } }, template };
    const metadata = { name: 'a', namespace: 'default' };
    expect(answerOf(() => api.create(Deployments, { metadata, spec }, { warn }))).to.equal('OK');
    expect(warnings.splice(0)).to.have.length(1);
    api.create(Pods, { metadata, spec: with1({ ...safe, runAsNonRoot: undefined }) }, { warn });
    expect(warnings).to.deep.equal([
      'would violate PodSecurity "restricted:latest": runAsNonRoot != true (pod or container "c" must set securityContext.runAsNonRoot=true)',
    ]);
  });

  it('lets a Pod be that is there, but for a new image', () => {
    const { api, label } = world({ enforce: 'restricted' });
    const ref = { name: 'p', namespace: 'default' };
    api.create(Pods, { metadata: ref, spec: { containers: [container] } });
    label();
    const change = (patch: object) =>
      answerOf(() => api.patch(Pods, ref, patch, { type: 'merge' }));
    expect(change({ metadata: { labels: { a: 'b' } } })).to.equal('OK');
    expect(
      change({
        spec: { containers: [{ ...api.get(Pods, ref).spec.containers[0], image: 'web:2' }] },
      }),
    ).to.match(/^Forbidden: pods "p" is forbidden: violates PodSecurity/);
  });

  it('tells of the Pods that a new level would not let in', () => {
    const { api, warnings, label } = world({ enforce: 'baseline' });
    for (const name of ['b', 'a', 'c']) {
      api.create(Pods, {
        metadata: { name, namespace: 'default' },
        spec: with1({ privileged: true }),
      });
    }
    api.create(Pods, {
      metadata: { name: 'd', namespace: 'default' },
      spec: { containers: [container], hostPID: true },
    });
    label();
    expect(warnings).to.deep.equal([
      'existing pods in namespace "default" violate the new PodSecurity enforce level "baseline:latest"',
      'a (and 2 other pods): privileged',
      'd: host namespaces',
    ]);
  });

  it('refuses labels that it cannot read', () => {
    const { label } = world({ enforce: 'strict', 'warn-version': '1.25' });
    expect(answerOf(label)).to.equal(
      'Invalid: Namespace "default" is invalid: [metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "strict": must be one of privileged, baseline, restricted, metadata.labels[pod-security.kubernetes.io/warn-version]: Invalid value: "1.25": must be "latest" or "v1.x"]',
    );
  });
});
