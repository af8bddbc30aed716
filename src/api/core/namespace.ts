import { defineKind } from '../kind';
import type { Namespace } from '../schema/objects';

export const Namespaces = defineKind<Namespace>('v1', 'Namespace', {});
