import { groupVersionOf, groupVersions } from '../../apiserver/discovery';
import { metricGroups } from '../../apiserver/metric-groups';
import type { Command } from '../command';
import { servedResources } from '../served';

/** `kubectl api-versions`. */
export const apiVersionsCommand: Command = {
  path: 'api-versions',
  flags: [],
  run(session) {
    const { words } = session;
    if (words.length > 0) throw session.usage(`unexpected arguments: [${words.join(' ')}]`);
    const metrics = metricGroups(session.target.server);
    const names = [...groupVersions(servedResources(session)), ...metrics].map(groupVersionOf);
    for (const name of [...new Set(names)].sort()) session.print(name);
    return undefined;
  },
};
