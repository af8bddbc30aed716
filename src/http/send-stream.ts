import type { ServerResponse } from 'node:http';
import type { Stream, WireClock } from './stream';

/** A reader that has more than this to read yet is let go; it will begin anew. */
const BEHIND_MAX = 16 * 1024 * 1024;

/** What stands at the beginning of an answer. */
export interface Head {
  readonly code: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

/** Sends an answer as it is written, until it is over, the client goes, or the client does not read. */
export function sendStream(
  response: ServerResponse,
  head: Head,
  stream: Stream,
  clock: WireClock,
): void {
  let stop: (() => void) | undefined;
  let isOver = false;
  const release = (): void => {
    isOver = true;
    stop?.();
    stop = undefined;
  };
  response.on('close', release);
  response.on('error', release);
  response.writeHead(head.code, head.headers as Record<string, string | string[]>);
  response.flushHeaders();
  const begun = stream.begin({
    clock,
    write(part) {
      if (isOver) return;
      response.write(part);
      if (response.writableLength <= BEHIND_MAX) return;
      release();
      response.destroy();
    },
    end() {
      release();
      response.end();
    },
  });
  // it may have been over before it had begun
  if (isOver) begun();
  else stop = begun;
}
