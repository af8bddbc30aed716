import { parseDuration } from '../api/duration';
import { defaultSettings, type Settings } from '../api/settings';
import { UserError } from './user-error';

/** What the tags of a scenario say of its world: `@seed(7)`, `@shuffle`, `@explore(200)`, `@nodeMonitorGracePeriod(40s)`. */
export interface TagOptions {
  readonly seed?: number;
  readonly shuffle: boolean;
  /** How many other seeds it must pass, with faults of theirs. */
  readonly explore?: number;
  readonly settings: Partial<Settings>;
}

const TAG = /^@([A-Za-z]+)(?:\(([^)]*)\))?$/;

/** Reads the tags that wavetank knows; any other is the user's own. An error when a value cannot be read. */
export function readTags(tags: readonly string[]): TagOptions {
  const settings: Record<string, number> = {};
  let seed: number | undefined;
  let explore: number | undefined;
  let shuffle = false;
  for (const tag of tags) {
    const [, name = '', value] = TAG.exec(tag) ?? [];
    if (name === 'shuffle' && value === undefined) shuffle = true;
    if (value === undefined) continue;
    if (name === 'seed') seed = numberIn(tag, value);
    else if (name === 'explore') explore = numberIn(tag, value);
    else if (name in defaultSettings) {
      settings[name] = /^\d+(\.\d+)?$/.test(value) ? Number(value) : durationIn(tag, value);
    }
  }
  return {
    shuffle,
    settings,
    ...(seed === undefined ? {} : { seed }),
    ...(explore === undefined ? {} : { explore }),
  };
}

function numberIn(tag: string, value: string): number {
  if (/^\d+$/.test(value)) return Number(value);
  throw new UserError(
    `the tag ${tag} needs a whole number, as in @${tag.slice(1, tag.indexOf('('))}(7)`,
  );
}

function durationIn(tag: string, value: string): number {
  if (/^(\d+(ms|s|m|h|d))+$/.test(value)) return parseDuration(value);
  throw new UserError(`the tag ${tag} needs a span of time, as in @nodeMonitorGracePeriod(40s)`);
}
