import { CommandError } from '../errors';

/** Labels as `a=b,c=d`; the command fails where they are not. upstream: kubectl generate, ParseLabels */
export function parseLabels(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text.split(',').map((pair): [string, string] => {
      const [key = '', value, ...more] = pair.split('=');
      if (value === undefined || more.length > 0)
        throw new CommandError(`unexpected label spec: ${pair}`);
      if (key === '') throw new CommandError('unexpected empty label key');
      return [key, value];
    }),
  );
}
