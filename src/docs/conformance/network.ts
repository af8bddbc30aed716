import type { ConformanceSubject } from './subject';

const DNS = 'network > records of Services, Pods and hosts';
const CLI = '../kubectl-conformance >';

/** What SIG Network and SIG CLI ask. */
export const networkSubjects: readonly ConformanceSubject[] = [
  {
    subject: '[sig-network] DNS',
    tests: {
      'should provide /etc/hosts entries for the cluster [LinuxOnly] [Conformance]': DNS,
      'should provide DNS for ExternalName services [Conformance]':
        'affinity > a name that becomes another name, and then an address',
      'should provide DNS for pods for Hostname [LinuxOnly] [Conformance]': DNS,
      'should provide DNS for pods for Subdomain [Conformance]': DNS,
      'should provide DNS for services  [Conformance]': DNS,
      'should provide DNS for the cluster  [Conformance]': DNS,
      'should resolve DNS of partial qualified names for services [LinuxOnly] [Conformance]': DNS,
      'should support configurable pod DNS nameservers [Conformance]':
        'network > servers and domains that the Pod names',
    },
  },
  {
    subject: '[sig-network]',
    tests: {
      'Ingress API should support creating Ingress API operations [Conformance]':
        'groups > ingresses: discovery, and all verbs',
      'IngressClass API  should support creating IngressClass API operations [Conformance]':
        'groups > ingressclasses: discovery, and all verbs',
      'Proxy version v1 should proxy through a service and a pod  [Conformance]':
        'proxies-and-programs > ports of Services and Pods, with links that lead back',
      'Service endpoints latency should not be very high  [Conformance]':
        'endpoints > each of a hundred Services has its endpoints at once',
    },
  },
  {
    subject: '[sig-network] Networking Granular Checks: Pods should function for',
    tests: {
      'intra-pod communication: http [NodeConformance] [Conformance]':
        'network > Pods reach Pods by http, and tell it',
      'intra-pod communication: udp [NodeConformance] [Conformance]':
        'network > Pods reach Pods by udp, and tell it',
      'node-pod communication: http [LinuxOnly] [NodeConformance] [Conformance]':
        'network > nodes reach Pods',
      'node-pod communication: udp [LinuxOnly] [NodeConformance] [Conformance]':
        'network > nodes reach Pods',
    },
  },
  {
    subject: '[sig-network] Services',
    tests: {
      'should be able to change the type from ClusterIP to ExternalName [Conformance]':
        'api > a Service changes its type, as clients before dual-stack write it',
      'should be able to change the type from ExternalName to ClusterIP [Conformance]':
        'network > a Service that becomes another name, and back',
      'should be able to change the type from ExternalName to NodePort [Conformance]':
        'api > a Service changes its type, as clients before dual-stack write it',
      'should be able to change the type from NodePort to ExternalName [Conformance]':
        'api > a Service changes its type, as clients before dual-stack write it',
      'should be able to create a functioning NodePort service [Conformance]':
        'network > a Service by name, address and the port of each node',
      'should be able to switch session affinity for NodePort service [LinuxOnly] [Conformance]':
        'affinity > NodePort: taken back and given again',
      'should be able to switch session affinity for service with type clusterIP [LinuxOnly] [Conformance]':
        'affinity > ClusterIP: taken back and given again',
      'should find a service from listing all namespaces [Conformance]':
        'endpoints > a Service is found among all namespaces, and its Endpoints live',
      'should have session affinity timeout work for NodePort service [LinuxOnly] [Conformance]':
        'affinity > NodePort: over after its time',
      'should have session affinity timeout work for service with type clusterIP [LinuxOnly] [Conformance]':
        'affinity > ClusterIP: over after its time',
      'should have session affinity work for NodePort service [LinuxOnly] [Conformance]':
        'affinity > NodePort: taken back and given again',
      'should have session affinity work for service with type clusterIP [LinuxOnly] [Conformance]':
        'affinity > ClusterIP: taken back and given again',
      'should provide secure master service  [Conformance]': 'endpoints > the API server has both',
      'should serve a basic endpoint from pods  [Conformance]':
        'endpoints > endpoints follow Pods: one port',
      'should serve multiport endpoints from pods  [Conformance]':
        'endpoints > endpoints follow Pods: several ports',
      'should test the lifecycle of an Endpoint [Conformance]':
        'endpoints > a Service is found among all namespaces, and its Endpoints live',
    },
  },
  {
    subject: '[sig-cli] Kubectl client',
    tests: {
      'Guestbook application should create and stop a working application  [Conformance]': `${CLI} a guestbook is created, written and read`,
      'Kubectl api-versions should check if v1 is in available api versions  [Conformance]': `${CLI} versions of the API, of the program and of the cluster`,
      'Kubectl cluster-info should check if Kubernetes control plane services is included in cluster-info  [Conformance]': `${CLI} versions of the API, of the program and of the cluster`,
      'Kubectl describe should check if kubectl describe prints relevant information for rc and pods  [Conformance]': `${CLI} what describe says of a controller, its Pods and Service`,
      'Kubectl diff should check if kubectl diff finds a difference for Deployments [Conformance]': `${CLI} a difference of images is found`,
      'Kubectl expose should create services for rc  [Conformance]': `${CLI} a controller and a Service are exposed`,
      'Kubectl label should update the label on a resource  [Conformance]': `${CLI} a label comes and goes`,
      'Kubectl logs should be able to retrieve and filter logs  [Conformance]': `${CLI} logs are cut by lines, bytes and time`,
      'Kubectl patch should add annotations for pods in rc  [Conformance]': `${CLI} Pods of a controller are annotated by patches`,
      "Kubectl replace should update a single-container pod's image  [Conformance]": `${CLI} a Pod is run, tried out and replaced`,
      'Kubectl run pod should create a pod from an image when restart is Never  [Conformance]': `${CLI} a Pod is run, tried out and replaced`,
      'Kubectl server-side dry-run should check if kubectl can dry-run update Pods [Conformance]': `${CLI} a Pod is run, tried out and replaced`,
      'Kubectl version should check is all data is printed  [Conformance]': `${CLI} versions of the API, of the program and of the cluster`,
      'Proxy server should support --unix-socket=/path  [Conformance]': `${CLI} the proxy listens on a socket and on any port`,
      'Proxy server should support proxy with --port 0  [Conformance]': `${CLI} the proxy listens on a socket and on any port`,
      'Update Demo should create and stop a replication controller  [Conformance]': `${CLI} the update demo is scaled, as its templates read it`,
      'Update Demo should scale a replication controller  [Conformance]': `${CLI} the update demo is scaled, as its templates read it`,
    },
  },
];
