import { schemaData } from '../api/schema/schema';

const [major = '1', minor = ''] = schemaData.kubernetes.slice(1).split('.');

/** What `/version` answers. The build is nobody's: this is a simulation. */
export const SERVER_VERSION = {
  major,
  minor,
  emulationMajor: major,
  emulationMinor: minor,
  minCompatibilityMajor: major,
  minCompatibilityMinor: String(Number(minor) - 1),
  gitVersion: `${schemaData.kubernetes}.0`,
  gitCommit: '0000000000000000000000000000000000000000',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: 'wavetank',
  compiler: 'wavetank',
  platform: 'linux/amd64',
} as const;
