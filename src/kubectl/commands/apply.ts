import { isApiError } from '../../api/errors';
import { sortedJson } from '../../api/jsonpath';
import type { Kind } from '../../api/kind';
import { isJsonObject, type JsonObject, type KubeObject, type New } from '../../api/object';
import { threeWayPatch } from '../../api/patch/three-way';
import { matchesRequirements, parseSelector } from '../../api/selector';
import type { Command } from '../command';
import { CommandError, throwAll, withPrefix } from '../errors';
import { dryRunSuffix, slashName } from '../print/name';
import { formatOf, shownObject, writeValue } from '../print/printer';
import { type Item, readFiles } from '../select';
import { current, type Session } from '../session';

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The object with its own text in the annotation that the next apply compares with. */
export function withLastApplied(object: KubeObject): KubeObject {
  const { [LAST_APPLIED]: _old, ...annotations } = object.metadata.annotations ?? {};
  const bare = { ...object, metadata: { ...object.metadata, annotations } };
  const text = `${sortedJson(bare)}\n`;
  return {
    ...bare,
    metadata: { ...bare.metadata, annotations: { ...annotations, [LAST_APPLIED]: text } },
  };
}

/** What was applied last, by the annotation; nothing where there is none. */
export function lastApplied(object: KubeObject): JsonObject {
  const text = object.metadata.annotations?.[LAST_APPLIED];
  if (text === undefined) return {};
  const value: unknown = JSON.parse(text);
  return isJsonObject(value) ? value : {};
}

function warnMissing(session: Session, kind: Kind, name: string): void {
  session.warn(
    `Warning: resource ${kind.plural}/${name} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.`,
  );
}

function createIt(session: Session, kind: Kind, object: KubeObject, source: string): KubeObject {
  if (session.dryRun === 'client') return object;
  try {
    return session.api.create(kind, object as New<KubeObject>, session.writeOptions);
  } catch (error) {
    throw withPrefix(error, `error when creating "${source}"`);
  }
}

function patchIt(
  session: Session,
  kind: Kind,
  old: KubeObject,
  patch: JsonObject,
  source: string,
): KubeObject {
  const { name, namespace } = old.metadata;
  try {
    return session.api.patch(kind, { namespace, name }, patch, {
      ...session.writeOptions,
      type: session.patchType(kind),
    });
  } catch (error) {
    throw withPrefix(
      error,
      `error when applying patch:\n${sortedJson(patch)}\nto:\n${identity(kind, old)}\nfor: "${source}": error when patching "${source}"`,
    );
  }
}

/** What became of an object, in the words of kubectl. */
type Outcome = 'created' | 'configured' | 'unchanged' | 'serverside-applied';

interface Applied {
  readonly outcome: Outcome;
  readonly object: KubeObject;
}

/** The object as it is now; undefined when it is not there yet. */
function lookedUp(
  session: Session,
  kind: Kind,
  object: KubeObject,
  source: string,
): KubeObject | undefined {
  try {
    return current(session, kind, object);
  } catch (error) {
    throw withPrefix(
      error,
      `error when retrieving current configuration of:\n${identity(kind, object)}\nfrom server for: "${source}"`,
    );
  }
}

/** Which object a message is about, in two lines. */
function identity({ group, version, plural, kind }: Kind, { metadata }: KubeObject): string {
  const gv = `${group}/${version}`;
  return `Resource: "${gv}, Resource=${plural}", GroupVersionKind: "${gv}, Kind=${kind}"\nName: "${metadata.name ?? ''}", Namespace: "${metadata.namespace ?? ''}"`;
}

/** upstream: kubectl apply, patcher */
function applyClientSide(session: Session, { kind, object, manifest }: Item): Applied {
  const source = manifest?.source ?? '';
  const modified = withLastApplied(object);
  const old = lookedUp(session, kind, object, source);
  if (old === undefined) {
    return { outcome: 'created', object: createIt(session, kind, modified, source) };
  }
  const { name, annotations } = old.metadata;
  const last = annotations?.[LAST_APPLIED];
  if (last === undefined) warnMissing(session, kind, name);
  if (session.dryRun === 'client') return { outcome: 'configured', object: old };
  const patch = threeWayPatch(
    lastApplied(old),
    modified as unknown as JsonObject,
    old as unknown as JsonObject,
    session.patchType(kind) === 'merge' ? undefined : kind.struct,
  );
  if (Object.keys(patch).length === 0) return { outcome: 'unchanged', object: old };
  return { outcome: 'configured', object: patchIt(session, kind, old, patch, source) };
}

