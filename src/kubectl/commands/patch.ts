import type { Kind } from '../../api/kind';
import {
  findManifestFiles,
  ManifestError,
  parseManifests,
  readTextFile,
  resolvePlain,
} from '../../api/manifest';
import { deepEqual, type KubeObject } from '../../api/object';
import { applyJsonPatch, PatchError } from '../../api/patch/json-patch';
import { applyMergePatch } from '../../api/patch/merge-patch';
import { applyStrategicPatch } from '../../api/patch/strategic';
import type { PatchType } from '../../apiserver/api';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { report } from '../print/printer';
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
  const [file] = findManifestFiles(name, context.roots);
  if (file === undefined)
    throw new CommandError(`unable to read patch file: open ${name}: no such file or directory`);
  return readTextFile(file);
}

function parsePatch(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // no JSON: it may be YAML
  }
  try {
    if (/^\s*-/.test(text)) return parseManifests(`list:\n${text}`, 'patch')[0]?.object.list;
    const [manifest] = parseManifests(text, 'patch');
    return manifest === undefined ? resolvePlain(text.trim()) : manifest.object;
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    throw new CommandError(
      `unable to parse ${JSON.stringify(text)}: ${error.kubectl.replace(/^.*error converting YAML to JSON: /, '')}`,
    );
  }
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
    const patch = parsePatch(text);
    const selection = selectForChange(session, session.words);
    const failures = forEach(selection.items, ({ kind, object }) => {
      if (session.flags.boolean('local') || session.dryRun === 'client') {
        const patched = patchLocally(kind, object, patch, type);
        report(
          session,
          kind,
          recorded(session, patched),
          deepEqual(patched, object) ? 'patched (no change)' : 'patched',
        );
        return;
      }
      const { name, namespace } = object.metadata;
      const patched = session.api.patch(kind, { namespace, name }, patch, {
        ...session.writeOptions,
        type,
        ...(subresource === '' ? {} : { subresource }),
      });
      recordCause(session, kind, patched);
      report(
        session,
        kind,
        patched,
        deepEqual(patched, object) ? 'patched (no change)' : 'patched',
      );
    });
    throwAll([...selection.errors, ...failures]);
    return undefined;
  },
};
