import type { KubeObject } from '../../api/object';
import { controllerOf } from '../../api/object';
import type { Session } from '../session';
import { addEvents, eventsOf } from './events';
import { dateText, Lines } from './lines';

/** Describes the objects of one kind. Declared as a method so that a describer of Pods is one of objects. */
export type Describer<T extends KubeObject = KubeObject> = {
  describe(session: Session, object: T): Lines;
}['describe'];

/** Lines that begin with the object's name and namespace. */
export function begin(object: KubeObject): Lines {
  const lines = new Lines();
  lines.field(0, 'Name', object.metadata.name);
  if (object.metadata.namespace) lines.field(0, 'Namespace', object.metadata.namespace);
  return lines;
}

/** Adds labels and annotations. */
export function addLabelsAndAnnotations(lines: Lines, { metadata }: KubeObject): void {
  lines.labels('Labels', metadata.labels);
  lines.annotations('Annotations', metadata.annotations);
}

export function addCreation(lines: Lines, { metadata }: KubeObject): void {
  lines.field(0, 'CreationTimestamp', dateText(metadata.creationTimestamp));
}

/** Adds who controls the object, if anybody. */
export function addController(lines: Lines, object: KubeObject): void {
  const owner = controllerOf(object);
  if (owner !== undefined) lines.field(0, 'Controlled By', `${owner.kind}/${owner.name}`);
}

/** Adds the object's own Events. */
export function addOwnEvents(lines: Lines, session: Session, object: KubeObject): void {
  addEvents(lines, session, session.flags.boolean('show-events') ? eventsOf(session, object) : []);
}
