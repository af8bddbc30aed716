import { jsonOf } from './encode';
import type { Sink, Stream, WireClock } from './stream';
import type { WatchEvent, Watching } from './watch';

/** upstream: a watch lasts 30 to 60 minutes when the client does not say how long */
const LASTS = 45 * 60;
/** upstream: bookmarks come about once a minute */
const BOOKMARK_EVERY = 60_000;

/** A watch as lines of JSON; ends when its time is over, or with an error. */
export function watchStream(watch: Watching): Stream {
  return {
    begin(sink: Sink) {
      const send = ({ type, object }: WatchEvent): void => {
        sink.write(`{"type":"${type}","object":${jsonOf(object)}}\n`);
        if (type === 'ERROR') sink.end();
      };
      const releases = [watch.begin(send)];
      const seconds = watch.timeoutSeconds ?? LASTS;
      releases.push(sink.clock.afterReal(seconds * 1000, () => sink.end()));
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
