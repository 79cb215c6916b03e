import { partOf } from "../../situation/part.ts";
import { startRule } from "./start-rule.ts";

export const executablePermissionDenied = startRule({
  code: "executable-permission-denied",
  problem: "permission",
  meaning: "The command exists but is not executable for this user.",
  remedy: "Make the file executable in the image, or run as a user who may.",
  disproof: "The file has the execute bit for the user in use.",
  title: ({ workload, container, what }) => `${partOf(workload, container)} may not execute ${what ?? "its command"}`,
});
