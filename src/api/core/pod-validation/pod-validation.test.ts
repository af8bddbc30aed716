import { describe, it } from 'node:test';
import { assert } from 'chai';
import { defaultFeatures } from '../../features/feature-gates';
import { formatFieldError } from '../../field-error';
import { deepFreeze, draftOf } from '../../object';
import type { Container, Pod, PodSpec, Volume } from '../../schema/objects';
import { Pods } from '../pod';
import { validateEphemeralUpdate } from './ephemeral';
import { validatePodResize } from './resize';

/** A Pod with all defaults and this in its spec. */
function podWith(change: Partial<PodSpec>): Pod {
  const draft = draftOf({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'default', uid: '1' },
    spec: { containers: [{ name: 'app', image: 'nginx:1', resources: {} }], ...change },
    status: { phase: 'Pending', qosClass: 'BestEffort' },
  });
  Pods.rules.defaults?.(draft as never, defaultFeatures);
  return draft as unknown as Pod;
}

const withContainer = (change: object) =>
  podWith({ containers: [{ name: 'app', image: 'nginx:1', resources: {}, ...change }] });
const withVolume = (change: Partial<Volume>) => podWith({ volumes: [{ name: 'v', ...change }] });

function errorsOf(pod: Pod): string {
  return (Pods.rules.validate?.(pod, defaultFeatures) ?? []).map(formatFieldError).join('; ');
}

const C = 'spec.containers[0]';
const V = 'spec.volumes[0]';

/** What is wrong with a container that has this and nothing else. */
const CONTAINERS: readonly (readonly [change: object, error: string])[] = [
  [{}, ''],
  [{ image: '' }, `${C}.image: Required value`],
  [{ name: '' }, `${C}.name: Required value`],
  [
    { image: ' a' },
    `${C}.image: Invalid value: " a": must not have leading or trailing whitespace`,
  ],
  [
    { terminationMessagePolicy: 'Log' },
    `${C}.terminationMessagePolicy: Unsupported value: "Log": supported values: "File", "FallbackToLogsOnError"`,
  ],
  [
    { restartPolicy: 'Always' },
    `${C}.restartPolicy: Forbidden: may not be set for non-init containers`,
  ],
  [{ ports: [{ containerPort: 0 }] }, `${C}.ports[0].containerPort: Required value`],
  [
    { ports: [{ containerPort: 80, name: 'a--b' }] },
    `${C}.ports[0].name: Invalid value: "a--b": must not contain consecutive hyphens`,
  ],
  [
    {
      ports: [
        { containerPort: 1, hostPort: 9 },
        { containerPort: 2, hostPort: 9 },
      ],
    },
    `${C}.ports[1].hostPort: Duplicate value: "TCP//9"`,
  ],
  [
    { env: [{ name: 'a=b' }] },
    `${C}.env[0].name: Invalid value: "a=b": a valid environment variable name must consist only of printable ASCII characters other than '='`,
  ],
  [
    { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.labels' } } }] },
    `${C}.env[0].valueFrom.fieldRef.fieldPath: Unsupported value: "metadata.labels": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"`,
  ],
  [
    { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.x' } } }] },
    `${C}.env[0].valueFrom.fieldRef.fieldPath: Invalid value: "spec.x": error converting fieldPath: field label not supported: spec.x`,
  ],
  [
    {
      env: [
        { name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '2' } } },
      ],
    },
    `${C}.env[0].valueFrom.resourceFieldRef.divisor: Invalid value: "limits.cpu": only divisor's values 1m and 1 are supported with the cpu resource`,
  ],
  [
    { envFrom: [{}] },
    `${C}.envFrom: Invalid value: "": must specify one of: \`configMapRef\` or \`secretRef\``,
  ],
  [{ volumeMounts: [{ name: 'x', mountPath: '/a' }] }, `${C}.volumeMounts[0].name: Not found: "x"`],
  [
    { volumeDevices: [{ name: 'x', devicePath: '/a' }] },
    `${C}.volumeDevices[0].name: Not found: "x"`,
  ],
  [
    { readinessProbe: { grpc: { port: 0 } } },
    `${C}.readinessProbe.grpc.port: Invalid value: 0: must be between 1 and 65535, inclusive`,
  ],
  [
    { livenessProbe: { exec: { command: ['a'] }, successThreshold: 2 } },
    `${C}.livenessProbe.successThreshold: Invalid value: 2: must be 1`,
  ],
  [
    { readinessProbe: { exec: { command: ['a'] }, terminationGracePeriodSeconds: 1 } },
    `${C}.readinessProbe.terminationGracePeriodSeconds: Invalid value: 1: must not be set for readinessProbes`,
  ],
  [
    { lifecycle: { preStop: { sleep: { seconds: 31 } } } },
    `${C}.lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)`,
  ],
  [
    { resizePolicy: [{ resourceName: 'disk', restartPolicy: 'NotRequired' }] },
    `${C}.resizePolicy: Unsupported value: "disk": supported values: "cpu", "memory"`,
  ],
  [
    { resources: { requests: { 'example.com/gpu': '1' } } },
    `${C}.resources.limits: Required value: Limit must be set for non overcommitable resources`,
  ],
  [
    { resources: { limits: { 'hugepages-2Mi': '2Mi' } } },
    `${C}.resources: Forbidden: HugePages require cpu or memory`,
  ],
  [
    { resources: { limits: { cpu: '1', 'hugepages-2Mi': '3Mi' } } },
    `${C}.resources.limits[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi; ${C}.resources.requests[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi`,
  ],
  [
    { resources: { claims: [{ name: 'c' }] } },
    `${C}.resources.claims[0]: Not found: "c": must be one of the names in pod.spec.resourceClaims which is empty`,
  ],
  [
    { securityContext: { runAsUser: -1 } },
    `${C}.securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive`,
  ],
  [
    { securityContext: { seccompProfile: { type: 'Localhost' } } },
    `${C}.securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost`,
  ],
  [
    { securityContext: { appArmorProfile: { type: 'X' } } },
    `${C}.securityContext.appArmorProfile.type: Unsupported value: "X": supported values: "Localhost", "RuntimeDefault", "Unconfined"`,
  ],
  [
    { securityContext: { procMount: 'Unmasked' } },
    `${C}.securityContext.procMount: Invalid value: "Unmasked": \`hostUsers\` must be false to use \`Unmasked\``,
  ],
];

