import { isWebhook } from '../apiserver/webhook/own-webhook';
import { exportsOf, findModule, shownPath } from './own-module';
import { UserError } from './user-error';
import type { World } from './world';

const HOW =
  "it exports what defineWebhook returns: export const mine = defineWebhook({ host: 'mine.example.com', review })";

/** Serves the webhooks of a module. A UserError when it has none. */
export function serveWebhooks(world: World, file: string): void {
  const path = findModule(file, world.options.roots);
  const webhooks = exportsOf(path).filter(isWebhook);
  if (webhooks.length === 0) throw new UserError(`${shownPath(path)} has no webhook: ${HOW}`);
  for (const webhook of webhooks) {
    if (world.cluster.webhooks.has(webhook.host)) {
      throw new UserError(`there is a webhook at ${webhook.host} already`);
    }
    world.cluster.webhooks.set(webhook.host, webhook);
  }
}
