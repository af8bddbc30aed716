import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSentences } from '../cli/sentences';
import { conceptsPage, deviationsPage, sentencesPage, simulatedPage } from './pages';

/** The generated pages, by file. */
export function pages(): Readonly<Record<string, string>> {
  return {
    'sentences.md': sentencesPage(loadSentences()),
    'simulated.md': simulatedPage(),
    'deviations.md': deviationsPage(),
    'concepts.md': conceptsPage(join(process.cwd(), 'features')),
  };
}

if (require.main === module) {
  for (const [file, text] of Object.entries(pages())) writeFileSync(join('src/docs', file), text);
}
