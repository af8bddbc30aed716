import {
  ApiError,
  alreadyExistsError,
  badRequestError,
  conflictError,
  invalidError,
  methodNotAllowedError,
  notFoundError,
  staleError,
} from '../api/errors';
import type { Kind } from '../api/kind';
import {
  type Draft,
  deepFreeze,
  joinKey,
  type KubeObject,
  keyOf,
  type New,
  shareStructure,
} from '../api/object';
import { DecodeError, decode } from '../api/schema/decode';
import type { ObjectMeta } from '../api/schema/objects';
import { timestamp } from '../api/timestamp';
import type { Loop } from '../sim/loop';
import type { Random } from '../sim/random';
import type { Trace } from '../sim/trace';
import type { Api, Ref, UpdateOptions, User, WriteOptions } from './api';
import { Client } from './client';
import { differsInSpec, validateMetadata, validateMetadataUpdate } from './metadata';
import type { AdmissionPlugin, Gate, Request, Verb } from './request';
import { type Change, Store } from './store';

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
}

/**
 * The one write path: decode strictly, default, admit, validate, commit, trace. Users, controllers and
 * kubelets come through here alike.
 */
export class ApiServer {
  readonly store = new Store();
  /** Asked in order before each request; a fault or an authorizer adds itself here. */
  readonly gates: Gate[] = [];
  private readonly loop: Loop;
  private readonly trace: Trace;
  private readonly random: Random;
  private readonly admission: readonly AdmissionPlugin[];

  constructor(options: ServerOptions) {
    this.loop = options.loop;
    this.trace = options.trace;
    this.random = options.random.stream('apiserver');
    this.admission = options.admission;
  }

  /** The server as this user sees it. */
  as(user: User): Api {
    return new Client(this, user);
  }

  get now() {
    return this.loop.now;
  }

  /** Lets the gates look at a request; each verb begins here. */
  admitRequest(user: User, verb: Verb, kind: Kind, ref: Partial<Ref>, subresource = ''): void {
    if (!kind.verbs.includes(verb) && subresource === '') throw methodNotAllowedError(kind, verb);
    if (this.gates.length === 0) return;
    const request = this.request(user, verb, kind, ref, subresource);
    for (const gate of this.gates) gate(request);
  }

  create<T extends KubeObject>({ user, kind, options }: Write<T>, input: New<T>): T {
    const draft = this.decode(kind, input, options) as Draft<T>;
    const meta: Draft<ObjectMeta> = { ...(draft.metadata as Draft<ObjectMeta>) };
    (draft as { metadata: Draft<ObjectMeta> }).metadata = meta;
    // a spec may be shared (a template's, by all its Pods): what defaults and plugins add goes into a copy
    const shared = draft as { spec?: object };
    if (shared.spec !== undefined && Object.isFrozen(shared.spec)) shared.spec = { ...shared.spec };
    if (kind.namespaced && !meta.namespace) {
      throw badRequestError('an empty namespace may not be set during creation');
    }
    this.admitRequest(user, 'create', kind, meta);
    if (kind.hasStatus) (draft as { status?: unknown }).status = undefined;
    this.prepareMetadata(kind, meta);
    const context = { now: this.loop.now };
    kind.rules.defaults?.(draft);
    const request = this.request(user, 'create', kind, meta, '', undefined, options);
    for (const plugin of this.admission) plugin.mutate?.(request, draft as Draft<KubeObject>);
    kind.rules.prepareForCreate?.(draft, context);
    // what defaults and plugins left out or wrote loosely takes the server's form here
    const object = decode(kind.struct, draft).value as T;
    this.nameIt(kind, object.metadata as Draft<ObjectMeta>);
    const errors = [
      ...validateMetadata(kind, object.metadata),
      ...(kind.rules.validate?.(object) ?? []),
    ];
    if (errors.length > 0) throw invalidError(kind, object.metadata.name ?? '', errors);
    for (const plugin of this.admission) plugin.validate?.(request, object);
    if (this.store.get(kind, keyOf(object)) !== undefined) {
      throw alreadyExistsError(kind, object.metadata.name);
    }
    if (options.dryRun === true) return deepFreeze(object);
    return this.commit(user, 'ADDED', kind, object, undefined);
  }

