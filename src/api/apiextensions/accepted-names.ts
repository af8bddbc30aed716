import { conditionOf } from '../condition';
import type { CustomResourceDefinition, CustomResourceDefinitionNames } from '../schema/objects';
import type { StatedCondition } from './definition-conditions';

/** The names that other definitions of a group have been given. */
export interface UsedNames {
  readonly resources: ReadonlySet<string>;
  readonly kinds: ReadonlySet<string>;
}

/** What a definition gets of the names that it asks for, and what is said of that. */
export interface Naming {
  readonly names: CustomResourceDefinitionNames;
  readonly conditions: readonly StatedCondition[];
}

/** The names that definitions have been given. */
export function usedNames(definitions: Iterable<CustomResourceDefinition>): UsedNames {
  const resources = new Set<string>();
  const kinds = new Set<string>();
  for (const { status } of definitions) {
    const { plural, singular, shortNames, kind, listKind } = status?.acceptedNames ?? {};
    for (const name of [plural, singular, ...(shortNames ?? [])]) if (name) resources.add(name);
    for (const name of [kind, listKind]) if (name) kinds.add(name);
  }
  return { resources, kinds };
}

function conflict(reason: string, message: string): StatedCondition {
  return { type: 'NamesAccepted', status: 'False', reason, message };
}

const inUse = (name: string) => `${JSON.stringify(name)} is already in use`;

/** Gives a definition those of its names that nobody else in the group has. upstream: NamingConditionController */
export function acceptNames({ spec, status }: CustomResourceDefinition, used: UsedNames): Naming {
  const asked = spec.names;
  const had: Partial<CustomResourceDefinitionNames> = status?.acceptedNames ?? {};
  const names = { ...asked };
  let refusal: StatedCondition | undefined;
  const settle = (
    field: 'plural' | 'singular' | 'kind' | 'listKind',
    taken: ReadonlySet<string>,
  ) => {
    const name = asked[field] ?? '';
    if (name === had[field] || !taken.has(name)) return;
    const title = `${field.charAt(0).toUpperCase()}${field.slice(1)}`;
    refusal = conflict(`${title}Conflict`, inUse(name));
    names[field] = had[field] ?? '';
  };
  settle('plural', used.resources);
  settle('singular', used.resources);
  const mine = new Set([...(had.shortNames ?? []), had.plural, had.singular]);
  const lost = (asked.shortNames ?? []).filter(
    (name) => !mine.has(name) && used.resources.has(name),
  );
  if (lost.length > 0) {
    const texts = lost.map(inUse);
    const message = texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`;
    refusal = conflict('ShortNamesConflict', message);
    if (had.shortNames === undefined) delete names.shortNames;
    else names.shortNames = had.shortNames;
  }
  settle('kind', used.kinds);
  settle('listKind', used.kinds);
  const accepted: StatedCondition = refusal ?? {
    type: 'NamesAccepted',
    status: 'True',
    reason: 'NoConflicts',
    message: 'no conflicts found',
  };
  return { names, conditions: [accepted, ...establishing(status, refusal === undefined)] };
}

/** What is said of the endpoint: it is not there until the names are. */
function establishing(
  status: CustomResourceDefinition['status'],
  isAccepted: boolean,
): readonly StatedCondition[] {
  const old = conditionOf(status?.conditions ?? undefined, 'Established');
  if (old?.status === 'True') return [];
  if (!isAccepted && old !== undefined) return [];
  const [reason, message] = isAccepted
    ? ['Installing', 'the initial names have been accepted']
    : ['NotAccepted', 'not all names are accepted'];
  return [{ type: 'Established', status: 'False', reason, message }];
}
