import { ParseError } from '@marcbachmann/cel-js';
import { childrenOf, type EngineType, isNode, type Node } from './engine';

/** True for a type that may turn out to be any: no other can contradict it. */
function isOpen({ name }: EngineType): boolean {
  return /\b(dyn|[A-Z])\b/.test(name);
}

function checkAlike(nodes: readonly Node[]): void {
  let first: EngineType | undefined;
  for (const node of nodes) {
    const type = node.checkedType;
    if (type === undefined || isOpen(type)) continue;
    first ??= type;
    if (type.name === first.name) continue;
    const message = `expected '${first.name}' but found '${type.name}'`;
    throw new ParseError({ code: 'heterogeneous', message, node: node as never });
  }
}

/**
 * The members of a list or map that is written out have one type. A ParseError when not.
 * upstream: cel-go, HomogeneousAggregateLiterals
 */
export function checkAggregates(node: Node): void {
  const { op, args } = node;
  if (op === 'list') checkAlike((args as unknown[]).filter(isNode));
  if (op === 'map') {
    const entries = args as readonly (readonly [Node, Node])[];
    checkAlike(entries.map(([key]) => key));
    checkAlike(entries.map(([, value]) => value));
  }
  for (const child of childrenOf(node)) checkAggregates(child);
}
