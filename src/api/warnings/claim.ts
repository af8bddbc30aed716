import { parseQuantity } from '../quantity';
import type { PersistentVolumeClaimSpec } from '../schema/objects';

/** The annotation that named a class before there was a field for it. */
export const OLD_CLASS = 'volume.beta.kubernetes.io/storage-class';

/** What is said of that annotation. */
export const OLD_CLASS_WARNING = `metadata.annotations[${OLD_CLASS}]: deprecated since v1.8; use "storageClassName" attribute instead`;

/** The warning for bytes that are none: half a byte cannot be had. */
export function bytesWarnings(path: string, value: string | undefined): string[] {
  const quantity = value === undefined ? undefined : parseQuantity(value);
  if (quantity === undefined) return [];
  // upstream looks at thousandths, rounded up
  const milli = (quantity.nano + 999_999n) / 1_000_000n;
  return milli % 1000n === 0n
    ? []
    : [`${path}: fractional byte value ${JSON.stringify(value)} is invalid, must be an integer`];
}

/** What is odd about what a claim asks for. upstream: GetWarningsForPersistentVolumeClaimSpec */
export function claimSpecWarnings({ resources }: PersistentVolumeClaimSpec, path: string) {
  return (['requests', 'limits'] as const).flatMap((list) =>
    bytesWarnings(`${path}.resources.${list}[storage]`, resources?.[list]?.storage),
  );
}
