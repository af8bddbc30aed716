import {
  duplicate,
  type FieldError,
  invalid,
  notSupported,
  required,
  tooLong,
} from '../../field-error';
import { goStruct } from '../../go-value';
import type {
  AppArmorProfile,
  PodSpec,
  SeccompProfile,
  SecurityContext,
} from '../../schema/objects';
import { localDescending } from './paths';
import { validateWindowsOptions } from './windows';

const ID_MAX = 2_147_483_647;
const PROFILE_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const APP_ARMOR_PATH_MAX = 4095;
const SYSCTL_MAX = 253;
const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;

function id(path: string, value: number | undefined): FieldError[] {
  return value === undefined || (value >= 0 && value <= ID_MAX)
    ? []
    : [invalid(path, value, `must be between 0 and ${ID_MAX}, inclusive`)];
}

function oneOf(path: string, value: string | undefined, values: readonly string[]): FieldError[] {
  return value === undefined || values.includes(value) ? [] : [notSupported(path, value, values)];
}

// upstream: core validation, validateSeccompProfileField
function validateSeccomp(profile: SeccompProfile | undefined, path: string): FieldError[] {
  if (profile === undefined) return [];
  const { type, localhostProfile: local } = profile;
  const errors: FieldError[] = [];
  if (type === '') {
    errors.push(required(`${path}.type`, 'type is required when seccompProfile is set'));
  } else errors.push(...oneOf(`${path}.type`, type, PROFILE_TYPES));
  const at = `${path}.localhostProfile`;
  if (type !== 'Localhost') {
    if (local === undefined) return errors;
    const shown = goStruct('io.k8s.api.core.v1.SeccompProfile', profile);
    return [...errors, invalid(at, shown, 'can only be set when seccomp type is Localhost')];
  }
  if (local !== undefined) return [...errors, ...localDescending(at, local)];
  return [...errors, required(at, 'must be set when seccomp type is Localhost')];
}

// upstream: core validation, ValidateAppArmorProfileField
function validateAppArmor(profile: AppArmorProfile | undefined, path: string): FieldError[] {
  if (profile === undefined) return [];
  const { type, localhostProfile: local } = profile;
  if (type === '') {
    return [required(`${path}.type`, 'type is required when appArmorProfile is set')];
  }
  if (!PROFILE_TYPES.includes(type)) return oneOf(`${path}.type`, type, PROFILE_TYPES);
  const at = `${path}.localhostProfile`;
  if (type !== 'Localhost') {
    if (local === undefined) return [];
    return [invalid(at, local, 'can only be set when AppArmor type is Localhost')];
  }
  const errors: FieldError[] = [];
  if (local === undefined || local === '') {
    errors.push(required(at, 'must be set when AppArmor type is Localhost'));
  } else if (local.trim() !== local) {
    errors.push(invalid(at, local, 'must not be padded with whitespace'));
  }
  if ((local ?? '').length > APP_ARMOR_PATH_MAX) errors.push(tooLong(at, APP_ARMOR_PATH_MAX));
  return errors;
}

/** What is wrong with a container's security context. upstream: core validation, ValidateSecurityContext */
export function validateSecurityContext(
  context: SecurityContext,
  path: string,
  hasHostUsers: boolean,
): FieldError[] {
  const { procMount, privileged, allowPrivilegeEscalation, capabilities } = context;
  const errors = [
    ...id(`${path}.runAsUser`, context.runAsUser),
    ...id(`${path}.runAsGroup`, context.runAsGroup),
    ...oneOf(`${path}.procMount`, procMount, ['Default', 'Unmasked']),
  ];
  if (procMount === 'Unmasked' && hasHostUsers) {
    const why = '`hostUsers` must be false to use `Unmasked`';
    errors.push(invalid(`${path}.procMount`, procMount, why));
  }
  errors.push(...validateSeccomp(context.seccompProfile, `${path}.seccompProfile`));
  if (allowPrivilegeEscalation === false) {
    const whole = () => goStruct('io.k8s.api.core.v1.SecurityContext', context);
    const but = (what: string) => `cannot set \`allowPrivilegeEscalation\` to false and ${what}`;
    if (privileged === true) {
      errors.push(invalid(path, whole(), but('`privileged` to true')));
    }
    if (capabilities?.add?.includes('CAP_SYS_ADMIN')) {
      errors.push(invalid(path, whole(), but('`capabilities.Add` CAP_SYS_ADMIN')));
    }
  }
  return [
    ...errors,
    ...validateWindowsOptions(context.windowsOptions, `${path}.windowsOptions`),
    ...validateAppArmor(context.appArmorProfile, `${path}.appArmorProfile`),
  ];
}

