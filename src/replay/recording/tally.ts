import type { KnownBehaviour } from '../newer/behaviour';
import type { Fact } from '../newer/run';

/** Counts facts and keeps those that differ, until it can be told which of them have changed with the version. */
export class Tally {
  private equal = 0;
  private readonly differing: Fact[] = [];

  fact(holds: boolean, describe: () => Fact): void {
    if (holds) this.equal++;
    else this.differing.push(describe());
  }

  /** What was counted; facts that are known to have changed with the version are not compared. */
  result(known: KnownBehaviour) {
    const newer: string[] = [];
    const differences: string[] = [];
    for (const fact of this.differing) {
      const why = known.of(fact);
      if (why === undefined) differences.push(fact.text);
      else newer.push(`${fact.text} (${why.since}: ${why.reason})`);
    }
    const { equal } = this;
    return { equal, compared: equal + differences.length, newer, differences };
  }
}
