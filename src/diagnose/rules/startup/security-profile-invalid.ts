import { startRule } from "./start-rule.ts";

export const securityProfileInvalid = startRule({
  code: "security-profile-invalid",
  problem: "security-profile",
  specificity: 7,
  meaning: "The seccomp, AppArmor or SELinux profile of the container cannot be used on the node.",
  remedy: "Load the profile on the nodes, or correct it in the securityContext.",
  disproof: "The profile is loaded on the node.",
  title: ({ workload, text }) => `the security profile of ${workload.ref.name} cannot be used: ${text}`,
});
