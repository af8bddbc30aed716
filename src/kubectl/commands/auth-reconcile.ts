import { Namespaces } from '../../api/core/namespace';
import { isApiError } from '../../api/errors';
import type { Kind } from '../../api/kind';
import type { KubeObject, New } from '../../api/object';
import type { PolicyRule, RbacSubject } from '../../api/schema/objects';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { report } from '../print/printer';
import { type Item, readFiles } from '../read-files';
import type { Session } from '../session';
import { type Granting, type Reconciliation, reconciled } from './reconciliation';

const GROUP = 'rbac.authorization.k8s.io';
const KINDS = ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'];

const list = (items: readonly string[] | null | undefined) => `[${(items ?? []).join(' ')}]`;

/** A rule or a subject as Go's `%+v` writes it. */
function written(item: PolicyRule | RbacSubject): string {
  if ('verbs' in item) {
    const { verbs, apiGroups, resources, resourceNames, nonResourceURLs } = item;
    return `{Verbs:${list(verbs)} APIGroups:${list(apiGroups)} Resources:${list(resources)} ResourceNames:${list(resourceNames)} NonResourceURLs:${list(nonResourceURLs)}}`;
  }
  const { kind, apiGroup = '', name, namespace = '' } = item;
  return `{Kind:${kind} APIGroup:${apiGroup} Name:${name} Namespace:${namespace}}`;
}

/** What there is of the object; undefined when it is to be made, with the namespace that it is in. */
function existingOf({ api }: Session, { kind, object }: Item): Granting | undefined {
  const { name, namespace } = object.metadata;
  try {
    return api.get(kind, { name, namespace }) as Granting;
  } catch (error) {
    if (isApiError(error, 'NotFound')) return undefined;
    throw error;
  }
}

function ensureNamespace({ api, writeOptions }: Session, { kind, manifest, object }: Item): void {
  if (!kind.namespaced) return;
  const given = (manifest?.object.metadata as { namespace?: string } | undefined)?.namespace ?? '';
  // upstream asks for the namespace that the file names, and an empty name cannot be asked for
  if (given === '') throw new CommandError('resource name may not be empty');
  const name = object.metadata.namespace ?? '';
  try {
    api.get(Namespaces, { name });
  } catch (error) {
    if (!isApiError(error, 'NotFound')) throw error;
    api.create(Namespaces as Kind, { metadata: { name } } as New<KubeObject>, writeOptions);
  }
}

function planned(session: Session, item: Item): Reconciliation {
  const expected = item.object as Granting;
  const existing = existingOf(session, item);
  if (existing === undefined) {
    const missing = expected.roleRef === undefined ? expected.rules : expected.subjects;
    return { operation: 'create', object: expected, missing: missing ?? [], extra: [] };
  }
  return reconciled(existing, expected, removesExtra(session, expected));
}

function removesExtra({ flags }: Session, { roleRef }: Granting): boolean {
  return flags.boolean(
    roleRef === undefined ? 'remove-extra-permissions' : 'remove-extra-subjects',
  );
}

/** Does what is planned; returns the object as the server has it then. */
function carriedOut(session: Session, item: Item, plan: Reconciliation): KubeObject {
  const { api, writeOptions } = session;
  const { kind } = item;
  const { operation, object } = plan;
  if (operation === 'none' || session.dryRun === 'client') return object;
  if (operation === 'update') return api.update(kind, object, writeOptions);
  if (operation === 'recreate') {
    const { name, namespace } = object.metadata;
    api.delete(kind, { name, namespace }, {});
  } else ensureNamespace(session, item);
  return api.create(kind, object as New<KubeObject>, writeOptions);
}

function tell(session: Session, { operation, missing, extra }: Reconciliation, object: Granting) {
  if (operation === 'none') return;
  const what = object.roleRef === undefined ? 'rules' : 'subjects';
  const lines = (title: string, items: readonly (PolicyRule | RbacSubject)[]) => {
    if (items.length === 0) return;
    session.warn(`\t${title}:`);
    for (const item of items) session.warn(`\t\t${written(item)}`);
  };
  session.warn(`\treconciliation required ${operation}`);
  lines(`missing ${what} added`, missing);
  if (removesExtra(session, object)) lines(`extra ${what} removed`, extra);
}

/** `kubectl auth reconcile`: roles and bindings come to grant at least what files say. */
export const authReconcileCommand: Command = {
  path: 'auth reconcile',
  flags: [
    'dry-run',
    'filename',
    'kustomize',
    'output',
    'recursive',
    'remove-extra-permissions',
    'remove-extra-subjects',
    'template',
  ],
  run(session) {
    const { flags } = session;
    if (!flags.has('filename') && !flags.has('kustomize'))
      throw new CommandError('must specify one of -f and -k');
    const { items, errors } = readFiles(session);
    const failures = session.each(items, (item) => {
      const { kind } = item;
      if (kind.group !== GROUP || !KINDS.includes(kind.kind)) return;
      const plan = planned(session, item);
      report(session, kind, carriedOut(session, item, plan), 'reconciled');
      tell(session, plan, item.object as Granting);
    });
    throwAll([...failures, ...errors]);
    return undefined;
  },
};
