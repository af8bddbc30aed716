import { isJsonObject, type JsonObject } from '../../api/object';

/** A schema of an OpenAPI document, with what it refers to in reach. */
export class Explained {
  private readonly resolved: JsonObject;

  constructor(
    private readonly schemas: JsonObject,
    private readonly given: JsonObject,
  ) {
    this.resolved = this.follow(given);
  }

  private reference(schema: JsonObject): string | undefined {
    const [only] = Array.isArray(schema.allOf) ? schema.allOf : [];
    const ref = schema.$ref ?? (isJsonObject(only) ? only.$ref : undefined);
    return typeof ref === 'string' ? ref.slice(ref.lastIndexOf('/') + 1) : undefined;
  }

  private follow(schema: JsonObject): JsonObject {
    const name = this.reference(schema);
    const target = name === undefined ? undefined : this.schemas[name];
    return isJsonObject(target) ? this.follow(target) : schema;
  }

  private inner(schema: unknown): Explained | undefined {
    return isJsonObject(schema) ? new Explained(this.schemas, schema) : undefined;
  }

  /** What is in a list or a map; undefined for others. */
  get element(): Explained | undefined {
    const { items, additionalProperties } = this.resolved;
    return this.inner(items) ?? this.inner(additionalProperties);
  }

  get description(): string {
    return String(this.given.description ?? this.resolved.description ?? '');
  }

  get allowed(): readonly string[] {
    const values = this.resolved.enum;
    return Array.isArray(values) ? values.map((value) => String(value) || '""').sort() : [];
  }

  /** The type as `plaintext` writes it: `[]ContainerPort`; without the names of types for `plaintext-openapiv2`. */
  typeName(isOld: boolean): string {
    const { items, additionalProperties, type } = this.resolved;
    const inside = this.element?.typeName(isOld) ?? '';
    if (isJsonObject(items)) return `[]${inside}`;
    if (isJsonObject(additionalProperties)) return `map[string]${inside}`;
    const name = this.reference(this.given);
    const isPlain = typeof type === 'string' && type !== 'object';
    if (name !== undefined && !isOld && !isPlain) return name.slice(name.lastIndexOf('.') + 1);
    if (typeof type === 'string') return type === 'object' ? 'Object' : type;
    return isOld ? 'string' : 'Object';
  }

  /** The fields by name, sorted; those of its elements for lists and maps. */
  get fields(): readonly (readonly [string, Explained])[] {
    const { properties } = this.resolved;
    if (!isJsonObject(properties)) return this.element?.fields ?? [];
    return Object.entries(properties)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([name, schema]) => {
        const field = this.inner(schema);
        return field === undefined ? [] : [[name, field] as const];
      });
  }

  isRequired(name: string): boolean {
    const { required } = this.resolved;
    if (Array.isArray(required)) return required.includes(name);
    return this.element?.isRequired(name) ?? false;
  }

  field(name: string): Explained | undefined {
    return this.fields.find(([key]) => key === name)?.[1];
  }
}
