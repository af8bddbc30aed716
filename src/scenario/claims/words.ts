import { Pods } from '../../api/core/pod';
import type { Pod } from '../../api/schema/objects';
import type { Claim } from '../expect';
import { describeReference, type Reference } from '../reference';
import { holds, pending, vacuous } from '../verdict';
import { podsOf } from '../workload';
import type { World } from '../world';
import { missing } from './objects';

/** The last "try to" was refused, and the message contains the text. */
export function isRefusedWith(text: string): Claim {
  return (world) => {
    if (!world.tried) return vacuous('nothing was tried');
    if (world.refusal === undefined)
      return pending(`it was not refused; it said: ${(world.output ?? '').trim()}`);
    return normal(world.refusal).includes(normal(text))
      ? holds
      : pending(`it was refused with:\n      ${world.refusal.trim()}`);
  };
}

/** The last "try to" was refused, whatever the reason. */
export const isRefused: Claim = (world) => isRefusedWith('')(world);

/** The last "try to" went through. */
export const isAccepted: Claim = ({ tried, refusal }) => {
  if (!tried) return vacuous('nothing was tried');
  return refusal === undefined ? holds : pending(`it was refused with:\n      ${refusal.trim()}`);
};

function normal(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** What a claim says of the output of the last command; vacuous while there was none. */
function ofOutput(holdsFor: (output: string) => boolean, wanted = ''): Claim {
  return ({ output }) => {
    if (output === undefined) return vacuous('no command has run');
    return holdsFor(output) ? holds : pending(`the output is:\n${output.trimEnd()}${wanted}`);
  };
}

/** The last command printed exactly this; blanks at the end do not count. */
export function outputIs(text: string): Claim {
  const trim = (value: string) => value.replace(/[ \t]+$/gm, '').replace(/\n+$/, '');
  return ofOutput((output) => trim(output) === trim(text), `\n  instead of:\n${text}`);
}

export function outputContains(text: string): Claim {
  return ofOutput((output) => output.includes(text));
}

export function outputLacks(text: string): Claim {
  return ofOutput((output) => !output.includes(text));
}

/** Some container of the Pod, or of a Pod of the workload, has written the text. */
export function logContains(reference: Reference, text: string, container?: string): Claim {
  return (world) => {
    const lines = linesOf(world, reference, container);
    if (typeof lines === 'string') return pending(lines);
    return lines.some((line) => line.includes(text)) ? holds : pending(logIs(lines));
  };
}

/** No container of the Pod, or of a Pod of the workload, has written the text; vacuous while there is nobody who could. */
export function logLacks(reference: Reference, text: string, container?: string): Claim {
  return (world) => {
    const lines = linesOf(world, reference, container);
    if (typeof lines === 'string') return vacuous(lines);
    return lines.some((line) => line.includes(text)) ? pending(logIs(lines)) : holds;
  };
}

function logIs(lines: readonly string[]): string {
  return `the log is: ${lines.slice(-5).join(' | ') || 'empty'}`;
}

/** What the containers have written, in this run and the one before; a text that says why there is nobody who could. */
function linesOf(
  world: World,
  reference: Reference,
  only: string | undefined,
): readonly string[] | string {
  const isPod = reference.kind.id === Pods.id;
  const pod = isPod ? world.cluster.server.store.find(Pods, reference) : undefined;
  const pods = pod !== undefined ? [pod] : isPod ? [] : podsOf(world, reference);
  if (pods.length === 0) {
    return isPod ? missing(world, reference) : `there is no Pod of ${describeReference(reference)}`;
  }
  const lines: string[] = [];
  let looked = 0;
  for (const pod of pods) {
    const machine = world.cluster.machines.get(pod.spec.nodeName ?? '');
    for (const { name } of [...(pod.spec.initContainers ?? []), ...pod.spec.containers]) {
      if (only !== undefined && name !== only) continue;
      looked++;
      for (const previous of [true, false]) {
        const log = machine?.logs(pod.metadata.uid, name, { previous }) ?? [];
        lines.push(...log.map((line) => line.text));
      }
    }
  }
  if (looked > 0) return lines;
  const [{ spec }] = pods as readonly [Pod];
  const names = spec.containers.map(({ name }) => `"${name}"`).join(', ');
  return `there is no container "${only}"; there are: ${names}`;
}
