import { placeOf } from "../../situation/pod.ts";
import { volumeRule } from "./volume-rule.ts";

export const volumeAttachLimitReached = volumeRule({
  code: "volume-attach-limit-reached",
  problem: "attach-limit",
  meaning: "The node is at its limit of attached volumes.",
  remedy: "Move pods with volumes to other nodes, or add nodes.",
  disproof: "The node can attach another volume.",
  title: ({ pod }, name) => `${name} cannot be attached: ${placeOf(pod)} is at its limit of attached volumes`,
});
