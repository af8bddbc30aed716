import type { Kind } from '../../api/kind';
import type { DryRun } from '../session';

/** `deployment.apps`, `pod`: how kubectl writes a kind before a name. */
export function kindWord(kind: { readonly kind: string; readonly group: string }): string {
  const word = kind.kind.toLowerCase();
  return kind.group === '' ? word : `${word}.${kind.group}`;
}

/** `deployment.apps/web`. */
export function slashName(kind: Kind, name: string): string {
  return `${kindWord(kind)}/${name}`;
}

/** What is added to a message of a command that does not go all the way. */
export function dryRunSuffix(dryRun: DryRun): string {
  if (dryRun === 'client') return ' (dry run)';
  return dryRun === 'server' ? ' (server dry run)' : '';
}
