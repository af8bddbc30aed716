import { schemaData, type TypeName } from '../../api/schema/schema';

/** A value's type in the schema's words: `[]X`, `{}X`, a definition name or a scalar. */
export type TypeText = string;

/** A field of a message, and whether its lists have messages of their own. */
export interface FieldSlot {
  readonly field: string;
  readonly type: TypeText;
  readonly wrapped: boolean;
}

/** What a field number of a message stands for: a field of the type, or a message whose fields lie in the type. */
export type Slot = FieldSlot | { readonly inline: Layout };

/** The fields of a message by their numbers. */
export type Layout = ReadonlyMap<number, Slot>;

const layouts = new Map<TypeName, Layout>();

/** The message of a type. A number such as `2.6` is field 6 of the message in field 2, which JSON does not show. */
export function layoutOf(name: TypeName): Layout {
  const known = layouts.get(name);
  if (known !== undefined) return known;
  const data = schemaData.types[name];
  if (data === undefined) throw new Error(`the schema has no type ${name}`);
  const layout = new Map<number, Slot>();
  layouts.set(name, layout);
  for (const [field, [type, , protobuf, extra]] of Object.entries(data.fields)) {
    if (protobuf === undefined) continue;
    const path = protobuf.slice(1).split('.').map(Number);
    const last = path.pop() as number;
    let at = layout;
    for (const number of path) {
      const slot = at.get(number);
      const inline = new Map(slot !== undefined && 'inline' in slot ? slot.inline : []);
      at.set(number, { inline });
      at = inline;
    }
    at.set(last, { field, type, wrapped: extra?.pbItems === true });
  }
  return layout;
}

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.';
/** Kinds that belong to every group. */
const IN_EVERY_GROUP = new Set(['DeleteOptions', 'Status']);
/** What the server says of itself, in `v1` as it were. */
const OF_DISCOVERY = ['APIVersions', 'APIGroup', 'APIGroupList', 'APIResourceList'];

const types = new Map<string, TypeName>();
for (const { group, version, kind, listKind, type, subresources = [] } of schemaData.resources) {
  types.set(`${group}/${version}/${kind}`, type);
  const listType = type.replace(/[^.]+$/, listKind ?? '');
  if (listKind !== null && schemaData.types[listType] !== undefined)
    types.set(`${group}/${version}/${listKind}`, listType);
  for (const sub of subresources) {
    types.set(`${sub.group ?? group}/${sub.version ?? version}/${sub.kind}`, sub.type);
  }
}
for (const kind of OF_DISCOVERY) types.set(`/v1/${kind}`, META + kind);
for (const version of ['v1', 'v1beta1']) {
  for (const kind of ['PartialObjectMetadata', 'PartialObjectMetadataList'])
    types.set(`meta.k8s.io/${version}/${kind}`, META + kind);
}

const nameOf = (apiVersion: string, kind: string): string =>
  apiVersion.includes('/') ? `${apiVersion}/${kind}` : `/${apiVersion}/${kind}`;

/** The type of a kind in just this version; undefined for what has no message. */
export function messageTypeOf(apiVersion: string, kind: string): TypeName | undefined {
  return IN_EVERY_GROUP.has(kind) ? META + kind : types.get(nameOf(apiVersion, kind));
}

/** The type of a kind; an older version has the fields of the newer. */
export function readTypeOf(apiVersion: string, kind: string): TypeName | undefined {
  const exact = messageTypeOf(apiVersion, kind);
  if (exact !== undefined) return exact;
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  for (const [name, type] of types) {
    if (name.startsWith(`${group}/`) && name.endsWith(`/${kind}`)) return type;
  }
  return undefined;
}
