import { describeReference, type Reference } from './reference';
import { UserError } from './user-error';
import type { World } from './world';

/** Writes an owner into an object's references, beside those that it has; the owner waits for it when it is deleted in the foreground. */
export function own(world: World, owner: Reference, dependent: Reference): void {
  const api = world.api();
  const [found, object] = [owner, dependent].map((reference) => {
    const { kind, namespace, name } = reference;
    const known = api.find(kind, { namespace, name });
    if (known === undefined) throw new UserError(`there is no ${describeReference(reference)}`);
    return known;
  });
  if (found === undefined || object === undefined) return;
  const { name, uid } = found.metadata;
  const { apiVersion, kind } = owner.kind;
  const ownerReferences = [
    ...(object.metadata.ownerReferences ?? []),
    { apiVersion, kind, name, uid, blockOwnerDeletion: true },
  ];
  api.update(dependent.kind, { ...object, metadata: { ...object.metadata, ownerReferences } });
}
