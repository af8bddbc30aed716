import { isJsonObject } from '../../api/object';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { dryRunSuffix, slashName } from '../print/name';
import { type Format, formatOf, shownObject, writeValue } from '../print/printer';
import { type Item, readFiles, selected } from '../read-files';
import type { Session } from '../session';
import { type Applied, applyItem, remove } from './apply-item';
import { allowlist, prune } from './prune';

/** Which flags do not go together, in the order in which it is told. upstream: kubectl apply, Validate */
const CONFLICTS: readonly (readonly [isWrong: (session: Session) => boolean, why: string])[] = [
  [
    ({ flags }) => flags.boolean('force-conflicts') && !flags.boolean('server-side'),
    '--force-conflicts only works with --server-side',
  ],
  [
    ({ flags, dryRun }) => dryRun === 'client' && flags.boolean('server-side'),
    "--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)",
  ],
  [
    ({ flags }) => flags.boolean('server-side') && flags.boolean('force'),
    '--force cannot be used with --server-side',
  ],
  [
    ({ flags, dryRun }) => dryRun === 'server' && flags.boolean('force'),
    '--dry-run=server cannot be used with --force',
  ],
  [
    ({ flags }) => flags.boolean('all') && flags.text('selector') !== '',
    'cannot set --all and --selector at the same time',
  ],
  [
    ({ flags }) => flags.boolean('prune') && flags.boolean('force'),
    '--force cannot be used with --prune',
  ],
  [
    ({ flags }) => flags.boolean('prune') && !flags.boolean('all') && flags.text('selector') === '',
    'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
  ],
  [
    ({ flags }) => flags.boolean('prune') && flags.boolean('server-side'),
    "--prune is in alpha and doesn't currently work on objects created by server-side apply",
  ],
];

/** A value with all its keys in the order of the alphabet. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]));
}

function writeAll(session: Session, format: Format, done: readonly Item[]): void {
  const objects = done.map(({ kind, object }) => shownObject(session, kind, object, format));
  const [only, ...more] = objects;
  if (only === undefined) return;
  if (more.length === 0) writeValue(session, format, only);
  else {
    const items = objects.map(sorted);
    writeValue(session, format, { kind: 'List', apiVersion: 'v1', metadata: {}, items }, 'given');
  }
}

/** Says what became of one object, where the output has a line for each. */
function tell(session: Session, format: Format, { kind }: Item, applied: Applied): void {
  const name = slashName(kind, applied.object.metadata.name);
  if (format.name === '')
    session.print(`${name} ${applied.outcome}${dryRunSuffix(session.dryRun)}`);
  else if (format.name === 'name') session.print(name);
}

/** `kubectl apply`. */
export const applyCommand: Command = {
  path: 'apply',
  flags: [
    'all',
    'cascade',
    'dry-run',
    'filename',
    'force',
    'force-conflicts',
    'grace-period',
    'kustomize',
    'output',
    'overwrite',
    'prune',
    'prune-allowlist',
    'recursive',
    'selector',
    'server-side',
    'template',
    'timeout',
    'wait',
  ],
  run(session) {
    const { flags, words } = session;
    if (words.length > 0) throw session.usage(`Unexpected args: [${words.join(' ')}]`);
    if (!flags.has('filename') && !flags.has('kustomize')) {
      throw new CommandError('must specify one of -f and -k');
    }
    const allowed = flags.boolean('prune') ? allowlist(session) : [];
    const conflict = CONFLICTS.find(([isWrong]) => isWrong(session));
    if (conflict !== undefined) throw new CommandError(conflict[1]);
    const format = formatOf(session);
    const { items, errors } = readFiles(session);
    const mine = selected(session, items);
    if (mine.length === 0 && errors.length === 0)
      throw new CommandError('no objects passed to apply');
    const applied: Item[] = [];
    const failures = session.each(mine, (item) => {
      const now = applyItem(session, item);
      tell(session, format, item, now);
      applied.push({ ...item, object: now.object });
    });
    throwAll([...errors, ...failures]);
    if (format.name !== '' && format.name !== 'name') writeAll(session, format, applied);
    if (flags.boolean('prune')) {
      prune(session, applied, allowed, (kind, metadata) => remove(session, kind, metadata));
    }
    return undefined;
  },
};
