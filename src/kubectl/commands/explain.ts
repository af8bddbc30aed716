import type { Kind } from '../../api/kind';
import { isJsonObject, type JsonObject } from '../../api/object';
import { openApiPath, openApiV3 } from '../../apiserver/openapi';
import type { Command } from '../command';
import { CommandError } from '../errors';
import { heading, oldPlaintext, plaintext, type Subject } from '../explain/plaintext';
import { Explained } from '../explain/schema';
import { servedResources } from '../served';
import type { Session } from '../session';

const NO_TYPE =
  'You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.';

/** The kind that is explained, in the version that `--api-version` says. */
function kindOf(session: Session, word: string): Kind {
  const { kinds } = session.api;
  const kind = kinds.find(word);
  if (kind === undefined)
    throw new CommandError(`the server doesn't have a resource type "${word}"`, true);
  const apiVersion = session.flags.text('api-version');
  if (apiVersion === '' || apiVersion === kind.apiVersion) return kind;
  const other = kinds.all.find((each) => each.apiVersion === apiVersion && each.kind === kind.kind);
  if (other === undefined)
    throw new CommandError(`couldn't find resource for "${apiVersion}, Resource=${kind.plural}"`);
  return other;
}

/** The schema of a kind, by what the server publishes. */
function schemaOf(session: Session, kind: Kind): Explained {
  const document = openApiV3(servedResources(session), openApiPath(kind));
  const components = isJsonObject(document?.components) ? document.components : {};
  const schemas: JsonObject = isJsonObject(components.schemas) ? components.schemas : {};
  const found = Object.values(schemas).find((schema) => {
    const types = isJsonObject(schema) ? schema['x-kubernetes-group-version-kind'] : undefined;
    return (
      Array.isArray(types) &&
      types.some(
        (type: unknown) =>
          isJsonObject(type) &&
          type.kind === kind.kind &&
          type.version === kind.version &&
          (type.group ?? '') === kind.group,
      )
    );
  });
  if (!isJsonObject(found)) throw new CommandError(`couldn't find resource for "${kind.id}"`);
  return new Explained(schemas, found);
}

/** `kubectl explain`: by the OpenAPI that the server publishes. */
export const explainCommand: Command = {
  path: 'explain',
  flags: ['api-version', 'output', 'recursive'],
  run(session) {
    const { words, flags, target } = session;
    const [word] = words;
    if (word === undefined) throw new CommandError(NO_TYPE);
    if (words.length > 1) throw new CommandError('We accept only this format: explain RESOURCE');
    const output = flags.text('output');
    const [type = '', ...path] = word.replace(/\.$/, '').split('.');
    const kind = kindOf(session, type);
    if (!['plaintext', 'plaintext-openapiv2'].includes(output))
      throw new CommandError(`unrecognized format: ${output}`);
    const isOld = output === 'plaintext-openapiv2' || target.openApi === 'v2';
    let schema = schemaOf(session, kind);
    const { group, version } = kind;
    const about = {
      group,
      version,
      kind: kind.kind,
      path,
      isRecursive: flags.boolean('recursive'),
    };
    for (const name of path) {
      const field = schema.field(name);
      if (field === undefined) {
        if (!isOld) session.write(heading({ ...about, schema }));
        throw new CommandError(`field "${name}" does not exist`);
      }
      schema = field;
    }
    const subject: Subject = { ...about, schema };
    session.write(isOld ? oldPlaintext(subject) : plaintext(subject));
    return undefined;
  },
};
