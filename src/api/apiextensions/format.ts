import ipaddr from 'ipaddr.js';

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const DATE_TIME =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const DURATION = /^([+-]?(\d+(\.\d*)?|\.\d+)\s*(ns|us|µs|ms|s|m|h|d|w))+$/;

function isUri(value: string): boolean {
  return /^([a-zA-Z][a-zA-Z0-9+.-]*:[^\s]+|\/[^\s]*)$/.test(value);
}

function isCidr(value: string): boolean {
  const [address = '', bits = ''] = value.split('/');
  if (!ipaddr.isValid(address) || !/^\d{1,3}$/.test(bits)) return false;
  return Number(bits) <= (ipaddr.parse(address).kind() === 'ipv4' ? 32 : 128);
}

/** The formats that are checked; others are taken as they are, as the server does. */
const FORMATS: Readonly<Record<string, (value: string) => boolean>> = {
  uuid: (value) => UUID.test(value),
  uuid3: (value) => UUID.test(value) && value.replace(/-/g, '')[12] === '3',
  uuid4: (value) => UUID.test(value) && value.replace(/-/g, '')[12] === '4',
  uuid5: (value) => UUID.test(value) && value.replace(/-/g, '')[12] === '5',
  date: (value) => DATE.test(value),
  'date-time': (value) => DATE_TIME.test(value),
  datetime: (value) => DATE_TIME.test(value),
  duration: (value) => DURATION.test(value),
  uri: isUri,
  email: (value) => /^[^\s@<>]+@[^\s@<>]+$/.test(value),
  hostname: (value) =>
    value.length <= 253 &&
    /^[a-zA-Z0-9]([-a-zA-Z0-9]{0,62})(\.[a-zA-Z0-9][-a-zA-Z0-9]{0,62})*$/.test(value),
  ipv4: (value) => ipaddr.IPv4.isValidFourPartDecimal(value),
  ipv6: (value) => ipaddr.IPv6.isValid(value),
  cidr: isCidr,
  mac: (value) => /^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(value),
  byte: (value) => /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value),
  hexcolor: (value) => /^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/.test(value),
  rgbcolor: (value) => /^rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\)$/.test(value),
  creditcard: (value) => /^\d{13,19}$/.test(value.replace(/[ -]/g, '')),
  isbn: (value) => /^(97[89])?\d{9}[\dX]$/.test(value.replace(/[ -]/g, '')),
  ssn: (value) => /^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(value),
};

/** True when a text has the format that a schema names, or the server does not check that format. */
export function isOfFormat(format: string, value: string): boolean {
  return FORMATS[format]?.(value) ?? true;
}
