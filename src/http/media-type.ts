import { ApiError } from '../api/errors';
import { isJsonObject } from '../api/object';
import { messageTypeOf } from './protobuf/layout';

export type Encoding = 'json' | 'yaml' | 'protobuf';

/** How a client wants to see objects. */
export interface Form {
  readonly encoding: Encoding;
  readonly as: 'object' | 'table' | 'metadata';
  /** Of meta.k8s.io, for tables and mere metadata. */
  readonly version: 'v1' | 'v1beta1';
}

/** As what a resource can be shown. */
export interface Offer {
  /** Its objects are messages in protobuf; of all others the metadata alone can be. */
  readonly protobuf: boolean;
  /** It has tables, and metadata to show. */
  readonly forms: boolean;
  readonly isWatch?: boolean;
}

/** The media types of answers, in the order in which the server prefers them. upstream: newSerializersForScheme */
const MEDIA_TYPES: Readonly<Record<Encoding, string>> = {
  json: 'application/json',
  yaml: 'application/yaml',
  protobuf: 'application/vnd.kubernetes.protobuf',
};
const ENCODINGS = Object.keys(MEDIA_TYPES) as readonly Encoding[];

interface Clause {
  readonly type: string;
  readonly subtype: string;
  readonly quality: number;
  readonly parameters: ReadonlyMap<string, string>;
}

/** The media type of an answer in an encoding; a watch in protobuf says that it is one. */
export function mediaTypeIn(encoding: Encoding, isWatch: boolean): string {
  const type = MEDIA_TYPES[encoding];
  return isWatch && encoding !== 'json' ? `${type};stream=watch` : type;
}

/** The first form of an Accept header that can be served; a 406 when none can. upstream: NegotiateMediaTypeOptions */
export function formOf(accept: string | undefined, offer: Offer): Form {
  const form = preferred(accept, offer);
  // nobody writes YAML event by event
  if (form === undefined || (offer.isWatch === true && form.encoding === 'yaml'))
    throw notAcceptableError(offer.isWatch === true);
  return form;
}

/** The encoding of what has but one form, as a Status; JSON when the client takes none that there is. */
export function encodingOf(accept: string | undefined, body: unknown): Encoding {
  return preferred(accept, { protobuf: isMessage(body), forms: false })?.encoding ?? 'json';
}

function isMessage(body: unknown): boolean {
  return (
    isJsonObject(body) && messageTypeOf(String(body.apiVersion), String(body.kind)) !== undefined
  );
}

/** The 406 of a client that takes nothing that can be served. */
export function notAcceptableError(isWatch = false): ApiError {
  const known = isWatch
    ? ['json', 'protobuf'].map((each) => `${MEDIA_TYPES[each as Encoding]};stream=watch`)
    : Object.values(MEDIA_TYPES);
  return new ApiError(
    'NotAcceptable',
    `only the following media types are accepted: ${known.join(', ')}`,
  );
}

function preferred(accept: string | undefined, offer: Offer): Form | undefined {
  if (accept === undefined || accept === '') return PLAIN;
  for (const clause of clausesOf(accept)) {
    for (const encoding of ENCODINGS) {
      const form = names(clause, encoding) ? formIn(clause, encoding, offer) : undefined;
      if (form !== undefined) return form;
    }
  }
  return undefined;
}

const PLAIN: Form = { encoding: 'json', as: 'object', version: 'v1' };

function names({ type, subtype }: Clause, encoding: Encoding): boolean {
  if (type === '*' && subtype === '*') return true;
  return `${type}/${subtype}` === MEDIA_TYPES[encoding] || `${type}/${subtype}` === 'application/*';
}

/** upstream: RequestScope.AllowsMediaTypeTransform: tables are never in protobuf, metadata always can be */
function formIn({ parameters }: Clause, encoding: Encoding, offer: Offer): Form | undefined {
  const stream = parameters.get('stream') ?? '';
  if (stream !== '' && (stream !== 'watch' || encoding === 'yaml')) return undefined;
  const as = parameters.get('as') ?? '';
  const version = parameters.get('v') ?? '';
  const group = parameters.get('g') ?? '';
  if (as === '' && version === '' && group === '')
    return encoding !== 'protobuf' || offer.protobuf ? { ...PLAIN, encoding } : undefined;
  if (group !== 'meta.k8s.io' || (version !== 'v1' && version !== 'v1beta1') || !offer.forms)
    return undefined;
  if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList')
    return { encoding, as: 'metadata', version };
  return as === 'Table' && encoding !== 'protobuf' ? { encoding, as: 'table', version } : undefined;
}

/** The clauses of the header, the best first. upstream: goautoneg, ParseAccept */
function clausesOf(accept: string): readonly Clause[] {
  const clauses = accept.split(',').flatMap((part) => clauseOf(part.trim()));
  for (let i = 1; i < clauses.length; i++) {
    for (let j = i; j > 0; j--) {
      const [before, here] = [clauses[j - 1] as Clause, clauses[j] as Clause];
      if (!isBetter(here, before)) break;
      clauses[j - 1] = here;
      clauses[j] = before;
    }
  }
  return clauses;
}

/** No order of a whole, which is why upstream's way of sorting matters: by insertion. */
function isBetter(a: Clause, b: Clause): boolean {
  if (a.quality > b.quality) return true;
  if (a.type !== '*' && b.type === '*') return true;
  return a.subtype !== '*' && b.subtype === '*';
}

function clauseOf(part: string): Clause[] {
  const [types = '', ...rest] = part.split(';');
  const [type = '', subtype = '', ...more] = types.split('/').map((each) => each.trim());
  const isAny = type === '*' && subtype === '';
  if (more.length > 0 || (subtype === '' && !isAny)) return [];
  let quality = 1;
  const parameters = new Map<string, string>();
  for (const parameter of rest) {
    const [name = '', value = '', ...others] = parameter.split('=').map((each) => each.trim());
    if (value === '' || others.length > 0) continue;
    if (name === 'q') quality = Number.parseFloat(value) || 0;
    else parameters.set(name, value);
  }
  return [{ type, subtype: isAny ? '*' : subtype, quality, parameters }];
}
