import { eventBytes } from './answer-bytes';
import type { Encoding } from './media-type';
import type { Sink, Stream, WireClock } from './stream';
import type { WatchEvent, Watching } from './watch';

/** upstream: bookmarks come about once a minute */
const BOOKMARK_EVERY = 60_000;

/** A watch as events in the encoding; ends when its time is over, or with an error. */
export function watchStream(watch: Watching, encoding: Encoding): Stream {
  return {
    begin(sink: Sink) {
      const send = (event: WatchEvent): void => {
        sink.write(eventBytes(event, encoding));
        if (event.type === 'ERROR') sink.end();
      };
      const releases = [watch.begin(send)];
      releases.push(sink.clock.afterReal(watch.timeoutSeconds * 1000, () => sink.end()));
      if (watch.bookmarks) releases.push(everyMinute(sink.clock, () => send(watch.bookmark())));
      return () => {
        for (const release of releases) release();
      };
    },
  };
}

function everyMinute(clock: WireClock, run: () => void): () => void {
  let cancel = clock.afterReal(BOOKMARK_EVERY, again);
  function again(): void {
    run();
    cancel = clock.afterReal(BOOKMARK_EVERY, again);
  }
  return () => cancel();
}
