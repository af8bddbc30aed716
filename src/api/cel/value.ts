const known = new WeakMap<object, object>();

/**
 * JSON as expressions without a schema see it: whole numbers are ints, absent fields are not there. What holds no
 * number stays the same object; what is made of frozen parts is remembered.
 */
export function celValue(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  const before = known.get(value);
  if (before !== undefined) return before;
  const made = Array.isArray(value) ? celList(value) : celMap(value as Record<string, unknown>);
  if (Object.isFrozen(value)) known.set(value, made);
  return made;
}

function celList(list: readonly unknown[]): object {
  const made = list.map(celValue);
  return made.every((item, index) => item === list[index]) ? list : made;
}

function celMap(map: Readonly<Record<string, unknown>>): object {
  const made: Record<string, unknown> = {};
  let isSame = true;
  for (const key in map) {
    const item = map[key];
    if (item !== undefined) made[key] = celValue(item);
    if (made[key] !== item || item === undefined) isSame = false;
  }
  return isSame ? map : made;
}
