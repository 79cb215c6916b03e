import type { Step } from "../../../core/finding.ts";
import { cite } from "../../cite.ts";
import { peerOfClue } from "../../graph/clue-peer.ts";
import { productOfClue } from "../../graph/clue-product.ts";
import { isServerOf } from "../../graph/peer.ts";
import type { CurrentClue } from "../../logs/current.ts";
import type { LogClass } from "../../logs/signature.ts";
import type { Draft } from "../../rule.ts";
import { runs } from "../../situation/products.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** Workloads whose logs tell of a trouble of this class now, whether they still run or not. */
export function troubles(
  situation: Situation,
  ...classes: LogClass[]
): { workload: WorkloadView; clue: CurrentClue }[] {
  return situation.workloads.flatMap((workload) => {
    const clue = situation.clues(workload).find((item) => classes.includes(item.class));
    return clue ? [{ workload, clue }] : [];
  });
}

/** Whose trouble it is: a client's log repeats what its server answered, and then it is the server's. */
export function saidBy(situation: Situation, workload: WorkloadView, clue: CurrentClue): WorkloadView {
  if (isServerOf(workload, clue.signature)) return workload;
  return peerOfClue(situation, workload, clue).workload ?? ownSpeaker(situation, workload, clue) ?? workload;
}

/** Of several stores that a client's line may be about, the only one that says the same itself. */
function ownSpeaker(situation: Situation, client: WorkloadView, clue: CurrentClue): WorkloadView | undefined {
  const product = productOfClue(clue);
  if (!product) return undefined;
  const stores = situation.workloads.filter(
    (item) =>
      item.ref.namespace === client.ref.namespace &&
      runs(item, product) &&
      situation.clues(item).some((own) => own.class === clue.class),
  );
  return stores.length === 1 ? stores[0] : undefined;
}

/** A finding that rests on what a workload logs. */
export function troubleDraft(workload: WorkloadView, clue: CurrentClue, title: string, next: readonly Step[]): Draft {
  return {
    object: workload.ref,
    title,
    confidence: clue.ended || clue.count > 2 ? "high" : "medium",
    since: sinceOf(clue),
    severity: clue.ended ? "critical" : "warning",
    evidence: [cite.log(clue.stream, clue.line, clue.count)],
    next,
  };
}

export function sinceOf({ firstAt }: CurrentClue): string | null {
  return firstAt === undefined ? null : new Date(firstAt).toISOString();
}
