import { ApiError, alreadyExistsError, badRequestError, invalidError } from '../api/errors';
import type { Kind } from '../api/kind';
import { type Draft, deepEqual, deepFreeze, type KubeObject, type New } from '../api/object';
import { decode } from '../api/schema/decode';
import type { ObjectMeta } from '../api/schema/objects';
import { timestamp } from '../api/timestamp';
import type { Random } from '../sim/random';
import { validateMetadata, validateNames, withoutRepeatedOwners } from './metadata';
import type { PluginSet, Request } from './request';
import type { ApiServer } from './server';
import { mustBeUnversioned } from './storage-error';
import { tellWarnings, type Write } from './write';

const GENERATED_NAME_TRIES = 8;

interface Settling {
  readonly plugins: PluginSet;
  readonly request: Request | undefined;
  /** Hears of the object with its defaults, before the server adds to it. */
  readonly hear?: (defaulted: object) => void;
}

/** How objects come to be: decode strictly, admit, default, name, validate, commit. */
export class Creation {
  /** What became of the frozen specs that objects were created from: a template's Pods share one. */
  private readonly settledSpecs = new WeakMap<object, object>();

  constructor(
    private readonly server: ApiServer,
    private readonly random: Random,
  ) {}

  create<T extends KubeObject>(write: Write<T>, input: New<T>): T {
    const { server } = this;
    const { user, kind, options } = write;
    const decoded = server.decode(kind, input, options);
    // what has the server's form already is frozen
    const draft = (Object.isFrozen(decoded) ? { ...decoded } : decoded) as Draft<T>;
    const given = draft.metadata as Draft<ObjectMeta>;
    if (kind.namespaced && !given.namespace) {
      throw badRequestError('an empty namespace may not be set during creation');
    }
    const { closed } = kind.rules;
    if (closed !== undefined) throw new ApiError('MethodNotAllowed', closed);
    const plugins = server.plugins.of(user, kind, 'create');
    const request = plugins.isEmpty
      ? undefined
      : server.request({ user, verb: 'create', kind, ref: given, options, sent: decoded });
    if (request !== undefined) for (const plugin of plugins.admit) plugin.admit?.(request);
    (draft as { metadata: Draft<ObjectMeta> }).metadata = this.newMetadata(write, given);
    const { spec } = input as { spec?: unknown };
    const source = typeof spec === 'object' && spec !== null ? spec : undefined;
    let asked: KubeObject | undefined;
    const isRemembered = options.agent !== undefined || options.fieldManager !== undefined;
    // decoding makes a copy of all that plugins may change afterwards
    const hear = (defaulted: object) => {
      asked = decode(kind.struct, defaulted).value as KubeObject;
    };
    const object = this.settleNew(write, draft, source, {
      plugins,
      request,
      // what components create is theirs with all that the server adds: a copy for each Pod would cost too much
      ...(isRemembered && write.wasPatch !== true ? { hear } : {}),
    });
    this.nameIt(kind, object.metadata as Draft<ObjectMeta>);
    const { metadata } = object;
    const errors = validateNames(kind, metadata, server.features);
    errors.push(...validateMetadata(kind, metadata));
    if (kind.rules.validate !== undefined) {
      errors.push(...kind.rules.validate(object, server.features));
    }
    if (errors.length > 0) throw invalidError(kind, object.metadata.name ?? '', errors);
    tellWarnings(kind, object, undefined, options);
    if (write.wasPatch === true) server.mustAllowCreation(write, object.metadata);
    if (request !== undefined) {
      for (const plugin of plugins.validate) plugin.validate?.(request, object);
    }
    if (options.dryRun !== true) mustBeUnversioned(given);
    if (server.store.find(kind, object.metadata) !== undefined) {
      throw alreadyExistsError(kind, object.metadata.name);
    }
    if (options.dryRun === true) return deepFreeze(object);
    kind.rules.defaultsOfStored?.(object as Draft<T>);
    return server.commit(asked === undefined ? write : { ...write, given: asked }, 'ADDED', object);
  }

  /** Gives a new object its defaults and what the plugins add, in the server's form. */
  private settleNew<T extends KubeObject>(
    { user, kind, apiVersion = kind.apiVersion }: Write<T>,
    draft: Draft<T>,
    source: object | undefined,
    { plugins, request, hear }: Settling,
  ): T {
    const { rules } = kind;
    const { defaults, prepareForCreate, gated } = rules;
    const parts = draft as { spec?: object; status?: unknown };
    if (kind.hasStatus && rules.keepsStatusOnCreate !== true && parts.status !== undefined) {
      parts.status = undefined;
    } else if (
      defaults === undefined &&
      prepareForCreate === undefined &&
      gated === undefined &&
      plugins.mutate.length === 0
    ) {
      return draft as T;
    }
    // a spec may be shared (a template's, by all its Pods): what defaults and plugins add goes into a copy
    const shared = source !== undefined && parts.spec === source;
    if (shared && Object.isFrozen(source)) parts.spec = { ...source };
    const { now, features } = this.server;
    rules.defaults?.(draft, features);
    hear?.(draft);
    if (request !== undefined) {
      for (const plugin of plugins.mutate) plugin.mutate?.(request, draft as Draft<KubeObject>);
    }
    gated?.drop(draft, undefined, features);
    rules.prepareForCreate?.(draft, { now, user, features, apiVersion });
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

  /** The metadata of a new object; what only the server may set is not taken. upstream: rest.BeforeCreate */
  private newMetadata<T extends KubeObject>(
    { kind, uid, options: { warn } }: Write<T>,
    given: Draft<ObjectMeta>,
  ): Draft<ObjectMeta> {
    const { name, generateName, namespace, labels, annotations, finalizers, ownerReferences } =
      given;
    const meta: { -readonly [K in keyof ObjectMeta]?: unknown } = {};
    if (name !== undefined) meta.name = name;
    if (generateName !== undefined) meta.generateName = generateName;
    if (kind.namespaced) meta.namespace = namespace;
    meta.uid = uid ?? this.random.uuid();
    meta.creationTimestamp = timestamp(this.server.now);
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
      if (this.server.store.find(kind, meta) === undefined) return;
    }
    throw new ApiError(
      'AlreadyExists',
      `unable to find a free name with the prefix ${JSON.stringify(base)}`,
    );
  }
}
