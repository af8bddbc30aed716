import type { FieldError } from '../../field-error';

/**
 * Remembers the frozen values in which nothing was found wrong, so that they are not looked at again: the Pods
 * of a template share its parts.
 */
export class Judged<T extends object> {
  private readonly sound = new WeakMap<T, readonly unknown[]>();

  /** What is wrong with the value; `beside` is what the judgement depends on beside the value itself. */
  judge(value: T, find: () => FieldError[], beside: readonly unknown[] = []): FieldError[] {
    const known = this.sound.get(value);
    if (known?.every((item, index) => item === beside[index])) return [];
    const errors = find();
    if (errors.length === 0 && Object.isFrozen(value)) this.sound.set(value, beside);
    return errors;
  }
}
