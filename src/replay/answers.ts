import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Namespaces } from '../api/core/namespace';
import { isJsonObject, type JsonObject } from '../api/object';
import { defaultSettings } from '../api/settings';
import { admissionPlugins } from '../apiserver/admission';
import type { User } from '../apiserver/api';
import { authorizer } from '../apiserver/authorization';
import { bootstrap } from '../apiserver/bootstrap';
import { ApiServer } from '../apiserver/server';
import { controllerActors, definitionActors } from '../controllers';
import { readBody } from '../http/body';
import { answerRequest } from '../http/exchange';
import { inProcess } from '../http/in-process';
import type { RestAnswer } from '../http/rest';
import { servedBy } from '../http/served';
import type { Site } from '../http/site';
import { eventsSoFar } from '../http/watch';
import { kubectl } from '../kubectl';
import { Process, systemUser } from '../runtime/process';
import { Loop } from '../sim/loop';
import { Random } from '../sim/random';
import { Trace } from '../sim/trace';
import { filesOf } from './files';
import { withJsonValues } from './go-syntax';
import { whyNewerAnswer } from './newer/answers';
import { inNewerWords } from './newer/words';
import { type AskedRequest, askOverHttp } from './over-http';
import type { FileResult } from './table';

/** The controllers that ran beside the recorded API server. */
const CONTROLLERS = new Set([
  'namespace-controller',
  'service-account-controller',
  'root-ca-certificate-publisher',
  'resourcequota-controller',
  'clusterrole-aggregation-controller',
]);

interface CaseRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly contentType: string;
  readonly body: unknown;
  readonly user: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A command line of kubectl, and the files that lie in its working directory. */
