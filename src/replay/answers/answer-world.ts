import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Namespaces } from '../../api/core/namespace';
import { isJsonObject } from '../../api/object';
import { defaultSettings } from '../../api/settings';
import { admissionPlugins } from '../../apiserver/admission';
import type { User } from '../../apiserver/api';
import { bootstrap } from '../../apiserver/bootstrap';
import { ApiServer } from '../../apiserver/server';
import { controllerActors, definitionActors } from '../../controllers';
import { readBody } from '../../http/body';
import { answerRequest } from '../../http/exchange';
import { inProcess } from '../../http/in-process';
import type { RestAnswer } from '../../http/rest';
import { servedBy } from '../../http/served';
import type { Site } from '../../http/site';
import { kubectl } from '../../kubectl';
import { componentUser } from '../../runtime/identity';
import { Process } from '../../runtime/process';
import { Loop } from '../../sim/loop';
import { Random } from '../../sim/random';
import { Trace } from '../../sim/trace';
import { type AskedRequest, askOverHttp } from '../over-http';
import type { CaseRequest, Command, Printed, SetupStep } from './case';

/** The controllers that ran beside the recorded API server. */
const CONTROLLERS = new Set([
  'namespace-controller',
  'service-account-controller',
  'root-ca-certificate-publisher',
  'resourcequota-controller',
  'clusterrole-aggregation-controller',
]);

const USERS: Readonly<Record<string, User>> = {
  admin: { name: 'admin', groups: ['system:masters', 'system:authenticated'] },
  alice: { name: 'alice', groups: ['system:authenticated'] },
  bob: { name: 'bob', groups: ['system:authenticated'] },
  anonymous: { name: 'system:anonymous', groups: ['system:unauthenticated'] },
};

/** An API server with just the controllers of the recording, and the fixtures. */
export class AnswerWorld {
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
    const system = componentUser('system:apiserver');
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
