import {
  ApiError,
  alreadyExistsError,
  badRequestError,
  invalidError,
  methodNotAllowedError,
  notFoundError,
  staleError,
} from '../api/errors';
import { type FieldError, invalid } from '../api/field-error';
import type { Kind } from '../api/kind';
import {
  type Draft,
  deepEqual,
  deepFreeze,
  type KubeObject,
  type New,
  shareStructure,
} from '../api/object';
import { DecodeError, decode } from '../api/schema/decode';
import type { ObjectMeta } from '../api/schema/objects';
import { timestamp } from '../api/timestamp';
import type { Duration, Loop } from '../sim/loop';
import type { Random } from '../sim/random';
import type { Trace } from '../sim/trace';
import { Aggregation } from './aggregation';
import type { Api, Ref, UpdateOptions, User, WriteOptions } from './api';
import { Client } from './client';
import { serveDefinitions } from './custom-resources/definitions';
import { draftOf } from './draft';
import { FieldLedger } from './fields/ledger';
import { type Entry, newEntry } from './keyspace';
import { KindRegistry } from './kind-registry';
import {
  differsInSpec,
  validateMetadata,
  validateMetadataUpdate,
  withoutRepeatedOwners,
} from './metadata';
import {
  type AdmissionPlugin,
  type Gate,
  type PluginSet,
  pluginsFor,
  type Request,
  type Verb,
} from './request';
import { mustBeUnversioned, mustBeVersion, otherUidError } from './storage-error';
import { type Change, Store } from './store';
import { TokenAuthority } from './token-authority';
import { sharedKey } from './token-signer';
import type { WebhookTransport } from './webhook/transport';

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
}

const GENERATED_NAME_TRIES = 8;

