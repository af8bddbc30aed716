import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { ConfigurationError } from '../scheduler';
import { UserError } from './user-error';
import type { World } from './world';

/** The kube-scheduler follows a KubeSchedulerConfiguration out of a file from now on. */
export function configureSchedulerFrom(world: World, file: string): void {
  const path = world.options.roots.map((root) => resolve(root, file)).find(existsSync);
  if (path === undefined) {
    throw new UserError(`there is no file "${file}" in: ${world.options.roots.join(', ')}`);
  }
  configureScheduler(world, readFileSync(path, 'utf8'), file);
}

/** The kube-scheduler follows this KubeSchedulerConfiguration from now on; `place` is where it stands. */
export function configureScheduler(world: World, text: string, place = 'the step'): void {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) throw new UserError(`${place}: ${error.message}`);
  try {
    world.cluster.controlPlane.configureScheduler(document.toJS());
  } catch (problem) {
    if (!(problem instanceof ConfigurationError)) throw problem;
    throw new UserError(`${place}: ${problem.message}`);
  }
}
