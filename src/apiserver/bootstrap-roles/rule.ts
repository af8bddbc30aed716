/** A rule as the lists of default roles have it. */
export interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}

export const READ = 'get list watch';
export const WRITE = 'create delete deletecollection patch update';
export const BOTH = 'create delete deletecollection get list patch update watch';

/** The verbs on the resources of a group, each a list of words; the core group is `''`. */
export function rule(verbs: string, group: string, resources: string): Rule {
  return { apiGroups: [group], resources: resources.split(' '), verbs: verbs.split(' ') };
}

/** The verbs on the paths that are no resources. */
export function paths(...nonResourceURLs: readonly string[]): Rule {
  return { nonResourceURLs, verbs: ['get'] };
}