const VOLUMES: readonly (readonly [change: Partial<Volume>, error: string])[] = [
  [{ emptyDir: {} }, ''],
  [
    { emptyDir: {}, hostPath: { path: '/a' } },
    `${V}.hostPath: Forbidden: may not specify more than 1 volume type`,
  ],
  [
    { hostPath: { path: '/a/../b' } },
    `${V}.hostPath.path: Invalid value: "/a/../b": must not contain '..'`,
  ],
  [{ secret: {} }, `${V}.secret.secretName: Required value`],
  [
    { secret: { secretName: 'a', defaultMode: 512 } },
    `${V}.secret.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive`,
  ],
  [
    { configMap: { name: 'a', items: [{ key: 'k', path: '/x' }] } },
    `${V}.configMap.items[0].path: Invalid value: "/x": must be a relative path`,
  ],
  [
    { nfs: { server: 's', path: 'p' } },
    `${V}.nfs.path: Invalid value: "p": must be an absolute path`,
  ],
  [
    { iscsi: { targetPortal: 'p', iqn: 'x', lun: 0 } },
    `${V}.iscsi.iqn: Invalid value: "x": must be valid format starting with iqn, eui, or naa`,
  ],
  [
    { persistentVolumeClaim: { claimName: '' } },
    `${V}.persistentVolumeClaim.claimName: Required value`,
  ],
  [
    { csi: { driver: '' } },
    `${V}.csi.driver: Required value; ${V}.csi.driver: Invalid value: "": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
  ],
  [
    { downwardAPI: { items: [{ path: 'a' }] } },
    `${V}.downwardAPI: Required value: one of fieldRef and resourceFieldRef is required`,
  ],
  [
    { projected: { sources: [{ secret: { name: 'a' }, configMap: { name: 'b' } }] } },
    `${V}.projected.sources[0]: Forbidden: may not specify more than 1 volume type per source`,
  ],
  [{ ephemeral: {} }, `${V}.ephemeral.volumeClaimTemplate: Required value`],
];

const TERM = { topologyKey: 'zone' };
const SPECS: readonly (readonly [change: Partial<PodSpec>, error: string])[] = [
  [{ containers: [] }, 'spec.containers: Required value'],
  [
    { restartPolicy: 'Sometimes' },
    'spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
  ],
  [
    { dnsPolicy: 'None' },
    'spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None',
  ],
  [
    { hostUsers: false, hostNetwork: true },
    'spec.hostNetwork: Forbidden: when `pod.Spec.HostUsers` is false',
  ],
  [
    { os: { name: 'mac' } },
    'spec.os: Unsupported value: "mac": supported values: "linux", "windows"',
  ],
  [
    { os: { name: 'windows' }, hostUsers: true },
    'spec.hostUsers: Forbidden: cannot be set for a windows pod',
  ],
  [
    { activeDeadlineSeconds: 0 },
    'spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive',
  ],
  [
    { hostAliases: [{ ip: 'x' }] },
    'spec.hostAliases[0].ip: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
  ],
  [
    { readinessGates: [{ conditionType: '' }] },
    "spec.readinessGates[0].conditionType: Invalid value: \"\": name part must be non-empty; spec.readinessGates[0].conditionType: Invalid value: \"\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
  ],
  [
    { schedulingGates: [{ name: 'a' }, { name: 'a' }] },
    'spec.schedulingGates[1]: Duplicate value: "a"',
  ],
  [
    { preemptionPolicy: 'X' },
    'spec.preemptionPolicy: Unsupported value: "X": supported values: "PreemptLowerPriority", "Never"',
  ],
  [
    { resourceClaims: [{ name: 'c' }] },
    'spec.resourceClaims[0]: Invalid value: {"Name":"c","ResourceClaimName":null,"ResourceClaimTemplateName":null}: must specify one of: `resourceClaimName`, `resourceClaimTemplateName`',
  ],
  [
    { securityContext: { sysctls: [{ name: 'net.x', value: '1' }] }, hostNetwork: true },
    'spec.securityContext.sysctls[0].name: Invalid value: "net.x": may not be specified when \'hostNetwork\' is true',
  ],
  [
    { securityContext: { fsGroupChangePolicy: 'X' } },
    'spec.securityContext.fsGroupChangePolicy: Unsupported value: "X": supported values: "Always", "OnRootMismatch"',
  ],
  [
    { resources: { requests: { cpu: '1' }, limits: { cpu: '500m' } } },
    'spec.resources.requests: Invalid value: "1": must be less than or equal to cpu limit of 500m',
  ],
  [
    {
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ ...TERM, matchLabelKeys: ['a'] }],
        },
      },
    },
    'spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys: Forbidden: must not be specified when labelSelector is not set',
  ],
  [
    {
      affinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 101, podAffinityTerm: TERM }],
        },
      },
    },
    'spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 101: must be in the range 1-100',
  ],
  [
    {
      affinity: {
        nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } },
      },
    },
    'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have at least one node selector term',
  ],
  [
    {
      topologySpreadConstraints: [
        { maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'ScheduleAnyway', minDomains: 2 },
      ],
    },
    'spec.topologySpreadConstraints[0].minDomains: Invalid value: 2: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway',
  ],
  [
    { initContainers: [{ name: 'app', image: 'a', resources: {} }] },
    'spec.initContainers[0].name: Duplicate value: "app"',
  ],
  [
    { initContainers: [{ name: 'i', image: 'a', resources: {}, restartPolicy: 'Never' }] },
    'spec.initContainers[0].restartPolicy: Unsupported value: "Never": supported values: "Always"',
  ],
];

describe('the validation of Pods', () => {
  for (const [change, error] of CONTAINERS) {
    it(`container ${JSON.stringify(change)}`, () => {
      assert.equal(errorsOf(withContainer(change)), error);
    });
  }
  for (const [change, error] of VOLUMES) {
    it(`volume ${JSON.stringify(change)}`, () => {
      assert.equal(errorsOf(withVolume(change)), error);
    });
  }
  for (const [change, error] of SPECS) {
    it(`spec ${JSON.stringify(change)}`, () => {
      assert.equal(errorsOf(podWith(change)), error);
    });
  }

  it('judges a frozen spec once', () => {
    const pod = deepFreeze(podWith({}));
    assert.equal(errorsOf(pod), '');
    let reads = 0;
    const spec = new Proxy(pod.spec, {
      get(target, key) {
        reads++;
        return Reflect.get(target, key);
      },
    });
    assert.equal(errorsOf({ ...pod, spec }), '');
    const first = reads;
    assert.isAbove(first, 10);
    assert.equal(errorsOf({ ...pod, spec }), '');
    assert.isBelow(reads - first, first);
  });
});

function updateErrors(pod: Pod, old: Pod): string {
  return (Pods.rules.validateReplacement?.(pod, old, defaultFeatures) ?? [])
    .map(formatFieldError)
    .join('; ');
}

describe('an update of a Pod', () => {
  const gated = podWith({ schedulingGates: [{ name: 'a' }] });
  const cases: readonly (readonly [string, Pod, Pod, string])[] = [
    ['may change an image', podWith({}), withContainer({ image: 'nginx:2' }), ''],
    [
      'may not add a container',
      podWith({}),
      podWith({ containers: [] }),
      'spec.containers: Required value; spec.containers: Forbidden: pod updates may not add or remove containers',
    ],
    [
      'may not lengthen the deadline',
      podWith({ activeDeadlineSeconds: 5 }),
      podWith({ activeDeadlineSeconds: 6 }),
      'spec.activeDeadlineSeconds: Invalid value: 6: must be less than or equal to previous value',
    ],
    [
      'may not take a toleration away',
      podWith({ tolerations: [{ operator: 'Exists' }] }),
      podWith({}),
      'spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds',
    ],
    [
      'may not add a gate',
      gated,
      podWith({ schedulingGates: [{ name: 'a' }, { name: 'b' }] }),
      "spec.schedulingGates[1].name: Forbidden: only deletion is allowed, but found new scheduling gate 'b'",
    ],
    [
      'may add a node selector while gated',
      gated,
      podWith({ schedulingGates: [{ name: 'a' }], nodeSelector: { a: 'b' } }),
      '',
    ],
  ];
  for (const [name, old, pod, error] of cases) {
    it(name, () => assert.equal(updateErrors(pod, old), error));
  }

  it('shows what else it changes', () => {
    const errors = updateErrors(podWith({ hostname: 'b' }), podWith({ hostname: 'a' }));
    assert.match(
      errors,
      /^spec: Forbidden: pod updates may not change fields other than `spec.containers/,
    );
    assert.match(errors, /\n-.*"a"/);
    assert.match(errors, /\n\+.*"b"/);
  });
});

