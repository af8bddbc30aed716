import { existsSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { isJsonObject } from '../api/object';
import type { Actor } from '../runtime/env';
import { isActor } from '../runtime/own-controller';
import { UserError } from './user-error';
import type { World } from './world';

const HOW =
  'it exports what defineController returns: export const mine = defineController({ name, reconciles, reconcile })';

/** Runs the controllers of a module beside the control plane, each as a program that can fail. A UserError when it has none. */
export function runController(world: World, file: string): void {
  const path = found(file, world.options.roots);
  const actors = actorsOf(load(path));
  if (actors.length === 0) throw new UserError(`${shown(path)} has no controller: ${HOW}`);
  for (const actor of actors) {
    const isRunning = world.cluster.programs.some(({ name }) => name === actor.name);
    if (isRunning) throw new UserError(`a program "${actor.name}" runs already`);
    world.cluster.run(actor.name, [actor]);
  }
}

function found(file: string, roots: readonly string[]): string {
  const places = isAbsolute(file) ? [file] : roots.map((root) => join(root, file));
  const path = places.find((place) => existsSync(place));
  if (path !== undefined) return path;
  const looked = [...new Set(places.map(shown))].join(', ');
  throw new UserError(`there is no file "${file}"; looked for: ${looked}`);
}

function shown(path: string): string {
  return relative('.', path) || path;
}

function load(path: string): unknown {
  if (path.endsWith('.mjs') || path.endsWith('.mts')) {
    throw new UserError(`${shown(path)}: controllers are loaded as CommonJS; name it .ts or .cjs`);
  }
  if (path.endsWith('.ts')) require('./typescript');
  try {
    return require(path);
  } catch (error) {
    throw new UserError(`${shown(path)} cannot be loaded: ${(error as Error).message}`);
  }
}

/** What a module exports, one by one. */
function actorsOf(exported: unknown): Actor[] {
  if (isActor(exported)) return [exported];
  if (!isJsonObject(exported)) return [];
  const all = Object.values(exported).flatMap((each) => (Array.isArray(each) ? each : [each]));
  return [...new Set(all.filter(isActor))];
}
