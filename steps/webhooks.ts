import { serveWebhooks } from '../src/scenario/own-webhooks';
import type { World } from '../src/scenario/world';
import { sentence } from './sentence';

sentence(
  'Webhooks of your own',
  {
    en: 'the webhook {string}',
    ko: '웹훅 {string}',
    example: ['the webhook "./image-policy.ts"', '웹훅 "./image-policy.ts"'],
  },
  (world: World, file: string) => serveWebhooks(world, file),
);
