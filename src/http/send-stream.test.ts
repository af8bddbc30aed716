import type { ServerResponse } from 'node:http';
import { Writable } from 'node:stream';
import { describe, it } from 'node:test';
import { assert } from 'chai';
import { sendStream } from './send-stream';
import type { Sink, WireClock } from './stream';
import type { WatchEvent } from './watch';
import { watchStream } from './watch-stream';

/** A client at the other end of a wire; one that does not read takes the first piece and no more. */
class Client extends Writable {
  readonly pieces: string[] = [];

  constructor(private readonly reads: boolean) {
    super();
  }

  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    this.pieces.push(piece.toString());
    if (this.reads) done();
  }

  writeHead(): void {}
  flushHeaders(): void {}
}

/** A clock that is moved by hand. */
class HandClock implements WireClock {
  private waiting: { at: number; run: () => void }[] = [];
  private now = 0;

  afterReal(delay: number, run: () => void): () => void {
    const entry = { at: this.now + delay, run };
    this.waiting.push(entry);
    return () => {
      this.waiting = this.waiting.filter((each) => each !== entry);
    };
  }

  pass(duration: number): void {
    const end = this.now + duration;
    for (;;) {
      const [next] = this.waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.waiting = this.waiting.filter((each) => each !== next);
      this.now = next.at;
      next.run();
    }
    this.now = end;
  }

  get isIdle(): boolean {
    return this.waiting.length === 0;
  }
}

const HEAD = { code: 200, headers: {} };

function sent(client: Client, clock = new HandClock()) {
  const state: { sink: Sink | undefined; stopped: boolean } = { sink: undefined, stopped: false };
  const stream = {
    begin(sink: Sink) {
      state.sink = sink;
      return () => {
        state.stopped = true;
      };
    },
  };
  sendStream(client as unknown as ServerResponse, HEAD, stream, clock);
  return state;
}

describe('an answer that goes on', () => {
  it('reaches whoever reads', () => {
    const client = new Client(true);
    const state = sent(client);
    for (let i = 0; i < 40; i++) state.sink?.write('x'.repeat(1024 * 1024));
    assert.lengthOf(client.pieces, 40);
    assert.isFalse(state.stopped);
  });

  it('lets go of whoever does not read', () => {
    const client = new Client(false);
    const state = sent(client);
    for (let i = 0; i < 40; i++) state.sink?.write('x'.repeat(1024 * 1024));
    assert.isTrue(client.destroyed);
    assert.isTrue(state.stopped);
  });

  it('stops when the client goes', async () => {
    const client = new Client(true);
    const state = sent(client);
    client.destroy();
    await new Promise((resolve) => setImmediate(resolve));
    assert.isTrue(state.stopped);
    state.sink?.write('late');
    assert.lengthOf(client.pieces, 0);
  });
});

describe('a watch on the wire', () => {
  const bookmark: WatchEvent = { type: 'BOOKMARK', object: {} };
  const begun = (timeoutSeconds: number, bookmarks: boolean) => {
    const clock = new HandClock();
    const client = new Client(true);
    const watch = {
      timeoutSeconds,
      bookmarks,
      bookmark: () => bookmark,
      begin: (send: (event: WatchEvent) => void) => {
        send({ type: 'ADDED', object: { a: 1 } });
        return () => {};
      },
    };
    const response = client as unknown as ServerResponse;
    sendStream(response, HEAD, watchStream(watch, 'json'), clock);
    return { clock, client };
  };

  it('is a line for each event, and a bookmark each minute', () => {
    const { clock, client } = begun(3000, true);
    clock.pass(150_000);
    const mark = '{"type":"BOOKMARK","object":{}}\n';
    assert.deepEqual(client.pieces, ['{"type":"ADDED","object":{"a":1}}\n', mark, mark]);
  });

  it('ends when its time is over, and leaves nothing behind', () => {
    const { clock, client } = begun(90, true);
    clock.pass(89_000);
    assert.isFalse(client.writableEnded);
    clock.pass(1000);
    assert.isTrue(client.writableEnded);
    assert.isTrue(clock.isIdle);
  });
});
