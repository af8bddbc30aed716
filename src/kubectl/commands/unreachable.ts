import { Pods } from '../../api/core/pod';
import type { KubeObject } from '../../api/object';
import type { Command } from '../command';
import { CommandError } from '../errors';
import { podOf } from './pod-of';

const NO_STREAMS = 'a command of a scenario reaches nothing outside of the simulation';

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

const REMOTE = /^([^/:]*\/)?[^/:]+:/;

/** `kubectl cp`: refused with a word. */
export const copyCommand: Command = {
  path: 'cp',
  flags: ['container', 'no-preserve', 'retries'],
  run(session) {
    const { words } = session;
    const [from, to] = words;
    if (from === undefined || to === undefined || words.length !== 2)
      throw new CommandError('source and destination are required');
    const remote = [from, to].filter((word) => REMOTE.test(word));
    if (remote.length === 2)
      throw new CommandError('one of src or dest must be a local file specification');
    const [place] = remote;
    if (place === undefined)
      throw new CommandError('one of src or dest must be a remote file specification');
    const [namespace, name] = place.slice(0, place.indexOf(':')).split('/');
    session.api.get(Pods, {
      namespace: name === undefined ? session.namespace : namespace,
      name: name ?? namespace ?? '',
    }) as KubeObject;
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
