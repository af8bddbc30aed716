import { ApiError } from '../api/errors';
import type { Kind } from '../api/kind';
import type { KubeObject } from '../api/object';
import { cellsOf, columnsOf } from '../apiserver/table';
import type { Time } from '../sim/loop';

/** How a client wants to see objects. */
export interface Form {
  readonly as: 'object' | 'table' | 'metadata';
  /** Of meta.k8s.io, for tables and mere metadata. */
  readonly version: 'v1' | 'v1beta1';
}

const JSON_TYPES = new Set([
  'application/json',
  'application/yaml',
  'application/*',
  '*/*',
  'text/plain',
]);
const PLAIN: Form = { as: 'object', version: 'v1' };
const MEDIA_TYPES = 'application/json, application/yaml';

/** The first form of an Accept header that can be served; a 406 when none can. */
export function formOf(accept: string | undefined): Form {
  if (accept === undefined || accept.trim() === '') return PLAIN;
  for (const clause of accept.split(',')) {
    const [type = '', ...rest] = clause.split(';').map((part) => part.trim());
    if (!JSON_TYPES.has(type.toLowerCase())) continue;
    const parameters = new Map(rest.map((part) => part.split('=', 2) as [string, string]));
    const as = parameters.get('as');
    if (as === undefined) return PLAIN;
    const version = parameters.get('v');
    if (parameters.get('g') !== 'meta.k8s.io') continue;
    if (version !== 'v1' && version !== 'v1beta1') continue;
    if (as === 'Table') return { as: 'table', version };
    if (as.startsWith('PartialObjectMetadata')) return { as: 'metadata', version };
  }
  throw notAcceptableError();
}

/** The 406 of a client that takes nothing that can be served. */
export function notAcceptableError(): ApiError {
  return new ApiError(
    'NotAcceptable',
    `only the following media types are accepted: ${MEDIA_TYPES}`,
  );
}

function metadataOf(object: KubeObject, version: string): object {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: `meta.k8s.io/${version}`,
    metadata: object.metadata,
  };
}

/** What a table says of its objects beside their cells. */
export type IncludeObject = 'None' | 'Metadata' | 'Object';

/** Objects of one kind, as a client sees them. */
export class Presentation {
  constructor(
    readonly kind: Kind,
    readonly form: Form,
    private readonly include: IncludeObject,
  ) {}

  /** One object: itself, its metadata, or a table of one row. */
  one(object: KubeObject, now: Time): object {
    switch (this.form.as) {
      case 'object':
        return object;
      case 'metadata':
        return metadataOf(object, this.form.version);
      case 'table': {
        const { resourceVersion } = object.metadata;
        return this.table([object], { resourceVersion }, now);
      }
    }
  }

  /** A whole list as one answer; `listMeta` is what the list says of itself. */
  list(items: readonly KubeObject[], listMeta: object, now: Time): object | undefined {
    const { as, version } = this.form;
    if (as === 'table') return this.table(items, listMeta, now);
    if (as === 'object') return undefined;
    return {
      kind: 'PartialObjectMetadataList',
      apiVersion: `meta.k8s.io/${version}`,
      metadata: listMeta,
      items: items.map(({ metadata }) => ({ metadata })),
    };
  }

  /** A table; without columns when the client has seen them. */
  table(objects: readonly KubeObject[], metadata: object, now: Time, headless = false): object {
    return {
      kind: 'Table',
      apiVersion: `meta.k8s.io/${this.form.version}`,
      metadata,
      columnDefinitions: headless ? null : columnsOf(this.kind),
      rows: objects.map((object) => ({
        cells: cellsOf(this.kind, object, now),
        object: this.included(object),
      })),
    };
  }

  private included(object: KubeObject): object | null {
    if (this.include === 'None') return null;
    return this.include === 'Object' ? object : metadataOf(object, this.form.version);
  }
}
