import { badRequestError, invalidError } from '../api/errors';
import { type FieldError, forbidden, invalid, required } from '../api/field-error';
import { goStruct } from '../api/go-value';
import type { Kind } from '../api/kind';
import type { KubeObject } from '../api/object';
import type { ObjectMeta, SubjectAccessReviewSpec } from '../api/schema/objects';
import type { User } from './api';
import type { Attributes } from './authorization/attributes';
import type { Authorizer } from './authorization/authorizer';

type Spec = SubjectAccessReviewSpec & { readonly namespace?: string };
type Answer = (authorizer: Authorizer, user: User, spec: Spec) => object;

const ANSWERS: Readonly<Record<string, Answer>> = {
  SelfSubjectAccessReview: accessStatus,
  SubjectAccessReview: (authorizer, _user, spec) => accessStatus(authorizer, subjectOf(spec), spec),
  LocalSubjectAccessReview: (authorizer, _user, spec) =>
    accessStatus(authorizer, subjectOf(spec), spec),
  SelfSubjectRulesReview: rulesStatus,
};

const NONE: readonly string[] = [];

/** The review with its answer: what somebody may do. Nothing is stored. upstream: registry authorization */
export function reviewed<T extends KubeObject>(
  authorizer: Authorizer,
  user: User,
  kind: Kind<T>,
  review: T,
): T {
  const { spec = {} } = review as { spec?: Spec };
  const errors = errorsOf(kind, spec, review);
  if (errors.length > 0) throw invalidError(kind, '', errors);
  const answer = ANSWERS[kind.kind];
  if (answer === undefined) throw badRequestError(`${kind.kind} is not answered`);
  return { ...review, status: answer(authorizer, user, spec) };
}

const PATH = 'io.k8s.api.authorization.v1.NonResourceAttributes';
const METADATA = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

// upstream: apis/authorization/validation
function errorsOf(kind: Kind, spec: Spec, { metadata }: KubeObject): FieldError[] {
  if (kind.kind === 'SelfSubjectRulesReview') {
    if (spec.namespace) return [];
    throw badRequestError('no namespace on request');
  }
  const { resourceAttributes: resource, nonResourceAttributes: path, user, groups = NONE } = spec;
  const errors: FieldError[] = [];
  if (resource !== undefined && path !== undefined) {
    const detail = 'cannot be specified in combination with resourceAttributes';
    errors.push(invalid('spec.nonResourceAttributes', goStruct(PATH, path), detail));
  }
  if (resource === undefined && path === undefined) {
    const detail = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
    errors.push(invalid('spec.resourceAttributes', undefined, detail));
  }
  if (!kind.kind.startsWith('Self') && !user && groups.length === 0) {
    const detail = 'at least one of user or group must be specified';
    errors.push(invalid('spec.user', user ?? '', detail));
  }
  errors.push(...selectorErrors(resource), ...metadataErrors(kind, metadata));
  if (!kind.namespaced) return errors;
  if (resource !== undefined && resource.namespace !== metadata.namespace) {
    const detail = 'must match metadata.namespace';
    errors.push(invalid('spec.resourceAttributes.namespace', resource.namespace ?? '', detail));
  }
  if (path !== undefined) {
    const detail = 'disallowed on this kind of request';
    errors.push(invalid('spec.nonResourceAttributes', goStruct(PATH, path), detail));
  }
  return errors;
}

/** Reviews are no objects: they have no names. */
function metadataErrors({ namespaced }: Kind, metadata: Partial<ObjectMeta>): FieldError[] {
  const { namespace, managedFields: _managed, ...rest } = metadata;
  const others = namespaced || namespace === undefined ? rest : { ...rest, namespace };
  if (Object.values(others).every((value) => value === undefined)) return [];
  const detail = namespaced ? 'must be empty except for namespace' : 'must be empty';
  return [invalid('metadata', goStruct(METADATA, metadata), detail)];
}

interface Requirement {
  readonly key?: string;
  readonly operator?: string;
  readonly values?: readonly string[];
}

// upstream: validateFieldSelectorAttributes, validateLabelSelectorAttributes
function selectorErrors(resource: SubjectAccessReviewSpec['resourceAttributes']): FieldError[] {
  return (['fieldSelector', 'labelSelector'] as const).flatMap((name) => {
    const selector = resource?.[name];
    if (selector === undefined) return [];
    const at = `spec.resourceAttributes.${name}`;
    const { rawSelector = '', requirements = [] } = selector;
    const errors = (requirements as readonly Requirement[]).flatMap((requirement, index) =>
      requirementErrors(requirement, `${at}.requirements[${index}]`),
    );
    if (rawSelector !== '' && requirements.length > 0) {
      const detail = 'may not specified at the same time as requirements';
      errors.unshift(invalid(`${at}.rawSelector`, rawSelector, detail));
    }
    if (rawSelector === '' && requirements.length === 0) {
      const detail = `when ${at} is specified, requirements or rawSelector is required`;
      errors.unshift(required(`${at}.requirements`, detail));
    }
    return errors;
  });
}

const NEEDS_VALUES = ['In', 'NotIn'];
const NEEDS_NONE = ['Exists', 'DoesNotExist'];

function requirementErrors({ key, operator = '', values = [] }: Requirement, at: string) {
  const errors: FieldError[] = [];
  const when = (names: readonly string[]) =>
    `when \`operator\` is ${names.map((name) => `'${name}'`).join(' or ')}`;
  if (NEEDS_VALUES.includes(operator)) {
    if (values.length === 0) {
      errors.push(required(`${at}.values`, `must be specified ${when(NEEDS_VALUES)}`));
    }
  } else if (NEEDS_NONE.includes(operator)) {
    if (values.length > 0) {
      errors.push(forbidden(`${at}.values`, `may not be specified ${when(NEEDS_NONE)}`));
    }
  } else {
    errors.push(invalid(`${at}.operator`, operator, 'not a valid selector operator'));
  }
  if (!key) errors.push(required(`${at}.key`, 'must be specified'));
  return errors;
}

function subjectOf({ user = '', groups = NONE }: Spec): User {
  return { name: user, groups };
}

function accessStatus(authorizer: Authorizer, user: User, spec: Spec): object {
  const { allowed, reason } = authorizer.decide(attributesOf(user, spec));
  return { allowed, ...(reason === '' ? {} : { reason }) };
}

function attributesOf(user: User, spec: Spec): Attributes {
  const { resourceAttributes: resource, nonResourceAttributes: path } = spec;
  if (resource === undefined) return { user, verb: path?.verb ?? '', path: path?.path ?? '' };
  return {
    user,
    verb: resource.verb ?? '',
    group: resource.group ?? '',
    plural: resource.resource ?? '',
    subresource: resource.subresource ?? '',
    namespace: resource.namespace === '' ? undefined : resource.namespace,
    name: resource.name ?? '',
  };
}

function rulesStatus(authorizer: Authorizer, user: User, { namespace = '' }: Spec): object {
  const rules = authorizer.rulesFor(user, namespace);
  const problem = authorizer.ruleProblem(user);
  return {
    resourceRules: rules
      .filter(({ resources }) => (resources ?? []).length > 0)
      .map(({ verbs, apiGroups, resources, resourceNames }) => ({
        verbs,
        apiGroups,
        resources,
        ...(resourceNames === undefined ? {} : { resourceNames }),
      })),
    nonResourceRules: rules
      .filter(({ nonResourceURLs }) => (nonResourceURLs ?? []).length > 0)
      .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
    incomplete: problem !== undefined,
    ...(problem === undefined ? {} : { evaluationError: problem }),
  };
}
