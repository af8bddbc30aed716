import type { Container } from '../../api/schema/objects';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { mapContainers, withPodSpec } from '../pod-template';
import { changeEach, mustHavePodSpec, selectForChange, splitPairs } from './change';

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
    const selection = selectForChange(session, names, true);
    throwAll(selection.errors);
    if (pairs.length === 0) throw new CommandError('at least one image update is required');
    const images = parseImages(pairs);
    const missing: CommandError[] = [];
    const failures = changeEach(session, selection, WORDS, (item) => {
      const spec = mustHavePodSpec(session, item);
      const found = new Set<string>();
      const next = mapContainers(spec, (container: Container) => {
        const image = images.get(container.name) ?? images.get('*');
        if (image === undefined) return container;
        found.add(container.name);
        return container.image === image ? container : { ...container, image };
      });
      for (const name of images.keys()) {
        if (name !== '*' && !found.has(name))
          missing.push(new CommandError(`error: unable to find container named "${name}"`));
      }
      return found.size === 0 ? undefined : withPodSpec(item.object, next);
    });
    throwAll([...missing, ...failures]);
    return undefined;
  },
};
