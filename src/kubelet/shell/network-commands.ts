import type { RecordType } from '../cluster-dns';
import type { HttpReply } from '../container/pod-http';
import type { Surroundings } from '../container/process';
import type { Io } from './io';
import { type Builtin, operands } from './shell-command';

interface Url {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

function hostAndPort(text: string): Url {
  const match = /^(?:(https?):\/\/)?([^/:?]+)(?::(\d+))?([/?].*)?/.exec(text);
  const port = match?.[3] ?? (match?.[1] === 'https' ? '443' : '80');
  const path = match?.[4] ?? '/';
  return {
    host: match?.[2] ?? text,
    port: Number(port),
    path: path.startsWith('?') ? `/${path}` : path,
  };
}

const nslookup: Builtin = (args, io, _state, around) => {
  const [host = ''] = operands(args);
  const addresses = around.outside.resolve(host, around);
  if (addresses.length === 0) {
    io.out(`** server can't find ${host}: NXDOMAIN\n`);
    return 1;
  }
  for (const address of addresses) io.out(`Name:\t${host}\nAddress: ${address}\n`);
  return 0;
};

const TYPES: readonly string[] = ['A', 'SRV', 'PTR', 'CNAME'];

/** dig: the answers, or with `+short` what they say. */
const dig: Builtin = (args, io, _state, around) => {
  const words = args.filter((arg) => !/^[-+@]/.test(arg));
  const type = words.find((word) => TYPES.includes(word.toUpperCase())) ?? 'A';
  const searches = args.includes('+search');
  const isShort = args.includes('+short');
  for (const name of words.filter((word) => word !== type)) {
    const asked = searches || name.endsWith('.') ? name : `${name}.`;
    const kind = type.toUpperCase() as RecordType;
    const records = around.outside.lookUp(asked, kind, around);
    for (const record of records) {
      const line = `${record.name}.\t30\tIN\t${record.type}\t${record.data}`;
      io.out(`${isShort ? record.data : line}\n`);
    }
  }
  return 0;
};

/** The line of the file of hosts that has a name: the address first. */
function hostsLine(name: string, { files }: Surroundings): readonly string[] | undefined {
  for (const line of (files.read('/etc/hosts') ?? '').split('\n')) {
    const words = line.split('#')[0]?.trim().split(/\s+/) ?? [];
    if (words.includes(name, 1)) return words;
  }
  return undefined;
}

/** Where a name leads: the file of hosts counts before the DNS, and the Pod's own network is its address. */
function placeOf(host: string, around: Surroundings): string {
  const address = hostsLine(host, around)?.[0] ?? host;
  return /^(127\.|::1$)/.test(address) ? around.address() : address;
}

/** `getent hosts NAME`: of the file of hosts first, then of the DNS. */
const getent: Builtin = (args, io, _state, around) => {
  const [, name = ''] = args;
  const known = hostsLine(name, around);
  if (known !== undefined) {
    io.out(`${known[0]}      ${known.slice(1).join(' ')}\n`);
    return 0;
  }
  const [address] = around.outside.resolve(name, around);
  if (address === undefined) return 2;
  io.out(`${address}      ${name}\n`);
  return 0;
};

/** What curl and wget make of an answer: curl takes errors for answers unless it is told `-f`. */
function received(program: string, args: readonly string[], reply: HttpReply, io: Io): number {
  const { status, body } = reply;
  const verbose = args.includes('-S') || args.includes('--server-response');
  if (program === 'wget' && verbose) io.err(`  HTTP/1.1 ${status}${status === 200 ? ' OK' : ''}\n`);
  if (status >= 400 && program === 'wget') {
    io.err(`wget: server returned error: HTTP/1.1 ${status}\n`);
    return 1;
  }
  if (status >= 400 && args.some((arg) => arg === '--fail' || /^-\w*f/.test(arg))) {
    io.err(`curl: (22) The requested URL returned error: ${status}\n`);
    return 22;
  }
  const sink = optionOf(args, ['-o', '--output']);
  const shown =
    program === 'curl'
      ? sink === undefined || sink === '-'
      : args.some((arg) => /^-\w*O-?$/.test(arg));
  if (shown) io.out(body);
  const format = optionOf(args, ['-w', '--write-out']);
  if (format !== undefined) io.out(format.replaceAll('%{http_code}', String(status)));
  return 0;
}

/** Options of curl and wget that take a value. */
const TAKE_VALUE = new Set(
  '-o --output -w --write-out -X --request -d --data --post-data -H --header -m --max-time -T -t --tries --connect-timeout --retry --retry-delay --interface -A -u'.split(
    ' ',
  ),
);

function optionOf(args: readonly string[], names: readonly string[]): string | undefined {
  for (const [index, arg] of args.entries()) {
    if (names.includes(arg)) return args[index + 1];
    const name = names.find((own) => own.startsWith('--') && arg.startsWith(`${own}=`));
    if (name !== undefined) return arg.slice(name.length + 1);
  }
  return undefined;
}

function urlsOf(args: readonly string[]): string[] {
  return args.filter(
    (arg, i) => !arg.startsWith('-') && !TAKE_VALUE.has(args[i - 1] ?? '') && /[./:a-z]/i.test(arg),
  );
}

function fetch(program: string): Builtin {
  return (args, io, _state, around) => {
    const url = hostAndPort(urlsOf(args).at(-1) ?? '');
    const { host, port, path } = url;
    const body = optionOf(args, ['-d', '--data', '--post-data']);
    const method = optionOf(args, ['-X', '--request']) ?? (body === undefined ? undefined : 'POST');
    const request = {
      port,
      path,
      ...(method === undefined ? {} : { method }),
      ...(body === undefined ? {} : { body }),
      from: around.address(),
    };
    const place = placeOf(host, around);
    const reply = around.outside.request(place, request, around);
    if (reply !== undefined) return received(program, args, reply, io);
    const outcome = around.outside.connect(place, port, around);
    if (outcome === 'open') {
      if (args.includes('-S') || args.includes('--server-response')) io.err('  HTTP/1.1 200 OK\n');
      return 0;
    }
    return outcome === 'refused' ? unreached(program, url, io, around) : silent(program, url, io);
  };
}

function unreached(program: string, { host, port }: Url, io: Io, around: Surroundings): number {
  const isKnown = /^[\d.]+$/.test(host) || around.outside.resolve(host, around).length > 0;
  if (program === 'curl') {
    io.err(
      isKnown
        ? `curl: (7) Failed to connect to ${host} port ${port}\n`
        : `curl: (6) Could not resolve host: ${host}\n`,
    );
    return isKnown ? 7 : 6;
  }
  io.err(
    isKnown
      ? `wget: can't connect to remote host: Connection refused\n`
      : `wget: bad address '${host}'\n`,
  );
  return 1;
}

/** Nothing comes back: upstream waits for it as long as it is told, and says so then. */
function silent(program: string, { host, port }: Url, io: Io): number {
  if (program === 'wget') {
    io.err('wget: download timed out\n');
    return 1;
  }
  io.err(`curl: (28) Failed to connect to ${host} port ${port}: Connection timed out\n`);
  return 28;
}

/** nc: tries a port, or sends what it reads and shows the answer to a datagram. */
const nc: Builtin = (args, io, _state, around) => {
  const plain = operands(args).filter((arg, i, all) => !(i < all.length - 2 && /^\d+$/.test(arg)));
  const [host = '', port = '0'] = plain.slice(-2);
  const place = placeOf(host, around);
  const { outside } = around;
  const options = args.filter((arg) => /^-\w/.test(arg)).join('');
  const isVerbose = options.includes('v');
  if (options.includes('u')) {
    const datagram = { port: Number(port), path: io.input.takeAll(), from: around.address() };
    const reply = outside.request(place, { ...datagram, transport: 'udp' }, around);
    if (reply !== undefined) io.out(reply.body);
    return reply === undefined ? 1 : 0;
  }
  const outcome = outside.connect(place, Number(port), around);
  const isOpen = outcome === 'open';
  if (isVerbose && isOpen) io.err(`Connection to ${host} ${port} port [tcp/*] succeeded!\n`);
  const why = outcome === 'refused' ? 'failed: Connection refused' : 'timed out';
  if (isVerbose && !isOpen) io.err(`nc: connect to ${host} port ${port} (tcp) ${why}\n`);
  return isOpen ? 0 : 1;
};

const hostname: Builtin = (args, io, _state, around) => {
  io.out(`${args.some((arg) => /^-[iI]$/.test(arg)) ? around.address() : around.hostname}\n`);
  return 0;
};

/** The network of a container may be changed by the privileged. */
const ip: Builtin = (args, io, _state, { isPrivileged }) => {
  const changes = args.some((arg) => ['add', 'del', 'delete', 'set'].includes(arg));
  if (!changes || isPrivileged) return 0;
  io.err('ip: RTNETLINK answers: Operation not permitted\n');
  return 2;
};

/** The commands that ask others. */
export const networkCommands: readonly (readonly [name: string, command: Builtin])[] = [
  ['nslookup', nslookup],
  ['dig', dig],
  ['getent', getent],
  ['wget', fetch('wget')],
  ['curl', fetch('curl')],
  ['nc', nc],
  ['hostname', hostname],
  ['ip', ip],
];
