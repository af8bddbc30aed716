import type { JsonObject } from '../api/object';
import type { TypeName } from '../api/schema/schema';

const OBJECT_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** What clients are told of the fields that all objects have. Other types are not described. */
const METADATA: Readonly<Record<string, string>> = {
  annotations: 'Annotations is an unstructured key value map for tools; it cannot be selected by.',
  creationTimestamp:
    'CreationTimestamp is a timestamp representing the server time when this object was created. Clients may not set this value. It is represented in RFC3339 form and is in UTC.',
  deletionGracePeriodSeconds:
    'Number of seconds allowed for this object to gracefully terminate before it is removed. Read-only.',
  deletionTimestamp:
    'DeletionTimestamp is RFC 3339 date and time at which this resource will be deleted. Read-only.',
  finalizers: 'Must be empty before the object is deleted from the registry.',
  generateName:
    'GenerateName is an optional prefix, used by the server, to generate a unique name if the name is left out.',
  generation:
    'A sequence number representing a specific generation of the desired state. Read-only.',
  labels: 'Map of string keys and values by which objects are organized and selected.',
  managedFields: 'ManagedFields maps workflows to the set of fields that they manage.',
  name: 'Name must be unique within a namespace. Cannot be updated.',
  namespace:
    'Namespace defines the space within which each name must be unique. Cannot be updated.',
  ownerReferences: 'List of objects depended by this object; it goes when all of them are gone.',
  resourceVersion: 'An opaque value by which clients tell when objects have changed. Read-only.',
  selfLink: 'Deprecated: no longer populated by the system.',
  uid: 'UID is the unique in time and space value for this object. Read-only.',
};

/** The description of a field as OpenAPI has it; nothing for most. */
export function descriptionOf(type: TypeName, field: string): JsonObject {
  const description = type === OBJECT_META ? METADATA[field] : undefined;
  return description === undefined ? {} : { description };
}
