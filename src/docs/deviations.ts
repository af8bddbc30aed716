/** Where the simulation knowingly differs from a Kubernetes v1.34 cluster. The docs publish the list. */
export interface Deviation {
  readonly area: string;
  readonly here: string;
  readonly there: string;
}

export const deviations: readonly Deviation[] = [
  {
    area: 'API',
    here: 'A write that changes only who owns a field gets no revision of its own',
    there: 'managedFields are part of the object, and a change of them a new revision',
  },
  {
    area: 'API',
    here: 'What components create belongs to them with all that the server adds to it, as addresses and the volume of a token',
    there: 'Nobody owns what the server adds',
  },
  {
    area: 'API',
    here: 'Fields that are applied through another version of a stored kind are owned under the version that is stored',
    there: 'Ownership is kept by version',
  },
  {
    area: 'API',
    here: 'Fields that Go prints as null are absent',
    there: '`"selector": null` and the like are printed',
  },
  {
    area: 'API',
    here: 'Of an expression in CEL that does not compile, the first error is told; what one may cost is counted when it runs, by steps that are alike',
    there:
      'All errors are told; what it may cost is estimated beforehand, and counted by each function',
  },
  {
    area: 'API',
    here: 'No audit log is kept: what policies want to note in it is evaluated, and failures have a say',
    there: 'Annotations stand in the audit log',
  },
  {
    area: 'API',
    here: 'Nothing and nobody is exempt from Pod security; a kubelet that changes of a claim more than it may is told the parts in question',
    there:
      'A file exempts users, namespaces and runtime classes; the kubelet is shown a difference in Go',
  },
  {
    area: 'API',
    here: 'Of what kubeadm makes there is the binding of those who made the cluster alone; a watch that has begun goes on when its user loses the right to it',
    there:
      'There are roles for nodes that join and ConfigMaps of kubeadm too; a watch ends within ten minutes and is asked about anew',
  },
  {
    area: 'API',
    here: 'Feature gates cannot be set where what they do is not simulated; so MutatingAdmissionPolicies, which are off by default, are not served',
    there: 'Each can be, unless it is locked',
  },
  {
    area: 'API',
    here: 'Volumes of images, and projections of trust bundles and Pod certificates, are stored, though their gates are off',
    there: 'They are dropped, unless somebody switches the gates on',
  },
  {
    area: 'API',
    here: 'Of a CertificateSigningRequest, the PEM block is looked at, not what it holds',
    there: 'Its request must be well-formed, and signed by its key',
  },
  {
    area: 'API',
    here: "Of a TLS Secret's certificate that cannot be read, a warning says no more than that; updates of a status are not warned of; kubectl's steps do not print that an API version is deprecated",
    there:
      'The warning tells what is malformed; odd addresses in a status and deprecated versions are warned of',
  },
  {
    area: 'API',
    here: 'What a conversion webhook has answered for an object is kept until the object changes; another storage version converts all objects at once; a watch leaves out what its webhook fails to convert',
    there:
      'It is asked at each read, also of what is stored in an older version, and such a watch ends',
  },
  {
    area: 'API',
    here: "The hash in a ReplicaSet's name has other letters",
    there: "It is a hash of Go's dump of the template",
  },
  {
    area: 'API',
    here: 'Pods of one template share the name of their token volume',
    there: 'Each Pod has a random one',
  },
  {
    area: 'API',
    here: 'Mere heartbeats (Lease renewals, node status) are not replayed to a watch that begins in the past',
    there: 'They are, as long as etcd keeps them',
  },
  {
    area: 'API over HTTP',
    here: 'An APIService that names a Service is Available when that has endpoints; requests go to the simulated server there, over HTTP alone, and namespaces, quotas and garbage collection know nothing of its objects. This server has no APIServices of its own groups',
    there:
      'The server is asked for its discovery too, everything goes through it, and each group and version has an APIService',
  },
  {
    area: 'API over HTTP',
    here: 'A client that takes CBOR only gets 406, as does one that wants a version of v1.20 in protobuf',
    there: 'With a gate that is off by default, CBOR as well; v1.20 has its versions in protobuf',
  },
  {
    area: 'API',
    here: 'Webhooks are reached in simulated Pods and in files beside features: a server outside the simulation takes no connection. Behind a Service it needs a caBundle, or an annotation by which cert-manager would fill it in; what the bundle holds is not looked at. One that changes an object is not followed by the built-in plugins once more; one that is slow holds up creations alone',
    there:
      'Any HTTPS server that the caBundle vouches for; built-in plugins look again; every write waits',
  },
  {
    area: 'API over HTTP',
    here: 'exec and attach reach an interpreted shell and the usual small commands, and other programs are refused with exit code 126; port-forward and proxies reach servers that are simulated, which speak HTTP alone',
    there: 'They reach the container',
  },
  {
    area: 'API over HTTP',
    here: 'HTTP/1.1',
    there: 'HTTP/2 too',
  },
  {
    area: 'API over HTTP',
    here: 'OpenAPI describes custom resources and what metadata all objects have, but no other field: `kubectl explain` shows fields and types alone',
    there: 'Every field is described',
  },
  {
    area: 'API over HTTP',
    here: 'With `--legacy-apis` the kinds that v1.20 had in v1beta1 are served in its words, but for CustomResourceDefinitions, webhooks, API services and certificates',
    there: 'v1.34 serves none of them, v1.20 all',
  },
  {
    area: 'Controllers',
    here: 'A watch takes 1 ms, a look that writes keeps its worker 20 ms',
    there: 'Both vary with the load',
  },
  {
    area: 'Controllers',
    here: 'A CronJob takes back Jobs that it made and whose start a crash kept out of its status',
    there: 'It reports them as unexpected, and with Forbid may start another beside them',
  },
  {
    area: 'Scheduler',
    here: 'Pods with resource claims find no node, and are told why',
    there: 'DynamicResources allocates devices',
  },
  {
    area: 'Scheduler',
    here: 'Extenders, and what else of a KubeSchedulerConfiguration is not simulated, are refused with their place in it',
    there: 'They are asked over HTTP',
  },
  {
    area: 'Add-ons',
    here: 'Names resolve without any Pod, unless the add-on "dns" is there; CoreDNS answers by what is in the API server now, and its Corefile is not read',
    there:
      'Nothing resolves without CoreDNS, which hears of changes a little later and caches answers for 30 s',
  },
  {
    area: 'Add-ons',
    here: 'The add-on "logging" collects once a second, and its store is the log of one Pod; the dashboard has no pages',
    there:
      'Collectors follow files as they grow; stores and the dashboard are programs of their own',
  },
  {
    area: 'Kubelet',
    here: 'Pods use no disk and no process IDs: a shortage of those comes from outside and images are not collected; Pods are evicted every 10 s until it is over',
    there: 'The kubelet removes images first and measures what each Pod uses',
  },
  {
    area: 'Kubelet',
    here: 'Unless told otherwise an image is pulled in 100 ms, a sandbox and a container start in 20 to 80 ms each, TERM is obeyed after 50 ms',
    there: 'That depends on images, disks and programs',
  },
  {
    area: 'Kubelet',
    here: 'The first probe comes exactly at initialDelaySeconds',
    there: 'It comes up to one period later',
  },
  {
    area: 'Kubelet',
    here: 'An image told to be slow to become ready counts as not ready even without a probe',
    there: 'Without a readiness probe a running container is ready',
  },
  {
    area: 'Kubelet',
    here: 'Modes and owners of files are shown, but keep nobody from reading and writing; runAsNonRoot looks at the users that the Pod names, not at those of images',
    there: 'Files belong to users; the user of the image counts as well',
  },
  {
    area: 'Kubelet',
    here: 'Commands that are not understood run until they are stopped',
    there: 'They do what they do',
  },
  {
    area: 'Language',
    here: '"settles" does not wait for back-offs of crashing containers and failing pulls, which never end',
    there: '–',
  },
  {
    area: 'kubectl',
    here: 'Help has words and an order of its own; `completion` is refused',
    there: 'It explains, with examples',
  },
  {
    area: 'kubectl',
    here: 'Rare errors of YAML have words of their own; outside of kubectl, a key that stands twice in a map is refused',
    there: "Go's parser words them, before the server is asked; the last of the two counts",
  },
  {
    area: 'kubectl',
    here: 'A CertificateSigningRequest is described field by field',
    there: 'Its request is read, and its subject shown',
  },
  {
    area: 'kubectl',
    here: 'With --sort-by, and among Events of one second, what is equal keeps its order; keys of Secrets stand in order',
    there: 'Of more than twelve, equals stand in an order of their own; maps are walked at random',
  },
  {
    area: 'kubectl',
    here: 'In process, there are no componentstatuses',
    there: 'There are; served to a real kubectl they are here as well',
  },
  {
    area: 'kubectl',
    here: 'In process, commands that reach out of the simulation say that they cannot: cp, port-forward, proxy; so does cluster-info dump',
    there: 'They do what they are for',
  },
  {
    area: 'kubectl',
    here: 'edit runs no other editor than sed -i, diff no other program than diff -u -N',
    there: 'Any program runs',
  },
  {
    area: 'kubectl',
    here: 'The kubeconfig that config changes is forgotten at the end of a scenario; set-credentials knows no plugins',
    there: 'It stands in a file',
  },
  {
    area: 'Add-ons',
    here: 'metrics-server tells what containers use at the time of its latest round',
    there: 'It tells the average since the round before',
  },
  {
    area: 'Add-ons',
    here: 'The cluster autoscaler reckons with the default scheduler profile and a node without DaemonSet Pods; its status has the counts that decide',
    there: 'It adds the DaemonSet Pods of a group to its template, and reports more',
  },
  {
    area: 'Kubelet',
    here: 'Files of a ConfigMap, Secret or the Pod itself are read anew when somebody looks at them after a minute',
    there: 'They follow changes within about a minute, whoever looks',
  },
  {
    area: 'Storage',
    here: 'Volumes are not attached: there are no VolumeAttachments, and mounting takes no time',
    there: 'The attach-detach controller and the CSI driver do it',
  },
  {
    area: 'Network',
    here: 'One kube-proxy stands for all nodes; its rules follow the endpoints after 50 ms, at most every 100 ms',
    there:
      'Each node has its own; iptables rules are written at most once a second, and Pods start ten times as slowly',
  },
  {
    area: 'Network',
    here: "Requests go to a Service's first port, a new connection each; topology hints are not followed",
    there: 'Clients choose; connections are kept alive; trafficDistribution prefers near endpoints',
  },
  {
    area: 'Network',
    here: 'NetworkPolicies hold at once, also for names asked where no Pod serves them; a command whose connection they drop ends at once, as if its time were up. Requests of the step "… are sent to" come from outside the cluster; exec, port-forward and probes come from the node',
    there:
      'A CNI plugin enforces them, soon after, or ignores them; the command waits as long as it is told',
  },
  {
    area: 'Controllers',
    here: 'The requests of one look of a controller come at one instant, but in the replays of recordings',
    there: 'Each takes its time, and others act in between',
  },
  {
    area: 'Control plane',
    here: 'The controller manager and the scheduler elect a leader in a highly available control plane only',
    there: 'They always do',
  },
];
