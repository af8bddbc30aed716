import type { Duration } from '../../sim/loop';

/** What a server in a container answers. */
export interface HttpReply {
  readonly status: number;
  readonly body: string;
  /** By lower-case name; the content type is told from the body when it is left out. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How long it takes to answer, for those who wait; at once when left out. */
  readonly takes?: Duration;
  /** Set when the body is only the beginning: calls `send` with what follows, until the one who returned says stop. */
  readonly follow?: (send: (text: string) => void) => () => void;
}

/** A request to a server in a container. */
export interface HttpRequest {
  readonly port: number;
  /** With the query: `/echo?msg=hi`. */
  readonly path: string;
  /** GET when left out. */
  readonly method?: string;
  readonly body?: string;
  /** The address of who asks, where it is known. */
  readonly from?: string;
  /** A datagram instead, whose text is the path; TCP when left out. */
  readonly transport?: 'udp';
}

/** What a program answers to a request; undefined when it does not listen on the port. */
export type HttpServer = (request: HttpRequest) => HttpReply | undefined;

/** The network between the Pods of a cluster. */
export interface PodNetwork {
  /** The answer of the Pod that has the address; undefined when nobody answers. */
  request(address: string, request: HttpRequest): HttpReply | undefined;
  /** True when somebody takes connections there. */
  connects(address: string, port: number): boolean;
}

const HTML =
  /^\s*<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|!--)[\s>]/i;

/** The content type of a reply: its own word, or what Go's servers tell from the body. upstream: net/http sniffing */
export function contentTypeOf({ body, headers }: HttpReply): string {
  return (
    headers?.['content-type'] ??
    (HTML.test(body) ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8')
  );
}
