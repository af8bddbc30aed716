import {
  duplicate,
  type FieldError,
  invalid,
  notFound,
  notSupported,
  required,
} from '../field-error';
import {
  dnsLabelErrors,
  dnsSubdomainErrors,
  labelValueErrors,
  qualifiedNameErrors,
} from '../names';
import { milliValue } from '../quantity';
import type {
  Container,
  ContainerPort,
  LabelSelector,
  ObjectMeta,
  PodSpec,
  Probe,
  ResourceRequirements,
  Toleration,
  TopologySpreadConstraint,
  Volume,
} from '../schema/objects';

const validated = new WeakSet<object>();

/** Everything that is wrong with a Pod's or a template's spec. Parts that are frozen and were found right before are not looked at again. */
export function validatePodSpec(
  spec: PodSpec,
  path: string,
  _metadata?: Partial<ObjectMeta>,
): FieldError[] {
  const errors: FieldError[] = [];
  const volumes = new Set((spec.volumes ?? []).map(({ name }) => name));
  errors.push(...once(spec.volumes, (list) => validateVolumes(list, `${path}.volumes`)));
  errors.push(
    ...once(spec.containers, (list) =>
      validateContainers(list, `${path}.containers`, volumes, false),
    ),
  );
  errors.push(
    ...once(spec.initContainers, (list) =>
      validateContainers(list, `${path}.initContainers`, volumes, true),
    ),
  );
  if (spec.containers.length === 0) errors.push(required(`${path}.containers`));
  errors.push(...validateScalars(spec, path));
  errors.push(
    ...once(spec.tolerations, (list) => validateTolerations(list, `${path}.tolerations`)),
  );
  errors.push(
    ...once(spec.topologySpreadConstraints, (list) =>
      validateSpread(list, `${path}.topologySpreadConstraints`),
    ),
  );
  return errors;
}

function once<T extends object>(
  part: T | undefined,
  validate: (part: T) => FieldError[],
): FieldError[] {
  if (part === undefined || validated.has(part)) return [];
  const errors = validate(part);
  if (errors.length === 0 && Object.isFrozen(part)) validated.add(part);
  return errors;
}

function validateScalars(spec: PodSpec, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const policies = ['Always', 'OnFailure', 'Never'];
  if (!policies.includes(spec.restartPolicy ?? '')) {
    errors.push(notSupported(`${path}.restartPolicy`, spec.restartPolicy ?? '', policies));
  }
  const dns = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
  if (!dns.includes(spec.dnsPolicy ?? '')) {
    errors.push(notSupported(`${path}.dnsPolicy`, spec.dnsPolicy ?? '', dns));
  }
  for (const [name, value] of Object.entries(spec.nodeSelector ?? {})) {
    for (const detail of qualifiedNameErrors(name))
      errors.push(invalid(`${path}.nodeSelector`, name, detail));
    for (const detail of labelValueErrors(value))
      errors.push(invalid(`${path}.nodeSelector`, value, detail));
  }
  if (spec.terminationGracePeriodSeconds !== undefined && spec.terminationGracePeriodSeconds < 0) {
    errors.push(
      nonNegative(`${path}.terminationGracePeriodSeconds`, spec.terminationGracePeriodSeconds),
    );
  }
  if (spec.activeDeadlineSeconds !== undefined) {
    const value = spec.activeDeadlineSeconds;
    if (value < 1 || value > 2147483647) {
      errors.push(
        invalid(
          `${path}.activeDeadlineSeconds`,
          value,
          'must be between 1 and 2147483647, inclusive',
        ),
      );
    }
  }
  for (const [field, check] of [
    ['serviceAccountName', dnsSubdomainErrors],
    ['nodeName', dnsSubdomainErrors],
    ['hostname', dnsLabelErrors],
    ['subdomain', dnsLabelErrors],
    ['priorityClassName', dnsSubdomainErrors],
  ] as const) {
    const value = spec[field];
    if (value === undefined || value === '') continue;
    for (const detail of check(value)) errors.push(invalid(`${path}.${field}`, value, detail));
  }
  return errors;
}

