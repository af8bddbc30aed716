import {
  type Attachment,
  AttachmentContentEncoding,
  type Envelope,
  type Examples,
  type GherkinDocument,
  type Pickle,
  type PickleStep,
  type TestStepFinished,
  TestStepResultStatus,
} from '@cucumber/messages';
import { timelineSvg } from './timeline';
import type { ScenarioRecord } from './trace-record';

/** How a step or a scenario ended; a pending step counts as undefined, an ambiguous one as failed. */
export type Status = 'passed' | 'failed' | 'undefined' | 'skipped';

/** A step as it was run, with the values of its outline's row put in. */
export interface StepModel {
  readonly keyword: string;
  readonly text: string;
  readonly status: Status;
  readonly docString?: string;
  readonly table?: readonly (readonly string[])[];
  /** Why it failed. */
  readonly message?: string;
}

/** The last attempt of a scenario, or of one row of an outline. */
export interface ScenarioModel {
  /** `features/x.feature:12`, with the row's line for an example of an outline. */
  readonly id: string;
  readonly uri: string;
  readonly line: number;
  readonly name: string;
  /** The Rule that it stands under. */
  readonly rule?: string;
  /** The row of Examples that it was made of: heading and value. */
  readonly examples?: readonly (readonly [string, string])[];
  readonly tags: readonly string[];
  readonly status: Status;
  readonly steps: readonly StepModel[];
  /** What is wrong beside the steps: a broken law. */
  readonly message?: string;
  readonly record?: ScenarioRecord;
  /** An SVG that takes its style from the page. */
  readonly picture?: string;
}

/** A feature file, with those of its scenarios that ran. */
export interface FeatureModel {
  readonly uri: string;
  readonly name: string;
  readonly description: string;
  readonly language: string;
  readonly scenarios: readonly ScenarioModel[];
}

/** All that the page shows. Nothing in it depends on the wall clock or on the order of execution. */
export interface ReportModel {
  readonly features: readonly FeatureModel[];
  readonly counts: Readonly<Record<Status, number>>;
}

const STATUS: Readonly<Record<string, Status>> = {
  [TestStepResultStatus.PASSED]: 'passed',
  [TestStepResultStatus.SKIPPED]: 'skipped',
  [TestStepResultStatus.UNDEFINED]: 'undefined',
  [TestStepResultStatus.PENDING]: 'undefined',
};

/** What the keys of hooks begin with, among those of steps. */
const HOOK = 'hook ';

interface Run {
  readonly pickle: Pickle;
  readonly results: Map<string, { readonly status: Status; readonly message?: string }>;
  record: ScenarioRecord | undefined;
}

/** What Cucumber's messages say, by what belongs together. */
class Messages {
  /** By uri. The parts of a run that was split have read the same file, each with ids of its own. */
  readonly documents = new Map<string, GherkinDocument[]>();
  readonly pickles = new Map<string, Pickle>();
  /** Test step to pickle step ('' for a hook), by test case. */
  private readonly cases = new Map<
    string,
    { readonly pickleId: string; readonly steps: Map<string, string> }
  >();
  private readonly started = new Map<string, string>();
  /** The last run of each pickle: a retry takes the place of what it repeats. */
  readonly runs = new Map<string, Run>();
  private readonly byStart = new Map<string, Run>();

  hear(envelope: Envelope): void {
    const { gherkinDocument, pickle, testCase, testCaseStarted, testStepFinished, attachment } =
      envelope;
    if (gherkinDocument?.uri !== undefined) {
      const known = this.documents.get(gherkinDocument.uri) ?? [];
      this.documents.set(gherkinDocument.uri, [...known, gherkinDocument]);
    }
    if (pickle !== undefined) this.pickles.set(pickle.id, pickle);
    if (testCase !== undefined) {
      const steps = new Map(
        testCase.testSteps.map(({ id, pickleStepId }) => [id, pickleStepId ?? '']),
      );
      this.cases.set(testCase.id, { pickleId: testCase.pickleId, steps });
    }
    if (testCaseStarted !== undefined) this.begin(testCaseStarted.id, testCaseStarted.testCaseId);
    if (testStepFinished !== undefined) this.endStep(testStepFinished);
    if (attachment?.fileName === 'wavetank.json') this.attach(attachment);
  }

  private endStep({ testCaseStartedId, testStepId, testStepResult }: TestStepFinished): void {
    const status = STATUS[testStepResult.status] ?? 'failed';
    const steps = this.cases.get(this.started.get(testCaseStartedId) ?? '')?.steps;
    const step = steps?.get(testStepId) ?? '';
    const { message } = testStepResult;
    const key = step === '' ? `${HOOK}${testStepId}` : step;
    const result = message === undefined ? { status } : { status, message };
    this.byStart.get(testCaseStartedId)?.results.set(key, result);
  }

  private attach({ testCaseStartedId, contentEncoding, body }: Attachment): void {
    const run = this.byStart.get(testCaseStartedId ?? '');
    if (run === undefined) return;
    const text =
      contentEncoding === AttachmentContentEncoding.BASE64
        ? Buffer.from(body, 'base64').toString('utf8')
        : body;
    run.record = JSON.parse(text) as ScenarioRecord;
  }