interface Command {
  readonly kubectl: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly user: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Printed {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

type SetupStep = CaseRequest & {
  readonly kubectl?: readonly string[];
  readonly wait?: unknown;
  readonly save?: string;
  readonly from?: string;
  readonly compact?: boolean;
};

interface Case {
  readonly id: string;
  readonly note: string;
  readonly namespace?: string;
  readonly changed_since?: boolean | string;
  readonly unstable?: unknown;
  readonly setup: readonly SetupStep[];
  readonly request: CaseRequest & { readonly kubectl?: readonly string[] };
  readonly response: {
    readonly code: number;
    readonly body?: unknown;
    readonly events?: readonly unknown[];
    readonly 'v1.32'?: Printed;
  };
}

const USERS: Readonly<Record<string, User>> = {
  admin: { name: 'admin', groups: ['system:masters', 'system:authenticated'] },
  alice: { name: 'alice', groups: ['system:authenticated'] },
  bob: { name: 'bob', groups: ['system:authenticated'] },
  anonymous: { name: 'system:anonymous', groups: ['system:unauthenticated'] },
};

/** An API server with just the controllers of the recording, and the fixtures. */
class AnswerWorld {
  readonly loop = new Loop(Date.UTC(2026, 0, 5));
  readonly trace = new Trace(this.loop);
  readonly random = new Random(1);
  readonly server = new ApiServer({
    loop: this.loop,
    trace: this.trace,
    random: this.random,
    admission: admissionPlugins,
  });
  private readonly site: Site = {
    server: this.server,
    served: servedBy(this.server, false),
    // the setups speak to a v1.20
    legacyApis: true,
    findUser: (token) => USERS[token],
    address: '10.98.0.1:443',
    logs: () => undefined,
    container: () => undefined,
    isReachable: () => false,
    usage: () => ({ cpu: 0, memory: 0 }),
    network: { request: () => undefined, connects: () => false },
  };
  private readonly saved = new Map<string, string>();

  constructor(
    fixtures: readonly CaseRequest[],
    private readonly namespace: string | undefined,
  ) {
    const system = systemUser('system:apiserver');
    bootstrap(this.server, system);
    const actors = controllerActors(defaultSettings).filter(({ name }) => CONTROLLERS.has(name));
    new Process(this, { name: 'kube-controller-manager', actors }).start();
    new Process(this, { name: 'kube-apiserver', actors: definitionActors }).start();
    this.settle();
    for (const fixture of fixtures) {
      this.send(fixture);
      // a definition is served when it has been established
      this.settle();
    }
    if (namespace !== undefined) {
      this.server.as(system).create(Namespaces, { metadata: { name: namespace }, spec: {} });
    }
    this.server.gates.push(authorizer(this.server.store));
    this.settle();
  }

  settle(): void {
    this.loop.runUntil(() => false, this.loop.now + 10_000);
  }

  /** A request as it goes out, with its placeholders filled in. */
  private asked(request: CaseRequest): AskedRequest {
    const headers = new Map<string, readonly string[]>();
    for (const [name, value] of Object.entries(request.headers ?? {})) {
      headers.set(name.toLowerCase(), [value]);
    }
    // a token is its user's name
    if (request.user !== 'anonymous') headers.set('authorization', [`Bearer ${request.user}`]);
    return {
      method: request.method,
      path: this.fill(request.path),
      query: this.fill(request.query ?? ''),
      contentType: request.contentType,
      headers,
      body: this.fillBody(request.body),
    };
  }

  /** Sends a request in process. */
  send(request: CaseRequest): RestAnswer {
    const { headers, body, ...asked } = this.asked(request);
    const accept = request.headers?.Accept ?? '';
    const read = () =>
      typeof body === 'string'
        ? readBody(asked.method, asked.contentType, Buffer.from(body))
        : body;
    return answerRequest(this.site, headers, { ...asked, accept }, read);
  }

  /** Sends a request over a socket. */
  sendOverHttp(request: CaseRequest): Promise<RestAnswer> {
    return askOverHttp(this.site, this.loop, this.asked(request));
  }

  /** Runs a command line, with its files in a folder of its own. */
  run({ kubectl: words, files = {}, stdin, user: name, env = {} }: Command): Printed {
    const folder = mkdtempSync(join(tmpdir(), 'wavetank-answers-'));
    try {
      for (const [file, text] of Object.entries(files)) {
        writeFileSync(join(folder, basename(file)), this.fill(text));
      }
      const user = USERS[name];
      if (user === undefined) throw new Error(`user ${name}`);
      const { loop, server } = this;
      const target = {
        server,
        openApi: 'v2' as const,
        get now() {
          return loop.now;
        },
        waitUntil: (goal: () => boolean, timeout: number) =>
          loop.runUntil(goal, loop.now + timeout) === 'reached' || goal(),
        logs: () => undefined,
      };
      const { stdout, stderr, exitCode } = kubectl(
        target,
        words.map((word) => this.fill(word)),
        {
          user,
          namespace: this.namespace ?? 'default',
          roots: [folder],
          ask: inProcess(this.site),
          environment: env,
          ...(stdin === undefined ? {} : { stdin: this.fill(stdin) }),
        },
      );
      return { exit: exitCode, stdout, stderr };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  prepare(step: SetupStep): void {
    if (step.kubectl !== undefined) {
      this.run(step as unknown as Command);
      this.settle();
      return;
    }
    if (step.compact === true) this.server.store.compact();
    else if (step.wait !== undefined) this.settle();
    else if (step.save !== undefined) this.saved.set(step.save, this.lookUp(step.from ?? ''));
    else {
      this.send(step);
      this.settle();
    }
  }

  private fillBody(body: unknown): unknown {
    if (typeof body === 'string') return this.fill(body);
    if (body === null || body === undefined) return body;
    return JSON.parse(this.fill(JSON.stringify(body)));
  }

  private fill(text: string): string {
    return text
      .replace(/\{\{get:([^}]*)\}\}/g, (_, from: string) => this.lookUp(from))
      .replace(/\{\{var:([^}]*)\}\}/g, (_, name: string) => this.saved.get(name) ?? '');
  }

  private lookUp(from: string): string {
    const [target = '', field = ''] = from.split('#');
    const [path = '', query = ''] = target.split('?');
    const answer = this.send({
      method: 'GET',
      path,
      query,
      contentType: '',
      body: null,
      user: 'admin',
    });
    let value: unknown = answer.body;
    for (const part of field.split('.')) value = isJsonObject(value) ? value[part] : undefined;
    return String(value ?? '');
  }
}

/** The parts of a text that differ between runs, as the recording normalises them. */
function normalised(text: string): string {
  return text
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uid>')
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>')
    .replace(/\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{9} [+-]\d{4}/g, '<time>')
    .replace(/\/tmp\/(LIVE|MERGED)-\d+/g, '<tmp>/$1-<rand>')
    .replace(/\/tmp\/kubectl-edit-\d+/g, '<tmp>/kubectl-edit-<rand>')
    .replace(/ /g, ' ');
}

const VARIABLE = /<(uid|time|clusterIP|nodePort|token|rand|rv|continue|age)>|0x<ptr>/;

function isSameText(expected: string, actual: string): boolean {
  const theirs = inNewerWords(normalised(expected), 'theirs');
  return (
    normalised(actual) === normalised(expected) ||
    inNewerWords(normalised(actual), 'ours') === theirs
  );
}

/** A table without the columns that newer versions have besides. */
function asWide(table: JsonObject, expected: JsonObject): JsonObject {
  const columns = (of: JsonObject) =>
    Array.isArray(of.columnDefinitions) ? (of.columnDefinitions as JsonObject[]) : [];
  const rows = Array.isArray(table.rows) ? (table.rows as JsonObject[]) : [];
  const known = new Set(columns(expected).map(({ name }) => name));
  const isKept = columns(table).map(({ name }) => known.has(name));
  const kept = (list: readonly unknown[]) => list.filter((_, index) => isKept[index] === true);
  return {
    ...table,
    columnDefinitions: kept(columns(table)),
    rows: rows.map((row) => ({ ...row, cells: kept(Array.isArray(row.cells) ? row.cells : []) })),
  };
}

/** Every recorded value is there; fields that newer versions add do not count. */
function missing(expected: unknown, actual: unknown, path: string): string | undefined {
  if (typeof expected === 'string') {
    if (VARIABLE.test(expected) || path.endsWith('.ca.crt')) return undefined;
    return typeof actual === 'string' && isSameText(expected, actual)
      ? undefined
      : `${path}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) {
      return `${path}: ${JSON.stringify(actual)?.slice(0, 100)} instead of ${JSON.stringify(expected).slice(0, 100)}`;
    }
    for (let i = 0; i < expected.length; i++) {
      const found = missing(expected[i], actual[i], `${path}[${i}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (isJsonObject(expected)) {
    if (!isJsonObject(actual)) return `${path}: ${JSON.stringify(actual)} instead of an object`;
    if (expected.kind === 'Table' && Array.isArray(expected.columnDefinitions)) {
      const { kind: _, ...rest } = expected;
      return missing(rest, asWide(actual, expected), path);
    }
    for (const [key, value] of Object.entries(expected)) {
      const found = missing(value, actual[key], path === '' ? key : `${path}.${key}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return expected === actual
    ? undefined
    : `${path}: ${String(actual)} instead of ${String(expected)}`;
}

function differenceOf(given: Case, answer: RestAnswer): string | undefined {
  const expected = given.response;
  const status = isJsonObject(answer.body) ? answer.body : {};
  if (answer.code !== expected.code) {
    return `code ${answer.code} instead of ${expected.code}: ${status.message ?? ''} / ${isJsonObject(expected.body) ? (expected.body.message ?? '') : ''}`;
  }
  if (expected.events !== undefined) {
    const events = answer.watch === undefined ? undefined : eventsSoFar(answer.watch);
    return missing(expected.events, events, 'events');
  }
  // some answers were recorded without their body
  if (expected.body === undefined) return undefined;
  if (expected.code < 400) return missing(expected.body, answer.body, '');
  const body = isJsonObject(expected.body) ? expected.body : {};
  const ours = inNewerWords(String(status.message ?? ''), 'ours');
  const theirs = inNewerWords(withJsonValues(String(body.message ?? ''), ours), 'theirs');
  return missing(
    { reason: body.reason ?? null, message: theirs },
    { reason: status.reason ?? null, message: ours },
    '',
  );
}

function readLines<T>(file: string): T[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T);
}

/** How printed text differs, cell by cell; ages, addresses and padding do not count. */
function printedDifference(expected: Printed, actual: Printed): string | undefined {
  const cells = (text: string) =>
    normalised(text)
      .replace(/\b10\.\d+\.\d+\.\d+\b|<clusterIP>/g, '<ip>')
      .replace(/\b(\d+[smhd])+\b/g, '<age>')
      .replace(/\w{3}, \d\d \w{3} \d{4} [\d:]{8} [+-]\d{4}/g, '<time>')
      .replace(/(?<=resourceVersion: ")\d+/g, '<rv>')
      // v1.34 says from which namespace
      .replace(/ deleted from \S+ namespace$/gm, ' deleted')
      // v1.31 and newer have a column more
      .replace(/ +VOLUMEATTRIBUTESCLASS| +<unset>(?= +)/g, '')
      .replace(/[ \t]+/g, ' ')
      .replace(/ $/gm, '')
      .trim();
  if (actual.exit !== expected.exit) {
    return `exit code ${actual.exit} instead of ${expected.exit}: ${actual.stderr.slice(0, 200)} / ${expected.stderr.slice(0, 200)}`;
  }
  for (const stream of ['stdout', 'stderr'] as const) {
    const ours = inNewerWords(actual[stream], 'ours');
    // what the older of the recorded kubectls did not show, the younger one may have shown
    const shown = inNewerWords(expected[stream], 'ours');
    const theirs = inNewerWords(withJsonValues(shown, ours), 'theirs');
    if (cells(ours) === cells(theirs)) continue;
    return `${stream} ${JSON.stringify(actual[stream].slice(0, 300))} instead of ${JSON.stringify(expected[stream].slice(0, 300))}`;
  }
  return undefined;
}

async function replayCase(
  given: Case,
  fixtures: readonly CaseRequest[],
  isOverHttp: boolean,
): Promise<string | undefined> {
  const world = new AnswerWorld(fixtures, given.namespace);
  for (const step of given.setup) world.prepare(step);
  const expected = given.response['v1.32'];
  if (given.request.kubectl !== undefined && expected !== undefined) {
    return printedDifference(expected, world.run(given.request as unknown as Command));
  }
  const answer = isOverHttp ? await world.sendOverHttp(given.request) : world.send(given.request);
  return differenceOf(given, answer);
}

/** What the recorded cluster held before it was asked; it lies beside the answers. */
const FIXTURES = 'fixtures.jsonl';

/**
 * Replays the recorded answers of a folder, or of one of its files: one result per file. With `isOverHttp` each
 * recorded request goes over a socket.
 */
export async function replayAnswers(
  path: string,
  only?: string,
  isOverHttp = false,
): Promise<FileResult[]> {
  const files = filesOf(path, '.jsonl').filter((file) => basename(file) !== FIXTURES);
  const dir = statSync(path).isFile() ? dirname(path) : path;
  const fixtures = readLines<CaseRequest>(join(dir, FIXTURES));
  const results: FileResult[] = [];
  for (const file of files) {
    const refused: string[] = [];
    const differences: string[] = [];
    let compared = 0;
    let equal = 0;
    const newer: string[] = [];
    for (const given of readLines<Case>(file)) {
      if (only !== undefined && !given.id.includes(only)) continue;
      if (given.changed_since === true || given.unstable !== undefined) {
        newer.push(`${given.id}: recorded as changed since, or as different from run to run`);
        continue;
      }
      const difference = await attempt(() => replayCase(given, fixtures, isOverHttp), refused);
      const why = difference === undefined ? undefined : whyNewerAnswer(difference);
      if (why !== undefined) {
        newer.push(`${given.id}: ${difference} (${why.since}: ${why.reason})`);
        continue;
      }
      compared++;
      if (difference === undefined) equal++;
      else differences.push(`${given.id} ${given.note}: ${difference}`);
    }
    results.push({ file: basename(file), compared, equal, newer, refused, differences });
  }
  return results;
}

/** A case that cannot even be sent counts as different, and says why. */
async function attempt(
  run: () => Promise<string | undefined>,
  refused: string[],
): Promise<string | undefined> {
  try {
    return await run();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    refused.push(why.slice(0, 80));
    return `not tried: ${why}`;
  }
}
