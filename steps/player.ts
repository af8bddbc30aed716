import { DataTable } from '@cucumber/cucumber';
import type { GherkinDocument, Pickle } from '@cucumber/messages';
import { AssertionError } from 'chai';
import {
  type Aim,
  type Failure,
  type Line,
  linesOf,
  type Outcome,
  type Plan,
  type Script,
  type ScriptStep,
} from '../src/scenario/explore/plan';
import { UserError } from '../src/scenario/user-error';
import type { World } from '../src/scenario/world';
import type { HookParameter, Library } from './library';
import { scriptOf } from './script';
import { worldOf } from './world';

/** The hooks that judge, record and explore a run of cucumber's; a player does that by itself. */
export const EVIDENCE = 'laws and evidence';
export const EXPLORATION = 'exploration';

/** How a run ended, and the world that it left. */
export interface Played {
  readonly outcome: Outcome;
  readonly world: World | undefined;
}

type Definition = Library['stepDefinitions'][number];

/** Runs plans of one scenario through the steps and hooks that are loaded, without cucumber's reports. */
export class Player {
  readonly script: Script;
  private readonly definitions = new Map<string, Definition>();

  constructor(
    private readonly library: Library,
    private readonly pickle: Pickle,
    private readonly gherkinDocument: GherkinDocument,
    private readonly parameters: unknown = {},
  ) {
    this.script = scriptOf(pickle, gherkinDocument);
  }

  /** Runs a plan as `wavetank run` runs the feature that it prints; held to laws alone, it goes on when a claim fails. */
  async play(plan: Plan, aim: Aim = 'claims and laws'): Promise<Played> {
    const { library, script } = this;
    const nothing = () => undefined;
    const { parameters } = this;
    const told = { attach: nothing, log: nothing, link: nothing, parameters };
    const holder = new library.World(told);
    const parameter = { pickle: this.pickleOf(plan), gherkinDocument: this.gherkinDocument };
    let failure = await this.runHooks(library.beforeTestCaseHookDefinitions, holder, parameter);
    const lines = failure === undefined ? linesOf(script, plan) : [];
    let step = 0;
    for (const line of lines) {
      step = line.index ?? step;
      const error = await this.runLine(line, holder, parameter);
      if (error === undefined) continue;
      if (isAmiss(line, lines, error)) {
        return { outcome: { state: 'inapplicable' }, world: worldOf(holder) };
      }
      if (aim === 'laws' && isExpected(error)) continue;
      failure = { what: line.step.text, step, message: messageOf(error) };
      break;
    }
    const world = worldOf(holder);
    failure ??= brokenLaw(world, lines);
    const result = { status: failure === undefined ? 'PASSED' : 'FAILED' };
    const after = [...library.afterTestCaseHookDefinitions].reverse();
    const own = after.filter(({ name }) => name !== EVIDENCE && name !== EXPLORATION);
    const late = await this.runHooks(own, holder, { ...parameter, result });
    failure ??= late;
    return {
      outcome: failure === undefined ? { state: 'passed' } : { state: 'failed', failure },
      world,
    };
  }

  /** The scenario with the tags of the plan. */
  private pickleOf({ seed, shuffle }: Plan): Pickle {
    const [any] = this.pickle.tags;
    const own = this.pickle.tags.filter(({ name }) => !/^@(seed\(|explore\(|shuffle$)/.test(name));
    const names = [`@seed(${seed})`, ...(shuffle ? ['@shuffle'] : [])];
    const astNodeId = any?.astNodeId ?? '';
    return { ...this.pickle, tags: [...own, ...names.map((name) => ({ name, astNodeId }))] };
  }

  private async runHooks(
    hooks: Library['beforeTestCaseHookDefinitions'],
    holder: object,
    parameter: HookParameter,
  ): Promise<Failure | undefined> {
    for (const hook of hooks) {
      if (!hook.appliesToTestCase(parameter.pickle)) continue;
      try {
        await called(hook.code, holder, [parameter], 1);
      } catch (error) {
        return { what: `the hook ${hook.name ?? ''}`, step: 0, message: messageOf(error) };
      }
    }
    return undefined;
  }

  /** The error of a line; undefined when all is well. */
  private async runLine(
    { step }: Line,
    holder: object,
    parameter: HookParameter,
  ): Promise<unknown> {
    const { library } = this;
    const told = { ...parameter, pickleStep: { text: step.text } };
    try {
      for (const hook of library.beforeTestStepHookDefinitions) {
        if (hook.appliesToTestCase(parameter.pickle)) await called(hook.code, holder, [told], 1);
      }
      const definition = this.definitionOf(step.text);
      const args = [
        ...(definition.expression.match(step.text) ?? []).map((arg) => arg.getValue(holder)),
        ...argumentOf(step),
      ];
      await called(definition.code, holder, args, args.length);
      return undefined;
    } catch (error) {
      return error ?? new Error('a step failed without saying why');
    } finally {
      for (const hook of [...library.afterTestStepHookDefinitions].reverse()) {
        if (hook.appliesToTestCase(parameter.pickle)) await called(hook.code, holder, [told], 1);
      }
    }
  }

  private definitionOf(text: string): Definition {
    const known = this.definitions.get(text);
    if (known !== undefined) return known;
    const found = this.library.stepDefinitions.filter((each) => each.matchesStepName(text));
    const [definition] = found;
    if (definition === undefined || found.length > 1) {
      throw new Error(`${found.length} sentences match "${text}"`);
    }
    this.definitions.set(text, definition);
    return definition;
  }
}

/** Calls a step or hook in any of the ways that cucumber-js knows: at once, with a promise, with a callback. */
async function called(
  code: Definition['code'],
  holder: object,
  args: unknown[],
  arity: number,
): Promise<void> {
  if (code.length <= arity) {
    await code.apply(holder, args);
    return;
  }
  const callback = await new Promise<unknown>((resolve) => {
    const result = code.apply(holder, [...args, resolve]);
    if (result !== undefined) resolve(undefined);
  });
  if (callback) throw callback;
}

/** True when a fault had nothing that it could hit, at once or when its time had come. */
function isAmiss(line: Line, lines: readonly Line[], error: unknown): boolean {
  if (!(error instanceof UserError)) return false;
  if (line.index === undefined) return true;
  return lines.some(
    ({ index, step }) => index === undefined && error.message.startsWith(`${step.text}: `),
  );
}

/** True for what a fault may well bring about: a claim that does not hold, or a step that finds nothing to act on. */
function isExpected(error: unknown): boolean {
  return error instanceof AssertionError || error instanceof UserError;
}

function argumentOf({ docString, table }: ScriptStep): unknown[] {
  if (docString !== undefined) return [docString.content];
  return table === undefined ? [] : [new DataTable(table.map((row) => [...row]))];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The first law that was broken, and the step in which that was; undefined when none was. */
function brokenLaw(world: World, lines: readonly Line[]): Failure | undefined {
  const [breach] = world.hasCluster ? world.laws.breaches : [];
  if (breach === undefined) return undefined;
  let step = 0;
  for (const [index, { seq }] of world.marks.entries()) {
    if (seq > breach.witness) break;
    step = lines[index]?.index ?? step;
  }
  return { what: `the law "${breach.law}"`, step, message: breach.text };
}
