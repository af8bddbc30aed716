import type { Container as ContainerSpec } from '../../api/schema/objects';
import type { ContainerFiles } from './container-files';
import type { ContainerLog } from './container-log';

/** upstream: MaxContainerTerminationMessageLength and its like for logs */
const MESSAGE_MAX = 4096;
const MESSAGE_LOG_MAX = 2048;
const MESSAGE_LINES = 80;

/** Where a container may leave a message. */
export function messagePath({ terminationMessagePath }: ContainerSpec): string {
  return terminationMessagePath ?? '/dev/termination-log';
}

/** What a container left to be said of its end; without files it has written none. upstream: getTerminationMessage */
export function lastWords(
  spec: ContainerSpec,
  code: number,
  files: ContainerFiles | undefined,
  log: ContainerLog,
): string {
  const written = files?.read(messagePath(spec))?.slice(0, MESSAGE_MAX) ?? '';
  if (written !== '' || code === 0) return written;
  if (spec.terminationMessagePolicy !== 'FallbackToLogsOnError') return '';
  return log.end(MESSAGE_LINES).slice(-MESSAGE_LOG_MAX);
}
