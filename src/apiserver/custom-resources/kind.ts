import { structOfSchema } from '../../api/apiextensions/open-shape';
import { printedTable } from '../../api/apiextensions/printer-columns';
import { withDefaults } from '../../api/apiextensions/structural-defaults';
import { compareVersions } from '../../api/apiextensions/version-order';
import { isTrue } from '../../api/condition';
import { defaultFeatures } from '../../api/features/feature-gates';
import { finalizerWarnings } from '../../api/finalizer';
import type { FieldReader, Kind, KindRules, ScalePaths, View } from '../../api/kind';
import {
  type Draft,
  deepFreeze,
  type JsonObject,
  type KubeObject,
  valueAt,
} from '../../api/object';
import { decode } from '../../api/schema/decode';
import type {
  CustomResourceDefinition,
  CustomResourceDefinitionVersion,
  CustomResourceSubresourceScale,
  JSONSchemaProps,
} from '../../api/schema/objects';
import type { SubresourceRow } from '../../api/schema/schema';
import type { CustomResource } from '../kind-registry';
import type { Convert } from './conversion';
import { publishedSchema } from './openapi';
import { pathOf, type Rules, validateCustomResource } from './validation';

const VERBS = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'];
/** What is shown of a resource that is being removed. upstream: customresource_discovery_controller */
const LAST_VERBS = ['delete', 'deletecollection', 'get', 'list', 'watch'];
const SUBRESOURCE_VERBS = ['get', 'patch', 'update'];
const PATCHES = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/apply-patch+yaml',
];
const SCALE = 'io.k8s.api.autoscaling.v1.Scale';
/** What a version without a schema says: nothing is known, nothing is dropped. */
const ANYTHING: JSONSchemaProps = {
  type: 'object',
  'x-kubernetes-preserve-unknown-fields': true,
};

/** The resource that a definition describes, in all of its versions. */
export function customResourceOf(
  definition: CustomResourceDefinition,
  convert: Convert,
): CustomResource {
  const { versions } = definition.spec;
  const byAge = [...versions].sort((a, b) => compareVersions(a.name, b.name));
  const storage = versions.find((version) => version.storage) ?? byAge[0];
  if (storage === undefined) throw new Error(`${definition.metadata.name} has no version`);
  const stored = kindOfVersion(definition, storage, {});
  const carrier = { ...stored, rules: carrierRules(stored.rules) };
  const served = byAge
    .filter((version) => version.served)
    .map((version) =>
      version === storage
        ? stored
        : kindOfVersion(definition, version, {
            view: viewOf(kindOfVersion(definition, version, {}), carrier, convert),
          }),
    );
  const isGoing = isTrue(definition.status?.conditions ?? undefined, 'Terminating');
  const published = served.map((kind) => ({
    ...kind,
    verbs: isGoing ? LAST_VERBS : VERBS,
    openApi: publishedSchema(schemaOf(versions.find(({ name }) => name === kind.version))),
  }));
  return { stored, served, published };
}

/** What other versions write was validated by their own schemas. */
function carrierRules<T extends KubeObject>(rules: KindRules<T>): KindRules<T> {
  const {
    validate: _validate,
    validateReplacement: _replacement,
    validateStatusUpdate: _status,
    ...rest
  } = rules;
  return rest;
}

function schemaOf(version: CustomResourceDefinitionVersion | undefined): JSONSchemaProps {
  return version?.schema?.openAPIV3Schema ?? ANYTHING;
}

/** `com.example.stable.v1.CronTab`: a type's name begins with its group, from behind. */
function typeOf(group: string, version: string, kind: string): string {
  return [...group.split('.').reverse(), version, kind].join('.');
}

function kindOfVersion(
  { spec, status }: CustomResourceDefinition,
  version: CustomResourceDefinitionVersion,
  rules: KindRules<KubeObject>,
): Kind {
  const { group } = spec;
  const names = status?.acceptedNames?.kind ? status.acceptedNames : spec.names;
  const { kind, plural, singular = '', listKind = '', shortNames = [], categories = [] } = names;
  const apiVersion = `${group}/${version.name}`;
  const type = typeOf(group, version.name, kind);
  const struct = structOfSchema(schemaOf(version), type);
  return {
    group,
    version: version.name,
    kind,
    listKind,
    plural,
    singular,
    shortNames,
    categories,
    namespaced: spec.scope === 'Namespaced',
    verbs: VERBS,
    storage: apiVersion,
    type,
    subresources: subresourcesOf(version, kind, type),
    apiVersion,
    id: `${plural}.${group}`,
    struct,
    hasStatus: version.subresources?.status !== undefined,
    rules: {
      statusKeeps: 'metadata',
      ...rulesOf(version, `${apiVersion} ${kind}`),
      ...closedBy(status),
      ...rules,
    },
  };
}

