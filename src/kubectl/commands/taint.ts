import { Nodes } from '../../api/core/node';
import { labelValueErrors, qualifiedNameErrors } from '../../api/names';
import type { Node, Taint } from '../../api/schema/objects';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { report } from '../print/printer';
import { select } from '../select';
import { forEach, type Session } from '../session';
import { isChangeWord } from './metadata-words';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

interface TaintChange {
  readonly add: readonly Taint[];
  readonly remove: readonly { readonly key: string; readonly effect: string }[];
}

function parseTaint(spec: string, session: Session): Taint {
  const [left = '', effect = '', ...more] = spec.split(':');
  const [key = '', value, ...values] = left.split('=');
  if (more.length > 0 || values.length > 0) throw session.usage(`invalid taint spec: ${spec}`);
  if (effect === '') {
    const [problem] = qualifiedNameErrors(spec);
    throw session.usage(
      `invalid taint spec: ${spec}${problem === undefined ? '' : `, ${problem}`}`,
    );
  }
  const [wrongValue] = labelValueErrors(value ?? '');
  if (wrongValue !== undefined) throw session.usage(`invalid taint spec: ${spec}, ${wrongValue}`);
  if (!EFFECTS.includes(effect))
    throw session.usage(`invalid taint effect: ${effect}, unsupported taint effect`);
  const [wrongKey] = qualifiedNameErrors(key);
  if (wrongKey !== undefined) throw session.usage(`invalid taint spec: ${spec}, ${wrongKey}`);
  return { key, ...(value === undefined || value === '' ? {} : { value }), effect };
}

function parseChange(words: readonly string[], session: Session): TaintChange {
  const add: Taint[] = [];
  const remove: { key: string; effect: string }[] = [];
  for (const word of words) {
    if (!word.endsWith('-')) {
      add.push(parseTaint(word, session));
      continue;
    }
    const [left = '', effect = ''] = word.slice(0, -1).split(':');
    remove.push({ key: left.split('=')[0] ?? '', effect });
  }
  for (const taint of add) {
    if (
      remove.some(
        ({ key, effect }) => key === taint.key && (effect === '' || effect === taint.effect),
      )
    ) {
      throw new CommandError(
        `can not both modify and remove the following taint(s) in the same command: ${taint.key}=`,
      );
    }
  }
  return { add, remove };
}

function sameTaint(a: Taint, b: Taint): boolean {
  return a.key === b.key && a.effect === b.effect;
}

/** The node's taints after the change, and what kubectl says of it. */
function retainted(
  node: Node,
  { add, remove }: TaintChange,
  overwrite: boolean,
): { readonly taints: readonly Taint[]; readonly words: string } {
  const old = node.spec.taints ?? [];
  const existing = add.filter((taint) => old.some((other) => sameTaint(other, taint)));
  if (existing.length > 0 && !overwrite) {
    throw new CommandError(
      `node ${node.metadata.name} already has ${existing.map(({ key }) => key).join(',')} taint(s) with same effect(s) and --overwrite is false`,
    );
  }
  const missing = remove.filter(
    ({ key, effect }) =>
      !old.some((taint) => taint.key === key && (effect === '' || taint.effect === effect)),
  );
  if (missing.length > 0) {
    const texts = missing.map(
      ({ key, effect }) => `taint "${effect === '' ? key : `${key}:${effect}`}" not found`,
    );
    throw new CommandError(texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`);
  }
  const kept = old.filter(
    (taint) =>
      !add.some((other) => sameTaint(other, taint)) &&
      !remove.some(
        ({ key, effect }) => taint.key === key && (effect === '' || taint.effect === effect),
      ),
  );
  const words =
    add.length > 0 && remove.length > 0
      ? 'modified'
      : remove.length > 0
        ? 'untainted'
        : existing.length > 0
          ? 'modified'
          : 'tainted';
  return { taints: [...add, ...kept], words };
}

/** `kubectl taint`. */
export const taintCommand: Command = {
  path: 'taint',
  typed: true,
  flags: ['all', 'dry-run', 'output', 'overwrite', 'selector', 'template'],
  run(session) {
    const { flags, words } = session;
    const first = words.findIndex((word) => isChangeWord(word) || word.includes(':'));
    const names = first < 0 ? words : words.slice(0, first);
    const changes = first < 0 ? [] : words.slice(first);
    if (names.length === 0)
      throw new CommandError('one or more resources must be specified as <resource> <name>');
    if (changes.length === 0) throw new CommandError('at least one taint update is required');
    const change = parseChange(changes, session);
    const kind = session.kind((names[0] ?? '').split('/')[0] ?? '');
    if (kind.id !== Nodes.id)
      throw new CommandError(`invalid resource type ${names[0]}, only node types are supported`);
    const selection = select(session, { words: names });
    const failures = forEach(selection.items, ({ object }) => {
      const node = object as Node;
      const { taints, words: operation } = retainted(node, change, flags.boolean('overwrite'));
      const next: Node = { ...node, spec: { ...node.spec, taints } };
      const { name } = node.metadata;
      const done =
        session.dryRun === 'client'
          ? next
          : session.api.patch(
              Nodes,
              { name },
              { spec: { taints: taints.length === 0 ? null : taints } },
              { ...session.writeOptions, type: 'merge' },
            );
      report(session, Nodes, done, operation);
    });
    throwAll([...selection.errors, ...failures]);
    return undefined;
  },
};
