import type { FeatureGates } from '../api/features/feature-gates';
import type { Kind } from '../api/kind';
import type { Draft, KubeObject } from '../api/object';
import type { ObjectMeta } from '../api/schema/objects';
import type { Duration, Time } from '../sim/loop';
import type { Api, Ref, User, WriteOptions } from './api';
import type { Authorizer } from './authorization/authorizer';
import type { KindRegistry } from './kind-registry';
import type { Store } from './store';
import type { WebhookTransport } from './webhook/transport';

export type Verb =
  | 'get'
  | 'list'
  | 'watch'
  | 'create'
  | 'update'
  | 'patch'
  | 'delete'
  | 'deletecollection';

/** What of a request admission looks at: a verb, or that a client is connected with something. */
export type AdmittedVerb = Verb | 'connect';

/** What is sent in a form of its own, not as an object of the kind: an Eviction, a Scale, a PodExecOptions. */
export interface RequestBody {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata?: Partial<ObjectMeta>;
}

/** What admission looks at: an object of the kind, or what is sent to one of its subresources. */
export type Reviewed = KubeObject | RequestBody;

/** One request on its way through the server. */
export interface Request {
  readonly user: User;
  readonly verb: AdmittedVerb;
  readonly kind: Kind;
  readonly subresource: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly old: KubeObject | undefined;
  /** What a client sends in the place of the old object, or to create below it, before anybody has changed it. */
  readonly sent: object | undefined;
  /** What the body is, where it is no object of the kind. */
  readonly bodyType?: Pick<RequestBody, 'kind' | 'apiVersion'>;
  readonly options: WriteOptions;
  readonly now: Time;
  /** What the cluster has switched on. */
  readonly features: FeatureGates;
  /** What is stored, for plugins to look things up; they never write to it. */
  readonly store: Store;
  /** Who says what everybody may do. */
  readonly authorizer: Authorizer;
  /** The kinds that are served now. */
  readonly kinds: KindRegistry;
  /** The server as its own client: a plugin that keeps accounts (ResourceQuota) writes them through it. */
  readonly loopback: Api;
  /** How webhooks are called. */
  readonly reach: WebhookTransport;
  /** Lets so much time pass before the answer; false when a component asks, which cannot wait. */
  holdBack(duration: Duration): boolean;
}

/** What a request says of itself. */
export interface Asked extends Pick<Request, 'user' | 'verb' | 'kind'> {
  readonly ref: Partial<Ref>;
  readonly subresource?: string | undefined;
  readonly old?: KubeObject;
  readonly sent?: object | undefined;
  readonly options?: WriteOptions | undefined;
}

/** What objects make of a plugin: it is asked only about the kinds that they are about, as things are. */
export interface Configuration {
  /** The kinds of the objects that configure it. */
  readonly kinds: readonly Kind[];
  /** Whether it may have something to say about such writes of the kind. */
  concerns(store: Store, kind: Kind, verb: AdmittedVerb): boolean;
}

/**
 * Looks at each write: `admit` at the request alone, before the object is touched; `mutate` may change the
 * draft. Each may refuse with an ApiError.
 */
export interface AdmissionPlugin {
  readonly name: string;
  /** The ids of the kinds that it looks at; all when left out. It is not asked about others. */
  readonly kinds?: readonly string[];
  /** The verbs of the writes that it looks at; all when left out. `validateDelete` is for deletes alone. */
  readonly verbs?: readonly Verb[];
  /** The subresources whose updates it looks at, `''` for the object itself; all when left out. */
  readonly subresources?: readonly string[];
  /** The group at whose requests it looks; at everybody's when left out. Nobody else's requests cost anything. */
  readonly group?: string;
  /** Set when it has nothing to say until somebody configures it: such a plugin costs nothing before. */
  readonly configuration?: Configuration;
  readonly admit?: (request: Request) => void;
  readonly mutate?: (request: Request, draft: Draft<KubeObject>) => void;
  readonly validate?: (request: Request, object: KubeObject) => void;
  readonly validateDelete?: (request: Request) => void;
  /** The same as `mutate` and `validate` for what is sent in a form of its own, connections among it. */
  readonly mutateBody?: (request: Request, draft: Draft<RequestBody>) => void;
  readonly validateBody?: (request: Request, body: RequestBody) => void;
}

/** The plugins of one kind and verb, in order; empty lists cost a write nothing. */
export interface PluginSet {
  /** True when no plugin looks at a write: nobody needs a request. */
  readonly isEmpty: boolean;
  /** True when they look at the request alone: no object is changed by them, or looked at when it is done. */
  readonly isBrief: boolean;
  readonly admit: readonly AdmissionPlugin[];
  readonly mutate: readonly AdmissionPlugin[];
  readonly validate: readonly AdmissionPlugin[];
  readonly validateDelete: readonly AdmissionPlugin[];
  readonly mutateBody: readonly AdmissionPlugin[];
  readonly validateBody: readonly AdmissionPlugin[];
}

/** Nobody who has a say. */
export const NO_PLUGINS: PluginSet = {
  isEmpty: true,
  isBrief: true,
  admit: [],
  mutate: [],
  validate: [],
  validateDelete: [],
  mutateBody: [],
  validateBody: [],
};

/** Those of the plugins that have something to say about the verb on the kind or its subresource, as things are. */
export function pluginsFor(
  plugins: readonly AdmissionPlugin[],
  store: Store,
  { kind, verb, subresource }: Pick<Request, 'kind' | 'verb' | 'subresource'>,
): PluginSet {
  const ofKind = plugins.filter(
    ({ kinds, subresources, configuration }) =>
      (kinds === undefined || kinds.includes(kind.id)) &&
      (subresources === undefined || subresources.includes(subresource)) &&
      (configuration === undefined || configuration.concerns(store, kind, verb)),
  );
  const ofVerb = ofKind.filter(
    ({ verbs }) => verbs === undefined || verbs.some((each) => each === verb),
  );
  return {
    isEmpty: ofVerb.length === 0,
    isBrief: ofVerb.every(({ mutate, validate }) => mutate === undefined && validate === undefined),
    admit: ofVerb.filter(({ admit }) => admit !== undefined),
    mutate: ofVerb.filter(({ mutate }) => mutate !== undefined),
    validate: ofVerb.filter(({ validate }) => validate !== undefined),
    validateDelete: ofKind.filter(({ validateDelete }) => validateDelete !== undefined),
    mutateBody: ofVerb.filter(({ mutateBody }) => mutateBody !== undefined),
    validateBody: ofVerb.filter(({ validateBody }) => validateBody !== undefined),
  };
}
