import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { assert } from 'chai';
import { kinds } from '../api';
import type { Kind } from '../api/kind';
import { isJsonObject, type KubeObject, type New } from '../api/object';
import type { User } from '../apiserver/api';
import { kubectl } from './index';
import { ADMIN, type TestWorld, testWorld } from './test-world';

interface Answer {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface CommandStep {
  readonly kubectl: readonly string[];
  readonly user: string;
  readonly files?: Readonly<Record<string, string>>;
}

interface RestStep {
  readonly method: string;
  readonly path: string;
  readonly contentType: string;
  readonly body: unknown;
}

interface Case {
  readonly id: string;
  readonly note: string;
  readonly namespace: string;
  readonly changed_since?: boolean | string;
  readonly setup: readonly (CommandStep | RestStep | { readonly wait: unknown })[];
  readonly request: CommandStep;
  readonly response: { readonly 'v1.32': Answer };
}

/** Cases that cannot be replayed here, or whose answer is another one today, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'kc-019': "server-side apply is the server's part",
  'kc-021': "server-side apply is the server's part",
  'kc-047': 'diff is not simulated',
  'kc-049': 'diff is not simulated',
  'kc-059': 'edit is not simulated',
  'kc-061': 'edit is not simulated',
  'kc-141': 'custom resources',
  'kc-147': 'get --raw is not simulated',
  'kc-171': 'explain is not simulated',
  'kc-173': 'explain is not simulated',
  'kc-179': 'port-forward is not simulated',
  'kc-183': 'kustomize is not simulated',
  'kc-207': 'custom resources',
  'kc-209': "quotas are the server's part",
  'kc-155': "quotas are a controller's part",
  'kc-033': 'since v1.34 creationTimestamp: null is not printed',
  'kc-067': 'since v1.34 creationTimestamp: null is not printed',
  'kc-069': 'the Google build says it through klog',
  'kc-181': 'the Google build writes Error: for error:',
  'kc-127': "the root CA is a controller's part",
  'kc-137': 'another range of Service addresses',
  'kc-143': "the words of the selector's reader",
  'kc-191': 'since v1.25 values are JSON',
  'kc-211': "the row of a claim is its kind's part",
  'kc-213': "the rows are their kinds' part",
  'kc-215': "the row is its kind's part",
  'kc-205': 'v1.23 has another decoder',
};

/** Since v1.34 `delete` says from which namespace. */
function since134(text: string, namespace: string): string {
  return text.replace(/^(\S+ "\S+"(?: force)?) deleted$/gm, (line, what: string) =>
    what.startsWith('node') ? line : `${what} deleted from ${namespace} namespace`,
  );
}

function normalised(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, '<uid>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replace(/(?<=Start Time: +)\w{3}, \d\d \w{3} \d{4} [\d:]+ \+0000/g, '<time>')
    .replace(/\w{3}, \d\d \w{3} 2026 [\d:]+ \+0000/g, '<time>')
    .replace(/resourceVersion: "\d+"/g, 'resourceVersion: "<rv>"')
    .replace(/10\.(96|98)\.\d+\.\d+/g, '<ip>')
    .replace(/\b\d+s$/gm, '<age>')
    .replace(/\b\d+s(?= {2}|$)/gm, '<age>')
    .replace(/[ \t]+/g, ' ')
    .replace(/ $/gm, '');
}

const TYPES: Readonly<Record<string, 'json' | 'merge' | 'strategic'>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
};

class Replay {
  readonly world: TestWorld;

  constructor(
    private readonly given: Case,
    private readonly folder: string,
  ) {
    this.world = testWorld(given.namespace);
  }

  run(step: CommandStep): Answer {
    for (const [name, text] of Object.entries(step.files ?? {}))
      writeFileSync(join(this.folder, name), text);
    const user: User =
      step.user === 'admin' ? ADMIN : { name: step.user, groups: ['system:authenticated'] };
    const { stdout, stderr, exitCode } = kubectl(
      this.world.target,
      step.kubectl.map((word) => this.filled(word)),
      {
        user,
        namespace: this.given.namespace,
        roots: [this.folder],
      },
    );
    return { exit: exitCode, stdout, stderr };
  }

  prepare(step: Case['setup'][number]): void {
    if ('kubectl' in step) this.run(step);
    else if ('method' in step) this.send(step);
  }

  private filled(text: string): string {
    return text.replace(/\{\{get:([^#]*)#([^}]*)\}\}/g, (_, path: string, field: string) => {
      const { kind, namespace, name } = parsePath(path);
      let value: unknown = this.world.server.as(ADMIN).get(kind, { namespace, name });
      for (const part of field.split('.')) value = isJsonObject(value) ? value[part] : undefined;
      return String(value);
    });
  }

  private send({ method, path, contentType, body }: RestStep): void {
    const api = this.world.server.as(ADMIN);
    const { kind, namespace, name, subresource } = parsePath(this.filled(path));
    const value = body === null ? null : JSON.parse(this.filled(JSON.stringify(body)));
    if (method === 'POST') {
      const metadata = { ...value.metadata, ...(namespace === undefined ? {} : { namespace }) };
      api.create(kind, { ...value, metadata } as New<KubeObject>);
    } else if (method === 'PATCH') {
      const type = TYPES[contentType] ?? 'merge';
      api.patch(kind, { namespace, name }, value, {
        type,
        ...(subresource === '' ? {} : { subresource }),
      });
    } else if (method === 'DELETE') api.delete(kind, { namespace, name });
  }
}

interface Place {
  readonly kind: Kind;
  readonly namespace?: string;
  readonly name: string;
  readonly subresource: string;
}

function parsePath(path: string): Place {
  const parts = path.split('/').filter((part) => part !== '');
  const apiVersion = parts[0] === 'api' ? parts[1] : `${parts[1]}/${parts[2]}`;
  let rest = parts.slice(parts[0] === 'api' ? 2 : 3);
  let namespace: string | undefined;
  if (rest[0] === 'namespaces' && rest.length > 2) {
    namespace = rest[1];
    rest = rest.slice(2);
  }
  const kind = kinds.find((each) => each.apiVersion === apiVersion && each.plural === rest[0]);
  if (kind === undefined) throw new Error(`no kind at ${path}`);
  return {
    kind,
    name: rest[1] ?? '',
    subresource: rest[2] ?? '',
    ...(namespace === undefined ? {} : { namespace }),
  };
}

const cases = readFileSync(join(__dirname, 'testdata/kubectl.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Case);

describe('kubectl, as the real one was recorded', () => {
  for (const given of cases) {
    const reason =
      DIFFERENT[given.id] ?? (given.changed_since === true ? 'newer versions differ' : undefined);
    it(`${given.id} ${given.note}`, { skip: reason ?? false }, () => {
      const folder = mkdtempSync(join(tmpdir(), 'wavetank-'));
      try {
        const replay = new Replay(given, folder);
        for (const step of given.setup) replay.prepare(step);
        const actual = replay.run(given.request);
        const expected = given.response['v1.32'];
        assert.equal(normalised(actual.stderr), normalised(expected.stderr));
        assert.equal(
          normalised(actual.stdout),
          normalised(since134(expected.stdout, given.namespace)),
        );
        assert.equal(actual.exit, expected.exit);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
});
