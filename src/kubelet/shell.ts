import { Input } from './input';
import type { Pause, Process, Signals, Surroundings } from './process';
import { imageProgram } from './programs';
import { builtins, readsInput } from './shell-builtins';
import { Capture } from './shell-capture';
import { arithmetic, expandVariable } from './shell-expansion';
import { copyInput, type Io, nextLine, readLine, type ShellState, untilEnd } from './shell-io';
import { isEndless } from './shell-loops';
import { parseShell } from './shell-parser';
import { redirect } from './shell-redirect';
import { sleepTime } from './shell-sleep';
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
} from './shell-syntax';

/** How long one turn of a loop takes that does not pause by itself, in milliseconds. */
const TURN = 1;
const ENDLESS_TURN = 1000;
const DEPTH_MAX = 50;
/** A loop that goes on longer polls for something that may never come: nobody should wait for it. */
const UNTIL_TURNS_MAX = 10;
const WHILE_TURNS_MAX = 100;

/** Runs the scripts of one `sh`: variables, options, traps and background jobs are its own. */
export class Shell implements Signals {
  private readonly state: ShellState;
  private pending = false;
  private endless = 0;
  private pauses = 0;

  constructor(
    private readonly around: Surroundings,
    args: readonly string[] = [],
    private readonly depth = 0,
    /** What it calls itself in its errors. */
    private readonly name = 'sh',
  ) {
    this.state = {
      variables: new Map(around.env),
      args,
      code: 0,
      leave: undefined,
      exitOnError: false,
      traps: new Map(),
      jobs: [],
      directory: '/',
    };
  }

