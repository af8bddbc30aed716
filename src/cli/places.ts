import type { Envelope, GherkinDocument, TestCase } from '@cucumber/messages';

/** A step as it stands in a feature file, with the values of its outline's row put in. */
export interface StepPlace {
  readonly uri: string;
  readonly line: number;
  readonly text: string;
}

/** A scenario as it stands in a feature file; `line` is what `wavetank run file:line` takes. */
export interface ScenarioPlace {
  readonly uri: string;
  readonly line: number;
  readonly name: string;
  readonly hasSteps: boolean;
}

/** Knows from Cucumber's messages where steps and scenarios stand. */
export class Places {
  private readonly lines = new Map<string, number>();
  private readonly pickles = new Map<string, ScenarioPlace>();
  private readonly pickleSteps = new Map<string, StepPlace>();
  private readonly cases = new Map<string, string>();
  private readonly testSteps = new Map<string, string>();

  hear({ gherkinDocument, pickle, testCase }: Envelope): void {
    if (gherkinDocument !== undefined) this.read(gherkinDocument);
    if (pickle !== undefined) {
      const { id, uri, name, steps, astNodeIds } = pickle;
      const line = this.lines.get(astNodeIds.at(-1) ?? '') ?? 0;
      this.pickles.set(id, { uri, line, name, hasSteps: steps.length > 0 });
      for (const step of steps) {
        const at = this.lines.get(step.astNodeIds[0] ?? '') ?? line;
        this.pickleSteps.set(step.id, { uri, line: at, text: step.text });
      }
    }
    if (testCase !== undefined) this.take(testCase);
  }

  /** The scenario of a test case. */
  scenario(testCaseId: string): ScenarioPlace | undefined {
    return this.pickles.get(this.cases.get(testCaseId) ?? '');
  }

  /** The scenario of a pickle. */
  pickle(pickleId: string): ScenarioPlace | undefined {
    return this.pickles.get(pickleId);
  }

  /** The step of a test step; undefined for a hook. */
  step(testStepId: string): StepPlace | undefined {
    return this.pickleSteps.get(this.testSteps.get(testStepId) ?? '');
  }

  private take({ id, pickleId, testSteps }: TestCase): void {
    this.cases.set(id, pickleId);
    for (const { id: step, pickleStepId } of testSteps) {
      if (pickleStepId !== undefined) this.testSteps.set(step, pickleStepId);
    }
  }

  private read({ feature }: GherkinDocument): void {
    for (const child of feature?.children ?? []) {
      for (const { background, scenario } of [child, ...(child.rule?.children ?? [])]) {
        const rows = scenario?.examples.flatMap(({ tableBody }) => tableBody) ?? [];
        const steps = [...(background?.steps ?? []), ...(scenario?.steps ?? [])];
        for (const { id, location } of [...steps, ...rows]) this.lines.set(id, location.line);
        if (scenario !== undefined) this.lines.set(scenario.id, scenario.location.line);
      }
    }
  }
}
