import { partOf } from "../../situation/part.ts";
import { startRule } from "./start-rule.ts";

export const containerUserUnknown = startRule({
  code: "container-user-unknown",
  problem: "user",
  meaning: "The user or group that the container runs as is not in the image.",
  remedy: "Use a number for runAsUser, or add the user to the image.",
  disproof: "The image has the user in its passwd file.",
  title: ({ workload, container, what }) =>
    `${partOf(workload, container)} runs as ${what ?? "a user"}, which is not in its image`,
});
