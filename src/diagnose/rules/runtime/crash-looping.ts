import { defineRule } from "../../rule.ts";
import { crashesIn } from "./crash.ts";
import { crashDraft, endOf } from "./crash-draft.ts";

export const crashLooping = defineRule({
  code: "crash-looping",
  family: "runtime",
  role: "symptom",
  severity: "critical",
  specificity: 3,
  alerts: ["KubePodCrashLooping"],
  meaning: "A container starts and exits again and again. This does not say why.",
  needs: "A container status that waits in CrashLoopBackOff, or failed less than ten minutes ago.",
  remedy: "Read how it exited and the log before that.",
  disproof: "The container has been running for more than ten minutes.",
  *check(situation) {
    for (const crash of crashesIn(situation)) {
      const [first] = crash.containers;
      const name = crash.workload.ref.name;
      const title = `${name}: ${first.init ? "init container" : "container"} ${first.spec.name} keeps exiting ${endOf(first)}`;
      yield { ...crashDraft(situation, crash, title, []), confidence: "high" };
    }
  },
});
