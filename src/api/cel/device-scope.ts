import type { JSONSchemaProps } from '../schema/objects';
import { baseEnvironment, type CelEnvironment } from './environment';
import { declareSchema } from './schema-type';

const anything: JSONSchemaProps = { 'x-kubernetes-int-or-string': true };
const byName = (value: JSONSchemaProps): JSONSchemaProps => ({
  type: 'object',
  additionalProperties: value,
});

/** What a driver says of a device: its properties by domain and name. */
const DEVICE: JSONSchemaProps = {
  type: 'object',
  properties: {
    driver: { type: 'string' },
    attributes: byName(byName(anything)),
    capacity: byName(byName(anything)),
  },
};

let environment: CelEnvironment | undefined;

/** What the selectors of devices may name. upstream: dynamic-resource-allocation, cel/compile.go */
export function deviceEnvironment(): CelEnvironment {
  environment ??= baseEnvironment().extend((engine) => {
    const type = declareSchema(engine, DEVICE, { name: 'DRADevice', isRoot: false });
    if (type === undefined) throw new Error('the devices of selectors have no type');
    engine.registerVariable('device', type.name);
  });
  return environment;
}
