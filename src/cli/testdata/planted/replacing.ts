// Wrong on purpose: it deletes the old Pod before it creates the new one, whose plan is in the old one alone.
import { Given } from '@cucumber/cucumber';
import { type Controller, controllerActor, ownedBy } from 'wavetank';
import { worldOf } from 'wavetank/steps';
import { newPod, type PodSet, Pods, podsOf, sets } from './pods';

const replacing: Controller<PodSet> = {
  name: 'replacing',
  reconciles: sets,
  watches: [ownedBy(Pods, sets)],
  reconcile(env, set) {
    if (set === undefined) return;
    const image = set.data?.image;
    for (const pod of podsOf(env, set)) {
      if (image === undefined || pod.spec.containers[0]?.image === image) continue;
      env.api.delete(Pods, pod.metadata, { gracePeriodSeconds: 0 });
      newPod(env, set, image);
    }
  },
};

Given('the replacing controller runs', function () {
  worldOf(this).cluster.run('replacing', [controllerActor(replacing)]);
});

Given('the first Pod of ConfigMap {string} is there', function (name: string) {
  const { admin } = worldOf(this).cluster;
  newPod({ api: admin }, admin.get(sets, { namespace: 'default', name }));
});
