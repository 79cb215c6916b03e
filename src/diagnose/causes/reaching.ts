import { keyOf } from "../../core/object.ts";
import { push } from "../../core/push.ts";
import { type Candidate, distance } from "./candidate.ts";

/** A root with what it explains. */
export interface Root extends Candidate {
  explains: Candidate[];
}

/** Which roots' trouble reaches an object: looked up, because thousands of roots may stand beside each other. */
export class Reaching {
  private readonly byKey = new Map<string, Root[]>();
  /** Reaches that were copied to grow; the others are the graph's own. */
  private readonly grown = new Map<Root, Map<string, number>>();

  add(root: Root): Root {
    for (const key of root.reach.keys()) push(this.byKey, key, root);
    return root;
  }

  /** In the order in which they were added to what reaches the object, or what it rests on. */
  rootsAbove({ key, draft: { restsOn } }: Candidate): readonly Root[] {
    const above = this.byKey.get(key) ?? [];
    return restsOn ? [...new Set([...above, ...(this.byKey.get(keyOf(restsOn)) ?? [])])] : above;
  }

  /** The root explains the effect, and what the effect affects suffers from the root. */
  adopt(root: Root, effect: Candidate): void {
    root.explains.push(effect);
    if (effect.reach === root.reach) return;
    const steps = distance(root, effect);
    const reach = this.grown.get(root) ?? new Map(root.reach);
    this.grown.set(root, reach);
    for (const [key, more] of effect.reach) {
      const known = reach.get(key);
      if (known === undefined) push(this.byKey, key, root);
      if (known === undefined || steps + more < known) reach.set(key, steps + more);
    }
    root.reach = reach;
  }
}
