import type { Candidates, Plugin, Profile, Verdict } from './framework';

const FIRST_CAPACITY = 16;

/** When each node last changed, by its slot: numbers that only grow. */
export class NodeVersions {
  private clock = 0;
  private values = new Uint32Array(FIRST_CAPACITY);

  get capacity(): number {
    return this.values.length;
  }

  at(slot: number): number {
    return this.values[slot] as number;
  }

  /** The node in the slot is another than before. */
  changed(slot: number): void {
    if (slot >= this.values.length) {
      const larger = new Uint32Array(2 * slot);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[slot] = ++this.clock;
  }
}

/** Raw scores of a plugin by slot, and the versions of the nodes that they are of. */
interface Scores {
  readonly values: Float64Array;
  readonly versions: Uint32Array;
}

/**
 * What local plugins said of each node about Pods that they cannot tell apart. It holds until the node changes, and
 * between two Pods few nodes do.
 */
export class NodeMemo {
  private readonly verdicts: (Verdict | undefined)[];
  private readonly judged: Uint32Array;
  private readonly scores = new Map<string, Scores>();

  constructor(private readonly versions: NodeVersions) {
    this.verdicts = new Array<Verdict | undefined>(versions.capacity).fill(undefined);
    this.judged = new Uint32Array(versions.capacity);
  }

  get capacity(): number {
    return this.judged.length;
  }

  /** True when the verdict about the node in the slot still holds. */
  isJudged(slot: number): boolean {
    return this.judged[slot] === this.versions.at(slot);
  }

  /** The verdict that still holds; undefined when the local plugins take the node. */
  verdict(slot: number): Verdict | undefined {
    return this.verdicts[slot];
  }

  judge(slot: number, verdict: Verdict | undefined): void {
    this.verdicts[slot] = verdict;
    this.judged[slot] = this.versions.at(slot);
  }

  /** Fills in a local plugin's raw scores; `ask` is called for the nodes that changed since they were scored. */
  score(
    plugin: Plugin,
    { nodes, slots }: Candidates,
    scores: Float64Array,
    ask: (some: Candidates, scores: Float64Array) => void,
  ): void {
    const { values, versions } = this.scoresOf(plugin);
    const stale: number[] = [];
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i] as number;
      if (versions[slot] === this.versions.at(slot)) scores[i] = values[slot] as number;
      else stale.push(i);
    }
    if (stale.length === 0) return;
    const some = {
      nodes: stale.map((i) => nodes[i] as (typeof nodes)[number]),
      slots: Int32Array.from(stale, (i) => slots[i] as number),
    };
    const fresh = new Float64Array(stale.length);
    ask(some, fresh);
    for (let k = 0; k < stale.length; k++) {
      const slot = some.slots[k] as number;
      const score = fresh[k] as number;
      scores[stale[k] as number] = score;
      values[slot] = score;
      versions[slot] = this.versions.at(slot);
    }
  }

  private scoresOf({ name }: Plugin): Scores {
    let scores = this.scores.get(name);
    if (scores === undefined) {
      const { capacity } = this;
      scores = { values: new Float64Array(capacity), versions: new Uint32Array(capacity) };
      this.scores.set(name, scores);
    }
    return scores;
  }
}

/** So many sorts of Pods are remembered for each profile: those that came last. */
const MEMOS_MAX = 64;

/** What is remembered, by profile and by what local plugins read of a Pod. */
export class NodeMemos {
  private readonly byProfile = new WeakMap<Profile, Map<string, NodeMemo>>();

  constructor(private readonly versions: NodeVersions) {}

  of(profile: Profile, key: string): NodeMemo {
    let memos = this.byProfile.get(profile);
    if (memos === undefined) {
      memos = new Map();
      this.byProfile.set(profile, memos);
    }
    let memo = memos.get(key);
    if (memo === undefined || memo.capacity < this.versions.capacity) {
      memo = new NodeMemo(this.versions);
    }
    // the one that was used last is the last to go
    memos.delete(key);
    memos.set(key, memo);
    if (memos.size > MEMOS_MAX) memos.delete(memos.keys().next().value ?? '');
    return memo;
  }
}
