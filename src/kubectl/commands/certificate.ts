import { kindOf } from '../../api';
import { isApiError } from '../../api/errors';
import type { KubeObject } from '../../api/object';
import { timestamp } from '../../api/timestamp';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { report } from '../print/printer';
import type { Item } from '../read-files';
import { select } from '../select';
import type { Session } from '../session';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly [field: string]: unknown;
}

interface SigningRequest extends KubeObject {
  readonly status?: { readonly conditions?: readonly Condition[] };
}

/** What the two commands say of a request. */
interface Decision {
  readonly path: string;
  readonly type: 'Approved' | 'Denied';
  readonly operation: string;
  readonly reason: string;
  readonly message: string;
}

const DECISIONS = new Set(['Approved', 'Denied']);

/** The request with the decision in its conditions, in place of an earlier one of its type. */
function decided(session: Session, request: SigningRequest, decision: Decision): SigningRequest {
  const { type, reason, message } = decision;
  const { conditions = [] } = request.status ?? {};
  const opposite = conditions.find((each) => each.type !== type && DECISIONS.has(each.type));
  if (opposite !== undefined)
    throw new CommandError(
      `certificate signing request "${request.metadata.name}" is already ${opposite.type}`,
    );
  const old = conditions.find((condition) => condition.type === type);
  if (old !== undefined && !session.flags.boolean('force')) return request;
  const now = timestamp(session.now);
  const condition: Condition = {
    type,
    status: 'True',
    reason,
    message,
    lastUpdateTime: now,
    lastTransitionTime: old?.lastTransitionTime ?? now,
  };
  const others = conditions.filter((each) => each !== old);
  return { ...request, status: { ...request.status, conditions: [...others, condition] } };
}

/** upstream: kubectl certificates, modifyCertificateCondition: ten attempts against conflicts */
function decide(session: Session, { kind, object }: Item, decision: Decision): void {
  const { name } = object.metadata;
  const next = decided(session, object, decision);
  if (next === object) {
    report(session, kind, next, decision.operation);
    return;
  }
  const options = { ...session.writeOptions, subresource: 'approval' };
  try {
    report(session, kind, session.api.update(kind, next, options), decision.operation);
  } catch (error) {
    if (!isApiError(error, 'Conflict')) throw error;
    const newest = session.api.get(kind, { name });
    const again = session.api.update(kind, decided(session, newest, decision), options);
    report(session, kind, again, decision.operation);
  }
}

function decisionCommand(decision: Decision): Command {
  return {
    path: decision.path,
    flags: ['filename', 'force', 'output', 'recursive', 'template', 'kustomize'],
    run(session) {
      const { flags, words } = session;
      const Requests = kindOf('certificates.k8s.io/v1', 'CertificateSigningRequest');
      if (words.length === 0 && !flags.has('filename') && !flags.has('kustomize'))
        throw new CommandError('one or more CSRs must be specified as <name> or -f <filename>');
      const selection = select(session, {
        latest: true,
        ...(words.length > 0 && Requests !== undefined ? { kind: Requests } : {}),
      });
      const failures = session.each(selection.items, (item) => decide(session, item, decision));
      throwAll([...selection.errors, ...failures]);
      return undefined;
    },
  };
}

/** `kubectl certificate approve`. */
export const certificateApproveCommand = decisionCommand({
  path: 'certificate approve',
  type: 'Approved',
  operation: 'approved',
  reason: 'KubectlApprove',
  message: 'This CSR was approved by kubectl certificate approve.',
});

/** `kubectl certificate deny`. */
export const certificateDenyCommand = decisionCommand({
  path: 'certificate deny',
  type: 'Denied',
  operation: 'denied',
  reason: 'KubectlDeny',
  message: 'This CSR was denied by kubectl certificate deny.',
});
