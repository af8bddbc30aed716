// Wrong on purpose: it looks once a second and believes its cache, which may not know yet what it has made.
import { Given } from '@cucumber/cucumber';
import type { Actor } from 'wavetank';
import { worldOf } from 'wavetank/steps';
import { isActive, newPod, podsOf, sets, wantedOf } from './pods';

const hasty: Actor = {
  name: 'hasty',
  start(env) {
    const known = env.cache.informer(sets);
    const look = () => {
      for (const set of known.all().values()) {
        const active = podsOf(env, set).filter(isActive).length;
        for (let i = active; i < wantedOf(set); i++) newPod(env, set);
      }
    };
    env.scope.every(1000, 'look', look);
  },
};

Given('the hasty controller runs', function () {
  worldOf(this).cluster.run('hasty', [hasty]);
});
