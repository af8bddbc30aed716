import { defineKind } from '../kind';
import type { NodeMetrics, PodMetrics } from '../schema/objects';

/** What a Pod's containers used lately; an add-on serves it, nothing is stored. */
export const PodMetricsKind = defineKind<PodMetrics>('metrics.k8s.io/v1beta1', 'PodMetrics');

/** What a node used lately. */
export const NodeMetricsKind = defineKind<NodeMetrics>('metrics.k8s.io/v1beta1', 'NodeMetrics');
