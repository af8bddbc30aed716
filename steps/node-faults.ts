import {
  clockSkew,
  nodeCrash,
  nodeNetworkLoss,
  nodeShortage,
  nodeShutdown,
  zoneOutage,
} from '../src/faults';
import type { Scarce } from '../src/kubelet/machine';
import { machinesFrom, mustHaveMachine, mustHaveNodes, removeNode } from '../src/scenario/machines';
import type { World } from '../src/scenario/world';
import { incident } from './sentence';

const topic = 'What happens to nodes';
/** So long a machine is away that starts anew. */
const REBOOT = 30_000;

incident(
  topic,
  {
    en: '{node} crashes',
    ko: '{노드} 갑자기 멈춘다',
    example: ['node "node-1" crashes', '노드 "node-1"이 갑자기 멈춘다'],
  },
  (world: World, node: string) =>
    world.faults.inject(`node/${mustHaveMachine(world, node)}`, nodeCrash, { node }),
);

incident(
  topic,
  {
    en: '{node} crashes for {duration}',
    ko: '{노드} {시간} 동안 멈춘다',
    example: ['node "node-1" crashes for 2 minutes', '노드 "node-1"이 2분 동안 멈춘다'],
  },
  (world: World, node: string, duration: number) =>
    world.faults.inject(`node/${mustHaveMachine(world, node)}`, nodeCrash, { node, duration }),
);

incident(
  topic,
  {
    en: '{node} reboots',
    ko: '{노드} 재부팅된다',
    example: ['node "node-1" reboots', '노드 "node-1"이 재부팅된다'],
  },
  (world: World, node: string) =>
    world.faults.inject(`node/${mustHaveMachine(world, node)}`, nodeCrash, {
      node,
      duration: REBOOT,
    }),
);

incident(
  topic,
  {
    en: 'nodes {string} to {string} crash',
    ko: '노드 {string}부터 {string}까지 갑자기 멈춘다',
    example: ['nodes "node-1" to "node-3" crash', '노드 "node-1"부터 "node-3"까지 갑자기 멈춘다'],
  },
  (world: World, first: string, last: string) => {
    for (const node of machinesFrom(world, first, last)) {
      world.faults.inject(`node/${node}`, nodeCrash, { node });
    }
  },
);

incident(
  topic,
  {
    en: '{node} recovers',
    ko: '{노드} 되살아난다',
    example: ['node "node-1" recovers', '노드 "node-1"이 되살아난다'],
  },
  (world: World, node: string) => world.faults.undo(`node/${node}`),
);

incident(
  topic,
  {
    en: '{node} loses its network',
    ko: '{노드} 네트워크가 끊긴다',
    example: ['node "node-1" loses its network', '노드 "node-1"의 네트워크가 끊긴다'],
  },
  (world: World, node: string) =>
    world.faults.inject(`node/${mustHaveMachine(world, node)}`, nodeNetworkLoss, { node }),
);

incident(
  topic,
  {
    en: '{node} loses its network for {duration}',
    ko: '{노드} 네트워크가 {시간} 동안 끊긴다',
    example: [
      'node "node-1" loses its network for 2 minutes',
      '노드 "node-1"의 네트워크가 2분 동안 끊긴다',
    ],
  },
  (world: World, node: string, duration: number) =>
    world.faults.inject(`node/${mustHaveMachine(world, node)}`, nodeNetworkLoss, {
      node,
      duration,
    }),
);

incident(
  topic,
  {
    en: '{node} regains its network',
    ko: '{노드} 네트워크가 다시 이어진다',
    example: ['node "node-1" regains its network', '노드 "node-1"의 네트워크가 다시 이어진다'],
  },
  (world: World, node: string) => world.faults.undo(`node/${node}`),
);

incident(
  topic,
  {
    en: '{node} runs short of {shortage}',
    ko: '{노드} {자원} 부족해진다',
    example: ['node "node-1" runs short of memory', '노드 "node-1"의 메모리가 부족해진다'],
  },
  (world: World, node: string, of: Scarce) =>
    world.faults.inject(`${of}/${mustHaveMachine(world, node)}`, nodeShortage, { node, of }),
);

incident(
  topic,
  {
    en: '{node} has enough {shortage} again',
    ko: '{노드} {자원} 다시 넉넉해진다',
    example: ['node "node-1" has enough memory again', '노드 "node-1"의 메모리가 다시 넉넉해진다'],
  },
  (world: World, node: string, of: Scarce) => world.faults.undo(`${of}/${node}`),
);

incident(
  topic,
  {
    en: 'the clock of {node} is {duration} ahead',
    ko: '{노드} 시계가 {시간} 앞선다',
    example: ['the clock of node "node-1" is 2 minutes ahead', '노드 "node-1"의 시계가 2분 앞선다'],
  },
  (world: World, node: string, ahead: number) =>
    world.faults.inject(`clock/${mustHaveMachine(world, node)}`, clockSkew, { node, ahead }),
);

incident(
  topic,
  {
    en: 'the clock of {node} is {duration} behind',
    ko: '{노드} 시계가 {시간} 늦다',
    example: ['the clock of node "node-1" is 2 minutes behind', '노드 "node-1"의 시계가 2분 늦다'],
  },
  (world: World, node: string, behind: number) =>
    world.faults.inject(`clock/${mustHaveMachine(world, node)}`, clockSkew, {
      node,
      ahead: -behind,
    }),
);

incident(
  topic,
  {
    en: 'the clock of {node} is right again',
    ko: '{노드} 시계가 다시 맞는다',
    example: ['the clock of node "node-1" is right again', '노드 "node-1"의 시계가 다시 맞는다'],
  },
  (world: World, node: string) => world.faults.undo(`clock/${node}`),
);

incident(
  topic,
  {
    en: '{node} shuts down within {duration}',
    ko: '{노드} {시간} 안에 정상 종료된다',
    example: [
      'node "node-1" shuts down within 30 seconds',
      '노드 "node-1"이 30초 안에 정상 종료된다',
    ],
  },
  (world: World, node: string, grace: number) =>
    world.faults.inject(`node/${mustHaveMachine(world, node)}`, nodeShutdown, { node, grace }),
);

incident(
  topic,
  {
    en: '{node} is removed',
    ko: '{노드} 제거된다',
    example: ['node "node-1" is removed', '노드 "node-1"이 제거된다'],
  },
  (world: World, node: string) => removeNode(world, node),
);

incident(
  topic,
  {
    en: 'zone {string} goes down',
    ko: '영역 {이름} 내려간다',
    example: ['zone "a" goes down', '영역 "a"가 내려간다'],
  },
  (world: World, zone: string) =>
    world.faults.inject(`zone/${mustHaveNodes(world, zone)}`, zoneOutage, { zone }),
);

incident(
  topic,
  {
    en: 'zone {string} comes back',
    ko: '영역 {이름} 돌아온다',
    example: ['zone "a" comes back', '영역 "a"가 돌아온다'],
  },
  (world: World, zone: string) => world.faults.undo(`zone/${zone}`),
);
