import { type Envelope, TestStepResultStatus } from '@cucumber/messages';
import { editDistance } from '../api/edit-distance';
import { sentences } from '../scenario/sentences';
import { Places } from './places';

/** The sentence that is nearest to a step that no sentence matches; parameters count as what the examples have. */
function nearestSentence(text: string): string | undefined {
  const isKorean = /[가-힣]/.test(text.replace(/"[^"]*"/g, ''));
  const bare = (value: string) =>
    value
      .replace(/"[^"]*"/g, '""')
      .replace(/`[^`]*`/g, '``')
      .replace(/\d+/g, '0');
  const wanted = bare(text).toLowerCase();
  let best: string | undefined;
  let least = Math.max(6, wanted.length * 0.6);
  for (const { example } of sentences) {
    const candidate = isKorean ? example[1] : example[0];
    const far = editDistance(bare(candidate).toLowerCase(), wanted);
    if (far >= least) continue;
    least = far;
    best = candidate;
  }
  return best;
}

/** One line for each step that no sentence matches, and each scenario without steps: where it stands, and what may have been meant. */
export function undefinedSteps(envelopes: readonly Envelope[]): string[] {
  const places = new Places();
  const said = new Set<string>();
  for (const envelope of envelopes) {
    places.hear(envelope);
    const { testCase, testStepFinished } = envelope;
    const scenario = testCase === undefined ? undefined : places.scenario(testCase.id);
    if (scenario?.hasSteps === false) {
      const { uri, line, name } = scenario;
      said.add(`${uri}:${line}: the scenario "${name}" has no steps: it tests nothing`);
    }
    if (testStepFinished?.testStepResult.status !== TestStepResultStatus.UNDEFINED) continue;
    const step = places.step(testStepFinished.testStepId);
    if (step === undefined) continue;
    const nearest = nearestSentence(step.text);
    const hint =
      nearest === undefined ? '`wavetank steps` lists every sentence' : `did you mean: ${nearest}`;
    said.add(`${step.uri}:${step.line}: no sentence matches "${step.text}"; ${hint}`);
  }
  return [...said];
}
