import type { Kind } from '../../api/kind';
import { deepEqual, type KubeObject } from '../../api/object';
import type { ManagedFieldsEntry } from '../../api/schema/objects';
import type { Time } from '../../sim/loop';
import type { UpdateOptions, User } from '../api';
import type { Entry } from '../keyspace';
import type { Store } from '../store';
import { type Comparison, compareObjects } from './compare';
import { differenceBelow, type FieldSet, FieldSetBuilder, within } from './field-set';
import { afterUpdate, fromManagedFields, type Ownership, toManagedFields } from './ownership';
import type { Story } from './story';

const NOTHING: readonly never[] = [];

/** So many stretches are kept before they are worked out. */
const PENDING_MAX = 6;

/** A write, as far as it matters who owns what. */
interface Write {
  readonly user: User;
  readonly kind: Kind;
  readonly options: UpdateOptions;
  /** What was asked for, of a creation that the server has added to: nobody owns what it added. */
  readonly given?: KubeObject | undefined;
}

const META = 'f:metadata';

/** Fields that nobody owns. upstream: managedfields internal, stripSet */
const UNOWNED: FieldSet = pathSet([
  ['f:apiVersion'],
  ['f:kind'],
  [META],
  ...[
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'generation',
    'managedFields',
    'resourceVersion',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
  ].map((name) => [META, `f:${name}`]),
]);

/** What a write of the object itself, and one of its status, cannot own. upstream: strategies' GetResetFields */
const BESIDE_STATUS = pathSet([['f:spec'], [META]]);
const STATUS = pathSet([['f:status']]);

function pathSet(paths: readonly (readonly string[])[]): FieldSet {
  const set = new FieldSetBuilder();
  for (const path of paths) set.add(path);
  return set.build();
}

/** The fields that an owner can own. */
export function ownable(kind: Kind, fields: FieldSet, subresource: string): FieldSet {
  const named = withoutUnowned(fields);
  if (subresource === 'status') return differenceBelow(named, BESIDE_STATUS);
  const part = kind.rules.parts?.[subresource];
  if (part !== undefined) return within(named, part.owns);
  return kind.hasStatus ? differenceBelow(named, STATUS) : named;
}

/** Only members go: `metadata` itself is nobody's, the labels below it may be somebody's. */
function withoutUnowned(fields: FieldSet): FieldSet {
  const children = new Map(fields.children);
  const members = new Set([...fields.members].filter((each) => !UNOWNED.members.has(each)));
  const meta = children.get(META);
  const stripped = UNOWNED.children.get(META);
  if (meta !== undefined && stripped !== undefined) {
    const rest = differenceBelow(meta, stripped);
    if (rest.members.size + rest.children.size > 0) children.set(META, rest);
    else children.delete(META);
  }
  return { members, children };
}

/** The difference of two states, as far as it can be owned. */
export function ownableChange(
  kind: Kind,
  before: KubeObject | undefined,
  after: object,
): Comparison {
  const { added, modified, removed } = compareObjects(kind.struct, before, after);
  return {
    added: withoutUnowned(added),
    modified: withoutUnowned(modified),
    removed: withoutUnowned(removed),
  };
}

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** The name under which a user's writes are remembered when the request names no manager. */
function managerOf(user: string): string {
  const [, namespace, account] = SERVICE_ACCOUNT.exec(user) ?? [];
  if (account !== undefined) {
    return namespace === 'kube-system' ? 'kube-controller-manager' : account;
  }
  if (user.startsWith('system:node:')) return 'kubelet';
  return user.startsWith('system:') ? user.slice('system:'.length) : 'unknown';
}

function isUnset(entry: object | undefined): boolean {
  return entry !== undefined && Object.values(entry).every((value) => value === undefined);
}

/**
 * Remembers who wrote what, cheaply: a write costs one look-up, and which fields it took is worked out when
 * somebody asks. Memory is bounded by the objects that are there.
 */
export class FieldLedger {
  private readonly managers = new Map<string, string>();
  private readonly shown = new WeakMap<KubeObject, KubeObject>();
  /** The stories of objects that are gone, for watches that tell of it later. */
  private readonly ended = new WeakMap<KubeObject, Story>();

  constructor(private readonly store: Store) {}

