import type { Kind } from '../../api/kind';
import type { KubeObject } from '../../api/object';
import type { ListOptions } from '../../apiserver/api';
import type { Change } from '../../apiserver/store';
import { CommandError } from '../errors';
import { slashName } from '../print/name';
import { type Format, shownObject, writeValue } from '../print/printer';
import { type TableOptions, tableText } from '../print/table';
import { listOptionsOf, type Selection } from '../select';
import type { Session } from '../session';

/** As long as the longest name of an event. */
const EVENT_WIDTH = 'MODIFIED'.length;

/** An object, and what happened to it. */
interface Seen {
  readonly type: Change['type'];
  readonly object: KubeObject;
}

function watchedBy(session: Session, kind: Kind, { items, listed }: Selection): ListOptions {
  if (listed) return listOptionsOf(session, kind);
  const [only] = items;
  const { name = '', namespace } = only?.object.metadata ?? {};
  return { ...(namespace ? { namespace } : {}), fields: `metadata.name=${name}` };
}

/** Shows objects one after the other: rows below each other with one head, or each as a whole. */
class Shower {
  private isFirst = true;
  /** How wide columns have been so far. */
  private readonly widths: number[] = [];

  constructor(
    private readonly session: Session,
    private readonly kind: Kind,
    private readonly format: Format,
    private readonly table: TableOptions,
  ) {}

  show(seen: readonly Seen[]): void {
    if (seen.length === 0) return;
    const { name } = this.format;
    if (name === '' || name === 'wide') this.rows(seen);
    else for (const each of seen) this.whole(each);
    this.isFirst = false;
  }

  private rows(seen: readonly Seen[]): void {
    const { session, kind, table } = this;
    const withEvents = session.flags.boolean('output-watch-events');
    const options = {
      ...table,
      headers: table.headers && this.isFirst,
      widths: this.widths,
      ...(withEvents ? { events: seen.map(({ type }) => type.padEnd(EVENT_WIDTH)) } : {}),
    };
    const objects = seen.map(({ object }) => object);
    session.write(tableText(kind, objects, session.now, options));
  }

  private whole({ type, object }: Seen): void {
    const { session, kind, format } = this;
    if (format.name === 'name') {
      session.print(slashName(kind, object.metadata.name));
      return;
    }
    const shown = shownObject(session, kind, object, format);
    if (format.name === 'yaml' && session.stdout !== '') session.write('---\n');
    const isEvent = session.flags.boolean('output-watch-events');
    writeValue(session, format, isEvent ? { object: shown, type } : shown);
  }
}

/**
 * `get --watch`: shows what is there and what becomes of it, while simulated time passes. upstream: kubectl get,
 * watch
 */
export function watchSelection(
  session: Session,
  format: Format,
  selection: Selection,
  table: TableOptions,
): void {
  const [kind, ...more] = selection.kinds;
  if (kind === undefined || more.length > 0)
    throw new CommandError('you may only specify a single resource type');
  if (!selection.listed && selection.items.length > 1) {
    throw new CommandError(
      'watch is only supported on individual resources and resource collections - more than 1 resource was found',
    );
  }
  const shower = new Shower(session, kind, format, table);
  if (!session.flags.boolean('watch-only'))
    shower.show(selection.items.map(({ object }) => ({ type: 'ADDED', object })));
  const pending: Seen[] = [];
  const release = session.api.watch(kind, watchedBy(session, kind, selection), (change) => {
    pending.push({ type: change.type, object: change.object });
  });
  const showPending = () => {
    for (const seen of pending.splice(0)) shower.show([seen]);
    return false;
  };
  session.target.waitUntil(showPending, session.watchLength);
  showPending();
  release();
}
