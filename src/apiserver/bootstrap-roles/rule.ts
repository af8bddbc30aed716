/** A rule as the lists of default roles have it. */
export interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}

/** A default role: its name and what it allows. */
export interface RoleData {
  readonly name: string;
  readonly rules: readonly Rule[];
}

export const READ = 'get list watch';
export const WRITE = 'create delete deletecollection patch update';
export const BOTH = 'create delete deletecollection get list patch update watch';

/** The verbs on the resources of a group, or of several, each a list of words in any order; the core group is `''`. */
export function rule(
  verbs: string,
  groups: string | readonly string[],
  resources: string,
  names?: readonly string[],
): Rule {
  return {
    apiGroups: typeof groups === 'string' ? [groups] : [...groups].sort(),
    ...(names === undefined ? {} : { resourceNames: [...names].sort() }),
    resources: resources.split(' ').sort(),
    verbs: verbs.split(' ').sort(),
  };
}

/** The verbs on the paths that are no resources. */
export function paths(...nonResourceURLs: readonly string[]): Rule {
  return { nonResourceURLs: [...nonResourceURLs].sort(), verbs: ['get'] };
}

/** What all that tell of what they do may do with Events. upstream: bootstrappolicy, eventsRule */
export const EVENTS: Rule = rule('create patch update', ['', 'events.k8s.io'], 'events');
