import { ageOf } from '../age';
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
  prepareForCreate({ spec }) {
    // upstream: the feature gate DRAExtendedResource is closed
    if (spec?.extendedResourceName !== undefined && !Object.isFrozen(spec)) {
      delete (spec as { extendedResourceName?: unknown }).extendedResourceName;
    }
  },
  validate: ({ spec }) => [
    ...validateSelectors(spec.selectors, 'spec.selectors'),
    ...validateEach(spec.config, DEVICE_LISTS_MAX, 'spec.config', validateConfiguration),
  ],
  row: (deviceClass, now) => [deviceClass.metadata.name, ageOf(deviceClass, now)],
});
