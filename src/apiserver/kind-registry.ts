import { findKind, kindOf, kinds, orderKinds, reviewKinds, storedKinds } from '../api';
import type { Kind } from '../api/kind';
import { NodeMetricsKind, PodMetricsKind } from '../api/metrics';
import type { ServedResource } from './discovery';

/** What a server was told while it ran: one resource in all of its versions. */
export interface CustomResource {
  /** The form in which objects are kept. */
  readonly stored: Kind;
  /** The versions that are served, the best first. */
  readonly served: readonly Kind[];
  /** The same as discovery and OpenAPI show them. */
  readonly published: readonly ServedResource[];
}

const pathOf = ({ apiVersion, plural }: Kind): string => `${apiVersion}/${plural}`;
const typeOf = (apiVersion: string, kind: string): string => `${apiVersion}/${kind}`;

const builtInByPath = new Map(
  [...kinds, ...reviewKinds, ...orderKinds, PodMetricsKind as Kind, NodeMetricsKind as Kind].map(
    (kind) => [pathOf(kind), kind],
  ),
);

const answeredByType = new Map(
  [...reviewKinds, ...orderKinds].map((kind) => [typeOf(kind.apiVersion, kind.kind), kind]),
);

/** The kinds that one server knows now: those of Kubernetes, and those of its CustomResourceDefinitions. */
export class KindRegistry {
  private readonly resources = new Map<string, CustomResource>();
  private readonly listeners: (() => void)[] = [];
  private byType = new Map<string, Kind>();
  private byPath = new Map<string, Kind>();
  private byWord = new Map<string, Kind>();

  /** Every kind that can be asked for, in the order of discovery. */
  all: readonly Kind[] = kinds;
  /** Those that are stored in their own form: each object counts once among them. */
  stored: readonly Kind[] = storedKinds;
  /** What discovery shows beside the kinds of Kubernetes. The same list while nothing has changed. */
  published: readonly ServedResource[] = [];

  /** Serves a resource from now on, in place of the one of that name. */
  serve(name: string, resource: CustomResource): void {
    this.resources.set(name, resource);
    this.index();
  }

  withdraw(name: string): void {
    if (this.resources.delete(name)) this.index();
  }

  /** Calls `listen` whenever resources come, change or go; returns how to end it. */
  onChange(listen: () => void): () => void {
    this.listeners.push(listen);
    return () => {
      const index = this.listeners.indexOf(listen);
      if (index >= 0) this.listeners.splice(index, 1);
    };
  }

  /** The kind of an object's apiVersion and kind. */
  of(apiVersion: string, kind: string): Kind | undefined {
    return kindOf(apiVersion, kind) ?? this.byType.get(typeOf(apiVersion, kind));
  }

  /** The same for what is sent to be created, which may be a question or an order and is not stored then. */
  ofSent(apiVersion: string, kind: string): Kind | undefined {
    return this.of(apiVersion, kind) ?? answeredByType.get(typeOf(apiVersion, kind));
  }

  /** The kind that a path of the API names. */
  at(apiVersion: string, plural: string): Kind | undefined {
    const path = `${apiVersion}/${plural}`;
    return builtInByPath.get(path) ?? this.byPath.get(path);
  }

  /** The kind that a person means: `Deployment`, `deploy`, `crontabs.stable.example.com`. */
  find(word: string): Kind | undefined {
    return findKind(word) ?? this.byWord.get(word.toLowerCase());
  }

  /** The kinds of a category such as `all`, each in its best version. */
  inCategory(word: string): readonly Kind[] {
    const category = word.toLowerCase();
    return this.all.filter(
      (kind) => kind.categories.includes(category) && this.find(kind.id) === kind,
    );
  }

  private index(): void {
    const found = [...this.resources.values()].sort((a, b) =>
      order([a.stored.group, b.stored.group], [a.stored.plural, b.stored.plural]),
    );
    const served = found.flatMap((resource) => resource.served);
    this.all = [...kinds, ...served];
    this.stored = [...storedKinds, ...found.map((resource) => resource.stored)];
    this.published = found.flatMap((resource) => resource.published);
    this.byType = new Map(served.map((kind) => [typeOf(kind.apiVersion, kind.kind), kind]));
    this.byPath = new Map(served.map((kind) => [pathOf(kind), kind]));
    this.byWord = wordsOf(served);
    for (const listen of [...this.listeners]) listen();
  }
}

function wordsOf(served: readonly Kind[]): Map<string, Kind> {
  const byWord = new Map<string, Kind>();
  const put = (word: string, kind: Kind) => {
    if (!byWord.has(word)) byWord.set(word, kind);
  };
  for (const kind of served) {
    for (const word of [kind.kind, kind.plural, kind.singular, ...kind.shortNames]) {
      const key = word.toLowerCase();
      put(key, kind);
      put(`${key}.${kind.group}`, kind);
      put(`${key}.${kind.version}.${kind.group}`, kind);
    }
  }
  return byWord;
}

function order(...pairs: readonly (readonly [string, string])[]): number {
  for (const [a, b] of pairs) if (a !== b) return a < b ? -1 : 1;
  return 0;
}
