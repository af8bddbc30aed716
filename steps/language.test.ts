import { describe, it } from 'node:test';
import { assert } from 'chai';
import { stepDefinitions } from './testing-sentences';

/** What a feature may say, whatever the sentences are made of: the language that is promised. */
const promised = `
a cluster with 3 nodes
a cluster with 1 node
a cluster with 3 nodes of 4 CPUs and 8Gi memory each
a cluster with 1 node of 1 CPU and 512Mi memory each
a cluster with 2 nodes of 500m CPU and 1Gi memory each
a cluster with 6 nodes across zones "a", "b", "c"
a cluster with 1 node across zones "a"
a cluster with nodes:
the namespace "shop"
the user "bob" with Role "view" in namespace "team-a"
the file "k8s/shop.yaml" is applied
the cluster has settled
the image "shop:1.1" does not exist
the image "shop:1.1" takes 30 seconds to pull
the image "shop:1.1" becomes ready after 20 seconds
the image "shop:1.1" becomes ready after 1 minute 30 seconds
the image "shop:1.1" never becomes ready
the image "shop:1.1" exits with code 1 after 3 seconds
the image "shop:1.1" completes after 2 minutes
the image "shop:1.1" uses 300m CPU and 512Mi memory
the image "shop:1.1" logs "listening on 8080"
I apply "k8s/shop.yaml"
I try to apply "k8s/broken.yaml"
I apply:
I try to apply:
I run \`kubectl scale deployment/web --replicas=5\`
I try to run \`kubectl get pods -o jsonpath='{.items[0].metadata.name}'\`
bob runs \`kubectl get pods -n team-a\`
bob tries to run \`kubectl delete pod web -n team-a\`
I scale Deployment "web" to 5 replicas
I scale StatefulSet "db" to 1 replica
I scale deploy "shop/web" to 0 replicas
I set the image of container "nginx" in Deployment "web" to "nginx:1.16.1"
I roll back Deployment "web"
I roll back Deployment "web" to revision 2
I pause the rollout of Deployment "web"
I resume the rollout of Deployment "web"
I restart the rollout of Deployment "web"
I cordon node "node-1"
I uncordon node "node-1"
I drain node "node-1"
I try to drain node "node-1"
I try to drain node "node-1" for 5 minutes
I drain node "node-1" for 5 minutes
I delete Deployment "web"
I try to delete Pod "web-0"
I evict Pod "web-0"
I try to evict Pod "web-0"
I label node "node-1" with "disk=ssd"
I taint node "node-1" with "maintenance=true:NoExecute"
I try to scale Deployment "web" to 5 replicas
I try to set the image of container "nginx" in Deployment "web" to "nginx:1.16.1"
I try to roll back Deployment "web"
I try to roll back Deployment "web" to revision 7
I try to pause the rollout of Deployment "web"
I try to cordon node "node-9"
I try to label node "node-1" with "=x"
node "node-1" crashes
node "node-1" recovers
node "node-1" is removed
node "node-1" loses its network
node "node-4" joins
node "node-4" joins with 4 CPUs and 8Gi memory
a highly available control plane with 3 replicas
100 requests per second are sent to Service "web"
1 request per second is sent to Service "shop/web"
requests to Service "web" reach 3 different Pods
requests to Service "web" reach at least 2 different Pods
within 1 minute requests to Service "web" reach 1 different Pod
no request to Service "web" failed
since I set the image no request to Service "nginx" failed
fewer than 10 requests to Service "web" failed
at least 99.9% of the requests to Service "web" succeeded
since node "node-1" crashes at least 95% of the requests to Service "web" succeeded
zone "a" goes down
zone "a" comes back
a container of Deployment "web" is killed
a container of Pod "web-0" is killed
Pod "web-0" stops answering its readiness probe
a Pod of Deployment "shop" stops answering its readiness probe
the leader of "kube-controller-manager" crashes
the API server is unavailable for 30 seconds
5 minutes pass
1 minute passes
90s pass
1h passes
1 minute 30 seconds pass
the cluster settles
the cluster settles within 2 minutes
Deployment "web" is available
Deployment "web" becomes available within 2 minutes
Job "pi" becomes complete within 2 hours
Job "pi" is failed
Job "pi" becomes failed within 10 minutes
PodDisruptionBudget "web" is healthy
Deployment "web" completes its rollout within 2 minutes
StatefulSet "web" completes its rollout within 1m30s
Deployment "web" has 3 ready Pods
Deployment "web" has 1 ready Pod
Deployment "web" has no ready Pods
Deployment "web" has no terminating Pod
Deployment "web" has at least 3 available Pods
Deployment "web" has at most 3 running Pods
Deployment "web" has fewer than 3 pending Pods
Deployment "web" has more than 3 active Pods
Deployment "web" has between 2 and 4 updated Pods
Deployment "shop/web" has 3 scheduled Pods
within 1 minute Deployment "web" has 3 ready Pods
within 1 minute 30 seconds Deployment "web" is available
3 Pods of Deployment "web" run on 3 different nodes
3 Pods of Deployment "web" run on at least 2 different nodes
2 Pods of Deployment "web" run on 1 node
no Pod of Deployment "web" runs on node "node-1"
1 Pod of Deployment "web" runs on node "node-1"
between 1 and 2 Pods of Deployment "web" run on node "node-1"
every Pod of DaemonSet "agent" runs on its own node
every Pod of Deployment "web" runs on node "node-2"
every Pod of Deployment "web" is Running
Pod "web-0" is Running on node "node-2"
Pod "web-0" is Running
Pod "web-0" is Pending
Pod "web-0" is CrashLoopBackOff
Pod "web-0" is Init:0/1
Pod "web-0" is Init:CrashLoopBackOff
Pod "web-0" becomes Running within 30 seconds
Pod "web-0" stays Running for 10 minutes
Pod "web-0" becomes ready within 30 seconds
1 Pod of Deployment "web" is ImagePullBackOff
at least 2 Pods of Deployment "web" are ContainerCreating
2 Pods of Deployment "web" run in zone "a"
no Pod of Deployment "web" runs in zone "b"
Pod "web-0" has restarted 3 times
Pod "web-0" has restarted 1 time
Pod "web-0" has restarted at least 2 times
Pod "web-0" has not restarted
no Pod of Deployment "web" has restarted
2 Pods of Deployment "web" have restarted
there are 3 nodes
there is 1 node
there are no Pods
there are at least 2 Pods
there are 2 ReplicaSets of Deployment "web"
there is 1 ReplicaSet of Deployment "web"
there are between 1 and 3 Pods of Job "pi"
there is no Pod "web-3"
there is no Deployment "shop/web"
there is a Pod "web-0"
node "node-1" is NotReady
node "node-1" is Ready
node "node-1" is ready
node "node-1" is SchedulingDisabled
node "node-1" becomes NotReady within 1 minute
Deployment "web" matches:
within 10 seconds Deployment "web" matches:
the field "status.readyReplicas" of Deployment "web" is 3
the field "spec.strategy.type" of Deployment "web" is "Recreate"
the field "{.spec.template.spec.containers[0].image}" of Deployment "web" is "nginx:1.16.1"
the field "spec.replicas" of Deployment "web" is at least 3
the field "spec.replicas" of Deployment "web" is at most 3
the field "metadata.labels" of Deployment "web" contains "app"
the field "spec.nodeName" of Pod "web-0" is absent
Service "web" has 3 endpoints
Service "web" has no endpoints
Service "web" has at least 1 endpoint
there is no Event "FailedScheduling" of Pod "web-0"
Deployment "web" has 3 Pods
Deployment "web" has no Pods
Pod "web-0" runs on node "node-1"
there are 3 ready nodes
there is no ready node
I patch Deployment "web" with:
I label Pod "web-0" with "a=b"
I try to label Pod "web-0" with "a=b"
the name "web.shop.svc.cluster.local" resolves to 1 address
the name "web-0.db" resolves to no addresses
the name "web" resolves to 3 addresses
an Event "FailedScheduling" of Pod "web-0" says "0/3 nodes are available"
an Event "TriggeredScaleUp" says "pod triggered scale-up"
it is refused with "selector does not match template labels"
it is refused with "strict decoding error: unknown field \\"spec.image\\""
it is refused with:
the output is:
the output contains "deployment.apps/web scaled"
the log of Pod "hello" contains "Hello, Kubernetes!"
the log of Job "hello" contains "Hello, Kubernetes!"
PersistentVolumeClaim "www-web-2" is Bound
Namespace "shop" is Terminating
at no time fewer than 3 Pods of Deployment "web" were ready
at no time more than 1 Pod of Deployment "web" was terminating
since I set the image at no time more than 5 Pods of Deployment "web" were active
since I run at no time fewer than 2 Pods of Deployment "web" were ready
since node "node-1" crashes at no time fewer than 2 Pods of Deployment "web" were ready
at all times no node ran more than 2 Pods of Deployment "web"
since I scale at all times no node ran more than 2 Pods of Deployment "web"
at all times at least 3 Pods of Deployment "web" were ready
since I set the image at all times between 3 and 4 Pods of Deployment "web" were active
at all times Deployment "web" was available
since 5 minutes at no time Deployment "web" was available
Deployment "web" stays available for 10 minutes
the Pods of StatefulSet "db" started one after another in order
it took between 5 minutes and 6 minutes
it took between 5 minutes and 5 minutes 10 seconds
it took at least 5 minutes
it took at most 1 minute 30 seconds
`
  .split('\n')
  .filter((line) => line !== '');

describe('the language', () => {
  for (const text of promised) {
    it(text, () => {
      const found = stepDefinitions
        .filter((definition) => definition.matchesStepName(text))
        .map(({ pattern }) => String(pattern));
      assert.lengthOf(found, 1, found.join(' | '));
    });
  }
});
