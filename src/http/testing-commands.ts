import type { KubectlVersion } from './testing-binaries';

/** A command line of kubectl, and what it says against a served cluster. */
export interface KubectlCommand {
  /** As a person types it; single quotes hold a word with spaces together. */
  readonly line: string;
  readonly stdin?: string;
  /** Standard output, or what went wrong when the exit code is not 0. */
  readonly says: RegExp;
  /** 0 when left out. */
  readonly code?: number;
  /** The first version that has it. */
  readonly since?: KubectlVersion;
}

/** A Deployment `web` of three, as its users write it; `image` tells two states apart. */
export function deploymentYaml(image: string): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "${image}", ports: [{containerPort: 80}]}]}
`;
}

const CONFIG =
  '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}, "data": {"a": "1"}}';

const REQUEST = Buffer.from(
  '-----BEGIN CERTIFICATE REQUEST-----\nMIHKMHECAQAwDzENMAsGA1UEAwwEYnRyMA==\n-----END CERTIFICATE REQUEST-----\n',
).toString('base64');
const SIGNING_REQUEST = JSON.stringify({
  apiVersion: 'certificates.k8s.io/v1',
  kind: 'CertificateSigningRequest',
  metadata: { name: 'csr' },
  spec: { request: REQUEST, signerName: 'example.com/team', usages: ['digital signature'] },
});

/** What people do with kubectl, in an order in which each finds what it needs. */
export const kubectlCommands: readonly KubectlCommand[] = [
  { line: 'version', says: /Server Version: v1\.34\.0/ },
  { line: 'cluster-info', says: /Kubernetes control plane/ },
  { line: 'api-resources --api-group=apps -o name', says: /^deployments\.apps$/m },
  { line: 'api-versions', says: /^networking\.k8s\.io\/v1$/m },
  { line: 'get nodes', says: /node-3 +Ready/ },
  { line: 'get foos', code: 1, says: /the server doesn't have a resource type "foos"/ },
  {
    line: 'apply -f -',
    stdin: deploymentYaml('nginx:1.27'),
    says: /^deployment.apps\/web created/,
  },
  { line: 'rollout status deploy/web', says: /successfully rolled out/ },
  { line: 'apply -f -', stdin: deploymentYaml('nginx:1.27'), says: /web unchanged/ },
  {
    line: 'diff -f -',
    code: 1,
    stdin: deploymentYaml('nginx:1.28'),
    says: /\+.*image: nginx:1\.28/,
  },
  { line: 'apply -f -', stdin: deploymentYaml('nginx:1.28'), says: /web configured/ },
  { line: 'rollout status deploy/web', says: /successfully rolled out/ },
  { line: 'rollout history deploy/web', says: /REVISION[\s\S]*\n1 [\s\S]*\n2 / },
  { line: 'rollout undo deploy/web', says: /rolled back/ },
  { line: 'rollout restart deploy/web', says: /restarted/ },
  { line: 'rollout status deploy/web', says: /successfully rolled out/ },
  {
    line: 'get pods',
    says: /^NAME +READY +STATUS +RESTARTS +AGE\n(web-\S+ +1\/1 +Running[^\n]*\n)/,
  },
  { line: 'get pods -o wide', says: /NOMINATED NODE/ },
  { line: 'get deploy web -o yaml', says: /^apiVersion: apps\/v1\nkind: Deployment\n/ },
  { line: 'get deploy -o json', says: /"kind": "List"/ },
  { line: 'get pods -o name', says: /^pod\/web-/m },
  { line: 'get deploy web -o jsonpath={.spec.replicas}', says: /^3$/ },
  { line: 'get all', says: /deployment\.apps\/web[\s\S]*replicaset\.apps\/web-/ },
  { line: 'get events', says: /ScalingReplicaSet/ },
  { line: 'events', says: /ScalingReplicaSet/ },
  { line: 'describe deploy web', says: /StrategyType: +RollingUpdate[\s\S]*Events:/ },
  { line: 'describe pod -l app=web', says: /Container ID:[\s\S]*Successfully assigned/ },
  { line: 'describe node node-1', says: /Allocatable:[\s\S]*Non-terminated Pods/ },
  { line: 'explain deployment.spec', says: /replicas\t<integer>/ },
  { line: 'explain pod --recursive', says: /containers\t<\[\]Container>/ },
  { line: 'scale deploy web --replicas=2', says: /scaled/ },
  { line: 'autoscale deploy web --min=2 --max=5', says: /autoscaled/ },
  { line: 'delete hpa web', says: /deleted/ },
  { line: 'set image deploy/web web=nginx:1.29', says: /image updated/ },
  { line: 'set env deploy/web A=b', says: /env updated/ },
  { line: 'label deploy web tier=front', says: /labeled/ },
  { line: 'annotate deploy web why=test', says: /annotated/ },
  { line: `patch deploy web -p '{"spec":{"replicas":3}}'`, says: /patched/ },
  { line: `patch deploy web --type=merge -p '{"spec":{"paused":false}}'`, says: /patched/ },
  {
    line: `patch deploy web --type=json -p '[{"op":"replace","path":"/spec/replicas","value":2}]'`,
    says: /patched/,
  },
  { line: 'wait --for=condition=Available deploy/web --timeout=30s', says: /condition met/ },
  { line: 'expose deploy web --port=80', says: /service\/web exposed/ },
  { line: 'logs deploy/web', says: /^$/ },
  { line: 'run one --image=busybox -- sleep 1d', says: /pod\/one created/ },
  { line: 'wait --for=condition=Ready pod/one --timeout=30s', says: /condition met/ },
  { line: 'exec one -- hostname', says: /^one\n$/ },
  { line: `exec one -- sh -c 'echo out; exit 3'`, code: 3, says: /^out\n$/ },
  { line: 'exec -i one -- cat', stdin: 'read\n', says: /^read\n$/ },
  { line: 'exec -i one -- sh', stdin: 'x=5\necho $x\n', says: /^5\n$/ },
  { line: 'exec one -c no -- ls', code: 1, says: /container no is not valid for pod one/ },
  { line: 'exec one -- psql', code: 126, says: /psql: not simulated/ },
  { line: 'cp kubeconfig one:/tmp/config', says: /^$/ },
  { line: 'exec one -- head -n 1 /tmp/config', says: /^apiVersion: v1\n$/ },
  { line: 'cp one:/tmp/config copied', says: /^$/ },
  { line: 'cp copied one:/tmp/again', says: /^$/ },
  {
    line: `run two --restart=Never --attach -i --image=busybox -- sh -c 'sleep 1; cat; echo end'`,
    stdin: 'read\n',
    says: /^read\nend\n$/,
  },
  { line: 'logs two', says: /^read\nend\n$/ },
  { line: 'delete pod one two --now', says: /pod "one" deleted/ },
  { line: 'create -f -', stdin: CONFIG, says: /configmap\/c created/ },
  { line: 'replace -f -', stdin: CONFIG, says: /configmap\/c replaced/ },
  { line: 'create deployment d --image=nginx', says: /created/ },
  { line: 'create configmap cm --from-literal=a=b', says: /created/ },
  { line: 'create secret generic s --from-literal=a=b', says: /created/ },
  { line: 'create namespace ns', says: /created/ },
  { line: 'create service clusterip s1 --tcp=80', says: /created/ },
  { line: 'create serviceaccount sa', says: /created/ },
  { line: 'create job j --image=busybox', says: /created/ },
  { line: `create cronjob cj --image=busybox --schedule='0 0 * * *'`, says: /created/ },
  { line: 'create role r --verb=get,list --resource=pods', says: /created/ },
  { line: 'create rolebinding rb --role=r --user=alice', says: /created/ },
  { line: 'get pods --as=alice', says: /web-/ },
  { line: 'get secrets --as=alice', code: 1, says: /User "alice" cannot list resource "secrets"/ },
  { line: 'create quota q --hard=pods=100', says: /created/ },
  { line: 'create ingress i --rule=a.example/=web:80', says: /created/ },
  { line: 'create pdb p --selector=app=other --min-available=1', says: /created/ },
  { line: 'create priorityclass pc --value=10', says: /created/ },
  {
    line: 'create deployment x --image=nginx --dry-run=server',
    says: /created \(server dry run\)/,
  },
  { line: 'create -f -', stdin: SIGNING_REQUEST, says: /certificatesigningrequest\S* created/ },
  { line: 'certificate approve csr', says: /csr approved/ },
  { line: 'get csr csr', says: /kubernetes-admin +<none> +Approved/ },
  { line: 'taint node node-2 a=b:NoSchedule', says: /tainted/ },
  { line: 'cordon node-1', says: /cordoned/ },
  { line: 'drain node-1 --ignore-daemonsets --force --timeout=40s', says: /drained/ },
  { line: 'uncordon node-1', says: /uncordoned/ },
  { line: 'apply --server-side -f -', stdin: CONFIG, says: /configmap\/c serverside-applied/ },
  { line: 'auth can-i create pods', says: /^yes/ },
  { line: 'auth whoami', says: /kubernetes-admin/ },
  { line: 'create token default', says: /^[\w-]+\.[\w-]+\.[\w-]+\n?$/ },
  { line: 'get componentstatuses', says: /scheduler +Healthy +ok/ },
  { line: 'auth can-i create pods --as=alice', code: 1, says: /^no/ },
  { line: 'auth can-i --list --as=alice', says: /selfsubjectaccessreviews/ },
  { line: 'get deploy,svc -l tier=front', says: /deployment\.apps\/web/ },
  { line: 'get pods -A --field-selector=spec.nodeName=node-3', says: /web-|d-/ },
  { line: 'get clock', says: /^NAME +NOW +SPEED\ncluster +\S+ +\d+\n$/ },
  { line: 'delete deploy web d', says: /"web" deleted/ },
  { line: 'wait --for=delete pod -l app=web --timeout=40s', says: /^$|condition met/ },
  { line: 'delete namespace ns', says: /namespace "ns" deleted/ },
  { line: 'delete configmap,secret,service,job,cronjob,ingress,pdb --all', says: /deleted/ },
  {
    line: 'apply -f -',
    code: 1,
    stdin: deploymentYaml('x').replace('replicas', 'seelctor'),
    says: /strict decoding error: unknown field "spec\.seelctor"/,
  },
];

/** Splits a line into words; what stands in single quotes holds together. */
export function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", ''));
}
