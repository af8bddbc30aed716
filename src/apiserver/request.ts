import type { Kind } from '../api/kind';
import type { Draft, KubeObject } from '../api/object';
import type { Time } from '../sim/loop';
import type { User, WriteOptions } from './api';
import type { Store } from './store';

export type Verb =
  | 'get'
  | 'list'
  | 'watch'
  | 'create'
  | 'update'
  | 'patch'
  | 'delete'
  | 'deletecollection';

/** One request on its way through the server. */
export interface Request {
  readonly user: User;
  readonly verb: Verb;
  readonly kind: Kind;
  readonly subresource: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly old: KubeObject | undefined;
  readonly options: WriteOptions;
  readonly now: Time;
  /** What is stored, for plugins to look things up; they never write to it. */
  readonly store: Store;
}

/** Looks at each write; `mutate` may change the draft, both may refuse with an ApiError. */
export interface AdmissionPlugin {
  readonly name: string;
  readonly mutate?: (request: Request, draft: Draft<KubeObject>) => void;
  readonly validate?: (request: Request, object: KubeObject) => void;
  readonly validateDelete?: (request: Request) => void;
}

/** Sees each request before anything else; an ApiError that it throws is the answer. */
export type Gate = (request: Request) => void;
