import { restartPolicyOf } from '../api/core/container-restart';
import type { Container as ContainerSpec } from '../api/schema/objects';
import type { Duration, Timer } from '../sim/loop';
import { containerProblem } from './container-problem';
import { runHook } from './hook';
import { hostNameOf } from './host-name';
import { hostsFile } from './hosts-file';
import { isImageReference } from './image/image-reference';
import { machineEnv } from './machine-env';
import { type Addressed, environmentOf, expandReferences } from './pod-config';
import type { PodContext } from './pod-context';
import { type ContainerState, containerKey, formatPod } from './pod-state';
import type { VolumeSources } from './pod-volumes';
import { pullSecretsOf } from './pull-secrets';
import { resolverFile } from './resolver-file';
import { stopSignalOf } from './stop-signal';
import { sysctlFiles } from './sysctl';

/** How long the runtime takes to create and start a container: at least, and at random on top. */
const START_BASE: Duration = 20;
const START_SPREAD = 60;
/** Between a failed pull and the kubelet's next look, which says that it backs off. */
const SECOND_LOOK: Duration = 1000;
/** A Pod that waits for a pull longer than this shows its address meanwhile. */
const PULL_SHOWN: Duration = 1000;
/** upstream: pod workers' backOffPeriod */
const RETRY: Duration = 10_000;

/** Starts the containers of one Pod: image, configuration, creation, start, postStart hook. */
export class Starter {
  constructor(private readonly context: PodContext) {}

  /** Starts a container; `done` is called when it runs, or when that has to wait. */
  start(container: ContainerState, done: () => void): void {
    const { run } = container;
    const { context } = this;
    if (run !== undefined) {
      const { now } = context.loop;
      const key = containerKey(context.state.pod, container.spec.name);
      context.crashes.next(key, run.finishedAt ?? now, now);
    }
    this.ensureImage(container, (ready) => {
      if (ready) this.create(container, done);
      else done();
    });
  }

  private ensureImage(container: ContainerState, then: (ready: boolean) => void): void {
    const { context } = this;
    const { runtime, loop, state } = context;
    const image = container.spec.image ?? '';
    const policy = container.spec.imagePullPolicy ?? 'IfNotPresent';
    if (!isImageReference(image)) {
      const message = `Failed to apply default image tag ${JSON.stringify(image)}: couldn't parse image name ${JSON.stringify(image)}: invalid reference format`;
      context.say(container, 'Warning', 'InspectFailed', message);
      this.fail(container, 'InvalidImageName', message, loop.now + RETRY);
      then(false);
      return;
    }
    if (runtime.has(image) && policy !== 'Always') {
      const text = `Container image ${JSON.stringify(image)} already present on machine`;
      context.say(container, 'Normal', 'Pulled', text);
      then(true);
      return;
    }
    if (policy === 'Never') {
      const text = `Container image ${JSON.stringify(image)} is not present with pull policy of Never`;
      context.say(container, 'Warning', 'ErrImageNeverPull', text);
      this.fail(container, 'ErrImageNeverPull', text, loop.now + RETRY);
      then(false);
      return;
    }
    const key = `${state.pod.metadata.uid}_${image}`;
    const until = context.pulls.waitUntilSinceUpdate(key, loop.now);
    if (until !== undefined) {
      this.backOffPull(container, until);
      then(false);
      return;
    }
    this.pull(container, key, then);
  }

