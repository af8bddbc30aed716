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
