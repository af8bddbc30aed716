import { kindOf } from '../../api';
import type { Kind } from '../../api/kind';
import type { KubeObject } from '../../api/object';
import { CommandError } from '../errors';
import { LAST_APPLIED } from '../last-applied';
import { dryRunSuffix, slashName } from '../print/name';
import type { Item } from '../read-files';
import { labelsOf } from '../select';
import type { Session } from '../session';

/** What is looked through when no list says otherwise. upstream: kubectl prune, GetRESTMappings */
const PRUNED: readonly (readonly [apiVersion: string, kinds: string])[] = [
  ['v1', 'ConfigMap Endpoints PersistentVolumeClaim Pod ReplicationController Secret Service'],
  ['batch/v1', 'Job CronJob'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['apps/v1', 'DaemonSet Deployment ReplicaSet StatefulSet'],
  ['v1', 'Namespace PersistentVolume'],
];

const OF_ALL_NAMESPACES =
  'Deprecated: kubectl apply will no longer prune non-namespaced resources by default when used with the --namespace flag in a future release. To preserve the current behaviour, list the resources you want to target explicitly in the --prune-allowlist flag.';

/** The kinds that --prune-allowlist names, as group/version/Kind; `core` is the group without a name. */
export function allowlist(session: Session): readonly Kind[] {
  return session.flags.list('prune-allowlist').map((text) => {
    const [group, version, name, ...more] = text.split('/');
    if (group === undefined || version === undefined || name === undefined || more.length > 0)
      throw new CommandError(
        `invalid GroupVersionKind format: ${text}, please follow <group/version/kind>`,
      );
    const apiVersion = group === 'core' || group === '' ? version : `${group}/${version}`;
    const kind = session.api.kinds.of(apiVersion, name);
    if (kind === undefined)
      throw new CommandError(`no matches for kind "${name}" in version "${apiVersion}"`);
    return kind;
  });
}

function presetKinds(session: Session): readonly Kind[] {
  session.log('prune.go:71', OF_ALL_NAMESPACES);
  return PRUNED.flatMap(([apiVersion, kinds]) =>
    kinds.split(' ').flatMap((name) => kindOf(apiVersion, name) ?? []),
  );
}

/**
 * `apply --prune`: deletes what was applied before, is selected, and was not applied now; in the namespaces of what
 * was applied. upstream: kubectl prune, pruneAll
 */
export function prune(
  session: Session,
  applied: readonly Item[],
  allowed: readonly Kind[],
  remove: (kind: Kind, metadata: KubeObject['metadata']) => void,
): void {
  const kinds = allowed.length > 0 ? allowed : presetKinds(session);
  const kept = new Set(applied.map(({ object }) => object.metadata.uid));
  const namespaces = new Set(applied.flatMap(({ object }) => object.metadata.namespace ?? []));
  const labels = labelsOf(session);
  const pruneIn = (kind: Kind, namespace?: string) => {
    const where = { ...(namespace ? { namespace } : {}), ...(labels ? { labels } : {}) };
    for (const object of session.api.list(kind, where).items) {
      const { metadata } = object;
      if (metadata.annotations?.[LAST_APPLIED] === undefined || kept.has(metadata.uid)) continue;
      if (session.dryRun !== 'client') remove(kind, metadata);
      const name = slashName(kind, metadata.name);
      if (session.flags.text('output') === 'name') session.print(name);
      else session.print(`${name} pruned${dryRunSuffix(session.dryRun)}`);
    }
  };
  for (const namespace of namespaces) {
    for (const kind of kinds) if (kind.namespaced) pruneIn(kind, namespace);
  }
  for (const kind of kinds) if (!kind.namespaced) pruneIn(kind);
}
