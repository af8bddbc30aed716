import { type Envelope, TestStepResultStatus } from '@cucumber/messages';
import { distance } from '../scenario/reference';
import { sentences } from '../scenario/sentences';

/** The sentence that is nearest to a step that no sentence matches; parameters count as what the examples have. */
export function nearestSentence(text: string): string | undefined {
  const isKorean = /[가-힣]/.test(text.replace(/"[^"]*"/g, ''));
  const bare = (value: string) =>
    value
      .replace(/"[^"]*"/g, '""')
      .replace(/`[^`]*`/g, '``')
      .replace(/\d+/g, '0');
  const wanted = bare(text);
  let best: string | undefined;
  let least = Math.max(6, wanted.length * 0.6);
  for (const { example } of sentences) {
    const candidate = isKorean ? example[1] : example[0];
    const far = distance(bare(candidate), wanted);
    if (far >= least) continue;
    least = far;
    best = candidate;
  }
  return best;
}

/** One line for each step that no sentence matches: where it stands, and what may have been meant. */
export function undefinedSteps(envelopes: readonly Envelope[]): string[] {
  const steps = new Map<
    string,
    { readonly text: string; readonly nodes: readonly string[]; readonly uri: string }
  >();
  const lines = new Map<string, number>();
  const byTestStep = new Map<string, string>();
  const said = new Set<string>();
  for (const { gherkinDocument, pickle, testCase, testStepFinished } of envelopes) {
    for (const child of gherkinDocument?.feature?.children ?? []) {
      const scenarios = [child, ...(child.rule?.children ?? [])];
      for (const { background, scenario } of scenarios) {
        for (const step of [...(background?.steps ?? []), ...(scenario?.steps ?? [])])
          lines.set(step.id, step.location.line);
      }
    }
    for (const step of pickle?.steps ?? []) {
      steps.set(step.id, { text: step.text, nodes: step.astNodeIds, uri: pickle?.uri ?? '' });
    }
    for (const step of testCase?.testSteps ?? []) {
      if (step.pickleStepId !== undefined) byTestStep.set(step.id, step.pickleStepId);
    }
    if (pickle !== undefined && pickle.steps.length === 0) {
      said.add(`${pickle.uri}: the scenario "${pickle.name}" has no steps: it tests nothing`);
    }
    if (testStepFinished?.testStepResult.status !== TestStepResultStatus.UNDEFINED) continue;
    const step = steps.get(byTestStep.get(testStepFinished.testStepId) ?? '');
    if (step === undefined) continue;
    const line = lines.get(step.nodes[0] ?? '') ?? 0;
    const nearest = nearestSentence(step.text);
    const hint =
      nearest === undefined ? '`wavetank steps` lists every sentence' : `did you mean: ${nearest}`;
    said.add(`${step.uri}:${line}: no sentence matches "${step.text}"; ${hint}`);
  }
  return [...said];
}
