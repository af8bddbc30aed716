import { schemaData } from '../../api/schema/schema';
import { yamlText } from '../../api/yaml-text';
import { SERVER_VERSION } from '../../apiserver/version';
import type { Command } from '../command';
import { CommandError } from '../errors';
import { KUBECTL_VERSION } from '../flag-table';

const KUSTOMIZE = 'v5.7.1';
const [major = '1', minor = ''] = schemaData.kubernetes.slice(1).split('.');

/** The build of the kubectl whose words these are. */
const CLIENT_VERSION = {
  major,
  minor,
  gitVersion: KUBECTL_VERSION,
  gitCommit: 'ebfac057369b21558006b8815821ab2fb1e29f2d',
  gitTreeState: 'clean',
  buildDate: '2026-02-26T20:06:18Z',
  goVersion: 'go1.24.13',
  compiler: 'gc',
  platform: 'linux/amd64',
} as const;

/** `kubectl version`. */
export const versionCommand: Command = {
  path: 'version',
  flags: ['client', 'output'],
  run(session) {
    const { flags, words } = session;
    if (words.length > 0) throw new CommandError(`extra arguments: [${words.join(' ')}]`);
    const isClient = flags.boolean('client');
    const output = flags.text('output');
    const info = {
      clientVersion: CLIENT_VERSION,
      kustomizeVersion: KUSTOMIZE,
      ...(isClient ? {} : { serverVersion: SERVER_VERSION }),
    };
    if (output === 'yaml') session.print(yamlText(info));
    else if (output === 'json') session.print(JSON.stringify(info, null, 2));
    else if (output !== '') throw new CommandError("--output must be 'yaml' or 'json'");
    else {
      session.print(`Client Version: ${CLIENT_VERSION.gitVersion}`);
      session.print(`Kustomize Version: ${KUSTOMIZE}`);
      if (!isClient) session.print(`Server Version: ${SERVER_VERSION.gitVersion}`);
    }
    return undefined;
  },
};
