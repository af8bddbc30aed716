/** What a program reads: the text that has come so far, and whether more may come. */
export class Input {
  private text = '';
  private ended = false;
  private listener: (() => void) | undefined;

  /** An input of which all is there. */
  static of(text = ''): Input {
    const input = new Input();
    input.feed(text);
    input.end();
    return input;
  }

  /** True when no more comes. */
  get isEnded(): boolean {
    return this.ended;
  }

  /** True when there is something to read, if only the end. */
  get hasNews(): boolean {
    return this.ended || this.text !== '';
  }

  /** More text has come; nothing after the end. */
  feed(text: string): void {
    if (this.ended) return;
    this.text += text;
    this.listener?.();
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.listener?.();
  }

  /** Calls `listen` whenever something has come. One listener: who runs the program. */
  onNews(listen: () => void): void {
    this.listener = listen;
  }

  /** All that has come and was not read yet. */
  takeAll(): string {
    const { text } = this;
    this.text = '';
    return text;
  }

  /** The next line without its end; undefined while none is whole, and after the last. */
  takeLine(): string | undefined {
    const end = this.text.indexOf('\n');
    if (end < 0 && (!this.ended || this.text === '')) return undefined;
    const line = end < 0 ? this.text : this.text.slice(0, end);
    this.text = end < 0 ? '' : this.text.slice(end + 1);
    return line;
  }
}
