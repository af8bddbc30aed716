/**
 * What Kubernetes v1.34 is known to do otherwise than v1.20, of which the recordings are. One table: a reason for
 * each, and either the newer words for a text, or which facts no longer hold and are not compared.
 */
export interface NewerWords {
  readonly since: string;
  readonly reason: string;
  /** In a recorded text (`theirs`) or in ours: what stands there is made the same on both sides. */
  readonly of: 'theirs' | 'ours';
  readonly text: RegExp;
  readonly becomes: string;
}

export interface NewerBehaviour {
  readonly since: string;
  readonly reason: string;
  /** Facts, as the replay describes them, that a newer version does not bring about; `file` limits it to recordings. */
  readonly fact: RegExp;
  readonly file?: RegExp;
}

export const newerWords: readonly NewerWords[] = [
  {
    since: 'v1.27',
    reason: 'what refuses a Pod before any node is looked at is not counted by node',
    of: 'theirs',
    text: /(nodes are available: )\d+ (persistentvolumeclaim |pod has unbound immediate )/g,
    becomes: '$1$2',
  },
  {
    since: 'v1.33',
    reason: 'what refuses a Pod before any node is looked at is not counted by node',
    of: 'ours',
    text: /(nodes are available: (persistentvolumeclaim|pod has unbound immediate) .*?\.) not found/g,
    becomes: '$1',
  },
  {
    since: 'v1.26',
    reason: 'an autoscaler without usable metrics says that its Pods may be unready',
    of: 'theirs',
    text: /did not receive metrics for any ready pods/g,
    becomes: 'did not receive metrics for targeted pods (pods might be unready)',
  },
  {
    since: 'kubectl v1.31',
    reason: "the targets of an autoscaler tell the resource's name",
    of: 'ours',
    text: /\bcpu: (?=(\d+%|<unknown>)\/)/g,
    becomes: '',
  },
  {
    since: 'v1.23',
    reason: 'a quota names the containers that do not state what they must',
    of: 'ours',
    text: /(must specify [\w.,; -]+?) for: [\w.,-]+/g,
    becomes: '$1',
  },
  {
    since: 'v1.21',
    reason: 'nodeSelector and node affinity share one reason',
    of: 'theirs',
    text: /didn't match Pod's node affinity\b(?!\/)/g,
    becomes: "didn't match Pod's node affinity/selector",
  },
  {
    since: 'v1.22',
    reason: 'a node refused by (anti-)affinity has one reason, no longer two',
    of: 'theirs',
    text: /(, )?\d+ node\(s\) didn't match pod affinity\/anti-affinity(?=[,.])(, (?=\d))?/g,
    becomes: '',
  },
  {
    since: 'v1.22',
    reason: 'untolerated taints have other words',
    of: 'theirs',
    text: /node\(s\) had taint (\{[^}]*\}), that the pod didn't tolerate/g,
    becomes: 'node(s) had untolerated taint $1',
  },
  {
    since: 'v1.22, v1.34',
    reason: 'what preemption and dynamic resources had to say follows the reasons',
    of: 'ours',
    text: /\. (no new claims to deallocate, )?preemption: .*?(?="|$)/g,
    becomes: '.',
  },
  {
    since: 'kubectl v1.33',
    reason: 'kubectl delete tells the namespace',
    of: 'ours',
    text: / deleted from \S+ namespace/g,
    becomes: ' deleted',
  },
  {
    since: 'kubectl v1.21',
    reason: 'kubectl label tells when it only takes labels away',
    of: 'ours',
    text: / unlabeled/g,
    becomes: ' labeled',
  },
  {
    since: 'kubectl v1.28',
    reason: 'warnings begin with a capital',
    of: 'theirs',
    text: /^warning: /gm,
    becomes: 'Warning: ',
  },
  {
    since: 'v1.28',
    reason: 'a preempted Pod is told by whom with the uid, not with the name',
    of: 'theirs',
    text: /Preempted by \S+ on node/g,
    becomes: 'Preempted by pod UID on node',
  },
  {
    since: 'v1.25',
    reason: 'networking kinds are named by their own group',
    of: 'theirs',
    text: /^(Ingress|NetworkPolicy)\.extensions /,
    becomes: '$1.networking.k8s.io ',
  },
  {
    since: 'v1.28',
    reason: 'in the network of the host, the host port is blamed, not the port of the container',
    of: 'theirs',
    text: /containerPort: Invalid value: \d+: must match `hostPort` when `hostNetwork` is true/g,
    becomes: 'hostPort must match',
  },
  {
    since: 'v1.28',
    reason: 'in the network of the host, the host port is blamed, not the port of the container',
    of: 'ours',
    text: /hostPort: Invalid value: \d+: must match `containerPort` when `hostNetwork` is true/g,
    becomes: 'hostPort must match',
  },
  {
    since: 'v1.33',
    reason: 'a toleration that exists and has a value shows the value, not the whole',
    of: 'theirs',
    text: /Invalid value: core\.Toleration\{[^}]*Value:("[^"]*")[^}]*\}/g,
    becomes: 'Invalid value: $1',
  },
  {
    since: 'v1.28',
    reason: 'the keys that a Secret lacks stand in their place',
    of: 'theirs',
    text: /data\[%s\]\[/g,
    becomes: 'data[',
  },
  {
    since: 'v1.27',
    reason: 'a CronJob tells the condition of a finished Job, not its status',
    of: 'theirs',
    text: /(Saw completed job: \S+), status:/g,
    becomes: '$1, condition:',
  },
  {
    since: 'v1.31',
    reason: 'the condition Complete has a reason',
    of: 'ours',
    text: /Complete=True:CompletionsReached/g,
    becomes: 'Complete=True',
  },
  {
    since: 'v1.22',
    reason: '--record is deprecated',
    of: 'ours',
    text: /^Flag --record has been deprecated.*\n/gm,
    becomes: '',
  },
  {
    since: 'v1.22',
    reason: 'a failed Pod of a StatefulSet is deleted in so many words, not recreated',
    of: 'theirs',
    text: /RecreatingFailedPod (\S+) StatefulSet \S+\/(\S+) is recreating failed Pod (\S+)/g,
    becomes: 'SuccessfulDelete $1 delete Pod $3 in StatefulSet $2 successful',
  },
  {
    since: 'v1.22',
    reason: 'a quota that wants requests names the containers without them',
    of: 'ours',
    text: /(?<=must specify .*) for: [^;]+; /g,
    becomes: ',',
  },
  {
    since: 'v1.22',
    reason: 'a quota that wants requests names the containers without them',
    of: 'ours',
    text: /(?<=must specify .*) for: [^;]+$/g,
    becomes: '',
  },
  {
    since: 'v1.22',
    reason: 'a LimitRange tells the sum over a Pod as a quantity with its unit',
    of: 'ours',
    text: /(?<=usage per Pod is \S+, but (?:limit|request) is )[^,\]]+/g,
    becomes: 'so much',
  },
  {
    since: 'v1.22',
    reason: 'a LimitRange tells the sum over a Pod as a quantity with its unit',
    of: 'theirs',
    text: /(?<=usage per Pod is \S+, but (?:limit|request) is )\d+/g,
    becomes: 'so much',
  },
  {
    since: 'v1.27',
    reason: 'what is wrong with an item of a custom resource names the item, not its list',
    of: 'ours',
    text: /(\.\w+)\[\d+\](: Invalid value: .*?\1)\[\d+\]( in body)/g,
    becomes: '$1$2$3',
  },
  {
    since: 'v1.33',
    reason: 'values in messages are JSON, which knows no hexadecimal numbers',
    of: 'theirs',
    text: /Invalid value: 0x0\b/g,
    becomes: 'Invalid value: 0',
  },
  {
    since: 'v1.33',
    reason: 'addresses of Services belong to ServiceCIDRs, of which there may be several',
    of: 'theirs',
    text: /the provided IP \(\S+\) is not in the valid range\. The range of valid IPs is [\d./]+/g,
    becomes: 'the provided network does not match the current range',
  },
];

