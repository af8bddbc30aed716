import { groupResource, isApiError } from '../../api/errors';
import type { KubeObject } from '../../api/object';
import { isJsonObject } from '../../api/object';
import type { Duration } from '../../sim/loop';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { report } from '../print/printer';
import type { Item } from '../read-files';
import { relaxedPath } from '../relaxed-path';
import { isMissing, select } from '../select';
import { current, forEach, type Session } from '../session';

const WEEK: Duration = 7 * 24 * 3_600_000;

/** What is waited for: given the object as it is now, or undefined when it is gone. */
type Goal = (object: KubeObject | undefined, item: Item) => boolean;

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly observedGeneration?: number;
}

function conditionGoal(text: string): Goal {
  const equals = text.indexOf('=');
  const name = (equals < 0 ? text : text.slice(0, equals)).toLowerCase();
  const wanted = (
    equals < 0 ? 'true' : text.slice(equals + 1).replace(/^["']|["']$/g, '')
  ).toLowerCase();
  return (object) => {
    const { status } = (object ?? {}) as { readonly status?: unknown };
    const conditions =
      isJsonObject(status) && Array.isArray(status.conditions)
        ? (status.conditions as Condition[])
        : [];
    const found = conditions.find(({ type }) => type.toLowerCase() === name);
    if (found === undefined) return false;
    const generation = object?.metadata.generation;
    const observed =
      found.observedGeneration ??
      (isJsonObject(status) ? (status.observedGeneration as number | undefined) : undefined);
    if (generation !== undefined && observed !== undefined && observed < generation) return false;
    return found.status.toLowerCase() === wanted;
  };
}

function jsonPathGoal(text: string): Goal {
  if (text === '') throw new CommandError('jsonpath expression cannot be empty');
  const match = /^(\{[\s\S]*\}|[^=]+)(?:=([\s\S]*))?$/.exec(text);
  if (match === null) {
    throw new CommandError(
      `jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'`,
    );
  }
  const path = relaxedPath(match[1] ?? '');
  const wanted = match[2]?.replace(/^(["'])(.*)\1$/, '$2');
  if (match[2] === '')
    throw new CommandError(
      "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
    );
  return (object) => {
    if (object === undefined) return false;
    const values = path.values(object);
    if (values.length === 0) return false;
    if (wanted === undefined) return true;
    if (values.length > 1)
      throw new CommandError('given jsonpath expression matches more than one value');
    return String(values[0]) === wanted;
  };
}

function goalOf(text: string): Goal {
  if (text.toLowerCase() === 'delete') {
    return (object, item) =>
      object === undefined || object.metadata.uid !== item.object.metadata.uid;
  }
  if (text.toLowerCase() === 'create') return (object) => object !== undefined;
  if (text.startsWith('condition=')) return conditionGoal(text.slice('condition='.length));
  if (text.startsWith('jsonpath=')) return jsonPathGoal(text.slice('jsonpath='.length));
  throw new CommandError(`unrecognized condition: ${JSON.stringify(text)}`);
}

function timeoutOf({ flags }: Session): Duration {
  const timeout = flags.duration('timeout');
  return timeout < 0 ? WEEK : timeout;
}

function waitFor(session: Session, item: Item, goal: Goal, deadline: number): void {
  const { kind, object } = item;
  const isMet = () => goal(current(session, kind, object), item);
  const left = deadline - session.now;
  if (!isMet() && (left <= 0 || !session.hearOf(isMet, left))) {
    const what = `${groupResource(kind)}/${object.metadata.name}`;
    if (timeoutOf(session) === 0) throw new CommandError(`condition not met for ${what}`);
    throw new CommandError(`timed out waiting for the condition on ${what}`);
  }
  report(session, kind, current(session, kind, object) ?? object, 'condition met');
}

/** With --for=create the objects need not be there yet. */
function selectWhenCreated(session: Session, deadline: number): ReturnType<typeof select> {
  const look = () => {
    try {
      return select(session, { latest: true });
    } catch (error) {
      if (isApiError(error, 'NotFound')) return undefined;
      throw error;
    }
  };
  const found = () => {
    const selection = look();
    return (
      selection !== undefined && selection.items.length > 0 && !selection.errors.some(isMissing)
    );
  };
  if (!session.hearOf(found, deadline - session.now))
    throw new CommandError('timed out waiting for the condition');
  return select(session, { latest: true });
}

/** `kubectl wait`. */
export const waitCommand: Command = {
  path: 'wait',
  flags: [
    'all',
    'all-namespaces',
    'field-selector',
    'filename',
    'for',
    'output',
    'recursive',
    'selector',
    'template',
    'timeout',
  ],
  run(session) {
    const { flags } = session;
    const condition = flags.text('for');
    const goal = goalOf(condition);
    const deadline = session.now + timeoutOf(session);
    const isDelete = condition.toLowerCase() === 'delete';
    const isCreate = condition.toLowerCase() === 'create';
    const selection = isCreate
      ? selectWhenCreated(session, deadline)
      : select(session, { latest: true });
    const errors = selection.errors.filter((error) => !isDelete || !isMissing(error));
    if (selection.items.length === 0 && errors.length === 0 && !isDelete) {
      throw new CommandError('no matching resources found');
    }
    const failures = forEach(selection.items, (item) => waitFor(session, item, goal, deadline));
    throwAll([...errors, ...failures]);
    return undefined;
  },
};
