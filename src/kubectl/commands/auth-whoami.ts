import type { Command } from '../command';
import { formatOf, writeTyped } from '../print/printer';
import { align, GET_TABLE } from '../print/tabwriter';

/** `kubectl auth whoami`. */
export const whoAmICommand: Command = {
  path: 'auth whoami',
  flags: ['output', 'template'],
  run(session) {
    const { name, groups, uid, extra = {} } = session.api.user;
    const format = formatOf(session);
    if (format.name !== '') {
      const userInfo = {
        username: name,
        ...(uid === undefined ? {} : { uid }),
        groups: [...groups],
        ...(Object.keys(extra).length === 0 ? {} : { extra }),
      };
      const review = {
        kind: 'SelfSubjectReview',
        apiVersion: 'authentication.k8s.io/v1',
        metadata: {},
        status: { userInfo },
      };
      writeTyped(session, format, review, 'selfsubjectreview.authentication.k8s.io/<unknown>');
      return undefined;
    }
    const rows = [
      ['ATTRIBUTE', 'VALUE'],
      ['Username', name],
      ...(uid === undefined ? [] : [['UID', uid]]),
      ...(groups.length > 0 ? [['Groups', `[${groups.join(' ')}]`]] : []),
      ...Object.keys(extra)
        .sort()
        .map((key) => [`Extra: ${key}`, `[${(extra[key] ?? []).join(' ')}]`]),
    ];
    session.write(`${align(rows.map((row) => row.join('\t')).join('\n'), GET_TABLE)}\n`);
    return undefined;
  },
};
