import { createHash } from 'node:crypto';
import type { JsonObject } from '../api/object';
import { type ResourceRow, type SubresourceRow, schemaData } from '../api/schema/schema';

/** A resource that is served; `openApi` is the definition of a type that the schema's data does not have. */
export interface ServedResource extends ResourceRow {
  readonly openApi?: JsonObject;
}

/** What is served: the resources, in the order of discovery. */
export type Served = readonly ServedResource[];

/** The resources of a v1.34 server; those of an add-on only when it is on. */
export function builtInResources(addons: ReadonlySet<string> = new Set()): Served {
  return schemaData.resources.filter(({ addon }) => addon === undefined || addons.has(addon));
}

/** One version of a group, and what it has. */
export interface GroupVersion {
  readonly group: string;
  readonly version: string;
  readonly resources: Served;
  /** True while the server behind it cannot be asked. */
  readonly isStale?: boolean;
}

/** `v1`, `apps/v1`. */
export function groupVersionOf({ group, version }: { group: string; version: string }): string {
  return group === '' ? version : `${group}/${version}`;
}

/** The versions of all groups, those of the same group one after another. */
export function groupVersions(served: Served): readonly GroupVersion[] {
  const byName = new Map<string, { group: string; version: string; resources: ServedResource[] }>();
  for (const row of served) {
    const name = groupVersionOf(row);
    const known = byName.get(name);
    if (known === undefined) {
      byName.set(name, { group: row.group, version: row.version, resources: [row] });
    } else known.resources.push(row);
  }
  const order = [...new Set([...byName.values()].map(({ group }) => group))];
  const place = new Map(order.map((group, index) => [group, index]));
  return [...byName.values()].sort((a, b) => (place.get(a.group) ?? 0) - (place.get(b.group) ?? 0));
}

// upstream: the storage version hash of APIResource, eight bytes of a digest
function storageHash({ group, version, kind }: ResourceRow): string {
  const text = `${group}/${version}/${kind}`;
  return createHash('sha256').update(text).digest().subarray(0, 8).toString('base64');
}

function resourceEntries(row: ResourceRow): readonly JsonObject[] {
  const { plural, singular, namespaced, kind, verbs, shortNames, categories } = row;
  const own = {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs,
    ...(shortNames.length > 0 ? { shortNames } : {}),
    ...(categories.length > 0 ? { categories } : {}),
    ...(row.storage === null ? {} : { storageVersionHash: storageHash(row) }),
  };
  const below = (row.subresources ?? []).map((sub) => ({
    name: `${plural}/${sub.name}`,
    singularName: '',
    namespaced,
    ...(sub.group === undefined ? {} : { group: sub.group, version: sub.version }),
    kind: sub.kind,
    verbs: sub.verbs,
  }));
  return [own, ...below];
}

/** `/api/v1`, `/apis/apps/v1`: the resources of one version; undefined when it is not served. */
export function apiResourceList(
  all: readonly GroupVersion[],
  groupVersion: string,
): JsonObject | undefined {
  const found = all.find((each) => groupVersionOf(each) === groupVersion);
  if (found === undefined) return undefined;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion,
    resources: found.resources
      .flatMap(resourceEntries)
      .sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1)),
  };
}

/** `/api`: the versions of the group without a name. */
export function apiVersions(address: string): JsonObject {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: address }],
  };
}

function groupEntry(group: string, versions: readonly GroupVersion[]): JsonObject {
  const entries = versions.map((each) => ({
    groupVersion: groupVersionOf(each),
    version: each.version,
  }));
  return { name: group, versions: entries, preferredVersion: entries[0] };
}

/** The versions of each group; of the group without a name (`legacy`) or of the others. */
function byGroup(all: readonly GroupVersion[], legacy: boolean): Map<string, GroupVersion[]> {
  const groups = new Map<string, GroupVersion[]>();
  for (const each of all) {
    if ((each.group === '') !== legacy) continue;
    groups.set(each.group, [...(groups.get(each.group) ?? []), each]);
  }
  return groups;
}

/** `/apis`: the groups that have a name. */
export function apiGroupList(all: readonly GroupVersion[]): JsonObject {
  const groups = [...byGroup(all, false)].map((entry) => groupEntry(...entry));
  return { kind: 'APIGroupList', apiVersion: 'v1', groups };
}

/** `/apis/apps`: the versions of one group; undefined when it is not served. */
export function apiGroup(all: readonly GroupVersion[], group: string): JsonObject | undefined {
  const versions = byGroup(all, false).get(group);
  if (versions === undefined) return undefined;
  return { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(group, versions) };
}

function subresourceEntry(sub: SubresourceRow, row: ResourceRow): JsonObject {
  const { group = row.group, version = row.version, kind, verbs } = sub;
  return { subresource: sub.name, responseKind: { group, version, kind }, verbs };
}

function discoveryEntry(row: ResourceRow): JsonObject {
  const { plural, singular, namespaced, kind, verbs, shortNames, categories } = row;
  const subresources = (row.subresources ?? []).map((sub) => subresourceEntry(sub, row));
  return {
    resource: plural,
    responseKind: { group: row.group, version: row.version, kind },
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs,
    ...(shortNames.length > 0 ? { shortNames } : {}),
    ...(categories.length > 0 ? { categories } : {}),
    ...(subresources.length > 0 ? { subresources } : {}),
  };
}

/**
 * What servers list as `pods/status` stands below `pods`, which is made up where they do not list it.
 * upstream: convertToAPIResourceDiscovery, for servers without aggregated discovery
 */
function nested(resources: Served): readonly JsonObject[] {
  const isBelow = ({ plural }: ResourceRow) => plural.includes('/');
  if (!resources.some(isBelow)) return resources.map(discoveryEntry);
  const entries = new Map(
    resources.filter((row) => !isBelow(row)).map((row) => [row.plural, discoveryEntry(row)]),
  );
  for (const row of resources.filter(isBelow)) {
    const [parent = '', name = ''] = row.plural.split('/');
    const above = entries.get(parent) ?? {
      resource: parent,
      responseKind: { group: '', version: '', kind: '' },
      scope: row.namespaced ? 'Namespaced' : 'Cluster',
      singularResource: '',
      verbs: null,
    };
    const known = Array.isArray(above.subresources) ? above.subresources : [];
    const sub = subresourceEntry({ ...row, name }, row);
    entries.set(parent, { ...above, subresources: [...known, sub] });
  }
  return [...entries.values()];
}

/** `/api` (`legacy`) or `/apis` in one document, groups, versions and resources. upstream: aggregated discovery */
export function aggregatedDiscovery(
  all: readonly GroupVersion[],
  legacy: boolean,
  apiVersion: string,
): JsonObject {
  const items = [...byGroup(all, legacy)].map(([group, versions]) => ({
    metadata: group === '' ? { creationTimestamp: null } : { name: group, creationTimestamp: null },
    versions: versions.map(({ version, resources, isStale }) => ({
      version,
      resources: nested(resources),
      freshness: isStale === true ? 'Stale' : 'Current',
    })),
  }));
  return { kind: 'APIGroupDiscoveryList', apiVersion, metadata: {}, items };
}
