import { accessModesText } from '../../api/core/access-modes';
import type { KubeObject } from '../../api/object';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../../api/schema/objects';
import type { Lines } from './lines';

/** What a claim and a template of one have in common. */
export interface ClaimParts {
  readonly metadata?: Partial<KubeObject['metadata']>;
  readonly spec?: PersistentVolumeClaimSpec;
  readonly status?: PersistentVolumeClaim['status'];
}

const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

/** The class of a volume or a claim, also where it is named the old way. */
export function storageClassOf(
  metadata: { readonly annotations?: Readonly<Record<string, string>> } | undefined,
  className: string | undefined,
): string {
  return metadata?.annotations?.[CLASS_ANNOTATION] ?? className ?? '';
}

/** Adds what follows a claim's status; a template has no finalizers. upstream: printPersistentVolumeClaim */
export function claimFields(lines: Lines, claim: ClaimParts, indent: string): void {
  const { metadata, spec, status } = claim;
  const isTemplate = indent !== '';
  const field = (title: string, value: string) => lines.list.push(`${indent}${title}:\t${value}`);
  if (isTemplate) field('StorageClass', storageClassOf(metadata, spec?.storageClassName));
  field('Volume', spec?.volumeName ?? '');
  lines.labels('Labels', metadata?.labels, indent);
  lines.annotations('Annotations', metadata?.annotations, indent);
  if (!isTemplate) field('Finalizers', `[${(metadata?.finalizers ?? []).join(' ')}]`);
  const isBound = spec?.volumeName !== undefined && spec.volumeName !== '';
  field('Capacity', isBound ? String(status?.capacity?.storage ?? '0') : '');
  field('Access Modes', isBound ? accessModesText(status?.accessModes) : '');
  if (spec?.volumeMode !== undefined) field('VolumeMode', spec.volumeMode);
  const source = spec?.dataSource;
  if (source === undefined) return;
  lines.list.push(`${indent}DataSource:`);
  if (source.apiGroup !== undefined) lines.list.push(`${indent}  APIGroup:\t${source.apiGroup}`);
  lines.list.push(`${indent}  Kind:\t${source.kind}`, `${indent}  Name:\t${source.name}`);
}
