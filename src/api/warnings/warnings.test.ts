import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Deployments } from '../apps/deployment';
import { StatefulSets } from '../apps/stateful-set';
import { CronJobs } from '../batch/cron-job';
import { Jobs } from '../batch/job';
import { EndpointsKind } from '../core/endpoints';
import { Nodes } from '../core/node';
import { PersistentVolumes } from '../core/persistent-volume';
import { PersistentVolumeClaims } from '../core/persistent-volume-claim';
import { Pods } from '../core/pod';
import { Secrets } from '../core/secret';
import { Services } from '../core/service';
import { ServiceAccounts } from '../core/service-account';
import { EndpointSlices } from '../discovery/endpoint-slice';
import type { Kind } from '../kind';
import { Ingresses } from '../networking/ingress';
import { NetworkPolicies } from '../networking/network-policy';
import { RuntimeClasses } from '../node/runtime-class';
import type { KubeObject } from '../object';
import { CSIStorageCapacities } from '../storage/csi-storage-capacity';
import { StorageClasses } from '../storage/storage-class';
import { stored } from '../testing-rules';
import { cidrWarnings, ipWarnings } from './ip';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const pem = (type: string) => `-----BEGIN ${type}-----\nAA==\n-----END ${type}-----\n`;

function warningsOf<T extends KubeObject>(kind: Kind<T>, manifest: object): string[] {
  return kind.rules.warnings?.(stored(kind, manifest), undefined) ?? [];
}

/** Each manifest is warned of in these words. */
function table<T extends KubeObject>(
  kind: Kind<T>,
  rows: readonly (readonly [manifest: object, ...warnings: string[]])[],
): void {
  for (const [manifest, ...warnings] of rows) {
    const what = JSON.stringify(manifest).slice(0, 100);
    it(`${kind.kind} ${what}`, () => assert.deepEqual(warningsOf(kind, manifest), warnings));
  }
}

const container = { name: 'a', image: 'a' };
const pod = (spec: object) => ({ spec: { containers: [container], ...spec } });
const withPorts = (...ports: object[]) => pod({ containers: [{ ...container, ports }] });
const template = (spec: object) => ({
  metadata: { labels: { a: 'b' } },
  spec: { containers: [container], ...spec },
});
const workload = (spec: object, more: object = {}) => ({
  spec: { selector: { matchLabels: { a: 'b' } }, template: template(spec), ...more },
});
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const NO_POD = 'a null labelSelector results in matching no pod';
const BYTES = (value: string) =>
  `fractional byte value ${JSON.stringify(value)} is invalid, must be an integer`;
const OLD_OS = 'deprecated since v1.14; use "kubernetes.io/os" instead';

