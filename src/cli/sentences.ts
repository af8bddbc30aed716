import { resolve } from 'node:path';
import { sentences } from '../scenario/sentences';

/** Loads the steps, which register their sentences. */
export function loadSentences(): typeof sentences {
  // cucumber-js wants to be told that it is only looked at
  const { supportCodeLibraryBuilder } = require('@cucumber/cucumber') as {
    supportCodeLibraryBuilder: { reset(cwd: string, newId: () => string): void };
  };
  let id = 0;
  supportCodeLibraryBuilder.reset(process.cwd(), () => `${id++}`);
  require(resolve(__dirname, '../../steps/index'));
  return sentences;
}

/** Prints every sentence by topic: the English pattern, the Korean one, and an example of each. */
export function printSentences(asJson: boolean): void {
  const all = loadSentences();
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
