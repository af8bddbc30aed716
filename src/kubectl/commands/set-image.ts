import type { Container } from '../../api/schema/objects';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { mapContainers, podSpecOf, withPodSpec } from '../pod-template';
import { changeEach, selectForChange, splitPairs } from './change';

function parseImages(pairs: readonly string[]): ReadonlyMap<string, string> {
  const images = new Map<string, string>();
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    images.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
  return images;
}

const WORDS = {
  operation: 'image updated',
  failure: 'failed to patch image update to pod template:',
};

/** `kubectl set image`. */
export const setImageCommand: Command = {
  path: 'set image',
  typed: true,
  flags: [
    'all',
    'dry-run',
    'filename',
    'local',
    'output',
    'recursive',
    'selector',
    'template',
    'kustomize',
  ],
  run(session) {
    const { names, pairs } = splitPairs(session.words);
    const errors: string[] = [];
    if (names.length === 0 && !session.flags.has('filename')) {
      errors.push(
        'one or more resources must be specified as <resource> <name> or <resource>/<name>',
      );
    }
    if (pairs.length === 0) errors.push('at least one image update is required');
    if (errors.length > 0)
      throw new CommandError(errors.length === 1 ? (errors[0] ?? '') : `[${errors.join(', ')}]`);
    const images = parseImages(pairs);
    const selection = selectForChange(session, names, true);
    const failures = changeEach(session, selection, WORDS, ({ object }) => {
      const spec = podSpecOf(object);
      if (spec === undefined)
        throw new CommandError('the object is not a pod or does not have a pod template');
      const found = new Set<string>();
      const next = mapContainers(spec, (container: Container) => {
        const image = images.get(container.name) ?? images.get('*');
        if (image === undefined) return container;
        found.add(container.name);
        return container.image === image ? container : { ...container, image };
      });
      for (const name of images.keys()) {
        if (name !== '*' && !found.has(name))
          throw new CommandError(`unable to find container named "${name}"`);
      }
      return withPodSpec(object, next);
    });
    throwAll([...selection.errors, ...failures]);
    return undefined;
  },
};
