/** Something is wrong with what the user wrote; the message says what, where and what to do. It has no stack. */
export class UserError extends Error {
  override readonly name = 'UserError';

  constructor(message: string) {
    super(message);
    this.stack = message;
  }
}
