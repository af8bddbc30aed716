import { noneCalled } from '../api/edit-distance';
import type { AddOn } from './add-on';
import { clusterAutoscaler } from './cluster-autoscaler';
import { dashboard } from './dashboard';
import { dns } from './dns';
import { logging } from './logging';
import { metricsAdapter } from './metrics-adapter';
import { metricsServer } from './metrics-server';
import { storageProvisioner } from './storage-provisioner';

/** What a scenario may switch on. A new add-on is one file and one line here. */
export const addOns: readonly AddOn[] = [
  clusterAutoscaler,
  dashboard,
  dns,
  logging,
  metricsAdapter,
  metricsServer,
  storageProvisioner,
];

/** The add-on of that name; an Error that tells which there are when there is none. */
export function addOnNamed(name: string): AddOn {
  const addOn = addOns.find((known) => known.name === name);
  if (addOn !== undefined) return addOn;
  throw new Error(
    noneCalled(
      'add-on',
      name,
      addOns.map((known) => known.name),
    ),
  );
}
