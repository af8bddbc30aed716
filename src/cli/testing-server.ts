import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'yaml';
import { isJsonObject, type JsonObject } from '../api/object';
import { decodeProtobuf } from '../http/protobuf/reader';
import { framesOf } from '../http/protobuf/testing-frames';

const MAIN = join(process.cwd(), 'dist/src/cli/main.js');

/** What a server has answered, and the object that it is, in JSON or protobuf. */
export interface Reply {
  readonly code: number;
  readonly text: string;
  readonly body: JsonObject;
}

/** One event of a watch. */
export interface Told {
  readonly type: string;
  readonly object: JsonObject;
}

/** `wavetank serve` in a process of its own, as a user starts it, and requests with its kubeconfig. */
export class ServerProcess {
  private readonly agent: HttpAgent | Agent;
  private readonly server: string;
  private readonly token: string;

  private constructor(
    private readonly child: ChildProcess,
    /** What it has printed until it was ready. */
    readonly printed: readonly string[],
    private readonly folder: string,
  ) {
    const config: unknown = parse(readFileSync(this.kubeconfig, 'utf8'));
    const { server, 'certificate-authority-data': ca } = firstOf(config, 'clusters', 'cluster');
    this.server = String(server);
    this.token = String(firstOf(config, 'users', 'user').token);
    this.agent =
      ca === undefined
        ? new HttpAgent({ keepAlive: true })
        : new Agent({ keepAlive: true, ca: Buffer.from(String(ca), 'base64') });
  }

  /** Resolves when it says how to reach it. */
  static async start(...options: readonly string[]): Promise<ServerProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'wavetank-serve-'));
    const child = spawn(process.execPath, [MAIN, 'serve', ...options], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const printed: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      printed.push(line);
      if (/^ {2}(?:kubectl|curl) /.test(line)) return new ServerProcess(child, printed, folder);
    }
    throw new Error(`it ended before it was ready: ${printed.join('\n')}`);
  }

  get kubeconfig(): string {
    return join(this.folder, 'wavetank.kubeconfig');
  }

  /** One request, answered whole. */
  async send(
    method: string,
    path: string,
    body?: JsonObject,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Reply> {
    const answer = await this.open(method, path, body, headers);
    const parts: Buffer[] = [];
    for await (const part of answer) parts.push(part as Buffer);
    const bytes = Buffer.concat(parts);
    return { code: answer.statusCode ?? 0, text: bytes.toString(), body: bodyOf(answer, bytes) };
  }

  /** The events of a watch, as long as somebody wants them. */
  async *watch(path: string, headers: Readonly<Record<string, string>> = {}): AsyncGenerator<Told> {
    const answer = await this.open('GET', path, undefined, headers);
    // whoever ends a server ends its watches in the middle of an answer
    answer.on('error', () => {});
    try {
      if (isProtobuf(answer)) yield* framesOf(answer);
      else
        for await (const line of createInterface({ input: answer })) yield JSON.parse(line) as Told;
    } finally {
      answer.destroy();
    }
  }

  /** Ends it by a signal; its exit code, and whether its kubeconfig is left. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; isConfigLeft: boolean }> {
    return new Promise((resolve) => {
      this.child.on('close', (code) => {
        const isConfigLeft = existsSync(this.kubeconfig);
        this.agent.destroy();
        rmSync(this.folder, { recursive: true, force: true });
        resolve({ code, isConfigLeft });
      });
      this.child.kill(signal);
    });
  }

  private open(
    method: string,
    path: string,
    body: JsonObject | undefined,
    more: Readonly<Record<string, string>>,
  ): Promise<IncomingMessage> {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const headers = { authorization: `Bearer ${this.token}`, ...type, ...more };
    return new Promise((resolve, reject) => {
      const send = this.agent instanceof Agent ? request : httpRequest;
      const sent = send(new URL(path, this.server), { method, headers, agent: this.agent });
      sent.on('response', resolve);
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

function isProtobuf({ headers }: IncomingMessage): boolean {
  return headers['content-type']?.startsWith('application/vnd.kubernetes.protobuf') === true;
}

function bodyOf(answer: IncomingMessage, bytes: Buffer): JsonObject {
  if (isProtobuf(answer)) return decodeProtobuf(bytes);
  const text = bytes.toString();
  const read: unknown = text.startsWith('{') ? JSON.parse(text) : {};
  return isJsonObject(read) ? read : {};
}

function firstOf(config: unknown, list: string, part: string): JsonObject {
  const items: unknown = isJsonObject(config) ? config[list] : undefined;
  const [item]: unknown[] = Array.isArray(items) ? items : [];
  const found: unknown = isJsonObject(item) ? item[part] : undefined;
  if (!isJsonObject(found)) throw new Error(`the kubeconfig has no ${list}`);
  return found;
}