describe('warnings of Pods', () => {
  table(Pods, [
    [pod({})],
    [
      pod({ nodeSelector: { 'beta.kubernetes.io/os': 'linux' } }),
      `spec.nodeSelector[beta.kubernetes.io/os]: ${OLD_OS}`,
    ],
    [
      pod({
        affinity: {
          nodeAffinity: {
            [PREFERRED]: [
              {
                weight: 1,
                preference: {
                  matchExpressions: [
                    { key: 'beta.kubernetes.io/os', operator: 'In', values: ['x'] },
                  ],
                },
              },
            ],
          },
          podAntiAffinity: { [REQUIRED]: [{ topologyKey: 'a' }] },
        },
      }),
      `spec.affinity.nodeAffinity.${PREFERRED}[0].preference.matchExpressions[0].key: beta.kubernetes.io/os is ${OLD_OS}`,
      `spec.affinity.podAntiAffinity.${REQUIRED}[0].labelSelector: ${NO_POD}`,
    ],
    [
      pod({
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
        ],
      }),
      `spec.topologySpreadConstraints[0].labelSelector: ${NO_POD}`,
    ],
    [
      pod({ hostAliases: [{ ip: '10.0.0.1' }, { ip: '10.0.0.1' }] }),
      'spec.hostAliases[1].ip: duplicate ip "10.0.0.1"',
    ],
    [
      pod({ imagePullSecrets: [{ name: 'a' }, { name: 'a' }, { name: '' }] }),
      'spec.imagePullSecrets[1].name: duplicate name "a"',
      'spec.imagePullSecrets[2].name: invalid empty name ""',
    ],
    [
      pod({ terminationGracePeriodSeconds: -1 }),
      'spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1',
    ],
    [
      pod({ containers: [{ ...container, resources: { limits: { memory: '1500m' } } }] }),
      `spec.containers[0].resources.limits[memory]: ${BYTES('1500m')}`,
      // what is asked for is what is allowed, unless it is said
      `spec.containers[0].resources.requests[memory]: ${BYTES('1500m')}`,
    ],
    [
      { metadata: { name: 'a.b' }, ...pod({}) },
      "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')]",
    ],
  ]);

  const env = (...values: object[]) => pod({ containers: [{ ...container, env: values }] });
  const hides =
    'spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply';
  table(Pods, [
    [env({ name: 'A', value: '1' }, { name: 'A', value: '2' }), hides],
    [env({ name: 'A', value: '1' }, { name: 'A', value: '$(A)' }), hides],
    [env({ name: 'A', value: '1' }, { name: 'A', value: '$(A)2' })],
  ]);

  const at = 'spec.containers[0].ports';
  table(Pods, [
    [
      withPorts({ containerPort: 80 }, { containerPort: 80 }),
      `${at}[1]: duplicate port definition with ${at}[0]`,
    ],
    [
      withPorts({ containerPort: 80 }, { containerPort: 80, hostPort: 8080 }),
      `${at}[1]: overlapping port definition with ${at}[0]`,
    ],
    [
      withPorts(
        { containerPort: 80, hostPort: 80 },
        { containerPort: 80, hostPort: 80, hostIP: '10.0.0.1' },
      ),
      `${at}[1]: dangerously ambiguous port definition with ${at}[0]`,
    ],
    [
      withPorts({ containerPort: 80, hostIP: '10.0.0.1' }),
      `${at}[0]: hostIP set without hostPort: {Name: HostPort:0 ContainerPort:80 Protocol:TCP HostIP:10.0.0.1}`,
    ],
    [withPorts({ containerPort: 80 }, { containerPort: 80, protocol: 'UDP' })],
  ]);

  const token = { serviceAccountToken: { path: 'x' } };
  const secret = { secret: { name: 's', items: [{ key: 'a', path: 'x/y' }] } };
  table(Pods, [
    [
      pod({ volumes: [{ name: 'v', gitRepo: { repository: 'r' } }] }),
      'spec.volumes[0].gitRepo: deprecated in v1.11, and disabled by default in v1.33+',
    ],
    [
      pod({
        volumes: [
          {
            name: 'v',
            configMap: {
              name: 'c',
              items: [
                { key: 'a', path: 'x' },
                { key: 'b', path: 'x/y' },
              ],
            },
          },
        ],
      }),
      'volume "v" (ConfigMap "c"): overlapping paths: "x/y" with "x"',
    ],
    [
      pod({ volumes: [{ name: 'v', projected: { sources: [token, secret, {}] } }] }),
      'volume "v" (Projected Secret "s"): overlapping paths: "x/y" with "x"',
      'volume "v" (Projected) has no sources provided',
    ],
  ]);

  it('says nothing when a Pod changes, as programs do that', () => {
    const odd = stored(Pods, pod({ terminationGracePeriodSeconds: -1 }));
    assert.deepEqual(Pods.rules.warnings?.(odd, odd), []);
  });
});

