import { isApiError } from '../../api/errors';
import type { KubeObject } from '../../api/object';
import { structOf } from '../../api/schema/schema';
import type { Command } from '../command';
import { CommandError } from '../errors';
import { inGoOrder } from '../print/go-order';
import { formatOf, writeTyped } from '../print/printer';
import { nameOf } from './generator';
import { askRaw } from './raw';

/** The kinds of objects to which a token can be bound. */
const BINDABLE: Readonly<Record<string, string>> = { Pod: 'v1', Secret: 'v1', Node: 'v1' };

/** `kubectl create token`. */
export const createTokenCommand: Command = {
  path: 'create token',
  flags: [
    'audience',
    'bound-object-kind',
    'bound-object-name',
    'bound-object-uid',
    'duration',
    'output',
    'template',
  ],
  run(session) {
    const { flags } = session;
    const name = nameOf(session);
    const seconds = Math.round(flags.duration('duration') / 1000);
    if (seconds < 0) throw new CommandError('--duration must be greater than or equal to 0');
    const kind = flags.text('bound-object-kind');
    const bound = flags.text('bound-object-name');
    if (kind === '' && bound !== '')
      throw new CommandError(
        '--bound-object-name can only be set if --bound-object-kind is provided',
      );
    const apiVersion = BINDABLE[kind];
    if (kind !== '' && apiVersion === undefined)
      throw new CommandError('supported --bound-object-kind values are Node, Pod, Secret');
    if (kind !== '' && bound === '')
      throw new CommandError('--bound-object-name is required if --bound-object-kind is provided');
    const uid = flags.text('bound-object-uid');
    const ref = { kind, apiVersion, name: bound, ...(uid === '' ? {} : { uid }) };
    const body = {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      metadata: {},
      spec: {
        audiences: flags.list('audience'),
        ...(seconds > 0 ? { expirationSeconds: seconds } : {}),
        ...(kind === '' ? {} : { boundObjectRef: ref }),
      },
    };
    const path = `/api/v1/namespaces/${session.namespace}/serviceaccounts/${name}/token`;
    let answer: { readonly status?: { readonly token?: string } };
    try {
      answer = JSON.parse(askRaw(session, 'POST', path, body));
    } catch (error) {
      if (!isApiError(error)) throw error;
      throw new CommandError(`failed to create token: ${error.message}`);
    }
    const format = formatOf(session);
    if (format.name === '') session.print(answer.status?.token ?? '');
    else {
      const typed = inGoOrder(
        answer as KubeObject,
        structOf('io.k8s.api.authentication.v1.TokenRequest'),
      );
      writeTyped(session, format, typed, `tokenrequest.authentication.k8s.io/${name}`);
    }
    return undefined;
  },
};
