import type { DataTable } from '@cucumber/cucumber';
import {
  installAddOn,
  loadOn,
  measureObject,
  measureOutside,
  measurePods,
} from '../src/scenario/add-ons';
import type { World } from '../src/scenario/world';
import type { Named } from './parameters';
import { meant, sentence } from './sentence';

const topic = 'Add-ons and load';

sentence(
  topic,
  {
    en: 'the add-on {string}',
    ko: '애드온 {string}',
    example: ['the add-on "metrics-server"', '애드온 "metrics-server"'],
  },
  (world: World, name: string) => installAddOn(world, name),
);

sentence(
  topic,
  {
    en: 'the add-on {string} with:',
    ko: '다음 설정의 애드온 {string}:',
    example: ['the add-on "cluster-autoscaler" with:', '다음 설정의 애드온 "cluster-autoscaler":'],
    below: 'table',
  },
  (world: World, name: string, table: DataTable) => installAddOn(world, name, table.hashes()),
);

sentence(
  topic,
  {
    en: 'the load on {object} is {quantity} CPU(s)( in total)',
    ko: '{대상} 부하는 모두 합쳐 CPU {수량}(이)다',
    example: [
      'the load on Deployment "web" is 900m CPU in total',
      'Deployment "web"의 부하는 모두 합쳐 CPU 900m이다',
    ],
  },
  (world: World, named: Named, cpu: string) => loadOn(world, meant(world, named), cpu),
);

sentence(
  topic,
  {
    en: 'the metric {string} is {quantity}',
    ko: '메트릭 {이름} 값은 {수량}이다',
    example: [
      'the metric "queue_messages{queue=orders}" is 30',
      '메트릭 "queue_messages{queue=orders}"의 값은 30이다',
    ],
  },
  measureOutside,
);

sentence(
  topic,
  {
    en: 'the metric {string} of {object} is {quantity}',
    ko: '{대상} 메트릭 {이름} 값은 {수량}이다',
    example: [
      'the metric "requests_per_second" of Ingress "shop" is 200',
      'Ingress "shop"의 메트릭 "requests_per_second"의 값은 200이다',
    ],
    order: [1, 0, 2],
  },
  (world: World, metric: string, named: Named, value: string) =>
    measureObject(world, metric, meant(world, named), value),
);

sentence(
  topic,
  {
    en: 'the metric {string} of the Pods of {object} is {quantity} in total',
    ko: '{대상} Pod들의 메트릭 {이름} 값은 모두 합쳐 {수량}이다',
    example: [
      'the metric "requests_per_second" of the Pods of Deployment "web" is 500 in total',
      'Deployment "web"의 Pod들의 메트릭 "requests_per_second"의 값은 모두 합쳐 500이다',
    ],
    order: [1, 0, 2],
  },
  (world: World, metric: string, named: Named, value: string) =>
    measurePods(world, metric, meant(world, named), value),
);
