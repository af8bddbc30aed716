import { invalidError, staleError } from '../api/errors';
import type { FeatureGates } from '../api/features/feature-gates';
import { type FieldError, invalid } from '../api/field-error';
import type { Kind } from '../api/kind';
import { type Draft, deepEqual, deepFreeze, type KubeObject, shareStructure } from '../api/object';
import { decode } from '../api/schema/decode';
import type { ObjectMeta } from '../api/schema/objects';
import { draftOf } from './draft';
import type { Entry } from './keyspace';
import {
  differsInSpec,
  validateMetadata,
  validateMetadataUpdate,
  validateNames,
  withoutRepeatedOwners,
} from './metadata';
import { NO_PLUGINS, type PluginSet, type Request } from './request';
import type { ApiServer } from './server';
import { mustBeVersion, otherUidError } from './storage-error';
import { tellWarnings, type Write } from './write';

/** How objects change: find what is there, admit, default, share what stays, validate, commit. */
export class Replacement {
  constructor(private readonly server: ApiServer) {}

  update<T extends KubeObject>(write: Write<T>, input: T): T {
    const { server } = this;
    const { user, kind, options } = write;
    const subresource = options.subresource ?? '';
    const entry = server.store.entry(kind, input.metadata);
    const known = entry?.object as T | undefined;
    // nothing to decode and no precondition that could fail: the way of most writes of the components
    if (entry !== undefined && known?.metadata === input.metadata && options.dryRun !== true) {
      const part = changedPart(input, known);
      const plugins = server.plugins.of(user, kind, 'update', subresource);
      if (part !== undefined && plugins.isBrief && this.isPlain(kind, input, part, subresource)) {
        this.admit(write, plugins, input, known);
        return this.replacePart(write, entry, input, part);
      }
    }
    const decoded = server.decode(kind, input, options) as T;
    const old = server.mustGet(kind, decoded.metadata);
    this.checkVersion(kind, decoded.metadata, old);
    return this.replace(write, decoded, old, true);
  }

  /** Shows a change to those who look at the request alone; the request, when anybody has a say. */
  private admit<T extends KubeObject>(
    { user, kind, options, admittedAs }: Write<T>,
    plugins: PluginSet,
    sent: T,
    old: T,
  ): Request | undefined {
    if (plugins.isEmpty) return undefined;
    const subresource = admittedAs ?? options.subresource;
    const ref = old.metadata;
    const request = this.server.request({
      user,
      verb: 'update',
      kind,
      ref,
      subresource,
      old,
      options,
      sent,
    });
    for (const plugin of plugins.admit) plugin.admit?.(request);
    return request;
  }

  /** True when nobody but the kind's validation has a say in an update of this part. */
  private isPlain(kind: Kind, input: object, part: string, subresource: string): boolean {
    const { rules } = kind;
    if (rules.prepareForUpdate !== undefined) return false;
    if (rules.gated?.concerns(input, part, this.server.features) === true) return false;
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
    const { features } = this.server;
    const subresource = isStatus ? 'status' : '';
    validate(kind, { object: input, old, subresource, specChanged: !isStatus, features });
    const type = this.server.isReleased(kind, input) ? 'DELETED' : 'MODIFIED';
    const resourceVersion = String(this.server.store.nextRevision);
    const metadata = Object.freeze({ ...old.metadata, resourceVersion });
    // all that it holds is frozen; a copy of the old object, not of the input: V8 freezes copies of frozen
    // objects in place, and makes a new hidden class for each frozen copy of any other
    const object = { ...old, metadata };
    object[part] = input[part];
    return this.server.record(write, entry, type, Object.freeze(object));
  }

