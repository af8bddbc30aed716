import { findManifestFiles, ManifestError, parseManifests, readTextFile } from '../../api/manifest';
import { isJsonObject, type JsonObject } from '../../api/object';
import { applyStrategicPatch } from '../../api/patch/strategic';
import { decode } from '../../api/schema/decode';
import { DecodeError } from '../../api/schema/decode-error';
import type { Container } from '../../api/schema/objects';
import { structOf } from '../../api/schema/schema';
import { CommandError } from '../errors';
import type { Session } from '../session';

const CONTAINER = structOf('io.k8s.api.core.v1.Container');
/** What the command line says of the container, and the container's place in its Pod. */
const FIXED = ['name', 'command', 'image', 'lifecycle', 'volumeDevices'];

function textOf({ context }: Session, name: string): string {
  try {
    const [file] = findManifestFiles(name, context.roots);
    if (file !== undefined) return readTextFile(file);
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
  }
  throw new CommandError(
    `must pass a container spec json file for custom profile: open ${name}: no such file or directory`,
  );
}

/** What the file of `--custom` says of the debugging container; undefined without one. upstream: kubectl debug, Complete */
export function customOf(session: Session): JsonObject | undefined {
  const name = session.flags.text('custom');
  if (name === '') return undefined;
  try {
    const [first] = parseManifests(textOf(session, name), name);
    const given = first?.object ?? {};
    const { value } = decode(CONTAINER, given);
    const found = JSON.parse(JSON.stringify(value)) as JsonObject;
    return Object.fromEntries(Object.entries(found).filter(([key]) => key in given));
  } catch (error) {
    if (!(error instanceof ManifestError) && !(error instanceof DecodeError)) throw error;
    throw new CommandError(`${name} does not contain a valid container spec: ${error.message}`);
  }
}

/** An error when the file wants to say what it may not. */
export function checkCustom(custom: JsonObject | undefined): void {
  if (custom !== undefined && FIXED.some((field) => custom[field] !== undefined)) {
    throw new CommandError(
      'name, command, image, lifecycle and volume devices are not modifiable via custom profile',
    );
  }
}

/** The container with what the file of `--custom` says of it: it comes after the flags and the profile. */
export function customized<T extends Pick<Container, 'name'>>(session: Session, container: T): T {
  const custom = customOf(session);
  if (custom === undefined) return container;
  const merged = applyStrategicPatch(container, custom, CONTAINER);
  return isJsonObject(merged) ? (merged as unknown as T) : container;
}
