import type { Duration } from '../../sim/loop';

/** A call of a webhook on its way. */
export interface WebhookCall {
  readonly port: number;
  /** With the query. */
  readonly path: string;
  readonly body: string;
}

/** What came back. */
export interface WebhookReply {
  readonly status: number;
  readonly body: string;
  /** How long it takes; at once when left out. */
  readonly takes?: Duration;
}

/** How the API server reaches what is outside it; undefined when nobody takes the connection. */
export type WebhookTransport = (host: string, call: WebhookCall) => WebhookReply | undefined;
