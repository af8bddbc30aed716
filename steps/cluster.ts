import type { DataTable } from '@cucumber/cucumber';
import { grant, grantClusterRole, grantEverywhere } from '../src/scenario/access';
import { replicateControlPlane } from '../src/scenario/control-plane';
import { setFeatureGate } from '../src/scenario/feature-gates';
import { addMachines, nodesLike, nodesOfTable } from '../src/scenario/machines';
import {
  configureScheduler,
  configureSchedulerFrom,
} from '../src/scenario/scheduler-configuration';
import type { World } from '../src/scenario/world';
import { sentence } from './sentence';

const topic = 'The world';

sentence(
  topic,
  {
    en: 'a cluster with {number} node(s)',
    ko: '노드(가) {숫자} 클러스터',
    example: ['a cluster with 3 nodes', '노드가 3개인 클러스터'],
  },
  (world: World, count: number) => addMachines(world, nodesLike(count)),
);

sentence(
  topic,
  {
    en: 'a cluster with {number} node(s) of/with {quantity} CPU(s) and {quantity} (of )memory( each)',
    ko: 'CPU {수량} 메모리 {수량} 노드(가) {숫자} 클러스터',
    example: [
      'a cluster with 3 nodes of 4 CPUs and 8Gi memory each',
      'CPU 4개와 메모리 8Gi인 노드가 3개인 클러스터',
    ],
    order: [2, 0, 1],
  },
  (world: World, count: number, cpu: string, memory: string) =>
    addMachines(world, nodesLike(count, { cpu, memory })),
);

sentence(
  topic,
  {
    en: 'a cluster with {number} node(s) across/in zone(s) {zones}',
    ko: '영역 {zones}에 걸쳐 노드(가) {숫자} 클러스터',
    example: [
      'a cluster with 6 nodes across zones "a", "b", "c"',
      '영역 "a", "b", "c"에 걸쳐 노드가 6개인 클러스터',
    ],
    order: [1, 0],
  },
  (world: World, count: number, zones: readonly string[]) =>
    addMachines(world, nodesLike(count, { zones })),
);

sentence(
  topic,
  {
    en: 'a cluster with {number} node(s) of/with {quantity} CPU(s) and {quantity} (of )memory( each) across/in zone(s) {zones}',
    ko: '영역 {zones}에 걸쳐 CPU {수량} 메모리 {수량} 노드(가) {숫자} 클러스터',
    example: [
      'a cluster with 6 nodes of 4 CPUs and 8Gi memory each across zones "a", "b"',
      '영역 "a", "b"에 걸쳐 CPU 4개와 메모리 8Gi인 노드가 6개인 클러스터',
    ],
    order: [3, 1, 2, 0],
  },
  (world: World, count: number, cpu: string, memory: string, zones: readonly string[]) =>
    addMachines(world, nodesLike(count, { cpu, memory, zones })),
);

sentence(
  topic,
  {
    en: 'a cluster with nodes:',
    ko: '다음 노드들로 이루어진 클러스터:',
    example: ['a cluster with nodes:', '다음 노드들로 이루어진 클러스터:'],
    below: 'table',
  },
  (world: World, table: DataTable) => addMachines(world, nodesOfTable(table.hashes())),
);

sentence(
  topic,
  {
    en: 'a highly available control plane with {number} replica(s)',
    ko: '레플리카가 {숫자} 고가용성 컨트롤 플레인',
    example: [
      'a highly available control plane with 3 replicas',
      '레플리카가 3개인 고가용성 컨트롤 플레인',
    ],
  },
  (world: World, count: number) => replicateControlPlane(world, count),
);

sentence(
  topic,
  {
    en: 'the scheduler configuration {string}',
    ko: '스케줄러 설정 파일 {string}',
    example: [
      'the scheduler configuration "k8s/scheduler.yaml"',
      '스케줄러 설정 파일 "k8s/scheduler.yaml"',
    ],
  },
  (world: World, file: string) => configureSchedulerFrom(world, file),
);

sentence(
  topic,
  {
    en: 'the scheduler configuration:',
    ko: '다음과 같은 스케줄러 설정:',
    example: ['the scheduler configuration:', '다음과 같은 스케줄러 설정:'],
  },
  (world: World, text: string) => configureScheduler(world, text),
);

