import { Events } from '../../api/core/event';
import type { Kind } from '../../api/kind';
import type { Event } from '../../api/schema/objects';
import { parseTimestamp } from '../../api/timestamp';
import type { Command } from '../command';
import { intervalText } from '../describe/events';
import { CommandError } from '../errors';
import { formatOf, shownObject, writeValue } from '../print/printer';
import { align, GET_TABLE } from '../print/tabwriter';
import type { Session } from '../session';

function lastTime({ series, lastTimestamp, eventTime, firstTimestamp }: Event): number {
  const time = series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? firstTimestamp;
  return time ? parseTimestamp(time) : 0;
}

/** The kind that --for names; that there is none is said as the server's discovery says it. */
function kindNamed(session: Session, word: string): Kind {
  try {
    return session.kind(word);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(error.message, true);
  }
}

/** `kubectl events`. */
export const eventsCommand: Command = {
  path: 'events',
  flags: ['all-namespaces', 'for', 'no-headers', 'output', 'template', 'types'],
  run(session) {
    const { flags } = session;
    const everywhere = flags.boolean('all-namespaces');
    const types = flags.list('types').map((type) => type.toLowerCase());
    for (const type of types) {
      if (type !== 'normal' && type !== 'warning')
        throw new CommandError('valid --types are Normal or Warning');
    }
    const fields: string[] = [];
    const about = flags.text('for');
    if (about !== '') {
      const [word = '', name = ''] = about.split('/');
      if (name === '') throw new CommandError('--for must be in resource/name form');
      const kind = kindNamed(session, word);
      fields.push(`involvedObject.kind=${kind.kind}`, `involvedObject.name=${name}`);
    }
    const { items } = session.api.list(Events, {
      ...(everywhere ? {} : { namespace: session.namespace }),
      ...(fields.length === 0 ? {} : { fields: fields.join(',') }),
    });
    const shown = items.filter(
      ({ type }) => types.length === 0 || types.includes((type ?? '').toLowerCase()),
    );
    if (shown.length === 0) {
      session.warn(`No events found${everywhere ? '' : ` in ${session.namespace} namespace`}.`);
      return undefined;
    }
    const format = formatOf(session);
    // upstream: a list has no name to print
    if (format.name === 'name') return undefined;
    const sorted = [...shown].sort((a, b) => lastTime(a) - lastTime(b));
    if (format.name !== '') {
      const list = {
        apiVersion: 'v1',
        items: sorted.map((event) => shownObject(session, Events, event)),
        kind: 'EventList',
        metadata: {},
      };
      writeValue(session, format, list);
      return undefined;
    }
    const rows = sorted.map((event) =>
      [
        ...(everywhere ? [event.metadata.namespace ?? ''] : []),
        intervalText(session, event),
        event.type ?? '',
        event.reason ?? '',
        `${event.involvedObject.kind ?? ''}/${event.involvedObject.name ?? ''}`,
        (event.message ?? '').trim(),
      ].join('\t'),
    );
    const header = [
      ...(everywhere ? ['NAMESPACE'] : []),
      'LAST SEEN',
      'TYPE',
      'REASON',
      'OBJECT',
      'MESSAGE',
    ].join('\t');
    const lines = flags.boolean('no-headers') ? rows : [header, ...rows];
    session.write(`${align(lines.join('\n'), GET_TABLE)}\n`);
    return undefined;
  },
};
