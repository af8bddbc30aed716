import { badRequestError } from '../api/errors';
import { decode } from '../api/schema/decode';
import { DecodeError } from '../api/schema/decode-error';
import { structOf } from '../api/schema/schema';

/** A type that is no resource, but what is sent to a subresource. */
export interface BodyType {
  readonly apiVersion: string;
  readonly kind: string;
  /** Its name in the schema. */
  readonly struct: string;
}

/** What is sent as such a type, in the server's form; a 400 when a field has a value that it cannot take. */
export function decodeBody({ apiVersion, kind, struct }: BodyType, given: object): object {
  try {
    return decode(structOf(struct), { apiVersion, kind, ...given }).value;
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const [version = ''] = apiVersion.split('/').reverse();
    throw badRequestError(
      `${kind} in version ${JSON.stringify(version)} cannot be handled as a ${kind}: ${error.message}`,
    );
  }
}
