import { isApiError } from '../../api/errors';
import { sortedJson } from '../../api/json-text';
import type { Kind } from '../../api/kind';
import type { JsonObject, KubeObject, New } from '../../api/object';
import { threeWayPatch } from '../../api/patch/three-way';
import { CommandError, withPrefix } from '../errors';
import { LAST_APPLIED, lastApplied, withLastApplied } from '../last-applied';
import type { Item } from '../read-files';
import { current, type Session } from '../session';
import { afterTakingOver, SERVER_SIDE } from './client-side-owners';
import { policyOf } from './delete';

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

export interface Applied {
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

/** What --force is for: a change that the server does not allow. */
function isForced(error: unknown): boolean {
  return isApiError(error, 'Conflict') || isApiError(error, 'Invalid');
}

/** Deletes as the flags of `apply` say, and waits until the object is gone; a dry run of the server's deletes nothing. */
export function remove(session: Session, kind: Kind, metadata: KubeObject['metadata']): void {
  const { flags } = session;
  const { name, namespace, uid } = metadata;
  const grace = flags.number('grace-period');
  session.api.delete(
    kind,
    { namespace, name },
    {
      propagationPolicy: policyOf(session),
      dryRun: session.dryRun === 'server',
      ...(grace < 0 ? {} : { gracePeriodSeconds: grace }),
    },
  );
  if (!flags.boolean('force')) return;
  const isGone = () =>
    current(session, kind, { apiVersion: kind.apiVersion, kind: kind.kind, metadata })?.metadata
      .uid !== uid;
  if (!session.wait(isGone, flags.duration('timeout')))
    throw new CommandError('timed out waiting for the condition');
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
  if (old.metadata.deletionTimestamp !== undefined)
    session.warn(`Warning: Detected changes to resource ${name} which is currently being deleted.`);
  const patch = threeWayPatch(
    lastApplied(old),
    modified as unknown as JsonObject,
    old as unknown as JsonObject,
    session.patchType(kind) === 'merge' ? undefined : kind.struct,
  );
  if (Object.keys(patch).length === 0) return { outcome: 'unchanged', object: old };
  try {
    return { outcome: 'configured', object: patchIt(session, kind, old, patch, source) };
  } catch (error) {
    if (!session.flags.boolean('force') || !isForced(error)) throw error;
    remove(session, kind, old.metadata);
    return { outcome: 'configured', object: createIt(session, kind, modified, source) };
  }
}

function applyServerSide(session: Session, { kind, object }: Item): Applied {
  const { name, namespace } = object.metadata;
  const { flags } = session;
  const manager = flags.has('field-manager') ? flags.text('field-manager') : SERVER_SIDE;
  const send = () =>
    session.api.patch(kind, { namespace, name }, object, {
      ...session.writeOptions,
      fieldManager: manager,
      type: 'apply',
      force: flags.boolean('force-conflicts'),
    });
  try {
    const applied = send();
    const again = afterTakingOver(session, { kind, object: applied }, manager, send);
    return { outcome: 'serverside-applied', object: again ?? applied };
  } catch (error) {
    if (!isApiError(error, 'Conflict')) throw error;
    const single = (error.details.causes ?? []).length === 1 ? 'a conflict' : 'conflicts';
    throw new CommandError(
      `${error.message}\nPlease review the fields above--they currently have other managers. Here\nare the ways you can resolve this warning:\n* If you intend to manage all of these fields, please re-run the apply\n  command with the \`--force-conflicts\` flag.\n* If you do not intend to manage all of the fields, please edit your\n  manifest to remove references to the fields that should keep their\n  current managers.\n* You may co-own fields by updating your manifest to match the existing\n  value; in this case, you'll become the manager if the other manager(s)\n  stop managing the field (remove it from their configuration).\nSee https://kubernetes.io/docs/reference/using-api/server-side-apply/#${single === 'a conflict' ? 'conflicts' : 'conflicts'}`,
    );
  }
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
