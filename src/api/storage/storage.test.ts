import { describe } from 'node:test';
import { PersistentVolumes } from '../core/persistent-volume';
import { PersistentVolumeClaims } from '../core/persistent-volume-claim';
import { testCreate, testDefaults, testUpdate } from '../testing-rules';
import { CSIDrivers } from './csi-driver';
import { CSINodes } from './csi-node';
import { CSIStorageCapacities } from './csi-storage-capacity';
import { StorageClasses } from './storage-class';
import { VolumeAttachments } from './volume-attachment';
import { VolumeAttributesClasses } from './volume-attributes-class';

const LABEL_VALUE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

describe('PersistentVolume', () => {
  const good = {
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      hostPath: { path: '/srv' },
    },
  };
  testDefaults(PersistentVolumes, good, {
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      hostPath: { path: '/srv', type: '' },
      persistentVolumeReclaimPolicy: 'Retain',
      volumeMode: 'Filesystem',
    },
    status: { phase: 'Pending', lastPhaseTransitionTime: '1970-01-01T00:00:00Z' },
  });
  testCreate(PersistentVolumes, good, [
    [{ 'spec.accessModes': [] }, 'spec.accessModes: Required value'],
    [
      { 'spec.accessModes': ['ReadWriteOncePod', 'ReadOnlyMany'] },
      'spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes',
    ],
    [
      { 'spec.capacity': {} },
      'spec.capacity: Required value',
      'spec.capacity: Unsupported value: null: supported values: "storage"',
    ],
    [
      { 'spec.capacity.storage': '0' },
      'spec.capacity[storage]: Invalid value: "0": must be greater than zero',
    ],
    [{ 'spec.hostPath': undefined }, 'spec: Required value: must specify a volume type'],
    [
      { 'spec.hostPath.path': '/a/../b' },
      `spec.hostPath.path: Invalid value: "/a/../b": must not contain '..'`,
    ],
    [
      { 'spec.nfs': { server: 'a', path: '/' } },
      'spec.nfs: Forbidden: may not specify more than 1 volume type',
    ],
    [
      { 'spec.hostPath.path': '/', 'spec.persistentVolumeReclaimPolicy': 'Recycle' },
      "spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'",
    ],
    [
      { 'spec.volumeMode': 'Tape' },
      'spec.volumeMode: Unsupported value: "Tape": supported values: "Block", "Filesystem"',
    ],
    [
      { 'spec.nodeAffinity': {} },
      'spec.nodeAffinity.required: Required value: must specify required node constraints',
    ],
    [
      { 'spec.hostPath': undefined, 'spec.csi': { driver: 'a.b', volumeHandle: '' } },
      'spec.csi.volumeHandle: Required value',
    ],
    [
      {
        'spec.hostPath': undefined,
        'spec.csi': {
          driver: 'a.b',
          volumeHandle: 'x',
          nodePublishSecretRef: { name: 'a', namespace: '' },
        },
      },
      'spec.csi.nodePublishSecretRef.namespace: Required value',
    ],
    [
      { 'spec.hostPath': undefined, 'spec.local': { path: '/mnt' } },
      'spec.nodeAffinity: Required value: Local volume requires node affinity',
    ],
    [
      {
        'spec.nodeAffinity.required': {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: 'zone', operator: 'In', values: ['a b'] }] },
          ],
        },
      },
      `spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values[0]: Invalid value: "a b": ${LABEL_VALUE}`,
    ],
    [
      { 'spec.gcePersistentDisk': { pdName: '' }, 'spec.hostPath': undefined },
      'spec.persistentDisk.pdName: Required value',
    ],
    [
      { 'spec.hostPath': undefined, 'spec.cinder': { volumeID: 'x', secretRef: { name: 's' } } },
      'spec.cinder.secretRef.namespace: Required value',
    ],
  ]);
  testUpdate(PersistentVolumes, good, [
    [{ 'spec.volumeMode': 'Block' }, 'volumeMode: Invalid value: "Block": field is immutable'],
    [{ 'spec.capacity.storage': '2Gi' }],
  ]);
});

