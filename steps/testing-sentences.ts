import { loadSteps } from '../src/cli/sentences';
import { matchByFragments } from '../src/cli/step-fragments';

const { sentences, registered } = loadSteps();
matchByFragments(registered);

/** For tests: every sentence, and what cucumber-js has registered for them. */
export { sentences };
export const { stepDefinitions } = registered;

/** The patterns that a step of this text matches. */
export function matching(text: string): string[] {
  return stepDefinitions
    .filter((definition) => definition.matchesStepName(text))
    .map(({ pattern }) => String(pattern));
}