sentence(
  topic,
  {
    en: 'I try to configure the scheduler with:',
    ko: '스케줄러를 다음과 같이 설정해 본다:',
    example: ['I try to configure the scheduler with:', '스케줄러를 다음과 같이 설정해 본다:'],
  },
  (world: World, text: string) => world.attempt(() => configureScheduler(world, text)),
);

sentence(
  topic,
  {
    en: 'the feature gate {string} is on',
    ko: '기능 게이트 {이름} 켜져 있다',
    example: [
      'the feature gate "HPAScaleToZero" is on',
      '기능 게이트 "HPAScaleToZero"가 켜져 있다',
    ],
  },
  (world: World, name: string) => setFeatureGate(world, name, true),
);

sentence(
  topic,
  {
    en: 'the feature gate {string} is off',
    ko: '기능 게이트 {이름} 꺼져 있다',
    example: ['the feature gate "JobManagedBy" is off', '기능 게이트 "JobManagedBy"가 꺼져 있다'],
  },
  (world: World, name: string) => setFeatureGate(world, name, false),
);

sentence(
  topic,
  {
    en: 'I try to turn the feature gate {string} on',
    ko: '기능 게이트 {이름} 켜 본다',
    example: [
      'I try to turn the feature gate "HPAScaleToZero" on',
      '기능 게이트 "HPAScaleToZero"를 켜 본다',
    ],
  },
  (world: World, name: string) => world.attempt(() => setFeatureGate(world, name, true)),
);

sentence(
  topic,
  {
    en: 'I try to turn the feature gate {string} off',
    ko: '기능 게이트 {이름} 꺼 본다',
    example: [
      'I try to turn the feature gate "SidecarContainers" off',
      '기능 게이트 "SidecarContainers"를 꺼 본다',
    ],
  },
  (world: World, name: string) => world.attempt(() => setFeatureGate(world, name, false)),
);

sentence(
  topic,
  {
    en: 'the namespace {string}',
    ko: '네임스페이스 {string}',
    example: ['the namespace "shop"', '네임스페이스 "shop"'],
  },
  (world: World, name: string) => world.useNamespace(name),
);

sentence(
  topic,
  {
    en: 'the user {string} with Role {string} in (the )namespace {string}',
    ko: '네임스페이스 {이름} Role {이름} 가진 사용자 {string}',
    example: [
      'the user "bob" with Role "view" in namespace "team-a"',
      '네임스페이스 "team-a"에서 Role "view"를 가진 사용자 "bob"',
    ],
    order: [2, 1, 0],
  },
  (world: World, user: string, role: string, namespace: string) =>
    grant(world, user, role, namespace),
);

sentence(
  topic,
  {
    en: 'the user {string} with ClusterRole {string} in (the )namespace {string}',
    ko: '네임스페이스 {이름} ClusterRole {이름} 가진 사용자 {string}',
    example: [
      'the user "bob" with ClusterRole "view" in namespace "team-a"',
      '네임스페이스 "team-a"에서 ClusterRole "view"를 가진 사용자 "bob"',
    ],
    order: [2, 1, 0],
  },
  (world: World, user: string, role: string, namespace: string) =>
    grantClusterRole(world, user, role, namespace),
);

sentence(
  topic,
  {
    en: 'the user {string} with ClusterRole {string}',
    ko: 'ClusterRole {이름} 가진 사용자 {string}',
    example: [
      'the user "alice" with ClusterRole "edit"',
      'ClusterRole "edit"를 가진 사용자 "alice"',
    ],
    order: [1, 0],
  },
  (world: World, user: string, role: string) => grantEverywhere(world, user, role),
);

sentence(
  topic,
  {
    en: 'the user {string}',
    ko: '사용자 {string}',
    example: ['the user "eve"', '사용자 "eve"'],
  },
  (world: World, user: string) => world.addUser(user),
);

sentence(
  topic,
  {
    en: 'the file {string} is applied',
    ko: '파일 {이름} 적용되어 있다',
    example: ['the file "k8s/shop.yaml" is applied', '파일 "k8s/shop.yaml"이 적용되어 있다'],
  },
  (world: World, file: string) => world.run(`kubectl apply -f '${file}'`),
);

sentence(
  topic,
  {
    en: 'the cluster has settled',
    ko: '클러스터가 안정되어 있다',
    example: ['the cluster has settled', '클러스터가 안정되어 있다'],
  },
  (world: World) => world.settle(),
);
