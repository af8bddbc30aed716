import type { Kind } from '../api/kind';
import type { KubeObject } from '../api/object';
import type { UpdateOptions, User, WriteOptions } from './api';

/** A write as one caller asks for it. */
export interface Write<T extends KubeObject> {
  readonly user: User;
  readonly kind: Kind<T>;
  readonly options: UpdateOptions;
  /** True for the server's own doings (a binding, the marks of a deletion): nobody owns the fields. */
  readonly isServers?: boolean;
  /** True for what the cluster has had before anything happened in it: no entry of the trace tells of it. */
  readonly isOld?: boolean;
  /** The form that the caller asked for, where the stored kind is shown as another: the gates judge that one. */
  readonly asked?: Kind;
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
