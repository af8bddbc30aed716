import { type ImageProgram, page, serveForever, servePages } from './http-server';
import { flag } from './program-flags';

interface Named {
  readonly name?: string;
}

interface Reviewed {
  readonly metadata?: {
    readonly name?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly containers?: readonly Named[];
    readonly initContainers?: readonly Named[];
  };
}

interface Question {
  readonly uid: string;
  readonly name?: string;
  readonly operation: string;
  readonly object?: Reviewed | null;
  readonly oldObject?: Reviewed | null;
}

interface Answer {
  readonly allowed: boolean;
  readonly status?: object;
  readonly patch?: string;
  readonly patchType?: string;
}

const ALLOWED: Answer = { allowed: true };
const LABEL = 'webhook-e2e-test';

function denied(status: object): Answer {
  return { allowed: false, status: { metadata: {}, ...status } };
}

function patch(operation: object): Answer {
  const text = Buffer.from(JSON.stringify([operation]), 'utf8').toString('base64');
  return { allowed: true, patch: text, patchType: 'JSONPatch' };
}

/** Refuses what has the unwanted datum; `what` is how the reasons name it. */
function unwanted(what: string, complaint: string) {
  return ({ operation, object, oldObject }: Question): Answer => {
    const value = (operation === 'DELETE' ? oldObject : object)?.data?.[LABEL];
    if (value === 'webhook-disallow' && operation !== 'DELETE') {
      return denied({ reason: `the ${what} contains ${complaint}` });
    }
    if (value === 'webhook-nondeletable' && operation === 'DELETE') {
      return denied({
        reason: `the ${what} cannot be deleted because it contains unwanted key and value`,
      });
    }
    return ALLOWED;
  };
}

function stages({ object }: Question): Answer {
  const data = object?.data ?? {};
  const stage = (number: number) =>
    patch({ op: 'add', path: `/data/mutation-stage-${number}`, value: 'yes' });
  if (data['mutation-stage-1'] === 'yes') return stage(2);
  return data['mutation-start'] === 'yes' ? stage(1) : ALLOWED;
}

function pods({ object }: Question): Answer {
  const messages =
    object?.metadata?.labels?.[LABEL] === 'webhook-disallow'
      ? ['the pod contains unwanted label;']
      : [];
  for (const { name = '' } of object?.spec?.containers ?? []) {
    if (name.includes('webhook-disallow'))
      messages.push('the pod contains unwanted container name;');
  }
  return messages.length === 0 ? ALLOWED : denied({ message: messages.join(' ') });
}

function initContainer({ object }: Question): Answer {
  const name = 'webhook-added-init-container';
  const { metadata, spec } = object ?? {};
  const has = (spec?.initContainers ?? []).some((each) => each.name === name);
  if (metadata?.name !== 'webhook-to-be-mutated' || has) return ALLOWED;
  const value = [{ image: 'webhook-added-image', name, resources: {} }];
  return patch({ op: 'add', path: '/spec/initContainers', value });
}

function sidecar(image: string) {
  return ({ object }: Question): Answer => {
    const name = 'webhook-added-sidecar';
    if (image === '') {
      const message = 'No image specified by the sidecar-image parameter';
      return denied({ status: 'Failure', message, code: 500 });
    }
    if ((object?.spec?.containers ?? []).some((each) => each.name === name)) return ALLOWED;
    return patch({ op: 'add', path: '/spec/containers/-', value: { image, name, resources: {} } });
  };
}

function addLabel({ object }: Question): Answer {
  const labels = object?.metadata?.labels ?? {};
  const value = { ...labels, 'added-label': 'yes' };
  return labels['added-label'] === 'yes'
    ? ALLOWED
    : patch({ op: 'add', path: '/metadata/labels', value });
}

function definitions({ object }: Question): Answer {
  if (object?.metadata?.labels?.[LABEL] !== 'webhook-disallow') return ALLOWED;
  return denied({ message: 'the crd contains unwanted label' });
}

/** Refuses that anybody talks to the main program of one Pod. */
function attachment({ name, object }: Question): Answer {
  const { stdin = false, container } = (object ?? {}) as { stdin?: boolean; container?: string };
  if (name !== 'to-be-attached-pod' || !stdin || container !== 'container1') return ALLOWED;
  return denied({ message: "attaching to pod 'to-be-attached-pod' is not allowed" });
}

const DELAY = 5_000;

/** `agnhost webhook`: the webhooks of Kubernetes' own tests. upstream: test/images/agnhost/webhook */
export const webhook: ImageProgram = (words, around) => {
  const answers: Readonly<Record<string, (question: Question) => Answer>> = {
    '/always-allow-delay-5s': () => ALLOWED,
    '/always-deny': () => denied({ message: 'this webhook denies all requests' }),
    '/add-label': addLabel,
    '/pods': pods,
    '/pods/attach': attachment,
    '/mutating-pods': initContainer,
    '/mutating-pods-sidecar': sidecar(flag(words, 'sidecar-image') ?? ''),
    '/configmaps': unwanted('configmap', 'unwanted key and value'),
    '/mutating-configmaps': stages,
    '/custom-resource': unwanted('custom resource', 'unwanted data'),
    '/mutating-custom-resource': stages,
    '/crd': definitions,
  };
  servePages(around, Number(flag(words, 'port') ?? 443), ({ page: path, body = '' }) => {
    if (path === '/readyz') return page('ok');
    const answer = answers[path];
    if (answer === undefined) return undefined;
    const { request, apiVersion, kind } = JSON.parse(body || '{}') as {
      request?: Question;
      apiVersion?: string;
      kind?: string;
    };
    if (request === undefined)
      return page('Request could not be decoded: unexpected end of JSON input\n', 400);
    const isForever =
      path === '/pods' && request.object?.metadata?.labels?.[LABEL] === 'wait-forever';
    const response = { uid: request.uid, ...answer(request) };
    const takes = isForever
      ? Number.POSITIVE_INFINITY
      : path === '/always-allow-delay-5s'
        ? DELAY
        : 0;
    return { ...page(JSON.stringify({ kind, apiVersion, response })), takes };
  });
  return serveForever();
};
