import { Pods } from '../../api/core/pod';
import { Services } from '../../api/core/service';
import type { Pod } from '../../api/schema/objects';
import type { Command } from '../command';
import { CommandError } from '../errors';
import type { Session } from '../session';
import { placeOf } from './data-source';
import { podOf } from './pod-of';

const NO_STREAMS = 'a command of a scenario reaches nothing outside of the simulation';

/** Each port must be there by its name, and of a Service by its number too. upstream: translateServicePortToTargetPort */
function checkPorts(session: Session, word: string, pod: Pod, ports: readonly string[]): void {
  const [type = '', name = ''] = word.split('/');
  const isService = word.includes('/') && session.kind(type).id === Services.id;
  const service = isService
    ? session.api.get(Services, { namespace: session.namespace, name })
    : undefined;
  for (const port of ports) {
    const remote = port.split(':').at(-1) ?? '';
    const isNumber = /^\d+$/.test(remote);
    if (service === undefined) {
      const known = pod.spec.containers.flatMap(({ ports: open = [] }) => open);
      if (isNumber || known.some((each) => each.name === remote)) continue;
      const { metadata } = pod;
      throw new CommandError(`Pod '${metadata.name}' does not have a named port '${remote}'`);
    }
    const { ports: known = [] } = service.spec;
    if (known.some((each) => (isNumber ? each.port === Number(remote) : each.name === remote))) {
      continue;
    }
    throw new CommandError(
      isNumber
        ? `Service ${name} does not have a service port ${remote}`
        : `Service '${name}' does not have a named port '${remote}'`,
    );
  }
}

/** `kubectl port-forward`: refused with a word, after the mistakes that the real one finds. */
export const portForwardCommand: Command = {
  path: 'port-forward',
  flags: ['address', 'pod-running-timeout'],
  run(session) {
    const { words } = session;
    const [word, ...ports] = words;
    if (word === undefined || ports.length === 0)
      throw session.usage('TYPE/NAME and list of ports are required for port-forward');
    const pod = podOf(session, word);
    checkPorts(session, word, pod, ports);
    const { phase } = pod.status;
    if (phase !== 'Running')
      throw new CommandError(
        `unable to forward port because pod is not running. Current status=${phase}`,
      );
    throw new CommandError(
      `kubectl port-forward is not simulated: ${NO_STREAMS}; send requests to the Service in the scenario`,
    );
  },
};

/** A file of ours, or one of a Pod. */
interface FileSpec {
  readonly file: string;
  /** None for a file of ours. */
  readonly pod?: { readonly name: string; readonly namespace: string };
}

/** Reads `[[NAMESPACE/]POD:]FILE`. upstream: kubectl cp, extractFileSpec */
function fileSpec(session: Session, text: string): FileSpec {
  const colon = text.indexOf(':');
  if (colon < 0) return { file: text };
  const pieces = text.slice(0, colon).split('/');
  if (colon === 0 || pieces.length > 2)
    throw new CommandError('filespec must match the canonical format: [[namespace/]pod:]file/path');
  const [first = '', second] = pieces;
  const pod =
    second === undefined
      ? { name: first, namespace: session.namespace }
      : { name: second, namespace: first };
  return { file: text.slice(colon + 1), pod };
}

/** `kubectl cp`: refused with a word, after the mistakes that the real one finds. */
export const copyCommand: Command = {
  path: 'cp',
  flags: ['container', 'no-preserve', 'retries'],
  run(session) {
    const { words } = session;
    if (words.length !== 2) throw new CommandError('source and destination are required');
    const [from, to] = words.map((word) => fileSpec(session, word)) as [FileSpec, FileSpec];
    if (from.pod !== undefined && to.pod !== undefined)
      throw new CommandError('one of src or dest must be a local file specification');
    if (from.file === '' || to.file === '') throw new CommandError('filepath can not be empty');
    const pod = from.pod ?? to.pod;
    if (pod === undefined)
      throw new CommandError('one of src or dest must be a remote file specification');
    if (from.pod === undefined && placeOf(session, from.file) === undefined)
      throw new CommandError(`${from.file} doesn't exist in local filesystem`);
    session.api.get(Pods, pod);
    throw new CommandError(
      `kubectl cp is not simulated: ${NO_STREAMS}; mount a ConfigMap, or look with kubectl exec`,
    );
  },
};

/** `kubectl proxy`: refused with a word. */
export const proxyCommand: Command = {
  path: 'proxy',
  flags: [],
  run() {
    throw new CommandError(
      'kubectl proxy is not simulated: a command of a scenario opens no sockets; `wavetank serve` puts the cluster on one, and kubectl get --raw asks by paths',
    );
  },
};
