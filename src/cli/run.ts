import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { Writable } from 'node:stream';
import {
  type IPlannedPickle,
  type ISourcesCoordinates,
  loadConfiguration,
  loadSources,
  loadSupport,
  runCucumber,
} from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import { modelOf } from '../report/model';
import { pageOf } from '../report/page';
import { allureReport } from './allure';
import { complaintOf } from './complaint';
import { featureGlobs, UsageError } from './feature-files';
import { gherkinErrorText } from './gherkin-error';
import { supportFor } from './own-steps';
import { Progress } from './progress';
import { matchByFragments } from './step-fragments';
import { undefinedSteps } from './undefined-steps';

/** What `wavetank run` was told. */
export interface RunOptions {
  readonly tags?: string;
  readonly name?: string;
  readonly parallel?: number;
  readonly seed?: number;
  readonly out: string;
  readonly failFast?: boolean;
  readonly strictSimulation?: boolean;
  readonly allure?: boolean;
  readonly order: 'defined' | `random:${string}`;
}

/** 0 passed, 1 a scenario failed, 2 wrong usage, undefined steps or unreadable files. */
export type ExitCode = 0 | 1 | 2;

function configurationOf(features: readonly string[], options: RunOptions) {
  const { out } = options;
  return {
    paths: featureGlobs(features),
    format: [
      ['junit', join(out, 'junit.xml')],
      ['message', join(out, 'messages.ndjson')],
      ...(options.allure === true
        ? [['allure-cucumberjs/reporter', join(out, '.allure-formatter')]]
        : []),
    ] as [string, string][],
    formatOptions: { resultsDir: join(out, 'allure-results'), junit: { suiteName: 'wavetank' } },
    order: options.order,
    parallel: options.parallel ?? 0,
    failFast: options.failFast === true,
    ...(options.tags === undefined ? {} : { tags: options.tags }),
    ...(options.name === undefined ? {} : { name: [options.name] }),
    worldParameters: {
      wavetank: {
        strict: options.strictSimulation === true,
        ...(options.seed === undefined ? {} : { seed: options.seed }),
      },
    },
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

// cucumber-js always has a formatter on its output; ours says all that is to be said
const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
/** Where cucumber-js runs, and what it prints. */
export const environment = { cwd: process.cwd(), stdout: silence, stderr: process.stderr };

/** The scenarios to run. A UsageError for a file that cannot be read, and when there are none. */
export async function planOf(sources: ISourcesCoordinates): Promise<readonly IPlannedPickle[]> {
  const { plan, errors } = await loadSources(sources, environment);
  if (errors.length > 0) {
    const places = errors.map(
      ({ uri, location: { line, column = 1 }, message }) =>
        `${uri}:${line}:${column}: ${gherkinErrorText(message)}`,
    );
    throw new UsageError(places.join('\n'));
  }
  if (plan.length === 0) throw new UsageError(await whyNone(sources));
  return plan;
}

/** Why there is no scenario to run: what was asked for, and what there is. */
async function whyNone({ paths, names, tagExpression, ...rest }: ISourcesCoordinates) {
  const whole = paths.map((path) => path.replace(/(:\d+)+$/, ''));
  const { plan } = await loadSources(
    { ...rest, paths: whole, names: [], tagExpression: '' },
    environment,
  );
  if (plan.length === 0) return 'there is no scenario in what was named';
  if (tagExpression) return `no scenario has tags that match ${tagExpression}`;
  if (names.length > 0) return `no scenario has a name that matches ${names.join(', ')}`;
  const lines = plan.map(({ uri, location }) => `  ${uri}:${location.line}`);
  return `no scenario begins at that line; they begin at\n${lines.join('\n')}`;
}

/** Runs features and writes the reports; says what happened and returns the exit code. */
export async function run(features: readonly string[], options: RunOptions): Promise<ExitCode> {
  const { out } = options;
  try {
    const provided = configurationOf(features, options);
    // what an earlier run has left must not pass for this one's
    mkdirSync(out, { recursive: true });
    for (const name of [...WRITTEN, 'allure-results', 'allure-report']) {
      rmSync(join(out, name), { recursive: true, force: true });
    }
    const { runConfiguration } = await loadConfiguration({ file: false, provided }, environment);
    const plan = await planOf(runConfiguration.sources);
    const coordinates = supportFor([...new Set(plan.map(({ uri }) => uri))]);
    const support = await loadSupport({ ...runConfiguration, support: coordinates }, environment);
    matchByFragments(support);
    const envelopes: Envelope[] = [];
    const progress = new Progress(plan.length);
    const { success } = await runCucumber(
      { ...runConfiguration, support },
      environment,
      (heard) => {
        envelopes.push(heard);
        progress.hear(heard);
      },
    );
    progress.end();
    writeFileSync(join(out, 'index.html'), pageOf(modelOf(envelopes)));
    const missing = undefinedSteps(envelopes);
    for (const line of missing) process.stderr.write(`${line}\n`);
    sayReports(options);
    if (missing.length > 0) return 2;
    return success ? 0 : 1;
  } catch (error) {
    const prefix = error instanceof UsageError && /^\S+:\d+:\d+: /.test(error.message);
    process.stderr.write(`${prefix ? '' : 'wavetank: '}${complaintOf(error)}\n`);
    return 2;
  }
}

/** The reports of every run, in the order in which they are said. */
const WRITTEN = ['junit.xml', 'messages.ndjson', 'index.html'] as const;

function sayReports({ out, allure }: RunOptions): void {
  rmSync(join(out, '.allure-formatter'), { force: true });
  if (allure === true) say(allureReport(out));
  for (const name of WRITTEN) {
    const file = join(out, name);
    say(`report: ${isAbsolute(file) ? file : relative('.', file)}`);
  }
}
