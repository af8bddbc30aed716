import type { Wire } from './channels';
import { HeaderReader, HeaderWriter, type SpdyHeaders } from './spdy-headers';

const CONTROL = 0x80;
const VERSION = 3;
const HEAD_SIZE = 8;
const FIN = 0x01;
/** A frame that says it is longer than this is none. */
const FRAME_MAX = 4 * 1024 * 1024;
/** Text goes out in pieces of so many bytes. */
const DATA_MAX = 32 * 1024;

const Frame = {
  SynStream: 1,
  SynReply: 2,
  RstStream: 3,
  Ping: 6,
  GoAway: 7,
  WindowUpdate: 9,
} as const;

/** One of the streams that a client has opened. */
export class SpdyStream {
  private data: ((bytes: Buffer) => void) | undefined;
  private ended: (() => void) | undefined;
  private readonly early: Buffer[] = [];
  private isOver = false;
  private isClosed = false;

  constructor(
    readonly headers: SpdyHeaders,
    private readonly send: (bytes: Buffer, isLast: boolean) => void,
  ) {}

  /** Sends bytes to the client. */
  write(bytes: Buffer): void {
    for (let at = 0; at < bytes.length && !this.isClosed; at += DATA_MAX) {
      this.send(bytes.subarray(at, at + DATA_MAX), false);
    }
  }

  /** Sends nothing more. */
  end(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.send(Buffer.alloc(0), true);
  }

  /** Calls with what the client sends, and once when that is over; what came before is not lost. */
  onData(data: (bytes: Buffer) => void, ended: () => void): void {
    this.data = data;
    this.ended = ended;
    for (const bytes of this.early.splice(0)) data(bytes);
    if (this.isOver) ended();
  }

  /** The client has sent this. */
  receive(bytes: Buffer, isLast: boolean): void {
    if (this.isOver) return;
    if (bytes.length > 0) {
      if (this.data === undefined) this.early.push(Buffer.from(bytes));
      else this.data(bytes);
    }
    if (isLast) this.close();
  }

  /** The client sends no more. */
  close(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.ended?.();
  }
}

/**
 * The server's end of a SPDY/3.1 connection, as far as Kubernetes' clients use it: they open streams, both sides send
 * data, and nobody counts windows. upstream: moby/spdystream
 */
export class SpdyConnection {
  private readonly streams = new Map<number, SpdyStream>();
  private readonly reader = new HeaderReader();
  private readonly writer = new HeaderWriter();
  private rest: Buffer = Buffer.alloc(0);
  private isOver = false;

  /** `opened` is called for each stream, before anything is read of it. */
  constructor(
    private readonly wire: Wire,
    private readonly opened: (stream: SpdyStream) => void,
  ) {
    wire.onData((bytes) => this.receive(bytes));
    wire.onClose(() => this.close());
  }

  /** Sends nothing more, and lets the client go. */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.wire.end();
  }

  private receive(bytes: Buffer): void {
    this.rest = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    while (this.rest.length >= HEAD_SIZE && !this.isOver) {
      const length = this.rest.readUIntBE(5, 3);
      if (length > FRAME_MAX) {
        this.end();
        return;
      }
      if (this.rest.length < HEAD_SIZE + length) return;
      const frame = this.rest.subarray(0, HEAD_SIZE + length);
      this.rest = this.rest.subarray(HEAD_SIZE + length);
      this.take(frame);
    }
  }

  private take(frame: Buffer): void {
    const flags = frame.readUInt8(4);
    const body = frame.subarray(HEAD_SIZE);
    if (((frame[0] as number) & CONTROL) === 0) {
      this.streams.get(frame.readUInt32BE(0))?.receive(body, (flags & FIN) !== 0);
      return;
    }
    try {
      this.control(frame.readUInt16BE(2), flags, body);
    } catch {
      // what cannot be read leaves the two ends with different ideas of the headers: there is no way on
      this.end();
    }
  }

  private control(type: number, flags: number, body: Buffer): void {
    switch (type) {
      case Frame.SynStream: {
        const id = body.readUInt32BE(0);
        const headers = this.reader.read(body.subarray(10));
        const stream = new SpdyStream(headers, (bytes, isLast) => this.data(id, bytes, isLast));
        this.streams.set(id, stream);
        this.reply(id);
        this.opened(stream);
        if ((flags & FIN) !== 0) stream.close();
        break;
      }
      case Frame.RstStream: {
        const id = body.readUInt32BE(0);
        this.streams.get(id)?.close();
        this.streams.delete(id);
        break;
      }
      case Frame.Ping:
        // those of clients are odd; the answer is the same again
        if (body.readUInt32BE(0) % 2 === 1) this.frame(Frame.Ping, 0, body);
        break;
      case Frame.GoAway:
        this.close();
        this.end();
        break;
      default:
    }
  }

  private reply(id: number): void {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(id);
    this.frame(Frame.SynReply, 0, Buffer.concat([head, this.writer.writeNone()]));
  }

  private frame(type: number, flags: number, body: Buffer): void {
    if (this.isOver) return;
    const head = Buffer.alloc(HEAD_SIZE);
    head.writeUInt16BE((CONTROL << 8) | VERSION);
    head.writeUInt16BE(type, 2);
    head.writeUInt8(flags, 4);
    head.writeUIntBE(body.length, 5, 3);
    this.wire.write(Buffer.concat([head, body]));
  }

  private data(id: number, bytes: Buffer, isLast: boolean): void {
    if (this.isOver) return;
    const head = Buffer.alloc(HEAD_SIZE);
    head.writeUInt32BE(id);
    head.writeUInt8(isLast ? FIN : 0, 4);
    head.writeUIntBE(bytes.length, 5, 3);
    this.wire.write(Buffer.concat([head, bytes]));
  }

  private close(): void {
    for (const stream of this.streams.values()) stream.close();
  }
}
