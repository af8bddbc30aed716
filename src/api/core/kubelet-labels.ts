/** Labels of Kubernetes that a kubelet may give its Node. upstream: kubelet/pkg/apis, KubeletLabels */
const KUBELETS = new Set([
  'beta.kubernetes.io/arch',
  'beta.kubernetes.io/instance-type',
  'beta.kubernetes.io/os',
  'failure-domain.beta.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'kubernetes.io/arch',
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'node.kubernetes.io/instance-type',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
]);

/** Domains of labels that are kubelets'. upstream: KubeletLabelNamespaces */
const KUBELET_DOMAINS = ['kubelet.kubernetes.io', 'node.kubernetes.io'];
const KUBERNETES_DOMAINS = ['kubernetes.io', 'k8s.io'];
/** What administrators set apart, so that no node can draw Pods to itself by it. */
const RESTRICTED = ['node-restriction.kubernetes.io'];

function isWithin(domain: string, domains: readonly string[]): boolean {
  return domains.some((each) => domain === each || domain.endsWith(`.${each}`));
}

/** False for the labels that only others may give a Node. upstream: NodeRestriction, getForbiddenLabels */
export function mayKubeletSet(label: string): boolean {
  const slash = label.indexOf('/');
  const domain = slash < 0 ? '' : label.slice(0, slash);
  if (isWithin(domain, RESTRICTED)) return false;
  if (!isWithin(domain, KUBERNETES_DOMAINS)) return true;
  return KUBELETS.has(label) || isWithin(domain, KUBELET_DOMAINS);
}
