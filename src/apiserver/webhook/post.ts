import { EndpointsKind } from '../../api/core/endpoints';
import { Services } from '../../api/core/service';
import type { WebhookClientConfig } from '../../api/schema/objects';
import type { Duration } from '../../sim/loop';
import type { Store } from '../store';
import type { WebhookReply, WebhookTransport } from './transport';

/** A webhook could not be asked, or gave no answer that can be understood; the message is upstream's. */
export class WebhookCallError extends Error {
  override readonly name = 'WebhookCallError';
}

/** What the API server reaches webhooks by. */
export interface WebhookNetwork {
  readonly store: Pick<Store, 'find'>;
  readonly reach: WebhookTransport;
}

/** What is sent, and how long an answer may take. */
export interface Post {
  readonly body: string;
  readonly seconds: number;
  /** Whether the server's certificate is believed. */
  readonly isTrusted: boolean;
  /** Told how long the answer takes, at most as long as it may, before it is judged. */
  readonly await?: (takes: Duration) => void;
}

interface Place {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** Where a webhook is: `https://hook.default.svc:443/path`. */
function placeOf({ url, service }: WebhookClientConfig): Place {
  if (service !== undefined) {
    const { name, namespace, port = 443, path = '/' } = service;
    return { host: `${name}.${namespace}.svc`, port, path };
  }
  const { hostname, port, pathname, search } = new URL(url ?? '');
  return { host: hostname, port: Number(port || 443), path: `${pathname}${search}` };
}

/** Why nobody answers at a webhook's place. */
function silence(
  { service }: WebhookClientConfig,
  { store }: WebhookNetwork,
  address: string,
): string {
  if (service === undefined) return `dial tcp: lookup ${address}: no such host`;
  const found = store.find(Services, service);
  if (found === undefined) return `service ${JSON.stringify(service.name)} not found`;
  const subsets = store.find(EndpointsKind, service)?.subsets ?? [];
  if (!subsets.some(({ addresses = [] }) => addresses.length > 0)) {
    return `no endpoints available for service ${JSON.stringify(service.name)}`;
  }
  return `dial tcp ${found.spec.clusterIP ?? ''}:${service.port ?? 443}: connect: connection refused`;
}

/** upstream: crypto/tls, crypto/x509 */
const UNTRUSTED =
  'tls: failed to verify certificate: x509: certificate signed by unknown authority';

/** Sends a webhook a question and returns its answer; a WebhookCallError says why there is none. */
export function postTo(client: WebhookClientConfig, network: WebhookNetwork, post: Post): string {
  const { host, port, path } = placeOf(client);
  const { body, seconds } = post;
  const query = `${path.includes('?') ? '&' : '?'}timeout=${seconds}s`;
  const failed = (why: string) =>
    new WebhookCallError(`Post "https://${host}:${port}${path}${query}": ${why}`);
  const reply: WebhookReply | undefined = network.reach(host, {
    port,
    path: `${path}${query}`,
    body,
  });
  if (reply === undefined) throw failed(silence(client, network, host));
  if (!post.isTrusted) throw failed(UNTRUSTED);
  const { takes = 0 } = reply;
  post.await?.(Math.min(takes, seconds * 1000));
  if (takes > seconds * 1000) throw failed('context deadline exceeded');
  if (reply.status === 404) {
    throw new WebhookCallError('the server could not find the requested resource');
  }
  if (reply.status >= 400) {
    throw new WebhookCallError(
      `an error on the server (${JSON.stringify(reply.body.trim())}) has prevented the request from succeeding`,
    );
  }
  return reply.body;
}
