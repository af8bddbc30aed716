import { type FieldError, forbidden, notSupported } from '../field-error';

const MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const SHORT: readonly (readonly [mode: string, short: string])[] = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
];

/** What is wrong with the access modes of a volume or claim. */
export function validateAccessModes(modes: readonly string[], path: string): FieldError[] {
  const errors = modes
    .filter((mode) => !MODES.includes(mode))
    .map((mode) => notSupported(path, mode, MODES));
  const alone = modes.includes('ReadWriteOncePod');
  const others = modes.some((mode) => MODES.includes(mode) && mode !== 'ReadWriteOncePod');
  if (!alone || !others) return errors;
  return [...errors, forbidden(path, 'may not use ReadWriteOncePod with other access modes')];
}

/** Access modes as `kubectl get` shows them: `RWO,ROX`. */
export function accessModesText(modes: readonly string[] | undefined): string {
  return SHORT.filter(([mode]) => modes?.includes(mode))
    .map(([, short]) => short)
    .join(',');
}
