import { defineKind } from '../kind';
import type { ConfigMap } from '../schema/objects';

export const ConfigMaps = defineKind<ConfigMap>('v1', 'ConfigMap', {});
