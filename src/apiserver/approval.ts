import type { Kind } from '../api/kind';
import { isJsonObject, type KubeObject } from '../api/object';
import type { CertificateSigningRequest } from '../api/schema/objects';
import { timestamp } from '../api/timestamp';
import { mustServeSigner } from './admission/certificate-signing';
import type { UpdateOptions, User } from './api';
import type { ApiServer } from './server';

interface Approvable extends KubeObject {
  readonly status?: { readonly conditions?: readonly object[] };
}

/**
 * Approves or denies: of what the client sends, the conditions count alone, and each gets the moment when it is
 * missing. upstream: registry certificates, the approval strategy
 */
export function approve<T extends KubeObject>(
  server: ApiServer,
  write: { readonly user: User; readonly kind: Kind<T>; readonly options: UpdateOptions },
  next: T,
): T {
  const { kind, options } = write;
  const old = server.mustGet(kind, next.metadata);
  mustServeSigner(
    server.authorizer,
    write.user,
    'approve',
    old as KubeObject as CertificateSigningRequest,
  );
  const now = timestamp(server.now);
  const given = (next as Approvable).status?.conditions ?? [];
  const conditions = given.map((condition) =>
    isJsonObject(condition) && !condition.lastUpdateTime
      ? { ...condition, lastUpdateTime: now }
      : condition,
  );
  const approved = { ...next, status: { ...(old as Approvable).status, conditions } };
  return server.replace(
    { ...write, options: { ...options, subresource: 'status' }, admittedAs: 'approval' },
    approved,
    old,
  );
}
