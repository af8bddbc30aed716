import { describe, it } from 'node:test';
import { assert } from 'chai';
import { stepDefinitions } from './testing-sentences';

/** How people say it beside the forms that are promised: words for numbers, articles, plurals, other prepositions. */
const wordings = `
a cluster with one node
a cluster with three nodes of 4 CPUs and 8Gi of memory each
a cluster with 3 nodes with 2 CPUs and 4Gi memory
a cluster with 6 nodes in zones "a", "b", and "c"
a cluster with 4 Nodes
the user "bob" with Role "view" in the namespace "team-a"
the namespace 'shop'
"bob" runs \`kubectl get pods\`
user "bob" tries to run \`kubectl get pods\`
the user "bob" runs \`kubectl get pods\`
I apply the file "x.yaml"
I scale Deployment "web" down to one replica
I scale Deployment "web" to 0 Pods
I scale up Deployment "web" to ten replicas
I set the image of container "c" of StatefulSet "db" to "x"
I delete the Deployment "web"
I delete the namespace "shop"
3 pods of Deployment "web" are ready
all 3 Pods of Deployment "web" are ready
all Pods of Deployment "web" are ready
all 3 Pods of Deployment "web" are Running
a Pod of Deployment "web" is ImagePullBackOff
at least one Pod of Deployment "web" is Pending
no pod of Deployment "web" is Pending
exactly 3 Pods of Deployment "web" are Running
Deployment "web" has three ready pods
Deployment "web" has 3 replicas
Deployment "web" has 3 ready replicas
Deployment "web" has 3 available replicas
there are 3 ready Pods of Deployment "web"
there is a Pod of Deployment "web"
the Pods of Deployment "web" run on 3 different nodes
the Pods of Deployment "web" run on at least two nodes
every Pod of Deployment "web" runs in zone "a"
2 Pods of Deployment "web" run in each zone
1 Pod of DaemonSet "agent" runs on each node
Pod "web-0" has restarted at least once
Pod "web-0" has restarted twice
Pod "web-0" has never restarted
container "app" of Pod "web-0" has restarted 2 times
the Deployment "web" is available
the Deployment 'web' is available
Deployment "web" is not available
the node "node-1" is NotReady
node "node-1" is not ready
within 2 minutes, the node "node-1" is NotReady
within half a minute no Pod of Deployment "web" runs on node "node-1"
within an hour and a half Deployment "web" is available
for 10 minutes Deployment "web" has 3 ready Pods
for five minutes, no Pod of Deployment "web" is Pending
an hour passes
half an hour passes
1 hour and 30 minutes pass
a minute and a half passes
two days pass
I wait 5 minutes
I wait for 5 minutes
it took 5 minutes
it took about 5 minutes
it took less than 5 minutes
it took between 1 minute and 30 seconds and 2 minutes
Job "pi" is Complete
Job "pi" has failed
Job "pi" has completed
the field "spec.x" of Pod "p" is "a"
the field "spec.x" of Pod "p" is 500m
the field "spec.x" of Pod "p" is not 500m
the field "spec.x" of Pod "p" is not "a"
the field "spec.x" of Pod "p" is present
the field "spec.x" of Pod "p" does not contain "x"
Service "web" has 2 ready endpoints
requests to Service "web" reach at least 2 Pods
all requests to Service "web" succeeded
every request to Service "web" succeeded
within 2 minutes at least 99.9% of requests to Service "web" succeeded
within 2 minutes no request to Service "web" failed
since I drain no request to Service "web" failed
at most 1% of the requests to Service "web" failed
an Event of Pod "p" says "x"
no Event of Pod "p" says "x"
no Event "Y" of Pod "p" says "x"
there is an Event "Y" of Pod "p"
there are at least 3 Events "Y" of Pod "p"
an Event "FailedScheduling" of a Pod of Deployment "web" says "x"
there is no Event "Y" of the Pods of Deployment "web"
it is refused
it was refused with "x"
it is not refused
it succeeds
the logs of Pod "p" contain "x"
the log of container "c" of Pod "p" contains "x"
the log of container "c" in Pod "p" does not contain "x"
at no time node "node-1" was NotReady
at all times node "node-1" was Ready
at no time Pod "web-0" was CrashLoopBackOff
at no time Pod "web-0" was ready
the Pods of StatefulSet "db" stopped one after another in reverse order
node "node-1" reboots
node "node-1" crashes for 2 minutes
node "node-1" loses its network for 1 minute
node "node-1" regains its network
in 10 seconds node "node-1" crashes
the kubelet of node "node-1" restarts
the kubelet on node "node-1" crashes
"kube-scheduler" restarts
container "c" of Deployment "web" is killed
node "node-4" joins with 4 CPUs and 8Gi of memory in zone "a"
I remove the taint "a:NoExecute" from node "node-1"
I try to remove the label "a" from Pod "p"
the image "x" uses 2 CPUs
the image "x" uses 1 CPU and 1Gi of memory
the image "x" uses 1Gi memory
the image "x" exits with code 0
the image "x" exits with code 137 after half a minute
the image "x" ignores SIGTERM
the image "x" exists
the image "x" does not exist
the load on Deployment "web" is 2 CPUs
the load on Deployment "web" is 2 CPUs in total
one request per second is sent to Service "web"
there are 3 Pods in namespace "shop"
there are no Pods in the namespace "shop"
there are 3 Nodes
there is one node
there are 3 ready Nodes
all nodes are Ready
all nodes are ready
every Node is Ready
Pod "web-0" becomes Running on node "node-2" within 2 minutes
Deployment "web" has no unready Pods
Deployment "web" has at least one failed Pod
`
  .split('\n')
  .filter((line) => line !== '');

/** What must not be taken for a sentence. */
const nonsense = [
  'a cluster with many nodes',
  'the image "x" uses memory',
  'Deployment "web" has ready Pods',
  'it took a while',
  'within soon Deployment "web" is available',
  'the thing "web" is available',
];

describe('wordings', () => {
  for (const text of wordings) {
    it(text, () => {
      const found = stepDefinitions
        .filter((definition) => definition.matchesStepName(text))
        .map(({ pattern }) => String(pattern));
      assert.lengthOf(found, 1, found.join(' | '));
    });
  }

  for (const text of nonsense) {
    it(`none: ${text}`, () => {
      assert.isEmpty(stepDefinitions.filter((each) => each.matchesStepName(text)));
    });
  }
});
