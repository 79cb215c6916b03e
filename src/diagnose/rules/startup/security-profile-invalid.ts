import { partOf } from "../../situation/part.ts";
import { startRule } from "./start-rule.ts";

export const securityProfileInvalid = startRule({
  code: "security-profile-invalid",
  problem: "security-profile",
  specificity: 7,
  meaning: "The seccomp, AppArmor or SELinux profile of the container cannot be used on the node.",
  remedy: "Load the profile on the nodes, or correct it in the securityContext.",
  disproof: "The profile is loaded on the node.",
  title: ({ workload, container, text }) =>
    `the security profile of ${partOf(workload, container)} cannot be used: ${text}`,
});
