import { ApiError, badRequestError, notFoundError } from '../api/errors';
import { parseGoDuration } from '../api/go-duration';
import type { Kind } from '../api/kind';
import { isJsonObject, type JsonObject } from '../api/object';
import { microTimestamp, timestamp } from '../api/timestamp';
import type { ServedResource } from '../apiserver/discovery';
import type { Duration, Time } from '../sim/loop';
import { formOf, type Offer } from './media-type';
import type { RestAnswer, RestRequest } from './rest';
import { unknownPathError } from './route';
import type { Site } from './site';

/** What moves the time of a served cluster. */
export interface DrivenClock {
  readonly state: { readonly now: Time; readonly speed: number; readonly lost: Duration };
  setSpeed(speed: number): void;
  advance(duration: Duration, done: () => void): void;
}

const GROUP = 'wavetank.dev';
const API_VERSION = `${GROUP}/v1`;
const NAME = 'cluster';
const TYPE = `dev.wavetank.v1.`;
const PATH = /^\/apis\/wavetank\.dev\/v1\/clocks(?:\/([^/]+)(?:\/([^/]+))?)?\/?$/;
/** A jump may not be longer than this, nor time run faster. */
const JUMP_MAX = 366 * 24 * 3_600_000;
const SPEED_MAX = 1_000_000;

/** The clock in discovery and in OpenAPI: a resource of our own beside those of Kubernetes. */
export const clockResource: ServedResource = {
  group: GROUP,
  version: 'v1',
  kind: 'Clock',
  listKind: 'ClockList',
  plural: 'clocks',
  singular: 'clock',
  shortNames: [],
  categories: [],
  namespaced: false,
  verbs: ['get', 'list', 'patch'],
  storage: null,
  type: `${TYPE}Clock`,
  subresources: [
    { name: 'advance', kind: 'ClockAdvance', type: `${TYPE}ClockAdvance`, verbs: ['create'] },
  ],
  openApi: {
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { of: 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' },
      spec: {
        type: 'object',
        properties: {
          speed: {
            type: 'number',
            description: 'Simulated seconds in a real one; 0 lets time stand still.',
          },
        },
      },
      status: {
        type: 'object',
        properties: {
          now: { type: 'string', format: 'date-time' },
          lost: { type: 'string', description: 'Real time that could not be kept up with.' },
        },
      },
    },
  },
};

/** The clock as the authorizer sees it. */
const ClockKind = {
  ...clockResource,
  apiVersion: API_VERSION,
  id: `clocks.${GROUP}`,
  hasStatus: true,
  rules: {},
} as unknown as Kind;

/** Answers requests for the clock; undefined for all others. */
export function answerClock(site: Site, request: RestRequest): RestAnswer | undefined {
  const match = PATH.exec(request.path);
  if (match === null || site.clock === undefined) return undefined;
  const [, name, subresource] = match;
  const verb = verbOf(request.method, name, subresource);
  if (name === undefined) return list(site, request);
  if (name !== NAME) throw notFoundError(ClockKind, name);
  if (verb === 'create') return advance(site.clock, request.body);
  if (verb === 'patch') site.clock.setSpeed(speedOf(request.body));
  return { code: 200, body: shown(site.clock, request), warnings: [] };
}

function verbOf(method: string, name: string | undefined, subresource: string | undefined) {
  if (subresource !== undefined && subresource !== 'advance') throw unknownPathError();
  if (subresource === 'advance' && method === 'POST') return 'create';
  if (subresource === undefined && method === 'GET') return name === undefined ? 'list' : 'get';
  if (subresource === undefined && name !== undefined && method === 'PATCH') return 'patch';
  throw new ApiError(
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}

function clockObject({ state }: DrivenClock): JsonObject {
  const { now, speed, lost } = state;
  return {
    apiVersion: API_VERSION,
    kind: 'Clock',
    metadata: { name: NAME, uid: '', creationTimestamp: null },
    spec: { speed },
    status: { now: microTimestamp(now), lost: `${lost / 1000}s` },
  };
}

const COLUMNS = ['Name', 'Now', 'Speed'].map((name, index) => ({
  name,
  type: index === 2 ? 'number' : 'string',
  format: index === 0 ? 'name' : '',
  description: '',
  priority: 0,
}));

const OFFER: Offer = { protobuf: false, forms: true };

function shown(clock: DrivenClock, { accept }: RestRequest): object {
  const { as, version } = formOf(accept, OFFER);
  const object = clockObject(clock);
  if (as === 'object') return object;
  const metadata = { name: NAME, creationTimestamp: null };
  const partial = {
    kind: 'PartialObjectMetadata',
    apiVersion: `meta.k8s.io/${version}`,
    metadata,
  };
  if (as === 'metadata') return partial;
  const { now, speed } = clock.state;
  return {
    kind: 'Table',
    apiVersion: `meta.k8s.io/${version}`,
    metadata: {},
    columnDefinitions: COLUMNS,
    rows: [{ cells: [NAME, timestamp(now), speed], object: partial }],
  };
}

function list({ clock, server }: Site, request: RestRequest): RestAnswer {
  if (clock === undefined) throw unknownPathError();
  if (formOf(request.accept, OFFER).as === 'table') {
    return { code: 200, body: shown(clock, request), warnings: [] };
  }
  const metadata = { resourceVersion: String(server.store.revision) };
  const items = [clockObject(clock)];
  return {
    code: 200,
    body: { kind: 'ClockList', apiVersion: API_VERSION, metadata, items },
    warnings: [],
  };
}

/** `{"spec": {"speed": 60}}`, as a merge patch. */
function speedOf(body: unknown): number {
  const spec = isJsonObject(body) && isJsonObject(body.spec) ? body.spec : {};
  const { speed } = spec;
  if (typeof speed === 'number' && speed >= 0 && speed <= SPEED_MAX) return speed;
  throw badRequestError(`spec.speed must be a number from 0 (time stands still) to ${SPEED_MAX}`);
}

/** `{"duration": "5m"}`: the answer comes when so much time has passed. */
function advance(clock: DrivenClock, body: unknown): RestAnswer {
  const text = isJsonObject(body) ? body.duration : undefined;
  const duration = typeof text === 'string' ? parseGoDuration(text) : 'duration is missing';
  if (typeof duration === 'string') throw badRequestError(`${duration}; write {"duration": "5m"}`);
  if (duration < 0 || duration > JUMP_MAX) {
    throw badRequestError('duration must lie between 0s and a year: time does not run backwards');
  }
  return {
    code: 200,
    contentType: 'application/json',
    warnings: [],
    stream: {
      begin({ write, end }) {
        clock.advance(Math.round(duration), () => {
          write(`${JSON.stringify(clockObject(clock))}\n`);
          end();
        });
        return () => {};
      },
    },
  };
}
