import { requestValue } from '../../api/cel/admission-scope';
import {
  Authorizer,
  type Judge,
  type Question,
  ResourceCheck,
} from '../../api/cel/libraries/authorizer';
import { celValue } from '../../api/cel/value';
import { Namespaces } from '../../api/core/namespace';
import type { User } from '../api';
import type { Authorizer as ServerAuthorizer } from '../authorization/authorizer';
import type { Request, Reviewed } from '../request';
import { operationOf } from './match';

/** Answers for a user as the server's authorizer does. */
function judgeFor(authorizer: ServerAuthorizer, user: User): Judge {
  return {
    decide(question: Question) {
      if ('path' in question) return authorizer.decide({ user, ...question });
      const { resource: plural, namespace, ...rest } = question;
      return authorizer.decide({
        user,
        plural,
        namespace: namespace || undefined,
        ...rest,
      });
    },
    serviceAccount: (namespace, name) =>
      judgeFor(authorizer, {
        name: `system:serviceaccount:${namespace}:${name}`,
        groups: [
          'system:serviceaccounts',
          `system:serviceaccounts:${namespace}`,
          'system:authenticated',
        ],
      }),
  };
}

const OPTIONS: Readonly<Record<string, string>> = {
  CREATE: 'CreateOptions',
  UPDATE: 'UpdateOptions',
  DELETE: 'DeleteOptions',
};

function optionsOf({ verb, options }: Request): object {
  const { dryRun = false, fieldManager, fieldValidation } = options;
  return {
    kind: OPTIONS[operationOf(verb)] ?? '',
    apiVersion: 'meta.k8s.io/v1',
    ...(dryRun ? { dryRun: ['All'] } : {}),
    ...(fieldManager === undefined ? {} : { fieldManager }),
    ...(fieldValidation === undefined ? {} : { fieldValidation }),
  };
}

/** The type of what is sent: an object of the kind has its own. */
function typeOf({ kind, bodyType = kind }: Request): object {
  const [version = '', group = ''] = bodyType.apiVersion.split('/').reverse();
  return { group, version, kind: bodyType.kind };
}

/** The request as an AdmissionReview tells of it, without the objects. upstream: CreateAdmissionRequest */
export function admissionRequest(request: Request): object {
  const { kind, subresource, name, namespace, verb, user, options } = request;
  const { group, version } = kind;
  const groupKind = typeOf(request);
  const resource = { group, version, resource: kind.plural };
  const operation = operationOf(verb);
  const { dryRun = false } = options;
  return {
    kind: groupKind,
    resource,
    ...(subresource === '' ? {} : { subResource: subresource, requestSubResource: subresource }),
    requestKind: groupKind,
    requestResource: resource,
    name,
    ...(namespace === undefined ? {} : { namespace }),
    operation,
    userInfo: { username: user.name, groups: user.groups },
    dryRun,
    options: verb === 'connect' ? null : optionsOf(request),
  };
}

/** The namespace of the request as expressions see it; a Namespace has none of its own. */
function namespaceOf({ kind, store, namespace }: Request): unknown {
  if (kind.id === Namespaces.id || namespace === undefined) return null;
  const found = store.find(Namespaces, { name: namespace });
  if (found === undefined) return null;
  const { metadata, spec, status } = found;
  return celValue({ metadata, spec, status });
}

/** The variables of an expression of admission, but for the parameters. */
export function activation(request: Request, object: Reviewed | undefined): object {
  const { kind, subresource, namespace = '', name, authorizer, user, old } = request;
  const judge = judgeFor(authorizer, user);
  const target = { group: kind.group, resource: kind.plural, subresource, namespace, name };
  return {
    object: celValue(object ?? null),
    oldObject: celValue(old ?? null),
    request: requestValue(admissionRequest(request)),
    namespaceObject: namespaceOf(request),
    authorizer: new Authorizer(judge, new ResourceCheck(judge, target)),
  };
}
