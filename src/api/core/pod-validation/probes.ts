import {
  type FieldError,
  forbidden,
  invalid,
  invalidEach,
  nonNegative,
  notSupported,
  required,
} from '../../field-error';
import { httpHeaderErrors, portErrors, portNameErrors } from '../../names';
import type { HTTPGetAction, Lifecycle, LifecycleHandler, Probe } from '../../schema/objects';

const SCHEMES = ['HTTP', 'HTTPS'];

function validatePort(port: number | string, path: string): FieldError[] {
  return typeof port === 'number'
    ? invalidEach(path, port, portErrors(port))
    : invalidEach(path, port, portNameErrors(port));
}

function validateHttpGet(http: HTTPGetAction, path: string): FieldError[] {
  const { scheme = '', httpHeaders = [] } = http;
  const errors = http.path ? [] : [required(`${path}.path`)];
  errors.push(...validatePort(http.port, `${path}.port`));
  if (!SCHEMES.includes(scheme)) errors.push(notSupported(`${path}.scheme`, scheme, SCHEMES));
  for (const { name } of httpHeaders) {
    errors.push(...invalidEach(`${path}.httpHeaders`, name, httpHeaderErrors(name)));
  }
  return errors;
}

function validateSleep(seconds: number, grace: number | undefined, path: string): FieldError[] {
  if (grace === undefined || (seconds >= 0 && seconds <= grace)) return [];
  const why = `must be non-negative and less than terminationGracePeriodSeconds (${grace})`;
  return [invalid(path, seconds, why)];
}

type Handler = LifecycleHandler & Pick<Probe, 'grpc'>;

/** Exactly one way to act, and that one right. upstream: core validation, validateHandler */
function validateHandler(handler: Handler, grace: number | undefined, path: string): FieldError[] {
  const { exec, httpGet, tcpSocket, grpc, sleep } = handler;
  const checks: (readonly [string, () => FieldError[]])[] = [];
  if (exec !== undefined) {
    const { command = [] } = exec;
    checks.push(['exec', () => (command.length === 0 ? [required(`${path}.exec.command`)] : [])]);
  }
  if (httpGet !== undefined) {
    checks.push(['httpGet', () => validateHttpGet(httpGet, `${path}.httpGet`)]);
  }
  if (tcpSocket !== undefined) {
    checks.push(['tcpSocket', () => validatePort(tcpSocket.port, `${path}.tcpSocket.port`)]);
  }
  if (grpc !== undefined) {
    checks.push(['grpc', () => validatePort(grpc.port, `${path}.grpc.port`)]);
  }
  if (sleep !== undefined) {
    checks.push(['sleep', () => validateSleep(sleep.seconds, grace, `${path}.sleep`)]);
  }
  const [first, ...more] = checks;
  if (first === undefined) return [required(path, 'must specify a handler type')];
  return [
    ...first[1](),
    ...more.map(([name]) =>
      forbidden(`${path}.${name}`, 'may not specify more than 1 handler type'),
    ),
  ];
}

/** What is wrong with a container's hooks. upstream: core validation, validateLifecycle */
export function validateLifecycle(
  { postStart, preStop }: Lifecycle,
  grace: number | undefined,
  path: string,
): FieldError[] {
  return [
    ...(postStart === undefined ? [] : validateHandler(postStart, grace, `${path}.postStart`)),
    ...(preStop === undefined ? [] : validateHandler(preStop, grace, `${path}.preStop`)),
  ];
}

const NUMBERS = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;

/** The probes of a container, in upstream's order. */
export const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** What is wrong with a probe. upstream: core validation, validateProbe */
export function validateProbe(
  probe: Probe,
  type: (typeof PROBES)[number],
  grace: number | undefined,
  path: string,
): FieldError[] {
  const errors = validateHandler(probe, grace, path);
  for (const name of NUMBERS) errors.push(...nonNegative(`${path}.${name}`, probe[name]));
  const { terminationGracePeriodSeconds: own, successThreshold = 0 } = probe;
  if (own !== undefined && own <= 0) {
    errors.push(invalid(`${path}.terminationGracePeriodSeconds`, own, 'must be greater than 0'));
  }
  if (type === 'readinessProbe') {
    if (own === undefined) return errors;
    const why = 'must not be set for readinessProbes';
    return [...errors, invalid(`${path}.terminationGracePeriodSeconds`, own, why)];
  }
  if (successThreshold === 1) return errors;
  return [...errors, invalid(`${path}.successThreshold`, successThreshold, 'must be 1')];
}
