import { Loop } from '../sim/loop';
import { type Benchmark, elapsed } from './row';

/** How many events a second the loop runs, with a thousand timers alive. */
export const loopBenchmark: Benchmark = {
  name: 'loop',
  run(size) {
    const events = size === 'full' ? 3_000_000 : 100_000;
    const loop = new Loop();
    let left = events;
    const tick = (period: number) => () => {
      if (left-- > 0) loop.after(period, 'tick', tick(period));
    };
    for (let i = 1; i <= 1000; i++) loop.after(i % 97, 'tick', tick((i % 89) + 1));
    const ms = elapsed(() => loop.runUntil(() => left <= 0, Number.MAX_SAFE_INTEGER));
    const value = Math.round((events / ms) * 1000);
    return [{ name: 'loop events', value, unit: 'events/s', limit: 1_000_000, better: 'higher' }];
  },
};
