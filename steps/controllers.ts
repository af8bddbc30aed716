import { runController } from '../src/scenario/own-controllers';
import type { World } from '../src/scenario/world';
import { sentence } from './sentence';

sentence(
  'Controllers of your own',
  {
    en: 'the controller {string}',
    ko: '컨트롤러 {string}',
    example: ['the controller "./guestbook-controller.ts"', '컨트롤러 "./guestbook-controller.ts"'],
  },
  (world: World, file: string) => runController(world, file),
);
