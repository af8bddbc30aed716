import type { LifecycleHandler, Probe, SELinuxOptions } from '../schema/objects';
import {
  type Check,
  type CheckedPod,
  containerList,
  containersOf,
  distinct,
  namesWhere,
  plural,
  quoted,
  setters,
  type Violation,
} from './check';

// upstream: pod-security-admission/policy; each check says there what it is for

const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const PROFILES = ['RuntimeDefault', 'Localhost'];

function appArmor(pod: CheckedPod): Violation | undefined {
  const own = pod.spec.securityContext?.appArmorProfile?.type;
  const isBad = (type: string | undefined) => type !== undefined && !PROFILES.includes(type);
  const containers = containersOf(pod).filter(({ securityContext }) =>
    isBad(securityContext?.appArmorProfile?.type),
  );
  const annotations = Object.entries(pod.annotations)
    .filter(
      ([key, value]) =>
        key.startsWith(APP_ARMOR) && !/^$|^runtime\/default$|^localhost\//.test(value),
    )
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .sort();
  const types = containers.map(
    ({ securityContext }) => securityContext?.appArmorProfile?.type ?? '',
  );
  const values = [...distinct(isBad(own) ? [own ?? '', ...types] : types), ...annotations];
  if (values.length === 0) return undefined;
  const who = [
    setters(
      isBad(own),
      containers.map(({ name }) => name),
    ),
  ].filter((text) => text !== '');
  if (annotations.length > 0) who.push(plural('annotation', 'annotations', annotations.length));
  return {
    reason: plural('forbidden AppArmor profile', 'forbidden AppArmor profiles', values.length),
    detail: `${who.join(' and ')} must not set AppArmor profile type to ${quoted(values)}`,
  };
}

const DEFAULT_CAPABILITIES = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  ),
);

function capabilities(pod: CheckedPod): Violation | undefined {
  const added = new Set<string>();
  const names = namesWhere(pod, ({ capabilities: given }) => {
    const beyond = (given?.add ?? []).filter((each) => !DEFAULT_CAPABILITIES.has(each));
    for (const each of beyond) added.add(each);
    return beyond.length > 0;
  });
  if (names.length === 0) return undefined;
  return {
    reason: 'non-default capabilities',
    detail: `${containerList(names)} must not include ${quoted(distinct(added))} in securityContext.capabilities.add`,
  };
}

function hostNamespaces({ spec }: CheckedPod): Violation | undefined {
  const shared = (['hostIPC', 'hostNetwork', 'hostPID'] as const).filter(
    (name) => spec[name] === true,
  );
  if (shared.length === 0) return undefined;
  const detail = shared.map((name) => `${name}=true`).join(', ');
  return { reason: 'host namespaces', detail };
}

function hostPathVolumes({ spec }: CheckedPod): Violation | undefined {
  const names = (spec.volumes ?? [])
    .filter((volume) => volume.hostPath !== undefined)
    .map(({ name }) => name);
  if (names.length === 0) return undefined;
  return {
    reason: 'hostPath volumes',
    detail: `${plural('volume', 'volumes', names.length)} ${quoted(names)}`,
  };
}

function hostPorts(pod: CheckedPod): Violation | undefined {
  const ports = new Set<string>();
  const names = namesWhere(pod, (_context, container) => {
    const found = (container.ports ?? [])
      .map(({ hostPort = 0 }) => hostPort)
      .filter((port) => port !== 0);
    for (const port of found) ports.add(String(port));
    return found.length > 0;
  });
  if (names.length === 0) return undefined;
  const uses = plural('uses', 'use', names.length);
  const word = plural('hostPort', 'hostPorts', ports.size);
  return {
    reason: 'hostPort',
    detail: `${containerList(names)} ${uses} ${word} ${distinct(ports).join(', ')}`,
  };
}

function hostsOf(handler: Probe | LifecycleHandler | undefined): readonly string[] {
  const hosts = [handler?.httpGet?.host, handler?.tcpSocket?.host];
  return hosts.filter((host) => host !== undefined && host !== '') as string[];
}

function probeHosts(pod: CheckedPod): Violation | undefined {
  const hosts = new Set<string>();
  const names = namesWhere(pod, (_context, container) => {
    const { livenessProbe, readinessProbe, startupProbe, lifecycle } = container;
    const handlers = [
      livenessProbe,
      readinessProbe,
      startupProbe,
      lifecycle?.postStart,
      lifecycle?.preStop,
    ];
    const found = handlers.flatMap(hostsOf);
    for (const host of found) hosts.add(host);
    return found.length > 0;
  });
  if (names.length === 0) return undefined;
  const uses = plural('uses', 'use', names.length);
  const word = plural('probe or lifecycle host', 'probe or lifecycle hosts', hosts.size);
  return {
    reason: 'probe or lifecycle host',
    detail: `${containerList(distinct(names))} ${uses} ${word} ${quoted(distinct(hosts))}`,
  };
}

function privileged(pod: CheckedPod): Violation | undefined {
  const names = namesWhere(pod, (context) => context.privileged === true);
  if (names.length === 0) return undefined;
  return {
    reason: 'privileged',
    detail: `${containerList(names)} must not set securityContext.privileged=true`,
  };
}

function procMount(pod: CheckedPod): Violation | undefined {
  const types = new Set<string>();
  const names = namesWhere(pod, ({ procMount: type = 'Default' }) => {
    if (type !== 'Default') types.add(type);
    return type !== 'Default';
  });
  if (names.length === 0) return undefined;
  return {
    reason: 'procMount',
    detail: `${containerList(names)} must not set securityContext.procMount to ${quoted(distinct(types))}`,
  };
}

