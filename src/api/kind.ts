import type { Time } from '../sim/loop';
import type { FeatureGates } from './features/feature-gates';
import type { GatedFields } from './features/gated-fields';
import type { FieldError } from './field-error';
import type { Draft, JsonObject, KubeObject } from './object';
import type { ObjectMeta } from './schema/objects';
import { type ResourceRow, type Struct, schemaData, structOf } from './schema/schema';

/** What a rule may know of the request beside the object. */
export interface RuleContext {
  readonly now: Time;
  /** The version of the API in which it is asked for. */
  readonly apiVersion: string;
  /** Who asks. */
  readonly user: {
    readonly name: string;
    readonly groups: readonly string[];
    readonly uid?: string;
    readonly extra?: Readonly<Record<string, readonly string[]>>;
  };
  /** What the cluster has switched on. */
  readonly features: FeatureGates;
}

/** Whether a state holds of an object: true, or why it does not. */
export type State<T> = { judge(object: T): true | string }['judge'];

/** Reads one field as text. */
export type FieldReader<T> = { read(object: T): string }['read'];

/** A cell of `kubectl get`'s table. */
export type Cell = string | number | boolean | null;

/** A version of a kind that is kept in another one's form: one storage, several views. */
export interface View<T extends KubeObject> {
  readonly stored: Kind;
  /** The stored object in this form. */
  show(stored: KubeObject): T;
  /** An object of this form as it is kept; metadata go over as they are. */
  keep(object: T): KubeObject;
  /** The same of a part of an object, as server-side apply sends it; without it the form cannot be applied. */
  keepPart?(part: JsonObject): JsonObject;
  /** What this form calls the stored kind's selectable fields, where it does not call them the same. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** A column of a table; priority 1 is shown by `-o wide` only. */
export interface Column {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly priority: number;
}

/** A subresource whose body is the whole object, of which it may change a part. */
export interface PartRules<T extends KubeObject> {
  /** The old object with what may change as the new one has it; its metadata stay. */
  take(next: T, old: T): T;
  /** All that is wrong with such a change. */
  validate(object: T, old: T, features: FeatureGates): FieldError[];
  /** The fields that a writer can own, as paths; `*` stands for any item. */
  readonly owns: readonly (readonly string[])[];
}

/** Where an object keeps what its subresource `scale` says, as paths of field names. */
export interface ScalePaths {
  readonly spec: readonly string[];
  readonly status: readonly string[];
  /** The selector as text; none when left out. */
  readonly selector?: readonly string[];
}

/**
 * One kind's own knowledge; everything else about it is data. All functions are pure. They are declared as
 * methods so that a `Kind<Pod>` is a `Kind`.
 */
export interface KindRules<T extends KubeObject> {
  /** Set when the kind is no more than another form of a stored one. */
  readonly view?: View<T>;
  /** Fills in defaults; parts that are frozen already have theirs. */
  defaults?(draft: Draft<T>, features: FeatureGates): void;
  /** What a new object loses or gets before it is validated. Its status, where that is a subresource, is gone before. */
  prepareForCreate?(draft: Draft<T>, context: RuleContext): void;
  /** What a valid object gets when it is first read from the storage, which gives defaults once more. */
  defaultsOfStored?(draft: Draft<T>): void;
  /** What an update may not change silently: put back from `old`. */
  prepareForUpdate?(draft: Draft<T>, old: T, context: RuleContext): void;
  /** The fields that it has only where feature gates are on; gone before anything else looks at the object. */
  readonly gated?: GatedFields;
  /** All that is wrong with an object. A gate counts as on for whoever had its fields before. */
  validate?(object: T, features: FeatureGates): FieldError[];
  /** Beside `validate`, which runs as well. */
  validateUpdate?(object: T, old: T, features: FeatureGates): FieldError[];
  /** All that is wrong with an update, where that is not `validateUpdate` and then `validate`. */
  validateReplacement?(object: T, old: T, features: FeatureGates): FieldError[];
  validateStatusUpdate?(object: T, old: T, features: FeatureGates): FieldError[];
  /** The subresources beside `status` that change a part of the object, by name. */
  readonly parts?: Readonly<Record<string, PartRules<T>>>;
  /** Why an object may not be deleted by its name; undefined when it may. */
  mustStay?(object: T): string | undefined;
  /** How a name is checked; a DNS subdomain unless told otherwise. Returns what is wrong. */
  validateName?(name: string, features: FeatureGates): string[];
  /** True when its objects say what they are in lists too, as those of definitions do. */
  readonly keepsTypeInLists?: boolean;
  /** True when finalizers need no domain: its validation is not that of Kubernetes' own kinds. */
  readonly takesAnyFinalizer?: boolean;
  /**
   * Whether the kind's own validation of an update looks at the metadata once more than all kinds' does, and where:
   * before or after it asks whether what is immutable stayed. Each fault then has as many causes. Not at all when left
   * out.
   */
  readonly revalidatesMetadata?: 'before' | 'after';
  /** True when an update must say which version it replaces. */
  readonly needsVersion?: boolean;
  /** What of the metadata an update of the status leaves as it is: all of it, or these fields; none when left out. */
  readonly statusKeeps?: 'metadata' | readonly (keyof ObjectMeta)[];
  /** True when the status has defaults, which an update of it gets. */
  readonly defaultsStatus?: boolean;
  /** Why nothing can be created now; undefined when it can. */
  readonly closed?: string;
  /** The media types of patches that it takes; all when left out. */
  readonly patchTypes?: readonly string[];
  /** Where `scale` finds its numbers; spec.replicas, status.replicas and spec.selector when left out. */
  readonly scale?: ScalePaths;
  /** What a client is warned of when it creates an object or puts one in the place of `old`. */
  warnings?(object: T, old: T | undefined): string[];
  /** The warning that each request gets: the version is deprecated. */
  readonly warning?: string;
  /** True when a new object keeps the status that the client gives it, though it is a subresource. */
  readonly keepsStatusOnCreate?: boolean;
  /** True when the server counts changes of the desired state in metadata.generation. */
  readonly hasGeneration?: boolean;
  /** True when it counts changes of the annotations as well. */
  readonly countsAnnotations?: boolean;
  /** True when the change is a mere sign of life, which the trace leaves out. */
  isHeartbeat?(object: T, old: T): boolean;
  /** The seconds of grace of a delete when the client names none; undefined: goes at once. */
  gracePeriod?(object: T, asked: number | undefined): number | undefined;
  /** What a delete does to an object that stays for now (Namespace: its phase). */
  markDeleted?(draft: Draft<T>): void;
  /** True while something beside metadata.finalizers keeps a deleted object (Namespace: spec.finalizers). */
  holdsDeletion?(object: T): boolean;
  /** The propagation policy when the client names none. */
  readonly defaultPropagation?: 'Background' | 'Orphan';
  /** A field by which watchers are told apart cheaply (Pods: their node). */
  readonly watchField?: { readonly path: string; of(object: T): string };
  /** Fields beside metadata.name and metadata.namespace that a field selector may name. */
  readonly selectableFields?: Readonly<Record<string, FieldReader<T>>>;
  /** Named states that a claim may speak of: "available", "complete". The text says why not. */
  readonly states?: Readonly<Record<string, State<T>>>;
  /** What is waited for where it is more than the state of that name: that all replicas are available. */
  readonly goals?: Readonly<Record<string, State<T>>>;
  /** The columns of its table; those of printer-columns.json when left out. */
  readonly columns?: readonly Column[];
  /** The cells of its row, in the order of its columns, Name and Age included. */
  row?(object: T, now: Time): Cell[];
}

/** Something the API serves: its row in discovery, its schema and its rules. */
export interface Kind<T extends KubeObject = KubeObject> extends ResourceRow {
  /** `v1`, `apps/v1`. */
  readonly apiVersion: string;
  /** `pods`, `deployments.apps`: unique among the kinds that are stored. */
  readonly id: string;
  readonly struct: Struct;
  readonly hasStatus: boolean;
  readonly rules: KindRules<T>;
}

/** A kind of the schema, with its rules. An error when the schema has no such kind. */
export function defineKind<T extends KubeObject>(
  apiVersion: string,
  kind: string,
  rules: KindRules<T> = {},
): Kind<T> {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const row = schemaData.resources.find(
    (r) => r.group === group && r.version === version && r.kind === kind,
  );
  if (row === undefined) throw new Error(`the schema has no ${apiVersion} ${kind}`);
  return {
    ...row,
    apiVersion,
    id: row.group === '' ? row.plural : `${row.plural}.${row.group}`,
    get struct() {
      return structOf(row.type);
    },
    hasStatus: row.subresources?.some((s) => s.name === 'status') ?? false,
    rules,
  };
}
