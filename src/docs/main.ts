import { readFileSync, writeFileSync } from 'node:fs';
import { loadSteps } from '../cli/sentences';
import {
  conceptsPage,
  conformancePage,
  deviationsPage,
  featureGatesPage,
  sentencesPage,
  simulatedPage,
} from './pages';
import { vocabularyModule } from './vocabulary';

/** The generated files, by their path in the project. */
export function pages(): Readonly<Record<string, string>> {
  const { sentences, registered } = loadSteps();
  return {
    'src/docs/sentences.md': sentencesPage(sentences),
    'src/docs/simulated.md': simulatedPage(),
    'src/docs/deviations.md': deviationsPage(),
    'src/docs/feature-gates.md': featureGatesPage(),
    'src/docs/concepts.md': conceptsPage('features'),
    'src/docs/conformance.md': conformancePage(),
    'steps/vocabulary.ts': vocabularyModule(registered, sentences),
  };
}

if (require.main === module) {
  for (const [file, text] of Object.entries(pages())) {
    // what is as it was keeps its time, so that nothing is built anew
    if (readFileSync(file, { encoding: 'utf8', flag: 'a+' }) !== text) writeFileSync(file, text);
  }
}
