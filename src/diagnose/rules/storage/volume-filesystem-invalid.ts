import { volumeRule } from "./volume-rule.ts";

export const volumeFilesystemInvalid = volumeRule({
  code: "volume-filesystem-invalid",
  problem: "filesystem",
  meaning: "The volume's file system is damaged or of another kind than the one asked for.",
  remedy: "Check fsType of the class or volume against what is on the disk; repair it.",
  disproof: "The volume can be mounted by hand with that type.",
  title: ({ why }, name) => `the file system of ${name} cannot be mounted: ${why}`,
});