  /** Notes an update or a creation that is being committed. */
  note({ user, kind, options, given }: Write, entry: Entry, object: KubeObject, time: Time): void {
    const { subresource = '', fieldManager = options.agent ?? '' } = options;
    const story = storyOf(entry);
    if (story.isUntracked === true) return;
    const { pending } = story;
    const old = entry.object;
    const last = pending[pending.length - 1];
    const isNext = last !== undefined && last.after === old && last.subresource === subresource;
    // who renews a Lease is the same as ever: nothing need be looked up
    const isSame = isNext && fieldManager === '' && last.user === user;
    const manager = isSame ? last.manager : fieldManager || this.managerOf(user.name);
    if (isNext && last.manager === manager) {
      last.after = object;
      last.time = time;
      return;
    }
    story.pending = pending.concat({
      manager,
      user: fieldManager === '' ? user : undefined,
      subresource,
      before: old,
      after: given ?? object,
      time,
    });
    if (story.pending.length > PENDING_MAX) this.settle(kind, story);
  }

  private managerOf(user: string): string {
    let manager = this.managers.get(user);
    if (manager === undefined) {
      manager = managerOf(user);
      this.managers.set(user, manager);
    }
    return manager;
  }

  /**
   * Who owns the object's fields when somebody is about to apply: what nobody is known to own, somebody set before.
   * upstream: skipNonAppliedManager, before-first-apply
   */
  ownershipForApply(kind: Kind, object: KubeObject, time: string): Ownership {
    const known = this.ownershipOf(kind, object);
    if (known.length > 0) return known;
    const fields = ownable(kind, ownableChange(kind, undefined, object).added, '');
    const { apiVersion } = kind;
    const owner = { manager: 'before-first-apply', operation: 'Update' as const, apiVersion };
    return [{ ...owner, subresource: '', time, fields }];
  }

  /** The object is gone. */
  forget({ story }: Entry, object: KubeObject): void {
    if (story !== undefined) this.ended.set(object, story);
  }

  /** Who owns the object's fields now. */
  ownershipOf(kind: Kind, object: KubeObject): Ownership {
    const story = this.entryOf(kind, object)?.story ?? this.ended.get(object);
    return story === undefined ? [] : this.settle(kind, story);
  }

  /** What the store holds of that very object; undefined when it is gone. */
  private entryOf(kind: Kind, { metadata }: KubeObject): Entry | undefined {
    const entry = this.store.entry(kind.rules.view?.stored ?? kind, metadata);
    return entry?.object?.metadata.uid === metadata.uid ? entry : undefined;
  }

  private settle(kind: Kind, story: Story): Ownership {
    for (const { manager, subresource, before, after, time } of story.pending) {
      const { apiVersion } = kind;
      const owner = { manager, operation: 'Update' as const, apiVersion, subresource };
      const change = ownableChange(kind, before, after);
      story.ownership = afterUpdate(story.ownership, owner, change, time);
    }
    story.pending = NOTHING;
    return story.ownership;
  }

  /** Takes another ownership for true: of an apply, or of a client that writes managedFields itself. */
  set(kind: Kind, object: KubeObject, ownership: Ownership): void {
    const entry = this.entryOf(kind, object);
    if (entry === undefined) return;
    const story = storyOf(entry);
    story.ownership = ownership;
    story.pending = NOTHING;
    // upstream: skipNonAppliedManager
    if (ownership.length === 0) story.isUntracked = true;
    else if (story.isUntracked === true) story.isUntracked = false;
    this.shown.delete(object);
  }

  /**
   * Takes what a client writes into metadata.managedFields, if that is not what is known: `[{}]` forgets all, none at
   * all and what is not valid change nothing. upstream: managedfields internal, FieldManager.Update
   */
  adopt(kind: Kind, old: KubeObject, input: KubeObject, subresource: string): void {
    const { managedFields } = input.metadata;
    if (managedFields === undefined || managedFields.length === 0 || subresource !== '') return;
    const [first] = managedFields;
    const isReset = managedFields.length === 1 && isUnset(first);
    const ownership = isReset ? [] : fromManagedFields(managedFields);
    if (ownership === undefined || deepEqual(managedFields, this.managedFields(kind, old))) return;
    this.set(kind, old, ownership);
  }

  managedFields(kind: Kind, object: KubeObject): readonly ManagedFieldsEntry[] {
    return toManagedFields(this.ownershipOf(kind, object));
  }

  /** The object as clients see it: with its managedFields. */
  show<T extends KubeObject>(kind: Kind, object: T): T {
    if (!Object.isFrozen(object)) return object;
    const known = this.shown.get(object);
    if (known !== undefined) return known as T;
    const managedFields = this.managedFields(kind, object);
    if (managedFields.length === 0) return object;
    const shown = Object.freeze({
      ...object,
      metadata: Object.freeze({ ...object.metadata, managedFields }),
    });
    this.shown.set(object, shown);
    return shown;
  }
}

function storyOf(entry: Entry): Story {
  entry.story ??= { ownership: NOTHING, pending: NOTHING };
  return entry.story;
}
