import { processCrash, processCrashAtWrite, watchCut, watchLag } from '../src/faults';
import { crashOf, restart } from '../src/scenario/processes';
import type { World } from '../src/scenario/world';
import { incident } from './sentence';

const topic = 'Processes';

function crash(world: World, process: string, back?: number): void {
  const options = back === undefined ? { process } : { process, back };
  world.faults.injectAnother(crashOf(process), processCrash, options);
}

function crashAtWrite(world: World, process: string, write: number, back?: number): void {
  const options = back === undefined ? { process, write } : { process, write, back };
  world.faults.injectAnother(crashOf(process), processCrashAtWrite, options);
}

incident(
  topic,
  {
    en: '{process} crashes',
    ko: '{프로세스} 갑자기 멈춘다',
    example: ['"kube-scheduler" crashes', '"kube-scheduler"가 갑자기 멈춘다'],
  },
  (world: World, process: string) => crash(world, process),
);

incident(
  topic,
  {
    en: 'the leader of {string} crashes',
    ko: '{이름} 리더가 갑자기 멈춘다',
    example: [
      'the leader of "kube-controller-manager" crashes',
      '"kube-controller-manager"의 리더가 갑자기 멈춘다',
    ],
  },
  (world: World, process: string) => crash(world, process),
);

incident(
  topic,
  {
    en: '{process} crashes and starts again after {duration}',
    ko: '{프로세스} 갑자기 멈췄다가 {시간} 뒤에 다시 시작된다',
    example: [
      '"kube-scheduler" crashes and starts again after 5 seconds',
      '"kube-scheduler"가 갑자기 멈췄다가 5초 뒤에 다시 시작된다',
    ],
  },
  (world: World, process: string, back: number) => crash(world, process, back),
);

incident(
  topic,
  {
    en: '{process} restarts',
    ko: '{프로세스} 재시작된다',
    example: ['the kubelet of node "node-1" restarts', '노드 "node-1"의 kubelet이 재시작된다'],
  },
  restart,
);

incident(
  topic,
  {
    en: '{process} crashes at its next write',
    ko: '{프로세스} 다음 쓰기에서 갑자기 멈춘다',
    example: [
      '"kube-controller-manager" crashes at its next write',
      '"kube-controller-manager"가 다음 쓰기에서 갑자기 멈춘다',
    ],
  },
  (world: World, process: string) => crashAtWrite(world, process, 1),
);

incident(
  topic,
  {
    en: '{process} crashes at its {ordinal} write from now',
    ko: '{프로세스} 지금부터 {차례} 쓰기에서 갑자기 멈춘다',
    example: [
      '"kube-controller-manager" crashes at its 3rd write from now',
      '"kube-controller-manager"가 지금부터 3번째 쓰기에서 갑자기 멈춘다',
    ],
  },
  (world: World, process: string, write: number) => crashAtWrite(world, process, write),
);

incident(
  topic,
  {
    en: '{process} crashes at its next write and starts again after {duration}',
    ko: '{프로세스} 다음 쓰기에서 갑자기 멈췄다가 {시간} 뒤에 다시 시작된다',
    example: [
      '"kube-scheduler" crashes at its next write and starts again after 5 seconds',
      '"kube-scheduler"가 다음 쓰기에서 갑자기 멈췄다가 5초 뒤에 다시 시작된다',
    ],
  },
  (world: World, process: string, back: number) => crashAtWrite(world, process, 1, back),
);

incident(
  topic,
  {
    en: '{process} crashes at its {ordinal} write from now and starts again after {duration}',
    ko: '{프로세스} 지금부터 {차례} 쓰기에서 갑자기 멈췄다가 {시간} 뒤에 다시 시작된다',
    example: [
      '"kube-scheduler" crashes at its 3rd write from now and starts again after 5 seconds',
      '"kube-scheduler"가 지금부터 3번째 쓰기에서 갑자기 멈췄다가 5초 뒤에 다시 시작된다',
    ],
  },
  crashAtWrite,
);

incident(
  topic,
  {
    en: 'the kubelet of {node} stops',
    ko: '{노드} kubelet이 멈춘다',
    example: ['the kubelet of node "node-1" stops', '노드 "node-1"의 kubelet이 멈춘다'],
  },
  (world: World, node: string) => crash(world, `kubelet/${node}`),
);

incident(
  topic,
  {
    en: '{process} starts again',
    ko: '{프로세스} 다시 시작된다',
    example: ['"kube-scheduler" starts again', '"kube-scheduler"가 다시 시작된다'],
  },
  (world: World, process: string) => world.faults.undo(crashOf(process)),
);

incident(
  topic,
  {
    en: 'the watches of {process} lag by {duration}',
    ko: '{프로세스} 워치가 {시간} 늦게 온다',
    example: [
      'the watches of "kube-scheduler" lag by 2 seconds',
      '"kube-scheduler"의 워치가 2초 늦게 온다',
    ],
  },
  (world: World, process: string, by: number) =>
    world.faults.injectAnother(`watch/${process}`, watchLag, { process, by }),
);

incident(
  topic,
  {
    en: 'the watches of {process} lag by {duration} for {duration}',
    ko: '{프로세스} 워치가 {시간} 동안 {시간} 늦게 온다',
    example: [
      'the watches of the kubelet of node "node-1" lag by 2 seconds for 1 minute',
      '노드 "node-1"의 kubelet의 워치가 1분 동안 2초 늦게 온다',
    ],
    order: [0, 2, 1],
  },
  (world: World, process: string, by: number, span: number) =>
    world.faults.injectAnother(`watch/${process}`, watchLag, { process, by, span }),
);

incident(
  topic,
  {
    en: 'the watches of {process} are cut',
    ko: '{프로세스} 워치가 끊긴다',
    example: [
      'the watches of "kube-controller-manager" are cut',
      '"kube-controller-manager"의 워치가 끊긴다',
    ],
  },
  (world: World, process: string) =>
    world.faults.injectAnother(`watch/${process}`, watchCut, { process }),
);

incident(
  topic,
  {
    en: 'the watches of {process} are cut for {duration}',
    ko: '{프로세스} 워치가 {시간} 동안 끊긴다',
    example: [
      'the watches of "kube-controller-manager" are cut for 10 seconds',
      '"kube-controller-manager"의 워치가 10초 동안 끊긴다',
    ],
  },
  (world: World, process: string, span: number) =>
    world.faults.injectAnother(`watch/${process}`, watchCut, { process, span }),
);

incident(
  topic,
  {
    en: 'the watches of {process} keep up again',
    ko: '{프로세스} 워치가 다시 제때 온다',
    example: [
      'the watches of "kube-scheduler" keep up again',
      '"kube-scheduler"의 워치가 다시 제때 온다',
    ],
  },
  (world: World, process: string) => world.faults.undo(`watch/${process}`),
);
