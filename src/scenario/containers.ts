import { podSpecOf } from '../kubectl/pod-template';
import { objectOf } from './claims/objects';
import { describeReference, type Reference } from './reference';
import { UserError } from './user-error';
import type { World } from './world';

/**
 * The container of an object that has only one, by its name; a UserError that names them when there are several.
 * `*` when there is no such object, so that whoever asks for its containers is told so.
 */
export function onlyContainer(world: World, reference: Reference): string {
  const object = objectOf(world, reference);
  const names = object && podSpecOf(object)?.containers.map(({ name }) => name);
  if (names === undefined) return '*';
  const [only, ...others] = names;
  if (only !== undefined && others.length === 0) return only;
  const list = names.map((name) => `"${name}"`).join(', ');
  throw new UserError(
    `${describeReference(reference)} has several containers: ${list}; say: I set the image of container "${only}" in …`,
  );
}