  /** The process of `sh -c text`. */
  *main(text: string): Process {
    const { write: out, writeError: err, input } = this.around;
    const io: Io = { out, err, input };
    if (this.depth > DEPTH_MAX) return 2;
    let script: Script;
    try {
      script = parseShell(text);
    } catch (error) {
      if (!(error instanceof ShellSyntaxError)) throw error;
      io.err(`${this.name}: syntax error: ${error.message}\n`);
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

  trap(): boolean {
    if (!this.state.traps.has('TERM')) return false;
    this.pending = true;
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
    if (!this.pending) return 0;
    this.pending = false;
    yield* this.run(parseShell(this.state.traps.get('TERM') ?? ''), io);
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
    let endless = isEndless(command);
    if (endless) this.endless++;
    for (let turn = 0; ; turn++) {
      if (!endless && turn === (command.until ? UNTIL_TURNS_MAX : WHILE_TURNS_MAX)) {
        endless = true;
        this.endless++;
      }
      const before = this.pauses;
      if ((yield* this.holds(command.condition, io)) === command.until) break;
      if (this.state.leave !== undefined) break;
      yield* this.run(command.body, io);
      if (this.leavesLoop()) break;
      if (this.pauses === before) yield* this.pause(endless ? ENDLESS_TURN : TURN);
    }
    if (endless) this.endless--;
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
    const program = name.startsWith('/') ? name.slice(name.lastIndexOf('/') + 1) : name;
    if (program === 'exec' && args.length > 0) {
      const code = yield* this.execute(args, io);
      this.state.leave = 'exit';
      return code;
    }
    if (['sh', 'bash', 'ash', 'dash'].includes(program)) return yield* this.subshell(args, io);
    if (program === 'sleep') {
      const time = sleepTime(args, io);
      return time === undefined ? 1 : yield* this.pause(time);
    }
    if (program === 'wait') {
      for (const job of this.state.jobs.splice(0)) {
        yield* this.counted(job, true);
      }
      return 0;
    }
    if (program === 'tail' && args.includes('-f')) {
      return yield* this.pause(Number.POSITIVE_INFINITY);
    }
    if (program === 'read') return yield* readLine(args, io, this.state);
    if (program === 'cat' && args.length === 0) return yield* this.counted(copyInput(io), false);
    const builtin = builtins.get(program);
    // what reads its input to the end begins when all of it is there
    if (readsInput(program, args)) yield* this.counted(untilEnd(io.input), false);
    if (builtin !== undefined) return builtin(args, io, this.state, this.around);
    const ofImage = imageProgram(words, this.aroundChild(io));
    return yield* this.counted(ofImage ?? this.around.unknown(words), false);
  }

  private *subshell(args: readonly string[], io: Io): Process {
    const flag = args.findIndex((arg) => /^-[a-z]*c$/.test(arg));
    if (flag < 0) return yield* this.scriptOrDialogue(args, io);
    const shell = new Shell(this.aroundChild(io), args.slice(flag + 3), this.depth + 1);
    if (args.some((arg) => /^-[a-z]*e[a-z]*$/.test(arg))) shell.state.exitOnError = true;
    return yield* this.counted(shell.main(args[flag + 1] ?? ''), false);
  }

  private aroundChild(io: Io): Surroundings {
    const { around, state } = this;
    const own = { env: state.variables, write: io.out, writeError: io.err, input: io.input };
    return Object.create(around, Object.getOwnPropertyDescriptors(own)) as Surroundings;
  }

  /** `sh FILE` runs the file; a shell without one reads its commands line by line. */
  private *scriptOrDialogue(args: readonly string[], io: Io): Process {
    const at = args.findIndex((arg) => !arg.startsWith('-'));
    const shell = new Shell(this.aroundChild(io), args.slice(at + 1), this.depth + 1);
    if (at < 0) return yield* this.counted(shell.dialogue(io), false);
    const file = args[at] as string;
    const text = this.around.files.read(file);
    if (text !== undefined) return yield* this.counted(shell.main(text), false);
    io.err(`sh: can't open '${file}': No such file or directory\n`);
    return 2;
  }

  /** Runs what comes to be read, a line at a time or as many as make a whole command. */
  *dialogue(io: Io): Process {
    let text = '';
    for (;;) {
      if (this.around.isTerminal) io.out(text === '' ? `${this.state.directory} # ` : '> ');
      const line = yield* nextLine(io.input);
      text += line === undefined ? '' : `${line}\n`;
      let script: Script | undefined;
      try {
        script = parseShell(text);
      } catch (error) {
        if (!(error instanceof ShellSyntaxError)) throw error;
        // more may come that makes it whole
        if (line === undefined && text !== '') io.err(`sh: syntax error: ${error.message}\n`);
      }
      if (script !== undefined) {
        text = '';
        yield* this.run(script, io);
        if (this.state.leave === 'exit') return this.state.code;
      }
      if (line === undefined) return this.state.code;
    }
  }

  private *pause(sleep: number): Process {
    this.pauses++;
    yield { sleep, endless: this.endless > 0 };
    return 0;
  }

  private *counted(process: Process, interruptible: boolean): Process {
    for (let turn = process.next(); ; turn = process.next()) {
      if (turn.done === true) return turn.value;
      this.pauses++;
      const endless = turn.value.endless || this.endless > 0;
      yield { ...turn.value, endless, ...(interruptible ? { until: 'signal' as const } : {}) };
      if (interruptible && this.pending) return 143;
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

  /** The fields of a word: unquoted expansions split at blanks. */
  private *expand(word: Word, io: Io): Generator<Pause, string[], void> {
    const fields: string[] = [];
    let current: string | undefined;
    for (const part of word) {
      let text: string;
      if (part.kind === 'text') text = part.text;
      else if (part.kind === 'variable') text = expandVariable(part, this.state, this.around);
      else if (part.kind === 'arithmetic') text = String(arithmetic(part.expression, this.state));
      else {
        const capture = new Capture();
        yield* this.run(part.script, { ...io, out: capture.write });
        text = capture.text.replace(/\n+$/, '');
      }
      if (part.kind === 'text' || part.quoted) {
        current = (current ?? '') + text;
        continue;
      }
      const pieces = text.split(/[ \t\n]+/);
      for (let i = 0; i < pieces.length; i++) {
        if (i > 0 && current !== undefined) {
          fields.push(current);
          current = undefined;
        }
        if (pieces[i] !== '') current = (current ?? '') + pieces[i];
      }
    }
    if (current !== undefined) fields.push(current);
    return fields;
  }
}
