import { type FieldError, invalid, invalidEach, required } from '../../field-error';
import { ipErrors } from '../../ip';
import { dnsSubdomainErrors, searchDomainErrors } from '../../names';
import type { PodSpec } from '../../schema/objects';

const NAMESERVERS_MAX = 3;
const SEARCHES_MAX = 32;
const SEARCH_CHARACTERS_MAX = 2048;

/** What is wrong with how a Pod's containers look up names. upstream: core validation, validatePodDNSConfig */
export function validateDnsConfig({ dnsConfig, dnsPolicy }: PodSpec, path: string): FieldError[] {
  if (dnsPolicy === 'None') {
    if (dnsConfig === undefined) {
      return [required(path, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    }
    if ((dnsConfig.nameservers ?? []).length === 0) {
      const why = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
      return [required(`${path}.nameservers`, why)];
    }
  }
  const { nameservers = [], searches = [], options = [] } = dnsConfig ?? {};
  const errors: FieldError[] = [];
  if (nameservers.length > NAMESERVERS_MAX) {
    const why = `must not have more than ${NAMESERVERS_MAX} nameservers`;
    errors.push(invalid(`${path}.nameservers`, nameservers, why));
  }
  nameservers.forEach((server, index) => {
    errors.push(...ipErrors(`${path}.nameservers[${index}]`, server));
  });
  if (searches.length > SEARCHES_MAX) {
    const why = `must not have more than ${SEARCHES_MAX} search paths`;
    errors.push(invalid(`${path}.searches`, searches, why));
  }
  if (searches.join(' ').length > SEARCH_CHARACTERS_MAX) {
    const why = `must not have more than ${SEARCH_CHARACTERS_MAX} characters (including spaces) in the search list`;
    errors.push(invalid(`${path}.searches`, searches, why));
  }
  searches.forEach((search, index) => {
    if (search === '.') return;
    const bare = search.replace(/\.$/, '');
    errors.push(...invalidEach(`${path}.searches[${index}]`, bare, searchDomainErrors(bare)));
  });
  options.forEach(({ name = '' }, index) => {
    if (name === '') errors.push(required(`${path}.options[${index}]`, 'must not be empty'));
  });
  return errors;
}

/** What is wrong with the lines for a container's hosts file. upstream: core validation, ValidateHostAliases */
export function validateHostAliases(aliases: PodSpec['hostAliases'], path: string): FieldError[] {
  return (aliases ?? []).flatMap(({ ip, hostnames = [] }, index) => [
    ...ipErrors(`${path}[${index}].ip`, ip),
    ...hostnames.flatMap((name, i) =>
      invalidEach(`${path}[${index}].hostnames[${i}]`, name, dnsSubdomainErrors(name)),
    ),
  ]);
}
