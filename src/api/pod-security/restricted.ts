import { forbiddenSeccomp } from './baseline';
import {
  type Check,
  type CheckedPod,
  containerList,
  distinct,
  namesWhere,
  plural,
  quoted,
  setters,
  type Violation,
} from './check';

// upstream: pod-security-admission/policy

type Look = (pod: CheckedPod) => Violation | undefined;

/** Windows has no such thing. */
const onLinux =
  (look: Look): Look =>
  (pod) =>
    (pod.spec.os as { readonly name?: string } | undefined)?.name === 'windows'
      ? undefined
      : look(pod);

function privilegeEscalation(pod: CheckedPod): Violation | undefined {
  const names = namesWhere(pod, (context) => context.allowPrivilegeEscalation !== false);
  if (names.length === 0) return undefined;
  return {
    reason: 'allowPrivilegeEscalation != false',
    detail: `${containerList(names)} must set securityContext.allowPrivilegeEscalation=false`,
  };
}

function capabilities(pod: CheckedPod): Violation | undefined {
  const added = new Set<string>();
  const keeping = namesWhere(pod, (context) => !context.capabilities?.drop?.includes('ALL'));
  const adding = namesWhere(pod, (context) => {
    const beyond = (context.capabilities?.add ?? []).filter((each) => each !== 'NET_BIND_SERVICE');
    for (const each of beyond) added.add(each);
    return beyond.length > 0;
  });
  const details: string[] = [];
  if (keeping.length > 0) {
    details.push(`${containerList(keeping)} must set securityContext.capabilities.drop=["ALL"]`);
  }
  if (adding.length > 0) {
    details.push(
      `${containerList(adding)} must not include ${quoted(distinct(added))} in securityContext.capabilities.add`,
    );
  }
  if (details.length === 0) return undefined;
  return { reason: 'unrestricted capabilities', detail: details.join('; ') };
}

const FREE_VOLUMES = new Set(
  'configMap csi downwardAPI emptyDir ephemeral persistentVolumeClaim projected secret'.split(' '),
);
const OTHER_VOLUMES = new Set(
  'hostPath gcePersistentDisk awsElasticBlockStore gitRepo nfs iscsi glusterfs rbd flexVolume cinder cephfs flocker fc azureFile vsphereVolume quobyte azureDisk photonPersistentDisk portworxVolume scaleIO storageos'.split(
    ' ',
  ),
);

function volumes({ spec }: CheckedPod): Violation | undefined {
  const bad = (spec.volumes ?? []).filter(
    (volume) => !Object.keys(volume).some((source) => FREE_VOLUMES.has(source)),
  );
  if (bad.length === 0) return undefined;
  const types = distinct(
    bad.map(
      (volume) => Object.keys(volume).find((source) => OTHER_VOLUMES.has(source)) ?? 'unknown',
    ),
  );
  const names = `${plural('volume', 'volumes', bad.length)} ${quoted(bad.map(({ name }) => name))}`;
  const word = plural('restricted volume type', 'restricted volume types', types.length);
  return {
    reason: 'restricted volume types',
    detail: `${names} ${plural('uses', 'use', bad.length)} ${word} ${quoted(types)}`,
  };
}

function runAsNonRoot(pod: CheckedPod): Violation | undefined {
  const reason = 'runAsNonRoot != true';
  const own = pod.spec.securityContext?.runAsNonRoot;
  const who = setters(
    own === false,
    namesWhere(pod, (context) => context.runAsNonRoot === false),
  );
  if (who !== '')
    return { reason, detail: `${who} must not set securityContext.runAsNonRoot=false` };
  const open = own === true ? [] : namesWhere(pod, (context) => context.runAsNonRoot === undefined);
  if (open.length === 0) return undefined;
  return {
    reason,
    detail: `pod or ${containerList(open)} must set securityContext.runAsNonRoot=true`,
  };
}

function runAsUser(pod: CheckedPod): Violation | undefined {
  const isPod = pod.spec.securityContext?.runAsUser === 0;
  const who = setters(
    isPod,
    namesWhere(pod, (context) => context.runAsUser === 0),
  );
  return who === ''
    ? undefined
    : { reason: 'runAsUser=0', detail: `${who} must not set runAsUser=0` };
}

function seccomp(pod: CheckedPod): Violation | undefined {
  const explicit = forbiddenSeccomp(pod);
  if (explicit !== undefined || pod.spec.securityContext?.seccompProfile !== undefined)
    return explicit;
  const open = namesWhere(pod, (context) => context.seccompProfile === undefined);
  if (open.length === 0) return undefined;
  return {
    reason: 'seccompProfile',
    detail: `pod or ${containerList(open)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
  };
}

/** What the level "restricted" forbids beside, in the order in which it is told. */
export const restrictedChecks: readonly Check[] = [
  {
    name: 'allowPrivilegeEscalation',
    versions: [
      [8, privilegeEscalation],
      [25, onLinux(privilegeEscalation)],
    ],
  },
  {
    name: 'capabilities_restricted',
    covers: 'capabilities_baseline',
    versions: [
      [22, capabilities],
      [25, onLinux(capabilities)],
    ],
  },
  { name: 'restrictedVolumes', covers: 'hostPathVolumes', versions: [[0, volumes]] },
  { name: 'runAsNonRoot', versions: [[0, runAsNonRoot]] },
  { name: 'runAsUser', versions: [[23, runAsUser]] },
  {
    name: 'seccompProfile_restricted',
    covers: 'seccompProfile_baseline',
    versions: [
      [19, seccomp],
      [25, onLinux(seccomp)],
    ],
  },
];
