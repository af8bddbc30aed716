import { type Phrase, spanText } from '../plan';
import { DOWN_MAX } from './crash';
import { drawSpan, type Explorable, injectionOf, koreanSubject, programPhrase } from './explorable';

/** A program dies right after one of its writes, in the middle of what it is about, and is started again. */
export const crashAtWrite: Explorable = {
  family: 'crash',
  draw(chance, { programs }) {
    const busy = [...programs].filter(([, writes]) => writes.length > 0);
    if (busy.length === 0) return undefined;
    const [name, writes] = chance.pick(busy);
    const { step, number } = chance.pick(writes);
    const numbers = { back: drawSpan(chance, DOWN_MAX) };
    return injectionOf({ step, offset: 0 }, numbers, ({ back }) => phrase(name, number, back));
  },
};

function phrase(name: string, write: number, back: number): Phrase {
  const which =
    write === 1
      ? { en: 'next write', ko: '다음 쓰기' }
      : { en: `${ordinal(write)} write from now`, ko: `지금부터 ${write}번째 쓰기` };
  const span = spanText(back);
  return {
    en: `${programPhrase(name).en} crashes at its ${which.en} and starts again after ${span.en}`,
    ko: `${koreanSubject(name)} ${which.ko}에서 갑자기 멈췄다가 ${span.ko} 뒤에 다시 시작된다`,
  };
}

function ordinal(number: number): string {
  const isTeen = number % 100 >= 11 && number % 100 <= 13;
  const ending = isTeen ? undefined : ['th', 'st', 'nd', 'rd'][number % 10];
  return `${number}${ending ?? 'th'}`;
}
