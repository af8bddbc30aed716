import type * as Asn1 from 'asn1js';

const PEM = /-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----/;
/** The attribute of a name that tells what somebody is called. upstream: X.520 */
const COMMON_NAME = '2.5.4.3';

/**
 * The common name for which a certificate is requested, `''` without one. `request` is the field of a
 * CertificateSigningRequest: PEM in base64. Throws an Error when it is none. upstream: certificates, ParseCSR
 */
export function commonNameOf(request: string): string {
  const [, type, body = ''] = PEM.exec(Buffer.from(request, 'base64').toString('latin1')) ?? [];
  if (type !== 'CERTIFICATE REQUEST') {
    throw new Error('PEM block type must be CERTIFICATE REQUEST');
  }
  // loaded for the few who ask: it would cost every start of the program some milliseconds
  const asn1 = require('asn1js') as typeof Asn1;
  const { result, offset } = asn1.fromBER(Buffer.from(body, 'base64'));
  const [info] = partsOf(offset === -1 ? undefined : result);
  const [, subject] = partsOf(info);
  if (subject === undefined) throw new Error('asn1: structure error: sequence truncated');
  for (const attribute of partsOf(subject).flatMap(partsOf)) {
    const [key, value] = partsOf(attribute);
    if (key instanceof asn1.ObjectIdentifier && key.getValue() === COMMON_NAME) {
      return textOf(value);
    }
  }
  return '';
}

function partsOf(block: Asn1.AsnType | undefined): readonly Asn1.AsnType[] {
  const value: unknown = (block?.valueBlock as { readonly value?: unknown } | undefined)?.value;
  return Array.isArray(value) ? value : [];
}

function textOf(block: Asn1.AsnType | undefined): string {
  const value: unknown = (block?.valueBlock as { readonly value?: unknown } | undefined)?.value;
  return typeof value === 'string' ? value : '';
}
