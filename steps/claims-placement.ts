import { wasPreferred, wasTurnedDown } from '../src/scenario/claims/placement';
import type { World } from '../src/scenario/world';
import type { Named } from './parameters';
import { claim, meant } from './sentence';

const topic = 'Claims about placement';

claim(
  topic,
  {
    en: 'the scheduler turned {node} down for {object} because of {string}',
    ko: '스케줄러가 {이름} 때문에 {대상} {노드} 두지 않았다',
    example: [
      'the scheduler turned node "node-1" down for Pod "big" because of "Insufficient cpu"',
      '스케줄러가 "Insufficient cpu" 때문에 Pod "big"을 노드 "node-1"에 두지 않았다',
    ],
    order: [2, 1, 0],
  },
  (world: World, node: string, named: Named, why: string) =>
    wasTurnedDown(meant(world, named), node, why),
);

claim(
  topic,
  {
    en: 'the scheduler preferred {node} to {node} for {object} because of {string}',
    ko: '스케줄러가 {이름} 때문에 {대상} {노드} 대신 {노드} 골랐다',
    example: [
      'the scheduler preferred node "node-2" to node "node-1" for Pod "web" because of "ImageLocality"',
      '스케줄러가 "ImageLocality" 때문에 Pod "web"에 노드 "node-1" 대신 노드 "node-2"를 골랐다',
    ],
    order: [3, 2, 1, 0],
  },
  (world: World, better: string, worse: string, named: Named, plugin: string) =>
    wasPreferred(meant(world, named), [better, worse], plugin),
);