  update<T extends KubeObject>({ user, kind, options }: Write<T>, input: T): T {
    const decoded = this.decode(kind, input, options) as T;
    const { metadata } = decoded;
    const subresource = options.subresource ?? '';
    this.admitRequest(user, 'update', kind, metadata, subresource);
    const old = this.mustGet(kind, metadata);
    this.checkVersion(kind, metadata, old);
    return this.replace({ user, kind, options }, decoded, old);
  }

  /** Takes a decoded object in place of the old one: the second half of update and patch. */
  replace<T extends KubeObject>({ user, kind, options }: Write<T>, input: T, old: T): T {
    const subresource = options.subresource ?? '';
    const isStatus = subresource === 'status';
    const metadata = isStatus
      ? statusMetadata(input.metadata, old.metadata)
      : this.keepSystemMetadata(input.metadata, old.metadata);
    const draft = (isStatus
      ? { ...old, metadata, status: (input as { status?: unknown }).status }
      : { ...input, metadata }) as unknown as Draft<T>;
    if (kind.hasStatus && !isStatus) {
      (draft as { status?: unknown }).status = (old as { status?: unknown }).status;
    }
    const context = { now: this.loop.now };
    if (!isStatus) kind.rules.defaults?.(draft);
    kind.rules.prepareForUpdate?.(draft, old, context);
    const meta = draft.metadata as Draft<ObjectMeta>;
    const request = this.request(user, 'update', kind, meta, subresource, old, options);
    for (const plugin of this.admission) plugin.mutate?.(request, draft as Draft<KubeObject>);
    const shared = shareStructure(old, decode(kind.struct, draft).value) as T;
    if (shared === old) return old;
    const specChanged = differsInSpec(shared, old);
    this.validateReplacement(kind, shared, old, isStatus, specChanged);
    for (const plugin of this.admission) plugin.validate?.(request, shared);
    const object =
      specChanged && kind.rules.hasGeneration === true
        ? this.withMetadata(shared, { generation: (old.metadata.generation ?? 0) + 1 })
        : shared;
    if (options.dryRun === true) return deepFreeze(object);
    if (this.isReleased(kind, object)) return this.commit(user, 'DELETED', kind, object, old);
    return this.commit(user, 'MODIFIED', kind, object, old);
  }

  /** Commits a change of an object that needs no more checks; the object is frozen on the way. */
  commit<T extends KubeObject>(
    user: User,
    type: Change['type'],
    kind: Kind<T>,
    object: T,
    old: T | undefined,
  ): T {
    const resourceVersion = String(this.store.nextRevision);
    const stored = deepFreeze(this.withMetadata(object, { resourceVersion }));
    const isHeartbeat =
      type === 'MODIFIED' && old !== undefined && kind.rules.isHeartbeat?.(stored, old) === true;
    const key = keyOf(stored);
    const entry: WriteEntry = { type, kind: kind.kind, id: kind.id, key, object: stored, old };
    const seq = isHeartbeat ? 0 : this.trace.append(user.name, 'write', entry);
    const cause = this.loop.cause;
    if (seq !== 0) this.loop.cause = seq;
    this.store.commit({ type, kind, object: stored, old, seq, time: this.loop.now });
    this.loop.cause = cause;
    return stored;
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
    const object = this.store.get(kind, joinKey(kind.namespaced ? ref.namespace : undefined, name));
    if (object === undefined) throw notFoundError(kind, name);
    return object;
  }

  /** Reads a client's object as the kind; unknown fields are refused unless the options say otherwise. */
  decode<T extends KubeObject>(kind: Kind<T>, input: object, options: WriteOptions): object {
    try {
      const { value, strict } = decode(kind.struct, {
        apiVersion: kind.apiVersion,
        kind: kind.kind,
        ...input,
      });
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
    };
  }

