import type { Duration } from '../sim/loop';

const SECOND = 1000;

/** How the HorizontalPodAutoscaler looks and decides. */
export interface AutoscalingSettings {
  /** kube-controller-manager --horizontal-pod-autoscaler-sync-period */
  readonly period: Duration;
  /** How long it takes to read the metrics of one autoscaler, and to decide. */
  readonly look: Duration;
  /** --horizontal-pod-autoscaler-tolerance */
  readonly tolerance: number;
  /** --horizontal-pod-autoscaler-downscale-stabilization */
  readonly downscaleStabilization: Duration;
  /** --horizontal-pod-autoscaler-cpu-initialization-period */
  readonly cpuInitialization: Duration;
  /** --horizontal-pod-autoscaler-initial-readiness-delay */
  readonly initialReadiness: Duration;
}

/** The timings of a cluster, in milliseconds; the defaults are those of Kubernetes v1.34. */
export interface Settings {
  /**
   * kube-controller-manager --cluster-cidr: from here each Node gets a range for its Pods; nobody gives any when
   * it is empty.
   */
  readonly podNetworks: readonly string[];
  /** kube-controller-manager --node-monitor-period */
  readonly nodeMonitorPeriod: Duration;
  /** kube-controller-manager --node-monitor-grace-period (50 s since v1.32) */
  readonly nodeMonitorGracePeriod: Duration;
  /** kube-controller-manager --node-eviction-rate, in nodes a second */
  readonly nodeEvictionRate: number;
  /** kube-controller-manager --secondary-node-eviction-rate */
  readonly secondaryNodeEvictionRate: number;
  /** kube-controller-manager --unhealthy-zone-threshold */
  readonly unhealthyZoneThreshold: number;
  /** kube-controller-manager --large-cluster-size-threshold */
  readonly largeClusterSize: number;
  /** How often a kubelet renews its Lease. */
  readonly leaseRenewal: Duration;
  /** kubelet nodeStatusReportFrequency */
  readonly nodeStatusReport: Duration;
  /**
   * How long a look of a controller that writes keeps its worker: requests take time. What happens meanwhile is
   * seen together afterwards, as in life.
   */
  readonly controllerLook: Duration;
  /** How much longer for each thing that it wrote, its Events among them. */
  readonly controllerRequest: Duration;
  /** How long the node controller takes to mark one Pod of a silent node as not ready. */
  readonly podMarking: Duration;
  /** How long the Job controller gathers what it hears of Pods. upstream: SyncJobBatchPeriod */
  readonly jobSync: Duration;
  /** How long the scheduler is taken up by one Pod. */
  readonly schedulingCycle: Duration;
  /** How long it takes to bind a Pod that was given a node; the scheduler does not wait for it. */
  readonly binding: Duration;
  readonly autoscaling: AutoscalingSettings;
}

export const defaultSettings: Settings = {
  podNetworks: ['10.244.0.0/14', '10.248.0.0/13', '100.64.0.0/10'],
  nodeMonitorPeriod: 5 * SECOND,
  nodeMonitorGracePeriod: 50 * SECOND,
  nodeEvictionRate: 0.1,
  secondaryNodeEvictionRate: 0.01,
  unhealthyZoneThreshold: 0.55,
  largeClusterSize: 50,
  leaseRenewal: 10 * SECOND,
  nodeStatusReport: 300 * SECOND,
  controllerLook: 20,
  controllerRequest: 0,
  podMarking: 0,
  jobSync: SECOND,
  schedulingCycle: 0,
  binding: 0,
  autoscaling: {
    period: 15 * SECOND,
    look: 20,
    tolerance: 0.1,
    downscaleStabilization: 300 * SECOND,
    cpuInitialization: 300 * SECOND,
    initialReadiness: 30 * SECOND,
  },
};
