import { resolve } from 'node:path';
import type * as Cucumber from '@cucumber/cucumber';
import { type SentenceEntry, sentences } from '../scenario/sentences';

/** What cucumber-js has registered when the steps are loaded: the patterns and what stands for their parameters. */
export type Registered = ReturnType<typeof Cucumber.supportCodeLibraryBuilder.finalize>;

/** Loads the steps, which register their sentences with cucumber-js and list them. */
export function loadSteps(): {
  readonly sentences: readonly SentenceEntry[];
  readonly registered: Registered;
} {
  // loaded when it is needed: it takes its time
  const { supportCodeLibraryBuilder } = require('@cucumber/cucumber') as typeof Cucumber;
  let id = 0;
  // cucumber-js wants to be told that it is only looked at
  supportCodeLibraryBuilder.reset(process.cwd(), () => `${id++}`, {
    requireModules: [],
    requirePaths: [],
    importPaths: [],
    loaders: [],
  });
  require(resolve(__dirname, '../../steps/index'));
  return { sentences, registered: supportCodeLibraryBuilder.finalize() };
}

/** Prints every sentence by topic: the English pattern, the Korean one, and an example of each. */
export function printSentences(asJson: boolean): void {
  const { sentences: all } = loadSteps();
  if (asJson) {
    process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
    return;
  }
  let topic = '';
  for (const sentence of all) {
    if (sentence.topic !== topic) {
      topic = sentence.topic;
      process.stdout.write(`\n${topic}\n`);
    }
    const [en, ko] = sentence.example;
    process.stdout.write(`  ${sentence.en}\n  ${sentence.ko}\n    e.g. ${en}\n         ${ko}\n`);
  }
}