  /** Lets the admission plugins look at a delete. */
  admitDelete(request: Request): void {
    for (const plugin of this.admission) plugin.validateDelete?.(request);
  }

  withMetadata<T extends KubeObject>(object: T, change: Partial<ObjectMeta>): T {
    return { ...object, metadata: { ...object.metadata, ...change } };
  }

  private validateReplacement<T extends KubeObject>(
    kind: Kind<T>,
    object: T,
    old: T,
    isStatus: boolean,
    specChanged: boolean,
  ): void {
    const errors = [];
    const { rules } = kind;
    if (object.metadata !== old.metadata) {
      errors.push(...validateMetadata(kind, object.metadata));
      errors.push(...validateMetadataUpdate(object.metadata, old.metadata));
    }
    if (isStatus) errors.push(...(rules.validateStatusUpdate?.(object, old) ?? []));
    else if (specChanged) {
      errors.push(...(rules.validateUpdate?.(object, old) ?? []));
      errors.push(...(rules.validate?.(object) ?? []));
    }
    if (errors.length > 0) throw invalidError(kind, old.metadata.name, errors);
  }

  private checkVersion<T extends KubeObject>(kind: Kind<T>, given: ObjectMeta, old: T): void {
    const { resourceVersion, uid } = given;
    if (uid !== undefined && uid !== old.metadata.uid) {
      throw conflictError(
        kind,
        given.name,
        `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`,
      );
    }
    if (resourceVersion !== undefined && resourceVersion !== old.metadata.resourceVersion) {
      throw staleError(kind, given.name);
    }
  }

  // upstream: rest.BeforeCreate
  private prepareMetadata(kind: Kind, meta: Draft<ObjectMeta>): void {
    const drop = meta as { -readonly [K in keyof ObjectMeta]?: ObjectMeta[K] | undefined };
    drop.deletionTimestamp = undefined;
    drop.deletionGracePeriodSeconds = undefined;
    drop.selfLink = undefined;
    drop.resourceVersion = undefined;
    drop.generation = kind.rules.hasGeneration === true ? 1 : undefined;
    if (!kind.namespaced) drop.namespace = undefined;
    meta.uid = this.random.uuid();
    meta.creationTimestamp = timestamp(this.loop.now);
  }

  private nameIt<T extends KubeObject>(kind: Kind<T>, meta: Draft<ObjectMeta>): void {
    meta.name ??= '';
    if (meta.name !== '' || !meta.generateName) return;
    // upstream: names.SimpleNameGenerator: at most 63 characters, five of them random
    const base = meta.generateName.slice(0, 58);
    for (let i = 0; i < GENERATED_NAME_TRIES; i++) {
      meta.name = `${base}${this.random.suffix(5)}`;
      if (this.store.get(kind, keyOf({ metadata: meta })) === undefined) return;
    }
    throw new ApiError(
      'AlreadyExists',
      `unable to find a free name with the prefix ${JSON.stringify(base)}`,
    );
  }

  private keepSystemMetadata(given: ObjectMeta, old: ObjectMeta): ObjectMeta {
    if (given === old) return old;
    const meta: Draft<Partial<ObjectMeta>> = { ...given } as Draft<ObjectMeta>;
    const from = old as unknown as Record<string, unknown>;
    const to = meta as Record<string, unknown>;
    for (const name of [
      'uid',
      'creationTimestamp',
      'deletionTimestamp',
      'deletionGracePeriodSeconds',
      'generation',
      'resourceVersion',
      'selfLink',
    ]) {
      if (from[name] === undefined) delete to[name];
      else to[name] = from[name];
    }
    return meta as ObjectMeta;
  }
}

/** Of the metadata, an update of the status may change the annotations only. */
function statusMetadata(given: ObjectMeta, old: ObjectMeta): ObjectMeta {
  if (given === old || given.annotations === old.annotations) return old;
  const { annotations: _annotations, ...rest } = old;
  return given.annotations === undefined ? rest : { ...rest, annotations: given.annotations };
}
