import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { parse } from 'yaml';
import { isJsonObject } from '../api/object';
import { UsageError } from './feature-files';

const CLOCK = '/apis/wavetank.dev/v1/clocks/cluster';

/** Where a served cluster is, as its kubeconfig says. */
interface Address {
  readonly server: string;
  readonly token: string;
  readonly ca: Buffer | undefined;
}

function itemOf(list: unknown, part: string): Readonly<Record<string, unknown>> {
  const [item] = Array.isArray(list) ? list : [];
  const found: unknown = isJsonObject(item) ? item[part] : undefined;
  return isJsonObject(found) ? found : {};
}

/** Reads the kubeconfig that `wavetank serve` wrote. A UsageError when it is no such file. */
function addressOf(file: string): Address {
  let config: unknown;
  try {
    config = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `${file} cannot be read (${why}); name the file that wavetank serve has written: --kubeconfig FILE`,
    );
  }
  const { clusters, users } = isJsonObject(config) ? config : {};
  const { server, 'certificate-authority-data': ca } = itemOf(clusters, 'cluster');
  const { token } = itemOf(users, 'user');
  if (typeof server !== 'string') throw new UsageError(`${file} names no server`);
  return {
    server,
    token: typeof token === 'string' ? token : '',
    ca: typeof ca === 'string' ? Buffer.from(ca, 'base64') : undefined,
  };
}

interface ClockAnswer {
  readonly spec: { readonly speed: number };
  readonly status: { readonly now: string; readonly lost: string };
}

function ask(address: Address, method: string, path: string, body?: object): Promise<ClockAnswer> {
  const { server, token, ca } = address;
  const send = server.startsWith('https:') ? httpsRequest : httpRequest;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = send(new URL(path, server), { method, headers, ca }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => {
        const answer: unknown = JSON.parse(text);
        if (response.statusCode === 200) resolve(answer as ClockAnswer);
        else {
          const message = isJsonObject(answer) ? String(answer.message) : text;
          reject(new UsageError(message));
        }
      });
    });
    sent.on('error', (error) =>
      reject(new UsageError(`no cluster answers at ${server} (${error.message})`)),
    );
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function say({ spec, status }: ClockAnswer): void {
  const pace =
    spec.speed === 0 ? 'stands still' : `runs ${spec.speed} times as fast as on the wall`;
  const lost =
    status.lost === '0s' ? '' : `; ${status.lost} of real time could not be kept up with`;
  process.stdout.write(`${status.now}, time ${pace}${lost}\n`);
}

/** Says where the clock of a served cluster stands. */
export async function clockStatus(kubeconfig: string): Promise<void> {
  say(await ask(addressOf(kubeconfig), 'GET', CLOCK));
}

/** Lets a span pass in a served cluster, and waits for its end. */
export async function advanceClock(kubeconfig: string, duration: string): Promise<void> {
  say(await ask(addressOf(kubeconfig), 'POST', `${CLOCK}/advance`, { duration }));
}

/** Lets time run at another speed; 0 lets it stand still. */
export async function setClockSpeed(kubeconfig: string, speed: number): Promise<void> {
  const address = addressOf(kubeconfig);
  say(await ask(address, 'PATCH', CLOCK, { spec: { speed } }));
}
