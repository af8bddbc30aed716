import { invalidError, isApiError } from '../api/errors';
import type { FeatureGates } from '../api/features/feature-gates';
import type { Kind, View } from '../api/kind';
import { type Draft, isJsonObject, type KubeObject, type New } from '../api/object';
import type {
  DeleteOptions,
  List,
  ListOptions,
  PatchOptions,
  Ref,
  UpdateOptions,
  User,
  WatchOptions,
  WriteOptions,
} from './api';
import { renameFields } from './field-selector';
import { patched } from './patch';
import type { ApiServer } from './server';
import type { Change } from './store';
import { Verbs } from './verbs';

/**
 * Requests for a kind that is another form of a stored one, as requests for that one.
 */
export class Views {
  constructor(
    private readonly server: ApiServer,
    private readonly user: User,
  ) {}

  /** The stored objects, as they are for somebody who asks in this version. */
  private of(kind: Kind): Verbs {
    return new Verbs(this.server, this.user, kind.apiVersion);
  }

  get<T extends KubeObject>(kind: Kind<T>, view: View<T>, ref: Ref, subresource = ''): T {
    return view.show(this.of(kind).get(view.stored, ref, subresource));
  }

  find<T extends KubeObject>(kind: Kind<T>, { stored, show }: View<T>, ref: Ref): T | undefined {
    const found = this.of(kind).find(stored, ref);
    return found === undefined ? undefined : show(found);
  }

  list<T extends KubeObject>(kind: Kind<T>, view: View<T>, options: ListOptions): List<T> {
    const { stored, show } = view;
    const list = this.of(kind).list(stored, selecting(view, options));
    return { ...list, items: list.items.map(show) };
  }

  create<T extends KubeObject>(
    kind: Kind<T>,
    { stored, show, keep }: View<T>,
    object: New<T>,
    options: WriteOptions,
  ): T {
    const decoded = this.server.decode(kind, object, options) as T;
    const full = filledIn(kind, decoded, this.server.features);
    const errors = kind.rules.validate?.(full, this.server.features) ?? [];
    if (errors.length > 0) throw invalidError(kind, full.metadata.name ?? '', errors);
    const kept = keep(full) as New<KubeObject>;
    return show(this.of(kind).create(stored, kept, relaxed(options)));
  }

  update<T extends KubeObject>(kind: Kind<T>, view: View<T>, object: T, options: UpdateOptions): T {
    const { stored, show, keep } = view;
    const decoded = this.server.decode(kind, object, options) as T;
    const full = this.checked(kind, view, decoded, options);
    return show(this.of(kind).update(stored, keep(full), relaxed(options)));
  }

  /** Patches the form that the client knows; the stored one changes by what that comes to. */
  patch<T extends KubeObject>(
    kind: Kind<T>,
    view: View<T>,
    request: { readonly ref: Ref; readonly patch: unknown; readonly options: PatchOptions },
  ): T {
    const { ref, patch, options } = request;
    const { stored, show, keep } = view;
    const { user, server } = this;
    if (options.type === 'apply' && view.keepPart !== undefined && isJsonObject(patch)) {
      const { view: _view, ...rules } = kind.rules;
      server.decode({ ...kind, rules }, patch, options);
      const part = view.keepPart(patch);
      return show(this.of(kind).patch(stored, ref, part, relaxed(options)));
    }
    const old = server.mustGet(stored, ref);
    const next = patched(show(old), patch, kind.struct, options);
    const decoded = server.decode(kind, next, options) as T;
    const full = this.checked(kind, view, decoded, options);
    const kept = server.decode(stored, keep(full), relaxed(options)) as KubeObject;
    const write = { user, kind: stored, options: relaxed(options), apiVersion: kind.apiVersion };
    return show(server.replace(write, kept, old));
  }

  delete<T extends KubeObject>(
    kind: Kind<T>,
    { stored, show }: View<T>,
    ref: Ref,
    options: DeleteOptions,
  ): T {
    return show(this.of(kind).delete(stored, ref, options));
  }

  deleteCollection<T extends KubeObject>(
    kind: Kind<T>,
    view: View<T>,
    options: ListOptions,
    deletion: DeleteOptions,
  ): List<T> {
    const { stored, show } = view;
    const found = this.of(kind).deleteCollection(stored, selecting(view, options), deletion);
    return { ...found, items: found.items.map(show) };
  }

  watch<T extends KubeObject>(
    kind: Kind<T>,
    view: View<T>,
    options: WatchOptions,
    notify: (change: Change<T>) => void,
  ): () => void {
    const { stored, show } = view;
    return this.of(kind).watch(stored, selecting(view, options), (change) => {
      const { object, old } = change;
      const [before, now] = [old, object].map((one) => shownOrNone(show, one));
      if (now !== undefined) notify({ ...change, kind, object: now, old: before });
    });
  }

  /** The new object with its form's defaults; an error when that form does not allow it. */
  private checked<T extends KubeObject>(
    kind: Kind<T>,
    { stored, show }: View<T>,
    object: T,
    { subresource }: UpdateOptions,
  ): T {
    const { rules } = kind;
    const old = this.server.store.find(stored, object.metadata);
    const { features } = this.server;
    const isSettled = subresource && rules.defaultsStatus !== true;
    const full = isSettled ? object : filledIn(kind, object, features);
    if (old === undefined) return full;
    const errors = subresource
      ? rules.validateStatusUpdate?.(full, show(old), features)
      : rules.validateReplacement?.(full, show(old), features);
    if (errors === undefined || errors.length === 0) return full;
    throw invalidError(kind, full.metadata.name, errors);
  }
}

/** The object in the form of a watch; undefined when it cannot be converted: a write does not fail by who watches. */
function shownOrNone<T extends KubeObject>(
  show: View<T>['show'],
  object: KubeObject | undefined,
): T | undefined {
  if (object === undefined) return undefined;
  try {
    return show(object);
  } catch (error) {
    if (!isApiError(error)) throw error;
    return undefined;
  }
}

/** The options with fields called as the stored kind calls them. */
function selecting<O extends ListOptions, T extends KubeObject>(
  { fields }: View<T>,
  options: O,
): O {
  if (fields === undefined || options.fields === undefined) return options;
  return { ...options, fields: renameFields(options.fields, fields) };
}

/** The object with the defaults of the form in which it came, where that form has some. */
function filledIn<T extends KubeObject>({ rules }: Kind<T>, object: T, features: FeatureGates): T {
  if (rules.defaults === undefined) return object;
  const draft = { ...object } as Draft<T>;
  rules.defaults(draft, features);
  return draft as T;
}

/** What the client's form does not know was told already. */
function relaxed<O extends WriteOptions>(options: O): O {
  return { ...options, fieldValidation: 'Ignore' };
}
