import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Concept, Subject } from './concept';

/** A scenario's name in each language; both features tell the same scenarios in the same order. */
interface Told {
  readonly en: string;
  readonly ko: string;
}

function namesIn(path: string, word: RegExp): readonly string[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line) => word.exec(line)?.[1] ?? []);
}

/** The features below a folder, read once. */
class Features {
  private readonly known = new Map<string, readonly Told[]>();

  constructor(private readonly folder: string) {}

  scenariosOf(file: string): readonly Told[] {
    const known = this.known.get(file);
    if (known !== undefined) return known;
    const path = join(this.folder, file);
    const english = namesIn(`${path}.feature`, /^\s*Scenario(?: Outline)?: (.*)$/);
    const korean = namesIn(`${path}.ko.feature`, /^\s*시나리오(?: 개요)?: (.*)$/);
    const told = english.map((en, index) => ({ en, ko: korean[index] ?? '' }));
    this.known.set(file, told);
    return told;
  }

  /** The scenario that a concept names; an Error when its feature has none of that name. */
  of({ en, file, scenario }: Concept): Told {
    const found = this.scenariosOf(file).find((told) => told.en === scenario);
    if (found !== undefined) return found;
    const names = this.scenariosOf(file).map((told) => `  ${told.en}`);
    throw new Error(
      `src/docs/concepts: "${en}" is shown by "${scenario}", which features/${file}.feature does not have; it has:\n${names.join('\n')}`,
    );
  }
}

const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/</g, '&lt;');

function rowOf(concept: Concept, told: Told): string {
  const at = `../../features/${concept.file}`;
  const english = `[${cell(told.en)}](${at}.feature)`;
  const korean = `[${cell(told.ko)}](${at}.ko.feature)`;
  return `| ${[cell(concept.en), english, cell(concept.ko), korean].join(' | ')} |`;
}

/** Every concept with the scenario that shows it, in both languages; an Error when one of them is not there. */
export function conceptsTable(subjects: readonly Subject[], folder: string): string {
  const features = new Features(folder);
  const lines: string[] = [];
  for (const { en, ko, concepts } of subjects) {
    lines.push('', `## ${en} · ${ko}`, '');
    lines.push('| concept | scenario | 개념 | 시나리오 |', '|---|---|---|---|');
    for (const concept of concepts) lines.push(rowOf(concept, features.of(concept)));
  }
  return lines.join('\n');
}
