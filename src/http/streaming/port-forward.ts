import { createServer, type Server } from 'node:http';
import { Duplex } from 'node:stream';
import type { Pod } from '../../api/schema/objects';
import { contentTypeOf } from '../../kubelet/container/pod-http';
import type { Site } from '../site';
import type { Wire } from './channels';
import { SpdyConnection, type SpdyStream } from './spdy';

export const PORT_FORWARD_PROTOCOL = 'portforward.k8s.io';

/** The two streams of one connection to a port. */
interface Pair {
  error?: SpdyStream;
  data?: SpdyStream;
}

/** Forwards connections to a Pod's ports over SPDY. The servers there speak HTTP. upstream: kubelet cri/streaming/portforward */
export function forwardPorts(wire: Wire, site: Site, pod: Pod, happen: () => void): void {
  const pairs = new Map<string, Pair>();
  new SpdyConnection(wire, (stream) => {
    const { headers } = stream;
    const key = headers.get('requestid') ?? headers.get('port') ?? '';
    const pair = pairs.get(key) ?? {};
    pairs.set(key, pair);
    if (headers.get('streamtype') === 'error') pair.error = stream;
    else pair.data = stream;
    if (pair.error === undefined || pair.data === undefined) return;
    pairs.delete(key);
    const port = Number(headers.get('port'));
    forward(pair.error, pair.data, { site, pod, port, happen });
  });
}

interface Place {
  readonly site: Site;
  readonly pod: Pod;
  readonly port: number;
  readonly happen: () => void;
}

function forward(error: SpdyStream, data: SpdyStream, place: Place): void {
  const { site, pod, port } = place;
  const address = pod.status.podIP;
  if (address === undefined || !site.network.connects(address, port)) {
    const { uid } = pod.metadata;
    const why = `failed to connect to localhost:${port} inside namespace "${uid}": dial tcp4 127.0.0.1:${port}: connect: connection refused`;
    error.write(Buffer.from(`error forwarding port ${port} to pod ${uid}, uid : ${why}`));
    error.end();
    data.end();
    return;
  }
  const connection = duplexOf(data);
  const server = serverOf(place, address);
  connection.on('close', () => {
    error.end();
    data.end();
    server.close();
  });
  server.emit('connection', connection);
}

/** A stream as the sockets of Node's HTTP server are. */
function duplexOf(data: SpdyStream): Duplex {
  const connection = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      data.write(chunk);
      done();
    },
    final(done) {
      data.end();
      done();
    },
  });
  data.onData(
    (bytes) => connection.push(bytes),
    () => connection.push(null),
  );
  // a client that goes in the middle is no news
  connection.on('error', () => undefined);
  return connection;
}

/** Reads HTTP from a connection and has the Pod's server answer. */
function serverOf({ site, port, happen }: Place, address: string): Server {
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      happen();
      const reply = site.network.request(address, {
        port,
        path: request.url ?? '/',
        method: request.method ?? 'GET',
        body: Buffer.concat(chunks).toString('utf8'),
      });
      happen();
      if (reply === undefined) {
        response.destroy();
        return;
      }
      response.writeHead(reply.status, { 'content-type': contentTypeOf(reply), ...reply.headers });
      response.end(request.method === 'HEAD' ? '' : reply.body);
    });
  });
}
