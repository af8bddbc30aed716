import type { Pause, Process } from '../container/process';
import { isEndless } from './loops';
import type { LoopCommand } from './syntax';

/** How long one turn of a loop takes that does not pause by itself, in milliseconds. */
const TURN = 1;
const ENDLESS_TURN = 1000;
/** A loop that goes on longer polls for something that may never come: nobody should wait for it. */
const UNTIL_TURNS_MAX = 10;
const WHILE_TURNS_MAX = 100;

/** When what a shell runs pauses, and whether anybody should wait for what comes after. */
export class Pace {
  private pauses = 0;
  private endlessLoops = 0;

  /** How many pauses there were. */
  get count(): number {
    return this.pauses;
  }

  *pause(sleep: number): Process {
    this.pauses++;
    yield { sleep, endless: this.endlessLoops > 0 };
    return 0;
  }

  /** Runs a process with its own pauses; a signal ends it early where `isInterrupted` says so. */
  *run(process: Process, isInterrupted?: () => boolean): Process {
    const until: Pick<Pause, 'until'> = isInterrupted === undefined ? {} : { until: 'signal' };
    for (let turn = process.next(); ; turn = process.next()) {
      if (turn.done === true) return turn.value;
      this.pauses++;
      yield { ...turn.value, endless: turn.value.endless || this.endlessLoops > 0, ...until };
      if (isInterrupted?.() === true) return 143;
    }
  }

  /** What follows belongs to a loop that goes round for ever. */
  enterEndless(): void {
    this.endlessLoops++;
  }

  leaveEndless(): void {
    this.endlessLoops--;
  }
}

/** The turns of one loop: each takes some time, and after many nobody waits any more. */
export class LoopPace {
  private turn = 0;
  private pausesBefore = 0;
  private endless = false;
  private readonly turnsMax: number;

  constructor(
    private readonly pace: Pace,
    command: LoopCommand,
  ) {
    this.turnsMax = command.until ? UNTIL_TURNS_MAX : WHILE_TURNS_MAX;
    if (isEndless(command)) this.becomeEndless();
  }

  beginTurn(): void {
    if (!this.endless && this.turn === this.turnsMax) this.becomeEndless();
    this.turn++;
    this.pausesBefore = this.pace.count;
  }

  *endTurn(): Process {
    if (this.pace.count > this.pausesBefore) return 0;
    return yield* this.pace.pause(this.endless ? ENDLESS_TURN : TURN);
  }

  leave(): void {
    if (this.endless) this.pace.leaveEndless();
  }

  private becomeEndless(): void {
    this.endless = true;
    this.pace.enterEndless();
  }
}
