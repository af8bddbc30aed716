import { digestOf } from '../src/scenario/digest';
import { type Activity, activityOf } from '../src/scenario/explore/activity';
import { type Family, families } from '../src/scenario/explore/faults';
import type { Aim, Script } from '../src/scenario/explore/plan';
import { featureText } from '../src/scenario/explore/print';
import { type Finding, plainPlan, reduce, search } from '../src/scenario/explore/search';
import type { Asking, Broken } from '../src/scenario/explore/shrink';
import { UserError } from '../src/scenario/user-error';
import type { World } from '../src/scenario/world';
import type { Player } from './player';

/** How a scenario is explored. */
export interface ExplorerOptions {
  readonly seed: number;
  readonly faults?: readonly Family[];
  readonly aim?: Aim;
  /** Called with the world that each run leaves. */
  readonly hear?: (world: World) => void;
}

/** Looks for runs of one scenario that break a claim or a law. */
export class Explorer {
  private constructor(
    private readonly player: Player,
    private readonly activity: Activity,
    private readonly options: ExplorerOptions,
  ) {}

  /** Runs the scenario as it stands, which it must pass; a UserError that says why when it does not. */
  static async of(player: Player, options: ExplorerOptions): Promise<Explorer> {
    const { outcome, world } = await player.play(plainPlan(player.script, options.seed, false));
    if (outcome.state === 'failed') {
      const { what, message } = outcome.failure;
      throw new UserError(`the scenario fails without any fault, at: ${what}\n${message}`);
    }
    const activity = world === undefined ? undefined : activityOf(world);
    if (activity === undefined || activity.moments.length === 0) {
      throw new UserError('nothing happens in the scenario once its cluster is there');
    }
    return new Explorer(player, activity, options);
  }

  get script(): Script {
    return this.player.script;
  }

  /** The first of the seeds whose run fails; undefined when none does. */
  search(seeds: Iterable<number>): Promise<Broken | undefined> {
    const { script, activity } = this;
    const { faults = families } = this.options;
    return this.drive(search({ script, activity, faults }, seeds));
  }

  /** Makes a run that fails as small as it gets. */
  reduce(found: Broken): Promise<Finding> {
    return this.drive(reduce(found));
  }

  /** The feature that replays the smallest run that was found, with the digest of its trace. */
  async feature({ smallest: { plan, failure } }: Finding): Promise<string> {
    const { script } = this;
    const { world } = await this.player.play(plan);
    return featureText(script, plan, [
      `Found by \`wavetank explore ${script.uri}\`; it breaks: ${failure.what}`,
      'Files are looked for beside that feature, so keep this one there.',
      ...(world === undefined ? [] : [`trace ${digestOf(world.cluster.trace)}`]),
    ]);
  }

  private async drive<R>(asking: Asking<R>): Promise<R> {
    let turn = asking.next();
    while (turn.done !== true) {
      const { outcome, world } = await this.player.play(turn.value, this.options.aim);
      if (world !== undefined) this.options.hear?.(world);
      // whoever runs this may have something to say in between
      await new Promise(setImmediate);
      turn = asking.next(outcome);
    }
    return turn.value;
  }
}

/** What was found as a person reads it: what broke, and how small the run became. */
export function findingText({ found, smallest, runs }: Finding): string {
  const { seed } = found.plan;
  const size = ({ plan }: Broken) =>
    `${counted(plan.injections.length, 'fault')} and ${counted(plan.steps.length, 'step')}`;
  return [
    `seed ${seed} breaks ${smallest.failure.what}`,
    ...smallest.failure.message.split('\n').map((line) => `  ${line}`),
    `shrunk from ${size(found)} to ${size(smallest)} in ${counted(runs, 'run')}`,
  ].join('\n');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
