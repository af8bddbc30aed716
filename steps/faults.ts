import {
  apiServerCrash,
  apiServerUnavailable,
  containerKill,
  probeFailure,
  storeUnavailable,
} from '../src/faults';
import type { ProbeKind } from '../src/scenario/control-plane';
import { anyPodOf } from '../src/scenario/workload';
import type { World } from '../src/scenario/world';
import type { Named } from './parameters';
import { incident, meant } from './sentence';

const topic = 'Faults';

incident(
  topic,
  {
    en: 'a container of {object} is killed',
    ko: '{대상} 컨테이너 하나가 강제 종료된다',
    example: [
      'a container of Deployment "web" is killed',
      'Deployment "web"의 컨테이너 하나가 강제 종료된다',
    ],
  },
  (world: World, named: Named) => {
    const target = anyPodOf(world, meant(world, named));
    world.faults.inject(`container/${target.namespace}/${target.pod}`, containerKill, target);
  },
);

incident(
  topic,
  {
    en: 'container {string} of {object} is killed',
    ko: '{대상} 컨테이너 {이름} 강제 종료된다',
    example: [
      'container "app" of Pod "web-0" is killed',
      'Pod "web-0"의 컨테이너 "app"이 강제 종료된다',
    ],
    order: [1, 0],
  },
  (world: World, container: string, named: Named) => {
    const target = { ...anyPodOf(world, meant(world, named)), container };
    world.faults.inject(`container/${target.namespace}/${target.pod}`, containerKill, target);
  },
);

incident(
  topic,
  {
    en: 'a container of {object} runs out of memory',
    ko: '{대상} 컨테이너 하나가 메모리 부족으로 종료된다',
    example: [
      'a container of Deployment "web" runs out of memory',
      'Deployment "web"의 컨테이너 하나가 메모리 부족으로 종료된다',
    ],
  },
  (world: World, named: Named) => {
    const target = anyPodOf(world, meant(world, named));
    const options = { ...target, reason: 'OOMKilled' };
    world.faults.inject(`container/${target.namespace}/${target.pod}`, containerKill, options);
  },
);

function failProbe(world: World, named: Named, probe: ProbeKind): void {
  const { namespace, pod } = anyPodOf(world, meant(world, named));
  world.faults.inject(`probe/${namespace}/${pod}`, probeFailure, { namespace, pod, probe });
}

incident(
  topic,
  {
    en: '{object} stops answering its {probe} probe',
    ko: '{대상} {프로브} 프로브에 응답하지 않게 된다',
    example: [
      'Pod "web-0" stops answering its readiness probe',
      'Pod "web-0"이 준비성 프로브에 응답하지 않게 된다',
    ],
  },
  failProbe,
);

incident(
  topic,
  {
    en: 'a Pod of {object} stops answering its {probe} probe',
    ko: '{대상} Pod 하나가 {프로브} 프로브에 응답하지 않게 된다',
    example: [
      'a Pod of Deployment "web" stops answering its readiness probe',
      'Deployment "web"의 Pod 하나가 준비성 프로브에 응답하지 않게 된다',
    ],
  },
  failProbe,
);

incident(
  topic,
  {
    en: '{object} answers its {probe} probe again',
    ko: '{대상} {프로브} 프로브에 다시 응답한다',
    example: [
      'Pod "web-0" answers its readiness probe again',
      'Pod "web-0"이 준비성 프로브에 다시 응답한다',
    ],
  },
  (world: World, named: Named, _probe: ProbeKind) => {
    const { namespace, pod } = anyPodOf(world, meant(world, named));
    world.faults.undo(`probe/${namespace}/${pod}`);
  },
);

incident(
  topic,
  {
    en: 'the API server is unavailable',
    ko: 'API 서버가 응답하지 않는다',
    example: ['the API server is unavailable', 'API 서버가 응답하지 않는다'],
  },
  (world: World) => world.faults.inject('the API server', apiServerUnavailable, {}),
);

incident(
  topic,
  {
    en: 'the API server is unavailable for {duration}',
    ko: 'API 서버가 {시간} 동안 응답하지 않는다',
    example: [
      'the API server is unavailable for 30 seconds',
      'API 서버가 30초 동안 응답하지 않는다',
    ],
  },
  (world: World, duration: number) =>
    world.faults.inject('the API server', apiServerUnavailable, { duration }),
);

incident(
  topic,
  {
    en: 'the API server is available again',
    ko: 'API 서버가 다시 응답한다',
    example: ['the API server is available again', 'API 서버가 다시 응답한다'],
  },
  (world: World) => world.faults.undo('the API server'),
);

incident(
  topic,
  {
    en: 'the API server on {string} crashes',
    ko: '{이름} API 서버가 갑자기 멈춘다',
    example: [
      'the API server on "control-plane-2" crashes',
      '"control-plane-2"의 API 서버가 갑자기 멈춘다',
    ],
  },
  (world: World, host: string) =>
    world.faults.inject(`API server/${host}`, apiServerCrash, { host }),
);

incident(
  topic,
  {
    en: 'the API server on {string} starts again',
    ko: '{이름} API 서버가 다시 시작된다',
    example: [
      'the API server on "control-plane-2" starts again',
      '"control-plane-2"의 API 서버가 다시 시작된다',
    ],
  },
  (world: World, host: string) => world.faults.undo(`API server/${host}`),
);

incident(
  topic,
  {
    en: 'etcd is unavailable',
    ko: 'etcd가 응답하지 않는다',
    example: ['etcd is unavailable', 'etcd가 응답하지 않는다'],
  },
  (world: World) => world.faults.inject('etcd', storeUnavailable, {}),
);

incident(
  topic,
  {
    en: 'etcd is unavailable for {duration}',
    ko: 'etcd가 {시간} 동안 응답하지 않는다',
    example: ['etcd is unavailable for 30 seconds', 'etcd가 30초 동안 응답하지 않는다'],
  },
  (world: World, duration: number) => world.faults.inject('etcd', storeUnavailable, { duration }),
);

incident(
  topic,
  {
    en: 'etcd is compacted',
    ko: 'etcd가 압축된다',
    example: ['etcd is compacted', 'etcd가 압축된다'],
  },
  (world: World) => world.cluster.server.store.compact(),
);

incident(
  topic,
  {
    en: 'etcd is available again',
    ko: 'etcd가 다시 응답한다',
    example: ['etcd is available again', 'etcd가 다시 응답한다'],
  },
  (world: World) => world.faults.undo('etcd'),
);
