/** A piece of a word: literal text, or something that is replaced when the word is used. */
export type WordPart =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | {
      readonly kind: 'variable';
      readonly name: string;
      /** What follows the name in braces: `:-default`. */
      readonly modifier: string;
      readonly quoted: boolean;
    }
  | { readonly kind: 'substitution'; readonly script: Script; readonly quoted: boolean }
  | { readonly kind: 'arithmetic'; readonly expression: string; readonly quoted: boolean };

export type Word = readonly WordPart[];

export interface Redirect {
  readonly fd: number;
  readonly operator: '>' | '>>' | '<' | '>&';
  readonly target: Word;
}

interface Redirected {
  readonly redirects: readonly Redirect[];
}

export interface SimpleCommand extends Redirected {
  readonly kind: 'simple';
  readonly assignments: readonly { readonly name: string; readonly value: Word }[];
  readonly words: readonly Word[];
}

export interface LoopCommand extends Redirected {
  readonly kind: 'loop';
  readonly until: boolean;
  readonly condition: Script;
  readonly body: Script;
}

export interface ForCommand extends Redirected {
  readonly kind: 'for';
  readonly variable: string;
  readonly words: readonly Word[];
  readonly body: Script;
}

export type Command =
  | SimpleCommand
  | LoopCommand
  | ForCommand
  | (Redirected & {
      readonly kind: 'if';
      readonly branches: readonly { readonly condition: Script; readonly body: Script }[];
      readonly otherwise: Script;
    })
  | (Redirected & { readonly kind: 'group'; readonly body: Script; readonly subshell: boolean });

/** Commands joined by pipes, and what joins them to the next. */
export interface Pipeline {
  readonly not: boolean;
  readonly commands: readonly Command[];
  readonly then: ';' | '&&' | '||' | '&';
}

export type Script = readonly Pipeline[];

/** A text that a shell does not understand. */
export class ShellSyntaxError extends Error {
  override readonly name = 'ShellSyntaxError';
}
