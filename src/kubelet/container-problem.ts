import type { Container as ContainerSpec, Pod } from '../api/schema/objects';
import { expandReferences } from './pod-config';
import { formatPod } from './pod-state';

/** Why a container cannot be made of what its Pod says; undefined when it can. upstream: kubelet_pods.go, makeMounts, and kuberuntime security_context.go */
export function containerProblem(
  pod: Pod,
  spec: ContainerSpec,
  env: ReadonlyMap<string, string>,
): string | undefined {
  const { runAsNonRoot, runAsUser } = { ...pod.spec.securityContext, ...spec.securityContext };
  if (runAsNonRoot === true && runAsUser === 0) {
    return `container's runAsUser breaks non-root policy (pod: ${JSON.stringify(formatPod(pod))}, container: ${spec.name})`;
  }
  for (const { subPath, subPathExpr } of spec.volumeMounts ?? []) {
    const problem = subPathProblem(subPath, subPathExpr, env);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function subPathProblem(
  subPath: string | undefined,
  expression: string | undefined,
  env: ReadonlyMap<string, string>,
): string | undefined {
  if (expression !== undefined && expression !== '') {
    for (const [, name = ''] of expression.matchAll(/(?<!\$)\$\(([^)]*)\)/g)) {
      if (!env.has(name)) return `missing value for ${JSON.stringify(name)}`;
    }
  }
  const path = expression ? expandReferences(expression, env) : subPath;
  if (path === undefined || path === '') return undefined;
  if (path.startsWith('/')) return `error SubPath \`${path}\` must not be an absolute path`;
  if (path.split('/').includes('..')) {
    return `unable to provision SubPath \`${path}\`: must not contain '..'`;
  }
  return undefined;
}
