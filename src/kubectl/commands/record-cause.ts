import type { Kind } from '../../api/kind';
import type { KubeObject } from '../../api/object';
import { changeCause } from '../record';
import type { Session } from '../session';

/** Notes the command as the cause of the object's last change, when `--record` asks for it. */
export function recordCause(session: Session, kind: Kind, object: KubeObject): void {
  if (!session.flags.boolean('record') || session.dryRun !== 'none') return;
  const { name, namespace } = object.metadata;
  const patch = {
    metadata: { annotations: { 'kubernetes.io/change-cause': changeCause(session) } },
  };
  session.api.patch(kind, { namespace, name }, patch, { type: 'merge' });
}
