import { PersistentVolumes } from '../../api/core/persistent-volume';
import { PersistentVolumeClaims } from '../../api/core/persistent-volume-claim';
import { type ApiError, isApiError, notFoundError } from '../../api/errors';
import type { Kind } from '../../api/kind';
import type { KubeObject } from '../../api/object';
import type { Pod, Volume } from '../../api/schema/objects';
import { CSIDrivers } from '../../api/storage/csi-driver';
import type { Request } from '../request';

/**
 * Why a kubelet gets no token of a Pod for these audiences: it may ask for those that the Pod or the driver of one of
 * its volumes names, and for those that a role allows. upstream: noderestriction, validateNodeServiceAccountAudience
 */
export function audienceRefusal(
  request: Request,
  pod: Pod,
  audiences: readonly string[],
): string | undefined {
  const { user, namespace, name, authorizer } = request;
  const [audience = '', another] = audiences;
  if (another !== undefined) return 'node may only request 0 or 1 audiences';
  const problems: string[] = [];
  for (const volume of pod.spec.volumes ?? []) {
    try {
      if (audiencesOf(request, pod, volume).includes(audience)) return undefined;
    } catch (error) {
      if (!isApiError(error)) throw error;
      problems.push(error.message);
    }
  }
  if (problems.length > 0) {
    const all = [...new Set(problems)];
    const text = all.length === 1 ? all[0] : `[${all.join(', ')}]`;
    return `error validating audience ${JSON.stringify(audience)}: ${text}`;
  }
  const verb = 'request-serviceaccounts-token-audience';
  const asked = { user, verb, group: '', plural: audience, subresource: '', namespace, name };
  if (authorizer.decide(asked).allowed) return undefined;
  return `audience ${JSON.stringify(audience)} not found in pod spec volume, ${user.name} is not authorized to request tokens for this audience`;
}

/** For whom the tokens in a volume are; an ApiError when what it is made of is not there. */
function audiencesOf(request: Request, pod: Pod, volume: Volume): readonly string[] {
  const driver = driverOf(request, pod, volume);
  if (driver !== undefined) {
    const { spec } = mustFind(request, CSIDrivers, { name: driver }, 'csidriver');
    return (spec.tokenRequests ?? []).map(({ audience }) => audience);
  }
  return (volume.projected?.sources ?? []).flatMap(({ serviceAccountToken }) =>
    serviceAccountToken === undefined ? [] : [serviceAccountToken.audience ?? ''],
  );
}

function driverOf(request: Request, { metadata }: Pod, volume: Volume): string | undefined {
  const { persistentVolumeClaim, ephemeral, csi } = volume;
  const claim =
    ephemeral?.volumeClaimTemplate === undefined
      ? persistentVolumeClaim?.claimName
      : `${metadata.name}-${volume.name}`;
  if (claim === undefined) return csi?.driver;
  const { namespace } = metadata;
  const ref = { namespace, name: claim };
  const { spec } = mustFind(request, PersistentVolumeClaims, ref, 'persistentvolumeclaim');
  // a claim that is not bound has no driver yet
  if (!spec.volumeName) return undefined;
  const bound = { name: spec.volumeName };
  return mustFind(request, PersistentVolumes, bound, 'persistentvolume').spec.csi?.driver;
}

/** What upstream's informers call by its kind when they do not find it. */
function mustFind<T extends KubeObject>(
  { store }: Request,
  kind: Kind<T>,
  ref: { readonly namespace?: string | undefined; readonly name: string },
  singular: string,
): T {
  const found = store.find(kind, ref);
  if (found !== undefined) return found;
  const missing: ApiError = notFoundError({ ...kind, plural: singular }, ref.name);
  throw missing;
}
