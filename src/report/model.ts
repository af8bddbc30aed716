import {
  type Envelope,
  type GherkinDocument,
  type Pickle,
  type PickleStep,
  TestStepResultStatus,
} from '@cucumber/messages';
import { timelineSvg } from './timeline';
import type { ScenarioRecord } from './trace-record';

export type Status = 'passed' | 'failed' | 'undefined' | 'skipped';

export interface StepModel {
  readonly keyword: string;
  readonly text: string;
  readonly status: Status;
  readonly docString?: string;
  readonly table?: readonly (readonly string[])[];
  /** Why it failed. */
  readonly message?: string;
}

export interface ScenarioModel {
  /** `features/x.feature:12`, with the row's line for an example of an outline. */
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly status: Status;
  readonly steps: readonly StepModel[];
  /** What is wrong beside the steps: a broken law. */
  readonly message?: string;
  readonly record?: ScenarioRecord;
  readonly picture?: string;
}

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
}

const STATUS: Readonly<Record<string, Status>> = {
  [TestStepResultStatus.PASSED]: 'passed',
  [TestStepResultStatus.SKIPPED]: 'skipped',
  [TestStepResultStatus.UNDEFINED]: 'undefined',
};

interface Run {
  readonly pickle: Pickle;
  readonly results: Map<string, { readonly status: Status; readonly message?: string }>;
  record: ScenarioRecord | undefined;
}

/** What Cucumber's messages say, by what belongs together. */
class Messages {
  readonly documents = new Map<string, GherkinDocument>();
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
    if (gherkinDocument?.uri !== undefined)
      this.documents.set(gherkinDocument.uri, gherkinDocument);
    if (pickle !== undefined) this.pickles.set(pickle.id, pickle);
    if (testCase !== undefined) {
      const steps = new Map(
        testCase.testSteps.map(({ id, pickleStepId }) => [id, pickleStepId ?? '']),
      );
      this.cases.set(testCase.id, { pickleId: testCase.pickleId, steps });
    }
    if (testCaseStarted !== undefined) this.begin(testCaseStarted.id, testCaseStarted.testCaseId);
    if (testStepFinished !== undefined) {
      const { testCaseStartedId, testStepId, testStepResult } = testStepFinished;
      const status = STATUS[testStepResult.status] ?? 'failed';
      const step =
        this.cases.get(this.started.get(testCaseStartedId) ?? '')?.steps.get(testStepId) ?? '';
      const { message } = testStepResult;
      const key = step === '' ? `hook ${testStepId}` : step;
      const result = message === undefined ? { status } : { status, message };
      this.byStart.get(testCaseStartedId)?.results.set(key, result);
    }
    if (attachment?.fileName !== 'wavetank.json') return;
    const run = this.byStart.get(attachment.testCaseStartedId ?? '');
    if (run === undefined) return;
    const isBase64 = attachment.contentEncoding === 'BASE64';
    const body = isBase64
      ? Buffer.from(attachment.body, 'base64').toString('utf8')
      : attachment.body;
    run.record = JSON.parse(body) as ScenarioRecord;
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
}

/** Where the parts of a document stand, by the ids that pickles refer to. */
function originsOf(document: GherkinDocument): Origins {
  const lines = new Map<string, number>();
  const keywords = new Map<string, string>();
  for (const child of document.feature?.children ?? []) {
    for (const { background, scenario } of [child, ...(child.rule?.children ?? [])]) {
      for (const step of [...(background?.steps ?? []), ...(scenario?.steps ?? [])]) {
        keywords.set(step.id, step.keyword.trim());
      }
      if (scenario === undefined) continue;
      lines.set(scenario.id, scenario.location.line);
      for (const examples of scenario.examples) {
        for (const row of examples.tableBody) lines.set(row.id, row.location.line);
      }
    }
  }
  return { lines, keywords };
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

function scenarioModel(run: Run, origin: Origins): ScenarioModel & { readonly line: number } {
  const { pickle, record } = run;
  const steps = pickle.steps.map((step) => stepModel(step, run, origin.keywords));
  const hooks = [...run.results]
    .filter(([key]) => key.startsWith('hook '))
    .map(([, result]) => result);
  const message = hooks.find(({ status }) => status === 'failed')?.message;
  const line = origin.lines.get(pickle.astNodeIds.at(-1) ?? '') ?? 0;
  return {
    id: `${pickle.uri}:${line}`,
    line,
    name: pickle.name,
    tags: pickle.tags.map(({ name }) => name),
    status: worst([...steps, ...hooks].map(({ status }) => status)),
    steps,
    ...(message === undefined ? {} : { message }),
    ...(record === undefined ? {} : { record, picture: timelineSvg(record) }),
  };
}

/** Makes the report's model of Cucumber's messages. */
export function modelOf(envelopes: readonly Envelope[]): ReportModel {
  const messages = new Messages();
  for (const envelope of envelopes) messages.hear(envelope);
  const features = [...messages.documents.values()].map((document): FeatureModel => {
    const origin = originsOf(document);
    const { uri = '', feature } = document;
    const scenarios = [...messages.runs.values()]
      .filter(({ pickle }) => pickle.uri === uri)
      .map((run) => scenarioModel(run, origin))
      .sort((a, b) => a.line - b.line)
      .map(({ line: _line, ...scenario }) => scenario);
    return {
      uri,
      name: feature?.name ?? '',
      description: (feature?.description ?? '').trim(),
      language: feature?.language ?? 'en',
      scenarios,
    };
  });
  return {
    features: features
      .filter(({ scenarios }) => scenarios.length > 0)
      .sort((a, b) => (a.uri < b.uri ? -1 : 1)),
  };
}
