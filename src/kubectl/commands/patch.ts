import { ApiError, isApiError } from '../../api/errors';
import { goJsonError } from '../../api/go-json';
import type { Kind } from '../../api/kind';
import { findManifestFiles, ManifestError, parseValue, readTextFile } from '../../api/manifest';
import { deepEqual, type KubeObject } from '../../api/object';
import { applyJsonPatch, PatchError } from '../../api/patch/json-patch';
import { applyMergePatch } from '../../api/patch/merge-patch';
import { applyStrategicPatch } from '../../api/patch/strategic';
import type { PatchOptions, PatchType, Ref } from '../../apiserver/api';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { slashName } from '../print/name';
import { formatOf, report } from '../print/printer';
import { recorded } from '../record';
import { forEach, type Session } from '../session';
import { selectForChange } from './change';
import { recordCause } from './record-cause';

function patchText({ flags, context }: Session): string {
  if (flags.has('patch') && flags.has('patch-file')) {
    throw new CommandError('cannot specify --patch and --patch-file together');
  }
  if (flags.has('patch')) return flags.text('patch');
  if (!flags.has('patch-file')) {
    throw new CommandError(
      'must specify --patch or --patch-file containing the contents of the patch',
    );
  }
  const name = flags.text('patch-file');
  if (name === '-') return context.stdin ?? '';
  try {
    const [file] = findManifestFiles(name, context.roots);
    if (file !== undefined) return readTextFile(file);
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
  }
  throw new CommandError(`unable to read patch file: open ${name}: no such file or directory`);
}

/**
 * The patch that a text is, in JSON or YAML. What begins as JSON is the server's to read: its refusal comes when
 * the patch is sent.
 */
function parsePatch(text: string, type: PatchType): () => unknown {
  if (/^\s*\{/.test(text)) return () => readJson(text, type);
  try {
    const value = parseValue(text, 'patch');
    return () => value;
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    const words = error.kubectl.replace(/^.*error converting YAML to JSON: /, '');
    throw new CommandError(`unable to parse ${JSON.stringify(text)}: ${words}`);
  }
}

function readJson(text: string, type: PatchType): unknown {
  const error = goJsonError(text);
  const prefix = type === 'strategic' ? '' : 'error decoding patch: ';
  if (error !== undefined) throw new ApiError('BadRequest', `${prefix}${error}`);
  return JSON.parse(text);
}

function typeOf(session: Session): PatchType {
  const type = session.flags.text('type') || 'strategic';
  if (type === 'json' || type === 'merge' || type === 'strategic') return type;
  throw new CommandError(
    `--type must be one of [json merge strategic], not ${JSON.stringify(type)}`,
  );
}

function patchLocally(kind: Kind, object: KubeObject, patch: unknown, type: PatchType): KubeObject {
  try {
    if (type === 'json') return applyJsonPatch(object, patch) as KubeObject;
    if (type === 'merge') return applyMergePatch(object, patch) as KubeObject;
    return applyStrategicPatch(object, patch, kind.struct) as KubeObject;
  } catch (error) {
    if (error instanceof PatchError) throw new CommandError(error.message);
    throw error;
  }
}

function sendPatch(
  session: Session,
  kind: Kind,
  ref: Ref,
  patch: unknown,
  options: PatchOptions,
): KubeObject {
  try {
    return session.api.patch(kind, ref, patch, { ...session.writeOptions, ...options });
  } catch (error) {
    if (!isApiError(error, 'UnsupportedMediaType')) throw error;
    throw new CommandError(
      `application/strategic-merge-patch+json is not supported by ${kind.group}/${kind.version}, Kind=${kind.kind}: ${error.message}`,
    );
  }
}

/** Says what came of it: of a part by its own name, and never that it was a dry run, as the real one. */
function tell(session: Session, kind: Kind, object: KubeObject, isSame: boolean): void {
  const words = isSame ? 'patched (no change)' : 'patched';
  const shown = object.kind === 'Scale' ? { ...kind, kind: 'Scale', group: 'autoscaling' } : kind;
  if (formatOf(session).name !== '') report(session, shown, object, words);
  else session.print(`${slashName(shown, object.metadata.name)} ${words}`);
}

/** `kubectl patch`. */
export const patchCommand: Command = {
  path: 'patch',
  flags: [
    'dry-run',
    'filename',
    'local',
    'output',
    'patch',
    'patch-file',
    'recursive',
    'subresource',
    'template',
    'type',
    'kustomize',
  ],
  run(session) {
    const text = patchText(session);
    const type = typeOf(session);
    const subresource = session.flags.text('subresource');
    const patch = parsePatch(text, type);
    const selection = selectForChange(session, session.words);
    const failures = forEach(selection.items, ({ kind, object }) => {
      if (session.flags.boolean('local') || session.dryRun === 'client') {
        const patched = patchLocally(kind, object, patch(), type);
        tell(session, kind, recorded(session, patched), deepEqual(patched, object));
        return;
      }
      const { name, namespace } = object.metadata;
      const options = { type, ...(subresource === '' ? {} : { subresource }) };
      const ref = { namespace, name };
      const before = subresource === 'scale' ? session.api.getScale(kind, ref) : object;
      const patched = sendPatch(session, kind, ref, patch(), options);
      recordCause(session, kind, patched);
      tell(session, kind, patched, deepEqual(patched, before));
    });
    throwAll([...selection.errors, ...failures]);
    return undefined;
  },
};