function closedBy(
  status: CustomResourceDefinition['status'],
): Pick<KindRules<KubeObject>, 'closed'> {
  if (!isTrue(status?.conditions ?? undefined, 'Terminating')) return {};
  return { closed: 'create not allowed while custom resource definition is terminating' };
}

function subresourcesOf(
  { subresources }: CustomResourceDefinitionVersion,
  kind: string,
  type: string,
): readonly SubresourceRow[] {
  const rows: SubresourceRow[] = [];
  if (subresources?.status !== undefined) {
    rows.push({ name: 'status', kind, type, verbs: SUBRESOURCE_VERBS });
  }
  if (subresources?.scale !== undefined) {
    const scale = { name: 'scale', kind: 'Scale', type: SCALE, verbs: SUBRESOURCE_VERBS };
    rows.push({ ...scale, group: 'autoscaling', version: 'v1' });
  }
  return rows;
}

function scalePaths(scale: CustomResourceSubresourceScale): ScalePaths {
  const { specReplicasPath, statusReplicasPath, labelSelectorPath } = scale;
  return {
    spec: pathOf(specReplicasPath),
    status: pathOf(statusReplicasPath),
    ...(labelSelectorPath ? { selector: pathOf(labelSelectorPath) } : {}),
  };
}

/** The fields by which objects may be selected. */
function selectableFieldsOf({
  selectableFields = [],
}: CustomResourceDefinitionVersion): Record<string, FieldReader<KubeObject>> {
  return Object.fromEntries(
    selectableFields.map(({ jsonPath }) => {
      const path = pathOf(jsonPath);
      const read = (object: KubeObject) => String(valueAt(object, path) ?? '');
      return [path.join('.'), read];
    }),
  );
}

function rulesOf(version: CustomResourceDefinitionVersion, name: string): KindRules<KubeObject> {
  const schema = schemaOf(version);
  const scale = version.subresources?.scale;
  const rules: Rules = { schema, scale };
  const warning = version.deprecationWarning ?? `${name} is deprecated`;
  return {
    hasGeneration: true,
    keepsTypeInLists: true,
    needsVersion: true,
    takesAnyFinalizer: true,
    warnings: finalizerWarnings,
    defaultsStatus: true,
    patchTypes: PATCHES,
    selectableFields: selectableFieldsOf(version),
    ...(scale === undefined ? {} : { scale: scalePaths(scale) }),
    ...(version.deprecated === true ? { warning } : {}),
    ...printedTable(version.additionalPrinterColumns),
    defaults: (draft) => fillIn(draft, schema),
    validate: (object) => validateCustomResource(rules, object),
    validateReplacement: (object, old) => validateCustomResource(rules, object, old),
    validateStatusUpdate: (object, old) => validateCustomResource(rules, object, old),
  };
}

/** Puts the defaults in; parts that need none stay the same objects. */
function fillIn(draft: Draft<KubeObject>, schema: JSONSchemaProps): void {
  const full = withDefaults(draft, schema) as Record<string, unknown>;
  if (full === (draft as unknown)) return;
  const to = draft as unknown as Record<string, unknown>;
  for (const key of Object.keys(to)) {
    if (key !== 'metadata' && !Object.hasOwn(full, key)) delete to[key];
  }
  for (const [key, value] of Object.entries(full)) {
    if (key !== 'metadata' && to[key] !== value) to[key] = value;
  }
}

/** An object in the form of a version: without what it does not know, with its defaults. */
export function inVersion(kind: Kind, object: object): KubeObject {
  const draft = { ...thawed(object), apiVersion: kind.apiVersion };
  const fresh = decode(kind.struct, draft).value as Draft<KubeObject>;
  kind.rules.defaults?.(fresh, defaultFeatures);
  return fresh as KubeObject;
}

/** What is frozen would be taken as it is. */
function thawed<T extends object>(object: T): T {
  const { metadata, ...rest } = object as { metadata?: object };
  return { ...structuredClone(rest), metadata } as T;
}

function viewOf(form: Kind, stored: Kind, convert: Convert): View<KubeObject> {
  const known = new WeakMap<KubeObject, KubeObject>();
  const keepPart = (part: JsonObject): JsonObject => {
    const kept = thawed(convert(part, stored.apiVersion));
    return decode(stored.struct, kept).value as unknown as JsonObject;
  };
  return {
    stored,
    show(object) {
      let shown = known.get(object);
      if (shown === undefined) {
        const converted = convert(object as unknown as JsonObject, form.apiVersion);
        shown = deepFreeze(inVersion(form, converted));
        known.set(object, shown);
      }
      return shown;
    },
    keep: (object) => keepPart(object as unknown as JsonObject) as unknown as KubeObject,
    keepPart,
  };
}
