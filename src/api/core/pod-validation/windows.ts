import {
  type FieldError,
  forbidden,
  invalid,
  invalidEach,
  notSupported,
  required,
} from '../../field-error';
import { dnsSubdomainErrors } from '../../names';
import type { PodSpec, SecurityContext, WindowsSecurityContextOptions } from '../../schema/objects';

const CREDENTIAL_KIB = 64;
const DOMAIN_MAX = 256;
const USER_MAX = 104;
const NET_BIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const DOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);

function isControl(text: string): boolean {
  for (const char of text) if (char < ' ' || char === '\u007f') return true;
  return false;
}

function userNameErrors(name: string): string[] {
  if (name === '') return ['runAsUserName cannot be an empty string'];
  if (isControl(name)) return ['runAsUserName cannot contain control characters'];
  const parts = name.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  const user = parts.at(-1) ?? '';
  const domain = parts.length === 2 ? (parts[0] ?? '') : undefined;
  const errors: string[] = [];
  if ((domain ?? '').length >= DOMAIN_MAX) {
    errors.push(`runAsUserName's Domain length must be under ${DOMAIN_MAX} characters`);
  }
  if (domain !== undefined && !NET_BIOS.test(domain) && !DOMAIN.test(domain)) {
    errors.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
  }
  if (user === '') errors.push("runAsUserName's User cannot be empty");
  else if (user.length > USER_MAX) {
    errors.push(`runAsUserName's User length must not be longer than ${USER_MAX} characters`);
  }
  if (/^[. ]+$/.test(user)) {
    errors.push("runAsUserName's User cannot contain only periods or spaces");
  }
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) {
    errors.push('runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]');
  }
  return errors;
}

/** What is wrong with the options for Windows. upstream: validateWindowsSecurityContextOptions */
export function validateWindowsOptions(
  options: WindowsSecurityContextOptions | undefined,
  path: string,
): FieldError[] {
  if (options === undefined) return [];
  const { gmsaCredentialSpecName: name, gmsaCredentialSpec: spec, runAsUserName: user } = options;
  const errors: FieldError[] = [];
  if (name !== undefined) {
    errors.push(...invalidEach(`${path}.gmsaCredentialSpecName`, name, dnsSubdomainErrors(name)));
  }
  if (spec === '') {
    const why = 'gmsaCredentialSpec cannot be an empty string';
    errors.push(invalid(`${path}.gmsaCredentialSpec`, spec, why));
  } else if (spec !== undefined && spec.length > CREDENTIAL_KIB * 1024) {
    const why = `gmsaCredentialSpec size must be under ${CREDENTIAL_KIB} KiB`;
    errors.push(invalid(`${path}.gmsaCredentialSpec`, spec, why));
  }
  if (user === undefined) return errors;
  return [...errors, ...invalidEach(`${path}.runAsUserName`, user, userNameErrors(user))];
}

/** All containers of a Pod with their paths, in upstream's order. upstream: core/pods, VisitContainersWithPath */
export function containersOf(spec: PodSpec, path: string) {
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((list) =>
    (spec[list] ?? []).map((container, index) => ({ container, at: `${path}.${list}[${index}]` })),
  );
}

/** What is wrong with containers that are processes of a Windows host. upstream: validateWindowsHostProcessPod */
export function validateHostProcesses(spec: PodSpec, path: string): FieldError[] {
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess;
  const errors: FieldError[] = [];
  const containers = containersOf(spec, path);
  let count = 0;
  for (const { container, at } of containers) {
    const own = container.securityContext?.windowsOptions?.hostProcess;
    if (own !== undefined && ofPod !== undefined && own !== ofPod) {
      const why = `pod hostProcess value must be identical if both are specified, was ${ofPod}`;
      errors.push(invalid(`${at}.securityContext.windowsOptions.hostProcess`, own, why));
    }
    if ((own ?? ofPod) === true) count++;
  }
  if (count === 0) return errors;
  if (count !== containers.length) {
    const why =
      'If pod contains any hostProcess containers then all containers must be HostProcess containers';
    errors.push(invalid(path, '', why));
  }
  if (spec.hostNetwork !== true) {
    const why = 'hostNetwork must be true if pod contains any hostProcess containers';
    errors.push(invalid(`${path}.hostNetwork`, false, why));
  }
  return errors;
}

const WINDOWS = 'cannot be set for a windows pod';
const NOT_IN_POD = [
  'securityContext.appArmorProfile',
  'securityContext.seLinuxOptions',
  'hostUsers',
  'hostPID',
  'hostIPC',
  'securityContext.seccompProfile',
  'securityContext.fsGroup',
  'securityContext.fsGroupChangePolicy',
  'securityContext.sysctls',
  'shareProcessNamespace',
  'securityContext.runAsUser',
  'securityContext.runAsGroup',
  'securityContext.supplementalGroups',
  'securityContext.supplementalGroupsPolicy',
  'securityContext.seLinuxChangePolicy',
];
const NOT_IN_CONTAINER: readonly (keyof SecurityContext)[] = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

function validateWindows(spec: PodSpec, path: string): FieldError[] {
  const context = (spec.securityContext ?? {}) as Readonly<Record<string, unknown>>;
  const top = spec as unknown as Readonly<Record<string, unknown>>;
  const errors = NOT_IN_POD.filter((field) => {
    const value = field.startsWith('securityContext.')
      ? context[field.slice('securityContext.'.length)]
      : top[field];
    // a boolean without a pointer is set only when it is true
    return value !== undefined && !(value === false && /^host(PID|IPC)$/.test(field));
  }).map((field) => forbidden(`${path}.${field}`, WINDOWS));
  for (const { container, at } of containersOf(spec, path)) {
    for (const field of NOT_IN_CONTAINER) {
      if (container.securityContext?.[field] === undefined) continue;
      errors.push(forbidden(`${at}.securityContext.${field}`, WINDOWS));
    }
  }
  return errors;
}

function validateLinux(spec: PodSpec, path: string): FieldError[] {
  const why = 'windows options cannot be set for a linux pod';
  const errors: FieldError[] = [];
  if (spec.securityContext?.windowsOptions !== undefined) {
    errors.push(forbidden(`${path}.securityContext.windowsOptions`, why));
  }
  for (const { container, at } of containersOf(spec, path)) {
    if (container.securityContext?.windowsOptions === undefined) continue;
    errors.push(forbidden(`${at}.securityContext.windowsOptions`, why));
  }
  return errors;
}

/** What is wrong with the operating system and what it cannot do. upstream: validateOS, validateLinux, validateWindows */
export function validateOs(spec: PodSpec, path: string): FieldError[] {
  const name = spec.os?.name;
  if (name === undefined) return [];
  if (name === '') return [required(`${path}.os.name`, 'cannot be empty')];
  if (name === 'linux') return validateLinux(spec, path);
  if (name === 'windows') return validateWindows(spec, path);
  return [notSupported(`${path}.os`, name, ['linux', 'windows'])];
}