  private pull(container: ContainerState, key: string, then: (ready: boolean) => void): void {
    const { context } = this;
    const { runtime, loop } = context;
    const image = container.spec.image ?? '';
    const quoted = JSON.stringify(image);
    const secrets = pullSecretsOf(context.api, context.state.pod);
    if (secrets.missing.length > 0) {
      const text = `Unable to retrieve some image pull secrets (${secrets.missing.join(', ')}); attempting to pull the image may not succeed.`;
      context.sayOfPod('Warning', 'FailedToRetrieveImagePullSecret', text);
    }
    context.say(container, 'Normal', 'Pulling', `Pulling image ${quoted}`);
    const shown: Timer = context.scope.after(PULL_SHOWN, 'pod status', () => context.write());
    const epoch = context.epoch;
    runtime.pull({ image, isOpen: secrets.open(image) }, (error, took, waited) => {
      shown.cancel();
      if (context.epoch !== epoch) return;
      if (error === undefined) {
        const times = `${goDuration(took)} (${goDuration(waited)} including waiting)`;
        const size = runtime.sizeOf(image);
        context.say(
          container,
          'Normal',
          'Pulled',
          `Successfully pulled image ${quoted} in ${times}. Image size: ${size} bytes.`,
        );
        then(true);
        return;
      }
      context.pulls.next(key, loop.now, loop.now);
      context.say(container, 'Warning', 'Failed', `Failed to pull image ${quoted}: ${error}`);
      this.fail(container, 'ErrImagePull', error, loop.now + SECOND_LOOK);
      then(false);
    });
  }

  /** The pull failed a moment ago: the container waits, and says so. */
  private backOffPull(container: ContainerState, until: number): void {
    const quoted = JSON.stringify(container.spec.image ?? '');
    const { message = '', reason } = container.waiting ?? {};
    const text = `Back-off pulling image ${quoted}`;
    this.context.say(container, 'Normal', 'BackOff', text);
    const cause = reason === 'ErrImagePull' ? `: ErrImagePull: ${message}` : '';
    this.fail(container, 'ImagePullBackOff', text + cause, until);
  }

  private create(container: ContainerState, done: () => void): void {
    const { context } = this;
    const { state, api, loop } = context;
    const env = environmentOf(api, state.pod, container.spec, this.addressed());
    if ('message' in env) {
      this.fail(container, 'CreateContainerConfigError', env.message, loop.now + RETRY);
      context.awaitConfig(env);
      done();
      return;
    }
    const problem = containerProblem(state.pod, container.spec, env);
    if (problem !== undefined) {
      this.fail(container, 'CreateContainerConfigError', problem, loop.now + RETRY);
      done();
      return;
    }
    const delay = START_BASE + context.random.below(START_SPREAD);
    context.later(delay, `start ${container.spec.name}`, () => {
      this.launch(container, env);
      this.postStart(container, done);
    });
  }

  private addressed(): Addressed {
    const { podIP, state, runtime } = this.context;
    const { hostIP, features, pod } = state;
    if (!features.EnvFiles) return { podIP, hostIP };
    const volumes = runtime.volumesOf(pod.metadata.uid);
    return { podIP, hostIP, fileIn: (volume, path) => volumes.fileIn(volume, path) };
  }

  private launch(container: ContainerState, env: ReadonlyMap<string, string>): void {
    const { context } = this;
    const { state, runtime, outside } = context;
    const { sandbox, pod } = state;
    if (sandbox === undefined) return;
    const { spec, kind } = container;
    const { namespace = '' } = pod.metadata;
    const attempt = container.run === undefined ? 0 : container.run.options.attempt + 1;
    const named = hostNameOf(state);
    const { hostname } = named;
    const around = () => machineEnv(context.api, state.pod, hostname);
    const run = runtime.start(sandbox, {
      namespace,
      spec: withReferences(spec, env, around),
      attempt,
      env,
      machineEnv: around,
      hostname,
      address: () => context.podIP,
      podSecurity: pod.spec.securityContext,
      outside,
      mounts: () => [
        ...hostsFile(pod, context.podIP, named),
        ...resolverFile(pod),
        ...sysctlFiles(pod),
        ...runtime.volumesOf(pod.metadata.uid).mountsOf(spec, env, volumeSources(context)),
      ],
      stopSignal: stopSignalOf(spec, state.features),
      isServer: isServer(kind, restartPolicyOf(spec, pod.spec, state.features)),
    });
    container.previous = container.run;
    container.run = run;
    container.waiting = undefined;
    container.retryAt = undefined;
    container.restartDue = false;
    context.say(container, 'Normal', 'Created', `Created container: ${spec.name}`);
    context.say(container, 'Normal', 'Started', `Started container ${spec.name}`);
    context.adopt(container);
  }