/** The namespace of the kernel that a sysctl belongs to, if it has one of its own. */
function sysctlNamespace(name: string): 'net' | 'ipc' | undefined {
  const dotted = name.replace(/\//g, '.');
  if (dotted.startsWith('net.')) return 'net';
  return /^(kernel\.(shm|msg|sem$)|fs\.mqueue\.)/.test(dotted) ? 'ipc' : undefined;
}

function validateSysctls(spec: PodSpec, path: string): FieldError[] {
  const seen = new Set<string>();
  return (spec.securityContext?.sysctls ?? []).flatMap(({ name }, index) => {
    const at = `${path}[${index}].name`;
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(at));
    else if (name.length > SYSCTL_MAX || !SYSCTL.test(name)) {
      const why = `must have at most ${SYSCTL_MAX} characters and match regex ${SYSCTL.source.replace(/\[\.\/\]/, '[\\./]')}`;
      errors.push(invalid(at, name, why));
    } else if (seen.has(name)) errors.push(duplicate(at, name));
    seen.add(name);
    const namespace = sysctlNamespace(name);
    if (namespace === 'net' && spec.hostNetwork === true) {
      errors.push(invalid(at, name, "may not be specified when 'hostNetwork' is true"));
    } else if (namespace === 'ipc' && spec.hostIPC === true) {
      errors.push(invalid(at, name, "may not be specified when 'hostIPC' is true"));
    }
    return errors;
  });
}

/** What is wrong with the Pod's security context. upstream: core validation, validatePodSpecSecurityContext */
export function validatePodSecurityContext(spec: PodSpec, path: string): FieldError[] {
  const context = spec.securityContext ?? {};
  const { supplementalGroups = [] } = context;
  const errors = [
    ...id(`${path}.fsGroup`, context.fsGroup),
    ...id(`${path}.runAsUser`, context.runAsUser),
    ...id(`${path}.runAsGroup`, context.runAsGroup),
    ...supplementalGroups.flatMap((group, i) => id(`${path}.supplementalGroups[${i}]`, group)),
  ];
  if (spec.shareProcessNamespace === true && spec.hostPID === true) {
    const why = 'ShareProcessNamespace and HostPID cannot both be enabled';
    errors.push(invalid(`${path}.shareProcessNamespace`, true, why));
  }
  return [
    ...errors,
    ...validateSysctls(spec, `${path}.sysctls`),
    ...oneOf(`${path}.fsGroupChangePolicy`, context.fsGroupChangePolicy, [
      'Always',
      'OnRootMismatch',
    ]),
    ...validateSeccomp(context.seccompProfile, `${path}.seccompProfile`),
    ...validateWindowsOptions(context.windowsOptions, `${path}.windowsOptions`),
    ...validateAppArmor(context.appArmorProfile, `${path}.appArmorProfile`),
    ...oneOf(`${path}.supplementalGroupsPolicy`, context.supplementalGroupsPolicy, [
      'Merge',
      'Strict',
    ]),
    ...oneOf(`${path}.seLinuxChangePolicy`, context.seLinuxChangePolicy, [
      'MountOption',
      'Recursive',
    ]),
  ];
}