function nonNegative(path: string, value: unknown): FieldError {
  return invalid(path, value, 'must be greater than or equal to 0');
}

function validateVolumes(volumes: readonly Volume[], path: string): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  volumes.forEach((volume, index) => {
    const at = `${path}[${index}]`;
    const sources = Object.keys(volume).filter((key) => key !== 'name');
    if (sources.length === 0) errors.push(required(at, 'must specify a volume type'));
    if (sources.length > 1) {
      for (const source of sources.slice(1)) {
        errors.push({
          type: 'FieldValueForbidden',
          field: `${at}.${source}`,
          message: 'Forbidden: may not specify more than 1 volume type',
        });
      }
    }
    if (volume.name === '') errors.push(required(`${at}.name`));
    else
      for (const detail of dnsLabelErrors(volume.name))
        errors.push(invalid(`${at}.name`, volume.name, detail));
    if (seen.has(volume.name)) errors.push(duplicate(`${at}.name`, volume.name));
    seen.add(volume.name);
  });
  return errors;
}

function validateContainers(
  containers: readonly Container[],
  path: string,
  volumes: ReadonlySet<string>,
  isInit: boolean,
): FieldError[] {
  const errors: FieldError[] = [];
  const names = new Set<string>();
  containers.forEach((container, index) => {
    const at = `${path}[${index}]`;
    if (container.name === '') errors.push(required(`${at}.name`));
    else {
      for (const detail of dnsLabelErrors(container.name))
        errors.push(invalid(`${at}.name`, container.name, detail));
      if (names.has(container.name)) errors.push(duplicate(`${at}.name`, container.name));
      names.add(container.name);
    }
    if (container.image === undefined || container.image === '')
      errors.push(required(`${at}.image`));
    else if (container.image !== container.image.trim()) {
      errors.push(
        invalid(`${at}.image`, container.image, 'must not have leading or trailing whitespace'),
      );
    }
    errors.push(...validateContainer(container, at, volumes));
    if (isInit && container.restartPolicy === undefined)
      errors.push(...noProbesOfInit(container, at));
  });
  return errors;
}

function noProbesOfInit(container: Container, path: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
    if (container[field] === undefined) continue;
    errors.push({
      type: 'FieldValueForbidden',
      field: `${path}.${field}`,
      message: 'Forbidden: may not be set for init containers without restartPolicy=Always',
    });
  }
  return errors;
}

