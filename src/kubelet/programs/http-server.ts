import type { HttpReply, HttpRequest } from '../container/pod-http';
import type { Process, Surroundings } from '../container/process';

/** A program of an image by its command line. */
export type ImageProgram = (words: readonly string[], around: Surroundings) => Process;

/** A request as a server's pages see it. */
export interface PageRequest extends HttpRequest {
  /** The path without its query. */
  readonly page: string;
  readonly query: URLSearchParams;
}

/** The pages of a server; undefined for one that it does not have. */
export type Pages = (request: PageRequest, around: Surroundings) => HttpReply | undefined;

/** Waits for ever, as servers do. */
export function* serveForever(): Process {
  yield { sleep: Number.POSITIVE_INFINITY, endless: true };
  return 0;
}

/** Answers HTTP on a port from now on. */
export function servePages(around: Surroundings, port: number, pages: Pages): void {
  around.serve(port, (request) => {
    if (request.transport !== undefined) return undefined;
    const [page = '/', query = ''] = request.path.split(/\?(.*)/s);
    const reply = pages({ ...request, page, query: new URLSearchParams(query) }, around);
    return reply ?? { status: 404, body: '404 page not found\n' };
  });
}

/** A plain answer of a page. */
export function page(body: string, status = 200): HttpReply {
  return { status, body };
}

/** A line as Go's log package writes it. */
export function logLine(around: Surroundings, text: string): void {
  const stamp = new Date(around.now())
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ')
    .replaceAll('-', '/');
  around.write(`${stamp} ${text}\n`);
}
