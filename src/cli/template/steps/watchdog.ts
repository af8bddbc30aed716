import { Then } from '@cucumber/cucumber';
import { assert } from 'chai';
import { worldOf } from 'wavetank/steps';

// A step of your own: `worldOf(this)` is the scenario's world. Its `clock` is a fake clock in step with the
// cluster's time: setInterval fires when the simulated cluster gets there, not when your watch does.
Then(
  'a watchdog that looks every {int} seconds finds {int} ready Pods of Deployment {string} for {int} minutes',
  function (every: number, wanted: number, name: string, minutes: number) {
    const world = worldOf(this);
    const seen: number[] = [];
    const timer = world.clock.setInterval(() => {
      const pods = world.api().list(world.kind('Pod'), { namespace: world.namespace }).items;
      seen.push(pods.filter(({ metadata }) => metadata.labels?.app === name).length);
    }, every * 1000);
    world.pass(minutes * 60_000);
    world.clock.clearInterval(timer);
    assert.lengthOf(seen, (minutes * 60) / every);
    for (const count of seen) assert.equal(count, wanted);
  },
);
