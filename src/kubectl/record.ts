import type { KubeObject } from '../api/object';
import type { Session } from './session';

const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/** The annotation that --record leaves: the command line with its long flags. */
export function changeCause({ flags, words }: Session): string {
  // upstream: genericclioptions ChangeCauseHelper: the flags that were set, by name
  const set = [...flags.names].sort().map((name) => ` --${name}=${flags.text(name)}`);
  return `kubectl ${flags.command} ${words.join(' ')}${set.join('')}`;
}

/** The object with the change's cause, when the command line says `--record`. */
export function recorded<T extends KubeObject>(session: Session, object: T): T {
  if (!session.flags.boolean('record')) return object;
  const annotations = { ...object.metadata.annotations, [CHANGE_CAUSE]: changeCause(session) };
  return { ...object, metadata: { ...object.metadata, annotations } };
}