describe('warnings of workloads', () => {
  const odd = { terminationGracePeriodSeconds: -1 };
  const grace =
    'terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1';
  table(Deployments, [
    [workload(odd), `spec.template.spec.${grace}`],
    [
      {
        ...workload({}),
        spec: {
          ...workload({}).spec,
          template: {
            ...template({}),
            metadata: {
              labels: { a: 'b' },
              annotations: { 'container.apparmor.security.beta.kubernetes.io/a': 'unconfined' },
            },
          },
        },
      },
      'spec.template.metadata.annotations[container.apparmor.security.beta.kubernetes.io/a]: deprecated since v1.30; use the "appArmorProfile" field instead',
    ],
  ]);
  const claim = { spec: { resources: { requests: { storage: '1500m' } } } };
  table(StatefulSets, [
    [
      workload({}, { revisionHistoryLimit: -1, volumeClaimTemplates: [claim] }),
      `spec.volumeClaimTemplates[0].resources.requests[storage]: ${BYTES('1500m')}`,
      'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended',
    ],
  ]);
  const vast = { completionMode: 'Indexed', completions: 100_001, parallelism: 10_001 };
  const many =
    'In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail';
  table(Jobs, [
    [
      { spec: { template: template(odd), ...vast } },
      `spec: ${many}`,
      `spec.template.spec.${grace}`,
    ],
  ]);
  table(CronJobs, [
    [
      {
        spec: { schedule: 'TZ=UTC * * * * *', jobTemplate: { spec: { template: template(odd) } } },
      },
      'CRON_TZ or TZ used in spec.spec.schedule is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details',
      `spec.jobTemplate.spec.template.spec.${grace}`,
    ],
  ]);
  it('says it again only when the spec changes', () => {
    const old = stored(Deployments, workload(odd));
    assert.deepEqual(Deployments.rules.warnings?.({ ...old, spec: old.spec }, old), []);
    const next = { ...old, spec: { ...old.spec, replicas: 3 } };
    assert.deepEqual(Deployments.rules.warnings?.(next, old), [`spec.template.spec.${grace}`]);
  });
});

