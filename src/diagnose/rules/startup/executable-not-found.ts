import { partOf } from "../../situation/part.ts";
import { isHidden } from "./hidden-files.ts";
import { startRule } from "./start-rule.ts";

export const executableNotFound = startRule({
  code: "executable-not-found",
  problem: "executable",
  meaning: "The command, or its interpreter, is not in the image.",
  remedy: "Correct command or args, or the image.",
  disproof: "The file exists in the image and its interpreter too.",
  except: (failure, situation) => isHidden(situation, failure),
  title: ({ workload, container, what }) =>
    `${partOf(workload, container)} starts ${what ?? "a command"}, which its image does not have`,
});
