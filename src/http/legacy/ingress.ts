import { isJsonObject, type JsonObject } from '../../api/object';
import { type Conversion, looseDefinition } from './conversion';

/** upstream: networking/v1beta1 conversion: a backend names its service and port in two fields */
function backendToStorage(backend: unknown): unknown {
  if (!isJsonObject(backend)) return backend;
  const { serviceName, servicePort, ...rest } = backend;
  if (serviceName === undefined && servicePort === undefined) return rest;
  const port = typeof servicePort === 'number' ? { number: servicePort } : { name: servicePort };
  return {
    ...rest,
    service: { name: serviceName, ...(servicePort === undefined ? {} : { port }) },
  };
}

function backendFromStorage(backend: unknown): unknown {
  if (!isJsonObject(backend)) return backend;
  const { service, ...rest } = backend;
  if (!isJsonObject(service)) return rest;
  const port = isJsonObject(service.port) ? service.port : {};
  return { ...rest, serviceName: service.name, servicePort: port.name ?? port.number };
}

type Change = (backend: unknown) => unknown;

function inPaths(rule: unknown, change: Change, pathType?: string): unknown {
  if (!isJsonObject(rule) || !isJsonObject(rule.http) || !Array.isArray(rule.http.paths)) {
    return rule;
  }
  const paths = rule.http.paths.map((path: unknown) => {
    if (!isJsonObject(path)) return path;
    const type = path.pathType ?? pathType;
    return {
      ...path,
      ...(type === undefined ? {} : { pathType: type }),
      backend: change(path.backend),
    };
  });
  return { ...rule, http: { ...rule.http, paths } };
}

function inSpec(
  object: JsonObject,
  names: readonly [string, string],
  change: Change,
  pathType?: string,
) {
  if (!isJsonObject(object.spec)) return object;
  const [from, to] = names;
  const { [from]: backend, rules, ...rest } = object.spec;
  return {
    ...object,
    spec: {
      ...rest,
      ...(backend === undefined ? {} : { [to]: change(backend) }),
      ...(Array.isArray(rules)
        ? { rules: rules.map((rule: unknown) => inPaths(rule, change, pathType)) }
        : {}),
    },
  };
}

const fields = {
  plural: 'ingresses',
  to: { group: 'networking.k8s.io', version: 'v1' },
  openApi: looseDefinition({ spec: { type: 'object' }, status: { type: 'object' } }),
  // upstream: v1beta1 has a default for the type of a path, v1 has none
  toStorage: (object: JsonObject) =>
    inSpec(object, ['backend', 'defaultBackend'], backendToStorage, 'ImplementationSpecific'),
  fromStorage: (object: JsonObject) =>
    inSpec(object, ['defaultBackend', 'backend'], backendFromStorage),
};

/** Ingresses of both groups that had them. */
export const ingresses: readonly Conversion[] = [
  { group: 'extensions', version: 'v1beta1', ...fields },
  { group: 'networking.k8s.io', version: 'v1beta1', ...fields },
];
