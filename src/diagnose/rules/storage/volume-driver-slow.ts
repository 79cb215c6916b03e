import { volumeRule } from "./volume-rule.ts";

export const volumeDriverSlow = volumeRule({
  code: "volume-driver-slow",
  problem: "deadline",
  specificity: 7,
  meaning: "The storage driver does not finish attaching or mounting in time.",
  remedy: "Look at the driver's log on the node and at the storage behind it.",
  disproof: "The driver reports success.",
  title: ({ why }, name) => `${name} is not ready in time: ${why}`,
});
