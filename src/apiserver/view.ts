import { invalidError } from '../api/errors';
import type { Kind, View } from '../api/kind';
import type { KubeObject, New } from '../api/object';
import type { Api, List, ListOptions, PatchOptions, Ref, UpdateOptions, WriteOptions } from './api';
import { patched } from './patch';
import type { ApiServer } from './server';
import type { Change } from './store';

/** Requests for a kind that is another form of a stored one, as requests for that one. */
export class Views {
  constructor(
    private readonly server: ApiServer,
    private readonly api: Api,
  ) {}

  get<T extends KubeObject>({ stored, show }: View<T>, ref: Ref): T {
    return show(this.api.get(stored, ref));
  }

  find<T extends KubeObject>({ stored, show }: View<T>, ref: Ref): T | undefined {
    const found = this.api.find(stored, ref);
    return found === undefined ? undefined : show(found);
  }

  list<T extends KubeObject>({ stored, show }: View<T>, options: ListOptions): List<T> {
    const list = this.api.list(stored, options);
    return { ...list, items: list.items.map(show) };
  }

  create<T extends KubeObject>(
    kind: Kind<T>,
    view: View<T>,
    object: New<T>,
    options: WriteOptions,
  ): T {
    const decoded = this.server.decode(kind, object, options) as T;
    const errors = kind.rules.validate?.(decoded) ?? [];
    if (errors.length > 0) throw invalidError(kind, decoded.metadata.name ?? '', errors);
    return view.show(this.api.create(view.stored, view.keep(decoded) as New<KubeObject>, options));
  }

  update<T extends KubeObject>(kind: Kind<T>, view: View<T>, object: T, options: UpdateOptions): T {
    const decoded = this.server.decode(kind, object, options) as T;
    return this.replace(kind, view, decoded, options);
  }

  /** Patches the form that the client knows; the stored one changes by what that comes to. */
  patch<T extends KubeObject>(
    kind: Kind<T>,
    view: View<T>,
    request: { readonly ref: Ref; readonly patch: unknown; readonly options: PatchOptions },
  ): T {
    const { ref, patch, options } = request;
    const old = this.get(view, ref);
    const next = patched(old, patch, kind.struct, options);
    const decoded = this.server.decode(kind, next, options) as T;
    return this.replace(kind, view, decoded, options);
  }

  watched<T extends KubeObject>(
    kind: Kind<T>,
    { show }: View<T>,
    notify: (change: Change<T>) => void,
  ): (change: Change) => void {
    return (change) => {
      const { object, old } = change;
      notify({
        ...change,
        kind,
        object: show(object),
        old: old === undefined ? undefined : show(old),
      });
    };
  }

  private replace<T extends KubeObject>(
    kind: Kind<T>,
    { stored, show, keep }: View<T>,
    object: T,
    options: UpdateOptions,
  ): T {
    const old = this.find({ stored, show, keep }, object.metadata as Ref);
    const errors =
      old === undefined || options.subresource
        ? []
        : (kind.rules.validateReplacement?.(object, old) ?? []);
    if (errors.length > 0) throw invalidError(kind, object.metadata.name, errors);
    return show(this.api.update(stored, keep(object), options));
  }
}
