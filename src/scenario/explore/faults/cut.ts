import { spanText } from '../plan';
import { drawSpan, type Explorable, injectionOf, nearSomeWrite, programPhrase } from './explorable';

const SPAN_MAX = 30_000;

/** A program hears of no change for a while, then lists everything anew. */
export const cut: Explorable = {
  family: 'delay',
  draw(chance, { moments, programs }) {
    if (programs.size === 0 || moments.length === 0) return undefined;
    const who = programPhrase(chance.pick([...programs.keys()]));
    const at = nearSomeWrite(chance, moments);
    return injectionOf(at, { span: drawSpan(chance, SPAN_MAX) }, ({ span }) => ({
      en: `the watches of ${who.en} are cut for ${spanText(span).en}`,
      ko: `${who.ko}의 워치가 ${spanText(span).ko} 동안 끊긴다`,
    }));
  },
};
