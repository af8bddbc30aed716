import { ControllerRevisions } from '../api/apps/controller-revision';
import { podTemplateHash } from '../api/apps/template-hash';
import { isApiError } from '../api/errors';
import { controllerOf, deepEqual, type KubeObject, type New } from '../api/object';
import type { ControllerRevision, LabelSelector, PodTemplateSpec } from '../api/schema/objects';
import type { Env } from '../runtime/env';
import { type Look, request } from '../runtime/look';
import { claim, controllerReference } from './ownership';

/** A workload that keeps its former templates as ControllerRevisions. */
export interface Revised extends KubeObject {
  readonly spec: {
    readonly selector: LabelSelector;
    readonly template: PodTemplateSpec;
    readonly revisionHistoryLimit?: number;
  };
  readonly status: { readonly collisionCount?: number };
}

/** The revisions of a workload, as one look leaves them. */
export interface History {
  /** Oldest first, the present one last. */
  readonly all: readonly ControllerRevision[];
  /** That of the present template. */
  readonly present: ControllerRevision;
  /** How often a name of a revision was taken by another template. */
  readonly collisionCount: number;
}

interface RevisionData {
  readonly spec: { readonly template: PodTemplateSpec & { readonly $patch: 'replace' } };
}

function dataOf(template: PodTemplateSpec): RevisionData {
  return { spec: { template: { ...template, $patch: 'replace' } } };
}

/** The template that a revision keeps. */
export function templateOf({ data }: ControllerRevision): PodTemplateSpec {
  const { $patch: _patch, ...template } = (data as RevisionData).spec.template;
  return template;
}

function inOrder(a: ControllerRevision, b: ControllerRevision): number {
  if (a.revision !== b.revision) return a.revision - b.revision;
  const [x, y] = [a.metadata, b.metadata];
  if (x.creationTimestamp !== y.creationTimestamp)
    return x.creationTimestamp < y.creationTimestamp ? -1 : 1;
  return x.name < y.name ? -1 : 1;
}

/**
 * Finds the revision of the present template, makes it when there is none, and makes it the newest again when
 * the workload was rolled back to it. `hashLabel` is where it carries its hash. upstream: pkg/controller/history
 */
export function* syncHistory(env: Env, owner: Revised, hashLabel: string): Look<History> {
  const all = claim(env, owner, ControllerRevisions).sort(inOrder);
  const { collisionCount = 0 } = owner.status;
  const data = dataOf(owner.spec.template);
  const newest = all.at(-1);
  const present = all.findLast((revision) => deepEqual(revision.data, data));
  if (present !== undefined && present === newest) return { all, present, collisionCount };
  // a workload on its way out starts nothing new
  if (owner.metadata.deletionTimestamp !== undefined && newest !== undefined) {
    return { all, present: present ?? newest, collisionCount };
  }
  const revision = (newest?.revision ?? 0) + 1;
  if (present === undefined) {
    const made = yield* createRevision(env, owner, { data, revision, hashLabel });
    return { all: [...all, made.present], ...made };
  }
  const next = { ...present, revision };
  const again = yield* request(() => env.api.update(ControllerRevisions, next));
  return {
    all: [...all.filter((each) => each !== present), again],
    present: again,
    collisionCount,
  };
}

interface Wanted {
  readonly data: RevisionData;
  readonly revision: number;
  readonly hashLabel: string;
}

/** A name that another template has taken gives way to the next hash. */
function* createRevision(
  env: Env,
  owner: Revised,
  { data, revision, hashLabel }: Wanted,
): Look<Pick<History, 'present' | 'collisionCount'>> {
  const { name, namespace = '', annotations } = owner.metadata;
  const { template } = owner.spec;
  for (let collisionCount = owner.status.collisionCount ?? 0; ; collisionCount++) {
    const hash = podTemplateHash(template, collisionCount);
    const wanted: New<ControllerRevision> = {
      metadata: {
        name: `${name}-${hash}`,
        namespace,
        labels: { ...template.metadata?.labels, [hashLabel]: hash },
        ...(annotations === undefined ? {} : { annotations }),
        ownerReferences: [controllerReference(owner)],
      },
      data,
      revision,
    };
    try {
      const present = yield* request(() => env.api.create(ControllerRevisions, wanted));
      return { present, collisionCount };
    } catch (error) {
      if (!isApiError(error, 'AlreadyExists')) throw error;
      const taken = env.api.find(ControllerRevisions, { namespace, name: `${name}-${hash}` });
      const isOurs = taken !== undefined && controllerOf(taken)?.uid === owner.metadata.uid;
      if (isOurs && deepEqual(taken.data, data)) return { present: taken, collisionCount };
    }
  }
}

/** Deletes the oldest revisions beyond the history limit, but for those that are in use. */
export function* trimHistory(
  env: Env,
  { spec }: Revised,
  { all, present }: History,
  isLive: (revision: ControllerRevision) => boolean,
): Look {
  const dead = all.filter((revision) => revision !== present && !isLive(revision));
  const surplus = dead.length - (spec.revisionHistoryLimit ?? 10);
  for (const { metadata } of dead.slice(0, Math.max(0, surplus))) {
    const { name, namespace } = metadata;
    try {
      yield* request(() => env.api.delete(ControllerRevisions, { namespace, name }));
    } catch (error) {
      if (!isApiError(error, 'NotFound')) throw error;
    }
  }
}
