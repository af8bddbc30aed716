import { isJsonObject } from '../api/object';
import type { Pod } from '../api/schema/objects';
import type { Api } from '../apiserver/api';
import { repositoryOf } from './image/image-reference';
import { lookUp, reachable } from './pod-config';

/** What a Pod has to show to registries, and which of the Secrets that it names are not there. */
export interface PullSecrets {
  readonly missing: readonly string[];
  /** True when one of the Secrets has a credential for the image's repository. */
  open(image: string): boolean;
}

/** The credentials of a Pod's imagePullSecrets. upstream: kubelet, getPullSecretsForPod */
export function pullSecretsOf(api: Api, pod: Pod): PullSecrets {
  const { namespace = '' } = pod.metadata;
  const missing: string[] = [];
  const places: string[] = [];
  for (const { name = '' } of pod.spec.imagePullSecrets ?? []) {
    if (name === '') continue;
    const found = reachable(() => lookUp(api, 'Secret', namespace, name));
    if ('message' in found) continue;
    if ('missing' in found) missing.push(name);
    else places.push(...placesIn(found.data));
  }
  return { missing, open: (image) => places.some((place) => covers(place, repositoryOf(image))) };
}

/** The registries of which a Secret knows the password; none when it cannot be read. */
function placesIn(data: ReadonlyMap<string, string>): readonly string[] {
  const wrapped = parsed(data.get('.dockerconfigjson'));
  const content = wrapped === undefined ? parsed(data.get('.dockercfg')) : wrapped.auths;
  return isJsonObject(content) ? Object.keys(content) : [];
}

function parsed(text: string | undefined): Record<string, unknown> | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    // as upstream: a Secret that cannot be read is one that opens nothing
    return undefined;
  }
}

/** As `*.example.com/team` covers what is below it; `*` stands for letters of one part of a host's name. */
function covers(place: string, repository: string): boolean {
  const [host = '', ...path] = place
    .replace(/^https?:\/\//, '')
    .replace(/^index\.docker\.io/, 'docker.io')
    .replace(/\/v[12](?=\/|$)/, '')
    .split('/')
    .filter((part) => part !== '');
  const [registry = '', ...rest] = repository.split('/');
  const wanted = host.split('.');
  const given = registry.split('.');
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => matchesPart(part, given[index] ?? '')) &&
    rest.join('/').startsWith(path.join('/'))
  );
}

function matchesPart(pattern: string, part: string): boolean {
  const pieces = pattern.split('*').map((piece) => piece.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${pieces.join('.*')}$`).test(part);
}
