import type { Env } from './env';

/** A look that takes its time: before each request others may act. What it returns is its result. */
export type Look<R = void> = Generator<undefined, R, undefined>;

/** A request within a look; what others do until it arrives is seen no more by this look. */
export function* request<R>(make: () => R): Look<R> {
  yield;
  return make();
}

/** The result of something that could take its time, without letting others act. */
export function atOnce<R>(look: Look<R>): R {
  for (;;) {
    const { done, value } = look.next();
    if (done === true) return value;
  }
}

/** What is done when a look has ended, or could not go on. */
export interface Ending<R> {
  done(result: R): void;
  failed(error: unknown): void;
}

/** Goes on with a look until it ends; each of its requests takes as long as the settings say. */
export function takeTime<R>(env: Env, look: Look<R>, ending: Ending<R>): void {
  const pause = env.settings.controllerRequest;
  const { cause } = env.loop;
  const goOn = () => {
    env.loop.cause = cause;
    let step: IteratorResult<undefined, R>;
    try {
      do step = look.next();
      while (step.done !== true && pause === 0);
    } catch (error) {
      ending.failed(error);
      return;
    }
    if (step.done === true) ending.done(step.value);
    else env.scope.after(pause, env.name, goOn);
  };
  goOn();
}
