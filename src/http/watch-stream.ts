import type { ServerResponse } from 'node:http';
import type { ClockDriver } from './clock-driver';
import { jsonOf } from './encode';
import type { HttpAnswer } from './exchange';
import type { Watching } from './watch';

/** A reader that has more than this to read yet is let go; it will list anew. */
const BEHIND_MAX = 16 * 1024 * 1024;
/** upstream: a watch lasts 30 to 60 minutes when the client does not say how long */
const LASTS = 45 * 60_000;
/** upstream: bookmarks come about once a minute */
const BOOKMARK_EVERY = 60_000;

/** Sends a watch line by line until it is over, the client goes, or the client does not read. */
export function streamWatch(
  response: ServerResponse,
  answer: HttpAnswer,
  watch: Watching,
  clock: ClockDriver,
): void {
  const releases: (() => void)[] = [];
  let isOver = false;
  const end = (): void => {
    if (isOver) return;
    isOver = true;
    for (const release of releases) release();
  };
  response.on('close', end);
  response.on('error', end);
  response.writeHead(answer.code, { ...answer.headers, 'content-type': 'application/json' });
  response.flushHeaders();
  const send = (event: { readonly type: string; readonly object: object }): void => {
    if (isOver) return;
    response.write(`{"type":"${event.type}","object":${jsonOf(event.object)}}\n`);
    if (response.writableLength <= BEHIND_MAX) return;
    end();
    response.destroy();
  };
  releases.push(watch.begin(send));
  const finish = (): void => {
    end();
    response.end();
  };
  releases.push(clock.afterReal((watch.timeoutSeconds ?? LASTS / 1000) * 1000, finish));
  if (watch.bookmarks) releases.push(everyMinute(clock, () => send(watch.bookmark())));
  // the client went, or fell behind, before the last of this was set up
  if (isOver) for (const release of releases) release();
}

function everyMinute(clock: ClockDriver, run: () => void): () => void {
  let cancel = clock.afterReal(BOOKMARK_EVERY, again);
  function again(): void {
    run();
    cancel = clock.afterReal(BOOKMARK_EVERY, again);
  }
  return () => cancel();
}
