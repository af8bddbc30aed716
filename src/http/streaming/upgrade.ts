import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { ApiError, isApiError } from '../../api/errors';
import { absentContainer } from '../../kubelet/container/absent-container';
import type { Headers } from '../authentication';
import type { ClockDriver } from '../clock-driver';
import { connection } from '../connect';
import { answerHttp, type HttpAnswer } from '../exchange';
import { entered } from '../filters';
import type { Site } from '../site';
import type { Stream } from '../stream';
import type { Channels } from './channels';
import { forwardPorts, PORT_FORWARD_PROTOCOL } from './port-forward';
import { connectCommand } from './remote-command';
import { SPDY_COMMAND_PROTOCOLS, spdyChannels } from './spdy-channels';
import { type StreamTarget, streamTarget } from './target';
import { WEBSOCKET_COMMAND_PROTOCOLS, websocketChannels } from './websocket-channels';
import { socketWire, websocketWire } from './wires';

/** kubectl's port-forward speaks SPDY through a WebSocket. */
const TUNNEL_PROTOCOL = `SPDY/3.1+${PORT_FORWARD_PROTOCOL}`;
/** For texts that go on, as logs and watches: messages of bytes, or of bytes in base64. */
const TEXT_PROTOCOLS = ['binary.k8s.io', 'base64.binary.k8s.io'];
/** The largest message of a client. */
const MESSAGE_MAX = 4 * 1024 * 1024;

/** A request that asks for another protocol on its connection. */
export interface UpgradeRequest {
  readonly request: IncomingMessage;
  readonly headers: Headers;
  readonly socket: Duplex;
  /** What came behind the request already. */
  readonly head: Buffer;
}

/**
 * A command starts so many real milliseconds after its client was told that it may listen. A container runtime takes longer, and
 * kubectl loses what it hears before it has prepared for it (`Unknown stream id 2, discarding message`).
 */
const START_DELAY = 20;
// RFC 6455, 7.4.1 and 5.5
const GOING_AWAY = 1001;
const INTERNAL_ERROR = 1011;
const REASON_MAX = 123;
/** Bytes before an event of a watch in protobuf that tell its length, which a message needs not. */
const FRAME_HEAD = 4;

