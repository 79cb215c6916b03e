import { linksOfClass } from "../../graph/links.ts";
import { type Draft, defineRule, type Rule } from "../../rule.ts";
import { holderOf, linkDraft, peerRef, seeConfiguration } from "./link-draft.ts";
import { repeated } from "./repeated.ts";
import type { LinkRule } from "./rule-about-a-peer.ts";

export function linkRule({
  classes,
  blame,
  title,
  unless,
  next,
  shown,
  together,
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
        const draft: Draft = {
          ...plain,
          evidence: [...plain.evidence, ...(shown?.(link, situation) ?? [])],
          ...(together && peer && link.caller && { repeats: repeated(link, peer, together(peer.name, link)) }),
        };
        // Who is to blame, a peer that nothing names, stands in for by its caller.
        yield blamed === "peer" && !peer && link.peer.kind !== "external" ? { ...draft, confidence: "medium" } : draft;
      }
    },
  });
}
