import type { KubeObject } from '../../api/object';
import type { Command } from '../command';
import { describeObject } from '../describe';
import { CommandError, throwAll, throwTogether } from '../errors';
import type { Item } from '../read-files';
import { isMissing, select } from '../select';
import type { Session } from '../session';

const MISSING_TYPE =
  'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.';

/** `describe pod web` also means every Pod whose name begins with `web`. */
function withPrefix(session: Session): readonly Item[] {
  const [type = '', prefix, ...more] = session.words;
  if (prefix === undefined || more.length > 0 || type.includes(',') || type.includes('/'))
    return [];
  const kind = session.kind(type);
  const { items } = session.api.list(kind, { namespace: session.scope(kind) });
  return items
    .filter((object: KubeObject) => object.metadata.name.startsWith(prefix))
    .map((object) => ({ kind, object }));
}

/** `kubectl describe`. */
export const describeCommand: Command = {
  path: 'describe',
  flags: ['all-namespaces', 'filename', 'recursive', 'selector', 'show-events', 'kustomize'],
  run(session) {
    const { flags, words } = session;
    if (words.length === 0 && !flags.has('filename')) throw new CommandError(MISSING_TYPE);
    const selection = select(session, { listAll: true, latest: true });
    const missing = selection.errors.some(isMissing) && selection.items.length === 0;
    const near = missing ? withPrefix(session) : [];
    // what of several files, or of TYPE/NAMEs, cannot be found leaves nothing to show of the others
    if (near.length === 0 && flags.has('filename')) throwTogether(selection.errors);
    if (near.length === 0 && words.some((word) => word.includes('/'))) throwAll(selection.errors);
    const items = near.length > 0 ? near : selection.items;
    items.forEach(({ kind, object }, index) => {
      if (index > 0 && near.length === 0) session.write('\n\n');
      session.write(describeObject(session, kind, object));
      if (near.length > 0) session.write('\n');
    });
    if (near.length === 0) throwAll(selection.errors);
    if (items.length === 0) {
      const everywhere = flags.boolean('all-namespaces');
      session.warn(`No resources found${everywhere ? '' : ` in ${session.namespace} namespace.`}`);
    }
    return undefined;
  },
};
