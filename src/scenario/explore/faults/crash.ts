import type { Random } from '../../../sim/random';
import type { Activity } from '../activity';
import { type Injection, spanText } from '../plan';
import {
  drawSpan,
  type Explorable,
  injectionOf,
  koreanSubject,
  nearSomeWrite,
  programPhrase,
} from './explorable';

/** So long what crashed stays away at most, in milliseconds: less than until a silent node counts as lost. */
export const DOWN_MAX = 30_000;

/** One of these programs dies at some moment and is started again; undefined when there is none. */
export function crashOf(
  chance: Random,
  { moments }: Activity,
  names: readonly string[],
): Injection | undefined {
  if (names.length === 0 || moments.length === 0) return undefined;
  const name = chance.pick(names);
  const at = nearSomeWrite(chance, moments);
  return injectionOf(at, { back: drawSpan(chance, DOWN_MAX) }, ({ back }) => ({
    en: `${programPhrase(name).en} crashes and starts again after ${spanText(back).en}`,
    ko: `${koreanSubject(name)} 갑자기 멈췄다가 ${spanText(back).ko} 뒤에 다시 시작된다`,
  }));
}

/** A program of the control plane, or one beside it, dies at some moment and is started again. */
export const crash: Explorable = {
  family: 'crash',
  draw(chance, activity) {
    const names = [...activity.programs.keys()].filter((name) => !name.startsWith('kubelet/'));
    return crashOf(chance, activity, names);
  },
};
