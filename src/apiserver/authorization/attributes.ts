import type { Kind } from '../../api/kind';
import type { Ref, User } from '../api';
import type { Verb } from '../request';

/** What somebody wants to do with a resource. */
export interface ResourceAttributes {
  readonly user: User;
  readonly verb: string;
  readonly group: string;
  readonly plural: string;
  readonly subresource: string;
  readonly namespace: string | undefined;
  /** Of a list or a watch, the one object that it selects. */
  readonly name: string;
  /** The field selector of a list or a watch. */
  readonly fields?: string | undefined;
}

/** What somebody wants to do with a path that is no resource. */
export interface PathAttributes {
  readonly user: User;
  readonly verb: string;
  readonly path: string;
}

/** A request as those see it who decide about it before anybody reads its body. */
export type Attributes = ResourceAttributes | PathAttributes;

/** Sees each request before anything else; an ApiError that it throws is the answer. */
export type Gate = (request: Attributes) => void;

/** What a request is about: an object, or what a list selects. */
export type Target = Partial<Ref> & { readonly fields?: string | undefined };

/** What is wanted of a kind. upstream: RequestInfo */
export function attributesOf(
  user: User,
  verb: Verb,
  { kind, subresource }: { readonly kind: Kind; readonly subresource: string },
  { namespace, name = '', fields }: Target,
): ResourceAttributes {
  const { group, plural, namespaced, id } = kind;
  // the name of what is new stands in the body, which nobody has read yet
  const isNew = verb === 'create' && subresource === '';
  // a Namespace lies in itself
  const own = id === 'namespaces' && name !== '' && !isNew ? name : undefined;
  return {
    user,
    verb,
    group,
    plural,
    subresource,
    namespace: namespaced ? namespace : own,
    name: isNew ? '' : name,
    fields,
  };
}
