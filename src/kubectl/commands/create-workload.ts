import { kindOf } from '../../api';
import type { CronJob, PodTemplateSpec } from '../../api/schema/objects';
import { CommandError } from '../errors';
import type { Session } from '../session';
import { commandWords, generatorCommand, nameOf } from './generator';

/** `registry/nginx:1@sha` gives `nginx`. */
function containerNameOf(image: string): string {
  const last = image.split('/').at(-1) ?? image;
  const name = (last.split(/[:@]/)[0] ?? last).toLowerCase().replace(/[^a-z0-9-]/g, '-');
  return name.slice(0, 63);
}

function deploymentContainers(session: Session): readonly object[] {
  const { flags } = session;
  const images = flags.list('image');
  const command = session.words.slice(1);
  if (images.length > 1 && command.length > 0) {
    throw new CommandError('cannot specify multiple --image options and command');
  }
  const port = flags.number('port');
  return images.map((image, index) => ({
    ...(command.length > 0 ? { command } : {}),
    image,
    name: containerNameOf(image),
    ...(index === 0 && port >= 0 ? { ports: [{ containerPort: port }] } : {}),
    resources: {},
  }));
}

/** `kubectl create deployment`. */
export const createDeploymentCommand = generatorCommand({
  path: 'create deployment',
  flags: ['image', 'port', 'replicas'],
  required: ['image'],
  failure: 'failed to create deployment: ',
  build(session) {
    const name = nameOf(session);
    const labels = { app: name };
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { labels, name },
      spec: {
        replicas: session.flags.number('replicas'),
        selector: { matchLabels: labels },
        strategy: {},
        template: { metadata: { labels }, spec: { containers: deploymentContainers(session) } },
      },
      status: {},
    };
  },
});

function jobTemplate(session: Session, name: string, restartPolicy: string): object {
  const command = commandWords(session);
  return {
    template: {
      metadata: {},
      spec: {
        containers: [
          {
            ...(command.length > 0 ? { command } : {}),
            image: session.flags.text('image'),
            name,
            resources: {},
          },
        ],
        restartPolicy,
      },
    },
  };
}

/** The Job that a CronJob would start now. */
function jobFromCronJob(
  session: Session,
  name: string,
): { readonly spec: object; readonly metadata: object } {
  const [word = '', cronJobName = ''] = session.flags.text('from').split('/');
  const kind = session.kind(word);
  const CronJobs = kindOf('batch/v1', 'CronJob');
  if (CronJobs === undefined || kind.id !== CronJobs.id) {
    throw new CommandError(`unknown object type *${kind.version}.${kind.kind}`);
  }
  const cronJob = session.api.get(CronJobs, {
    namespace: session.namespace,
    name: cronJobName,
  }) as CronJob;
  const { jobTemplate } = cronJob.spec;
  const owner = {
    apiVersion: 'batch/v1',
    controller: true,
    kind: 'CronJob',
    name: cronJob.metadata.name,
    uid: cronJob.metadata.uid,
  };
  const { metadata } = jobTemplate as { readonly metadata?: PodTemplateSpec['metadata'] };
  return {
    spec: jobTemplate.spec ?? {},
    metadata: {
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...metadata?.annotations },
      ...(metadata?.labels === undefined ? {} : { labels: metadata.labels }),
      name,
      ownerReferences: [owner],
    },
  };
}

/** `kubectl create job`. */
export const createJobCommand = generatorCommand({
  path: 'create job',
  flags: ['image', 'from'],
  failure: 'failed to create job: ',
  build(session) {
    const name = nameOf(session);
    const { flags } = session;
    if (flags.has('image') === flags.has('from'))
      throw new CommandError('either --image or --from must be specified');
    if (flags.has('from') && commandWords(session).length > 0) {
      throw new CommandError('cannot specify --from and command');
    }
    const from = flags.has('from') ? jobFromCronJob(session, name) : undefined;
    return {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { ...from?.metadata, name },
      spec: from?.spec ?? jobTemplate(session, name, 'Never'),
      status: {},
    };
  },
});

/** `kubectl create cronjob`. */
export const createCronJobCommand = generatorCommand({
  path: 'create cronjob',
  flags: ['image', 'restart', 'schedule'],
  required: ['image', 'schedule'],
  failure: 'failed to create cronjob: ',
  build(session) {
    const name = nameOf(session);
    return {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name },
      spec: {
        jobTemplate: {
          metadata: { name },
          spec: jobTemplate(session, name, session.flags.text('restart') || 'OnFailure'),
        },
        schedule: session.flags.text('schedule'),
      },
      status: {},
    };
  },
});
