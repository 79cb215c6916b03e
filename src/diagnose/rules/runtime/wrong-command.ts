import { defineRule } from "../../rule.ts";
import { partOf } from "../../situation/part.ts";
import { lastTermination } from "../../situation/pod.ts";
import { isHidden } from "../startup/hidden-files.ts";
import { crashesIn } from "./crash.ts";
import { crashDraft } from "./crash-draft.ts";
import { manifest } from "./crash-rule.ts";

const MEANS: Record<number, string> = { 126: "cannot be executed", 127: "is not found" };

export const wrongCommand = defineRule({
  code: "wrong-command",
  family: "runtime",
  role: "cause",
  severity: "critical",
  specificity: 6,
  meaning: "A shell in the container cannot find (127) or may not execute (126) the command it is given.",
  needs: "A container that exited with code 126 or 127.",
  remedy: "Correct command and args, or the script in the image.",
  disproof: "The program itself uses these exit codes.",
  *check(situation) {
    for (const crash of crashesIn(situation)) {
      const [first] = crash.containers;
      const means = MEANS[lastTermination(first.status)?.exitCode ?? 0];
      if (!means || crash.clue || isHidden(situation, crash)) continue;
      const command = [...(first.spec.command ?? []), ...(first.spec.args ?? [])].join(" ").slice(0, 80);
      const what = command ? `something in "${command}"` : "what the image's entrypoint runs";
      yield crashDraft(
        situation,
        crash,
        `${partOf(crash.workload, first)} runs a command that ${means}: ${what}`,
        manifest(crash),
      );
    }
  },
});
