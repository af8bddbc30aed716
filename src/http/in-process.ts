import type { User } from '../apiserver/api';
import { jsonOf } from './encode';
import { answerRequest } from './exchange';
import { servedBy } from './served';
import type { Site } from './site';

/** A cluster that answers without a socket. */
export type InProcessHost = Pick<
  Site,
  'server' | 'logs' | 'container' | 'isReachable' | 'usage' | 'network'
>;

/** A request as `kubectl get --raw` makes it. */
export interface InProcessRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Whom the server takes the token for; nobody when it does not know it. */
  readonly user: User | undefined;
  /** As JSON. */
  readonly body?: unknown;
  /** The media types that the answer may have; JSON when left out. */
  readonly accept?: string;
}

export interface InProcessAnswer {
  readonly code: number;
  readonly text: string;
}

const TOKEN = 'in-process';
/** As kubeadm's clusters have it. */
const ADDRESS = '10.96.0.1:443';

/** A way to ask a cluster by paths, as over HTTP. Watches are not answered so. */
export function inProcess(host: InProcessHost): (request: InProcessRequest) => InProcessAnswer {
  const { server } = host;
  const served = servedBy(server, false);
  return ({ method, path: url, user, body, accept = '' }) => {
    const site: Site = {
      server,
      served,
      findUser: () => user,
      address: ADDRESS,
      logs: (pod, container, request) => host.logs(pod, container, request),
      container: (pod, name) => host.container(pod, name),
      isReachable: (node) => host.isReachable(node),
      usage: (pod) => host.usage(pod),
      network: host.network,
    };
    const mark = url.indexOf('?');
    const [path, query] = mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
    const headers = new Map([['authorization', [`Bearer ${TOKEN}`]]]);
    // what is written so is kubectl's
    const agent = 'kubectl';
    const request = { method, path, query, contentType: 'application/json', accept, agent };
    const answer = answerRequest(site, headers, request, () => body);
    return { code: answer.code, text: String(answer.text ?? `${jsonOf(answer.body ?? {})}\n`) };
  };
}
