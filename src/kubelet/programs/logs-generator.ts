import type { ImageProgram } from './http-server';
import { flag, readDuration } from './program-flags';

const METHODS = ['GET', 'POST', 'PUT'];
const NAMESPACES = ['kube-system', 'default', 'ns'];

/** Looks like a line of an API server's log; the same for the same number. */
function requestLine(id: number): string {
  const namespace = NAMESPACES[((id * 7) % 5) % 3];
  const pod = (id * 7919 + 1296).toString(36);
  const method = METHODS[((id * 5) % 7) % 3];
  return `${id} ${method} /api/v1/namespaces/${namespace}/pods/${pod} ${200 + ((id * 113) % 400)}`;
}

/** `agnhost logs-generator`: so many lines in so much time. */
export const logsGenerator: ImageProgram = function* (words, around) {
  const total = Number(flag(words, 'log-lines-total', 't') ?? 0);
  const duration = readDuration(flag(words, 'run-duration', 'd') ?? '');
  if (!(total > 0 && duration > 0)) {
    around.write(
      total > 0
        ? `Invalid duration: ${duration / 1000}s\n`
        : `Invalid total number of lines: ${total}\n`,
    );
    return 255;
  }
  for (let id = 0; id < total; id++) {
    const now = new Date(around.now()).toISOString();
    const head = `I${now.slice(5, 7)}${now.slice(8, 10)} ${now.slice(11, 23)}000       1`;
    around.write(`${head} logs_generator.go:76] ${requestLine(id)}\n`);
    yield { sleep: duration / total, endless: false };
  }
  return 0;
};
