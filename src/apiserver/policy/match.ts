import { Namespaces } from '../../api/core/namespace';
import { notFoundError } from '../../api/errors';
import type { Kind } from '../../api/kind';
import type {
  LabelSelector,
  MatchResources,
  NamedRuleWithOperations,
} from '../../api/schema/objects';
import { matchesSelector } from '../../api/selector';
import type { AdmittedVerb, Request, Reviewed } from '../request';

const OPERATIONS: Partial<Record<AdmittedVerb, string>> = {
  create: 'CREATE',
  update: 'UPDATE',
  patch: 'UPDATE',
  delete: 'DELETE',
  deletecollection: 'DELETE',
  connect: 'CONNECT',
};

/** The operation of a write, as policies and webhooks name it. */
export function operationOf(verb: AdmittedVerb): string {
  return OPERATIONS[verb] ?? '';
}

function lists(values: readonly string[] | undefined, value: string): boolean {
  return (values ?? []).some((item) => item === '*' || item === value);
}

/** True for a rule that is about writes of the kind, whatever their version and subresource. */
export function isAbout(rule: NamedRuleWithOperations, kind: Kind, verb: AdmittedVerb): boolean {
  const isResource = (text: string) => ['*', kind.plural].includes(text.split('/', 1)[0] ?? '');
  return (
    lists(rule.operations, operationOf(verb)) &&
    lists(rule.apiGroups, kind.group) &&
    (rule.resources ?? []).some(isResource)
  );
}

function matchesResource(texts: readonly string[] | undefined, request: Request): boolean {
  return (texts ?? []).some((text) => {
    const [resource = '', subresource = ''] = text.split('/');
    return lists([resource], request.kind.plural) && lists([subresource], request.subresource);
  });
}

function matchesScope(scope: string | undefined, { kind }: Request): boolean {
  if (scope === 'Namespaced') return kind.namespaced;
  return scope !== 'Cluster' || !kind.namespaced;
}

/**
 * True when one of the rules is about the request. Versions of one resource are equivalent; with `Exact` only the
 * request's own counts. upstream: apiserver/pkg/admission/plugin/webhook/predicates/rules
 */
export function matchesRules(
  rules: readonly NamedRuleWithOperations[],
  matchPolicy: string | undefined,
  request: Request,
): boolean {
  const { kind, verb, name } = request;
  const versions = matchPolicy === 'Exact' ? [kind.version] : versionsOf(request);
  return rules.some((rule) => {
    const names = rule.resourceNames ?? [];
    return (
      isAbout(rule, kind, verb) &&
      matchesResource(rule.resources, request) &&
      matchesScope(rule.scope, request) &&
      versions.some((version) => lists(rule.apiVersions, version)) &&
      (names.length === 0 || names.includes(name))
    );
  });
}

function versionsOf({ kind, kinds }: Request): readonly string[] {
  const { group, plural } = kind;
  const same = kinds.all.filter((other) => other.group === group && other.plural === plural);
  return [kind.version, ...same.map(({ version }) => version)];
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

/** True when the labels of the request's namespace match; what has none always does. upstream: predicates/namespace */
export function matchesNamespace(
  selector: LabelSelector | undefined,
  request: Request,
  object: Reviewed | undefined,
): boolean {
  if (selector === undefined || isEmpty(selector)) return true;
  const { kind, namespace, name, store, old } = request;
  if (kind.id === Namespaces.id) {
    return matchesSelector(
      selector,
      (object ?? old ?? store.find(Namespaces, { name }))?.metadata?.labels,
    );
  }
  if (namespace === undefined) return true;
  const found = store.find(Namespaces, { name: namespace });
  if (found === undefined) throw notFoundError(Namespaces, namespace);
  return matchesSelector(selector, found.metadata.labels);
}

/** True when the labels of the new or the old object match. upstream: predicates/object */
export function matchesObject(
  selector: LabelSelector | undefined,
  objects: readonly (Reviewed | undefined)[],
): boolean {
  if (selector === undefined || isEmpty(selector)) return true;
  return objects.some(
    (each) => each !== undefined && matchesSelector(selector, each.metadata?.labels),
  );
}

/** True when a policy or a binding is about the request; without rules, about all. upstream: policy/matching */
export function matchesResources(
  match: MatchResources | undefined,
  request: Request,
  object: Reviewed | undefined,
): boolean {
  if (match === undefined) return true;
  const { resourceRules = [], excludeResourceRules = [], matchPolicy } = match;
  return (
    (resourceRules.length === 0 || matchesRules(resourceRules, matchPolicy, request)) &&
    !matchesRules(excludeResourceRules, matchPolicy, request) &&
    matchesNamespace(match.namespaceSelector, request, object) &&
    matchesObject(match.objectSelector, [object, request.old])
  );
}

const CONFIGURATION = 'admissionregistration.k8s.io';
const REVIEWS = ['authentication.k8s.io', 'authorization.k8s.io'];

/** Requests that no policy and no webhook may stop: those that set them up, and reviews. upstream: IsExemptAdmissionConfigurationResource */
export function isExempt({ group, kind }: Kind): boolean {
  return group === CONFIGURATION || (REVIEWS.includes(group) && kind.endsWith('Review'));
}
