import { ageOf } from '../age';
import { GatedFields } from '../features/gated-fields';
import { defineKind } from '../kind';
import type { DeviceClass } from '../schema/objects';
import {
  DEVICE_LISTS_MAX,
  validateConfiguration,
  validateEach,
  validateSelectors,
} from './device-request';

export const DeviceClasses = defineKind<DeviceClass>('resource.k8s.io/v1', 'DeviceClass', {
  hasGeneration: true,
  gated: new GatedFields([{ gate: 'DRAExtendedResource', path: 'spec.extendedResourceName' }]),
  validate: ({ spec }) => [
    ...validateSelectors(spec.selectors, 'spec.selectors'),
    ...validateEach(spec.config, DEVICE_LISTS_MAX, 'spec.config', validateConfiguration),
  ],
  row: (deviceClass, now) => [deviceClass.metadata.name, ageOf(deviceClass, now)],
});
