import type { Pod } from '../../api/schema/objects';

/**
 * What the kubelet tells of a container that does not run, to who wants to run something in it or to attach to it.
 * upstream: kubelet_pods, GetExec and GetAttach
 */
export function absentContainer({ metadata }: Pod, name: string, wish: 'exec' | 'attach'): string {
  return wish === 'exec'
    ? `container not found (${JSON.stringify(name)})`
    : `container ${name} not found in pod ${metadata.name}_${metadata.namespace}`;
}
