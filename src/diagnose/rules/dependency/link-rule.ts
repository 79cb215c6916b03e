import { linksOfClass } from "../../graph/links.ts";
import { defineRule, type Rule } from "../../rule.ts";
import { linkDraft, partiesOf, seeConfiguration } from "./link-draft.ts";
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
  confidence,
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
    disproof: disproof ?? "The lines have stopped, or healthy runs print them as well.",
    *check(situation) {
      for (const link of linksOfClass(situation, ...classes)) {
        if (unless?.(link, situation)) continue;
        const blamed = typeof blame === "string" ? blame : blame(link, situation);
        const { object, peer, names, isStandIn } = partiesOf(link, blamed);
        const steps = next?.(object, link, situation) ?? [seeConfiguration(object)];
        const plain = linkDraft(link, object, title(names, link, situation), steps);
        yield {
          ...plain,
          confidence: isStandIn ? "medium" : (confidence?.(link, situation) ?? plain.confidence),
          evidence: [...plain.evidence, ...(shown?.(link, situation) ?? [])],
          ...(together && peer && link.caller && { repeats: repeated(link, peer, together(peer.name, link)) }),
        };
      }
    },
  });
}
