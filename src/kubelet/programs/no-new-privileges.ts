import type { ImageProgram } from './http-server';

/** The image `nonewprivs`: a program that belongs to root and runs as root, if it may; it says as whom it does. */
// biome-ignore lint/correctness/useYield: it ends at once
export const noNewPrivileges: ImageProgram = function* (_words, { mayEscalate, user, write }) {
  write(`Effective uid: ${mayEscalate ? 0 : user.uid}\n`);
  return 0;
};
