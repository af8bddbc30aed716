import { randomBytes } from 'node:crypto';
import { ADMINISTRATOR } from '../apiserver/administrator';
import { keyPair } from '../apiserver/token-signer';
import type { Cluster } from '../cluster';
import { accountOfToken } from './authentication';
import { makeCertificate } from './certificate';
import { ClockDriver } from './clock-driver';
import { compactRegularly } from './compaction';
import { kubeconfigOf } from './kubeconfig';
import { Listener } from './listener';
import { servedBy } from './served';
import type { Site } from './site';

export interface ServeOptions {
  /** Where it listens: `127.0.0.1` unless told otherwise. */
  readonly host?: string;
  /** 0 takes any that is free. */
  readonly port?: number;
  /** Simulated seconds in a real one; 0 for a clock that is driven by hand. */
  readonly speed?: number;
  /** With a certificate of its own making. kubectl sends no token without. */
  readonly tls?: boolean;
  /** With the versions that clients of Kubernetes v1.20 know, and a token Secret for each ServiceAccount. */
  readonly legacyApis?: boolean;
}

/** A cluster that is being served. */
export interface Serving {
  readonly url: string;
  readonly token: string;
  /** As text, for a file. */
  readonly kubeconfig: string;
  readonly clock: ClockDriver;
  close(): Promise<void>;
}

/** Puts a cluster on a socket and lets its time run; whoever has the token in the kubeconfig may do anything. */
export async function serveCluster(cluster: Cluster, options: ServeOptions = {}): Promise<Serving> {
  const { host = '127.0.0.1', port = 0, speed = 1, tls = true, legacyApis = false } = options;
  const token = randomBytes(24).toString('base64url');
  const { server } = cluster;
  server.tokens.signBy(keyPair());
  const certificate = tls ? await makeCertificate(host) : undefined;
  const clock = new ClockDriver(cluster.loop, speed);
  let address = `${host}:${port}`;
  const site: Site = {
    server,
    served: servedBy(server, legacyApis),
    clock,
    legacyApis,
    findUser: (given) =>
      given === token
        ? ADMINISTRATOR
        : (accountOfToken(server.store, given) ??
          server.tokens.userOf(given, server.store, server.now)),
    components: () => [
      { name: 'controller-manager', isRunning: cluster.controlPlane.controllerManager.running },
      { name: 'scheduler', isRunning: cluster.controlPlane.scheduler.running },
    ],
    logs: (pod, container, request) => cluster.logs(pod, container, request),
    container: (pod, name) => cluster.container(pod, name),
    isReachable: (node) => cluster.isReachable(node),
    usage: (pod) => cluster.usage(pod),
    network: cluster.network,
    get address() {
      return address;
    },
  };
  const listener = new Listener({ site, clock, host, port, certificate });
  const actual = await listener.listen();
  address = `${host.includes(':') ? `[${host}]` : host}:${actual}`;
  const url = `${tls ? 'https' : 'http'}://${address}`;
  const stopCompaction = compactRegularly(cluster.loop, server.store);
  clock.start();
  return {
    url,
    token,
    kubeconfig: kubeconfigOf({ url, token, certificate: certificate?.cert }),
    clock,
    async close() {
      stopCompaction();
      clock.stop();
      await listener.close();
    },
  };
}
