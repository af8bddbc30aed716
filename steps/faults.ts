import { apiServerUnavailable, containerKill, probeFailure } from '../src/faults';
import { anyPodOf } from '../src/scenario/workload';
import type { World } from '../src/scenario/world';
import type { Named } from './parameters';
import { meant, sentence } from './sentence';

const topic = 'Faults';

sentence(
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
    const pod = anyPodOf(world, meant(world, named));
    containerKill.inject(world.cluster, pod);
  },
);

sentence(
  topic,
  {
    en: '{object} stops answering its readiness probe',
    ko: '{대상} 준비성 프로브에 응답하지 않게 된다',
    example: [
      'Pod "web-0" stops answering its readiness probe',
      'Pod "web-0"이 준비성 프로브에 응답하지 않게 된다',
    ],
  },
  (world: World, named: Named) => {
    const { namespace, pod } = anyPodOf(world, meant(world, named));
    world.inject(`probe/${namespace}/${pod}`, probeFailure, { namespace, pod, probe: 'readiness' });
  },
);

sentence(
  topic,
  {
    en: 'a Pod of {object} stops answering its readiness probe',
    ko: '{대상} Pod 하나가 준비성 프로브에 응답하지 않게 된다',
    example: [
      'a Pod of Deployment "web" stops answering its readiness probe',
      'Deployment "web"의 Pod 하나가 준비성 프로브에 응답하지 않게 된다',
    ],
  },
  (world: World, named: Named) => {
    const { namespace, pod } = anyPodOf(world, meant(world, named));
    world.inject(`probe/${namespace}/${pod}`, probeFailure, { namespace, pod, probe: 'readiness' });
  },
);

sentence(
  topic,
  {
    en: 'the API server is unavailable for {duration}',
    ko: 'API 서버가 {시간} 동안 응답하지 않는다',
    example: [
      'the API server is unavailable for 30 seconds',
      'API 서버가 30초 동안 응답하지 않는다',
    ],
  },
  (world: World, duration: number) => {
    apiServerUnavailable.inject(world.cluster, { duration });
  },
);
