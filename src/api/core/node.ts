import { defineKind } from '../kind';
import type { Node } from '../schema/objects';

export const Nodes = defineKind<Node>('v1', 'Node', {});
