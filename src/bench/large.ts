import type { Benchmark } from './row';
import { bringUp, round } from './scale';

/** 5,000 nodes with 150,000 Pods, and what a Pod costs there beside what it costs among 15,000. */
export const largeBenchmark: Benchmark = {
  name: 'large',
  onRequest: true,
  heap: 6144,
  run(size) {
    const [nodes, pods] = size === 'full' ? [5000, 150_000] : [50, 500];
    const tenth = bringUp(nodes, pods / 100, pods / 10) / 1000;
    const seconds = bringUp(nodes, pods / 100, pods) / 1000;
    const memory = process.resourceUsage().maxRSS / 1024;
    return [
      {
        name: '150,000 Pods on 5,000 nodes',
        value: round(seconds),
        unit: 's',
        limit: 90,
        better: 'lower',
      },
      {
        name: '150,000 Pods: peak memory',
        value: Math.round(memory),
        unit: 'MB',
        limit: 6144,
        better: 'lower',
      },
      {
        name: '150,000 Pods: a Pod costs, times one of 15,000',
        value: round(seconds / tenth / 10),
        unit: 'x',
        limit: 1.15,
        better: 'lower',
      },
    ];
  },
};
