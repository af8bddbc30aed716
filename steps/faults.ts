import { apiServerUnavailable, containerKill, probeFailure, processCrash } from '../src/faults';
import { controlPlaneProcess, type ProbeKind } from '../src/scenario/control-plane';
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
    const target = anyPodOf(world, meant(world, named));
    world.inject(`container/${target.namespace}/${target.pod}`, containerKill, target);
  },
);

sentence(
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
    world.inject(`container/${target.namespace}/${target.pod}`, containerKill, options);
  },
);

function failProbe(world: World, named: Named, probe: ProbeKind): void {
  const { namespace, pod } = anyPodOf(world, meant(world, named));
  world.inject(`probe/${namespace}/${pod}`, probeFailure, { namespace, pod, probe });
}

sentence(
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

sentence(
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

sentence(
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
    world.undo(`probe/${namespace}/${pod}`);
  },
);

sentence(
  topic,
  {
    en: 'the leader of {string} crashes',
    ko: '{이름} 리더가 갑자기 멈춘다',
    example: [
      'the leader of "kube-controller-manager" crashes',
      '"kube-controller-manager"의 리더가 갑자기 멈춘다',
    ],
  },
  (world: World, name: string) =>
    world.injectAnother(`process/${name}`, processCrash, { process: controlPlaneProcess(name) }),
);

sentence(
  topic,
  {
    en: '{string} starts again',
    ko: '{이름} 다시 시작된다',
    example: ['"kube-scheduler" starts again', '"kube-scheduler"가 다시 시작된다'],
  },
  (world: World, name: string) => world.undo(`process/${name}`),
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
    world.inject('API server', apiServerUnavailable, { duration });
  },
);
