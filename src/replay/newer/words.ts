import { newerKubectlWords } from './kubectl-words';
import { printedWords } from './printed-words';

/** A newer text for something that older versions said otherwise. */
export interface NewerWords {
  readonly since: string;
  readonly reason: string;
  /** In a recorded text (`theirs`) or in ours: what stands there is made the same on both sides. */
  readonly of: 'theirs' | 'ours';
  readonly text: RegExp;
  readonly becomes: string;
  /** Only in what such a kubectl command prints. */
  readonly command?: RegExp;
}

export const newerWords: readonly NewerWords[] = [
  ...newerKubectlWords,
  {
    since: 'v1.33',
    reason: 'the server warns of Endpoints, which are deprecated',
    of: 'ours',
    text: /^Warning: v1 Endpoints is deprecated.*\n/gm,
    becomes: '',
  },
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
    since: 'v1.23',
    reason: 'a quota names the containers that do not state what they must',
    of: 'ours',
    text: /(?<=must specify [^"\n]*?) for: [\w.,-]+; /g,
    becomes: ',',
  },
  {
    since: 'v1.23',
    reason: 'a quota names the containers that do not state what they must',
    of: 'ours',
    text: /(?<=must specify [^"\n]*?) for: [\w.,-]+/g,
    becomes: '',
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
    text: /\. (no new claims to deallocate, )?preemption: (not eligible due to [^".\n]*|\d+\/\d+ nodes are available: \d+ (No preemption victims found for incoming pod|Preemption is not helpful for scheduling)(, \d+ (No preemption victims found for incoming pod|Preemption is not helpful for scheduling))*)\./g,
    becomes: '.',
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
    text: /RecreatingFailedPod (\S+) StatefulSet \S+\/(\S+) is recreating failed Pod (\S+) \[Warning,/g,
    becomes: 'SuccessfulDelete $1 delete Pod $3 in StatefulSet $2 successful [Normal,',
  },
  {
    since: 'v1.29',
    reason: 'taints are looked after by a controller of their own',
    of: 'theirs',
    text: /\[Normal, taint-controller\]/g,
    becomes: '[Normal, taint-eviction-controller]',
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
    reason: 'more fields of a StatefulSet can be changed',
    of: 'theirs',
    text: /fields other than 'replicas', 'template', and 'updateStrategy' are forbidden/g,
    becomes:
      "fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
  },
  {
    since: 'v1.26',
    reason: 'a request above its limit is told with the limit',
    of: 'ours',
    text: /(must be less than or equal to [\w./-]+ limit) of [\w.]+/g,
    becomes: '$1',
  },
  {
    since: 'v1.22',
    reason: 'the token of a service account is projected, no longer a Secret',
    of: 'ours',
    command: /^describe (pods?|po)\b/,
    text: /^ +(\/var\/run\/secrets\/kubernetes\.io\/serviceaccount from )?kube-api-access-\w+( \(ro\)|:)\n(?: +(Type|TokenExpirationSeconds|ConfigMapName|ConfigMapOptional|Optional|DownwardAPI): .*\n)*/gm,
    becomes: '',
  },
  {
    since: 'v1.22',
    reason: 'the token of a service account is projected, no longer a Secret',
    of: 'theirs',
    command: /^describe (pods?|po)\b/,
    text: /^ +(\/var\/run\/secrets\/kubernetes\.io\/serviceaccount from )?default-token-\S+( \(ro\)|:)?\n(?: +(Type|SecretName|Optional): .*\n)*/gm,
    becomes: '',
  },
  {
    since: 'v1.21',
    reason: 'every namespace has its name as a label',
    of: 'ours',
    command: /^describe (ns|namespace)/,
    text: /^Labels:( +)kubernetes\.io\/metadata\.name=\S+$/gm,
    becomes: 'Labels:$1<none>',
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
    since: 'v1.30',
    reason: 'two controllers of one object are told with their kinds',
    of: 'ours',
    text: /(in references for )\w+\/(\S+ and )\w+\//g,
    becomes: '$1$2',
  },
  {
    since: 'v1.33',
    reason: 'addresses of Services belong to ServiceCIDRs, of which there may be several',
    of: 'theirs',
    text: /the provided IP \(\S+\) is not in the valid range\. The range of valid IPs is [\d./]+/g,
    becomes: 'the provided network does not match the current range',
  },
  ...printedWords,
];

/** The text as both sides would have it; `command` is the kubectl command that printed it. */
export function inNewerWords(text: string, of: 'theirs' | 'ours', command?: string): string {
  let result = text;
  for (const words of newerWords) {
    if (words.of !== of) continue;
    if (words.command !== undefined && !(command !== undefined && words.command.test(command))) {
      continue;
    }
    result = result.replace(words.text, words.becomes);
  }
  return result;
}
