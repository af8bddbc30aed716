import { groupResource } from '../../api/errors';
import type { JsonObject } from '../../api/object';
import { type ResourceRow, schemaData } from '../../api/schema/schema';
import { metricGroups } from '../../apiserver/metric-groups';
import type { Command } from '../command';
import { CommandError } from '../errors';
import { formatOf, writeValue } from '../print/printer';
import { align, GET_TABLE } from '../print/tabwriter';
import { servedResources } from '../served';
import type { Session } from '../session';

const preferred = new Map(schemaData.groups.map((group) => [group.group, group.preferred]));

function apiVersionOf({ group, version }: ResourceRow): string {
  return group === '' ? version : `${group}/${version}`;
}

function compare(a: ResourceRow, b: ResourceRow): number {
  if (a.group !== b.group) return a.group < b.group ? -1 : 1;
  return a.plural < b.plural ? -1 : 1;
}

/** Each resource in the version that clients prefer. */
function served(session: Session): readonly ResourceRow[] {
  const { api } = session;
  const builtIn = servedResources(session).filter(
    ({ group, version }) => preferred.get(group) === version,
  );
  const seen = new Set<string>();
  const defined = api.kinds.all.filter(({ group, id }) => {
    const isFirst = !preferred.has(group) && !seen.has(id);
    seen.add(id);
    return isFirst;
  });
  return [...builtIn, ...defined, ...metrics(session)];
}

/** The external metrics; custom ones are listed below what they are about, and so are no resources to clients. */
function metrics({ target }: Session): readonly ResourceRow[] {
  return metricGroups(target.server)
    .flatMap(({ resources }) => resources)
    .filter(({ plural }) => !plural.includes('/'));
}

/** A resource as discovery tells of it, in the order of Go's type. */
function discovered(row: ResourceRow): JsonObject {
  const list = (name: string, values: readonly string[]) =>
    values.length === 0 ? {} : { [name]: values };
  return {
    name: row.plural,
    singularName: row.singular,
    namespaced: row.namespaced,
    ...(row.group === '' ? {} : { group: row.group }),
    version: row.version,
    kind: row.kind,
    verbs: row.verbs,
    ...list('shortNames', row.shortNames),
    ...list('categories', row.categories),
  };
}

/** `kubectl api-resources`. */
export const apiResourcesCommand: Command = {
  path: 'api-resources',
  flags: [
    'api-group',
    'cached',
    'categories',
    'namespaced',
    'no-headers',
    'output',
    'sort-by',
    'verbs',
  ],
  run(session) {
    const { flags, words } = session;
    if (words.length > 0) throw session.usage(`unexpected arguments: [${words.join(' ')}]`);
    const output = flags.text('output');
    if (!['', 'name', 'wide', 'json', 'yaml'].includes(output)) {
      throw new CommandError(
        `unable to match a printer suitable for the output format "${output}", allowed formats are: json,name,wide,yaml`,
      );
    }
    if (!['', 'name', 'kind'].includes(flags.text('sort-by')))
      throw new CommandError('--sort-by accepts only name or kind');
    const group = flags.text('api-group');
    const shown = served(session)
      .filter((kind) => !flags.has('api-group') || kind.group === group)
      .filter((kind) => !flags.has('namespaced') || kind.namespaced === flags.boolean('namespaced'))
      .filter((kind) =>
        flags.list('categories').every((category) => kind.categories.includes(category)),
      )
      .filter((kind) => flags.list('verbs').every((verb) => kind.verbs.includes(verb)));
    const sorted = [...shown].sort((a, b) => {
      const by = flags.text('sort-by');
      if (by === 'name') return a.plural < b.plural ? -1 : 1;
      if (by === 'kind') return a.kind < b.kind ? -1 : 1;
      return compare(a, b);
    });
    if (output === 'name') {
      for (const kind of sorted) session.print(groupResource(kind));
      return undefined;
    }
    if (output === 'json' || output === 'yaml') {
      const resources = sorted.length === 0 ? null : sorted.map(discovered);
      const list = { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: '', resources };
      writeValue(session, formatOf(session), list, 'given');
      return undefined;
    }
    const wide = output === 'wide';
    const rows = sorted.map((kind) => [
      kind.plural,
      kind.shortNames.join(','),
      apiVersionOf(kind),
      String(kind.namespaced),
      kind.kind,
      ...(wide ? [kind.verbs.join(','), kind.categories.join(',')] : []),
    ]);
    const header = [
      'NAME',
      'SHORTNAMES',
      'APIVERSION',
      'NAMESPACED',
      'KIND',
      ...(wide ? ['VERBS', 'CATEGORIES'] : []),
    ];
    const lines = [...(flags.boolean('no-headers') ? [] : [header]), ...rows].map((row) =>
      row.join('\t'),
    );
    session.write(`${align(lines.join('\n'), GET_TABLE)}\n`);
    return undefined;
  },
};