function validateContainer(
  container: Container,
  path: string,
  volumes: ReadonlySet<string>,
): FieldError[] {
  const errors: FieldError[] = [];
  errors.push(...validatePorts(container.ports ?? [], `${path}.ports`));
  container.env?.forEach(({ name }, index) => {
    if (name === '') errors.push(required(`${path}.env[${index}].name`));
  });
  const mounts = new Set<string>();
  container.volumeMounts?.forEach((mount, index) => {
    const at = `${path}.volumeMounts[${index}]`;
    if (mount.name === '') errors.push(required(`${at}.name`));
    else if (!volumes.has(mount.name)) errors.push(notFound(`${at}.name`, mount.name));
    if (mount.mountPath === '') errors.push(required(`${at}.mountPath`));
    if (mounts.has(mount.mountPath))
      errors.push(invalid(`${at}.mountPath`, mount.mountPath, 'must be unique'));
    mounts.add(mount.mountPath);
  });
  for (const field of ['livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
    const probe = container[field];
    if (probe !== undefined) errors.push(...validateProbe(probe, `${path}.${field}`, field));
  }
  const policies = ['Always', 'IfNotPresent', 'Never'];
  if (!policies.includes(container.imagePullPolicy ?? '')) {
    errors.push(notSupported(`${path}.imagePullPolicy`, container.imagePullPolicy ?? '', policies));
  }
  errors.push(...validateResources(container.resources ?? {}, `${path}.resources`));
  return errors;
}

function validatePorts(ports: readonly ContainerPort[], path: string): FieldError[] {
  const errors: FieldError[] = [];
  const names = new Set<string>();
  ports.forEach((port, index) => {
    const at = `${path}[${index}]`;
    if (port.name !== undefined) {
      if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(port.name) || !/[a-z]/.test(port.name)) {
        errors.push(
          invalid(
            `${at}.name`,
            port.name,
            'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
          ),
        );
      } else if (port.name.length > 15) {
        errors.push(invalid(`${at}.name`, port.name, 'must be no more than 15 characters'));
      } else if (names.has(port.name)) errors.push(duplicate(`${at}.name`, port.name));
      names.add(port.name);
    }
    if (port.containerPort === 0) errors.push(required(`${at}.containerPort`));
    else if (port.containerPort < 1 || port.containerPort > 65535) {
      errors.push(
        invalid(
          `${at}.containerPort`,
          port.containerPort,
          'must be between 1 and 65535, inclusive',
        ),
      );
    }
    if (port.hostPort !== undefined && (port.hostPort < 1 || port.hostPort > 65535)) {
      errors.push(
        invalid(`${at}.hostPort`, port.hostPort, 'must be between 1 and 65535, inclusive'),
      );
    }
    const protocols = ['SCTP', 'TCP', 'UDP'];
    if (!protocols.includes(port.protocol ?? '')) {
      errors.push(notSupported(`${at}.protocol`, port.protocol ?? '', protocols));
    }
  });
  return errors;
}

function validateProbe(probe: Probe, path: string, field: string): FieldError[] {
  const errors: FieldError[] = [];
  const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'].filter((h) => h in probe);
  if (handlers.length === 0) errors.push(required(path, 'must specify a handler type'));
  for (const handler of handlers.slice(1)) {
    errors.push({
      type: 'FieldValueForbidden',
      field: `${path}.${handler}`,
      message: 'Forbidden: may not specify more than 1 handler type',
    });
  }
  const { httpGet, tcpSocket, grpc, exec } = probe;
  for (const [name, handler] of [
    ['httpGet', httpGet],
    ['tcpSocket', tcpSocket],
  ] as const) {
    if (handler === undefined) continue;
    const { port } = handler;
    if (typeof port === 'number' && (port < 1 || port > 65535)) {
      errors.push(invalid(`${path}.${name}.port`, port, 'must be between 1 and 65535, inclusive'));
    }
  }
  if (grpc !== undefined && (grpc.port < 1 || grpc.port > 65535)) {
    errors.push(invalid(`${path}.grpc.port`, grpc.port, 'must be between 1 and 65535, inclusive'));
  }
  if (exec !== undefined && (exec.command ?? []).length === 0)
    errors.push(required(`${path}.exec.command`));
  for (const name of [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ] as const) {
    const value = probe[name];
    if (value !== undefined && value < 0) errors.push(nonNegative(`${path}.${name}`, value));
  }
  if (field !== 'readinessProbe' && (probe.successThreshold ?? 1) !== 1) {
    errors.push(invalid(`${path}.successThreshold`, probe.successThreshold, 'must be 1'));
  }
  return errors;
}

