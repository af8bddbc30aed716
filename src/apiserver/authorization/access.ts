import type { Kind } from '../../api/kind';
import type { User } from '../api';
import type { Verb } from '../request';
import type { Target } from './attributes';

/** Whether a user may do so with any object of a kind. */
type Judge = (verb: Verb, kind: Kind, subresource: string) => boolean;

/** How often roles and bindings have changed, and the count at which they were those that every cluster begins with. */
export interface RoleChanges {
  readonly version: number;
  readonly founding: number | undefined;
  /** By whom they were made. */
  readonly founder: string;
}

/** What a user may do, by subresource, kind and verb, as far as it was asked. */
class Verdicts {
  private readonly whole = new Map<string, Map<Verb, boolean>>();
  private readonly parts = new Map<string, Map<string, Map<Verb, boolean>>>();

  /** The verdicts on a kind. */
  on({ id }: Kind, subresource: string): Map<Verb, boolean> {
    const kinds = subresource === '' ? this.whole : this.of(subresource);
    let verbs = kinds.get(id);
    if (verbs === undefined) {
      verbs = new Map();
      kinds.set(id, verbs);
    }
    return verbs;
  }

  private of(subresource: string): Map<string, Map<Verb, boolean>> {
    let kinds = this.parts.get(subresource);
    if (kinds === undefined) {
      kinds = new Map();
      this.parts.set(subresource, kinds);
    }
    return kinds;
  }
}

/** What users may do in a cluster as it begins. All clusters begin alike, and a suite begins hundreds: it is found once. */
const founding = new Map<string, Verdicts>();
const FOUNDING_USERS = 10_000;

function foundingVerdicts({ name, groups }: User, founder: string): Verdicts {
  // names may have any character in them: nobody's name and groups together may read as somebody else's
  const key = JSON.stringify([founder, name, ...groups]);
  let verdicts = founding.get(key);
  if (verdicts === undefined) {
    if (founding.size >= FOUNDING_USERS) founding.clear();
    verdicts = new Verdicts();
    founding.set(key, verdicts);
  }
  return verdicts;
}

/**
 * What one user may do whatever the object is called and wherever it is, which is what components do all day: each answer is found
 * once, and again when roles or bindings have changed. Where it is no, the authorizer is to be asked about the very object.
 */
export class Access {
  private verdicts = new Verdicts();
  private version = -1;

  constructor(
    private readonly user: User,
    private readonly roles: RoleChanges,
    private readonly judge: Judge,
    /** Whether an object is the user's own, so that nobody need be asked; for those who own some. */
    private readonly owns?: (verb: Verb, kind: Kind, target: Target) => boolean,
  ) {}

  /** True when it is certain that the user may. */
  isCertain(verb: Verb, kind: Kind, subresource: string, target: Target): boolean {
    const { owns } = this;
    // what kubelets do most is about what is their own
    if (owns !== undefined && subresource === '' && owns(verb, kind, target)) return true;
    return this.isOpen(verb, kind, subresource);
  }

  private isOpen(verb: Verb, kind: Kind, subresource: string): boolean {
    if (this.version !== this.roles.version) this.beginAnew();
    const verbs = this.verdicts.on(kind, subresource);
    let verdict = verbs.get(verb);
    if (verdict === undefined) {
      verdict = this.judge(verb, kind, subresource);
      verbs.set(verb, verdict);
    }
    return verdict;
  }

  private beginAnew(): void {
    const { version, founding, founder } = this.roles;
    this.version = version;
    this.verdicts = version === founding ? foundingVerdicts(this.user, founder) : new Verdicts();
  }
}