  private postStart(container: ContainerState, done: () => void): void {
    const hook = container.spec.lifecycle?.postStart;
    const { run } = container;
    if (hook === undefined || run === undefined) {
      done();
      return;
    }
    const { context } = this;
    const result = runHook(run, hook);
    const finish = () => {
      if (result.error !== undefined && run.running) {
        context.say(
          container,
          'Warning',
          'FailedPostStartHook',
          `PostStartHook failed: ${result.error}`,
        );
        context.say(container, 'Normal', 'Killing', 'FailedPostStartHook');
        run.kill();
      }
      done();
    };
    if (result.duration > 0) context.later(result.duration, 'postStart', finish);
    else finish();
  }

  private fail(container: ContainerState, reason: string, message: string, retryAt: number): void {
    const { context } = this;
    container.waiting = { reason, message };
    container.retryAt = retryAt;
    const text = reason === 'CreateContainerConfigError' ? message : reason;
    context.say(container, 'Warning', 'Failed', `Error: ${text}`);
  }
}

/** True when nobody waits for the end of the container's main program. */
function isServer(kind: ContainerState['kind'], policy: string): boolean {
  return kind === 'ephemeral' || (kind !== 'init' && policy === 'Always');
}

function volumeSources(context: PodContext): VolumeSources {
  const { api, outside, loop, state } = context;
  return {
    get pod() {
      return state.pod;
    },
    api,
    outside,
    now: () => loop.now,
  };
}

/** The container with `$(NAME)` replaced in its command line. */
function withReferences(
  spec: ContainerSpec,
  own: ReadonlyMap<string, string>,
  around: () => ReadonlyMap<string, string>,
): ContainerSpec {
  const { command, args } = spec;
  // a plain dollar is the shell's affair
  const uses = [...(command ?? []), ...(args ?? [])].some((word) => /\$[($]/.test(word));
  if (!uses) return spec;
  const env = new Map([...around(), ...own]);
  return {
    ...spec,
    ...(command === undefined ? {} : { command: command.map((w) => expandReferences(w, env)) }),
    ...(args === undefined ? {} : { args: args.map((w) => expandReferences(w, env)) }),
  };
}

/** A container that ended is started again at once the first time, and ever later after that. */
export function waitAfterExit(context: PodContext, container: ContainerState): void {
  const { run, previous, spec, restartDue } = container;
  // upstream: what the kubelet itself ended starts again in the same turn, judged by the exit before
  const finishedAt = restartDue ? previous?.finishedAt : run?.finishedAt;
  if (finishedAt === undefined) return;
  const { pod } = context.state;
  const key = containerKey(pod, spec.name);
  const until = context.crashes.waitUntil(key, finishedAt, context.loop.now);
  if (until === undefined) return;
  const delay = goDuration(context.crashes.delay(key));
  const name = `${spec.name} in pod ${formatPod(pod)}`;
  context.say(container, 'Warning', 'BackOff', `Back-off restarting failed container ${name}`);
  container.waiting = {
    reason: 'CrashLoopBackOff',
    message: `back-off ${delay} restarting failed container=${spec.name} pod=${formatPod(pod)}`,
  };
  container.retryAt = until;
}

/** A duration as Go writes it, down to milliseconds: `1.2s`, `100ms`, `2m40s`. */
export function goDuration(duration: Duration): string {
  if (duration < 1000) return duration === 0 ? '0s' : `${duration}ms`;
  const hours = Math.floor(duration / 3_600_000);
  const minutes = Math.floor(duration / 60_000) % 60;
  const seconds = (duration % 60_000) / 1000;
  return `${hours > 0 ? `${hours}h` : ''}${hours + minutes > 0 ? `${minutes}m` : ''}${seconds}s`;
}
