import { MAX_SCORE } from './framework';

/** Scales scores so that the highest becomes 100, or with `reverse` 0. upstream: plugins/helper DefaultNormalizeScore */
export function normalizeScores(scores: Float64Array, reverse: boolean): void {
  let most = 0;
  for (const score of scores) if (score > most) most = score;
  for (let i = 0; i < scores.length; i++) {
    const scaled = most === 0 ? 0 : Math.trunc((MAX_SCORE * (scores[i] as number)) / most);
    scores[i] = reverse ? MAX_SCORE - scaled : scaled;
  }
}
