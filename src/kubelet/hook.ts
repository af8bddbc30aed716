import type { LifecycleHandler } from '../api/schema/objects';
import type { Duration } from '../sim/loop';
import type { Container } from './container/container';
import { portNumber } from './probe-answer';

/** How a lifecycle hook went. */
export interface HookResult {
  readonly duration: Duration;
  readonly error: string | undefined;
}

/** Runs a lifecycle hook in a container, at once; `duration` is how long that takes. upstream: lifecycle/handlers.go */
export function runHook(run: Container, hook: LifecycleHandler): HookResult {
  if (hook.sleep !== undefined) return { duration: hook.sleep.seconds * 1000, error: undefined };
  if (hook.exec !== undefined) {
    const words = hook.exec.command ?? [];
    const { code, output, duration } = run.run(words, true);
    const error =
      code === 0 ? undefined : `command '${words.join(' ')}' exited with ${code}: ${output}`;
    return { duration, error };
  }
  if (hook.httpGet !== undefined) {
    const { host, port, path = '/' } = hook.httpGet;
    const request = { port: portNumber(run.options.spec, port), path };
    const { outside } = run.options;
    // the kubelet asks, not the Pod
    const asker = { namespace: run.options.namespace, address: () => '' };
    const reply = host ? outside.request(host, request, asker) : run.application.request(request);
    if (reply === undefined) return { duration: 0, error: 'connect: connection refused' };
  }
  return { duration: 0, error: undefined };
}
