import { canonicalQuantity, QUANTITY_PATTERN_MESSAGE } from '../../api/quantity';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { mapContainers, withPodSpec } from '../pod-template';
import { changeEach, mustHavePodSpec, selectForChange } from './change';

/** `cpu=200m,memory=512Mi` */
function parseQuantities(text: string): ReadonlyMap<string, string> {
  const quantities = new Map<string, string>();
  if (text === '') return quantities;
  for (const pair of text.split(',')) {
    const [name = '', value, ...more] = pair.split('=');
    if (value === undefined || more.length > 0) {
      throw new CommandError(`Invalid argument syntax ${pair}, expected <resource>=<value>`);
    }
    const quantity = canonicalQuantity(value);
    if (quantity === undefined) throw new CommandError(QUANTITY_PATTERN_MESSAGE);
    quantities.set(name, quantity);
  }
  return quantities;
}

function merged(
  old: Readonly<Record<string, unknown>> | undefined,
  changes: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const result: Record<string, unknown> = { ...old };
  for (const [name, quantity] of changes) result[name] = quantity;
  return result;
}

/** `nginx*` matches names by a pattern. */
export function matchesName(pattern: string, name: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`).test(name);
}

const WORDS = {
  operation: 'resource requirements updated',
  failure: 'failed to patch resources update to pod template',
};

/** `kubectl set resources`. */
export const setResourcesCommand: Command = {
  path: 'set resources',
  typed: true,
  flags: [
    'all',
    'containers',
    'dry-run',
    'filename',
    'limits',
    'local',
    'output',
    'recursive',
    'requests',
    'selector',
    'template',
    'kustomize',
  ],
  run(session) {
    const { flags } = session;
    const selection = selectForChange(session, session.words, true);
    throwAll(selection.errors);
    const limits = parseQuantities(flags.text('limits'));
    const requests = parseQuantities(flags.text('requests'));
    if (limits.size === 0 && requests.size === 0) {
      throw new CommandError(
        'you must specify an update to requests or limits (in the form of --requests/--limits)',
      );
    }
    const pattern = flags.text('containers') || '*';
    const failures = changeEach(session, selection, WORDS, (item) => {
      const spec = mustHavePodSpec(session, item);
      let found = false;
      const next = mapContainers(spec, (container) => {
        if (!matchesName(pattern, container.name)) return container;
        found = true;
        const { resources } = container;
        return {
          ...container,
          resources: {
            ...resources,
            ...(limits.size === 0
              ? {}
              : { limits: merged(resources?.limits, limits) as Record<string, string> }),
            ...(requests.size === 0
              ? {}
              : { requests: merged(resources?.requests, requests) as Record<string, string> }),
          },
        };
      });
      if (!found) throw new CommandError(`error: unable to find container named ${pattern}`);
      return withPodSpec(item.object, next);
    });
    throwAll(failures);
    return undefined;
  },
};
