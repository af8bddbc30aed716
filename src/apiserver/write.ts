import type { Kind } from '../api/kind';
import type { KubeObject } from '../api/object';
import type { PatchOptions, Ref, UpdateOptions, User, WriteOptions } from './api';

/** A write as one caller asks for it. */
export interface Write<T extends KubeObject> {
  readonly user: User;
  readonly kind: Kind<T>;
  readonly options: UpdateOptions;
  /** True for the server's own doings (a binding, the marks of a deletion): nobody owns the fields. */
  readonly isServers?: boolean;
  /** True for what the cluster has had before anything happened in it: no entry of the trace tells of it. */
  readonly isOld?: boolean;
  /** The uid that a new object gets; drawn when left out. */
  readonly uid?: string;
  /** The version of the API in which it was asked for; the kind's own when left out. */
  readonly apiVersion?: string;
  /** True for a change that admission has seen in another form already, as a Scale or an Eviction. */
  readonly isAdmitted?: boolean;
  /** The subresource of which admission is told, where it is not the options'. */
  readonly admittedAs?: string;
  /** True for one that was to change what turned out not to be there: its user must be allowed to create as well. */
  readonly wasPatch?: boolean;
  /** What was asked for, of a creation that the server has added to: nobody owns what it added. */
  readonly given?: KubeObject;
}

/** A write that says what is to change. */
export interface Patching<T extends KubeObject> extends Write<T> {
  readonly ref: Ref;
  readonly patch: unknown;
  readonly options: PatchOptions;
}

/** Tells a client that listens what is odd about what it writes. upstream: rest, WarningsOnCreate and WarningsOnUpdate */
export function tellWarnings<T extends KubeObject>(
  { rules }: Kind<T>,
  object: T,
  old: T | undefined,
  { warn: tell }: WriteOptions,
): void {
  if (tell === undefined || rules.warnings === undefined) return;
  for (const warning of rules.warnings(object, old)) tell(warning);
}