function applyServerSide(session: Session, { kind, object, manifest }: Item): Applied {
  const { name, namespace } = object.metadata;
  try {
    const applied = session.api.patch(kind, { namespace, name }, object, {
      ...session.writeOptions,
      fieldManager: session.flags.has('field-manager')
        ? session.flags.text('field-manager')
        : 'kubectl',
      type: 'apply',
      force: session.flags.boolean('force-conflicts'),
    });
    return { outcome: 'serverside-applied', object: applied };
  } catch (error) {
    if (!isApiError(error, 'Conflict'))
      throw withPrefix(error, `error when applying "${manifest?.source ?? ''}"`);
    const single = (error.details.causes ?? []).length === 1 ? 'a conflict' : 'conflicts';
    throw new CommandError(
      `${error.message}\nPlease review the fields above--they currently have other managers. Here\nare the ways you can resolve this warning:\n* If you intend to manage all of these fields, please re-run the apply\n  command with the \`--force-conflicts\` flag.\n* If you do not intend to manage all of the fields, please edit your\n  manifest to remove references to the fields that should keep their\n  current managers.\n* You may co-own fields by updating your manifest to match the existing\n  value; in this case, you'll become the manager if the other manager(s)\n  stop managing the field (remove it from their configuration).\nSee https://kubernetes.io/docs/reference/using-api/server-side-apply/#${single === 'a conflict' ? 'conflicts' : 'conflicts'}`,
    );
  }
}

/** The objects that `-l` picks out of those that were read. */
export function selected(session: Session, items: readonly Item[]): readonly Item[] {
  const text = session.flags.text('selector');
  if (text === '') return items;
  const requirements = parseSelector(text);
  return items.filter(({ object }) => matchesRequirements(requirements, object.metadata.labels));
}

function refuse(session: Session): void {
  const { flags } = session;
  if (flags.boolean('prune')) {
    if (!flags.boolean('all') && flags.text('selector') === '') {
      throw new CommandError(
        'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
      );
    }
    throw new CommandError(
      'apply --prune is not simulated; delete what is to go by name or by selector',
    );
  }
  if (flags.boolean('force'))
    throw new CommandError('apply --force is not simulated; delete the object first');
}

/** Applies one object that was read; says nothing. */
export function applyItem(session: Session, item: Item): Applied {
  const { name, generateName } = item.object.metadata as {
    readonly name?: string;
    readonly generateName?: string;
  };
  if (name === undefined && generateName === undefined) {
    const source = item.manifest?.source ?? '';
    throw new CommandError(
      `error when retrieving current configuration of:\n${identity(item.kind, item.object)}\nfrom server for: "${source}": resource name may not be empty`,
    );
  }
  if (name === undefined) {
    throw new CommandError(`from ${generateName}: cannot use generate name with apply`);
  }
  return session.flags.boolean('server-side')
    ? applyServerSide(session, item)
    : applyClientSide(session, item);
}

/** `kubectl apply`. */
export const applyCommand: Command = {
  path: 'apply',
  flags: [
    'all',
    'dry-run',
    'filename',
    'force',
    'force-conflicts',
    'output',
    'prune',
    'recursive',
    'selector',
    'server-side',
    'template',
    'kustomize',
    'overwrite',
  ],
  run(session) {
    const { flags, words } = session;
    if (words.length > 0) throw session.usage(`Unexpected args: [${words.join(' ')}]`);
    if (!flags.has('filename') && !flags.has('kustomize')) {
      throw new CommandError('must specify one of -f and -k');
    }
    refuse(session);
    const format = formatOf(session);
    const { items, errors } = readFiles(session);
    const mine = selected(session, items);
    if (mine.length === 0 && errors.length === 0)
      throw new CommandError('no objects passed to apply');
    const done: { readonly item: Item; readonly applied: Applied }[] = [];
    const failures = session.each(mine, (item) => {
      const applied = applyItem(session, item);
      if (format.name === '') {
        const name = slashName(item.kind, applied.object.metadata.name);
        session.print(`${name} ${applied.outcome}${dryRunSuffix(session.dryRun)}`);
      } else if (format.name === 'name')
        session.print(slashName(item.kind, applied.object.metadata.name));
      done.push({ item, applied });
    });
    if (format.name !== '' && format.name !== 'name' && done.length > 0) {
      const objects = done.map(({ applied }) => shownObject(session, applied.object));
      const [only] = objects;
      const list = {
        apiVersion: 'v1',
        items: objects,
        kind: 'List',
        metadata: { resourceVersion: '' },
      };
      writeValue(session, format, objects.length === 1 ? only : list);
    }
    throwAll([...errors, ...failures]);
    return undefined;
  },
};
