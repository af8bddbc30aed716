import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { extname, isAbsolute, join, relative, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { loadConfiguration, loadSources, loadSupport, runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import { modelOf } from '../report/model';
import { pageOf } from '../report/page';
import { allureReport } from './allure';
import { Progress } from './progress';
import { undefinedSteps } from './undefined-steps';

/** What `wavetank run` was told. */
export interface RunOptions {
  readonly tags?: string;
  readonly name?: string;
  readonly parallel?: string;
  readonly seed?: string;
  readonly out: string;
  readonly failFast?: boolean;
  readonly strictSimulation?: boolean;
  readonly allure?: boolean;
  readonly order?: string;
}

/** 0 passed, 1 a scenario failed, 2 wrong usage, undefined steps or unreadable files. */
export type ExitCode = 0 | 1 | 2;

const STEPS = resolve(__dirname, '../../steps/index.js');
const TYPESCRIPT = resolve(__dirname, 'typescript.js');

/** Code in a folder and below, in the order of its names. */
function codeIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replace(/\\/g, '/')}`)
    .filter(
      (path) => /(?<!\.d|\.test)\.(ts|js|cjs)$/.test(path) && !path.includes('/node_modules/'),
    )
    .sort();
}

/** The user's own steps: TypeScript or JavaScript beside the features and in steps/, but never wavetank's sources. */
function ownSteps(): string[] {
  const found = ['features', 'steps'].flatMap(codeIn);
  const isOurself = existsSync(join(process.cwd(), 'src/scenario/world.ts'));
  return found.filter((file) => !isOurself || !file.startsWith('steps/'));
}

function configurationOf(features: readonly string[], options: RunOptions) {
  const own = ownSteps();
  const { out } = options;
  const isTypeScript = own.some((file) => extname(file) === '.ts');
  return {
    paths: features.length > 0 ? [...features] : ['features/**/*.feature'],
    require: [STEPS, ...own.map((file) => resolve(file))],
    requireModule: isTypeScript ? [TYPESCRIPT] : [],
    format: [
      ['junit', join(out, 'junit.xml')],
      ['message', join(out, 'messages.ndjson')],
      ...(options.allure === true
        ? [['allure-cucumberjs/reporter', join(out, '.allure-formatter')]]
        : []),
    ] as [string, string][],
    formatOptions: { resultsDir: join(out, 'allure-results'), junit: { suiteName: 'wavetank' } },
    order: (options.order ?? 'defined') as 'defined',
    parallel: Number(options.parallel ?? 0),
    failFast: options.failFast === true,
    ...(options.tags === undefined ? {} : { tags: options.tags }),
    ...(options.name === undefined ? {} : { name: [options.name] }),
    worldParameters: {
      wavetank: {
        strict: options.strictSimulation === true,
        ...(options.seed === undefined ? {} : { seed: Number(options.seed) }),
      },
    },
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Feature files that cannot be read, each as file:line:column and why. */
function sourceErrors(
  errors: readonly {
    readonly uri: string;
    readonly location: { readonly line: number; readonly column?: number };
    readonly message: string;
  }[],
): string[] {
  return errors.map(
    ({ uri, location, message }) => `${uri}:${location.line}:${location.column ?? 1}: ${message}`,
  );
}

/** Runs features and writes the reports; says what happened and returns the exit code. */
export async function run(features: readonly string[], options: RunOptions): Promise<ExitCode> {
  for (const path of features) {
    const file = path.replace(/(:\d+)+$/, '');
    if (!/[*?{[]/.test(file) && !existsSync(file)) {
      process.stderr.write(`wavetank: there is no file or folder ${file}\n`);
      return 2;
    }
  }
  mkdirSync(options.out, { recursive: true });
  rmSync(join(options.out, 'allure-results'), { recursive: true, force: true });
  // cucumber-js always has a formatter on its output; ours says all that is to be said
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const environment = { cwd: process.cwd(), stdout: silence, stderr: process.stderr };
  const provided = configurationOf(features, options);
  const { runConfiguration } = await loadConfiguration({ file: false, provided }, environment);
  const sources = await loadSources(runConfiguration.sources, environment);
  if (sources.errors.length > 0) {
    for (const error of sourceErrors(sources.errors)) process.stderr.write(`${error}\n`);
    return 2;
  }
  if (sources.plan.length === 0) {
    process.stderr.write(
      'wavetank: no scenario was found; features are looked for in features/**/*.feature\n',
    );
    return 2;
  }
  const support = await loadSupport(runConfiguration, environment);
  const envelopes: Envelope[] = [];
  const progress = new Progress(sources.plan.length);
  const { success } = await runCucumber(
    { ...runConfiguration, support },
    environment,
    (envelope) => {
      envelopes.push(envelope);
      progress.hear(envelope);
    },
  );
  progress.end();
  const page = join(options.out, 'index.html');
  writeFileSync(page, pageOf(modelOf(envelopes)));
  const missing = undefinedSteps(envelopes);
  for (const line of missing) process.stderr.write(`${line}\n`);
  await sayReports(options, page);
  if (missing.length > 0) return 2;
  return success ? 0 : 1;
}

async function sayReports(options: RunOptions, page: string): Promise<void> {
  const { out } = options;
  rmSync(join(out, '.allure-formatter'), { force: true });
  if (options.allure === true) say(allureReport(out));
  for (const file of [join(out, 'junit.xml'), join(out, 'messages.ndjson'), page]) {
    say(`report: ${isAbsolute(file) ? file : relative('.', file)}`);
  }
}
