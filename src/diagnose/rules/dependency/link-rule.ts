import type { Evidence } from "../../../core/evidence.ts";
import type { Step } from "../../../core/finding.ts";
import type { ObjectRef } from "../../../core/object.ts";
import { type Link, linksOfClass } from "../../graph/links.ts";
import type { LogClass } from "../../logs/signature.ts";
import { type Draft, defineRule, type Rule } from "../../rule.ts";
import type { Situation } from "../../situation/situation.ts";
import { holderOf, linkDraft, peerRef, seeConfiguration } from "./link-draft.ts";

/** A rule about what a peer answers, one class of log lines at a time. */
interface LinkRule extends Omit<Rule, "family" | "role" | "severity" | "check" | "needs" | "disproof"> {
  classes: readonly LogClass[];
  /** Who has to change something: the caller's configuration, or the peer itself when it is in the cluster. */
  blame: "caller" | "peer" | ((link: Link, situation: Situation) => "caller" | "peer");
  title(names: { caller: string; peer: string }, link: Link, situation: Situation): string;
  /** Links that this rule leaves to another one. */
  unless?(link: Link, situation: Situation): boolean;
  next?(object: ObjectRef, link: Link, situation: Situation): readonly Step[];
  /** What is shown beside the log line. */
  shown?(link: Link, situation: Situation): readonly Evidence[];
  role?: Rule["role"];
  disproof?: string;
}

export function linkRule({
  classes,
  blame,
  title,
  unless,
  next,
  shown,
  role = "cause",
  disproof,
  ...rest
}: LinkRule): Rule {
  return defineRule({
    ...rest,
    family: "dependency",
    role,
    severity: "critical",
    needs: "Log lines of the caller or of the server that say so, now and repeatedly.",
    disproof: disproof ?? "The lines stopped, or runs that work print them as well.",
    *check(situation) {
      for (const link of linksOfClass(situation, ...classes)) {
        if (unless?.(link, situation)) continue;
        const own = link.caller?.ref ?? link.logger.ref;
        const peer = peerRef(link);
        const blamed = typeof blame === "string" ? blame : blame(link, situation);
        const object = blamed === "peer" ? (peer ?? own) : link.caller ? own : holderOf(link);
        const names = { caller: own.name, peer: link.peer.host ?? link.peer.workload?.ref.name ?? "what it calls" };
        const steps = next?.(object, link, situation) ?? [seeConfiguration(object)];
        const plain = linkDraft(link, object, title(names, link, situation), steps);
        const draft: Draft = { ...plain, evidence: [...plain.evidence, ...(shown?.(link, situation) ?? [])] };
        // Who is to blame, a peer that nothing names, stands in for by its caller.
        yield blamed === "peer" && !peer && link.peer.kind !== "external" ? { ...draft, confidence: "medium" } : draft;
      }
    },
  });
}
