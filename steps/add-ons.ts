import type { DataTable } from '@cucumber/cucumber';
import { installAddOn, loadOn } from '../src/scenario/add-ons';
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
    example: ['the add-on "metrics-server" with:', '다음 설정의 애드온 "metrics-server":'],
    below: 'table',
  },
  (world: World, name: string, table: DataTable) => installAddOn(world, name, table.hashes()),
);

sentence(
  topic,
  {
    en: 'the load on {object} is {quantity} CPU in total',
    ko: '{대상} 부하는 모두 합쳐 CPU {수량}이다',
    example: [
      'the load on Deployment "web" is 900m CPU in total',
      'Deployment "web"의 부하는 모두 합쳐 CPU 900m이다',
    ],
  },
  (world: World, named: Named, cpu: string) => loadOn(world, meant(world, named), cpu),
);
