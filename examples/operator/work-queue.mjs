/** Keys that wait to be looked at: each once, however often it is added, and again with back-off when it failed. */
export class WorkQueue {
  #waiting = new Set();
  #failures = new Map();
  #busy = false;

  constructor(reconcile) {
    this.reconcile = reconcile;
  }

  add(key) {
    this.#waiting.add(key);
    if (!this.#busy) this.#drain();
  }

  async #drain() {
    this.#busy = true;
    for (const key of this.#waiting) {
      this.#waiting.delete(key);
      try {
        await this.reconcile(key);
        this.#failures.delete(key);
      } catch (error) {
        const failures = (this.#failures.get(key) ?? 0) + 1;
        this.#failures.set(key, failures);
        console.error(`${key}: ${error.message.split('\n')[0]}`);
        setTimeout(() => this.add(key), Math.min(1000 * 2 ** failures, 60_000));
      }
    }
    this.#busy = false;
  }
}
