import type { ConformanceSubject } from './subject';

const PUBLISHED = '../kubectl-schemas >';
const QUOTA = 'quotas > the life of one of';

/** What SIG API Machinery asks of the API server, the garbage collector and quotas. */
export const apiMachinerySubjects: readonly ConformanceSubject[] = [
  {
    subject: '[sig-api-machinery] AdmissionWebhook [Privileged:ClusterAdmin]',
    tests: {
      'listing mutating webhooks should work [Conformance]':
        'webhook-rules > mutating webhooks are listed, and gone when they are deleted together',
      'listing validating webhooks should work [Conformance]':
        'webhooks > are listed, and gone when they are deleted together',
      'patching/updating a mutating webhook should work [Conformance]':
        'webhook-rules > a mutating webhook is patched and updated to other operations',
      'patching/updating a validating webhook should work [Conformance]':
        'webhooks > are patched and updated to other operations',
      'should be able to deny attaching pod [Conformance]':
        'webhooks > attaching to a Pod can be refused',
      'should be able to deny custom resource creation, update and deletion [Conformance]':
        'webhook-rules > custom resources are refused when they are created, changed and deleted',
      'should be able to deny pod and configmap creation [Conformance]':
        'webhook-rules > Pods and ConfigMaps are refused, in what namespaces the selector says',
      'should deny crd creation [Conformance]': 'webhook-rules > a definition is refused',
      'should honor timeout [Conformance]': 'webhooks > a slow one is waited for, for its timeout',
      'should include webhook resources in discovery documents [Conformance]':
        'webhook-rules > they are found in discovery',
      'should mutate configmap [Conformance]':
        'webhooks > mutate in their order, and once more when another has changed something',
      'should mutate custom resource [Conformance]': 'webhook-rules > a custom resource is changed',
      'should mutate custom resource with different stored version [Conformance]':
        'webhook-rules > a custom resource is changed while another version is stored',
      'should mutate custom resource with pruning [Conformance]':
        'webhook-rules > what a webhook adds is pruned by the schema',
      'should mutate pod and apply defaults after mutation [Conformance]':
        'webhook-rules > what a webhook adds to a Pod is defaulted',
      'should not be able to mutate or prevent deletion of webhook configuration objects [Conformance]':
        'webhook-rules > no webhook touches the configuration of webhooks',
      'should unconditionally reject operations on fail closed webhook [Conformance]':
        'webhooks > one that cannot be reached refuses by its failure policy',
    },
  },
  {
    subject: '[sig-api-machinery] Aggregator',
    tests: {
      'Should be able to support the 1.17 Sample API Server using the current Aggregator [Conformance]':
        'aggregator > the sample: found, used, and gone',
    },
  },
  {
    subject: '[sig-api-machinery] CustomResourceConversionWebhook [Privileged:ClusterAdmin]',
    tests: {
      'should be able to convert a non homogeneous list of CRs [Conformance]':
        'conversion > a list of objects that were stored in different versions',
      'should be able to convert from CR v1 to CR v2 [Conformance]':
        'conversion > an object of v1 is read as v2, written as v2 and read as v1',
    },
  },
  {
    subject: '[sig-api-machinery] CustomResourceDefinition Watch [Privileged:ClusterAdmin]',
    tests: {
      'CustomResourceDefinition Watch watch on custom resource definition objects [Conformance]':
        'definitions > objects of theirs are watched',
    },
  },
  {
    subject: '[sig-api-machinery] CustomResourceDefinition resources [Privileged:ClusterAdmin]',
    tests: {
      'Simple CustomResourceDefinition creating/deleting custom resource definition objects works  [Conformance]':
        'definitions > are listed by label and deleted together',
      'Simple CustomResourceDefinition getting/updating/patching custom resource definition status sub-resource works  [Conformance]':
        'definitions > have a status of their own',
      'Simple CustomResourceDefinition listing custom resource definition objects works  [Conformance]':
        'definitions > are listed by label and deleted together',
      'custom resource defaulting for requests and from storage works  [Conformance]':
        'definitions > default what requests and the store leave out',
      'should include custom resource definition resources in discovery documents [Conformance]':
        'definitions > are found in discovery',
    },
  },
  {
    subject: '[sig-api-machinery] CustomResourcePublishOpenAPI [Privileged:ClusterAdmin]',
    tests: {
      'removes definition from spec when one version gets changed to not be served [Conformance]':
        'published > several versions, one that is renamed, and one that is served no more',
      'updates the published spec when one version gets renamed [Conformance]':
        'published > several versions, one that is renamed, and one that is served no more',
      'works for CRD preserving unknown fields at the schema root [Conformance]': `${PUBLISHED} what keeps unknown fields takes them, and is explained`,
      'works for CRD preserving unknown fields in an embedded object [Conformance]': `${PUBLISHED} what keeps unknown fields in a field takes them there`,
      'works for CRD with validation schema [Conformance]': `${PUBLISHED} a schema is checked and explained`,
      'works for CRD without validation schema [Conformance]': `${PUBLISHED} what has no schema takes anything`,
      'works for multiple CRDs of different groups [Conformance]':
        'published > definitions of several groups and kinds stand side by side',
      'works for multiple CRDs of same group and version but different kinds [Conformance]':
        'published > definitions of several groups and kinds stand side by side',
      'works for multiple CRDs of same group but different versions [Conformance]':
        'published > several versions, one that is renamed, and one that is served no more',
    },
  },
  {
    subject: '[sig-api-machinery]',
    tests: {
      'Discovery should validate PreferredVersion for each APIGroup [Conformance]':
        'api > each group has a preferred version that it serves',
      'Events should delete a collection of events [Conformance]':
        'api > a life at /api/v1/namespaces/default/events',
      'Events should ensure that an event can be fetched, patched, deleted, and listed [Conformance]':
        'api > a life at /api/v1/namespaces/default/events',
      'Servers with support for Table transformation should return a 406 for a backend which does not implement metadata [Conformance]':
        'api > no table of what is no list: 406',
      'server version should find the server version [Conformance]':
        'api > a version whose parts are numbers',
    },
  },
  {
    subject: '[sig-api-machinery] Garbage collector',
    tests: {
      'should delete RS created by deployment when not orphaning [Conformance]':
        'garbage > the ReplicaSet of a Deployment: deleted, or an orphan',
      'should delete pods created by rc when not orphaning [Conformance]':
        'api > the Pods of a controller deleted with {"propagationPolicy":"Background"}',
      'should keep the rc around until all its pods are deleted if the deleteOptions says so [Conformance]':
        'garbage > a controller stays until its Pods are gone, when it is told so',
      'should not be blocked by dependency circle [Conformance]':
        'garbage > a circle of owners holds nothing up',
      "should not delete dependents that have both valid owner and owner that's waiting for dependents to be deleted [Conformance]":
        'garbage > who has another owner stays',
      'should orphan RS created by deployment when deleteOptions.PropagationPolicy is Orphan [Conformance]':
        'garbage > the ReplicaSet of a Deployment: deleted, or an orphan',
      'should orphan pods created by rc if delete options say so [Conformance]':
        'api > the Pods of a controller deleted with {"propagationPolicy":"Orphan"}',
    },
  },
  {
    subject: '[sig-api-machinery] Namespaces [Serial]',
    tests: {
      'should ensure that all pods are removed when a namespace is deleted [Conformance]':
        'garbage > goes with it, and does not come back',
      'should ensure that all services are removed when a namespace is deleted [Conformance]':
        'garbage > goes with it, and does not come back',
      'should patch a Namespace [Conformance]': 'garbage > its labels are patched',
    },
  },
  {
    subject: '[sig-api-machinery] ResourceQuota',
    tests: {
      'should be able to update and delete ResourceQuota. [Conformance]':
        'quotas > are read, changed and deleted',
      'should create a ResourceQuota and capture the life of a configMap. [Conformance]': `${QUOTA} configmaps`,
      'should create a ResourceQuota and capture the life of a pod. [Conformance]':
        'quotas > the life of a Pod, with a resource of its own kind',
      'should create a ResourceQuota and capture the life of a replica set. [Conformance]': `${QUOTA} count/replicasets.apps`,
      'should create a ResourceQuota and capture the life of a replication controller. [Conformance]': `${QUOTA} replicationcontrollers`,
      'should create a ResourceQuota and capture the life of a secret. [Conformance]': `${QUOTA} secrets`,
      'should create a ResourceQuota and capture the life of a service. [Conformance]': `${QUOTA} services`,
      'should create a ResourceQuota and ensure its status is promptly calculated. [Conformance]':
        'api > a quota counts what comes and goes within seconds',
      'should verify ResourceQuota with best effort scope. [Conformance]':
        'quotas > of the scope BestEffort count no others',
      'should verify ResourceQuota with terminating scopes. [Conformance]':
        'quotas > of the scope Terminating count no others',
    },
  },
  {
    subject: '[sig-api-machinery] Secrets',
    tests: {
      'should be consumable from pods in env vars [NodeConformance] [Conformance]':
        'pods > a variable from a Secret',
      'should be consumable via the environment [NodeConformance] [Conformance]':
        'pods > all that a ConfigMap and a Secret hold as variables',
      'should fail to create secret due to empty secret key [Conformance]':
        'api > no secrets with an empty key',
      'should patch a secret [Conformance]': 'api > a life at /api/v1/namespaces/default/secrets',
    },
  },
  {
    subject: '[sig-api-machinery] Watchers',
    tests: {
      'should be able to restart watching from the last resource version observed by the previous watch [Conformance]':
        'watchers > a watch goes on where another ended',
      'should be able to start watching from a specific resource version [Conformance]':
        'watchers > a watch from a version hears what came after it',
      'should observe add, update, and delete watch notifications on configmaps [Conformance]':
        'watchers > add, update and delete reach all that select the object, and none else',
      'should observe an object deletion if it stops meeting the requirements of the selector [Conformance]':
        'watchers > an object that is selected no more is deleted, for this watch',
      'should receive events on concurrent watches in same order [Conformance]':
        'watchers > watches from all versions hear the same order',
    },
  },
];
