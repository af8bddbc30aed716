// Wrong on purpose: a Pod that is on its way out counts for it as one that is there.
import { Given } from '@cucumber/cucumber';
import { type Controller, controllerActor, ownedBy } from 'wavetank';
import { worldOf } from 'wavetank/steps';
import { isActive, newPod, type PodSet, Pods, podsOf, sets, wantedOf } from './pods';

function counting(name: string, counts: typeof isActive): Controller<PodSet> {
  return {
    name,
    reconciles: sets,
    watches: [ownedBy(Pods, sets)],
    reconcile(env, set) {
      if (set === undefined) return;
      const there = podsOf(env, set).filter(counts).length;
      for (let i = there; i < wantedOf(set); i++) newPod(env, set);
    },
  };
}

Given('the counting controller runs', function () {
  worldOf(this).cluster.run('counting', [controllerActor(counting('counting', () => true))]);
});

Given('the careful controller runs', function () {
  worldOf(this).cluster.run('careful', [controllerActor(counting('careful', isActive))]);
});
