import { nodeCrash, nodeNetworkLoss, zoneOutage } from '../src/faults';
import type { World } from '../src/scenario/world';
import { sentence } from './sentence';

const topic = 'Nodes';
const DRAIN = '--ignore-daemonsets --delete-emptydir-data';

sentence(
  topic,
  {
    en: 'I cordon {node}',
    ko: '{노드} 스케줄 대상에서 제외한다',
    example: ['I cordon node "node-1"', '노드 "node-1"을 스케줄 대상에서 제외한다'],
  },
  (world: World, node: string) => world.run(`kubectl cordon ${node}`),
);

sentence(
  topic,
  {
    en: 'I uncordon {node}',
    ko: '{노드} 다시 스케줄 대상으로 돌린다',
    example: ['I uncordon node "node-1"', '노드 "node-1"을 다시 스케줄 대상으로 돌린다'],
  },
  (world: World, node: string) => world.run(`kubectl uncordon ${node}`),
);

sentence(
  topic,
  {
    en: 'I drain {node}',
    ko: '{노드} 비운다',
    example: ['I drain node "node-1"', '노드 "node-1"을 비운다'],
  },
  (world: World, node: string) => world.run(`kubectl drain ${node} ${DRAIN}`),
);

sentence(
  topic,
  {
    en: 'I try to drain {node} for {duration}',
    ko: '{시간} 동안 {노드} 비워 본다',
    example: ['I try to drain node "node-1" for 5 minutes', '5분 동안 노드 "node-1"을 비워 본다'],
    order: [1, 0],
  },
  (world: World, node: string, time: number) =>
    world.tryToRun(`kubectl drain ${node} ${DRAIN} --timeout=${time / 1000}s`),
);

sentence(
  topic,
  {
    en: 'I label {node} with {string}',
    ko: '{노드} 레이블 {이름} 붙인다',
    example: [
      'I label node "node-1" with "disk=ssd"',
      '노드 "node-1"에 레이블 "disk=ssd"를 붙인다',
    ],
  },
  (world: World, node: string, label: string) =>
    world.run(`kubectl label node ${node} '${label}' --overwrite`),
);

sentence(
  topic,
  {
    en: 'I taint {node} with {string}',
    ko: '{노드} 테인트 {이름} 건다',
    example: [
      'I taint node "node-1" with "maintenance=true:NoExecute"',
      '노드 "node-1"에 테인트 "maintenance=true:NoExecute"를 건다',
    ],
  },
  (world: World, node: string, taint: string) =>
    world.run(`kubectl taint node ${node} '${taint}' --overwrite`),
);

sentence(
  topic,
  {
    en: '{node} joins',
    ko: '{노드} 합류한다',
    example: ['node "node-4" joins', '노드 "node-4"가 합류한다'],
  },
  (world: World, node: string) => world.join(node, {}),
);

sentence(
  topic,
  {
    en: '{node} joins with {quantity} CPU(s) and {quantity} memory',
    ko: '{노드} CPU {수량} 메모리 {수량} 합류한다',
    example: [
      'node "node-4" joins with 4 CPUs and 8Gi memory',
      '노드 "node-4"가 CPU 4개와 메모리 8Gi로 합류한다',
    ],
  },
  (world: World, node: string, cpu: string, memory: string) => world.join(node, { cpu, memory }),
);

sentence(
  topic,
  {
    en: '{node} crashes',
    ko: '{노드} 갑자기 멈춘다',
    example: ['node "node-1" crashes', '노드 "node-1"이 갑자기 멈춘다'],
  },
  (world: World, node: string) => world.inject(`node/${node}`, nodeCrash, { node }),
);

sentence(
  topic,
  {
    en: '{node} recovers',
    ko: '{노드} 되살아난다',
    example: ['node "node-1" recovers', '노드 "node-1"이 되살아난다'],
  },
  (world: World, node: string) => world.undo(`node/${node}`),
);

sentence(
  topic,
  {
    en: '{node} loses its network',
    ko: '{노드} 네트워크가 끊긴다',
    example: ['node "node-1" loses its network', '노드 "node-1"의 네트워크가 끊긴다'],
  },
  (world: World, node: string) => world.inject(`node/${node}`, nodeNetworkLoss, { node }),
);

sentence(
  topic,
  {
    en: '{node} is removed',
    ko: '{노드} 제거된다',
    example: ['node "node-1" is removed', '노드 "node-1"이 제거된다'],
  },
  (world: World, node: string) => world.remove(node),
);

sentence(
  topic,
  {
    en: 'zone {string} goes down',
    ko: '영역 {이름} 내려간다',
    example: ['zone "a" goes down', '영역 "a"가 내려간다'],
  },
  (world: World, zone: string) => world.inject(`zone/${zone}`, zoneOutage, { zone }),
);

sentence(
  topic,
  {
    en: 'zone {string} comes back',
    ko: '영역 {이름} 돌아온다',
    example: ['zone "a" comes back', '영역 "a"가 돌아온다'],
  },
  (world: World, zone: string) => world.undo(`zone/${zone}`),
);
