import type { FeatureGates } from '../api/features/feature-gates';
import type { Container } from '../api/schema/objects';

/** What asks a container to end: what it names, where it may, or what images that name none are sent. */
export function stopSignalOf(
  { lifecycle }: Container,
  { ContainerStopSignals: mayName }: FeatureGates,
): string {
  return (mayName ? lifecycle?.stopSignal : undefined) ?? 'SIGTERM';
}
