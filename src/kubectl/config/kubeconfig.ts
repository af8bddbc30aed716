import { parse } from 'yaml';
import { isJsonObject, type JsonObject } from '../../api/object';
import type { KubectlContext } from '../target';
import { type Entry, SECTIONS, type Section, shownEntry } from './entry';

const NAME = 'wavetank';
/** Where the API server is said to be: as the Pods of kubeadm's clusters reach it. */
const SERVER = 'https://10.96.0.1:443';
const FILE = '/root/.kube/config';

const PRESET: JsonObject = {
  clusters: [
    {
      name: NAME,
      cluster: { 'certificate-authority-data': 'c2ltdWxhdGVk', server: SERVER },
    },
  ],
  users: [{ name: NAME, user: { token: 'simulated' } }],
  contexts: [{ name: NAME, context: { cluster: NAME, user: NAME } }],
  'current-context': NAME,
};

function entriesOf(document: JsonObject, section: Section): Map<string, Entry> {
  const list = Array.isArray(document[section]) ? document[section] : [];
  return new Map(
    list.filter(isJsonObject).map((item): [string, Entry] => {
      const entry = item[SECTIONS[section].word];
      return [String(item.name), isJsonObject(entry) ? entry : {}];
    }),
  );
}

/**
 * The kubeconfig of those who run commands: clusters, users and contexts by name. It is kept from one command to the
 * next, and written nowhere.
 */
export class Kubeconfig {
  readonly clusters: Map<string, Entry>;
  readonly users: Map<string, Entry>;
  readonly contexts: Map<string, Entry>;
  current: string;
  preferences: JsonObject;

  private constructor(
    document: JsonObject,
    /** The file that messages speak of. */
    readonly file: string,
  ) {
    this.clusters = entriesOf(document, 'clusters');
    this.users = entriesOf(document, 'users');
    this.contexts = entriesOf(document, 'contexts');
    this.current = String(document['current-context'] ?? '');
    this.preferences = isJsonObject(document.preferences) ? document.preferences : {};
  }

  /** One cluster, one user, and a context of both. */
  static preset(): Kubeconfig {
    return new Kubeconfig(PRESET, FILE);
  }

  /** What a file says. */
  static read(text: string, file: string): Kubeconfig {
    const document: unknown = parse(text);
    return new Kubeconfig(isJsonObject(document) ? document : {}, file);
  }

  /** The namespace of the current context; undefined when it names none. */
  get namespace(): string | undefined {
    const { namespace } = this.contexts.get(this.current) ?? {};
    return typeof namespace === 'string' && namespace !== '' ? namespace : undefined;
  }

  /** Whose entry the current context names. */
  get user(): string {
    return String(this.contexts.get(this.current)?.user ?? '');
  }

  /** Where the current context's server is. */
  get server(): string {
    const { cluster } = this.contexts.get(this.current) ?? {};
    return String(this.clusters.get(String(cluster ?? ''))?.server ?? '');
  }

  /** Makes a namespace that of the current context. */
  useNamespace(namespace: string): void {
    const context = this.contexts.get(this.current);
    if (context !== undefined) this.contexts.set(this.current, { ...context, namespace });
  }

  /** What the file says, in the order of Go's types; secrets are left out unless `raw`. */
  asObject(raw = false): JsonObject {
    const list = (section: Section) => {
      const named = [...this[section]].sort(([a], [b]) => (a < b ? -1 : 1));
      const entries = named.map(([name, entry]) => ({
        name,
        [SECTIONS[section].word]: shownEntry(section, entry, raw),
      }));
      return entries.length > 0 ? entries : null;
    };
    return {
      kind: 'Config',
      apiVersion: 'v1',
      ...(Object.keys(this.preferences).length > 0 ? { preferences: this.preferences } : {}),
      clusters: list('clusters'),
      users: list('users'),
      contexts: list('contexts'),
      'current-context': this.current,
    };
  }

  /** The same with the current context alone; undefined when there is no such context. */
  minified(): Kubeconfig | undefined {
    const context = this.contexts.get(this.current);
    if (context === undefined) return undefined;
    const small = new Kubeconfig({ 'current-context': this.current }, this.file);
    small.contexts.set(this.current, context);
    for (const section of ['clusters', 'users'] as const) {
      const name = String(context[SECTIONS[section].word] ?? '');
      const entry = this[section].get(name);
      if (entry !== undefined) small[section].set(name, entry);
    }
    return small;
  }
}

/** The kubeconfig of those who run commands; a new one where they keep none. */
export function kubeconfigOf({ kubeconfig }: KubectlContext): Kubeconfig {
  return kubeconfig ?? Kubeconfig.preset();
}
