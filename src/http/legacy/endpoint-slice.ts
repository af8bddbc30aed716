import { isJsonObject, type JsonObject } from '../../api/object';
import { type Conversion, looseDefinition } from './conversion';

const HOSTNAME = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';

function each(object: JsonObject, change: (endpoint: JsonObject) => JsonObject): JsonObject {
  const { endpoints } = object;
  if (!Array.isArray(endpoints)) return object;
  const changed = endpoints.map((item: unknown) => (isJsonObject(item) ? change(item) : item));
  return { ...object, endpoints: changed };
}

/** EndpointSlices whose endpoints tell of their node and zone in a map. upstream: discovery/v1beta1 conversion */
export const endpointSlices: Conversion = {
  group: 'discovery.k8s.io',
  version: 'v1beta1',
  plural: 'endpointslices',
  to: { group: 'discovery.k8s.io', version: 'v1' },
  openApi: looseDefinition({
    addressType: { type: 'string' },
    endpoints: { type: 'array', items: { type: 'object' } },
    ports: { type: 'array', items: { type: 'object' } },
  }),
  toStorage: (object) =>
    each(object, ({ topology, ...endpoint }) => {
      if (!isJsonObject(topology)) return endpoint;
      const { [ZONE]: zone, [HOSTNAME]: host, ...rest } = topology;
      // a host that is the node is said once
      const isTold = host === undefined || host === endpoint.nodeName;
      const others = isTold ? rest : { ...rest, [HOSTNAME]: host };
      return {
        ...endpoint,
        ...(zone === undefined ? {} : { zone }),
        ...(Object.keys(others).length === 0 ? {} : { deprecatedTopology: others }),
      };
    }),
  fromStorage: (object) =>
    each(object, ({ zone, deprecatedTopology, ...endpoint }) => {
      const topology = {
        ...(endpoint.nodeName === undefined ? {} : { [HOSTNAME]: endpoint.nodeName }),
        ...(isJsonObject(deprecatedTopology) ? deprecatedTopology : {}),
        ...(zone === undefined ? {} : { [ZONE]: zone }),
      };
      return Object.keys(topology).length === 0 ? endpoint : { ...endpoint, topology };
    }),
};
