import { lineDifference } from '../../api/line-difference';
import type { JsonObject, KubeObject, New } from '../../api/object';
import { threeWayPatch } from '../../api/patch/three-way';
import { yamlText } from '../../api/yaml-text';
import type { Command } from '../command';
import { CommandError } from '../errors';
import { lastApplied } from '../last-applied';
import { type Item, readFiles, selected } from '../read-files';
import { current, type Session } from '../session';

const PROGRAM = 'diff -u -N';

/** An object before and after, as the two files that kubectl compares. */
interface Pair {
  readonly file: string;
  readonly live: KubeObject | undefined;
  readonly merged: KubeObject;
}

/** The object as it would be if it were applied. upstream: kubectl diff, InfoObject.Merged */
function merged(session: Session, item: Item, live: KubeObject | undefined): KubeObject {
  const { kind, object } = item;
  const { name, namespace } = object.metadata;
  const isServerSide = session.flags.boolean('server-side');
  // upstream: GetApplyFieldManagerFlag; who applied on the client's side before has no conflict with itself
  const fieldManager =
    isServerSide && !session.flags.has('field-manager')
      ? 'kubectl'
      : session.flags.text('field-manager');
  const options = { ...session.writeOptions, dryRun: true, fieldManager };
  if (isServerSide) {
    const force = session.flags.boolean('force-conflicts');
    const ref = { namespace, name };
    return session.api.patch(kind, ref, object, { ...options, type: 'apply', force });
  }
  if (live === undefined) return session.api.create(kind, object as New<KubeObject>, options);
  // upstream: GetModifiedConfiguration, which leaves a map of annotations even where there are none
  const annotations = object.metadata.annotations ?? {};
  const modified = { ...object, metadata: { ...object.metadata, annotations } };
  const patch = threeWayPatch(
    lastApplied(live),
    modified as unknown as JsonObject,
    live as unknown as JsonObject,
    session.patchType(kind) === 'merge' ? undefined : kind.struct,
  );
  const type = session.patchType(kind);
  return session.api.patch(kind, { namespace, name }, patch, { ...options, type });
}

function pairOf(session: Session, item: Item): Pair {
  const { kind, object } = item;
  const live = current(session, kind, object);
  const group = kind.group === '' ? '' : `${kind.group}.`;
  const { namespace = '', name } = object.metadata;
  return {
    file: `${group}${kind.version}.${kind.kind}.${namespace}.${name}`,
    live,
    merged: merged(session, item, live),
  };
}

interface Holding extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
}

/** What a Secret holds is hidden; that it changes is told. upstream: kubectl diff, Masker */
function masked({ live, merged: next }: Pair): Pick<Pair, 'live' | 'merged'> {
  if (next.kind !== 'Secret' || next.apiVersion !== 'v1') return { live, merged: next };
  const [before, after] = [(live as Holding | undefined)?.data, (next as Holding).data];
  const hide = (data: Holding['data'], other: Holding['data'], side: string) =>
    Object.fromEntries(
      Object.entries(data ?? {}).map(([key, value]) => {
        const differs = other?.[key] !== undefined && other[key] !== value;
        return [key, differs ? `*** (${side})` : '***'];
      }),
    );
  const withData = <T extends KubeObject>(object: T, data: object): T =>
    Object.keys(data).length === 0 ? object : { ...object, data };
  return {
    live: live === undefined ? undefined : withData(live, hide(before, after, 'before')),
    merged: withData(next, hide(after, before, 'after')),
  };
}

function textOf(session: Session, object: KubeObject | undefined): string {
  if (object === undefined) return '';
  if (session.flags.boolean('show-managed-fields')) return yamlText(object);
  const { managedFields: _hidden, ...metadata } = object.metadata;
  return yamlText({ ...object, metadata });
}

/** `2026-01-05 00:00:00.000000000 +0000`, as diff stamps its files. */
function fileTime(session: Session): string {
  const [day = '', time = ''] = new Date(session.now).toISOString().slice(0, -1).split('T');
  return `${day} ${time}000000 +0000`;
}

/** What `diff -u -N` says of two folders that hold a file of each object; '' when nothing differs. */
function difference(session: Session, pairs: readonly Pair[]): string {
  // folders are named by chance in life; here by the time, so that a scenario says the same each time
  const number = session.now % 2 ** 32;
  const [left, right] = [`/tmp/LIVE-${number}`, `/tmp/MERGED-${number + 1}`];
  const stamp = fileTime(session);
  return [...pairs]
    .sort((a, b) => (a.file < b.file ? -1 : 1))
    .map((pair) => {
      const shown = masked(pair);
      const text = lineDifference(textOf(session, shown.live), textOf(session, shown.merged));
      if (text === '') return '';
      const [from, to] = [`${left}/${pair.file}`, `${right}/${pair.file}`];
      return `${PROGRAM} ${from} ${to}\n--- ${from}\t${stamp}\n+++ ${to}\t${stamp}\n${text}`;
    })
    .join('');
}

/** `kubectl diff`: with the difference as `diff -u -N` prints it; the exit code is 1 when there is one. */
export const diffCommand: Command = {
  path: 'diff',
  failureCode: 2,
  flags: [
    'concurrency',
    'filename',
    'force-conflicts',
    'recursive',
    'selector',
    'server-side',
    'kustomize',
  ],
  run(session) {
    const { flags, words } = session;
    if (words.length > 0) throw session.usage(`Unexpected args: [${words.join(' ')}]`);
    if (!flags.has('filename') && !flags.has('kustomize'))
      throw new CommandError('must specify one of -f and -k');
    const program = session.context.environment?.KUBECTL_EXTERNAL_DIFF ?? PROGRAM;
    if (program !== PROGRAM)
      throw new CommandError(
        `KUBECTL_EXTERNAL_DIFF is ${JSON.stringify(program)}: no other program is run here than ${PROGRAM}, which is built in`,
      );
    const { items, errors } = readFiles(session);
    if (errors.length > 0) throw errors[0];
    const pairs = selected(session, items).map((item) => pairOf(session, item));
    const text = difference(session, pairs);
    session.write(text);
    return text === '' ? 0 : 1;
  },
};
