import type { Step } from "../../../core/finding.ts";
import { cite } from "../../cite.ts";
import { defineRule, type Rule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { claimDraft, pendingClaims } from "./claims.ts";
import type { LackKind } from "./lacks.ts";
import { commonLack, type Near, nearVolumes } from "./near-volumes.ts";

type LackRule = Pick<Rule, "code" | "alerts" | "meaning" | "remedy"> & {
  lacks: readonly (LackKind | "several")[];
  /** What a person would change: the claim, or the volume. */
  blames?: "claim" | "volume";
  title(claim: string, why: string): string;
  /** After the look at the claim. */
  next?(near: Near): readonly Step[];
};

/** A rule about claims for which volumes lie ready, all but for this. */
export function lackRule({ lacks, blames = "claim", title, next, ...told }: LackRule): Rule {
  return defineRule({
    ...told,
    family: "storage",
    role: "cause",
    severity: "critical",
    specificity: 8,
    needs: "A pending claim whose class makes no volumes by itself, and the volumes that nobody uses.",
    disproof: "A free volume meets the claim.",
    *check(situation) {
      for (const pending of pendingClaims(situation)) {
        const near = nearVolumes(situation, pending.claim);
        const [first] = near;
        if (!first || !lacks.includes(commonLack(near))) continue;
        const why = near.map((one) => one.lacks.map(({ text }) => text).join(" and "));
        const shown = near.slice(0, 3).map(({ volume }, i) => cite.object(refOf(volume), `volume ${why[i]}`));
        const text = [...new Set(why)].slice(0, 2).join("; ");
        const drafted = claimDraft(pending, title(pending.claim.metadata.name, text), shown);
        const draft = { ...drafted, next: [...(drafted.next ?? []), ...(next?.(first) ?? [])] };
        yield blames === "claim" ? draft : { ...draft, object: refOf(first.volume), affects: [draft.object] };
      }
    },
  });
}
