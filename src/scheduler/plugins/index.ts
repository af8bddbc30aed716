import type { Profile } from '../framework';
import { balancedAllocation } from './balanced-allocation';
import { dynamicResources } from './dynamic-resources';
import { imageLocality } from './image-locality';
import { interPodAffinity } from './inter-pod-affinity';
import { nodeAffinity } from './node-affinity';
import { nodeName } from './node-name';
import { nodePorts } from './node-ports';
import { nodeResourcesFit } from './node-resources-fit';
import { nodeUnschedulable } from './node-unschedulable';
import { nodeVolumeLimits } from './node-volume-limits';
import { podTopologySpread } from './pod-topology-spread';
import { taintToleration } from './taint-toleration';
import { volumeBinding } from './volume-binding';
import { volumeRestrictions } from './volume-restrictions';
import { volumeZone } from './volume-zone';

/** The default profile: the plugins in the order in which they are asked. upstream: scheduler/apis/config/v1 defaults */
export const defaultProfile: Profile = [
  nodeUnschedulable,
  nodeName,
  taintToleration,
  nodeAffinity,
  nodePorts,
  dynamicResources,
  nodeResourcesFit,
  volumeRestrictions,
  nodeVolumeLimits,
  volumeBinding,
  volumeZone,
  podTopologySpread,
  interPodAffinity,
  balancedAllocation,
  imageLocality,
];
