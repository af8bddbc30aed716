import { Pods } from '../../api/core/pod';
import type { Kind } from '../../api/kind';
import type { Pod } from '../../api/schema/objects';
import { byteLimit, containerRuns, mustHaveLog, stampedLine } from '../../apiserver/pod-log';
import { current, type Session } from '../session';
import type { LoggedLine, LogRequest } from '../target';

/** The log of one container, read piece by piece. */
export class LogStream {
  private readonly pod: Pod;
  private readonly container: string;
  private last: LoggedLine | undefined;
  private readonly cut: (text: string) => string;

  /** Refuses, as the server does, who may not read it, and when there is nothing to read. */
  constructor(
    private readonly session: Session,
    { pod, container }: { readonly pod: Pod; readonly container: string },
    private readonly request: LogRequest,
    /** At most so many bytes are shown. */
    limit: number | undefined,
  ) {
    this.pod = pod;
    this.container = container;
    this.cut = byteLimit(limit);
    // the right to read logs is that of the subresource
    const log = { kind: Pods as Kind, subresource: 'log' };
    session.target.server.admitRequest(session.api.user, 'get', log, pod.metadata);
    mustHaveLog(pod, container, request.previous);
  }

  /** Shows what was written since it was last asked; at first what the request asks for. */
  show(): void {
    const { session, last, request } = this;
    const wanted = last === undefined ? request : { previous: false, since: last.time };
    const lines = session.target.logs(this.pod, this.container, wanted) ?? [];
    const fresh = last === undefined ? lines : lines.slice(lines.lastIndexOf(last) + 1);
    for (const line of fresh) this.write(line);
    this.last = lines.at(-1) ?? last;
  }

  private write(line: LoggedLine): void {
    const { session } = this;
    const text = this.cut(
      `${session.flags.boolean('timestamps') ? stampedLine(line) : line.text}\n`,
    );
    const prefix = `[pod/${this.pod.metadata.name}/${this.container}] `;
    if (text !== '') session.write((session.flags.boolean('prefix') ? prefix : '') + text);
  }

  /** True when the container will write no more. */
  get isOver(): boolean {
    const now = current(this.session, Pods as Kind, this.pod) as Pod | undefined;
    return now?.metadata.uid !== this.pod.metadata.uid || !containerRuns(now, this.container);
  }
}

/** Shows what the containers write while simulated time passes, until all have ended; false when time ran out. */
export function follow(session: Session, streams: readonly LogStream[]): boolean {
  let shownAt = session.now;
  const look = (): boolean => {
    if (session.now === shownAt) return false;
    shownAt = session.now;
    // asked before the lines are read, so that none is missed
    const isEnd = streams.every((stream) => stream.isOver);
    for (const stream of streams) stream.show();
    return isEnd;
  };
  if (streams.every((stream) => stream.isOver)) return true;
  return session.target.waitUntil(look, session.watchLength);
}