  private begin(id: string, testCaseId: string): void {
    const pickle = this.pickles.get(this.cases.get(testCaseId)?.pickleId ?? '');
    if (pickle === undefined) return;
    this.started.set(id, testCaseId);
    const run: Run = { pickle, results: new Map(), record: undefined };
    this.runs.set(pickle.id, run);
    this.byStart.set(id, run);
  }
}

interface Origins {
  readonly lines: Map<string, number>;
  readonly keywords: Map<string, string>;
  readonly rules: Map<string, string>;
  readonly rows: Map<string, readonly (readonly [string, string])[]>;
}

function takeExamples({ tableHeader, tableBody }: Examples, { lines, rows }: Origins): void {
  for (const { id, location, cells } of tableBody) {
    lines.set(id, location.line);
    const heads = tableHeader?.cells ?? [];
    rows.set(
      id,
      cells.map(({ value }, index) => [heads[index]?.value ?? '', value]),
    );
  }
}

/** Where the parts of a feature file stand, by the ids that pickles refer to. */
function originsOf(documents: readonly GherkinDocument[]): Origins {
  const origins: Origins = {
    lines: new Map(),
    keywords: new Map(),
    rules: new Map(),
    rows: new Map(),
  };
  for (const child of documents.flatMap(({ feature }) => feature?.children ?? [])) {
    for (const { background, scenario } of [child, ...(child.rule?.children ?? [])]) {
      for (const { id, keyword } of [...(background?.steps ?? []), ...(scenario?.steps ?? [])]) {
        origins.keywords.set(id, keyword.trim());
      }
      if (scenario === undefined) continue;
      origins.lines.set(scenario.id, scenario.location.line);
      if (child.rule !== undefined) origins.rules.set(scenario.id, child.rule.name);
      for (const examples of scenario.examples) takeExamples(examples, origins);
    }
  }
  return origins;
}

function stepModel(step: PickleStep, run: Run, keywords: ReadonlyMap<string, string>): StepModel {
  const { status, message } = run.results.get(step.id) ?? {
    status: 'skipped' as Status,
    message: undefined,
  };
  const { docString, dataTable } = step.argument ?? {};
  return {
    keyword: keywords.get(step.astNodeIds[0] ?? '') ?? '',
    text: step.text,
    status,
    ...(docString === undefined ? {} : { docString: docString.content }),
    ...(dataTable === undefined
      ? {}
      : { table: dataTable.rows.map(({ cells }) => cells.map(({ value }) => value)) }),
    ...(message === undefined ? {} : { message }),
  };
}

function worst(statuses: readonly Status[]): Status {
  for (const status of ['failed', 'undefined', 'skipped'] as const) {
    if (statuses.includes(status)) return status;
  }
  return 'passed';
}

function scenarioModel(run: Run, origins: Origins, language: string): ScenarioModel {
  const { pickle, record } = run;
  const { uri, name, astNodeIds } = pickle;
  const steps = pickle.steps.map((step) => stepModel(step, run, origins.keywords));
  const hooks = [...run.results].filter(([key]) => key.startsWith(HOOK)).map(([, hook]) => hook);
  const message = hooks.find(({ status }) => status === 'failed')?.message;
  const line = origins.lines.get(astNodeIds.at(-1) ?? '') ?? 0;
  const rule = origins.rules.get(astNodeIds[0] ?? '');
  const examples = origins.rows.get(astNodeIds.at(-1) ?? '');
  return {
    id: `${uri}:${line}`,
    uri,
    line,
    name,
    ...(rule === undefined ? {} : { rule }),
    ...(examples === undefined ? {} : { examples }),
    tags: pickle.tags.map((tag) => tag.name),
    status: worst([...steps, ...hooks].map(({ status }) => status)),
    steps,
    ...(message === undefined ? {} : { message }),
    ...(record === undefined ? {} : { record, picture: timelineSvg(record, language, '') }),
  };
}

/** Makes the report's model of Cucumber's messages, also of those of several runs, one after another. */
export function modelOf(envelopes: readonly Envelope[]): ReportModel {
  const messages = new Messages();
  for (const envelope of envelopes) messages.hear(envelope);
  const features = [...messages.documents].map(([uri, documents]): FeatureModel => {
    const origins = originsOf(documents);
    const feature = documents.at(-1)?.feature;
    const language = feature?.language ?? 'en';
    const scenarios = [...messages.runs.values()]
      .filter(({ pickle }) => pickle.uri === uri)
      .map((run) => scenarioModel(run, origins, language))
      .sort((a, b) => a.line - b.line);
    const description = (feature?.description ?? '').trim();
    return { uri, name: feature?.name ?? '', description, language, scenarios };
  });
  const counts: Record<Status, number> = { passed: 0, failed: 0, undefined: 0, skipped: 0 };
  for (const { status } of features.flatMap(({ scenarios }) => scenarios)) counts[status]++;
  return {
    features: features
      .filter(({ scenarios }) => scenarios.length > 0)
      .sort((a, b) => (a.uri < b.uri ? -1 : 1)),
    counts,
  };
}
