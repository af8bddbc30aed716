import { type Envelope, TestStepResultStatus } from '@cucumber/messages';
import { editDistance } from '../api/edit-distance';
import { sentences } from '../scenario/sentences';
import { Places } from './places';

/** Of a step's words so large a part may be other ones. */
const UNLIKE_MAX = 0.65;

/** The words of a step, with what stands for a parameter made equal. */
function wordsOf(text: string): readonly string[] {
  return text
    .replace(/"[^"]*"|'[^']*'/g, '""')
    .replace(/`[^`]*`/g, '``')
    .replace(/\d+/g, '0')
    .toLowerCase()
    .split(/[\s,]+/);
}

/** How far two texts are apart, in words; a word that is nearly the other counts for a part. */
function wordDistance(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, word] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries()) {
      const unlike = editDistance(word, other) / Math.max(word.length, other.length, 1);
      const best = Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + unlike);
      next.push(best);
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The sentence that is nearest to a step that no sentence matches; parameters count as what the examples have. */
function nearestSentence(text: string): string | undefined {
  const isKorean = /[가-힣]/.test(text.replace(/"[^"]*"/g, ''));
  const wanted = wordsOf(text);
  let best: string | undefined;
  let least = wanted.length * UNLIKE_MAX;
  for (const { example } of sentences) {
    const candidate = isKorean ? example[1] : example[0];
    const far = wordDistance(wanted, wordsOf(candidate));
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
