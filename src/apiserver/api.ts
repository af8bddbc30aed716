import type { Kind } from '../api/kind';
import type { KubeObject, New } from '../api/object';
import type { Scale } from '../api/schema/objects';
import type { Requirement } from '../api/selector';
import type { MetricQuery, MetricValue } from './aggregation';
import type { Bound } from './binding';
import type { KindRegistry } from './kind-registry';
import type { Change } from './store';

/** Who asks. */
export interface User {
  readonly name: string;
  readonly groups: readonly string[];
  readonly uid?: string;
  /** What an authenticator tells besides, by key in lower case. */
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** Which object is meant; the namespace is left out for kinds that have none. */
export interface Ref {
  readonly namespace?: string | undefined;
  readonly name: string;
}

export interface WriteOptions {
  /** Goes all the way but for the commit. */
  readonly dryRun?: boolean;
  readonly fieldManager?: string;
  /** What the client calls itself, under which its writes are remembered when it names no manager. */
  readonly agent?: string;
  /** What becomes of unknown fields; Strict refuses them (kubectl's default), Ignore drops them. */
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
  /** What is wrong with the text that the object was read from, put to what strict decoding has found: what it repeats. */
  readonly textErrors?: (found: readonly string[]) => readonly string[];
  /** Hears the warnings that the server would send as headers. */
  readonly warn?: (message: string) => void;
}

export interface UpdateOptions extends WriteOptions {
  readonly subresource?: string;
}

/** The patch types, by the media type's middle part. */
export type PatchType = 'json' | 'merge' | 'strategic' | 'apply';

export interface PatchOptions extends UpdateOptions {
  readonly type: PatchType;
  /** Server-side apply takes over the fields of others. */
  readonly force?: boolean;
}

export type PropagationPolicy = 'Orphan' | 'Background' | 'Foreground';

export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  readonly propagationPolicy?: PropagationPolicy;
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  readonly dryRun?: boolean;
}

export interface ListOptions {
  readonly namespace?: string | undefined;
  readonly labels?: readonly Requirement[];
  /** As a client writes it: `spec.nodeName=node-1,status.phase!=Failed`. */
  readonly fields?: string;
  readonly limit?: number;
  readonly continue?: string;
  /** The list is of this version when it must be exact, else of this or a later one. */
  readonly resourceVersion?: string;
  readonly isExact?: boolean;
}

/** A list as the server answers it, sorted by key. */
export interface List<T> {
  readonly items: readonly T[];
  readonly resourceVersion: string;
  readonly continue?: string;
  readonly remainingItemCount?: number;
}

/** A watch begins after `resourceVersion` (410 when that is compacted), or now. */
export interface WatchOptions extends ListOptions {
  readonly resourceVersion?: string;
  /** First tells of all that is there, as if it were added now. */
  readonly state?: boolean;
}

/** The API server as one caller sees it. Every call that cannot be done throws an ApiError. */
export interface Api {
  readonly user: User;
  /** The kinds that the server knows now. */
  readonly kinds: KindRegistry;
  /** The revision of the store's newest write, by whomever. */
  readonly revision: number;
  /** The object; as a subresource shows it, for those whose body is the whole object. */
  get<T extends KubeObject>(kind: Kind<T>, ref: Ref, subresource?: string): T;
  /** Like get, but undefined when there is none. */
  find<T extends KubeObject>(kind: Kind<T>, ref: Ref): T | undefined;
  list<T extends KubeObject>(kind: Kind<T>, options?: ListOptions): List<T>;
  /** Hears of changes as they are committed; returns how to end it. */
  watch<T extends KubeObject>(
    kind: Kind<T>,
    options: WatchOptions,
    notify: (change: Change<T>) => void,
  ): () => void;
  create<T extends KubeObject>(kind: Kind<T>, object: New<T>, options?: WriteOptions): T;
  /**
   * Replaces the object; its metadata.resourceVersion, when set, must be the stored one. Of the subresource
   * `scale` both the object and the answer are a Scale.
   */
  update<T extends KubeObject>(kind: Kind<T>, object: T, options?: UpdateOptions): T;
  updateStatus<T extends KubeObject>(kind: Kind<T>, object: T): T;
  patch<T extends KubeObject>(kind: Kind<T>, ref: Ref, patch: unknown, options: PatchOptions): T;
  /** Returns the object as it is then: gone, or marked for deletion. */
  delete<T extends KubeObject>(kind: Kind<T>, ref: Ref, options?: DeleteOptions): T;
  /** Returns the objects as they were listed, before each of them was deleted. */
  deleteCollection<T extends KubeObject>(
    kind: Kind<T>,
    options?: ListOptions,
    deletion?: DeleteOptions,
  ): List<T>;
  /** What an add-on's API server knows of a custom or external metric; 404 when there is none. */
  metric(query: MetricQuery): readonly MetricValue[];
  /** The scale subresource; 404 for kinds that have none. */
  getScale(kind: Kind, ref: Ref): Scale;
  setScale(kind: Kind, ref: Ref, replicas: number): Scale;
  /** Ends a Namespace that has nothing left in it. */
  finalizeNamespace(name: string): void;
  /** Binds a Pod to a node. */
  bind(pod: Bound, node: string, options?: WriteOptions): void;
  /** Evicts a Pod: deletes it if its disruption budgets allow (429 when not). */
  evict(pod: Ref, options?: DeleteOptions): void;
}
