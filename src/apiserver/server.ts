import { badRequestError, notFoundError } from '../api/errors';
import { changedGates, defaultFeatures, type FeatureGates } from '../api/features/feature-gates';
import type { Kind } from '../api/kind';
import { type Draft, deepFreeze, type KubeObject, type New } from '../api/object';
import { decode } from '../api/schema/decode';
import { DecodeError } from '../api/schema/decode-error';
import type { ObjectMeta } from '../api/schema/objects';
import type { Duration, Loop } from '../sim/loop';
import type { Random } from '../sim/random';
import type { Trace } from '../sim/trace';
import { Aggregation } from './aggregation';
import type { Api, Ref, User, WriteOptions } from './api';
import { type Attributes, attributesOf, type Gate, type Target } from './authorization/attributes';
import { Authorizer } from './authorization/authorizer';
import { Client } from './client';
import { Creation } from './creation';
import { serveDefinitions } from './custom-resources/definitions';
import { FieldLedger } from './fields/ledger';
import { type Entry, newEntry } from './keyspace';
import { KindRegistry } from './kind-registry';
import { PluginSets } from './plugin-sets';
import { Replacement } from './replacement';
import type { AdmissionPlugin, Asked, Request, Verb } from './request';
import { type Change, Store } from './store';
import { TokenAuthority } from './token-authority';
import { sharedKey } from './token-signer';
import { Verbs } from './verbs';
import type { WebhookTransport } from './webhook/transport';
import type { Write } from './write';

const MIN_REQUEST_TIMEOUT = 30 * 60;

/** What the trace says of a write. */
export interface WriteEntry {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly kind: string;
  readonly id: string;
  readonly key: string;
  readonly object: KubeObject;
  readonly old: KubeObject | undefined;
}

export interface ServerOptions {
  readonly loop: Loop;
  readonly trace: Trace;
  readonly random: Random;
  readonly admission: readonly AdmissionPlugin[];
  /** Those of v1.34 when left out. */
  readonly features?: FeatureGates | undefined;
}

const NO_OPTIONS: WriteOptions = Object.freeze({});

/**
 * The one write path: decode strictly, default, admit, validate, commit, trace. Users, controllers and
 * kubelets come through here alike.
 */
export class ApiServer {
  readonly store = new Store();
  /** The kinds that it serves. */
  readonly kinds = new KindRegistry();
  /** What add-ons serve beside it. */
  readonly aggregation = new Aggregation();
  /** Asked in order before each request; a fault adds itself here. */
  readonly gates: Gate[] = [];
  /** Who says what everybody may do. */
  readonly authorizer = new Authorizer(this.store);
  /** Who gives ServiceAccounts their tokens. */
  readonly tokens = new TokenAuthority(sharedKey('wavetank'));
  /** What the cluster has switched on; programs that start take it from here. */
  features: FeatureGates;
  /** How it reaches webhooks; nobody answers until somebody says how. */
  transport: WebhookTransport = () => undefined;
  /** Who owns which field of the stored objects. */
  readonly fields = new FieldLedger(this.store);
  private readonly loop: Loop;
  private readonly trace: Trace;
  private readonly random: Random;
  private readonly lengths: Random;
  /** Who has a say in which writes. */
  readonly plugins: PluginSets;
  private readonly creation: Creation;
  private readonly replacement = new Replacement(this);
  private readonly loopback = this.as({ name: 'system:apiserver', groups: ['system:masters'] });

  constructor(options: ServerOptions) {
    this.loop = options.loop;
    this.trace = options.trace;
    this.random = options.random.stream('apiserver');
    this.lengths = options.random.stream('lengths of watches');
    this.features = options.features ?? defaultFeatures;
    this.plugins = new PluginSets(options.admission, this.store);
    this.creation = new Creation(this, this.random);
    serveDefinitions(this.store, this.kinds, (host, call) => this.transport(host, call));
  }

