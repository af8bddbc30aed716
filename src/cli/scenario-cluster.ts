import { resolve } from 'node:path';
import { loadConfiguration, loadSources, loadSupport, runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import type { Cluster } from '../cluster';
import { featureGlobs, literal, UsageError } from './feature-files';
import { supportFor } from './own-steps';
import { environment } from './run';

const KEPT_WORLD = resolve(__dirname, 'kept-world.js');

/**
 * Runs the one scenario that a path names (`file` or `file:line`) and returns the cluster that it leaves. A UsageError
 * when it names none or several, or the scenario fails.
 */
export async function clusterAfter(feature: string, seed: number): Promise<Cluster> {
  const provided = {
    paths: featureGlobs([feature]),
    format: [] as string[],
    worldParameters: { wavetank: { seed } },
  };
  const { runConfiguration } = await loadConfiguration({ file: false, provided }, environment);
  const { plan, errors } = await loadSources(runConfiguration.sources, environment);
  const [error] = errors;
  if (error !== undefined) throw new UsageError(`${error.uri}: ${error.message}`);
  if (plan.length !== 1) {
    const places = plan.map(({ uri, location, name }) => `  ${uri}:${location.line}  ${name}`);
    throw new UsageError(
      plan.length === 0
        ? `${feature} names no scenario`
        : `${feature} names ${plan.length} scenarios; say which is to be served:\n${places.join('\n')}`,
    );
  }
  const paths = supportFor(plan.map(({ uri }) => uri));
  const requirePaths = [...paths.requirePaths, literal(KEPT_WORLD)];
  const support = await loadSupport(
    { ...runConfiguration, support: { ...paths, requirePaths } },
    environment,
  );
  let why = '';
  const hear = ({ testStepFinished }: Envelope): void => {
    const { status, message = '' } = testStepFinished?.testStepResult ?? {};
    if (status !== undefined && status !== 'PASSED' && why === '') why = message || status;
  };
  const { success } = await runCucumber({ ...runConfiguration, support }, environment, hear);
  if (!success)
    throw new UsageError(`${feature} did not pass, so there is nothing to serve:\n${why}`);
  // the copy that cucumber-js has loaded
  const { keptCluster } = await import('./kept-world.js');
  const cluster = keptCluster();
  if (cluster === undefined) throw new UsageError(`${feature} made no cluster`);
  return cluster;
}
