import { kinds } from '../api';

/** States that workloads and volumes have in general; a kind that lacks one says what it has instead. */
const USUAL = [
  'available',
  'complete',
  'progressing',
  'failed',
  'paused',
  'ready',
  'running',
  'pending',
  'scheduled',
  'terminating',
  'healthy',
  'active',
  'bound',
  'suspended',
];

/** Every word that a claim may call an object: the named states of all kinds. */
export function stateWords(): string[] {
  const words = new Set(USUAL);
  for (const { rules } of kinds)
    for (const word of Object.keys(rules.states ?? {})) words.add(word);
  return [...words];
}
