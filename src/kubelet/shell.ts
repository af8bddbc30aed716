import type { Pause, Process, Signals, Surroundings } from './process';
import { builtins, type Io, type ShellState } from './shell-builtins';
import { Capture } from './shell-capture';
import { arithmetic, expandVariable } from './shell-expansion';
import { parseShell } from './shell-parser';
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
    const io: Io = { out: this.around.write, err: this.around.write, input: '' };
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
      input = capture.text;
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
    if (program === 'sleep') return yield* this.sleep(args, io);
    if (program === 'wait') {
      for (const job of this.state.jobs.splice(0)) {
        yield* this.counted(job, true);
      }
      return 0;
    }
    if (program === 'tail' && args.includes('-f')) {
      return yield* this.pause(Number.POSITIVE_INFINITY);
    }
    const builtin = builtins.get(program);
    if (builtin !== undefined) return builtin(args, io, this.state, this.around);
    return yield* this.counted(this.around.unknown(words), false);
  }

  private *subshell(args: readonly string[], io: Io): Process {
    const flag = args.findIndex((arg) => /^-[a-z]*c$/.test(arg));
    if (flag < 0) return yield* this.counted(this.around.unknown(['sh', ...args]), false);
    const around = { ...this.around, env: this.state.variables, write: io.out };
    const shell = new Shell(around, args.slice(flag + 3), this.depth + 1);
    if (args.some((arg) => /^-[a-z]*e[a-z]*$/.test(arg))) shell.state.exitOnError = true;
    return yield* this.counted(shell.main(args[flag + 1] ?? ''), false);
  }

  private *sleep(args: readonly string[], io: Io): Process {
    let total = 0;
    for (const arg of args) {
      const match = /^(\d+(?:\.\d+)?|\.\d+)([smhd]?)$/.exec(arg);
      if (arg === 'infinity' || arg === 'inf') total = Number.POSITIVE_INFINITY;
      else if (match === null) {
        io.err(`sleep: invalid number '${arg}'\n`);
        return 1;
      } else total += Number(match[1]) * UNITS[match[2] as keyof typeof UNITS];
    }
    if (args.length === 0) {
      io.err('sleep: missing operand\n');
      return 1;
    }
    return yield* this.pause(total);
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
      yield { ...turn.value, endless, ...(interruptible ? { interruptible } : {}) };
      if (interruptible && this.pending) return 143;
    }
  }

  private *redirected(
    redirects: readonly Redirect[],
    io: Io,
  ): Generator<Pause, Io | undefined, void> {
    let result = io;
    for (const { fd, operator, target } of redirects) {
      const name = (yield* this.expand(target, io)).join(' ');
      const { files } = this.around;
      if (operator === '<') {
        const input = files.read(name);
        if (input === undefined) {
          io.err(`${this.name}: can't open ${name}: no such file\n`);
          return undefined;
        }
        result = { ...result, input };
      } else if (operator === '>&') {
        result = name === '1' ? { ...result, err: result.out } : { ...result, out: result.err };
      } else {
        const append = operator === '>>';
        const write = streamTo(name, io) ?? fileWriter(files, name, append);
        if (write === undefined) {
          io.err(`${this.name}: can't create ${name}: Read-only file system\n`);
          return undefined;
        }
        result = fd === 2 ? { ...result, err: write } : { ...result, out: write };
      }
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

const UNITS = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function streamTo(name: string, io: Io): ((text: string) => void) | undefined {
  if (name === '/dev/null') return () => undefined;
  if (/^\/(dev\/stdout|proc\/(1|self)\/fd\/1)$/.test(name)) return io.out;
  if (/^\/(dev\/stderr|proc\/(1|self)\/fd\/2)$/.test(name)) return io.err;
  return undefined;
}

function fileWriter(
  files: Surroundings['files'],
  name: string,
  append: boolean,
): ((text: string) => void) | undefined {
  if (!files.write(name, '', append)) return undefined;
  return (text) => {
    files.write(name, text, true);
  };
}

/** True for a loop whose condition always holds and whose body never leaves it. */
function isEndless({ condition, body, until }: LoopCommand): boolean {
  const [only] = condition;
  const command = only?.commands[0];
  if (condition.length !== 1 || only?.commands.length !== 1 || command?.kind !== 'simple')
    return false;
  const text = command.words
    .map((w) => w.map((p) => (p.kind === 'text' ? p.text : '$')).join(''))
    .join(' ');
  const always = until ? ['false'] : ['true', ':', '[ 1 ]', '[ true ]'];
  return always.includes(text) && !leaves(body);
}

function leaves(script: Script): boolean {
  return script.some(({ commands }) =>
    commands.some((command) => {
      if (command.kind === 'simple') {
        const first = command.words[0]?.[0];
        return first?.kind === 'text' && ['exit', 'break', 'return', 'exec'].includes(first.text);
      }
      if (command.kind === 'if') {
        return command.branches.some(({ body }) => leaves(body)) || leaves(command.otherwise);
      }
      return leaves(command.body);
    }),
  );
}
