import { defineRule } from "../../rule.ts";
import { partOf } from "../../situation/part.ts";
import { crashesBecauseOf } from "../runtime/crash.ts";
import { crashDraft } from "../runtime/crash-draft.ts";
import { startDraft } from "./start-draft.ts";
import { startFailures } from "./start-failure.ts";

export const wrongArchitecture = defineRule({
  code: "wrong-architecture",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning:
    "The kernel cannot execute the program: it is built for another architecture, or it is a script without a #! line.",
  needs: "`exec format error` from the runtime, or in the log of a container that exits at once.",
  remedy: "Build the image for the architecture of the nodes, or give the script its #! line.",
  disproof: "The program runs on a node of the same architecture.",
  *check(situation) {
    const title = (name: string, image = "its image") =>
      `${name} cannot execute the program in ${image}: it is built for another architecture`;
    for (const failure of startFailures(situation))
      if (failure.problem === "architecture")
        yield startDraft(
          situation,
          failure,
          title(partOf(failure.workload, failure.container), failure.container.spec.image),
        );
    for (const crash of crashesBecauseOf(situation, "architecture"))
      yield crashDraft(
        situation,
        crash,
        title(partOf(crash.workload, crash.containers[0]), crash.containers[0].spec.image),
        [],
      );
  },
});