  /**
   * Takes an object in place of the old one: the second half of update and patch. `isDecoded` says that all
   * of it has the server's form already.
   */
  replace<T extends KubeObject>(write: Write<T>, input: T, old: T, isDecoded = false): T {
    const { server } = this;
    const { user, kind, options, apiVersion = kind.apiVersion } = write;
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
    const part = write.admittedAs ?? subresource;
    const plugins =
      write.isAdmitted === true ? NO_PLUGINS : server.plugins.of(user, kind, 'update', part);
    const request = this.admit(write, plugins, input, old);
    const isSame = draft.metadata === old.metadata && !differsInSpec(kind, draft as T, old);
    const isSettled = isStatus ? rules.defaultsStatus !== true : isSame;
    const defaults = isSettled ? undefined : rules.defaults;
    const isTouched =
      !isDecoded ||
      defaults !== undefined ||
      rules.prepareForUpdate !== undefined ||
      plugins.mutate.length > 0 ||
      ((isStatus || kind.hasStatus) && (draft as { status?: unknown }).status === undefined);
    defaults?.call(rules, draft, server.features);
    const features = rules.gated?.drop(draft, old, server.features) ?? server.features;
    rules.prepareForUpdate?.(draft, old, { now: server.now, user, features, apiVersion });
    if (request !== undefined) {
      for (const plugin of plugins.mutate) plugin.mutate?.(request, draft as Draft<KubeObject>);
    }
    const next = isTouched ? decode(kind.struct, draft).value : draft;
    const shared = shareStructure(old, next) as T;
    if (shared === old) {
      if (options.dryRun !== true) server.fields.adopt(kind, old, input, subresource);
      return old;
    }
    const specChanged = differsInSpec(kind, shared, old);
    validate(kind, { object: shared, old, subresource, specChanged, features });
    if (subresource === '') tellWarnings(kind, shared, old, options);
    if (request !== undefined) {
      for (const plugin of plugins.validate) plugin.validate?.(request, shared);
    }
    const isAnnotated =
      rules.countsAnnotations === true &&
      !isStatus &&
      shared.metadata.annotations !== old.metadata.annotations;
    const object =
      (specChanged || isAnnotated) && rules.hasGeneration === true
        ? server.withMetadata(shared, { generation: (old.metadata.generation ?? 0) + 1 })
        : shared;
    if (options.dryRun === true) return deepFreeze(object);
    server.fields.adopt(kind, old, input, subresource);
    const type = server.isReleased(kind, object) ? 'DELETED' : 'MODIFIED';
    return server.commit(write, type, object);
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
}

/** One object in the place of another. */
interface Change<T extends KubeObject> {
  readonly object: T;
  readonly old: T;
  readonly subresource: string;
  readonly specChanged: boolean;
  /** The gates as they hold for this object. */
  readonly features: FeatureGates;
}

/** Throws all that is wrong with a change. */
function validate<T extends KubeObject>(kind: Kind<T>, change: Change<T>): void {
  const { object, old, subresource, specChanged, features } = change;
  const errors: FieldError[] = [];
  const { rules } = kind;
  const part = rules.parts?.[subresource];
  if (object.metadata !== old.metadata) {
    // the name is what the object was found by, and was right once
    if (object.metadata.generateName !== old.metadata.generateName) {
      append(errors, validateNames(kind, object.metadata, features));
    }
    const wrong = validateMetadata(kind, object.metadata);
    const changed = validateMetadataUpdate(object.metadata, old.metadata);
    append(errors, wrong);
    append(errors, changed);
    // upstream: rest.BeforeUpdate, and then the strategy's ValidateUpdate, which begins with the same
    if (rules.revalidatesMetadata === 'before') append(errors, wrong);
    append(errors, changed);
    if (rules.revalidatesMetadata === 'after') append(errors, wrong);
  }
  if (subresource === 'status') {
    append(errors, rules.validateStatusUpdate?.(object, old, features));
  } else if (part !== undefined) append(errors, part.validate(object, old, features));
  else if (specChanged || object.metadata.annotations !== old.metadata.annotations) {
    if (rules.validateReplacement !== undefined) {
      append(errors, rules.validateReplacement(object, old, features));
    } else {
      append(errors, rules.validateUpdate?.(object, old, features));
      append(errors, rules.validate?.(object, features));
    }
  }
  if (errors.length > 0) throw invalidError(kind, old.metadata.name, errors);
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

function append(errors: FieldError[], more: readonly FieldError[] | undefined): void {
  if (more !== undefined) for (const error of more) errors.push(error);
}
