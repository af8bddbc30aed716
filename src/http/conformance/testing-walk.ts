import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { heedNames } from '../../kubelet/image/image-names';
import { type TestAnswer, type TestingSite, testingSite } from '../testing-site';

const MERGE = { 'content-type': 'application/merge-patch+json' };
export const STRATEGIC = { 'content-type': 'application/strategic-merge-patch+json' };

/** The images of Kubernetes' own tests of v1.20. */
export const AGNHOST = 'k8s.gcr.io/e2e-test-images/agnhost:2.21';
export const HTTPD = 'docker.io/library/httpd:2.4.38-alpine';
export const PAUSE = 'k8s.gcr.io/pause:3.2';

const POLL = 500;
const MINUTE = 60_000;

/** An object as a client reads it. */
export interface Read extends JsonObject {
  readonly metadata: JsonObject & {
    readonly name: string;
    readonly uid: string;
    readonly resourceVersion: string;
  };
}

/** What a watch has told so far. */
export interface Watched {
  readonly events: readonly { readonly type: string; readonly object: Read }[];
  types(): string;
  stop(): void;
}

/** A client of a cluster as the framework of Kubernetes' tests is one: it asks, waits, and asks again. */
export interface Walk extends Pick<TestingSite, 'cluster' | 'send'> {
  /** Creates; fails unless that is answered with 201. */
  make(path: string, object: JsonObject): Read;
  get(path: string): Read;
  put(path: string, object: JsonObject): Read;
  patch(path: string, change: unknown, headers?: Readonly<Record<string, string>>): Read;
  /** Reads, changes what stands at the dotted paths, and writes. */
  update(path: string, changes: Readonly<Record<string, unknown>>): Read;
  remove(path: string, options?: JsonObject): void;
  list(path: string): readonly Read[];
  /** Lets time pass until it holds; fails after so many milliseconds of the cluster. */
  until(what: string, holds: () => boolean, limit?: number): void;
  watch(path: string): Watched;
  /** Makes a namespace as the framework does; returns its name. */
  namespace(): string;
}

/** A walk through a new cluster of so many nodes. */
export function walk(nodes: number): Walk {
  const site = testingSite({ legacyApis: true, nodes });
  const { cluster, send } = site;
  heedNames(cluster.images);
  const expect = (code: number, answer: TestAnswer): Read => {
    assert.equal(answer.code, code, answer.text);
    return answer.body as Read;
  };
  const self: Walk = {
    cluster,
    send,
    make: (path, object) => expect(201, send('POST', path, object)),
    get: (path) => expect(200, send('GET', path)),
    put: (path, object) => expect(200, send('PUT', path, object)),
    patch: (path, change, headers = MERGE) => expect(200, send('PATCH', path, change, headers)),
    update(path, changes) {
      const draft = structuredClone(self.get(path));
      for (const [place, value] of Object.entries(changes)) set(draft, place, value);
      return self.put(path, draft);
    },
    remove(path, options) {
      const { code, text } = send('DELETE', path, options);
      assert.include([200, 202], code, text);
    },
    list: (path) => (self.get(path).items ?? []) as readonly Read[],
    until(what, holds, limit = 5 * MINUTE) {
      const end = cluster.now + limit;
      while (!holds()) {
        assert.isBelow(cluster.now, end, `not in time: ${what}`);
        cluster.pass(POLL);
      }
    },
    watch(path) {
      const answer = send('GET', `${path}${path.includes('?') ? '&' : '?'}watch=1`);
      assert.equal(answer.code, 200, answer.text);
      const events: { type: string; object: Read }[] = [];
      const stop = answer.stream?.begin({
        clock: { afterReal: () => () => {} },
        write: (text) => events.push(JSON.parse(String(text))),
        end: () => {},
      });
      return {
        events,
        types: () => events.map(({ type }) => type).join(' '),
        stop: () => stop?.(),
      };
    },
    namespace() {
      const { metadata } = self.make('/api/v1/namespaces', {
        metadata: { generateName: 'e2e-', labels: { 'e2e-framework': 'e2e' } },
      });
      const path = `/api/v1/namespaces/${metadata.name}/serviceaccounts/default`;
      self.until('the ServiceAccount has a Secret', () => {
        const { code, body } = send('GET', path);
        return code === 200 && at(body, 'secrets[0].name') !== undefined;
      });
      return metadata.name;
    },
  };
  return self;
}

const stepsOf = (path: string): readonly string[] => path.split(/[.[\]]+/).filter(Boolean);

/** What stands at a dotted path, as `status.conditions[0].type`; undefined when nothing does. */
export function at(object: unknown, path: string): unknown {
  let value = object;
  for (const step of stepsOf(path)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/** The same, as a list; empty when there is none. */
export function listAt(object: unknown, path: string): readonly JsonObject[] {
  return (at(object, path) ?? []) as readonly JsonObject[];
}

function set(object: JsonObject, path: string, value: unknown): void {
  const steps = stepsOf(path);
  const last = steps.at(-1) ?? '';
  let place = object as Record<string, unknown>;
  for (const step of steps.slice(0, -1)) {
    place[step] ??= {};
    place = place[step] as Record<string, unknown>;
  }
  if (value === undefined) delete place[last];
  else place[last] = value;
}

/** A template of one container `c`. */
export function template(labels: JsonObject, image: string, more: JsonObject = {}): JsonObject {
  return {
    metadata: { labels },
    spec: { terminationGracePeriodSeconds: 0, containers: [{ name: 'c', image, ...more }] },
  };
}
