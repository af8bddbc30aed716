import type { Pod, PodSpec, SecurityContext } from '../../api/schema/objects';
import { CommandError } from '../errors';
import type { Flags } from '../flags';

/** Where a debugging container runs: in the Pod itself, in a copy of it, or in a Pod of its own on a node. */
export type DebugStyle = 'ephemeral' | 'copy' | 'node';

/** What a profile grants to a debugging container, and what it does to the Pod around it. */
interface Profile {
  security(old: SecurityContext | undefined, style: DebugStyle): SecurityContext | undefined;
  /** On a node: with its root at /host, and in its namespaces. */
  readonly hostRoot?: boolean;
  readonly hostNamespaces?: boolean;
  /** A copy is left alone: without probes, and its containers see each other. */
  readonly isolates?: boolean;
}

function adding(old: SecurityContext | undefined, ...added: readonly string[]): SecurityContext {
  const { capabilities } = old ?? {};
  return {
    ...old,
    capabilities: { ...capabilities, add: [...(capabilities?.add ?? []), ...added] },
  };
}

/** upstream: kubectl debug, profiles */
const PROFILES: Readonly<Record<string, Profile>> = {
  legacy: { security: (old) => old, hostRoot: true, hostNamespaces: true },
  general: {
    security: (old, style) => (style === 'node' ? undefined : adding(old, 'SYS_PTRACE')),
    hostRoot: true,
    hostNamespaces: true,
    isolates: true,
  },
  baseline: { security: () => undefined, isolates: true },
  restricted: {
    security: () => ({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    }),
    isolates: true,
  },
  netadmin: {
    security: (old) => adding(old, 'NET_ADMIN', 'NET_RAW'),
    hostNamespaces: true,
    isolates: true,
  },
  sysadmin: {
    security: (old) => ({ ...old, privileged: true }),
    hostRoot: true,
    hostNamespaces: true,
    isolates: true,
  },
};

/** The profile of a name; the command fails when there is none. */
export function profileNamed(name: string): Profile {
  const profile = PROFILES[name];
  if (profile === undefined) throw new CommandError(`unknown profile: ${name}`);
  return profile;
}

const ROOT = 'host-root';

/** A Pod on a node, with what the profile lets its first container see of the node. */
export function onNode(profile: Profile, spec: PodSpec): PodSpec {
  const [first, ...others] = spec.containers;
  if (first === undefined) return spec;
  const mount = { mountPath: '/host', name: ROOT };
  const withRoot = profile.hostRoot === true;
  return {
    ...spec,
    containers: [withRoot ? { ...first, volumeMounts: [mount] } : first, ...others],
    ...(withRoot ? { volumes: [{ name: ROOT, hostPath: { path: '/' } }] } : {}),
    ...(profile.hostNamespaces === true ? { hostIPC: true, hostNetwork: true, hostPID: true } : {}),
  };
}

/** The metadata and the spec of a copy, without what the flags do not keep. */
export function isolated(
  profile: Profile,
  { labels, annotations }: Pod['metadata'],
  spec: PodSpec,
  flags: Flags,
): { readonly metadata: Partial<Pod['metadata']>; readonly spec: PodSpec } {
  const keeps = (what: string) => flags.boolean(`keep-${what}`);
  const isAlone = profile.isolates === true;
  const metadata = {
    ...(isAlone && keeps('labels') && labels ? { labels } : {}),
    ...((!isAlone || keeps('annotations')) && annotations ? { annotations } : {}),
  };
  if (!isAlone) return { metadata, spec };
  const containers = spec.containers.map((container) => {
    const { livenessProbe, readinessProbe, startupProbe, ...rest } = container;
    return {
      ...rest,
      ...(keeps('liveness') && livenessProbe ? { livenessProbe } : {}),
      ...(keeps('readiness') && readinessProbe ? { readinessProbe } : {}),
      ...(keeps('startup') && startupProbe ? { startupProbe } : {}),
    };
  });
  const { initContainers, ...others } = spec;
  return {
    metadata,
    spec: {
      ...others,
      containers,
      shareProcessNamespace: spec.shareProcessNamespace ?? true,
      ...(keeps('init-containers') && initContainers ? { initContainers } : {}),
    },
  };
}
