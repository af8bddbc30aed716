import { spanText } from '../plan';
import { drawSpan, type Explorable, injectionOf, nearSomeWrite, programPhrase } from './explorable';

const LAG_MAX = 5000;
const SPAN_MAX = 60_000;

/** News reaches a program late for a while: its cache is stale. */
export const lag: Explorable = {
  family: 'delay',
  draw(chance, { moments, programs }) {
    if (programs.size === 0 || moments.length === 0) return undefined;
    const name = chance.pick([...programs.keys()]);
    const numbers = { by: drawSpan(chance, LAG_MAX), span: drawSpan(chance, SPAN_MAX) };
    const at = nearSomeWrite(chance, moments);
    const who = programPhrase(name);
    return injectionOf(at, numbers, ({ by, span }) => ({
      en: `the watches of ${who.en} lag by ${spanText(by).en} for ${spanText(span).en}`,
      ko: `${who.ko}의 워치가 ${spanText(span).ko} 동안 ${spanText(by).ko} 늦게 온다`,
    }));
  },
};
