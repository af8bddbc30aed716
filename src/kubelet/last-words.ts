import type { Container as ContainerSpec } from '../api/schema/objects';
import type { ContainerFiles } from './container-files';
import type { ContainerLog } from './container-log';

/** upstream: MaxContainerTerminationMessageLength and its like for logs */
const MESSAGE_MAX = 4096;
const MESSAGE_LOG_MAX = 2048;
const MESSAGE_LINES = 80;

/** What a container left to be said of its end. upstream: getTerminationMessage */
export function lastWords(
  spec: ContainerSpec,
  code: number,
  files: ContainerFiles,
  log: ContainerLog,
): string {
  const path = spec.terminationMessagePath ?? '/dev/termination-log';
  const written = files.read(path)?.slice(0, MESSAGE_MAX) ?? '';
  if (written !== '' || code === 0) return written;
  if (spec.terminationMessagePolicy !== 'FallbackToLogsOnError') return '';
  return log.end(MESSAGE_LINES).slice(-MESSAGE_LOG_MAX);
}
