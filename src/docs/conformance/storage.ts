import type { ConformanceSubject } from './subject';

const MAPPED = 'pods > a ConfigMap with mappings and modes';
const MODE = 'pods > a ConfigMap with a default mode';
const FOLLOWED = 'volumes > optional sources come, change and go while the Pod runs';
const LABELS = 'volumes > labels and annotations change while the Pod runs';
const TWICE = 'volumes > one ConfigMap in two volumes of one Pod, and two Secrets of one name';
const PROJECTED = 'volumes > one projected volume shows all that there is';
const scratch = (where: string, who: string, mode: string) =>
  `volumes > scratch space in ${where}: ${who}, ${mode}`;

/** What SIG Storage asks of volumes that need no storage. */
export const storageSubjects: readonly ConformanceSubject[] = [
  {
    subject: '[sig-storage] ConfigMap',
    tests: {
      'binary data should be reflected in volume [NodeConformance] [Conformance]':
        'containers > bytes of a ConfigMap, as they are',
      'optional updates should be reflected in volume [NodeConformance] [Conformance]': FOLLOWED,
      'should be consumable from pods in volume [NodeConformance] [Conformance]':
        'pods > a ConfigMap as a volume',
      'should be consumable from pods in volume as non-root [NodeConformance] [Conformance]':
        'sources > a ConfigMap: as it is, by who is not root',
      'should be consumable from pods in volume with defaultMode set [LinuxOnly] [NodeConformance] [Conformance]':
        MODE,
      'should be consumable from pods in volume with mappings [NodeConformance] [Conformance]':
        'sources > a ConfigMap: mapped',
      'should be consumable from pods in volume with mappings and Item mode set [LinuxOnly] [NodeConformance] [Conformance]':
        MAPPED,
      'should be consumable from pods in volume with mappings as non-root [NodeConformance] [Conformance]':
        'sources > a ConfigMap: mapped, by who is not root',
      'should be consumable in multiple volumes in the same pod [NodeConformance] [Conformance]':
        TWICE,
      'updates should be reflected in volume [NodeConformance] [Conformance]':
        'containers > a volume follows its ConfigMap',
    },
  },
  {
    subject: '[sig-storage] Downward API volume',
    tests: {
      "should provide container's cpu limit [NodeConformance] [Conformance]":
        'sources > the Pod itself: limits.cpu',
      "should provide container's cpu request [NodeConformance] [Conformance]":
        'sources > the Pod itself: requests.cpu',
      "should provide container's memory limit [NodeConformance] [Conformance]":
        'sources > the Pod itself: limits.memory',
      "should provide container's memory request [NodeConformance] [Conformance]":
        'sources > the Pod itself: requests.memory',
      'should provide node allocatable (cpu) as default cpu limit if the limit is not set [NodeConformance] [Conformance]':
        'pods > a CPU limit as a file: the node has four',
      'should provide node allocatable (memory) as default memory limit if the limit is not set [NodeConformance] [Conformance]':
        'pods > a memory limit as a file, in mebibytes',
      'should provide podname only [NodeConformance] [Conformance]':
        'sources > the Pod itself: its name, with a mode',
      'should set DefaultMode on files [LinuxOnly] [NodeConformance] [Conformance]':
        'sources > the Pod itself: its name, with a default mode',
      'should set mode on item file [LinuxOnly] [NodeConformance] [Conformance]':
        'sources > the Pod itself: its name, with a mode',
      'should update annotations on modification [NodeConformance] [Conformance]': LABELS,
      'should update labels on modification [NodeConformance] [Conformance]': LABELS,
    },
  },
  {
    subject: '[sig-storage] EmptyDir volumes',
    tests: {
      'pod should support shared volumes between containers [Conformance]':
        'volumes > two containers share one',
      'should support (non-root,0644,default) [LinuxOnly] [NodeConformance] [Conformance]': scratch(
        'the default medium',
        'non-root',
        '0644',
      ),
      'should support (non-root,0644,tmpfs) [LinuxOnly] [NodeConformance] [Conformance]': scratch(
        'Memory',
        'non-root',
        '0644',
      ),
      'should support (non-root,0666,default) [LinuxOnly] [NodeConformance] [Conformance]': scratch(
        'the default medium',
        'non-root',
        '0666',
      ),
      'should support (non-root,0666,tmpfs) [LinuxOnly] [NodeConformance] [Conformance]': scratch(
        'Memory',
        'non-root',
        '0666',
      ),
      'should support (non-root,0777,default) [LinuxOnly] [NodeConformance] [Conformance]': scratch(
        'the default medium',
        'non-root',
        '0777',
      ),
      'should support (non-root,0777,tmpfs) [LinuxOnly] [NodeConformance] [Conformance]': scratch(
        'Memory',
        'non-root',
        '0777',
      ),
      'should support (root,0644,default) [LinuxOnly] [NodeConformance] [Conformance]': scratch(
        'the default medium',
        'root',
        '0644',
      ),
      'should support (root,0644,tmpfs) [LinuxOnly] [NodeConformance] [Conformance]': scratch(
        'Memory',
        'root',
        '0644',
      ),
      'should support (root,0666,default) [LinuxOnly] [NodeConformance] [Conformance]': scratch(
        'the default medium',
        'root',
        '0666',
      ),
      'should support (root,0666,tmpfs) [LinuxOnly] [NodeConformance] [Conformance]': scratch(
        'Memory',
        'root',
        '0666',
      ),
      'should support (root,0777,default) [LinuxOnly] [NodeConformance] [Conformance]': scratch(
        'the default medium',
        'root',
        '0777',
      ),
      'should support (root,0777,tmpfs) [LinuxOnly] [NodeConformance] [Conformance]': scratch(
        'Memory',
        'root',
        '0777',
      ),
      'volume on default medium should have the correct mode [LinuxOnly] [NodeConformance] [Conformance]':
        'volumes > the mode of a scratch space',
      'volume on tmpfs should have the correct mode [LinuxOnly] [NodeConformance] [Conformance]':
        'pods > scratch space in memory',
    },
  },
  {
    subject: '[sig-storage] EmptyDir wrapper volumes',
    tests: {
      'should not cause race condition when used for configmaps [Serial] [Conformance]':
        'changing-sources > fifty ConfigMaps in each of five Pods',
      'should not conflict [Conformance]': 'changing-sources > a Secret and a ConfigMap in one Pod',
    },
  },
  {
    subject: '[sig-storage] Projected combined',
    tests: {
      'should project all components that make up the projection API [Projection][NodeConformance] [Conformance]':
        PROJECTED,
    },
  },
  {
    subject: '[sig-storage] Projected configMap',
    tests: {
      'optional updates should be reflected in volume [NodeConformance] [Conformance]':
        'changing-sources > projected sources come, change and go while the Pod runs',
      'should be consumable from pods in volume [NodeConformance] [Conformance]':
        'sources > a projected ConfigMap: as it is',
      'should be consumable from pods in volume as non-root [NodeConformance] [Conformance]':
        'sources > a projected ConfigMap: as it is, by who is not root',
      'should be consumable from pods in volume with defaultMode set [LinuxOnly] [NodeConformance] [Conformance]':
        'sources > a projected ConfigMap: with a default mode',
      'should be consumable from pods in volume with mappings [NodeConformance] [Conformance]':
        'sources > a projected ConfigMap: mapped',
      'should be consumable from pods in volume with mappings and Item mode set [LinuxOnly] [NodeConformance] [Conformance]':
        'sources > a projected ConfigMap: mapped, with a mode',
      'should be consumable from pods in volume with mappings as non-root [NodeConformance] [Conformance]':
        'sources > a projected ConfigMap: mapped, by who is not root',
      'should be consumable in multiple volumes in the same pod [NodeConformance] [Conformance]':
        'sources > a projected ConfigMap: twice',
      'updates should be reflected in volume [NodeConformance] [Conformance]':
        'changing-sources > projected sources come, change and go while the Pod runs',
    },
  },
  {
    subject: '[sig-storage] Projected downwardAPI',
    tests: {
      "should provide container's cpu limit [NodeConformance] [Conformance]":
        'sources > the Pod itself, projected: limits.cpu',
      "should provide container's cpu request [NodeConformance] [Conformance]":
        'sources > the Pod itself, projected: requests.cpu',
      "should provide container's memory limit [NodeConformance] [Conformance]":
        'sources > the Pod itself, projected: limits.memory',
      "should provide container's memory request [NodeConformance] [Conformance]":
        'sources > the Pod itself, projected: requests.memory',
      'should provide node allocatable (cpu) as default cpu limit if the limit is not set [NodeConformance] [Conformance]':
        'sources > the Pod itself, projected: limits.cpu of the node',
      'should provide node allocatable (memory) as default memory limit if the limit is not set [NodeConformance] [Conformance]':
        'sources > the Pod itself, projected: limits.memory of the node',
      'should provide podname only [NodeConformance] [Conformance]':
        'sources > the Pod itself, projected: its name, with a mode',
      'should set DefaultMode on files [LinuxOnly] [NodeConformance] [Conformance]':
        'sources > the Pod itself, projected: its name, with a default mode',
      'should set mode on item file [LinuxOnly] [NodeConformance] [Conformance]':
        'sources > the Pod itself, projected: its name, with a mode',
      'should update annotations on modification [NodeConformance] [Conformance]':
        'changing-sources > projected labels and annotations change while the Pod runs',
      'should update labels on modification [NodeConformance] [Conformance]':
        'changing-sources > projected labels and annotations change while the Pod runs',
    },
  },
  {
    subject: '[sig-storage] Projected secret',
    tests: {
      'optional updates should be reflected in volume [NodeConformance] [Conformance]':
        'changing-sources > projected sources come, change and go while the Pod runs',
      'should be consumable from pods in volume [NodeConformance] [Conformance]':
        'sources > a projected Secret: as it is',
      'should be consumable from pods in volume as non-root with defaultMode and fsGroup set [LinuxOnly] [NodeConformance] [Conformance]':
        'sources > a projected Secret: for a group, by who is not root',
      'should be consumable from pods in volume with defaultMode set [LinuxOnly] [NodeConformance] [Conformance]':
        'sources > a projected Secret: with a default mode',
      'should be consumable from pods in volume with mappings [NodeConformance] [Conformance]':
        'sources > a projected Secret: mapped',
      'should be consumable from pods in volume with mappings and Item Mode set [LinuxOnly] [NodeConformance] [Conformance]':
        'sources > a projected Secret: mapped, with a mode',
      'should be consumable in multiple volumes in a pod [NodeConformance] [Conformance]':
        'sources > a projected Secret: twice',
    },
  },
  {
    subject: '[sig-storage] Secrets',
    tests: {
      'optional updates should be reflected in volume [NodeConformance] [Conformance]':
        'changing-sources > projected sources come, change and go while the Pod runs',
      'should be able to mount in a volume regardless of a different secret existing with same name in different namespace [NodeConformance] [Conformance]':
        TWICE,
      'should be consumable from pods in volume [NodeConformance] [Conformance]':
        'pods > a Secret as a volume',
      'should be consumable from pods in volume as non-root with defaultMode and fsGroup set [LinuxOnly] [NodeConformance] [Conformance]':
        'volumes > a Secret with modes for a group, read by who is not root',
      'should be consumable from pods in volume with defaultMode set [LinuxOnly] [NodeConformance] [Conformance]':
        'sources > a Secret: with a default mode',
      'should be consumable from pods in volume with mappings [NodeConformance] [Conformance]':
        'sources > a Secret: mapped',
      'should be consumable from pods in volume with mappings and Item Mode set [LinuxOnly] [NodeConformance] [Conformance]':
        'sources > a Secret: mapped, with a mode',
      'should be consumable in multiple volumes in a pod [NodeConformance] [Conformance]':
        'sources > a Secret: twice',
    },
  },
  {
    subject: '[sig-storage] Subpath Atomic writer volumes should support subpaths with',
    tests: {
      'configmap pod [LinuxOnly] [Conformance]': 'sources > one file of a ConfigMap',
      'configmap pod with mountPath of existing file [LinuxOnly] [Conformance]':
        'sources > one file in the place of another',
      'downward pod [LinuxOnly] [Conformance]': 'sources > one file of the Pod itself',
      'projected pod [LinuxOnly] [Conformance]': 'sources > one file of a projected volume',
      'secret pod [LinuxOnly] [Conformance]': 'sources > one file of a Secret',
    },
  },
];
