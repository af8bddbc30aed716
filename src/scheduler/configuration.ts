import { isJsonObject, type JsonObject } from '../api/object';
import type { Plugin } from './framework';
import { defaultProfile } from './plugins';
import { interPodAffinityWith } from './plugins/inter-pod-affinity';
import { nodeResourcesFitWith, type ScoringStrategy } from './plugins/node-resources-fit';
import type { SchedulerProfile } from './profile';

const API_VERSION = 'kubescheduler.config.k8s.io/v1';
const PREEMPTION = 'DefaultPreemption';
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

/** A configuration that cannot be followed: what, where in the file, and what would be understood. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

function refuse(path: string, why: string): never {
  throw new ConfigurationError(`the scheduler configuration's ${path} ${why}`);
}

function object(value: unknown, path: string): JsonObject {
  return isJsonObject(value) ? value : refuse(path, 'must be an object');
}

function list(value: unknown, path: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : refuse(path, 'must be a list');
}

function number(value: unknown, path: string, fallback: number): number {
  if (value === undefined || value === null) return fallback;
  return typeof value === 'number' ? value : refuse(path, 'must be a number');
}

function only(value: JsonObject, path: string, known: readonly string[]): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) {
      refuse(`${path}.${key}`, `is not simulated; what is: ${known.join(', ')}`);
    }
  }
}

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
    percentageOfNodes: percentage(root.percentageOfNodesToScore, 'percentageOfNodesToScore'),
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

function percentage(value: unknown, path: string): number | undefined {
  const share = number(value, path, 0);
  if (share < 0 || share > 100) refuse(path, 'must be between 0 and 100');
  return share === 0 ? undefined : share;
}

function profileOf(
  value: unknown,
  path: string,
  shared: Omit<SchedulerProfile, 'name' | 'plugins' | 'preempts'>,
): SchedulerProfile {
  const profile = object(value, path);
  only(profile, path, ['schedulerName', 'plugins', 'pluginConfig', 'percentageOfNodesToScore']);
  const configured = withArguments(list(profile.pluginConfig, `${path}.pluginConfig`), path);
  const plugins = object(profile.plugins ?? {}, `${path}.plugins`);
  const own = percentage(profile.percentageOfNodesToScore, `${path}.percentageOfNodesToScore`);
  return {
    ...shared,
    ...(own === undefined ? {} : { percentageOfNodes: own }),
    name: typeof profile.schedulerName === 'string' ? profile.schedulerName : 'default-scheduler',
    ...chosen(configured, plugins, `${path}.plugins`),
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
  told: JsonObject,
  path: string,
): Pick<SchedulerProfile, 'plugins' | 'preempts'> {
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
  return { plugins, preempts: isIn(PREEMPTION, all, post) };
}

function withoutFilter({ prepare: _prepare, filter: _filter, ...plugin }: Plugin): Plugin {
  return plugin;
}

function withoutScore(plugin: Plugin): Plugin {
  const { score: _score, prepareScore: _prepareScore, normalize: _normalize, ...rest } = plugin;
  return rest;
}

/** The default plugins, those with arguments as these say. */
function withArguments(told: readonly unknown[], at: string): ReadonlyMap<string, Plugin> {
  const plugins = new Map(defaultProfile.map((plugin) => [plugin.name, plugin]));
  told.forEach((item, index) => {
    const path = `${at}.pluginConfig[${index}]`;
    const { name, args: value = {} } = object(item, path);
    const args = object(value, `${path}.args`);
    const { apiVersion: _apiVersion, kind: _kind, ...own } = args;
    if (name === 'NodeResourcesFit') {
      only(own, `${path}.args`, ['scoringStrategy']);
      plugins.set(name, nodeResourcesFitWith(strategyOf(own.scoringStrategy, `${path}.args`)));
    } else if (name === 'InterPodAffinity') {
      only(own, `${path}.args`, ['hardPodAffinityWeight']);
      const where = `${path}.args.hardPodAffinityWeight`;
      plugins.set(name, interPodAffinityWith(number(own.hardPodAffinityWeight, where, 1)));
    } else if (Object.keys(own).length > 0) {
      refuse(
        `${path}.args`,
        `are not simulated for ${String(name)}; they are for NodeResourcesFit and InterPodAffinity`,
      );
    }
  });
  return plugins;
}

function strategyOf(value: unknown, at: string): ScoringStrategy {
  const path = `${at}.scoringStrategy`;
  const told = object(value ?? {}, path);
  only(told, path, ['type', 'resources']);
  const type = told.type ?? 'LeastAllocated';
  if (type !== 'LeastAllocated' && type !== 'MostAllocated') {
    refuse(`${path}.type`, 'must be LeastAllocated or MostAllocated; others are not simulated');
  }
  const weights = { cpu: 1, memory: 1 };
  const resources = list(told.resources, `${path}.resources`);
  if (resources.length > 0) Object.assign(weights, { cpu: 0, memory: 0 });
  resources.forEach((item, index) => {
    const where = `${path}.resources[${index}]`;
    const { name, weight } = object(item, where);
    if (name !== 'cpu' && name !== 'memory') {
      refuse(`${where}.name`, 'must be cpu or memory; others are not simulated');
    }
    weights[name as 'cpu' | 'memory'] = number(weight, where, 1);
  });
  return { type: type as ScoringStrategy['type'], ...weights };
}
