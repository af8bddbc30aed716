import { ConfigMaps } from '../../api/core/config-map';
import { Secrets } from '../../api/core/secret';
import { isApiError } from '../../api/errors';
import type { KubeObject } from '../../api/object';
import { milliValue } from '../../api/quantity';
import type { Container, EnvVar } from '../../api/schema/objects';
import { CommandError } from '../errors';
import { select } from '../select';
import type { Session } from '../session';

/** The variables that `--from` gives: one for each key of a ConfigMap or Secret. upstream: kubectl set env */
export function variablesFrom(session: Session): readonly EnvVar[] {
  const { flags } = session;
  const from = flags.text('from');
  if (from === '') return [];
  const wanted = flags.list('keys');
  const { items, errors } = select(session, { words: [from], latest: true });
  for (const error of errors) throw error;
  return items.flatMap(({ object }) => {
    if (object.kind !== 'ConfigMap' && object.kind !== 'Secret')
      throw new CommandError('unsupported resource specified in --from');
    const { data = {} } = object as KubeObject & {
      readonly data?: Readonly<Record<string, string>>;
    };
    return Object.keys(data)
      .filter((key) => wanted.length === 0 || wanted.includes(key))
      .sort()
      .map((key): EnvVar => {
        const name = key.replace(/[^a-zA-Z0-9_]/g, '_').toUpperCase();
        if (name !== key) session.warn(`Warning: key ${key} transferred to ${name}`);
        const reference = { name: object.metadata.name, key };
        const valueFrom =
          object.kind === 'Secret' ? { secretKeyRef: reference } : { configMapKeyRef: reference };
        return { name: flags.text('prefix') + name, valueFrom };
      });
  });
}

/** Where a variable's value comes from, in a word; '' when it has one of its own. */
function sourceText({ valueFrom }: EnvVar): string {
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = valueFrom ?? {};
  if (configMapKeyRef !== undefined)
    return `configmap ${configMapKeyRef.name ?? ''}, key ${configMapKeyRef.key}`;
  if (secretKeyRef !== undefined)
    return `secret ${secretKeyRef.name ?? ''}, key ${secretKeyRef.key}`;
  if (fieldRef !== undefined) return `field path ${fieldRef.fieldPath}`;
  if (resourceFieldRef === undefined) return valueFrom === undefined ? '' : 'invalid valueFrom';
  const { containerName, resource } = resourceFieldRef;
  return `resource field ${containerName ? `${containerName}/` : ''}${resource}`;
}

/** The object's own field of a path; an error in kubectl's words when it is none that it reads. */
function fieldOf({ metadata }: KubeObject, path: string): string {
  const match = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
  if (match !== null) {
    const map = match[1] === 'labels' ? metadata.labels : metadata.annotations;
    return map?.[match[2] ?? ''] ?? '';
  }
  if (path === 'metadata.name') return metadata.name;
  if (path === 'metadata.namespace') return metadata.namespace ?? '';
  if (path === 'metadata.uid') return metadata.uid ?? '';
  throw new CommandError(`unsupported fieldPath: ${path}`);
}

function keyOf(
  data: Readonly<Record<string, string>> | undefined,
  key: string,
  what: string,
): string {
  const value = data?.[key];
  if (value === undefined) throw new CommandError(`key ${key} not found in ${what}`);
  return value;
}

function resolved(
  session: Session,
  object: KubeObject,
  container: Container,
  variable: EnvVar,
): string {
  const { namespace } = object.metadata;
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = variable.valueFrom ?? {};
  if (configMapKeyRef !== undefined) {
    const { name = '', key } = configMapKeyRef;
    return keyOf(session.api.get(ConfigMaps, { namespace, name }).data, key, `config map ${name}`);
  }
  if (secretKeyRef !== undefined) {
    const { name = '', key } = secretKeyRef;
    const text = keyOf(session.api.get(Secrets, { namespace, name }).data, key, `secret ${name}`);
    return Buffer.from(text, 'base64').toString();
  }
  if (fieldRef !== undefined) return fieldOf(object, fieldRef.fieldPath);
  const { resource = '', divisor = '1' } = resourceFieldRef ?? {};
  const [list, ...rest] = resource.split('.');
  const amounts = list === 'limits' ? container.resources?.limits : container.resources?.requests;
  const amount = milliValue(amounts?.[rest.join('.')] ?? '0');
  return String(Math.ceil(amount / (milliValue(divisor) || 1000)));
}

/** A variable as `set env --list` shows it; with `--resolve` with the value that it refers to. */
export function variableText(
  session: Session,
  object: KubeObject,
  container: Container,
  variable: EnvVar,
): string {
  const source = sourceText(variable);
  if (source === '') return `${variable.name}=${variable.value ?? ''}`;
  const unresolved = `# ${variable.name} from ${source}`;
  if (!session.flags.boolean('resolve')) return unresolved;
  try {
    return `${variable.name}=${resolved(session, object, container, variable)}`;
  } catch (error) {
    if (!(error instanceof CommandError) && !isApiError(error)) throw error;
    session.warn(`error retrieving reference for ${variable.name}: ${error.message}`);
    return unresolved;
  }
}
