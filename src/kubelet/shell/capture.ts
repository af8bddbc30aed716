/** Keeps what is written to it. */
export class Capture {
  text = '';
  readonly write = (text: string): void => {
    this.text += text;
  };
}
