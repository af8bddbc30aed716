import type { Input } from './input';

/** What a command line on a terminal is to a program: a signal, or text. */
const INTERRUPT = '\x03';
const END_OF_TEXT = '\x04';
const ERASE = /[\x7f\b]/;

/**
 * The line discipline of a terminal: what is typed is shown, counts when its line is done, and Ctrl-C and Ctrl-D mean
 * what they mean.
 */
export class Terminal {
  private line = '';

  constructor(
    private readonly input: Input,
    private readonly show: (text: string) => void,
    private readonly interrupt: () => void,
  ) {}

  /** Takes what was typed. */
  type(text: string): void {
    for (const key of text) this.press(key);
  }

  /** Writes for a screen: lines end with a carriage return as well. */
  static screen(text: string): string {
    return text.replace(/\r?\n/g, '\r\n');
  }

  private press(key: string): void {
    if (key === INTERRUPT) {
      this.line = '';
      this.show('^C\r\n');
      this.interrupt();
    } else if (key === END_OF_TEXT) {
      if (this.line === '') this.input.end();
      else this.commit('');
    } else if (ERASE.test(key)) {
      if (this.line === '') return;
      this.line = this.line.slice(0, -1);
      this.show('\b \b');
    } else if (key === '\r' || key === '\n') {
      this.show('\r\n');
      this.commit('\n');
    } else {
      this.line += key;
      this.show(key);
    }
  }

  private commit(end: string): void {
    const text = this.line + end;
    this.line = '';
    this.input.feed(text);
  }
}