describe('warnings of other kinds', () => {
  const tls = (certificate: string, key: string) => ({
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': base64(certificate), 'tls.key': base64(key) },
  });
  table(Secrets, [
    [{ type: 'Opaque', data: {} }],
    [tls('x', ''), 'tls: failed to find any PEM data in certificate input'],
    [
      tls(pem('RSA PRIVATE KEY'), ''),
      'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
    ],
    [tls(pem('CERTIFICATE'), 'x'), 'tls: failed to find any PEM data in key input'],
    [
      tls(pem('CERTIFICATE'), pem('CERTIFICATE')),
      'tls: found a certificate rather than a key in the PEM for the private key',
    ],
    [tls(pem('CERTIFICATE'), pem('PRIVATE KEY')), 'x509: malformed certificate'],
  ]);
  const service = (spec: object) => ({ spec: { ports: [{ port: 80 }], ...spec } });
  table(Services, [
    [service({})],
    [
      service({ clusterIP: 'None', sessionAffinity: 'ClientIP', externalIPs: ['10.0.0.1'] }),
      'spec.externalIPs is ignored for headless services',
      'spec.SessionAffinity is ignored for headless services',
    ],
    [
      service({ externalName: 'a.b' }),
      'spec.externalName is ignored when spec.type is not "ExternalName"',
    ],
  ]);
  const annotated = (key: string) => ({ metadata: { name: 'x', annotations: { [key]: 'a' } } });
  table(ServiceAccounts, [
    [
      annotated('kubernetes.io/enforce-mountable-secrets'),
      'metadata.annotations[kubernetes.io/enforce-mountable-secrets]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets',
    ],
  ]);
  table(PersistentVolumeClaims, [
    [
      {
        ...annotated('volume.beta.kubernetes.io/storage-class'),
        spec: { resources: { limits: { storage: '1500m' } } },
      },
      'metadata.annotations[volume.beta.kubernetes.io/storage-class]: deprecated since v1.8; use "storageClassName" attribute instead',
      `spec.resources.limits[storage]: ${BYTES('1500m')}`,
    ],
  ]);
  table(PersistentVolumes, [
    [
      {
        ...annotated('volume.beta.kubernetes.io/mount-options'),
        spec: { persistentVolumeReclaimPolicy: 'Recycle', cephfs: { monitors: [] } },
      },
      'metadata.annotations[volume.beta.kubernetes.io/mount-options]: deprecated since v1.31; use "mountOptions" attribute instead',
      'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.',
      'spec.cephfs: deprecated in v1.28, non-functional in v1.31+',
    ],
  ]);
  table(StorageClasses, [
    [
      {
        provisioner: 'p',
        allowedTopologies: [
          { matchLabelExpressions: [{ key: 'beta.kubernetes.io/os', values: ['a'] }] },
        ],
      },
      `allowedTopologies[0].matchLabelExpressions[0].key: ${OLD_OS}`,
    ],
  ]);
  table(CSIStorageCapacities, [
    [
      { storageClassName: 's', nodeTopology: { matchLabels: { 'beta.kubernetes.io/os': 'a' } } },
      `nodeTopology.matchLabels.beta.kubernetes.io/os: ${OLD_OS}`,
    ],
  ]);
  table(RuntimeClasses, [
    [
      { handler: 'h', scheduling: { nodeSelector: { 'beta.kubernetes.io/os': 'a' } } },
      `scheduling.nodeSelector: ${OLD_OS}`,
    ],
  ]);
  table(Ingresses, [
    [
      { ...annotated('kubernetes.io/ingress.class'), spec: {} },
      'annotation "kubernetes.io/ingress.class" is deprecated, please use \'spec.ingressClassName\' instead',
    ],
    [{ ...annotated('kubernetes.io/ingress.class'), spec: { ingressClassName: 'a' } }],
  ]);
  table(NetworkPolicies, [
    [
      { spec: { podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: '10.0.0.1/8' } }] }] } },
      'spec.egress[0].to[0].ipBlock.cidr: CIDR value "10.0.0.1/8" is ambiguous in this context (should be "10.0.0.0/8" or "10.0.0.1/32"?)',
    ],
  ]);
  table(EndpointsKind, [
    [
      { subsets: [{ addresses: [{ ip: '010.0.0.1' }] }] },
      'subsets[0].addresses[0].ip: non-standard IP address "010.0.0.1" will be considered invalid in a future Kubernetes release: use "10.0.0.1"',
    ],
  ]);
  table(EndpointSlices, [
    [{ addressType: 'FQDN', endpoints: [] }, 'spec.addressType: FQDN endpoints are deprecated'],
  ]);
  table(Nodes, [
    [
      { spec: { externalID: 'x', configSource: {} } },
      'spec.configSource: the feature is no longer supported',
      'spec.externalID: this field is deprecated, and is unused by Kubernetes',
    ],
  ]);
});

describe('warnings of addresses', () => {
  const odd = 'will be considered invalid in a future Kubernetes release';
  const canonical = 'should be in RFC 5952 canonical format';
  for (const [value, ...warnings] of [
    ['10.0.0.1'],
    ['2001:db8::1'],
    ['10.00.0.1', `non-standard IP address "10.00.0.1" ${odd}: use "10.0.0.1"`],
    ['::ffff:10.0.0.1', `non-standard IP address "::ffff:10.0.0.1" ${odd}: use "10.0.0.1"`],
    ['2001:DB8::1', `IPv6 address "2001:DB8::1" ${canonical} ("2001:db8::1")`],
  ] as const) {
    it(`of ${value}`, () =>
      assert.deepEqual(
        ipWarnings('at', value),
        warnings.map((text) => `at: ${text}`),
      ));
  }
  for (const [value, ...warnings] of [
    ['10.0.0.0/8'],
    ['010.0.0.0/8', `non-standard CIDR value "010.0.0.0/8" ${odd}: use "10.0.0.0/8"`],
    [
      '2001:db8::1/64',
      'CIDR value "2001:db8::1/64" is ambiguous in this context (should be "2001:db8::/64" or "2001:db8::1/128"?)',
    ],
    ['2001:DB8::/64', `IPv6 CIDR value "2001:DB8::/64" ${canonical} ("2001:db8::/64")`],
  ] as const) {
    it(`of ${value}`, () =>
      assert.deepEqual(
        cidrWarnings('at', value),
        warnings.map((text) => `at: ${text}`),
      ));
  }
});