describe('the resize and ephemeralcontainers subresources', () => {
  const sized = (cpu: string): Container => ({
    name: 'app',
    image: 'nginx:1',
    resources: { requests: { cpu } },
  });

  it('may change the CPU of a container, and nothing else', () => {
    const [old, pod] = [
      podWith({ containers: [sized('1')] }),
      podWith({ containers: [sized('2')] }),
    ];
    assert.deepEqual(validatePodResize(pod, old, defaultFeatures), []);
    const other = podWith({ containers: [{ ...sized('2'), image: 'other' }] });
    assert.deepEqual(validatePodResize(other, old, defaultFeatures).map(formatFieldError), [
      'spec: Forbidden: only cpu and memory resources are mutable',
    ]);
  });

  it('may not change what kind of Pod it is', () => {
    const errors = validatePodResize(
      podWith({}),
      podWith({ containers: [sized('1')] }),
      defaultFeatures,
    );
    assert.include(
      errors.map(formatFieldError),
      'spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed',
    );
  });

  it('keeps the ephemeral containers that there are', () => {
    const debug = { name: 'debug', image: 'busybox', resources: {} };
    const old = podWith({ ephemeralContainers: [debug] });
    assert.deepEqual(validateEphemeralUpdate(old, old, defaultFeatures), []);
    assert.deepEqual(
      validateEphemeralUpdate(podWith({}), old, defaultFeatures).map(formatFieldError),
      [
        'spec.ephemeralContainers: Forbidden: existing ephemeral containers "debug" may not be removed\n',
      ],
    );
  });
});