  /** The server as this user sees it, who may hear what it warns of whenever a kind is asked for. */
  as(user: User, warn?: (message: string) => void): Api {
    return new Client(this, user, warn);
  }

  /** The same for requests that the gates and the authorizer have seen already, in a version of the API. */
  past(user: User, apiVersion?: string): Api {
    return new Verbs(this, user, apiVersion);
  }

  get now() {
    return this.loop.now;
  }

  /** How many seconds a watch lasts whose client does not say: 30 to 60 minutes. upstream: MinRequestTimeout */
  watchLength(): number {
    return MIN_REQUEST_TIMEOUT + this.lengths.below(MIN_REQUEST_TIMEOUT);
  }

  /**
   * What decides every byte of the objects that are created first: the chance of uids, the moment, who has a say, what
   * is switched on.
   */
  get origin(): string {
    const { seed } = this.random;
    return `${seed} ${this.loop.now} ${this.plugins.names} ${changedGates(this.features)}`;
  }

  /**
   * Takes in an object that another server of the same origin has created as its next one: as if it had been created
   * here. An error when it is not that one.
   */
  adopt<T extends KubeObject>(write: Write<T>, object: T): void {
    const { name, uid, resourceVersion } = object.metadata;
    const isNext =
      (write.uid ?? this.random.uuid()) === uid &&
      resourceVersion === String(this.store.nextRevision);
    if (!isNext) throw new Error(`${write.kind.kind} ${name} was not made in the same way`);
    this.record(write, newEntry(object), 'ADDED', object);
  }

  /** Each request begins here: the gates look at it, and the authorizer; an ApiError says what they have against it. */
  admit(attributes: Attributes): void {
    for (const gate of this.gates) gate(attributes);
    this.authorizer.mustAllow(attributes);
  }

  /** The same for a request of a component, which says what it wants by the kind. */
  admitRequest(
    user: User,
    verb: Verb,
    what: { readonly kind: Kind; readonly subresource: string },
    target: Target,
  ): void {
    this.admit(attributesOf(user, verb, what, target));
  }

  /** A 403 when the user of a patch may not create what it has found missing. */
  mustAllowCreation<T extends KubeObject>(write: Write<T>, { namespace, name }: Ref): void {
    const { user, kind, apiVersion = kind.apiVersion } = write;
    const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
    const { plural } = kind;
    const wish = { user, verb: 'create', group, plural, subresource: '', namespace, name };
    this.authorizer.mustAllowToo(wish);
  }

  create<T extends KubeObject>(write: Write<T>, input: New<T>): T {
    return this.creation.create(write, input);
  }

  update<T extends KubeObject>(write: Write<T>, input: T): T {
    return this.replacement.update(write, input);
  }

  /** Takes an object in place of the old one: the second half of update and patch. */
  replace<T extends KubeObject>(write: Write<T>, input: T, old: T): T {
    return this.replacement.replace(write, input, old);
  }

  /** Commits a change of an object that needs no more checks; the object is frozen on the way. */
  commit<T extends KubeObject>(write: Write<T>, type: Change['type'], object: T): T {
    const { kind } = write;
    const known = type === 'ADDED' ? undefined : this.store.entry(kind, object.metadata);
    const entry = known ?? newEntry(object);
    return this.record(write, entry, type, withVersion(object, this.store.nextRevision));
  }

  /** Writes a frozen object, which carries the next revision already, into the trace and the store. */
  record<T extends KubeObject>(write: Write<T>, entry: Entry, type: Change['type'], object: T): T {
    const { loop, store } = this;
    const { user, kind } = write;
    const time = loop.now;
    const { key, object: old } = entry;
    if (write.isServers !== true) this.fields.note(write, entry, object, time);
    if (type === 'DELETED') this.fields.forget(entry, object);
    const isHeartbeat =
      type === 'MODIFIED' &&
      old !== undefined &&
      kind.rules.isHeartbeat?.(object, old as T) === true;
    if (isHeartbeat || write.isOld === true) {
      store.commit(entry, { type, kind, object, seq: 0, time });
      return object;
    }
    const told: WriteEntry = { type, kind: kind.kind, id: kind.id, key, object, old };
    const { cause } = loop;
    const seq = this.trace.append(user.name, 'write', told);
    loop.cause = seq;
    store.commit(entry, { type, kind, object, seq, time });
    loop.cause = cause;
    return object;
  }