/** Answers of v1.20 that a newer server does not give: how ours differs from them, as the replay tells it. */
export interface NewerAnswer {
  readonly since: string;
  readonly reason: string;
  readonly difference: RegExp;
}

export const newerAnswers: readonly NewerAnswer[] = [
  {
    since: 'v1.34',
    reason: 'names of environment variables may have any printable character but "="',
    difference: /^code 201 instead of 422: .*a valid environment variable name must consist/,
  },
];

export const newerBehaviour: readonly NewerBehaviour[] = [
  {
    since: 'v1.22',
    reason: 'a budget goes on in spite of Pods without a controller, and says UnmanagedPods',
    fact: /^event (NoControllerRef|CalculateExpectedPodCountFailed) PodDisruptionBudget\/|^final PodDisruptionBudget\/\S+ step \d+ status\.currentHealthy: 1 instead of 0/,
  },
  {
    since: 'v1.33',
    reason: 'a namespace that goes loses its Pods first, and all else when they are gone',
    fact: /^trace (?!Pod\/)\w+\/\S+:\S+ step \d+ T=\d+ (DELETED |MODIFIED \{"term":1\})|^trace Namespace\/\S+ step \d+ T=\d+ MODIFIED \{"conds":\["NamespaceContentRemaining=True/,
  },
  {
    since: 'chance',
    reason: "a busy machine's cache was behind its own write; here a key waits for what it wrote",
    fact: /^event FailedToUpdateEndpoint(Slices)? /,
  },
  {
    since: 'v1.23',
    reason: 'the default spreading over zones and hosts counts nodes without a zone too',
    fact: /secs-HASH2|Deployment\/secs/,
    file: /^node-taint-noexecute$/,
  },
  {
    since: 'v1.26',
    reason: "a Pod's own status or deletion is no reason for the scheduler to try it again at once",
    fact: /^event FailedScheduling \S+ skip schedule deleting pod/,
  },
  {
    since: 'v1.33',
    reason:
      'a Pod in back-off is tried when no other Pod waits, so a preemptor follows its victims at once',
    fact: /vip-HASH3|Deployment\/vip|guarded-HASH1 step 4/,
    file: /^sched-preemption-pdb$/,
  },
  {
    since: 'v1.33',
    reason:
      'Pods that no plugin refused are tried again after their back-off, whatever happens, and in back-off when no other Pod waits: the most urgent gets the first node',
    fact: / step [678]\b|^event (Scheduled|Preempted|FailedScheduling) Pod/,
    file: /^sched-queue-order$/,
  },
  {
    since: 'v1.22',
    reason:
      'NodeResourcesBalancedAllocation scores by the standard deviation of the fractions: nodes are equal that were not',
    fact: /^sample \{"node-9":\d+,"node-8":\d+\}/,
    file: /^sched-distribution$/,
  },
  {
    since: 'v1.21',
    reason: 'the CronJob controller sleeps until the minute instead of asking every 10 s',
    fact: /^(trace|final|pods of|event) ?\S* ?(CronJob|Job|Pod)\//,
    file: /^cronjob-/,
  },
  {
    since: 'v1.27',
    reason: 'the first retry of a Job waits 10 s, too; a Pod that is deleted counts as failed',
    fact: /(Job|Pod)\/work/,
    file: /^(job-backofflimit|job-pod-deleted|pods-failed-evicted)$/,
  },
  {
    since: 'v1.31',
    reason: 'a Job has ended when its last Pod has: a terminating one is waited for',
    fact: /^trace Job\/\S+ step \d+ T=\d+ MODIFIED .*"conds":\["Failed=True/,
  },
  {
    since: 'v1.22',
    reason: 'of Pods that ended together a Job counts all at once',
    fact: /^trace Job\/\S+ step \d+ T=\d+ MODIFIED \{"act":\d+,"succ":\d+\} \| ours: .*"succ":/,
    file: /^job-/,
  },
  {
    since: 'v1.23',
    reason: 'a headless Service has slices of the families of its cluster alone: IPv4 here',
    fact: /^trace EndpointSlice\/\S+ step \d+ T=\d+ ADDED \{.*"type":"IPv6"/,
  },
  {
    since: 'v1.23',
    reason: 'a headless Service has slices of the families of its cluster alone: IPv4 here',
    fact: /^final EndpointSlice\/\S+-#2 step \d+ is not there/,
    file: /^(sts-|svc-headless|kubectl-describe-all|node-crash-sts|pods-failed)/,
  },
  {
    since: 'v1.22',
    reason: 'slices keep Pods on their way out, marked as terminating: they change more often',
    fact: /^final EndpointSlice\/\S+ step \d+ (metadata\.generation|endpoints: (\d+ items|\[.*"terminating":true))/,
  },
  {
    since: 'v1.31',
    reason: 'Jobs and CronJobs have the columns STATUS and TIMEZONE',
    fact: /^output of "(get (jobs?|cronjobs?)\b)/,
    file: /^(job-|cronjob-)/,
  },
];

/** Conditions that newer versions add to Pods and Jobs. */
export const newerConditions: ReadonlySet<string> = new Set([
  // v1.26: why a Pod is about to be disrupted
  'DisruptionTarget',
  // v1.29
  'PodReadyToStartContainers',
  // v1.26 and v1.30: how a Job is about to end
  'FailureTarget',
  'SuccessCriteriaMet',
]);

/** The text as both sides would have it. */
export function inNewerWords(text: string, of: 'theirs' | 'ours'): string {
  let result = text;
  for (const words of newerWords) {
    if (words.of === of) result = result.replace(words.text, words.becomes);
  }
  return result;
}

/** Why a newer server answers otherwise; undefined when it should not. */
export function whyNewerAnswer(difference: string): NewerAnswer | undefined {
  return newerAnswers.find((known) => known.difference.test(difference));
}

/** Why the fact is not expected of a newer version; undefined when it is. */
export function whyNewer(fact: string, file: string): NewerBehaviour | undefined {
  return newerBehaviour.find(
    (known) => known.fact.test(fact) && (known.file === undefined || known.file.test(file)),
  );
}
