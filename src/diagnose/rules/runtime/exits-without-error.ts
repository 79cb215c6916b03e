import { defineRule } from "../../rule.ts";
import { containersOf, isFinished } from "../../situation/pod.ts";
import { crashesIn } from "./crash.ts";
import { crashDraft } from "./crash-draft.ts";
import { manifest } from "./crash-rule.ts";

export const exitsWithoutError = defineRule({
  code: "exits-without-error",
  family: "runtime",
  role: "cause",
  severity: "critical",
  specificity: 6,
  meaning: "The main process of a container that should keep running exits with code 0.",
  needs: "A container of a pod with restartPolicy Always that completed and waits for its next start.",
  remedy: "Run the command in the foreground; run finite work as a Job.",
  disproof: "The command is meant to finish, and a Job should run it.",
  *check(situation) {
    for (const crash of crashesIn(situation)) {
      const [first] = crash.containers;
      const ended = first.status?.state?.terminated ?? first.status?.lastState?.terminated;
      const always = (first.pod.spec?.restartPolicy ?? "Always") === "Always";
      if (first.init || !always || ended?.exitCode !== 0 || ended.reason === "OOMKilled" || crash.clue) continue;
      if (isFinished(first.pod) || containersOf(first.pod).length === 0) continue;
      const command = [...(first.spec.command ?? []), ...(first.spec.args ?? [])].join(" ");
      const what = command ? `its command "${command.slice(0, 80)}"` : "the image's command";
      yield crashDraft(
        situation,
        crash,
        `${crash.workload.ref.name} does not keep running: ${what} exits with code 0`,
        manifest(crash),
      );
    }
  },
});
