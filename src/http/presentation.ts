import type { Kind } from '../api/kind';
import type { KubeObject } from '../api/object';
import { cellsOf, columnsOf } from '../apiserver/table';
import type { Time } from '../sim/loop';
import type { Form } from './media-type';

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
