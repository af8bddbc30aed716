import { type FieldError, invalid, required } from './field-error';
import { dnsSubdomainErrors, portErrors } from './names';
import type { ServiceReference, WebhookClientConfig } from './schema/objects';

const FORM = '; desired format: https://host[/path]';

// upstream: apiserver webhook, ValidateWebhookURL
function validateUrl(text: string, path: string): FieldError[] {
  const match =
    /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/.exec(
      text,
    );
  if (match === null || /[\p{Cc}\s]/u.test(text.split('/').slice(0, 3).join('/'))) {
    const why = `parse ${JSON.stringify(text)}: invalid character in host name`;
    return [required(path, `url must be a valid URL: ${why}${FORM}`)];
  }
  const errors: FieldError[] = [];
  const [, scheme = '', authority = '', , query = '', fragment = ''] = match;
  const at = authority.lastIndexOf('@');
  const [user, host] = [authority.slice(0, Math.max(0, at)), authority.slice(at + 1)];
  if (scheme.toLowerCase() !== 'https') {
    const detail = `'https' is the only allowed URL scheme${FORM}`;
    errors.push(invalid(path, scheme.toLowerCase(), detail));
  }
  if (host === '') errors.push(invalid(path, host, `host must be specified${FORM}`));
  if (user !== '') {
    errors.push(invalid(path, user, 'user information is not permitted in the URL'));
  }
  if (fragment !== '') {
    errors.push(invalid(path, fragment, 'fragments are not permitted in the URL'));
  }
  if (query !== '') {
    errors.push(invalid(path, query, 'query parameters are not permitted in the URL'));
  }
  return errors;
}

function validateServicePath(value: string, path: string): FieldError[] {
  if (value === '/' || value === '') return [];
  if (value === '//') return [invalid(path, value, 'segment[0] may not be empty')];
  const errors: FieldError[] = [];
  if (!value.startsWith('/')) errors.push(invalid(path, value, "must start with a '/'"));
  value
    .slice(1)
    .replace(/\/$/, '')
    .split('/')
    .forEach((step, index) => {
      if (step === '') {
        errors.push(invalid(path, value, `segment[${index}] may not be empty`));
        return;
      }
      for (const detail of dnsSubdomainErrors(step)) {
        errors.push(invalid(path, value, `segment[${index}]: ${detail}`));
      }
    });
  return errors;
}

// upstream: apiserver webhook, ValidateWebhookService
function validateService(service: ServiceReference, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { name = '', namespace = '', port = 0 } = service;
  if (name === '') errors.push(required(`${path}.name`, 'service name is required'));
  if (namespace === '') {
    errors.push(required(`${path}.namespace`, 'service namespace is required'));
  }
  const wrong = portErrors(port);
  if (wrong.length > 0) {
    errors.push(invalid(`${path}.port`, port, `port is not valid: ${wrong.join(',')}`));
  }
  if (service.path === undefined) return errors;
  return [...errors, ...validateServicePath(service.path, `${path}.path`)];
}

/** What is wrong with how a webhook is called: by a URL or through a Service, not both. */
export function validateWebhookClient(
  { url, service }: Pick<WebhookClientConfig, 'url' | 'service'>,
  path: string,
): FieldError[] {
  if ((url === undefined) === (service === undefined)) {
    return [required(path, 'exactly one of url or service is required')];
  }
  if (service !== undefined) return validateService(service, `${path}.service`);
  return validateUrl(url ?? '', `${path}.url`);
}
