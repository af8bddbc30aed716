import { invalidError } from '../api/errors';
import type { Kind, View } from '../api/kind';
import { type Draft, isJsonObject, type KubeObject, type New } from '../api/object';
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
    const full = filledIn(kind, decoded);
    const errors = kind.rules.validate?.(full) ?? [];
    if (errors.length > 0) throw invalidError(kind, full.metadata.name ?? '', errors);
    const kept = view.keep(full) as New<KubeObject>;
    return view.show(this.api.create(view.stored, kept, relaxed(options)));
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
    if (options.type === 'apply' && view.keepPart !== undefined && isJsonObject(patch)) {
      const { view: _view, ...rules } = kind.rules;
      this.server.decode({ ...kind, rules }, patch, options);
      return view.show(this.api.patch(view.stored, ref, view.keepPart(patch), relaxed(options)));
    }
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
    const { rules } = kind;
    const old = this.find({ stored, show, keep }, object.metadata as Ref);
    const full =
      options.subresource && rules.defaultsStatus !== true ? object : filledIn(kind, object);
    const errors =
      old === undefined
        ? []
        : options.subresource
          ? (rules.validateStatusUpdate?.(full, old) ?? [])
          : (rules.validateReplacement?.(full, old) ?? []);
    if (errors.length > 0) throw invalidError(kind, full.metadata.name, errors);
    return show(this.api.update(stored, keep(full), relaxed(options)));
  }
}

/** The object with the defaults of the form in which it came, where that form has some. */
function filledIn<T extends KubeObject>({ rules }: Kind<T>, object: T): T {
  if (rules.defaults === undefined) return object;
  const draft = { ...object } as Draft<T>;
  rules.defaults(draft);
  return draft as T;
}

/** What the client's form does not know was told already. */
function relaxed<O extends WriteOptions>(options: O): O {
  return { ...options, fieldValidation: 'Ignore' };
}