/** Lets clients speak other protocols than HTTP: the streams of containers, and texts that go on. */
export class Upgrades {
  private readonly websockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_MAX });
  /** In what the connection that is being taken over will be spoken; empty when the client named nothing. */
  private protocol = '';

  constructor(
    private readonly site: Site,
    private readonly clock: ClockDriver,
  ) {
    // the library chooses among tokens only, and kubectl's `SPDY/3.1+…` is none
    this.websockets.on('headers', (headers) => {
      if (this.protocol !== '') headers.push(`Sec-WebSocket-Protocol: ${this.protocol}`);
    });
  }

  /** Takes a connection over, or answers as if nothing had been asked for but HTTP. */
  take(upgrade: UpgradeRequest): void {
    const { request, socket } = upgrade;
    this.clock.catchUp();
    const protocol = (request.headers.upgrade ?? '').toLowerCase();
    try {
      const target = this.targetOf(upgrade);
      if (target !== undefined && protocol === 'spdy/3.1') this.overSpdy(upgrade, target);
      else if (target !== undefined && protocol === 'websocket')
        this.overWebsocket(upgrade, target);
      else this.overHttp(upgrade, protocol === 'websocket');
    } catch (error) {
      const known = isApiError(error) ? error : bugError(error);
      refuse(socket, known.code, JSON.stringify(known.status), 'application/json');
    }
    this.clock.catchUp();
  }

  private readonly happen = (): void => this.clock.catchUp();

  private targetOf({ request, headers }: UpgradeRequest): StreamTarget | undefined {
    const { site } = this;
    const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
    if (!/\/(?:exec|attach|portforward)$/.test(path)) return undefined;
    const found = connection(path, site.server.kinds);
    if (found === undefined) return undefined;
    const { user } = entered(site, headers, { method: request.method ?? 'GET', path, query });
    return streamTarget(site, { user, route: found.route, query: new URLSearchParams(query) });
  }

  private overSpdy({ request, socket, head }: UpgradeRequest, target: StreamTarget): void {
    const offered = [request.headers['x-stream-protocol-version'] ?? []]
      .flat()
      .flatMap((value) => value.split(/\s*,\s*/));
    const known: readonly string[] =
      target.kind === 'portforward' ? [PORT_FORWARD_PROTOCOL] : SPDY_COMMAND_PROTOCOLS;
    const protocol = offered.length === 0 ? known.at(-1) : known.find((p) => offered.includes(p));
    if (protocol === undefined) {
      const message = `unable to upgrade: unable to negotiate protocol: client supports [${offered.join(' ')}], server accepts [${known.join(' ')}]`;
      refuse(socket, 403, message, 'text/plain');
      return;
    }
    const run = this.runOf(target);
    if (typeof run === 'string') {
      refuse(socket, 500, run, 'text/plain');
      return;
    }
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: ${protocol}\r\n\r\n`,
    );
    const wire = socketWire(socket, head);
    if (target.kind === 'portforward') forwardPorts(wire, this.site, target.pod, this.happen);
    else spdyChannels(wire, protocol, target.streams, (channels) => run(channels));
  }

  private overWebsocket(upgrade: UpgradeRequest, target: StreamTarget): void {
    const run = this.runOf(target);
    if (typeof run === 'string') {
      refuse(upgrade.socket, 500, run, 'text/plain');
      return;
    }
    const isForward = target.kind === 'portforward';
    const known = isForward ? [TUNNEL_PROTOCOL] : WEBSOCKET_COMMAND_PROTOCOLS;
    this.accept(upgrade, known, (socket, protocol) => {
      if (isForward) forwardPorts(websocketWire(socket), this.site, target.pod, this.happen);
      else this.begin(socket, protocol, target);
    });
  }

  /** Starts a command when its client has had time to get ready for what it says; what the client says waits until then. */
  private begin(socket: WebSocket, protocol: string, target: StreamTarget): void {
    socket.pause();
    this.clock.afterReal(START_DELAY, () => {
      if (socket.readyState !== socket.OPEN) return;
      try {
        const run = this.runOf(target);
        if (typeof run === 'string') socket.close(GOING_AWAY, run);
        else run(websocketChannels(socket, protocol));
      } catch (error) {
        socket.close(INTERNAL_ERROR, bugError(error).message.slice(0, REASON_MAX));
      }
      socket.resume();
    });
  }

  /** How a client is connected with what it asked for; a text that says why it cannot be. */
  private runOf(target: StreamTarget): ((channels: Channels) => void) | string {
    if (target.kind === 'portforward') {
      const isUp = this.site.isReachable(target.pod.spec.nodeName ?? '');
      return isUp ? () => undefined : 'error dialing backend: i/o timeout';
    }
    const { kind, pod, container: name, command, streams } = target;
    const container = this.site.container(pod, name);
    if (container === undefined) return absentContainer(pod, name, kind);
    return (channels) =>
      connectCommand(
        channels,
        streams,
        (client) => {
          if (kind === 'attach') return container.attach(client);
          const session = container.exec(command, client, streams.tty);
          if (!streams.stdin) session.sendEnd();
          return session;
        },
        this.happen,
      );
  }

  /** All else is answered by HTTP; to a WebSocket as messages, when the answer goes on. */
  private overHttp(upgrade: UpgradeRequest, isWebsocket: boolean): void {
    const { request, headers, socket } = upgrade;
    const answer = answerHttp(this.site, {
      method: request.method ?? 'GET',
      url: request.url ?? '/',
      headers,
      body: undefined,
    });
    const goesOn = answer.stream ?? (isText(answer) ? whole(answer) : undefined);
    if (!isWebsocket || answer.code !== 200 || goesOn === undefined) {
      answer.stream?.begin({ clock: this.clock, write: () => undefined, end: () => undefined })();
      refuse(socket, answer.code, answer.body, String(answer.headers['content-type']));
      return;
    }
    const isJson = String(answer.headers['content-type']).startsWith('application/json');
    this.accept(upgrade, TEXT_PROTOCOLS, (client, protocol) => {
      const encode = protocol.startsWith('base64')
        ? (part: Buffer) => part.toString('base64')
        : (part: Buffer) => (isJson ? part.toString() : part);
      this.sendText(client, goesOn, encode);
    });
  }

  private sendText(
    client: WebSocket,
    stream: Stream,
    encode: (part: Buffer) => string | Buffer,
  ): void {
    const stop = stream.begin({
      clock: this.clock,
      write(part) {
        // a message says itself how long it is
        const message = typeof part === 'string' ? Buffer.from(part) : part.subarray(FRAME_HEAD);
        if (client.readyState === client.OPEN) client.send(encode(message));
      },
      end: () => client.close(1000),
    });
    client.on('close', stop);
  }

  private accept(
    { request, socket, head }: UpgradeRequest,
    known: readonly string[],
    taken: (socket: WebSocket, protocol: string) => void,
  ): void {
    const offered = (request.headers['sec-websocket-protocol'] ?? '')
      .split(',')
      .map((protocol) => protocol.trim())
      .filter((protocol) => protocol !== '');
    const chosen = known.find((protocol) => offered.includes(protocol));
    if (chosen === undefined && offered.length > 0) {
      refuse(socket, 400, `no protocol of ${offered.join(', ')} is known here`, 'text/plain');
      return;
    }
    this.protocol = chosen ?? '';
    delete request.headers['sec-websocket-protocol'];
    this.websockets.handleUpgrade(request, socket, head, (client) => {
      // a client that breaks the protocol is let go by the library
      client.on('error', () => client.terminate());
      taken(client, this.protocol);
    });
  }
}

/** What is a bug of ours: said, and answered with a 500. */
function bugError(error: unknown): ApiError {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`wavetank: a bug: ${text}\n`);
  return new ApiError('InternalError', 'Internal error occurred: a bug');
}

function isText({ headers }: HttpAnswer): boolean {
  return String(headers['content-type']).startsWith('text/plain');
}

/** An answer that is there as one that goes on. */
function whole({ body }: HttpAnswer): Stream {
  return {
    begin({ write, end }) {
      write(body.toString());
      end();
      return () => undefined;
    },
  };
}

/** Answers by HTTP on a connection that was to be taken over, and ends it. */
function refuse(socket: Duplex, code: number, body: string | Buffer, type: string): void {
  const bytes = Buffer.from(body);
  const head = `HTTP/1.1 ${code} ${REASONS[code] ?? 'Error'}\r\nContent-Type: ${type}\r\nContent-Length: ${bytes.length}\r\nConnection: close\r\n\r\n`;
  socket.on('error', () => socket.destroy());
  socket.end(Buffer.concat([Buffer.from(head), bytes]));
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};
