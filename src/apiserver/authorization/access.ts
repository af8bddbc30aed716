import type { Kind } from '../../api/kind';
import type { Verb } from '../request';
import type { Target } from './attributes';

type Verdicts = Map<Kind, Map<Verb, boolean>>;

/** Whether a user may do so with any object of a kind. */
type Judge = (verb: Verb, kind: Kind, subresource: string) => boolean;

/**
 * What one user may do whatever the object is called and wherever it is, which is what components do all day: each answer is found
 * once, and again when roles or bindings have changed. Where it is no, the authorizer is to be asked about the very object.
 */
export class Access {
  private readonly whole: Verdicts = new Map();
  private readonly parts = new Map<string, Verdicts>();
  private version = 0;

  constructor(
    /** How often roles and bindings have changed. */
    private readonly roles: { readonly version: number },
    private readonly judge: Judge,
    /** Whether an object is the user's own, so that nobody need be asked; for those who own some. */
    private readonly owns?: (verb: Verb, kind: Kind, target: Target) => boolean,
  ) {}

  /** True when it is certain that the user may. */
  isCertain(verb: Verb, kind: Kind, subresource: string, target: Target): boolean {
    if (this.isOpen(verb, kind, subresource)) return true;
    return subresource === '' && this.owns?.(verb, kind, target) === true;
  }

  private isOpen(verb: Verb, kind: Kind, subresource: string): boolean {
    if (this.version !== this.roles.version) this.forget();
    const verdicts = subresource === '' ? this.whole : this.of(subresource);
    let verbs = verdicts.get(kind);
    if (verbs === undefined) {
      verbs = new Map();
      verdicts.set(kind, verbs);
    }
    let verdict = verbs.get(verb);
    if (verdict === undefined) {
      verdict = this.judge(verb, kind, subresource);
      verbs.set(verb, verdict);
    }
    return verdict;
  }

  private forget(): void {
    this.version = this.roles.version;
    this.whole.clear();
    this.parts.clear();
  }

  private of(subresource: string): Verdicts {
    let verdicts = this.parts.get(subresource);
    if (verdicts === undefined) {
      verdicts = new Map();
      this.parts.set(subresource, verdicts);
    }
    return verdicts;
  }
}
