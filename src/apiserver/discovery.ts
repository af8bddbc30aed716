import { createHash } from 'node:crypto';
import type { JsonObject } from '../api/object';
import { type ResourceRow, schemaData } from '../api/schema/schema';

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
export function apiResourceList(served: Served, groupVersion: string): JsonObject | undefined {
  const rows = served.filter((row) => groupVersionOf(row) === groupVersion);
  if (rows.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion,
    resources: rows
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

function namedGroups(served: Served): Map<string, GroupVersion[]> {
  const groups = new Map<string, GroupVersion[]>();
  for (const each of groupVersions(served)) {
    if (each.group === '') continue;
    groups.set(each.group, [...(groups.get(each.group) ?? []), each]);
  }
  return groups;
}

/** `/apis`: the groups that have a name. */
export function apiGroupList(served: Served): JsonObject {
  const groups = [...namedGroups(served)].map(([group, versions]) => groupEntry(group, versions));
  return { kind: 'APIGroupList', apiVersion: 'v1', groups };
}

/** `/apis/apps`: the versions of one group; undefined when it is not served. */
export function apiGroup(served: Served, group: string): JsonObject | undefined {
  const versions = namedGroups(served).get(group);
  if (versions === undefined) return undefined;
  return { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(group, versions) };
}

function discoveryEntry(row: ResourceRow): JsonObject {
  const { plural, singular, namespaced, kind, verbs, shortNames, categories } = row;
  const subresources = (row.subresources ?? []).map((sub) => ({
    subresource: sub.name,
    responseKind: {
      group: sub.group ?? row.group,
      version: sub.version ?? row.version,
      kind: sub.kind,
    },
    verbs: sub.verbs,
  }));
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

/** `/api` (`legacy`) or `/apis` in one document, groups, versions and resources. upstream: aggregated discovery */
export function aggregatedDiscovery(
  served: Served,
  legacy: boolean,
  apiVersion: string,
): JsonObject {
  const groups = new Map<string, GroupVersion[]>();
  for (const each of groupVersions(served)) {
    if ((each.group === '') !== legacy) continue;
    groups.set(each.group, [...(groups.get(each.group) ?? []), each]);
  }
  const items = [...groups].map(([group, versions]) => ({
    metadata: group === '' ? { creationTimestamp: null } : { name: group, creationTimestamp: null },
    versions: versions.map(({ version, resources }) => ({
      version,
      resources: resources.map(discoveryEntry),
      freshness: 'Current',
    })),
  }));
  return { kind: 'APIGroupDiscoveryList', apiVersion, metadata: {}, items };
}
