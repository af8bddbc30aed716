import type { FeatureGates } from '../../features/feature-gates';
import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  invalidEach,
  notFound,
  notSupported,
  required,
} from '../../field-error';
import { dnsLabelErrors, portErrors, portNameErrors } from '../../names';
import type { Container, ContainerPort, EphemeralContainer, PodSpec } from '../../schema/objects';
import { validateEnv, validateEnvFrom } from './env';
import { validateDevices, validateMounts } from './mounts';
import { PROBES, validateLifecycle, validateProbe } from './probes';
import { validateResources } from './resources';
import { validateInitRestart, validateRestart } from './restart';
import { validateSecurityContext } from './security';
import { validateStopSignal } from './stop-signal';
import type { Volumes } from './volumes';

/** What containers are judged by beside themselves. */
export interface Surroundings {
  readonly spec: PodSpec;
  readonly volumes: Volumes;
  readonly claims: ReadonlySet<string>;
  readonly features: FeatureGates;
}

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError'];

// upstream: core validation, validateContainerPorts
function validatePorts(ports: readonly ContainerPort[], path: string): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap(({ name = '', containerPort, hostPort = 0, protocol = '' }, index) => {
    const at = `${path}[${index}]`;
    const errors: FieldError[] = [];
    const nameErrors = name === '' ? [] : portNameErrors(name);
    errors.push(...invalidEach(`${at}.name`, name, nameErrors));
    if (name !== '' && nameErrors.length === 0 && names.has(name)) {
      errors.push(duplicate(`${at}.name`, name));
    }
    names.add(name);
    const field = `${at}.containerPort`;
    if (containerPort === 0) errors.push(required(field));
    else errors.push(...invalidEach(field, containerPort, portErrors(containerPort)));
    if (hostPort !== 0)
      errors.push(...invalidEach(`${at}.hostPort`, hostPort, portErrors(hostPort)));
    if (protocol === '') errors.push(required(`${at}.protocol`));
    else if (!PROTOCOLS.includes(protocol)) {
      errors.push(notSupported(`${at}.protocol`, protocol, PROTOCOLS));
    }
    return errors;
  });
}

/** Blames a host port that is taken twice. upstream: core validation, AccumulateUniqueHostPorts */
function hostPortsTakenTwice(containers: readonly Container[], path: string): FieldError[] {
  const seen = new Set<string>();
  return containers.flatMap(({ ports = [] }, index) =>
    ports.flatMap(({ hostPort = 0, hostIP = '', protocol = '' }, port) => {
      if (hostPort === 0) return [];
      const key = `${protocol}/${hostIP}/${hostPort}`;
      if (seen.has(key)) return [duplicate(`${path}[${index}].ports[${port}].hostPort`, key)];
      seen.add(key);
      return [];
    }),
  );
}

// upstream: core validation, validateResizePolicy; the list is blamed for what an item lacks
function validateResizePolicy(
  policies: NonNullable<Container['resizePolicy']>,
  isNever: boolean,
  path: string,
): FieldError[] {
  const seen = new Set<string>();
  return policies.flatMap(({ resourceName, restartPolicy }, index) => {
    const errors: FieldError[] = [];
    if (seen.has(resourceName)) errors.push(duplicate(`${path}[${index}]`, resourceName));
    seen.add(resourceName);
    const choices: readonly (readonly [string, readonly string[]])[] = [
      [resourceName, ['cpu', 'memory']],
      [restartPolicy, ['NotRequired', 'RestartContainer']],
    ];
    for (const [value, values] of choices) {
      if (value === '') errors.push(required(path));
      else if (!values.includes(value)) errors.push(notSupported(path, value, values));
    }
    if (isNever && restartPolicy !== 'NotRequired') {
      const why = "must be 'NotRequired' when `restartPolicy` is 'Never'";
      errors.push(invalid(path, restartPolicy, why));
    }
    return errors;
  });
}

/** What is wrong with any container. upstream: core validation, validateContainerCommon */
export function validateContainer(
  container: Container,
  { spec, volumes, claims, features }: Surroundings,
  path: string,
): FieldError[] {
  const {
    name,
    image = '',
    terminationMessagePolicy: messages = '',
    imagePullPolicy = '',
  } = container;
  const errors: FieldError[] = [];
  if (name === '') errors.push(required(`${path}.name`));
  else errors.push(...invalidEach(`${path}.name`, name, dnsLabelErrors(name)));
  if (image === '') errors.push(required(`${path}.image`));
  if (messages === '') errors.push(required(`${path}.terminationMessagePolicy`));
  else if (!MESSAGE_POLICIES.includes(messages)) {
    errors.push(notSupported(`${path}.terminationMessagePolicy`, messages, MESSAGE_POLICIES));
  }
  errors.push(
    ...validatePorts(container.ports ?? [], `${path}.ports`),
    ...validateEnv(container.env ?? [], `${path}.env`, features),
    ...validateEnvFrom(container.envFrom ?? [], `${path}.envFrom`),
    ...validateMounts(container, volumes, `${path}.volumeMounts`),
    ...validateDevices(container, volumes, `${path}.volumeDevices`),
  );
  if (imagePullPolicy === '') errors.push(required(`${path}.imagePullPolicy`));
  else if (!PULL_POLICIES.includes(imagePullPolicy)) {
    errors.push(notSupported(`${path}.imagePullPolicy`, imagePullPolicy, PULL_POLICIES));
  }
  const isNever = spec.restartPolicy === 'Never';
  errors.push(
    ...validateResources(container.resources ?? {}, claims, `${path}.resources`),
    ...validateResizePolicy(container.resizePolicy ?? [], isNever, `${path}.resizePolicy`),
  );
  if (container.securityContext === undefined) return errors;
  const at = `${path}.securityContext`;
  return [
    ...errors,
    ...validateSecurityContext(container.securityContext, at, spec.hostUsers !== false),
  ];
}

