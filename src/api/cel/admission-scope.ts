import type { JSONSchemaProps } from '../schema/objects';
import { baseEnvironment, type CelEnvironment } from './environment';
import { declareSchema } from './schema-type';

/** Which variables an expression of admission has beside the object, the request and the namespace. */
export interface AdmissionNames {
  readonly hasParams: boolean;
  readonly hasAuthorizer: boolean;
}

const text: JSONSchemaProps = { type: 'string' };

function fields(properties: Record<string, JSONSchemaProps>): JSONSchemaProps {
  return { type: 'object', properties };
}

const groupKind = fields({ group: text, version: text, kind: text });
const groupResource = fields({ group: text, version: text, resource: text });
const texts: JSONSchemaProps = { type: 'array', items: text };
const anything: JSONSchemaProps = { 'x-kubernetes-int-or-string': true };

/** upstream: apiserver/pkg/admission/plugin/cel, BuildRequestType */
const REQUEST = fields({
  kind: groupKind,
  resource: groupResource,
  subResource: text,
  requestKind: groupKind,
  requestResource: groupResource,
  requestSubResource: text,
  name: text,
  namespace: text,
  operation: text,
  userInfo: fields({
    username: text,
    uid: text,
    groups: texts,
    extra: { type: 'object', additionalProperties: texts },
  }),
  dryRun: { type: 'boolean' },
  options: anything,
});

type Read = (value: unknown) => unknown;

let base: { readonly environment: CelEnvironment; readonly request: Read } | undefined;
const environments = new Map<string, CelEnvironment>();

function common() {
  if (base !== undefined) return base;
  let request: Read = (value) => value;
  const environment = baseEnvironment().extend((engine) => {
    const place = { name: 'kubernetes.AdmissionRequest', isRoot: false, keepsNames: true };
    const type = declareSchema(engine, REQUEST, place);
    if (type === undefined) throw new Error('the request of admission has no type');
    request = type.of;
    engine.registerVariable('request', type.name);
    // what there is no namespace for is null here, which no declared type would allow
    engine.registerVariable('namespaceObject', 'dyn');
  });
  base = { environment, request };
  return base;
}

/** A request of admission in the engine's form. */
export function requestValue(request: object): unknown {
  return common().request(request);
}

/**
 * What expressions of admission may name; the object and the parameters have no type: they may be of any kind.
 * upstream: apiserver/pkg/admission/plugin/cel, createEnvForOpts
 */
export function admissionEnvironment({ hasParams, hasAuthorizer }: AdmissionNames): CelEnvironment {
  const key = `${hasParams} ${hasAuthorizer}`;
  let environment = environments.get(key);
  if (environment === undefined) {
    environment = typedAdmission({
      object: 'dyn',
      params: hasParams ? 'dyn' : undefined,
      hasAuthorizer,
    });
    environments.set(key, environment);
  }
  return environment;
}

/** The types of the variables that may be of any kind; no parameters when they have none. */
export interface AdmissionTypes {
  readonly object: string;
  readonly params: string | undefined;
  readonly hasAuthorizer: boolean;
}

/** The same for objects of known types; `declare` declares them. */
export function typedAdmission(
  { object, params, hasAuthorizer }: AdmissionTypes,
  declare: Parameters<CelEnvironment['extend']>[0] = () => {},
): CelEnvironment {
  return common().environment.extend((engine) => {
    declare(engine);
    engine.registerVariable('object', object).registerVariable('oldObject', object);
    if (params !== undefined) engine.registerVariable('params', params);
    if (hasAuthorizer) {
      engine.registerVariable('authorizer', 'kubernetes.authorization.Authorizer');
    }
  });
}
