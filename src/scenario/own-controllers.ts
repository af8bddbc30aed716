import { isActor } from '../runtime/own-controller';
import { exportsOf, findModule, shownPath } from './own-module';
import { UserError } from './user-error';
import type { World } from './world';

const HOW =
  'it exports what defineController returns: export const mine = defineController({ name, reconciles, reconcile })';

/** Runs the controllers of a module beside the control plane, each as a program that can fail. A UserError when it has none. */
export function runController(world: World, file: string): void {
  const path = findModule(file, world.options.roots);
  const actors = exportsOf(path).filter(isActor);
  if (actors.length === 0) throw new UserError(`${shownPath(path)} has no controller: ${HOW}`);
  for (const actor of actors) {
    const isRunning = world.cluster.programs.some(({ name }) => name === actor.name);
    if (isRunning) throw new UserError(`a program "${actor.name}" runs already`);
    world.cluster.run(actor.name, [actor]);
  }
}
