import { Input } from '../container/input';
import type { Pause, Process, Signals, Surroundings } from '../container/process';
import { imageProgram } from '../programs';
import { builtins, readsInput } from './builtins';
import { Capture } from './capture';
import { nextCommand } from './dialogue';
import { baseName, invocationOf, isShell } from './invocation';
import { type Io, type ShellState, untilEnd } from './io';
import { LoopPace, Pace } from './pace';
import { parseShell, scriptOf } from './parser';
import { redirect } from './redirect';
import {
  type Command,
  type ForCommand,
  type LoopCommand,
  type Pipeline,
  type Redirect,
  type Script,
  ShellSyntaxError,
  type SimpleCommand,
  type Word,
} from './syntax';
import { waitingCommand } from './waiting-commands';
import { expandWord } from './word-expansion';

const DEPTH_MAX = 50;

/** How a shell was started. */
export interface ShellStart {
  readonly args?: readonly string[];
  /** `-e`. */
  readonly exitOnError?: boolean;
  /** How many shells there are around it. */
  readonly depth?: number;
  /** What it calls itself in its errors; `sh` when left out. */
  readonly name?: string;
}

/** Runs the scripts of one `sh`: variables, options, traps and background jobs are its own. */
export class Shell implements Signals {
  private readonly state: ShellState;
  private pending: string | undefined;
  private readonly pace = new Pace();

  constructor(
    private readonly around: Surroundings,
    private readonly start: ShellStart = {},
  ) {
    this.state = {
      variables: new Map(around.env),
      args: start.args ?? [],
      code: 0,
      leave: undefined,
      exitOnError: start.exitOnError === true,
      traps: new Map(),
      jobs: [],
      directory: '/',
    };
  }

  private get depth(): number {
    return this.start.depth ?? 0;
  }

  private get name(): string {
    return this.start.name ?? 'sh';
  }

  /** The process of `sh -c text`. */
  *main(text: string): Process {
    const { write: out, writeError: err, input } = this.around;
    const io: Io = { out, err, input };
    if (this.depth > DEPTH_MAX) return 2;
    const script = scriptOf(text);
    if (script instanceof ShellSyntaxError) {
      io.err(`${this.name}: syntax error: ${script.message}\n`);
      return 2;
    }
    yield* this.run(script, io);
    const exit = this.state.traps.get('EXIT');
    if (exit !== undefined) {
      const { code } = this.state;
      this.state.leave = undefined;
      yield* this.run(parseShell(exit), io);
      return code;
    }
    return this.state.code;
  }

  trap(signal: string): boolean {
    if (!this.state.traps.has(signal)) return false;
    this.pending = signal;
    return true;
  }

  private *run(script: Script, io: Io): Process {
    let skip = false;
    for (const pipeline of script) {
      if (!skip) {
        if (pipeline.then === '&') this.state.jobs.push(this.pipeline(pipeline, io));
        else yield* this.pipeline(pipeline, io);
        yield* this.handleSignal(io);
        if (this.state.leave !== undefined) break;
        const fails = this.state.code !== 0 && pipeline.then === ';' && !pipeline.not;
        if (fails && this.state.exitOnError) this.state.leave = 'exit';
      }
      if (this.state.leave !== undefined) break;
      if (pipeline.then === '&&') skip = this.state.code !== 0;
      else if (pipeline.then === '||') skip = this.state.code === 0;
      else skip = false;
    }
    return this.state.code;
  }

  private *handleSignal(io: Io): Process {
    const signal = this.pending;
    if (signal === undefined) return 0;
    this.pending = undefined;
    yield* this.run(parseShell(this.state.traps.get(signal) ?? ''), io);
    return 0;
  }

  private *pipeline({ commands, not }: Pipeline, io: Io): Process {
    let input = io.input;
    for (let i = 0; i < commands.length; i++) {
      const last = i === commands.length - 1;
      const capture = new Capture();
      const out = last ? io.out : capture.write;
      yield* this.command(commands[i] as Command, { ...io, input, out });
      input = Input.of(capture.text);
    }
    if (not) this.state.code = this.state.code === 0 ? 1 : 0;
    return this.state.code;
  }

  private *command(command: Command, outer: Io): Process {
    const io = yield* this.redirected(command.redirects, outer);
    if (io === undefined) {
      this.state.code = 1;
      return 1;
    }
    switch (command.kind) {
      case 'simple':
        return yield* this.simple(command, io);
      case 'group':
        yield* this.run(command.body, io);
        if (command.subshell) this.state.leave = undefined;
        return this.state.code;
      case 'if':
        for (const { condition, body } of command.branches) {
          if (yield* this.holds(condition, io)) return yield* this.run(body, io);
          if (this.state.leave !== undefined) return this.state.code;
        }
        this.state.code = 0;
        return yield* this.run(command.otherwise, io);
      case 'loop':
        return yield* this.loop(command, io);
      default:
        return yield* this.forLoop(command, io);
    }
  }