const SELINUX_TYPES = ['', 'container_t', 'container_init_t', 'container_kvm_t'];

function seLinux(allowed: readonly string[]) {
  return (pod: CheckedPod): Violation | undefined => {
    const types = new Set<string>();
    const others = new Set<string>();
    const isBad = (options: SELinuxOptions | undefined): boolean => {
      const { type = '', user = '', role = '' } = options ?? {};
      if (!allowed.includes(type)) types.add(type);
      if (user !== '') others.add('user may not be set');
      if (role !== '') others.add('role may not be set');
      return !allowed.includes(type) || user !== '' || role !== '';
    };
    const isPod = isBad(pod.spec.securityContext?.seLinuxOptions);
    const who = setters(
      isPod,
      namesWhere(pod, ({ seLinuxOptions }) => isBad(seLinuxOptions)),
    );
    if (who === '') return undefined;
    const words =
      types.size === 0 ? [] : [`${plural('type', 'types', types.size)} ${quoted(distinct(types))}`];
    const data = [...words, ...others].join('; ');
    return {
      reason: 'seLinuxOptions',
      detail: `${who} set forbidden securityContext.seLinuxOptions: ${data}`,
    };
  };
}

const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';

function seccompAnnotations(pod: CheckedPod): Violation | undefined {
  const keys = [SECCOMP_POD, ...containersOf(pod).map(({ name }) => `${SECCOMP_CONTAINER}${name}`)];
  const bad = keys.flatMap((key) => {
    const value = pod.annotations[key];
    if (value === undefined || /^(runtime|docker)\/default$|^localhost\//.test(value)) return [];
    return [`${key}=${JSON.stringify(value)}`];
  });
  if (bad.length === 0) return undefined;
  const list = distinct(bad);
  return {
    reason: 'seccompProfile',
    detail: `forbidden ${plural('annotation', 'annotations', list.length)} ${list.join(', ')}`,
  };
}

/** Profiles that somebody set, and that are neither the runtime's nor a file's. */
export function forbiddenSeccomp(pod: CheckedPod): Violation | undefined {
  const values = new Set<string>();
  const isBad = (type: string | undefined): boolean => {
    if (type === undefined || PROFILES.includes(type)) return false;
    values.add(type);
    return true;
  };
  const isPod = isBad(pod.spec.securityContext?.seccompProfile?.type);
  const who = setters(
    isPod,
    namesWhere(pod, ({ seccompProfile }) => isBad(seccompProfile?.type)),
  );
  if (who === '') return undefined;
  return {
    reason: 'seccompProfile',
    detail: `${who} must not set securityContext.seccompProfile.type to ${quoted(distinct(values))}`,
  };
}

const SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
];
const SYSCTLS_27 = [...SYSCTLS, 'net.ipv4.ip_local_reserved_ports'];
const SYSCTLS_29 = [
  ...SYSCTLS_27,
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
];
const SYSCTLS_32 = [...SYSCTLS_29, 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'];

function sysctls(allowed: readonly string[]) {
  return ({ spec }: CheckedPod): Violation | undefined => {
    const names = (spec.securityContext?.sysctls ?? []).map(({ name }) => name);
    const bad = names.filter((name) => !allowed.includes(name));
    return bad.length === 0 ? undefined : { reason: 'forbidden sysctls', detail: bad.join(', ') };
  };
}

function windowsHostProcess(pod: CheckedPod): Violation | undefined {
  const isPod = pod.spec.securityContext?.windowsOptions?.hostProcess === true;
  const names = namesWhere(pod, ({ windowsOptions }) => windowsOptions?.hostProcess === true);
  const who = setters(isPod, names);
  if (who === '') return undefined;
  return {
    reason: 'hostProcess',
    detail: `${who} must not set securityContext.windowsOptions.hostProcess=true`,
  };
}

/** What the level "baseline" forbids, in the order in which it is told. */
export const baselineChecks: readonly Check[] = [
  { name: 'appArmorProfile', versions: [[0, appArmor]] },
  { name: 'capabilities_baseline', versions: [[0, capabilities]] },
  { name: 'hostNamespaces', versions: [[0, hostNamespaces]] },
  { name: 'hostPathVolumes', versions: [[0, hostPathVolumes]] },
  { name: 'hostPorts', versions: [[0, hostPorts]] },
  { name: 'hostProbesAndHostLifecycle', versions: [[34, probeHosts]] },
  { name: 'privileged', versions: [[0, privileged]] },
  { name: 'procMount', versions: [[0, procMount]] },
  {
    name: 'seLinuxOptions',
    versions: [
      [0, seLinux(SELINUX_TYPES)],
      [31, seLinux([...SELINUX_TYPES, 'container_engine_t'])],
    ],
  },
  {
    name: 'seccompProfile_baseline',
    versions: [
      [0, seccompAnnotations],
      [19, forbiddenSeccomp],
    ],
  },
  {
    name: 'sysctls',
    versions: [
      [0, sysctls(SYSCTLS)],
      [27, sysctls(SYSCTLS_27)],
      [29, sysctls(SYSCTLS_29)],
      [32, sysctls(SYSCTLS_32)],
    ],
  },
  { name: 'windowsHostProcess', versions: [[0, windowsHostProcess]] },
];
