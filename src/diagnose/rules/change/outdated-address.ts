import { shortName } from "../../../core/object.ts";
import { clock } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { outdatedCalls } from "./outdated-calls.ts";
import { citeStale, restart, seeWriter } from "./stale-draft.ts";

export const outdatedAddress = defineRule({
  code: "outdated-address",
  family: "change",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning:
    "Running pods call an address that their configuration named before its last edit, and it no longer answers.",
  needs: "Log lines with the address, configuration that does not name it, and an edit after the containers started.",
  remedy: "Restart the workload, so that it reads the configuration as it is now.",
  disproof: "The address is built in or comes from elsewhere than the configuration that was edited.",
  *check(situation) {
    for (const { caller, host, link, stale } of outdatedCalls(situation)) {
      const { ref } = caller;
      const { holder, edit, pods } = stale;
      const at = clock(edit.at, situation.now);
      const { stream, line, count } = link.clue;
      yield {
        object: ref,
        title: `${ref.name} still calls ${host}, which ${shortName(refOf(holder))} no longer names since its edit at ${at}: ${pods.length} pod${pods.length === 1 ? "" : "s"} read it before`,
        confidence: "high",
        since: new Date(edit.at).toISOString(),
        evidence: [cite.log(stream, line, count), ...citeStale(stale, ref, at)],
        next: [restart(ref), seeWriter(stale, ref)],
      };
    }
  },
});
