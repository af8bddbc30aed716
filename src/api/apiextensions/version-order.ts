const KUBE_VERSION = /^v([1-9]\d*)(?:(alpha|beta)([1-9]\d*))?$/;
const RIPENESS = ['alpha', 'beta', undefined];

/**
 * Sorts names of versions, the best first: v2 before v1, v1 before v1beta1; what is named otherwise comes last, by the
 * alphabet. upstream: apimachinery, CompareKubeAwareVersionStrings
 */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [KUBE_VERSION.exec(a), KUBE_VERSION.exec(b)];
  if (x === null || y === null) {
    if (x !== null) return -1;
    if (y !== null) return 1;
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return (
    RIPENESS.indexOf(y[2]) - RIPENESS.indexOf(x[2]) ||
    Number(y[1]) - Number(x[1]) ||
    Number(y[3] ?? 0) - Number(x[3] ?? 0)
  );
}
