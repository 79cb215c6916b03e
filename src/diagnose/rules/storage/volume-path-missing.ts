import { volumeRule } from "./volume-rule.ts";

export const volumePathMissing = volumeRule({
  code: "volume-path-missing",
  problem: "path-missing",
  meaning: "What the volume names does not exist: the export, directory, disk or device.",
  remedy: "Correct the path or id in the volume, or make what it names.",
  disproof: "It exists.",
  title: ({ why }, name) => `the storage behind ${name} does not exist: ${why}`,
});
