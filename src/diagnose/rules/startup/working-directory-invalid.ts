import { partOf } from "../../situation/part.ts";
import { startRule } from "./start-rule.ts";

export const workingDirectoryInvalid = startRule({
  code: "working-directory-invalid",
  problem: "working-directory",
  meaning: "The working directory of the container cannot be entered or made.",
  remedy: "Correct workingDir, or make the folder in the image for the user in use.",
  disproof: "The folder exists and the user may enter it.",
  title: ({ workload, container, what }) =>
    `${partOf(workload, container)} cannot enter its working directory ${what ?? ""}`,
});
