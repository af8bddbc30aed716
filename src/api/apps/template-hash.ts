import type { PodTemplateSpec } from '../schema/objects';

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const known = new WeakMap<object, string>();

function feed(hash: number, value: unknown): number {
  let h = hash;
  if (Array.isArray(value)) {
    h = mix(h, '[');
    for (const item of value) h = feed(h, item);
    return mix(h, ']');
  }
  if (typeof value === 'object' && value !== null) {
    const object = value as Record<string, unknown>;
    for (const key of Object.keys(object).sort()) {
      if (object[key] === undefined) continue;
      h = feed(mix(h, `${key}:`), object[key]);
    }
    return mix(h, '}');
  }
  return mix(h, `${typeof value}${String(value)};`);
}

// FNV-1a, 32 bits
function mix(hash: number, text: string): number {
  let h = hash;
  for (let i = 0; i < text.length; i++) {
    h ^= text.charCodeAt(i);
    h = Math.imul(h, 0x01000193) >>> 0;
  }
  return h;
}

/**
 * A short name for the content of a template; `collisionCount` gives another one when the name is taken.
 * The same content has the same name, whatever the order of its keys. Upstream hashes Go's dump of the
 * struct, so the letters differ from a real cluster's.
 */
export function podTemplateHash(template: PodTemplateSpec, collisionCount = 0): string {
  const cached = collisionCount === 0 ? known.get(template) : undefined;
  if (cached !== undefined) return cached;
  let hash = feed(0x811c9dc5, template);
  if (collisionCount > 0) hash = mix(hash, `#${collisionCount}`);
  const text = [...String(hash)].map((c) => ALPHABET[c.charCodeAt(0) % ALPHABET.length]).join('');
  if (collisionCount === 0 && Object.isFrozen(template)) known.set(template, text);
  return text;
}