function validateHooks(container: Container, spec: PodSpec, path: string): FieldError[] {
  const grace = spec.terminationGracePeriodSeconds;
  const errors: FieldError[] = [];
  if (container.lifecycle !== undefined) {
    const at = `${path}.lifecycle`;
    errors.push(...validateLifecycle(container.lifecycle, grace, at));
    const { stopSignal } = container.lifecycle;
    errors.push(...validateStopSignal(stopSignal, spec.os?.name, `${at}.stopSignal`));
  }
  for (const type of PROBES) {
    const probe = container[type];
    if (probe !== undefined) errors.push(...validateProbe(probe, type, grace, `${path}.${type}`));
  }
  return errors;
}

/** What is wrong with the containers that run. upstream: core validation, validateContainers */
export function validateContainers(around: Surroundings, path: string): FieldError[] {
  const { containers } = around.spec;
  if (containers.length === 0) return [required(path)];
  const names = new Set<string>();
  const errors = containers.flatMap((container, index) => {
    const at = `${path}[${index}]`;
    const found = validateContainer(container, around, at);
    if (names.has(container.name)) found.push(duplicate(`${at}.name`, container.name));
    names.add(container.name);
    found.push(...validateHooks(container, around.spec, at));
    found.push(...validateRestart(container, at, around.features));
    return found;
  });
  return [...errors, ...hostPortsTakenTwice(containers, path)];
}

/** What is wrong with the containers that run before the others. upstream: validateInitContainers */
export function validateInitContainers(around: Surroundings, path: string): FieldError[] {
  const { spec } = around;
  const names = new Set(spec.containers.map(({ name }) => name));
  return (spec.initContainers ?? []).flatMap((container, index) => {
    const at = `${path}[${index}]`;
    const { name, restartPolicy } = container;
    const errors = validateContainer(container, around, at);
    errors.push(...validateInitRestart(container, at, around.features));
    if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
    else if (name !== '') names.add(name);
    // upstream counts from 0 for each init container
    errors.push(...hostPortsTakenTwice([container], path));
    if (restartPolicy === 'Always') return [...errors, ...validateHooks(container, spec, at)];
    for (const field of ['lifecycle', ...PROBES] as const) {
      if (container[field] === undefined) continue;
      const why = 'may not be set for init containers without restartPolicy=Always';
      errors.push(forbidden(`${at}.${field}`, why));
    }
    return errors;
  });
}

const NOT_EPHEMERAL = 'cannot be set for an Ephemeral Container';
const REFUSED: readonly (keyof EphemeralContainer)[] = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
];

/** What is wrong with the containers that were added for debugging. upstream: validateEphemeralContainers */
export function validateEphemeralContainers(around: Surroundings, path: string): FieldError[] {
  const { spec } = around;
  const others = new Set(
    [...spec.containers, ...(spec.initContainers ?? [])].map(({ name }) => name),
  );
  const names = new Set(others);
  return (spec.ephemeralContainers ?? []).flatMap((container, index) => {
    const at = `${path}[${index}]`;
    const { name, targetContainerName: target = '', volumeMounts = [] } = container;
    const errors = [...validateContainer(container, around, at), ...imageErrors(container, at)];
    if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
    names.add(name);
    if (target !== '' && !others.has(target)) {
      errors.push(notFound(`${at}.targetContainerName`, target));
    }
    for (const field of REFUSED) {
      const value = container[field];
      if (value === undefined || Object.keys(value).length === 0) continue;
      errors.push(forbidden(`${at}.${field}`, NOT_EPHEMERAL));
    }
    volumeMounts.forEach((mount, i) => {
      for (const field of ['subPath', 'subPathExpr'] as const) {
        if (mount[field])
          errors.push(forbidden(`${at}.volumeMounts[${i}].${field}`, NOT_EPHEMERAL));
      }
    });
    return errors;
  });
}

/** What only a Pod minds, not its template. upstream: core validation, validateContainerOnlyForPod */
export function imageErrors({ image = '' }: Container, path: string): FieldError[] {
  return image === image.trim()
    ? []
    : [invalid(`${path}.image`, image, 'must not have leading or trailing whitespace')];
}
