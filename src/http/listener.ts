import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { gzip } from 'node:zlib';
import {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  fastify,
} from 'fastify';
import { ApiError } from '../api/errors';
import type { Headers } from './authentication';
import type { Certificate } from './certificate';
import type { ClockDriver } from './clock-driver';
import { answerHttp, type HttpAnswer } from './exchange';
import { sendStream } from './send-stream';
import type { Site } from './site';
import { Upgrades } from './streaming/upgrade';

/** upstream: the largest body of a request */
const BODY_MAX = 3 * 1024 * 1024;
/** A command to run in a container is a URL, however long. upstream: net/http, DefaultMaxHeaderBytes */
const HEADER_MAX = 1024 * 1024;
/** upstream: smaller answers are not compressed */
const GZIP_MIN = 128 * 1024;

export interface ListenerOptions {
  readonly site: Site;
  readonly clock: ClockDriver;
  readonly host: string;
  readonly port: number;
  readonly certificate?: Certificate | undefined;
}

/** The site on a socket: reads requests, has them answered, and sends the answers. */
export class Listener {
  private readonly app: FastifyInstance;
  /** Connections that speak another protocol now, of which the library knows no more. */
  private readonly taken = new Set<Duplex>();

  constructor(private readonly options: ListenerOptions) {
    const { certificate } = options;
    const wire: FastifyServerOptions = {
      bodyLimit: BODY_MAX,
      forceCloseConnections: true,
      exposeHeadRoutes: false,
      keepAliveTimeout: 180_000,
      frameworkErrors: (error, _request, reply) => sendError(reply, error),
    };
    const protocol = { maxHeaderSize: HEADER_MAX };
    const tls =
      certificate === undefined ? { http: protocol } : { https: { ...protocol, ...certificate } };
    this.app = fastify({ ...wire, ...tls } as FastifyServerOptions);
    this.app.removeAllContentTypeParsers();
    this.app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    this.app.setErrorHandler((error: Error, _request, reply) => sendError(reply, error));
    this.app.setNotFoundHandler((request, reply) => this.answer(request, reply));
    this.app.all('/*', (request, reply) => this.answer(request, reply));
    const upgrades = new Upgrades(options.site, options.clock);
    this.app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.taken.add(socket);
      socket.on('close', () => this.taken.delete(socket));
      upgrades.take({ request, headers: headersOf(request.rawHeaders), socket, head });
    });
  }

  /** Begins to listen; resolves to the port. */
  async listen(): Promise<number> {
    const { host, port } = this.options;
    await this.app.listen({ host, port });
    return (this.app.server.address() as AddressInfo).port;
  }

  /** Ends all that is under way, and the listening. */
  async close(): Promise<void> {
    for (const socket of this.taken) socket.destroy();
    await this.app.close();
  }

  private answer(request: FastifyRequest, reply: FastifyReply): void {
    const { site, clock } = this.options;
    // what is due by now has happened before anybody looks
    clock.catchUp();
    const answer = answerHttp(site, {
      method: request.method,
      url: request.raw.url ?? '/',
      headers: headersOf(request.raw.rawHeaders),
      body: Buffer.isBuffer(request.body) ? request.body : undefined,
    });
    // and what the request has brought about begins at once
    clock.catchUp();
    clock.whenCaughtUp(() => {
      if (answer.stream === undefined) return send(request, reply, answer);
      reply.hijack();
      sendStream(reply.raw, answer, answer.stream, clock);
    });
  }
}

/** To the library of the wire, text in JSON lacks a charset, which Kubernetes does not name; bytes lack nothing. */
function bytesOf(body: string | Buffer): Buffer {
  return typeof body === 'string' ? Buffer.from(body) : body;
}

function send(request: FastifyRequest, reply: FastifyReply, answer: HttpAnswer): void {
  reply
    .code(answer.code)
    .headers({ ...answer.headers, 'audit-id': randomBytes(16).toString('hex') });
  const wantsGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (!wantsGzip || answer.body.length < GZIP_MIN || request.method !== 'GET') {
    reply.send(bytesOf(request.method === 'HEAD' ? '' : answer.body));
    return;
  }
  gzip(answer.body, { level: 1 }, (error, compressed) => {
    if (error !== null) reply.send(bytesOf(answer.body));
    else reply.headers({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' }).send(compressed);
  });
}

/** All values of each header, by lower-case name. */
function headersOf(raw: readonly string[]): Headers {
  const headers = new Map<string, string[]>();
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] as string).toLowerCase();
    const values = headers.get(name);
    if (values === undefined) headers.set(name, [raw[i + 1] as string]);
    else values.push(raw[i + 1] as string);
  }
  return headers;
}

/** What the wire's library refuses, and what is a bug of ours, as a Status. */
function sendError(reply: FastifyReply, error: Error & { statusCode?: number }): void {
  const code = error.statusCode ?? 500;
  if (code >= 500) process.stderr.write(`wavetank: a bug: ${error.stack ?? error.message}\n`);
  const status =
    code === 413
      ? new ApiError('RequestEntityTooLarge', `Request entity too large: limit is ${BODY_MAX}`)
      : code < 500
        ? new ApiError('BadRequest', error.message, undefined, code)
        : new ApiError('InternalError', `Internal error occurred: ${error.message}`);
  reply
    .code(status.code)
    .type('application/json')
    .send(bytesOf(JSON.stringify(status.status)));
}