  /** True when a deleted object has nothing left that holds it. */
  isReleased<T extends KubeObject>(kind: Kind<T>, object: T): boolean {
    const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = object.metadata;
    return (
      deletionTimestamp !== undefined &&
      (finalizers === undefined || finalizers.length === 0) &&
      (deletionGracePeriodSeconds ?? 0) === 0 &&
      kind.rules.holdsDeletion?.(object) !== true
    );
  }

  mustGet<T extends KubeObject>(kind: Kind<T>, ref: Partial<Ref>): T {
    const name = ref.name ?? '';
    const object = this.store.find(kind, ref);
    if (object === undefined) throw notFoundError(kind, name);
    return object;
  }

  /** Reads a client's object as the kind; unknown fields are refused unless the options say otherwise. */
  decode<T extends KubeObject>(kind: Kind<T>, input: object, options: WriteOptions): object {
    try {
      const { apiVersion, kind: word } = input as { apiVersion?: unknown; kind?: unknown };
      const isNamed = apiVersion !== undefined && word !== undefined;
      const named = isNamed ? input : { apiVersion: kind.apiVersion, kind: kind.kind, ...input };
      const { value, strict: found } = decode(kind.struct, named);
      const strict = options.textErrors?.(found) ?? found;
      if (strict.length > 0 && options.fieldValidation === 'Strict') {
        throw badRequestError(
          `${kind.kind} in version ${JSON.stringify(kind.version)} cannot be handled as a ${kind.kind}: strict decoding error: ${strict.join(', ')}`,
        );
      }
      if (options.fieldValidation === 'Warn') for (const warning of strict) options.warn?.(warning);
      return value;
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      throw badRequestError(
        `${kind.kind} in version ${JSON.stringify(kind.version)} cannot be handled as a ${kind.kind}: ${error.message}`,
      );
    }
  }

  /** What admission is shown of a request. */
  request(asked: Asked): Request {
    const { user, verb, kind, ref, subresource = '', old, sent, options = NO_OPTIONS } = asked;
    return {
      user,
      verb,
      kind,
      subresource,
      namespace: kind.namespaced ? ref.namespace : undefined,
      name: ref.name ?? '',
      old,
      sent,
      options,
      now: this.loop.now,
      features: this.features,
      store: this.store,
      authorizer: this.authorizer,
      kinds: this.kinds,
      loopback: this.loopback,
      reach: this.transport,
      holdBack: this.holdBack,
    };
  }

  private readonly holdBack = (duration: Duration): boolean => this.loop.holdBack(duration);

  /** Lets the admission plugins look at a delete. */
  admitDelete(request: Request): void {
    const { validateDelete } = this.plugins.of(request.user, request.kind, 'delete');
    for (const plugin of validateDelete) plugin.validateDelete?.(request);
  }

  withMetadata<T extends KubeObject>(object: T, change: Partial<ObjectMeta>): T {
    return { ...object, metadata: { ...object.metadata, ...change } };
  }
}

/** The object with its resource version, frozen; an object that is not frozen yet is not copied. */
function withVersion<T extends KubeObject>(object: T, revision: number): T {
  const draft = (Object.isFrozen(object) ? { ...object } : object) as { metadata: ObjectMeta };
  const { metadata } = draft;
  const fresh = (Object.isFrozen(metadata) ? { ...metadata } : metadata) as Draft<ObjectMeta>;
  fresh.resourceVersion = String(revision);
  draft.metadata = fresh as ObjectMeta;
  return deepFreeze(draft as unknown as T);
}
