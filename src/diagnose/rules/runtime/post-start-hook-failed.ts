import { cite } from "../../cite.ts";
import { defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { containersOf } from "../../situation/pod.ts";

export const postStartHookFailed = defineRule({
  code: "post-start-hook-failed",
  family: "runtime",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The container is killed because its postStart hook fails.",
  needs: "A container that waits with PostStartHookError, or the kubelet's event FailedPostStartHook.",
  remedy: "Correct the hook's command or what it calls.",
  disproof: "The container also ends without the hook.",
  *check(situation) {
    for (const workload of situation.workloads) {
      const failed = workload.pods
        .flatMap(containersOf)
        .find(({ status }) => status?.state?.waiting?.reason === "PostStartHookError");
      const event = situation
        .eventsOf(workload)
        .find(({ reason, at }) => reason === "FailedPostStartHook" && situation.now - at < 600_000);
      if (!failed && !event) continue;
      const message = failed?.status?.state?.waiting?.message ?? "";
      const evidence = [
        ...(failed
          ? [cite.object(refOf(failed.pod), `container ${failed.spec.name}: PostStartHookError ${message}`)]
          : []),
        ...(event ? [cite.event(event)] : []),
      ];
      const [first, ...others] = evidence;
      if (!first) continue;
      yield {
        object: workload.ref,
        title: `the postStart hook of ${workload.ref.name} fails${/error: (.{1,80})/.exec(message)?.[1] ? `: ${/error: (.{1,80})/.exec(message)?.[1]}` : ""}`,
        confidence: "high",
        since: event ? new Date(event.first).toISOString() : null,
        evidence: [first, ...others],
      };
    }
  },
});
