import { Agent, request } from 'node:https';
import { parentPort, workerData } from 'node:worker_threads';
import { median } from './row';

/** What the clients of a served cluster are to do. */
export interface ClientTask {
  readonly url: string;
  readonly token: string;
  readonly clients: number;
  readonly watches: number;
  readonly writes: number;
}

/** How long things took, in milliseconds. */
export interface ClientFigures {
  /** One list of all Pods, the middle of three. */
  readonly list: number;
  /** Of a hundred writes the slowest but one. */
  readonly write99: number;
}

const PODS = '/api/v1/pods';
const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';

interface Call {
  readonly method: string;
  readonly path: string;
  readonly agent: Agent;
  readonly body?: object;
  readonly type?: string;
}

/** One client: its own connections, like a process of its own. */
class Client {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 100 });

  constructor(private readonly task: ClientTask) {}

  call(method: string, path: string, body?: object, type = 'application/json'): Promise<string> {
    return new Promise((resolve, reject) => {
      const sent = this.open(
        { method, path, agent: this.agent, type, ...(body && { body }) },
        (part) => {
          text.push(part);
        },
        () => resolve(Buffer.concat(text).toString()),
      );
      const text: Buffer[] = [];
      sent.on('error', reject);
    });
  }

  /** Opens a watch from a version on; counts what it hears. Resolves when it is open. */
  watch(path: string, hear: (bytes: number) => void): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const call = { method: 'GET', path, agent: this.agent };
      const sent = this.open(
        call,
        (part) => hear(part.length),
        () => {},
      );
      sent.on('response', () => resolve(() => sent.destroy()));
      sent.on('error', reject);
    });
  }

  close(): void {
    this.agent.destroy();
  }

  private open(call: Call, data: (part: Buffer) => void, end: () => void) {
    const { method, path, agent, body, type = 'application/json' } = call;
    const headers = { authorization: `Bearer ${this.task.token}`, 'content-type': type };
    const options = { method, agent, headers, rejectUnauthorized: false };
    const sent = request(new URL(path, this.task.url), options, (response) => {
      response.on('data', data);
      response.on('end', end);
      response.on('error', () => {});
    });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
    return sent;
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function run(task: ClientTask): Promise<ClientFigures> {
  const clients = Array.from({ length: task.clients }, () => new Client(task));
  const [first] = clients;
  if (first === undefined) throw new Error('no clients');
  const lists: number[] = [];
  let text = '';
  for (let i = 0; i < 3; i++) {
    lists.push(
      await timed(async () => {
        text = await first.call('GET', PODS);
      }),
    );
  }
  const { resourceVersion } = (JSON.parse(text) as { metadata: { resourceVersion: string } })
    .metadata;
  let heard = 0;
  const stops: (() => void)[] = [];
  for (const client of clients) {
    for (let i = 0; i < task.watches; i++) {
      const base = i % 2 === 0 ? PODS : CONFIG_MAPS;
      const path = `${base}?watch=1&allowWatchBookmarks=true&resourceVersion=${resourceVersion}`;
      stops.push(
        await client.watch(path, (bytes) => {
          heard += bytes;
        }),
      );
    }
  }
  const write99 = await writes(first, task);
  if (heard === 0) throw new Error('no watch heard of the writes');
  for (const stop of stops) stop();
  for (const client of clients) client.close();
  return { list: median(lists), write99 };
}

/** ConfigMaps that come, change and go. */
async function writes(client: Client, task: ClientTask): Promise<number> {
  const times: number[] = [];
  for (let i = 0; times.length < task.writes; i++) {
    const metadata = { name: `bench-${i}` };
    times.push(await timed(() => client.call('POST', CONFIG_MAPS, { metadata, data: { a: '1' } })));
    const path = `${CONFIG_MAPS}/${metadata.name}`;
    const type = 'application/merge-patch+json';
    times.push(await timed(() => client.call('PATCH', path, { data: { a: '2' } }, type)));
    times.push(await timed(() => client.call('DELETE', path)));
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN;
}

run(workerData as ClientTask).then((figures) => parentPort?.postMessage(figures));
