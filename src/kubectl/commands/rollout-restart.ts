import { groupResource } from '../../api/errors';
import type { KubeObject } from '../../api/object';
import type { PodTemplateSpec } from '../../api/schema/objects';
import { timestamp } from '../../api/timestamp';
import type { Command } from '../command';
import { CommandError, throwGathered } from '../errors';
import { report } from '../print/printer';
import type { Item } from '../read-files';
import { select } from '../select';
import { forEach, type Session } from '../session';
import { requireResources, warnNothing } from './rollout-pause';

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';
const KINDS = new Set(['Deployment', 'DaemonSet', 'StatefulSet']);

interface Workload extends KubeObject {
  readonly spec: { readonly paused?: boolean; readonly template: PodTemplateSpec };
}

function restart(session: Session, { kind, object }: Item): void {
  const { name, namespace } = object.metadata;
  if (!KINDS.has(kind.kind))
    throw new CommandError(`error: ${groupResource(kind)} "${name}" restarting is not supported`);
  const { spec } = object as Workload;
  if (spec.paused === true) {
    throw new CommandError(
      `error: ${groupResource(kind)} "${name}" can't restart paused deployment (run rollout resume first)`,
    );
  }
  const restartedAt = timestamp(session.now);
  if (spec.template.metadata?.annotations?.[RESTARTED_AT] === restartedAt) {
    throw new CommandError(
      `failed to create patch for ${name}: if restart has already been triggered within the past second, please wait before attempting to trigger another`,
    );
  }
  const patch = {
    spec: { template: { metadata: { annotations: { [RESTARTED_AT]: restartedAt } } } },
  };
  const patched = session.api.patch(kind, { namespace, name }, patch, {
    ...session.writeOptions,
    type: 'strategic',
  });
  report(session, kind, patched, 'restarted');
}

/** `kubectl rollout restart`. */
export const rolloutRestartCommand: Command = {
  path: 'rollout restart',
  typed: true,
  flags: ['filename', 'output', 'recursive', 'selector', 'template', 'kustomize'],
  run(session) {
    requireResources(session);
    const selection = select(session, { latest: true, listAll: true });
    warnNothing(session, selection.items, selection.errors);
    const failures = forEach(selection.items, (item) => restart(session, item));
    throwGathered(selection.errors, failures);
    return undefined;
  },
};
