import { volumeRule } from "./volume-rule.ts";

export const volumeAttachFailed = volumeRule({
  code: "volume-attach-failed",
  problem: "attach",
  specificity: 7,
  meaning: "The volume cannot be attached to the node.",
  remedy: "Fix what the message names.",
  disproof: "The volume is attached to this node.",
  title: ({ why }, name) => `${name} cannot be attached: ${why}`,
});
