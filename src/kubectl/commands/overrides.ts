import type { Kind } from '../../api/kind';
import { applyJsonPatch, PatchError } from '../../api/patch/json-patch';
import { applyMergePatch } from '../../api/patch/merge-patch';
import { applyStrategicPatch } from '../../api/patch/strategic';
import { decode } from '../../api/schema/decode';
import { CommandError } from '../errors';
import type { Session } from '../session';
import type { Generated } from './generator';

const TYPES = ['merge', 'strategic', 'json'];

/** What a command made of its flags, with the patch of --overrides. upstream: kubectl override */
export function overridden(session: Session, object: Generated): Generated {
  const text = session.flags.text('overrides');
  const type = session.flags.text('override-type') || 'merge';
  if (text === '') return object;
  if (!TYPES.includes(type)) throw new CommandError(`invalid override type: ${type}`);
  const kind = session.api.kinds.of(object.apiVersion, object.kind);
  const patched = applied(type, object, readPatch(text), kind);
  const next = session.api.kinds.of(patched.apiVersion, patched.kind);
  if (next === undefined)
    throw new CommandError(
      `no kind "${patched.kind}" is registered for version "${patched.apiVersion}" in scheme "pkg/scheme/scheme.go:28"`,
    );
  // what Go's type does not know is lost
  return decode(next.struct, patched).value as unknown as Generated;
}

function readPatch(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError('Invalid JSON Patch');
  }
}

function applied(
  type: string,
  object: Generated,
  patch: unknown,
  kind: Kind | undefined,
): Generated {
  try {
    if (type === 'json') return applyJsonPatch(object, patch) as Generated;
    if (type === 'merge' || kind === undefined) return applyMergePatch(object, patch) as Generated;
    return applyStrategicPatch(object, patch, kind.struct) as Generated;
  } catch (error) {
    if (error instanceof PatchError) throw new CommandError(error.message);
    throw error;
  }
}