function validateResources(resources: ResourceRequirements, path: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const list of ['limits', 'requests'] as const) {
    for (const [name, value] of Object.entries(resources[list] ?? {})) {
      for (const detail of qualifiedNameErrors(name))
        errors.push(invalid(`${path}.${list}`, name, detail));
      if (!name.includes('/') && !STANDARD.has(name) && !name.startsWith('hugepages-')) {
        errors.push(
          invalid(`${path}.${list}`, name, 'must be a standard resource type or fully qualified'),
        );
        errors.push(invalid(`${path}.${list}`, name, 'must be a standard resource for containers'));
      }
      if (milliValue(value) < 0) errors.push(nonNegative(`${path}.${list}[${name}]`, value));
    }
  }
  for (const [name, request] of Object.entries(resources.requests ?? {})) {
    const limit = resources.limits?.[name];
    if (limit !== undefined && milliValue(request) > milliValue(limit)) {
      errors.push(
        invalid(
          `${path}.requests`,
          request,
          `must be less than or equal to ${name} limit of ${limit}`,
        ),
      );
    }
  }
  return errors;
}

const STANDARD = new Set(['cpu', 'memory', 'ephemeral-storage', 'storage']);

function validateTolerations(tolerations: readonly Toleration[], path: string): FieldError[] {
  const errors: FieldError[] = [];
  tolerations.forEach((toleration, index) => {
    const at = `${path}[${index}]`;
    const { key, operator, value, effect, tolerationSeconds } = toleration;
    if (key)
      for (const detail of qualifiedNameErrors(key)) errors.push(invalid(`${at}.key`, key, detail));
    if (!key && operator !== 'Exists') {
      errors.push(
        invalid(
          `${at}.operator`,
          operator ?? '',
          'operator must be Exists when `key` is empty, which means "match all values and all keys"',
        ),
      );
    }
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
      errors.push(
        invalid(
          `${at}.effect`,
          effect ?? '',
          "effect must be 'NoExecute' when `tolerationSeconds` is set",
        ),
      );
    }
    if (operator === 'Exists' && value) {
      errors.push(
        invalid(`${at}.operator`, toleration, "value must be empty when `operator` is 'Exists'"),
      );
    }
    if (operator !== undefined && !['Equal', 'Exists'].includes(operator)) {
      errors.push(notSupported(`${at}.operator`, operator, ['Equal', 'Exists']));
    }
    const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
    if (effect !== undefined && !effects.includes(effect)) {
      errors.push(notSupported(`${at}.effect`, effect, effects));
    }
  });
  return errors;
}

function validateSpread(
  constraints: readonly TopologySpreadConstraint[],
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  constraints.forEach((constraint, index) => {
    const at = `${path}[${index}]`;
    if (constraint.maxSkew <= 0)
      errors.push(invalid(`${at}.maxSkew`, constraint.maxSkew, 'must be greater than zero'));
    if (constraint.topologyKey === '')
      errors.push(required(`${at}.topologyKey`, 'can not be empty'));
    const actions = ['DoNotSchedule', 'ScheduleAnyway'];
    if (!actions.includes(constraint.whenUnsatisfiable)) {
      errors.push(notSupported(`${at}.whenUnsatisfiable`, constraint.whenUnsatisfiable, actions));
    }
    if (constraint.labelSelector !== undefined) {
      errors.push(...validateLabelSelector(constraint.labelSelector, `${at}.labelSelector`));
    }
  });
  return errors;
}

/** Everything that is wrong with a label selector. upstream: metav1 validation, ValidateLabelSelector */
export function validateLabelSelector(selector: LabelSelector, path: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    for (const detail of qualifiedNameErrors(key))
      errors.push(invalid(`${path}.matchLabels`, key, detail));
    for (const detail of labelValueErrors(value))
      errors.push(invalid(`${path}.matchLabels`, value, detail));
  }
  selector.matchExpressions?.forEach(({ key, operator, values = [] }, index) => {
    const at = `${path}.matchExpressions[${index}]`;
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0) {
        errors.push(
          required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'"),
        );
      }
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0) {
        errors.push({
          type: 'FieldValueForbidden',
          field: `${at}.values`,
          message: "Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
        });
      }
    } else errors.push(invalid(`${at}.operator`, operator, 'not a valid selector operator'));
    for (const detail of qualifiedNameErrors(key)) errors.push(invalid(`${at}.key`, key, detail));
  });
  return errors;
}
