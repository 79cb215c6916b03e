import { shortName } from "../../../core/object.ts";
import { clock } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { change, defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { outdatedCalls } from "./outdated-calls.ts";

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
      const object = refOf(stale.holder);
      const at = clock(stale.edit.at, situation.now);
      const { stream, line, count } = link.clue;
      yield {
        object: ref,
        title: `${ref.name} still calls ${host}, which ${shortName(object)} no longer names since its edit at ${at}: ${stale.pods.length} pod${stale.pods.length === 1 ? "" : "s"} read it before`,
        confidence: "high",
        since: new Date(stale.edit.at).toISOString(),
        evidence: [
          cite.log(stream, line, count),
          cite.edit(object, stale.edit, at),
          cite.object(
            { apiVersion: "v1", kind: "Pod", namespace: ref.namespace, name: stale.pods[0] ?? "" },
            `container ${stale.container} of ${stale.pods[0]} reads it ${stale.how}, and was started before`,
          ),
        ],
        next: [
          change("Restart with the new configuration", `kubectl -n ${ref.namespace} rollout restart ${shortName(ref)}`),
          look(
            "See who wrote it",
            `kubectl -n ${ref.namespace} get ${shortName(object)} -o yaml --show-managed-fields`,
          ),
        ],
      };
    }
  },
});