  private *loop(command: LoopCommand, io: Io): Process {
    const turns = new LoopPace(this.pace, command);
    for (;;) {
      turns.beginTurn();
      if ((yield* this.holds(command.condition, io)) === command.until) break;
      if (this.state.leave !== undefined) break;
      yield* this.run(command.body, io);
      if (this.leavesLoop()) break;
      yield* turns.endTurn();
    }
    turns.leave();
    if (this.state.leave === undefined) this.state.code = 0;
    return this.state.code;
  }

  private *forLoop({ variable, words, body }: ForCommand, io: Io): Process {
    const values = yield* this.expandAll(words, io);
    for (const value of values) {
      this.state.variables.set(variable, value);
      yield* this.run(body, io);
      if (this.leavesLoop()) break;
    }
    return this.state.code;
  }

  private leavesLoop(): boolean {
    const { leave } = this.state;
    if (leave === 'exit') return true;
    this.state.leave = undefined;
    return leave === 'break';
  }

  private *holds(condition: Script, io: Io): Generator<Pause, boolean, void> {
    const { exitOnError } = this.state;
    this.state.exitOnError = false;
    yield* this.run(condition, io);
    this.state.exitOnError = exitOnError;
    return this.state.code === 0;
  }

  private *simple(command: SimpleCommand, io: Io): Process {
    for (const { name, value } of command.assignments) {
      this.state.variables.set(name, (yield* this.expand(value, io)).join(' '));
    }
    const words = yield* this.expandAll(command.words, io);
    const [name] = words;
    if (name === undefined) {
      this.state.code = 0;
      return 0;
    }
    this.state.code = yield* this.execute(words, io);
    return this.state.code;
  }

  /** Runs one command by its words. */
  *execute(words: readonly string[], io: Io): Process {
    const [name = '', ...args] = words;
    const program = baseName(name);
    if (program === 'exec' && args.length > 0) {
      const code = yield* this.execute(args, io);
      this.state.leave = 'exit';
      return code;
    }
    if (isShell(program)) return yield* this.subshell(args, io);
    const waiting = waitingCommand(program, args, io, {
      state: this.state,
      pace: this.pace,
      isSignalled: () => this.pending !== undefined,
    });
    if (waiting !== undefined) return yield* waiting;
    // what reads its input to the end begins when all of it is there
    if (readsInput(program, args)) yield* this.pace.run(untilEnd(io.input));
    const builtin = builtins.get(program);
    if (builtin !== undefined) return builtin(args, io, this.state, this.around);
    const ofImage = imageProgram(words, this.aroundChild(io));
    return yield* this.pace.run(ofImage ?? this.around.unknown(words));
  }

  /** A shell that reads its commands has them read line by line. */
  private *subshell(words: readonly string[], io: Io): Process {
    const how = invocationOf(words);
    const start = how.runs === 'input' ? {} : how;
    const shell = new Shell(this.aroundChild(io), { ...start, depth: this.depth + 1 });
    if (how.runs === 'input') return yield* this.pace.run(shell.dialogue(io));
    if (how.runs === 'text') return yield* this.pace.run(shell.main(how.text));
    const text = this.around.files.read(how.file);
    if (text !== undefined) return yield* this.pace.run(shell.main(text));
    io.err(`sh: can't open '${how.file}': No such file or directory\n`);
    return 2;
  }

  private aroundChild(io: Io): Surroundings {
    const { around, state } = this;
    const own = { env: state.variables, write: io.out, writeError: io.err, input: io.input };
    return Object.create(around, Object.getOwnPropertyDescriptors(own)) as Surroundings;
  }

  /** Runs what comes to be read, a line at a time or as many as make a whole command. */
  *dialogue(io: Io): Process {
    const { isTerminal } = this.around;
    for (;;) {
      const prompt = isTerminal ? `${this.state.directory} # ` : undefined;
      const script = yield* nextCommand(io, prompt);
      if (script === undefined) return this.state.code;
      yield* this.run(script, io);
      if (this.state.leave === 'exit') return this.state.code;
    }
  }

  private *redirected(
    redirects: readonly Redirect[],
    io: Io,
  ): Generator<Pause, Io | undefined, void> {
    let result = io;
    for (const each of redirects) {
      const name = (yield* this.expand(each.target, io)).join(' ');
      const next = redirect(each, name, result, this.around.files);
      if (typeof next === 'string') {
        io.err(`${this.name}: ${next}\n`);
        return undefined;
      }
      result = next;
    }
    return result;
  }

  private *expandAll(words: readonly Word[], io: Io): Generator<Pause, string[], void> {
    const all: string[] = [];
    for (const word of words) all.push(...(yield* this.expand(word, io)));
    return all;
  }

  /** What a word comes to; a command in it is run by this shell. */
  private *expand(word: Word, io: Io): Generator<Pause, string[], void> {
    const { state, around } = this;
    return yield* expandWord(word, state, around, (script, out) =>
      this.run(script, { ...io, out }),
    );
  }
}
