import type { JsonObject } from '../api/object';
import type { NodeAffinity, TopologySpreadConstraint } from '../api/schema/objects';
import { list, number, object, only, percentage, refuse } from './configuration-value';
import type { Plugin } from './framework';
import { defaultProfile } from './plugins';
import { interPodAffinityWith } from './plugins/inter-pod-affinity';
import { nodeAffinityWith } from './plugins/node-affinity';
import {
  nodeResourcesFitWith,
  type ScoringStrategy,
  type ShapePoint,
} from './plugins/node-resources-fit';
import { podTopologySpreadWith } from './plugins/pod-topology-spread';
import { defaultScheduler, type PreemptionLimits } from './profile';
import { type SpreadDefaults, SYSTEM_DEFAULTS } from './spread-constraint';

/** Makes room for Pods; no filter and no score. */
export const PREEMPTION = 'DefaultPreemption';

/** What a plugin becomes with its arguments; `path` is where they stand in the file. */
type Configure = (args: JsonObject, path: string) => Plugin;

const CONFIGURE: Readonly<Record<string, Configure>> = {
  InterPodAffinity(args, path) {
    only(args, path, ['hardPodAffinityWeight']);
    const where = `${path}.hardPodAffinityWeight`;
    return interPodAffinityWith(number(args.hardPodAffinityWeight, where, 1));
  },
  NodeAffinity(args, path) {
    only(args, path, ['addedAffinity']);
    return nodeAffinityWith(affinityOf(args.addedAffinity, `${path}.addedAffinity`));
  },
  NodeResourcesFit(args, path) {
    only(args, path, ['scoringStrategy']);
    return nodeResourcesFitWith(strategyOf(args.scoringStrategy, `${path}.scoringStrategy`));
  },
  PodTopologySpread(args, path) {
    only(args, path, ['defaultConstraints', 'defaultingType']);
    return podTopologySpreadWith(spreadDefaultsOf(args, path));
  },
};

/** Arguments by plugin. */
function* argumentsOf(
  told: readonly unknown[],
  at: string,
): Iterable<readonly [name: string, args: JsonObject, path: string]> {
  for (const [index, item] of told.entries()) {
    const path = `${at}[${index}]`;
    const { name, args: value = {} } = object(item, path);
    const { apiVersion: _apiVersion, kind: _kind, ...own } = object(value, `${path}.args`);
    yield [String(name), own as JsonObject, `${path}.args`];
  }
}

/** The default plugins, those with arguments as these say; a ConfigurationError for what is not simulated. */
export function pluginsWith(told: readonly unknown[], at: string): ReadonlyMap<string, Plugin> {
  const plugins = new Map(defaultProfile.map((plugin) => [plugin.name, plugin]));
  for (const [name, args, path] of argumentsOf(told, at)) {
    if (name === PREEMPTION || Object.keys(args).length === 0) continue;
    const configure = CONFIGURE[name];
    if (configure === undefined) {
      const known = [...Object.keys(CONFIGURE), PREEMPTION].join(', ');
      refuse(path, `are not simulated for ${name}; they are for ${known}`);
    }
    plugins.set(name, configure(args, path));
  }
  return plugins;
}

/** How far preemption looks. upstream: DefaultPreemptionArgs */
export function preemptionLimits(told: readonly unknown[], at: string): PreemptionLimits {
  let limits = defaultScheduler.preemption as PreemptionLimits;
  for (const [name, args, path] of argumentsOf(told, at)) {
    if (name !== PREEMPTION) continue;
    only(args, path, ['minCandidateNodesPercentage', 'minCandidateNodesAbsolute']);
    const share = `${path}.minCandidateNodesPercentage`;
    const count = `${path}.minCandidateNodesAbsolute`;
    limits = {
      candidatesPercentage: percentage(
        args.minCandidateNodesPercentage,
        share,
        limits.candidatesPercentage,
      ),
      candidatesMin: number(args.minCandidateNodesAbsolute, count, limits.candidatesMin),
    };
  }
  return limits;
}

function affinityOf(value: unknown, path: string): NodeAffinity {
  const affinity = object(value ?? {}, path);
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
  only(affinity, path, [required, preferred]);
  const terms = object(affinity[required] ?? {}, `${path}.${required}`).nodeSelectorTerms;
  const at = `${path}.${required}.nodeSelectorTerms`;
  for (const [index, term] of list(terms, at).entries()) {
    only(object(term, `${at}[${index}]`), `${at}[${index}]`, ['matchExpressions', 'matchFields']);
  }
  for (const [index, item] of list(affinity[preferred], `${path}.${preferred}`).entries()) {
    only(object(item, `${path}.${preferred}[${index}]`), path, ['weight', 'preference']);
  }
  return affinity as NodeAffinity;
}

function spreadDefaultsOf(args: JsonObject, path: string): SpreadDefaults {
  const type = args.defaultingType ?? 'System';
  const at = `${path}.defaultConstraints`;
  const constraints = list(args.defaultConstraints, at);
  if (type !== 'System' && type !== 'List') {
    refuse(`${path}.defaultingType`, 'must be System or List');
  }
  if (type === 'System') {
    if (constraints.length > 0) refuse(at, 'must be empty when defaultingType is System');
    return SYSTEM_DEFAULTS;
  }
  constraints.forEach((item, index) => {
    const where = `${at}[${index}]`;
    const { whenUnsatisfiable: action, ...rest } = object(item, where);
    only(rest as JsonObject, where, ['maxSkew', 'topologyKey']);
    if (action !== 'DoNotSchedule' && action !== 'ScheduleAnyway') {
      refuse(`${where}.whenUnsatisfiable`, 'must be DoNotSchedule or ScheduleAnyway');
    }
    if (number(rest.maxSkew, `${where}.maxSkew`, 0) < 1) {
      refuse(`${where}.maxSkew`, 'must be greater than zero');
    }
    if (typeof rest.topologyKey !== 'string') refuse(`${where}.topologyKey`, 'must be a text');
  });
  return { constraints: constraints as readonly TopologySpreadConstraint[], isSystem: false };
}

const STRATEGIES = ['LeastAllocated', 'MostAllocated', 'RequestedToCapacityRatio'] as const;

function strategyOf(value: unknown, path: string): ScoringStrategy {
  const told = object(value ?? {}, path);
  only(told, path, ['type', 'resources', 'requestedToCapacityRatio']);
  const type = STRATEGIES.find((known) => known === (told.type ?? 'LeastAllocated'));
  if (type === undefined) refuse(`${path}.type`, `must be one of ${STRATEGIES.join(', ')}`);
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
  const shape = shapeOf(told.requestedToCapacityRatio, `${path}.requestedToCapacityRatio`);
  if (type === 'RequestedToCapacityRatio' && shape.length === 0) {
    refuse(`${path}.requestedToCapacityRatio.shape`, 'must have at least one point');
  }
  return { type, ...weights, shape };
}

function shapeOf(value: unknown, path: string): readonly ShapePoint[] {
  const told = object(value ?? {}, path);
  only(told, path, ['shape']);
  let last = -1;
  return list(told.shape, `${path}.shape`).map((item, index) => {
    const where = `${path}.shape[${index}]`;
    const point = object(item, where);
    only(point, where, ['utilization', 'score']);
    const utilization = percentage(point.utilization, `${where}.utilization`, 0);
    const score = number(point.score, `${where}.score`, 0);
    if (score < 0 || score > 10) refuse(`${where}.score`, 'must be between 0 and 10');
    if (utilization <= last) refuse(`${where}.utilization`, 'must be higher than the one before');
    last = utilization;
    return { utilization, score };
  });
}
