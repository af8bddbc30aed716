import type { JsonObject } from '../api/object';
import { Cluster } from '../cluster';
import { answerHttp, type HttpAnswer } from './exchange';
import { servedBy } from './served';
import type { Site } from './site';

/** An answer with its body read. */
export interface TestAnswer extends Omit<HttpAnswer, 'body'> {
  readonly body: JsonObject;
  readonly text: string;
  readonly bytes: string | Buffer;
}

/** A site without a socket, and how to send it requests as its administrator. */
export interface TestingSite {
  readonly cluster: Cluster;
  readonly site: Site;
  send(
    method: string,
    url: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): TestAnswer;
}

/** A new cluster behind a site, without nodes or with so many that are Ready. */
export function testingSite(options: {
  readonly legacyApis?: boolean;
  readonly nodes?: number;
  /** So many entries of the trace are kept; all when left out. */
  readonly keepTrace?: number;
}): TestingSite {
  const cluster = new Cluster({
    eagerTokens: options.legacyApis === true,
    ...(options.keepTrace === undefined ? {} : { keepTrace: options.keepTrace }),
  });
  for (let index = 1; index <= (options.nodes ?? 0); index++) {
    cluster.addMachine({ name: `node-${index}`, cpu: '4', memory: '16Gi', pods: 110 });
  }
  cluster.settle(10_000);
  const site: Site = {
    server: cluster.server,
    served: servedBy(cluster.server, options.legacyApis === true),
    legacyApis: options.legacyApis === true,
    address: '127.0.0.1:6443',
    findUser: (token) =>
      token === 'admin'
        ? { name: 'admin', groups: ['system:masters', 'system:authenticated'] }
        : cluster.server.tokens.userOf(token, cluster.server.store, cluster.now),
    clock: {
      get state() {
        return { now: cluster.now, speed: 0, lost: 0 };
      },
      setSpeed: () => {},
      advance(duration, done) {
        cluster.pass(duration);
        done();
      },
    },
    components: () => [{ name: 'scheduler', isRunning: true }],
    logs: (pod, container, request) => cluster.logs(pod, container, request),
    container: (pod, name) => cluster.container(pod, name),
    isReachable: (node) => cluster.isReachable(node),
    usage: (pod) => cluster.usage(pod),
    network: cluster.network,
  };
  return {
    cluster,
    site,
    send(method, url, body, headers = {}) {
      const all = { authorization: 'Bearer admin', 'content-type': 'application/json', ...headers };
      const answer = answerHttp(site, {
        method,
        url,
        headers: new Map(Object.entries(all).map(([name, value]) => [name, [value]])),
        body: bytesOf(body),
      });
      const text = answer.body.toString();
      const isJson = text.startsWith('{');
      return {
        ...answer,
        text,
        bytes: answer.body,
        body: isJson ? (JSON.parse(text) as JsonObject) : {},
      };
    },
  };
}

function bytesOf(body: unknown): Buffer | undefined {
  if (body === undefined) return undefined;
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