describe('PersistentVolumeClaim', () => {
  const good = {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
  testDefaults(PersistentVolumeClaims, good, {
    spec: { ...good.spec, volumeMode: 'Filesystem' },
    status: { phase: 'Pending' },
  });
  testCreate(PersistentVolumeClaims, good, [
    [
      { 'spec.accessModes': [] },
      'spec.accessModes: Required value: at least 1 access mode is required',
    ],
    [{ 'spec.resources': {} }, 'spec.resources[storage]: Required value'],
    [
      { 'spec.dataSource': { kind: 'PersistentVolumeClaim', name: '' } },
      'spec.dataSource.name: Required value',
      'spec.dataSourceRef.name: Required value',
    ],
    [
      { 'spec.dataSourceRef': { kind: 'Other', name: 'a' } },
      'spec.dataSource: Invalid value: "Other": must be \'PersistentVolumeClaim\' when referencing the default apiGroup',
      'spec.dataSourceRef: Invalid value: "Other": must be \'PersistentVolumeClaim\' when referencing the default apiGroup',
    ],
  ]);
  const difference = `spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims
@@ -1,6 +1,6 @@
 {
   "AccessModes": [
-    "ReadWriteOnce"
+    "ReadOnlyMany"
   ],
   "Selector": null,
   "Resources": {
`;
  testUpdate(PersistentVolumeClaims, good, [
    [{ 'spec.accessModes': ['ReadOnlyMany'] }, difference],
    [{ 'spec.volumeName': 'pv' }],
    [{ 'spec.storageClassName': 'fast' }],
  ]);
  const bound = { ...good, spec: { ...good.spec, volumeName: 'pv' } };
  testUpdate(PersistentVolumeClaims, bound, [
    [{ 'status.phase': 'Bound', 'spec.resources.requests.storage': '2Gi' }],
    [{ 'status.phase': 'Bound', 'spec.volumeAttributesClassName': 'gold' }],
  ]);
});

describe('StorageClass', () => {
  const good = { provisioner: 'example.com/disk', parameters: { a: 'b' } };
  testDefaults(StorageClasses, good, {
    ...good,
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'Immediate',
  });
  testCreate(StorageClasses, good, [
    [{ provisioner: '' }, 'provisioner: Required value'],
    [
      { reclaimPolicy: 'Recycle' },
      'reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain"',
    ],
    [{ allowedTopologies: [{}] }, 'allowedTopologies[0].matchLabelExpressions: Required value'],
  ]);
  testUpdate(StorageClasses, good, [
    [{ 'parameters.a': 'c' }, 'parameters: Forbidden: updates to parameters are forbidden.'],
    [{ provisioner: 'b' }, 'provisioner: Forbidden: updates to provisioner are forbidden.'],
    [
      { reclaimPolicy: 'Retain' },
      'reclaimPolicy: Forbidden: updates to reclaimPolicy are forbidden.',
    ],
    [
      { volumeBindingMode: 'WaitForFirstConsumer' },
      'volumeBindingMode: Invalid value: "WaitForFirstConsumer": field is immutable',
    ],
    [{ allowVolumeExpansion: true }],
  ]);
});

describe('VolumeAttributesClass', () => {
  const good = { driverName: 'example.com', parameters: { iops: '1' } };
  testCreate(VolumeAttributesClasses, good, [
    [{ parameters: {} }, 'parameters: Required value: must contain at least one key/value pair'],
  ]);
  testUpdate(VolumeAttributesClasses, good, [
    [{ driverName: 'b' }, 'driverName: Forbidden: updates to driverName are forbidden.'],
  ]);
});

describe('CSIDriver', () => {
  testDefaults(
    CSIDrivers,
    { spec: {} },
    {
      spec: {
        attachRequired: true,
        podInfoOnMount: false,
        volumeLifecycleModes: ['Persistent'],
        storageCapacity: false,
        fsGroupPolicy: 'ReadWriteOnceWithFSType',
        requiresRepublish: false,
        seLinuxMount: false,
      },
    },
  );
  testCreate(CSIDrivers, { spec: {} }, [
    [{ 'metadata.name': 'x'.repeat(64) }, 'name: Too long: may not be more than 63 bytes'],
    [
      { 'spec.tokenRequests': [{ audience: 'a', expirationSeconds: 5 }, { audience: 'a' }] },
      'spec.tokenRequests[0].expirationSeconds: Invalid value: 5: may not specify a duration less than 10 minutes',
      'spec.tokenRequests[1].audience: Duplicate value: "a"',
    ],
    [
      { 'spec.volumeLifecycleModes': ['Brief'] },
      'spec.volumeLifecycleModes: Unsupported value: "Brief": supported values: "Persistent", "Ephemeral"',
    ],
  ]);
  testUpdate(CSIDrivers, { spec: {} }, [
    [
      { 'spec.attachRequired': false },
      'spec.attachedRequired: Invalid value: false: field is immutable',
    ],
  ]);
});

describe('CSINode, CSIStorageCapacity and VolumeAttachment', () => {
  const node = { spec: { drivers: [{ name: 'a.b', nodeID: 'n', topologyKeys: ['zone'] }] } };
  testCreate(CSINodes, node, [
    [{ 'spec.drivers[0].nodeID': '' }, 'spec.drivers[0].nodeID: Required value'],
    [
      { 'spec.drivers[0].topologyKeys': ['zone', 'zone'] },
      'spec.drivers[0]: Duplicate value: "zone"',
    ],
  ]);
  testUpdate(CSINodes, node, [
    [
      { 'spec.drivers[0].nodeID': 'm' },
      'spec.drivers: Invalid value: {"Name":"a.b","NodeID":"m","TopologyKeys":["zone"],"Allocatable":null}: field is immutable',
    ],
  ]);
  const capacity = { storageClassName: 'fast', capacity: '1Gi' };
  testCreate(CSIStorageCapacities, capacity, [
    [{ capacity: '-1' }, 'capacity: Invalid value: "-1": must be greater than or equal to 0'],
  ]);
  testUpdate(CSIStorageCapacities, capacity, [
    [{ storageClassName: 'slow' }, 'storageClassName: Invalid value: "slow": field is immutable'],
  ]);
  const one = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName';
  testCreate(
    VolumeAttachments,
    { spec: { attacher: 'a.b', nodeName: 'n', source: { persistentVolumeName: 'pv' } } },
    [[{ 'spec.source': {} }, `spec.source: Required value: ${one}`]],
  );
});
