import type { Kind } from '../../api/kind';
import { deepEqual, type KubeObject } from '../../api/object';
import type { PodTemplateSpec } from '../../api/schema/objects';
import type { Command } from '../command';
import { podTemplateLines } from '../describe/pod-template';
import { CommandError, throwAll } from '../errors';
import { LAST_APPLIED } from '../last-applied';
import { dryRunSuffix, slashName } from '../print/name';
import type { Item } from '../read-files';
import { goGroupKind, isVisited, noVisitor, type Revision, revisionsOf } from '../rollout/history';
import { select } from '../select';
import { forEach, type Session } from '../session';
import { requireResources } from './rollout-pause';

const HASH = 'pod-template-hash';
const ROLLED_BACK = new Set(['Deployment', 'DaemonSet', 'StatefulSet']);
/** A Deployment keeps these annotations of its own. upstream: deployment util, annotationsToSkip */
const OWN_ANNOTATIONS = [
  LAST_APPLIED,
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
];

function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const { [HASH]: _hash, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}

interface Workload extends KubeObject {
  readonly spec: { readonly paused?: boolean; readonly template: PodTemplateSpec };
}

/** The revision to go back to: the one named, or the one before the latest. */
function target(session: Session, kind: Kind, object: KubeObject): Revision {
  const wanted = session.flags.number('to-revision');
  if (!ROLLED_BACK.has(kind.kind))
    throw new CommandError(
      isVisited(kind)
        ? `no rollbacker has been implemented for ${goGroupKind(kind)}`
        : `error retrieving rollbacker for ${goGroupKind(kind)}, ${noVisitor(kind)}`,
    );
  const revisions = revisionsOf(session, kind, object);
  if (wanted !== 0) {
    const found = revisions.find(({ number }) => number === wanted);
    if (found === undefined)
      throw new CommandError(`unable to find specified revision ${wanted} in history`);
    return found;
  }
  const previous = revisions.at(-2);
  if (previous === undefined) {
    throw new CommandError(
      kind.kind === 'Deployment'
        ? `no rollout history found for deployment ${JSON.stringify(object.metadata.name)}`
        : 'no last revision to roll back to',
    );
  }
  return previous;
}

function annotationsAfter(
  object: KubeObject,
  revision: Revision,
): Readonly<Record<string, string>> {
  const own = object.metadata.annotations ?? {};
  const annotations: Record<string, string> = {};
  for (const name of OWN_ANNOTATIONS) {
    const value = own[name];
    if (value !== undefined) annotations[name] = value;
  }
  for (const [name, value] of Object.entries(revision.keeper.metadata.annotations ?? {})) {
    if (!OWN_ANNOTATIONS.includes(name)) annotations[name] = value;
  }
  return annotations;
}

function undo(session: Session, { kind, object }: Item): void {
  const { name, namespace } = object.metadata;
  const { spec } = object as Workload;
  const done = (words: string) => session.print(`${slashName(kind, name)} ${words}`);
  const revision = target(session, kind, object);
  const template = withoutHash(revision.template);
  if (session.dryRun === 'client') {
    const lines = podTemplateLines(revision.template).join('\n');
    const before = kind.kind === 'Deployment' ? '' : 'will roll back to ';
    done(`${before}${lines}\n${dryRunSuffix(session.dryRun)}`);
    return;
  }
  if (spec.paused === true) {
    throw new CommandError(
      `you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again`,
    );
  }
  if (deepEqual(withoutHash(spec.template), template)) {
    const wanted = session.flags.number('to-revision');
    done(
      `skipped rollback (current template already matches revision ${wanted})${dryRunSuffix(session.dryRun)}`,
    );
    return;
  }
  const patch: unknown[] = [{ op: 'replace', path: '/spec/template', value: template }];
  if (kind.kind === 'Deployment') {
    patch.push({
      op: 'replace',
      path: '/metadata/annotations',
      value: annotationsAfter(object, revision),
    });
  }
  session.api.patch(kind, { namespace, name }, patch, { ...session.writeOptions, type: 'json' });
  done(`rolled back${dryRunSuffix(session.dryRun)}`);
}

/** `kubectl rollout undo`. */
export const rolloutUndoCommand: Command = {
  path: 'rollout undo',
  typed: true,
  flags: [
    'dry-run',
    'filename',
    'output',
    'recursive',
    'selector',
    'template',
    'to-revision',
    'kustomize',
  ],
  run(session) {
    requireResources(session);
    const selection = select(session, { latest: true, listAll: true });
    const failures = forEach(selection.items, (item) => undo(session, item));
    throwAll([...selection.errors, ...failures]);
    return undefined;
  },
};
