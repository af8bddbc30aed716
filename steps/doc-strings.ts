import type { GherkinDocument, Step } from '@cucumber/messages';
import type { DocString } from '../src/scenario/file-problems';

/** The steps of a feature as they stand in its file: backgrounds, scenarios, and those of rules. */
function* stepsOf({ feature }: GherkinDocument): Iterable<Step> {
  for (const { background, scenario, rule } of feature?.children ?? []) {
    yield* background?.steps ?? [];
    yield* scenario?.steps ?? [];
    for (const child of rule?.children ?? []) {
      yield* child.background?.steps ?? [];
      yield* child.scenario?.steps ?? [];
    }
  }
}

/** Where the doc string of a step stands, and what it says; `ids` are those of the step in its document. */
export function docStringOf(
  document: GherkinDocument,
  ids: readonly string[],
  text: string | undefined,
): DocString | undefined {
  if (text === undefined) return undefined;
  for (const { id, docString } of stepsOf(document)) {
    if (docString === undefined || !ids.includes(id)) continue;
    const { line, column = 1 } = docString.location;
    return { uri: document.uri ?? '', line, column, text };
  }
  return undefined;
}
