import type { Library } from '../engine';

/** What an expression asks the authorizer. */
export type Question =
  | { readonly verb: string; readonly path: string }
  | {
      readonly verb: string;
      readonly group: string;
      readonly resource: string;
      readonly subresource: string;
      readonly namespace: string;
      readonly name: string;
    };

/** Answers for one user; a service account asks in its own name. */
export interface Judge {
  /** Why it is allowed, or that it is not. */
  decide(question: Question): { readonly allowed: boolean; readonly reason: string };
  serviceAccount(namespace: string, name: string): Judge;
}

const PREFIX = 'kubernetes.authorization';

/** `authorizer` in an expression. */
export class Authorizer {
  constructor(
    readonly judge: Judge,
    /** The resource of the request that the expression is about. */
    readonly requestResource?: ResourceCheck,
  ) {}
}

class PathCheck {
  constructor(
    readonly judge: Judge,
    readonly path: string,
  ) {}
}

class GroupCheck {
  constructor(
    readonly judge: Judge,
    readonly group: string,
  ) {}
}

interface Target {
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
}

/** A resource that may be asked about: `authorizer.group('apps').resource('deployments')`. */
export class ResourceCheck {
  constructor(
    readonly judge: Judge,
    readonly target: Target,
  ) {}

  with(change: Partial<Target>): ResourceCheck {
    return new ResourceCheck(this.judge, { ...this.target, ...change });
  }
}

class Decision {
  constructor(
    readonly isAllowed: boolean,
    readonly reason: string,
  ) {}
}

function decide(judge: Judge, question: Question): Decision {
  const { allowed, reason } = judge.decide(question);
  return new Decision(allowed, reason);
}

/** Who may do what. upstream: apiserver/pkg/cel/library, Authz and AuthzSelectors */
export const authorizerLibrary: Library = (environment) => {
  const [authorizer, path, group, resource, decision] = [
    `${PREFIX}.Authorizer`,
    `${PREFIX}.PathCheck`,
    `${PREFIX}.GroupCheck`,
    `${PREFIX}.ResourceCheck`,
    `${PREFIX}.Decision`,
  ];
  environment
    .registerType(path, PathCheck)
    .registerType(group, GroupCheck)
    .registerType(resource, ResourceCheck)
    .registerType(decision, Decision)
    .registerType(authorizer, { ctor: Authorizer, fields: { requestResource: resource } })
    .registerFunction(
      `${authorizer}.path(string): ${path}`,
      ({ judge }: Authorizer, at: string) => new PathCheck(judge, at),
    )
    .registerFunction(
      `${authorizer}.group(string): ${group}`,
      ({ judge }: Authorizer, name: string) => new GroupCheck(judge, name),
    )
    .registerFunction(
      `${authorizer}.serviceAccount(string, string): ${authorizer}`,
      ({ judge }: Authorizer, namespace: string, name: string) =>
        new Authorizer(judge.serviceAccount(namespace, name)),
    )
    .registerFunction(
      `${path}.check(string): ${decision}`,
      ({ judge, path: at }: PathCheck, verb: string) => decide(judge, { verb, path: at }),
    )
    .registerFunction(
      `${group}.resource(string): ${resource}`,
      ({ judge, group: of }: GroupCheck, name: string) =>
        new ResourceCheck(judge, {
          group: of,
          resource: name,
          subresource: '',
          namespace: '',
          name: '',
        }),
    )
    .registerFunction(
      `${resource}.check(string): ${decision}`,
      ({ judge, target }: ResourceCheck, verb: string) => decide(judge, { verb, ...target }),
    )
    .registerFunction(`${decision}.allowed(): bool`, ({ isAllowed }: Decision) => isAllowed)
    .registerFunction(`${decision}.reason(): string`, ({ reason }: Decision) => reason)
    .registerFunction(`${decision}.errored(): bool`, () => false)
    .registerFunction(`${decision}.error(): string`, () => '');
  for (const field of ['subresource', 'namespace', 'name'] as const) {
    environment.registerFunction(
      `${resource}.${field}(string): ${resource}`,
      (check: ResourceCheck, value: string) => check.with({ [field]: value }),
    );
  }
  // RBAC looks at no selector: a request that is narrowed by one is allowed as one that is not
  for (const name of ['fieldSelector', 'labelSelector']) {
    environment.registerFunction(
      `${resource}.${name}(string): ${resource}`,
      (check: ResourceCheck) => check,
    );
  }
};
