import { isAbsolute, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const OURS = resolve(__dirname, '../..');

/** The first place in the user's own code that an error's stack names, as `steps/a.ts:3:5`. */
function ownPlace(stack: string): string | undefined {
  for (const line of stack.split('\n')) {
    const [, frame = '', place = ''] =
      /^\s+at (?:.*? \()?((?:file:|\/).*?)(:\d+:\d+)\)?$/.exec(line) ?? [];
    const file = frame.startsWith('file:') ? fileURLToPath(frame) : frame;
    if (!isAbsolute(file) || file.includes('node_modules') || file.startsWith(OURS)) continue;
    const path = relative('.', file);
    return `${path.startsWith('..') ? file : path}${place}`;
  }
  return undefined;
}

/** What a user is told of an error that kept a run from beginning or ending: the place in their code, and what is wrong. */
export function complaintOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // cucumber-js wraps what its plugins throw; the cause says more
  if (error.message.includes('transform') && error.cause instanceof Error) {
    return complaintOf(error.cause);
  }
  // what swc says of a syntax error goes on with a stack of its own
  const message = error.message.split(/\n+Caused by:\n/)[0]?.trim() ?? '';
  const place = ownPlace(
    error.stack?.slice(error.stack.indexOf(error.message) + error.message.length) ?? '',
  );
  return place === undefined ? message : `${place}: ${message}`;
}
