import type { ConformanceSubject } from './subject';

const HOOKS = 'containers > hooks reach another Pod';
const MESSAGE = 'containers > how a container ended, in its own words';
const INIT = 'pod-lives > init containers run in order, and hold all else back when one fails';
const SUBPATH = 'probes > a place in a volume that an annotation makes right';
const DEADLINE = 'pod-lives > takes labels and a deadline while it runs';

/** What SIG Node asks of Pods, containers and kubelets. */
export const nodeSubjects: readonly ConformanceSubject[] = [
  {
    subject: '[k8s.io] Container Lifecycle Hook when create a pod with lifecycle hook',
    tests: {
      'should execute poststart exec hook properly [NodeConformance] [Conformance]': HOOKS,
      'should execute poststart http hook properly [NodeConformance] [Conformance]': HOOKS,
      'should execute prestop exec hook properly [NodeConformance] [Conformance]': HOOKS,
      'should execute prestop http hook properly [NodeConformance] [Conformance]': HOOKS,
    },
  },
  {
    subject:
      '[k8s.io] Container Runtime blackbox test on terminated container should report termination message [LinuxOnly]',
    tests: {
      'as empty when pod succeeds and TerminationMessagePolicy FallbackToLogsOnError is set [NodeConformance] [Conformance]':
        MESSAGE,
      'from file when pod succeeds and TerminationMessagePolicy FallbackToLogsOnError is set [NodeConformance] [Conformance]':
        MESSAGE,
      'from log output if TerminationMessagePolicy FallbackToLogsOnError is set [NodeConformance] [Conformance]':
        MESSAGE,
      'if TerminationMessagePath is set as non-root user and at a non-default path [NodeConformance] [Conformance]':
        MESSAGE,
    },
  },
  {
    subject: '[k8s.io] Container Runtime blackbox test when starting a container that exits',
    tests: {
      'should run with the expected status [NodeConformance] [Conformance]':
        'containers > a program that counts its runs, restarted Always',
    },
  },
  {
    subject: '[k8s.io] Docker Containers',
    tests: {
      "should be able to override the image's default arguments (docker cmd) [NodeConformance] [Conformance]":
        "pods > arguments that replace the image's",
      "should be able to override the image's default command (docker entrypoint) [NodeConformance] [Conformance]":
        "pods > a command that replaces the image's",
      "should be able to override the image's default command and arguments [NodeConformance] [Conformance]":
        "pods > a command and arguments that replace the image's",
      'should use the image defaults if command and args are blank [NodeConformance] [Conformance]':
        "pods > the image's own command",
    },
  },
  {
    subject: '[k8s.io] InitContainer [NodeConformance]',
    tests: {
      'should invoke init containers on a RestartAlways pod [Conformance]': INIT,
      'should invoke init containers on a RestartNever pod [Conformance]': INIT,
      'should not start app containers and fail the pod if init containers fail on a RestartNever pod [Conformance]':
        INIT,
      'should not start app containers if init containers fail on a RestartAlways pod [Conformance]':
        INIT,
    },
  },
  {
    subject: '[k8s.io] Kubelet when scheduling a',
    tests: {
      'busybox Pod with hostAliases should write entries to /etc/hosts [LinuxOnly] [NodeConformance] [Conformance]':
        'pods > aliases of hosts',
      'busybox command in a pod should print the output to logs [NodeConformance] [Conformance]':
        'pods > what a command prints',
      'busybox command that always fails in a pod should be possible to delete [NodeConformance] [Conformance]':
        'probes > a command that fails says so of its container',
      'busybox command that always fails in a pod should have an terminated reason [NodeConformance] [Conformance]':
        'probes > a command that fails says so of its container',
      'read only busybox container should not write to root filesystem [LinuxOnly] [NodeConformance] [Conformance]':
        'pods > a root that is read-only',
    },
  },
  {
    subject: '[k8s.io] KubeletManagedEtcHosts',
    tests: {
      'should test kubelet managed /etc/hosts file [LinuxOnly] [NodeConformance] [Conformance]':
        'proxies-and-programs > files of hosts: the kubelet makes them, unless the Pod brings its own',
    },
  },
  {
    subject: '[k8s.io] Lease',
    tests: {
      'lease API should be available [Conformance]': 'groups > a Lease is kept to the microsecond',
    },
  },
  {
    subject: '[k8s.io] Pods',
    tests: {
      'should allow activeDeadlineSeconds to be updated [NodeConformance] [Conformance]': DEADLINE,
      'should be submitted and removed [NodeConformance] [Conformance]':
        'pod-lives > is submitted, watched, deleted with grace, and gone',
      'should be updated [NodeConformance] [Conformance]': DEADLINE,
      'should contain environment variables for services [NodeConformance] [Conformance]':
        'pod-lives > has the Services that were there before it in its environment',
      'should delete a collection of pods [Conformance]':
        'pod-lives > several are deleted together',
      'should get a host IP [NodeConformance] [Conformance]':
        'pod-lives > has the address of its host',
      'should run through the lifecycle of Pods and PodStatus [Conformance]':
        'pod-lives > its status is patched by others, and read by itself',
      'should support remote command execution over websockets [NodeConformance] [Conformance]':
        '../streaming/websockets > a command: bytes behind the number of their channel',
      'should support retrieving logs from the container over websockets [NodeConformance] [Conformance]':
        '../streaming/websockets > a log with the protocols []',
    },
  },
  {
    subject: '[k8s.io] Probing container',
    tests: {
      'should *not* be restarted with a /healthz http liveness probe [NodeConformance] [Conformance]':
        'probes > a server of files: 0 restarts in time',
      'should *not* be restarted with a exec "cat /tmp/health" liveness probe [NodeConformance] [Conformance]':
        'probes > cat /tmp/health that stays: 0 restarts in time',
      'should *not* be restarted with a tcp:8080 liveness probe [NodeConformance] [Conformance]':
        'probes > tcp:8080 that answers: 0 restarts in time',
      'should be restarted with a /healthz http liveness probe [NodeConformance] [Conformance]':
        'probes > /healthz that falls ill: 1 restarts in time',
      'should be restarted with a exec "cat /tmp/health" liveness probe [NodeConformance] [Conformance]':
        'probes > cat /tmp/health that goes away: 1 restarts in time',
      'should have monotonically increasing restart count [NodeConformance] [Conformance]':
        'probes > the count of restarts only rises',
      'with readiness probe should not be ready before initial delay and never restart [NodeConformance] [Conformance]':
        'probes > not ready before its delay, and never restarted',
      'with readiness probe that fails should never be ready and never restart [NodeConformance] [Conformance]':
        'probes > never ready when the probe fails, and never restarted',
    },
  },
  {
    subject: '[k8s.io] Security Context',
    tests: {
      'When creating a container with runAsUser should run the container with uid 65534 [LinuxOnly] [NodeConformance] [Conformance]':
        'probes > id -u as {"runAsUser":65534}',
      'When creating a pod with privileged should run the container as unprivileged when false [LinuxOnly] [NodeConformance] [Conformance]':
        'probes > ip link add dummy0 type dummy || true as {"privileged":false}',
      'When creating a pod with readOnlyRootFilesystem should run the container with writable rootfs when readOnlyRootFilesystem=false [NodeConformance] [Conformance]':
        'containers > touch checkfile with {"readOnlyRootFilesystem":false}',
      'when creating containers with AllowPrivilegeEscalation should not allow privilege escalation when false [LinuxOnly] [NodeConformance] [Conformance]':
        'containers > no more rights than it began with',
    },
  },
  {
    subject: '[k8s.io] Variable Expansion',
    tests: {
      'should allow composing env vars into new env vars [NodeConformance] [Conformance]':
        'pods > variables made of variables',
      "should allow substituting values in a container's args [NodeConformance] [Conformance]":
        'pods > variables in arguments',
      "should allow substituting values in a container's command [NodeConformance] [Conformance]":
        'pods > variables in a command',
      'should allow substituting values in a volume subpath [sig-storage] [Conformance]':
        'probes > a volume’s place is made from the environment',
      'should fail substituting values in a volume subpath with absolute path [sig-storage][Slow] [Conformance]':
        'containers > a place in a volume that begins as /tmp',
      'should fail substituting values in a volume subpath with backticks [sig-storage][Slow] [Conformance]':
        'containers > a place in a volume that begins as ..',
      'should succeed in writing subpaths in container [sig-storage][Slow] [Conformance]': SUBPATH,
      'should verify that a failing subpath expansion can be modified during the lifecycle of a container [sig-storage][Slow] [Conformance]':
        SUBPATH,
    },
  },
  {
    subject: '[k8s.io] [sig-node]',
    tests: {
      'Events should be sent by kubelets and the scheduler about pods scheduling and running  [Conformance]':
        'garbage > Events of a Pod come from the scheduler and from the kubelet',
      'NoExecuteTaintManager Multiple Pods [Serial] evicts pods with minTolerationSeconds [Disruptive] [Conformance]':
        'scheduling > whoever does not tolerate it, and who tolerates it for a time when that is over',
      'NoExecuteTaintManager Single Pod [Serial] removing taint cancels eviction [Disruptive] [Conformance]':
        'scheduling > nobody when the taint is gone in time',
      'Pods Extended [k8s.io] Pods Set QOS Class should be set on Pods with matching resource requests and limits for memory and cpu [Conformance]':
        'pod-lives > its class of service follows from its resources',
      'PreStop should call prestop when killing a pod  [Conformance]':
        'proxies-and-programs > what a Pod says at its end',
    },
  },
  {
    subject: '[sig-node] ConfigMap',
    tests: {
      'should be consumable via environment variable [NodeConformance] [Conformance]':
        'pods > a variable from a ConfigMap',
      'should be consumable via the environment [NodeConformance] [Conformance]':
        'pods > all that a ConfigMap and a Secret hold as variables',
      'should fail to create ConfigMap with empty key [Conformance]':
        'api > no configmaps with an empty key',
      'should run through a ConfigMap lifecycle [Conformance]':
        'api > a life at /api/v1/namespaces/default/configmaps',
    },
  },
  {
    subject: '[sig-node] Downward API',
    tests: {
      "should provide container's limits.cpu/memory and requests.cpu/memory as env vars [NodeConformance] [Conformance]":
        'pods > limits and requests as variables',
      'should provide default limits.cpu/memory from node allocatable [NodeConformance] [Conformance]':
        'pods > the default CPU limit as a variable',
      'should provide host IP as an env var [NodeConformance] [Conformance]':
        'pods > the address of its node as a variable',
      'should provide pod UID as env vars [NodeConformance] [Conformance]':
        'pods > its UID as a variable',
      'should provide pod name, namespace and IP address as env vars [NodeConformance] [Conformance]':
        'pods > the address as a variable',
    },
  },
  {
    subject: '[sig-node] PodTemplates',
    tests: {
      'should delete a collection of pod templates [Conformance]':
        'api > a life at /api/v1/namespaces/default/podtemplates',
      'should run the lifecycle of PodTemplates [Conformance]':
        'api > a life at /api/v1/namespaces/default/podtemplates',
    },
  },
  {
    subject: '[sig-node] RuntimeClass ',
    tests: {
      'should support RuntimeClasses API operations [Conformance]':
        'groups > runtimeclasses: discovery, and all verbs',
    },
  },
];
