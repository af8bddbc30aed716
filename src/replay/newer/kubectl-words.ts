import type { NewerWords } from './words';

/** What kubectl v1.34 is known to print otherwise than the build of v1.32 whose answers were recorded. */
export const newerKubectlWords: readonly NewerWords[] = [
  {
    since: 'kubectl v1.34',
    reason: 'a creation that has not been is left out',
    of: 'theirs',
    text: /^ *creationTimestamp: null\n/gm,
    becomes: '',
  },
  {
    since: 'another build',
    reason: 'the build that was recorded tells errors of the command line through its log',
    of: 'theirs',
    text: /(?<=<klog> "command failed" err=".*)\\"/g,
    becomes: '"',
  },
  {
    since: 'another build',
    reason: 'the build that was recorded tells errors of the command line through its log',
    of: 'theirs',
    text: /<klog> "command failed" err="(.*)"$/gm,
    becomes: 'error: $1',
  },
  {
    since: 'another build',
    reason: 'the build that was recorded begins errors of flags in capitals',
    of: 'theirs',
    text: /^Error: (?=unknown (shorthand )?flag|flag needs|invalid argument)/gm,
    becomes: 'error: ',
  },
];
