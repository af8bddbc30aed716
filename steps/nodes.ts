import { join } from '../src/scenario/machines';
import type { World } from '../src/scenario/world';
import { deed, sentence } from './sentence';

const topic = 'Nodes';
const DRAIN = '--ignore-daemonsets --delete-emptydir-data';

deed(
  topic,
  {
    en: 'I cordon {node}',
    ko: '{노드} 스케줄 대상에서 제외한다',
    example: ['I cordon node "node-1"', '노드 "node-1"을 스케줄 대상에서 제외한다'],
  },
  (_world: World, node: string) => `kubectl cordon ${node}`,
);

deed(
  topic,
  {
    en: 'I uncordon {node}',
    ko: '{노드} 다시 스케줄 대상으로 돌린다',
    example: ['I uncordon node "node-1"', '노드 "node-1"을 다시 스케줄 대상으로 돌린다'],
  },
  (_world: World, node: string) => `kubectl uncordon ${node}`,
);

deed(
  topic,
  {
    en: 'I drain {node}',
    ko: '{노드} 비운다',
    example: ['I drain node "node-1"', '노드 "node-1"을 비운다'],
  },
  (_world: World, node: string) => `kubectl drain ${node} ${DRAIN}`,
);

deed(
  topic,
  {
    en: 'I drain {node} for {duration}',
    ko: '{시간} 동안 {노드} 비운다',
    example: ['I drain node "node-1" for 5 minutes', '5분 동안 노드 "node-1"을 비운다'],
    order: [1, 0],
  },
  (_world: World, node: string, time: number) =>
    `kubectl drain ${node} ${DRAIN} --timeout=${time / 1000}s`,
);

deed(
  topic,
  {
    en: 'I taint {node} with {string}',
    ko: '{노드} 테인트 {이름} 건다',
    example: [
      'I taint node "node-1" with "maintenance=true:NoExecute"',
      '노드 "node-1"에 테인트 "maintenance=true:NoExecute"를 건다',
    ],
  },
  (_world: World, node: string, taint: string) =>
    `kubectl taint node ${node} '${taint}' --overwrite`,
);

deed(
  topic,
  {
    en: 'I remove the taint {string} from {node}',
    ko: '{노드} 테인트 {이름} 없앤다',
    example: [
      'I remove the taint "maintenance:NoExecute" from node "node-1"',
      '노드 "node-1"에서 테인트 "maintenance:NoExecute"를 없앤다',
    ],
    order: [1, 0],
  },
  (_world: World, taint: string, node: string) => `kubectl taint node ${node} '${taint}-'`,
);

sentence(
  topic,
  {
    en: '{node} joins',
    ko: '{노드} 합류한다',
    example: ['node "node-4" joins', '노드 "node-4"가 합류한다'],
  },
  (world: World, node: string) => join(world, node),
);

sentence(
  topic,
  {
    en: '{node} joins with {quantity} CPU(s) and {quantity} (of )memory',
    ko: '{노드} CPU {수량} 메모리 {수량} 합류한다',
    example: [
      'node "node-4" joins with 4 CPUs and 8Gi memory',
      '노드 "node-4"가 CPU 4개와 메모리 8Gi로 합류한다',
    ],
  },
  (world: World, node: string, cpu: string, memory: string) => join(world, node, { cpu, memory }),
);

sentence(
  topic,
  {
    en: '{node} joins with {quantity} CPU(s) and {quantity} (of )memory in zone {string}',
    ko: '{노드} CPU {수량} 메모리 {수량} 영역 {이름} 합류한다',
    example: [
      'node "node-4" joins with 4 CPUs and 8Gi memory in zone "a"',
      '노드 "node-4"가 CPU 4개와 메모리 8Gi로 영역 "a"에 합류한다',
    ],
  },
  (world: World, node: string, cpu: string, memory: string, zone: string) =>
    join(world, node, { cpu, memory, zone }),
);

sentence(
  topic,
  {
    en: '{node} joins in zone {string}',
    ko: '{노드} 영역 {이름} 합류한다',
    example: ['node "node-4" joins in zone "a"', '노드 "node-4"가 영역 "a"에 합류한다'],
  },
  (world: World, node: string, zone: string) => join(world, node, { zone }),
);
