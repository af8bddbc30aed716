import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { filesOf } from '../files';
import { whyNewerAnswer } from '../newer/answers';
import type { FileResult } from '../table';
import { AnswerWorld } from './answer-world';
import type { Case, CaseRequest, Command } from './case';
import { differenceOf, printedDifference } from './comparison';

function readLines<T>(file: string): T[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T);
}

async function replayCase(
  given: Case,
  fixtures: readonly CaseRequest[],
  isOverHttp: boolean,
): Promise<string | undefined> {
  const world = new AnswerWorld(fixtures, given.namespace);
  for (const step of given.setup) world.prepare(step);
  const expected = given.response['v1.32'];
  if (given.request.kubectl !== undefined && expected !== undefined) {
    return printedDifference(expected, world.run(given.request as unknown as Command));
  }
  const answer = isOverHttp ? await world.sendOverHttp(given.request) : world.send(given.request);
  return differenceOf(given, answer);
}

/** What the recorded cluster held before it was asked; it lies beside the answers. */
const FIXTURES = 'fixtures.jsonl';

/**
 * Replays the recorded answers of a folder, or of one of its files: one result per file. With `isOverHttp` each
 * recorded request goes over a socket.
 */
export async function replayAnswers(
  path: string,
  only?: string,
  isOverHttp = false,
): Promise<FileResult[]> {
  const files = filesOf(path, '.jsonl').filter((file) => basename(file) !== FIXTURES);
  const dir = statSync(path).isFile() ? dirname(path) : path;
  const fixtures = readLines<CaseRequest>(join(dir, FIXTURES));
  const results: FileResult[] = [];
  for (const file of files) {
    const refused: string[] = [];
    const differences: string[] = [];
    let compared = 0;
    let equal = 0;
    const newer: string[] = [];
    for (const given of readLines<Case>(file)) {
      if (only !== undefined && !given.id.includes(only)) continue;
      if (given.changed_since === true || given.unstable !== undefined) {
        newer.push(`${given.id}: recorded as changed since, or as different from run to run`);
        continue;
      }
      const difference = await attempt(() => replayCase(given, fixtures, isOverHttp), refused);
      const why = difference === undefined ? undefined : whyNewerAnswer(difference);
      if (why !== undefined) {
        newer.push(`${given.id}: ${difference} (${why.since}: ${why.reason})`);
        continue;
      }
      compared++;
      if (difference === undefined) equal++;
      else differences.push(`${given.id} ${given.note}: ${difference}`);
    }
    results.push({ file: basename(file), compared, equal, newer, refused, differences });
  }
  return results;
}

/** A case that cannot even be sent counts as different, and says why. */
async function attempt(
  run: () => Promise<string | undefined>,
  refused: string[],
): Promise<string | undefined> {
  try {
    return await run();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    refused.push(why.slice(0, 80));
    return `not tried: ${why}`;
  }
}
