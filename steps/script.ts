import type { GherkinDocument, Pickle } from '@cucumber/messages';
import type { Script, ScriptStep } from '../src/scenario/explore/plan';

const TYPES: Readonly<Record<string, ScriptStep['type']>> = {
  Context: 'Given',
  Action: 'When',
  Outcome: 'Then',
};

/** A scenario as cucumber-js compiled it, in the form that exploration runs and prints. */
export function scriptOf(pickle: Pickle, { feature }: GherkinDocument): Script {
  return {
    uri: pickle.uri,
    feature: feature?.name ?? '',
    name: pickle.name,
    language: feature?.language === 'ko' ? 'ko' : 'en',
    tags: pickle.tags.map(({ name }) => name),
    steps: pickle.steps.map(({ type, text, argument }) => {
      const { docString, dataTable } = argument ?? {};
      return {
        type: TYPES[type ?? ''] ?? 'When',
        text,
        ...(docString === undefined ? {} : { docString }),
        ...(dataTable === undefined
          ? {}
          : { table: dataTable.rows.map(({ cells }) => cells.map(({ value }) => value)) }),
      };
    }),
  };
}
