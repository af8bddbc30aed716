import type { JsonObject } from '../api/object';
import { list, number, object, only, percentage, refuse } from './configuration-value';
import type { Plugin } from './framework';
import { PREEMPTION, pluginsWith, preemptionLimits } from './plugin-arguments';
import type { PreemptionLimits, SchedulerProfile } from './profile';

const API_VERSION = 'kubescheduler.config.k8s.io/v1';
/** Plugins that are part of the machine here: they can neither be left out nor told anything. */
const BUILT_IN: ReadonlySet<string> = new Set([
  'PrioritySort',
  'SchedulingGates',
  'DefaultBinder',
  'DynamicResources',
]);
/** Fields that change nothing here: how the real process is run. */
const OF_THE_PROCESS: ReadonlySet<string> = new Set([
  'apiVersion',
  'kind',
  'parallelism',
  'leaderElection',
  'clientConnection',
  'healthzBindAddress',
  'metricsBindAddress',
  'enableProfiling',
  'enableContentionProfiling',
  'delayCacheUntilActive',
]);

/**
 * The profiles that a KubeSchedulerConfiguration (v1) describes. Extenders and whatever else is not simulated
 * are refused with their place in the file. upstream: pkg/scheduler/apis/config
 */
export function profilesOf(configuration: unknown): readonly SchedulerProfile[] {
  const root = object(configuration, 'root');
  if (root.apiVersion !== API_VERSION || root.kind !== 'KubeSchedulerConfiguration') {
    refuse('apiVersion and kind', `must be ${API_VERSION} and KubeSchedulerConfiguration`);
  }
  if (list(root.extenders, 'extenders').length > 0) {
    refuse('extenders', 'are not simulated: nothing outside the cluster is asked');
  }
  const mine = ['profiles', 'extenders', 'percentageOfNodesToScore'];
  const timings = ['podInitialBackoffSeconds', 'podMaxBackoffSeconds'];
  only(root, 'root', [...OF_THE_PROCESS, ...mine, ...timings]);
  const shared = {
    percentageOfNodes: share(root.percentageOfNodesToScore, 'percentageOfNodesToScore'),
    backoffFirst: number(root.podInitialBackoffSeconds, 'podInitialBackoffSeconds', 1) * 1000,
    backoffMax: number(root.podMaxBackoffSeconds, 'podMaxBackoffSeconds', 10) * 1000,
  };
  const told = list(root.profiles, 'profiles');
  const profiles = (told.length === 0 ? [{}] : told).map((profile, index) =>
    profileOf(profile, `profiles[${index}]`, shared),
  );
  const names = profiles.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) refuse('profiles', `have the schedulerName "${twice}" twice`);
  return profiles;
}

/** A part of the nodes; 0 leaves it to their number. */
function share(value: unknown, path: string): number | undefined {
  const told = percentage(value, path, 0);
  return told === 0 ? undefined : told;
}

function profileOf(
  value: unknown,
  path: string,
  shared: Omit<SchedulerProfile, 'name' | 'plugins' | 'preemption'>,
): SchedulerProfile {
  const profile = object(value, path);
  only(profile, path, ['schedulerName', 'plugins', 'pluginConfig', 'percentageOfNodesToScore']);
  const told = list(profile.pluginConfig, `${path}.pluginConfig`);
  const configured = pluginsWith(told, `${path}.pluginConfig`);
  const limits = preemptionLimits(told, `${path}.pluginConfig`);
  const plugins = object(profile.plugins ?? {}, `${path}.plugins`);
  const own = share(profile.percentageOfNodesToScore, `${path}.percentageOfNodesToScore`);
  return {
    ...shared,
    ...(own === undefined ? {} : { percentageOfNodes: own }),
    name: typeof profile.schedulerName === 'string' ? profile.schedulerName : 'default-scheduler',
    ...chosen(configured, limits, plugins, `${path}.plugins`),
  };
}

interface Named {
  readonly name: string;
  readonly weight: number | undefined;
}

interface PluginSet {
  readonly enabled: readonly Named[];
  readonly disabled: ReadonlySet<string>;
}

function pluginSet(value: unknown, path: string, known: ReadonlySet<string>): PluginSet {
  const set = object(value ?? {}, path);
  only(set, path, ['enabled', 'disabled']);
  const named = (key: string) =>
    list(set[key], `${path}.${key}`).map((item, index): Named => {
      const where = `${path}.${key}[${index}]`;
      const { name, weight } = object(item, where);
      if (typeof name !== 'string') return refuse(`${where}.name`, 'must be a text');
      const isAll = name === '*' && key === 'disabled';
      if (!isAll && !known.has(name) && !BUILT_IN.has(name)) {
        refuse(where, `names no plugin: "${name}"; there are: ${[...known].join(', ')}`);
      }
      return { name, weight: weight === undefined ? undefined : number(weight, where, 1) };
    });
  return {
    enabled: named('enabled'),
    disabled: new Set(named('disabled').map(({ name }) => name)),
  };
}

/** The plugins that are left, in their order, with their weights. */
function chosen(
  configured: ReadonlyMap<string, Plugin>,
  limits: PreemptionLimits,
  told: JsonObject,
  path: string,
): Pick<SchedulerProfile, 'plugins' | 'preemption'> {
  only(told, path, ['multiPoint', 'filter', 'score', 'postFilter']);
  const known = new Set([...configured.keys(), PREEMPTION]);
  const setOf = (point: string) => pluginSet(told[point], `${path}.${point}`, known);
  const [all, filter, score, post] = ['multiPoint', 'filter', 'score', 'postFilter'].map(setOf) as [
    PluginSet,
    PluginSet,
    PluginSet,
    PluginSet,
  ];
  const isIn = (name: string, ...sets: readonly PluginSet[]) =>
    sets.every(
      ({ enabled, disabled }) =>
        enabled.some((one) => one.name === name) || !(disabled.has(name) || disabled.has('*')),
    );
  const plugins: Plugin[] = [];
  for (const [name, plugin] of configured) {
    if (!isIn(name, all)) continue;
    const weight = [...all.enabled, ...score.enabled].findLast((one) => one.name === name)?.weight;
    let kept: Plugin = weight === undefined ? plugin : { ...plugin, weight };
    if (!isIn(name, filter)) kept = withoutFilter(kept);
    if (!isIn(name, score)) kept = withoutScore(kept);
    plugins.push(kept);
  }
  return { plugins, preemption: isIn(PREEMPTION, all, post) ? limits : undefined };
}

function withoutFilter({ prepare: _prepare, filter: _filter, ...plugin }: Plugin): Plugin {
  return plugin;
}

function withoutScore(plugin: Plugin): Plugin {
  const { score: _score, prepareScore: _prepareScore, normalize: _normalize, ...rest } = plugin;
  return rest;
}
