import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { loadConfiguration, loadSupport, runCucumber } from '@cucumber/cucumber/api';
import type { Envelope, GherkinDocument, Pickle } from '@cucumber/messages';
import { Explorer, findingText } from '../../steps/explorer';
import type { Library } from '../../steps/library';
import { Player } from '../../steps/player';
import { digestOf } from '../scenario/digest';
import type { Family } from '../scenario/explore/faults';
import type { Broken } from '../scenario/explore/shrink';
import { readTags } from '../scenario/tags';
import { UserError } from '../scenario/user-error';
import { complaintOf } from './complaint';
import { searchAsWorker, searchInParallel, type Task } from './explore-workers';
import { featureGlobs, UsageError } from './feature-files';
import { supportFor } from './own-steps';
import { Places } from './places';
import { type ExitCode, environment, planOf } from './run';
import { type Shard, seedCount, seedsOf } from './shard';
import { matchByFragments } from './step-fragments';
import { undefinedSteps } from './undefined-steps';

/** What `wavetank explore` was told. */
export interface ExploreOptions {
  /** How many seeds are tried, from 1 on. */
  readonly seeds: number;
  readonly faults: readonly Family[];
  readonly parallel?: number;
  readonly shard: Shard;
  /** Holds the runs to the laws alone: faults may well break a claim about times. */
  readonly laws?: boolean;
  /** Says a digest of all that happened in all runs; it is the same on every machine. */
  readonly digest?: boolean;
  /** Where the feature that replays what was found goes, beside the terminal. */
  readonly write?: string;
  /** Searches for another process, to which it says what it finds. */
  readonly worker?: boolean;
}

/** A scenario, and where it stands: `file:line`. */
interface Placed {
  readonly place: string;
  readonly player: Player;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Loads the features and their steps, as a run does, and compiles their scenarios. */
export async function playersOf(features: readonly string[]): Promise<readonly Placed[]> {
  const provided = { paths: featureGlobs(features), format: [] as string[], dryRun: true };
  const { runConfiguration } = await loadConfiguration({ file: false, provided }, environment);
  const plan = await planOf(runConfiguration.sources);
  const coordinates = supportFor([...new Set(plan.map(({ uri }) => uri))]);
  const support = await loadSupport({ ...runConfiguration, support: coordinates }, environment);
  matchByFragments(support);
  const envelopes: Envelope[] = [];
  await runCucumber({ ...runConfiguration, support }, environment, (envelope) => {
    envelopes.push(envelope);
  });
  const missing = undefinedSteps(envelopes);
  if (missing.length > 0) throw new UsageError(missing.join('\n'));
  return compiled(envelopes, support as unknown as Library);
}

/** The scenarios that would run: cucumber-js tells of the others as well, but makes no test case of them. */
function compiled(envelopes: readonly Envelope[], library: Library): Placed[] {
  const places = new Places();
  const documents = new Map<string, GherkinDocument>();
  const pickles = new Map<string, Pickle>();
  const found: Placed[] = [];
  for (const envelope of envelopes) {
    places.hear(envelope);
    const { gherkinDocument, pickle: compiled, testCase } = envelope;
    if (gherkinDocument !== undefined) documents.set(gherkinDocument.uri ?? '', gherkinDocument);
    if (compiled !== undefined) pickles.set(compiled.id, compiled);
    const pickle = pickles.get(testCase?.pickleId ?? '');
    const document = documents.get(pickle?.uri ?? '');
    if (pickle === undefined || document === undefined) continue;
    const place = `${pickle.uri}:${places.pickle(pickle.id)?.line ?? 1}`;
    found.push({ place, player: new Player(library, pickle, document) });
  }
  return found;
}

/** What was explored of one scenario. */
interface Explored {
  readonly seeds: number;
  readonly broken: boolean;
}

/** Looks for the first seed that fails, and says what it found. */
async function exploreOne({ place, player }: Placed, options: ExploreOptions): Promise<Explored> {
  const { seeds, faults, shard, laws, parallel = 1 } = options;
  const { script } = player;
  const { seed = 1 } = readTags(script.tags);
  const sum = createHash('sha256');
  const explorer = await Explorer.of(player, {
    seed,
    faults,
    aim: laws === true ? 'laws' : 'claims and laws',
    ...(options.digest === true ? { hear: (w) => void sum.update(digestOf(w.cluster.trace)) } : {}),
  });
  if (options.worker === true) {
    await searchAsWorker(explorer, seeds, shard);
    return { seeds: 0, broken: false };
  }
  const began = performance.now();
  const found = await searchFor(explorer, { place, seeds, faults, shard, laws }, parallel);
  const tried = seedCount(found?.plan.seed ?? seeds, shard);
  const rate = Math.round(tried / ((performance.now() - began) / 1000));
  if (found === undefined) {
    say(`✔ ${place}: ${script.name}`);
    say(`    ${tried} seeds keep ${kept(options)} (${rate} seeds/s)`);
    if (options.digest === true) say(`    traces ${sum.digest('hex')}`);
    return { seeds: tried, broken: false };
  }
  const finding = await explorer.reduce(found);
  say(`✖ ${place}: ${script.name}`);
  for (const line of findingText(finding).split('\n')) say(`    ${line}`);
  say(`    ${tried} seeds were tried (${rate} seeds/s); this replays it:\n`);
  const feature = await explorer.feature(finding);
  say(feature);
  if (options.write !== undefined) writeFileSync(options.write, feature);
  return { seeds: tried, broken: true };
}

function kept({ laws }: ExploreOptions): string {
  return laws === true ? 'every law' : 'every claim and every law';
}

async function searchFor(
  explorer: Explorer,
  task: Task,
  workers: number,
): Promise<Broken | undefined> {
  if (workers <= 1) return explorer.search(seedsOf(task.seeds, task.shard));
  const seed = await searchInParallel(task, workers);
  return seed === undefined ? undefined : explorer.search([seed]);
}

/** Explores every scenario that is named; says what broke and returns the exit code. */
export async function explore(
  features: readonly string[],
  options: ExploreOptions,
): Promise<ExitCode> {
  let code: ExitCode = 0;
  let seeds = 0;
  if (options.digest === true && (options.parallel ?? 1) > 1) {
    process.stderr.write('wavetank: --digest needs one worker: leave --parallel out\n');
    return 2;
  }
  try {
    const players = await playersOf(features);
    for (const placed of players) {
      try {
        const explored = await exploreOne(placed, options);
        seeds += explored.seeds;
        if (explored.broken) code = 1;
      } catch (error) {
        // one scenario that cannot be explored keeps nobody from the others
        if (!(error instanceof UserError)) throw error;
        code = 1;
        say(`✖ ${placed.place}: ${placed.player.script.name}\n    ${error.message}`);
      }
    }
    if (code === 0 && players.length > 1 && options.worker !== true) {
      say(`${seeds} seeds of ${players.length} scenarios keep ${kept(options)}`);
    }
    return code;
  } catch (error) {
    process.stderr.write(`wavetank: ${complaintOf(error)}\n`);
    return 2;
  }
}