/** A write as one caller asks for it. */
export interface Write<T extends KubeObject> {
  readonly user: User;
  readonly kind: Kind<T>;
  readonly options: UpdateOptions;
  /** True for the server's own doings (a binding, the marks of a deletion): nobody owns the fields. */
  readonly isServers?: boolean;
  /** The form that the caller asked for, where the stored kind is shown as another: the gates judge that one. */
  readonly asked?: Kind;
}

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
  /** Asked in order before each request; a fault or an authorizer adds itself here. */
  readonly gates: Gate[] = [];
  /** Who gives ServiceAccounts their tokens. */
  readonly tokens = new TokenAuthority(sharedKey('wavetank'));
  /** How it reaches webhooks; nobody answers until somebody says how. */
  transport: WebhookTransport = () => undefined;
  /** Who owns which field of the stored objects. */
  readonly fields = new FieldLedger(this.store);
  private readonly loop: Loop;
  private readonly trace: Trace;
  private readonly random: Random;
  private readonly admission: readonly AdmissionPlugin[];
  /** Who has a say, by verb and subresource, and then by kind. */
  private readonly pluginSets = new Map<string, Map<Kind, PluginSet>>();
  private readonly loopback = this.as({ name: 'system:apiserver', groups: ['system:masters'] });
  /** What became of the frozen specs that objects were created from: a template's Pods share one. */
  private readonly settledSpecs = new WeakMap<object, object>();

  constructor(options: ServerOptions) {
    this.loop = options.loop;
    this.trace = options.trace;
    this.random = options.random.stream('apiserver');
    this.admission = options.admission;
    serveDefinitions(this.store, this.kinds, (host, call) => this.transport(host, call));
    this.heedConfigurations();
  }

  /** The server as this user sees it. */
  as(user: User): Api {
    return new Client(this, user);
  }

  get now() {
    return this.loop.now;
  }

  /** What decides every byte of the objects that are created first: the chance of uids, the moment, who has a say. */
  get origin(): string {
    return `${this.random.seed} ${this.loop.now} ${this.admission.map(({ name }) => name).join()}`;
  }

  /**
   * Takes in an object that another server of the same origin has created as its next one: as if it had been created
   * here. An error when it is not that one.
   */
  adopt<T extends KubeObject>(user: User, kind: Kind<T>, object: T): void {
    const { name, uid, resourceVersion } = object.metadata;
    const isNext =
      this.random.uuid() === uid && resourceVersion === String(this.store.nextRevision);
    if (!isNext) throw new Error(`${kind.kind} ${name} was not made in the same way`);
    this.record({ user, kind, options: {} }, newEntry(object), 'ADDED', object);
  }

  /** Lets the gates look at a request; each verb begins here. */
  admitRequest(user: User, verb: Verb, kind: Kind, ref: Partial<Ref>, subresource = ''): void {
    if (!kind.verbs.includes(verb) && subresource === '') throw methodNotAllowedError(kind, verb);
    if (this.gates.length === 0) return;
    const request = this.request(user, verb, kind, ref, subresource);
    for (const gate of this.gates) gate(request);
  }

  create<T extends KubeObject>(write: Write<T>, input: New<T>): T {
    const { user, kind, options } = write;
    const decoded = this.decode(kind, input, options);
    // what has the server's form already is frozen
    const draft = (Object.isFrozen(decoded) ? { ...decoded } : decoded) as Draft<T>;
    const given = draft.metadata as Draft<ObjectMeta>;
    if (kind.namespaced && !given.namespace) {
      throw badRequestError('an empty namespace may not be set during creation');
    }
    this.admitRequest(user, 'create', write.asked ?? kind, given);
    const { closed } = kind.rules;
    if (closed !== undefined) throw new ApiError('MethodNotAllowed', closed);
    const plugins = this.pluginsFor(kind, 'create');
    const request = plugins.isEmpty
      ? undefined
      : this.request(user, 'create', kind, given, '', undefined, options);
    if (request !== undefined) for (const plugin of plugins.admit) plugin.admit?.(request);
    (draft as { metadata: Draft<ObjectMeta> }).metadata = this.newMetadata(
      kind,
      given,
      options.warn,
    );
    const { spec } = input as { spec?: unknown };
    const source = typeof spec === 'object' && spec !== null ? spec : undefined;
    const object = this.settleNew({ user, kind, options }, draft, source, { plugins, request });
    this.nameIt(kind, object.metadata as Draft<ObjectMeta>);
    const errors = validateMetadata(kind, object.metadata);
    if (kind.rules.validate !== undefined) append(errors, kind.rules.validate(object));
    if (errors.length > 0) throw invalidError(kind, object.metadata.name ?? '', errors);
    warn(kind, object, undefined, options);
    if (request !== undefined) {
      for (const plugin of plugins.validate) plugin.validate?.(request, object);
    }
    if (options.dryRun !== true) mustBeUnversioned(given);
    if (this.store.find(kind, object.metadata) !== undefined) {
      throw alreadyExistsError(kind, object.metadata.name);
    }
    if (options.dryRun === true) return deepFreeze(object);
    return this.commit({ user, kind, options }, 'ADDED', object);
  }

  /** Gives a new object its defaults and what the plugins add, in the server's form. */
  private settleNew<T extends KubeObject>(
    { user, kind }: Write<T>,
    draft: Draft<T>,
    source: object | undefined,
    { plugins, request }: { readonly plugins: PluginSet; readonly request: Request | undefined },
  ): T {
    const { rules } = kind;
    const { defaults, prepareForCreate } = rules;
    const parts = draft as { spec?: object; status?: unknown };
    if (kind.hasStatus && rules.keepsStatusOnCreate !== true && parts.status !== undefined) {
      parts.status = undefined;
    } else if (
      defaults === undefined &&
      prepareForCreate === undefined &&
      plugins.mutate.length === 0
    ) {
      return draft as T;
    }
    // a spec may be shared (a template's, by all its Pods): what defaults and plugins add goes into a copy
    const shared = source !== undefined && parts.spec === source;
    if (shared && Object.isFrozen(source)) parts.spec = { ...source };
    rules.defaults?.(draft);
    if (request !== undefined) {
      for (const plugin of plugins.mutate) plugin.mutate?.(request, draft as Draft<KubeObject>);
    }
    rules.prepareForCreate?.(draft, { now: this.loop.now, user });
    const settled = shared ? this.settledSpecs.get(source) : undefined;
    if (settled !== undefined && deepEqual(parts.spec, settled)) parts.spec = settled;
    // what defaults and plugins left out or wrote loosely takes the server's form here
    const object = decode(kind.struct, draft).value as T;
    if (shared) {
      const { spec } = object as { spec?: object };
      if (spec !== undefined && spec !== settled) this.settledSpecs.set(source, deepFreeze(spec));
    }
    return object;
  }

  update<T extends KubeObject>(write: Write<T>, input: T): T {
    const { user, kind, options } = write;
    const subresource = options.subresource ?? '';
    const entry = this.store.entry(kind, input.metadata);
    const known = entry?.object as T | undefined;
    // nothing to decode and no precondition that could fail: the way of most writes of the components
    if (entry !== undefined && known?.metadata === input.metadata && options.dryRun !== true) {
      const part = changedPart(input, known);
      if (part !== undefined && this.isPlain(kind, part, subresource)) {
        this.admitRequest(user, 'update', write.asked ?? kind, known.metadata, subresource);
        return this.replacePart(write, entry, input, part);
      }
    }
    const decoded = this.decode(kind, input, options) as T;
    this.admitRequest(user, 'update', write.asked ?? kind, decoded.metadata, subresource);
    const old = this.mustGet(kind, decoded.metadata);
    this.checkVersion(kind, decoded.metadata, old);
    return this.replace(write, decoded, old, true);
  }

  /** True when nobody but the kind's validation has a say in an update of this part. */
  private isPlain(kind: Kind, part: string, subresource: string): boolean {
    const { rules } = kind;
    if (
      rules.prepareForUpdate !== undefined ||
      !this.pluginsFor(kind, 'update', subresource).isEmpty
    )
      return false;
    if (subresource === 'status') return part === 'status';
    if (subresource !== '' || (part === 'status' && kind.hasStatus)) return false;
    return rules.defaults === undefined && rules.hasGeneration !== true;
  }

  /** An update of one frozen part, by the shortest way. */
  private replacePart<T extends KubeObject>(
    write: Write<T>,
    entry: Entry,
    input: T,
    part: Extract<keyof T, string>,
  ): T {
    const { kind } = write;
    const old = entry.object as T;
    if (deepEqual(old[part], input[part])) return old;
    const isStatus = part === 'status';
    this.validateReplacement(kind, input, old, isStatus ? 'status' : '', !isStatus);
    const type = this.isReleased(kind, input) ? 'DELETED' : 'MODIFIED';
    const resourceVersion = String(this.store.nextRevision);
    const metadata = Object.freeze({ ...old.metadata, resourceVersion });
    // all that it holds is frozen; a copy of the old object, not of the input: V8 freezes copies of frozen
    // objects in place, and makes a new hidden class for each frozen copy of any other
    const object = { ...old, metadata };
    object[part] = input[part];
    return this.record(write, entry, type, Object.freeze(object));
  }

  /**
   * Takes an object in place of the old one: the second half of update and patch. `isDecoded` says that all
   * of it has the server's form already.
   */
  replace<T extends KubeObject>(
    { user, kind, options }: Write<T>,
    input: T,
    old: T,
    isDecoded = false,
  ): T {
    const { rules } = kind;
    const subresource = options.subresource ?? '';
    const isStatus = subresource === 'status';
    const draft = draftOf(kind, input, old, subresource);
    const { ownerReferences } = draft.metadata;
    if (ownerReferences !== old.metadata.ownerReferences && (ownerReferences?.length ?? 0) > 1) {
      const meta = draft.metadata as Draft<ObjectMeta>;
      const owners = withoutRepeatedOwners(meta.ownerReferences ?? [], options.warn);
      (draft as { metadata: object }).metadata = { ...meta, ownerReferences: owners };
    }
    const plugins = this.pluginsFor(kind, 'update', subresource);
    const request = plugins.isEmpty
      ? undefined
      : this.request(user, 'update', kind, draft.metadata as ObjectMeta, subresource, old, options);
    if (request !== undefined) for (const plugin of plugins.admit) plugin.admit?.(request);
    const isSame = draft.metadata === old.metadata && !differsInSpec(kind, draft as T, old);
    const isSettled = isStatus ? rules.defaultsStatus !== true : isSame;
    const defaults = isSettled ? undefined : rules.defaults;
    const isTouched =
      !isDecoded ||
      defaults !== undefined ||
      rules.prepareForUpdate !== undefined ||
      plugins.mutate.length > 0 ||
      ((isStatus || kind.hasStatus) && (draft as { status?: unknown }).status === undefined);
    defaults?.call(rules, draft);
    rules.prepareForUpdate?.(draft, old, { now: this.loop.now, user });
    if (request !== undefined) {
      for (const plugin of plugins.mutate) plugin.mutate?.(request, draft as Draft<KubeObject>);
    }
    const next = isTouched ? decode(kind.struct, draft).value : draft;
    const shared = shareStructure(old, next) as T;
    if (shared === old) {
      if (options.dryRun !== true) this.fields.adopt(kind, old, input, subresource);
      return old;
    }
    const specChanged = differsInSpec(kind, shared, old);
    this.validateReplacement(kind, shared, old, subresource, specChanged);
    if (subresource === '') warn(kind, shared, old, options);
    if (request !== undefined) {
      for (const plugin of plugins.validate) plugin.validate?.(request, shared);
    }
    const isAnnotated =
      rules.countsAnnotations === true &&
      !isStatus &&
      shared.metadata.annotations !== old.metadata.annotations;
    const object =
      (specChanged || isAnnotated) && rules.hasGeneration === true
        ? this.withMetadata(shared, { generation: (old.metadata.generation ?? 0) + 1 })
        : shared;
    if (options.dryRun === true) return deepFreeze(object);
    this.fields.adopt(kind, old, input, subresource);
    const type = this.isReleased(kind, object) ? 'DELETED' : 'MODIFIED';
    return this.commit({ user, kind, options }, type, object);
  }

  /** Commits a change of an object that needs no more checks; the object is frozen on the way. */
  commit<T extends KubeObject>(write: Write<T>, type: Change['type'], object: T): T {
    const { kind } = write;
    const known = type === 'ADDED' ? undefined : this.store.entry(kind, object.metadata);
    const entry = known ?? newEntry(object);
    return this.record(write, entry, type, withVersion(object, this.store.nextRevision));
  }

  /** Writes a frozen object, which carries the next revision already, into the trace and the store. */
  private record<T extends KubeObject>(
    write: Write<T>,
    entry: Entry,
    type: Change['type'],
    object: T,
  ): T {
    const { loop, store } = this;
    const { user, kind } = write;
    const time = loop.now;
    const { key, object: old } = entry;
    if (write.isServers !== true) this.fields.note(write, entry, object, time);
    if (type === 'DELETED') this.fields.forget(entry, object);
    if (
      type === 'MODIFIED' &&
      old !== undefined &&
      kind.rules.isHeartbeat?.(object, old as T) === true
    ) {
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

  request(
    user: User,
    verb: Verb,
    kind: Kind,
    ref: Partial<Ref>,
    subresource = '',
    old?: KubeObject,
    options: WriteOptions = {},
  ): Request {
    return {
      user,
      verb,
      kind,
      subresource,
      namespace: kind.namespaced ? ref.namespace : undefined,
      name: ref.name ?? '',
      old,
      options,
      now: this.loop.now,
      store: this.store,
      kinds: this.kinds,
      loopback: this.loopback,
      reach: this.transport,
      holdBack: this.holdBack,
    };
  }

  private readonly holdBack = (duration: Duration): boolean => this.loop.holdBack(duration);

  /** Lets the admission plugins look at a delete. */
  admitDelete(request: Request): void {
    const { validateDelete } = this.pluginsFor(request.kind, 'delete');
    for (const plugin of validateDelete) plugin.validateDelete?.(request);
  }

  withMetadata<T extends KubeObject>(object: T, change: Partial<ObjectMeta>): T {
    return { ...object, metadata: { ...object.metadata, ...change } };
  }

  /** Looks anew at who has a say whenever an object that configures a plugin changes. */
  private heedConfigurations(): void {
    const forget = () => this.pluginSets.clear();
    const kinds = this.admission.flatMap(({ configuration }) => configuration?.kinds ?? []);
    for (const kind of new Set(kinds)) this.store.watch(kind, forget);
  }

  private pluginsFor(
    kind: Kind,
    verb: 'create' | 'update' | 'delete',
    subresource = '',
  ): PluginSet {
    const key = subresource === '' ? verb : `${verb}/${subresource}`;
    let sets = this.pluginSets.get(key);
    if (sets === undefined) {
      sets = new Map();
      this.pluginSets.set(key, sets);
    }
    let set = sets.get(kind);
    if (set === undefined) {
      set = pluginsFor(this.admission, this.store, { kind, verb, subresource });
      sets.set(kind, set);
    }
    return set;
  }

  private validateReplacement<T extends KubeObject>(
    kind: Kind<T>,
    object: T,
    old: T,
    subresource: string,
    specChanged: boolean,
  ): void {
    const errors: FieldError[] = [];
    const { rules } = kind;
    const part = rules.parts?.[subresource];
    if (object.metadata !== old.metadata) {
      append(errors, validateMetadata(kind, object.metadata));
      append(errors, validateMetadataUpdate(object.metadata, old.metadata));
    }
    if (subresource === 'status') append(errors, rules.validateStatusUpdate?.(object, old));
    else if (part !== undefined) append(errors, part.validate(object, old));
    else if (specChanged || object.metadata.annotations !== old.metadata.annotations) {
      if (rules.validateReplacement !== undefined) {
        append(errors, rules.validateReplacement(object, old));
      } else {
        append(errors, rules.validateUpdate?.(object, old));
        append(errors, rules.validate?.(object));
      }
    }
    if (errors.length > 0) throw invalidError(kind, old.metadata.name, errors);
  }

  private checkVersion<T extends KubeObject>(kind: Kind<T>, given: ObjectMeta, old: T): void {
    const { resourceVersion, uid } = given;
    if (uid !== undefined && uid !== old.metadata.uid) {
      throw otherUidError(kind, old.metadata, uid);
    }
    if (resourceVersion !== undefined) mustBeVersion(resourceVersion);
    if (resourceVersion !== undefined && resourceVersion !== old.metadata.resourceVersion) {
      throw staleError(kind, given.name);
    }
    if (kind.rules.needsVersion === true && resourceVersion === undefined) {
      // upstream names the resource where it means the kind
      const named = { ...kind, kind: kind.plural };
      const detail = 'must be specified for an update';
      throw invalidError(named, given.name, [invalid('metadata.resourceVersion', 0, detail)]);
    }
  }

  /** The metadata of a new object; what only the server may set is not taken. upstream: rest.BeforeCreate */
  private newMetadata(
    kind: Kind,
    given: Draft<ObjectMeta>,
    warn: WriteOptions['warn'],
  ): Draft<ObjectMeta> {
    const { name, generateName, namespace, labels, annotations, finalizers, ownerReferences } =
      given;
    const meta: { -readonly [K in keyof ObjectMeta]?: unknown } = {};
    if (name !== undefined) meta.name = name;
    if (generateName !== undefined) meta.generateName = generateName;
    if (kind.namespaced) meta.namespace = namespace;
    meta.uid = this.random.uuid();
    meta.creationTimestamp = timestamp(this.loop.now);
    if (kind.rules.hasGeneration === true) meta.generation = 1;
    if (labels !== undefined) meta.labels = labels;
    if (annotations !== undefined) meta.annotations = annotations;
    if (ownerReferences !== undefined) {
      meta.ownerReferences =
        ownerReferences.length < 2 ? ownerReferences : withoutRepeatedOwners(ownerReferences, warn);
    }
    if (finalizers !== undefined) meta.finalizers = finalizers;
    return meta as Draft<ObjectMeta>;
  }

  private nameIt<T extends KubeObject>(kind: Kind<T>, meta: Draft<ObjectMeta>): void {
    meta.name ??= '';
    if (meta.name !== '' || !meta.generateName) return;
    // upstream: names.SimpleNameGenerator: at most 63 characters, five of them random
    const base = meta.generateName.slice(0, 58);
    for (let i = 0; i < GENERATED_NAME_TRIES; i++) {
      meta.name = `${base}${this.random.suffix(5)}`;
      if (this.store.find(kind, meta) === undefined) return;
    }
    throw new ApiError(
      'AlreadyExists',
      `unable to find a free name with the prefix ${JSON.stringify(base)}`,
    );
  }
}

/**
 * The only part of the input that is not the stored one, if it is frozen, and so in the server's form already;
 * undefined when more differs, or none.
 */
function changedPart<T extends KubeObject>(input: T, old: T): Extract<keyof T, string> | undefined {
  let found: Extract<keyof T, string> | undefined;
  let count = 0;
  for (const part in input) {
    count++;
    const before = old[part];
    if (input[part] === before) continue;
    if (found !== undefined || typeof before !== 'object') return undefined;
    found = part;
  }
  for (const _ in old) count--;
  if (found === undefined || count !== 0) return undefined;
  const value: unknown = input[found];
  return typeof value === 'object' && value !== null && Object.isFrozen(value) ? found : undefined;
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

/** Tells a client that listens what is odd about what it writes. upstream: rest, WarningsOnCreate and WarningsOnUpdate */
function warn<T extends KubeObject>(
  { rules }: Kind<T>,
  object: T,
  old: T | undefined,
  { warn: tell }: WriteOptions,
): void {
  if (tell === undefined || rules.warnings === undefined) return;
  for (const warning of rules.warnings(object, old)) tell(warning);
}

function append(errors: FieldError[], more: readonly FieldError[] | undefined): void {
  if (more !== undefined) for (const error of more) errors.push(error);
}
