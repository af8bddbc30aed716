/** A number, or a percentage of `total`, rounded up or down; undefined when the text is neither. */
export function scaledValue(
  value: number | string | undefined,
  total: number,
  round: 'up' | 'down',
): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number') return value;
  const match = /^(\d+)%$/.exec(value);
  if (match === null) return undefined;
  const exact = (Number(match[1]) * total) / 100;
  return round === 'up' ? Math.ceil(exact) : Math.floor(exact);
}
