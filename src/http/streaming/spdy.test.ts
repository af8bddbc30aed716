import { describe, it } from 'node:test';
import { constants, createDeflate, type Deflate } from 'node:zlib';
import { assert } from 'chai';
import fc from 'fast-check';
import type { Wire } from './channels';
import { SpdyConnection, type SpdyStream } from './spdy';
import { SPDY_DICTIONARY } from './spdy-headers';

/** A wire that a test holds the other end of. */
class TestWire implements Wire {
  readonly sent: Buffer[] = [];
  isEnded = false;
  private data: (bytes: Buffer) => void = () => undefined;
  private closed: () => void = () => undefined;

  write(bytes: Buffer): void {
    this.sent.push(bytes);
  }

  end(): void {
    this.isEnded = true;
  }

  onData(listen: (bytes: Buffer) => void): void {
    this.data = listen;
  }

  onClose(listen: () => void): void {
    this.closed = listen;
  }

  receive(bytes: Buffer): void {
    this.data(bytes);
  }

  close(): void {
    this.closed();
  }
}

function frame(type: number, flags: number, body: Buffer): Buffer {
  const head = Buffer.from([0x80, 0x03, 0, type, flags, 0, 0, 0]);
  head.writeUIntBE(body.length, 5, 3);
  return Buffer.concat([head, body]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function data(id: number, text: string, isLast = false): Buffer {
  const head = Buffer.concat([number(id), number(text.length)]);
  head.writeUInt8(isLast ? 1 : 0, 4);
  return Buffer.concat([head, Buffer.from(text)]);
}

/** The header compression of a client: one stream of zlib for the whole connection. */
class ClientHeaders {
  private readonly deflate: Deflate = createDeflate({ dictionary: SPDY_DICTIONARY });

  open(id: number, headers: Readonly<Record<string, string>>): Promise<Buffer> {
    const words = Object.entries(headers).flat();
    const block = [number(words.length / 2)];
    for (const word of words) block.push(number(word.length), Buffer.from(word));
    const chunks: Buffer[] = [];
    const collect = (chunk: Buffer) => chunks.push(chunk);
    this.deflate.on('data', collect);
    this.deflate.write(Buffer.concat(block));
    return new Promise((resolve) => {
      this.deflate.flush(constants.Z_SYNC_FLUSH, () => {
        this.deflate.off('data', collect);
        resolve(frame(1, 0, Buffer.concat([number(id), number(0), Buffer.alloc(2), ...chunks])));
      });
    });
  }
}

function connected() {
  const wire = new TestWire();
  const streams: SpdyStream[] = [];
  const connection = new SpdyConnection(wire, (stream) => streams.push(stream));
  return { wire, streams, connection };
}

describe("a server's end of SPDY", () => {
  it('takes streams with their headers, in whatever pieces they come', async () => {
    const client = new ClientHeaders();
    const bytes = Buffer.concat([
      await client.open(1, { streamtype: 'error' }),
      await client.open(3, { streamtype: 'data', port: '8080', requestid: '0' }),
      data(3, 'hello'),
      data(3, '', true),
    ]);
    for (const size of [1, 7, bytes.length]) {
      const { wire, streams } = connected();
      for (let at = 0; at < bytes.length; at += size) wire.receive(bytes.subarray(at, at + size));
      assert.deepEqual(
        streams.map(({ headers }) => headers.get('streamtype')),
        ['error', 'data'],
      );
      assert.equal(streams[1]?.headers.get('port'), '8080');
      let text = '';
      streams[1]?.onData(
        (chunk) => {
          text += chunk.toString();
        },
        () => {
          text += '.';
        },
      );
      assert.equal(text, 'hello.');
    }
  });

  it('answers pings, writes in pieces and ends once', async () => {
    const { wire, streams } = connected();
    wire.receive(frame(6, 0, number(1)));
    assert.deepEqual(wire.sent.pop(), frame(6, 0, number(1)));
    wire.receive(await new ClientHeaders().open(1, { streamtype: 'stdout' }));
    wire.sent.length = 0;
    const [stream] = streams;
    stream?.write(Buffer.alloc(100_000, 'a'));
    stream?.end();
    stream?.end();
    stream?.write(Buffer.from('late'));
    assert.deepEqual(
      wire.sent.map((bytes) => [bytes.length - 8, bytes[4]]),
      [
        [32_768, 0],
        [32_768, 0],
        [32_768, 0],
        [1696, 0],
        [0, 1],
      ],
    );
  });

  it('lets go of what is no SPDY, and never fails', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 8 }), (pieces) => {
        const { wire } = connected();
        for (const piece of pieces) wire.receive(Buffer.from(piece));
        wire.close();
      }),
      { numRuns: 2000 },
    );
    const { wire } = connected();
    wire.receive(frame(1, 0, Buffer.from('no headers at all')));
    assert.isTrue(wire.isEnded);
  });
});
