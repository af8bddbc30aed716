/** What the Pods of each autoscaler are selected by, and where. */
export class Selectors {
  private readonly byKey = new Map<string, string>();
  private readonly keys = new Map<string, Set<string>>();

  set(key: string, selector: string): void {
    if (this.byKey.get(key) === selector) return;
    this.delete(key);
    this.byKey.set(key, selector);
    const same = this.keys.get(selector);
    if (same === undefined) this.keys.set(selector, new Set([key]));
    else same.add(key);
  }

  delete(key: string): void {
    const selector = this.byKey.get(key);
    if (selector === undefined) return;
    this.byKey.delete(key);
    const same = this.keys.get(selector);
    same?.delete(key);
    if (same?.size === 0) this.keys.delete(selector);
  }

  /** The autoscalers whose Pods are the same, this one among them; none when it is alone. */
  rivals(key: string): string[] {
    const same = this.keys.get(this.byKey.get(key) ?? '');
    return same !== undefined && same.size > 1 ? [...same].sort() : [];
  }
}
