import { setFlagsFromString } from 'node:v8';

/**
 * Tells V8 not to guess which objects will live long. A simulation makes short-lived and long-lived objects (an
 * old state, a new one) at the same place in the code; V8 would put them all among the old ones, where what is
 * dead keeps alive whatever it points to until the next full collection. For the whole process.
 */
export function tuneEngine(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}
