import { schemaData } from '../../api/schema/schema';
import type { Command } from '../command';
import { KUBECTL_VERSION } from '../flag-table';
import { formatOf, writeValue } from '../print/printer';

/** `kubectl version`. */
export const versionCommand: Command = {
  path: 'version',
  flags: ['client', 'output'],
  run(session) {
    const server = `${schemaData.kubernetes}.0`;
    const isClient = session.flags.boolean('client');
    const format = formatOf(session);
    if (format.name !== '') {
      const [major = '', minor = ''] = server.replace('v', '').split('.');
      const of = (gitVersion: string) => ({ gitVersion, major, minor });
      const info = {
        clientVersion: of(KUBECTL_VERSION),
        ...(isClient ? {} : { serverVersion: of(server) }),
      };
      writeValue(session, format, info);
      return undefined;
    }
    session.print(`Client Version: ${KUBECTL_VERSION}`);
    session.print('Kustomize Version: v5.7.1');
    if (!isClient) session.print(`Server Version: ${server}`);
    return undefined;
  },
};
