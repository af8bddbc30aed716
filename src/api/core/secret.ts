import { defineKind } from '../kind';
import type { Secret } from '../schema/objects';

export const Secrets = defineKind<Secret>('v1', 'Secret', {});
