import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';

/** The part of cucumber-js' library of steps that its declared type leaves out. */
interface Library {
  readonly stepDefinitions: readonly {
    readonly pattern: string | RegExp;
    matchesStepName(text: string): boolean;
  }[];
}

/** Parameters, optional text, words with alternatives and escapes: all that a step need not say letter for letter. */
const VARIABLE = /\{[^}]*\}|\([^)]*\)|\S*\/\S*|\\./;

/** The longest piece of a Cucumber expression that each step of it says letter for letter. */
export function fragmentOf(expression: string): string {
  let longest = '';
  for (const piece of expression.split(VARIABLE)) {
    if (piece.length > longest.length) longest = piece;
  }
  return longest;
}

/**
 * cucumber-js tries the regular expressions of all sentences on each step of each scenario. With this it first
 * looks for the one piece of text that a step of the sentence cannot do without.
 */
export function matchByFragments(support: ISupportCodeLibrary): void {
  for (const definition of (support as unknown as Library).stepDefinitions) {
    // a user's regular expression is tried as ever
    if (typeof definition.pattern !== 'string') continue;
    const fragment = fragmentOf(definition.pattern);
    const { matchesStepName } = definition;
    definition.matchesStepName = (text) =>
      text.includes(fragment) && matchesStepName.call(definition, text);
  }
}
