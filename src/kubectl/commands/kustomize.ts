import { yamlText } from '../../api/yaml-text';
import type { Command } from '../command';
import { CommandError } from '../errors';
import { buildKustomization } from '../kustomize/build';

/** `kubectl kustomize`. */
export const kustomizeCommand: Command = {
  path: 'kustomize',
  flags: [],
  run(session) {
    const { words, context } = session;
    if (words.length > 1) throw new CommandError('specify one path to kustomization.yaml');
    const objects = buildKustomization(words[0] ?? '.', context.roots, (line) =>
      session.warn(line),
    );
    session.write(objects.map((object) => yamlText(object)).join('---\n'));
    return undefined;
  },
};
