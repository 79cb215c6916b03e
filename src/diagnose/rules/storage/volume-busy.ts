import { placeOf } from "../../situation/pod.ts";
import { volumeRule } from "./volume-rule.ts";

export const volumeBusy = volumeRule({
  code: "volume-busy",
  problem: "busy",
  meaning: "The device is mounted or held by something else on the node.",
  remedy: "Find what holds it on the node; often a pod that was not cleaned up.",
  disproof: "Nothing on the node uses the device.",
  title: ({ pod, why }, name) => `${name} is in use by something else on ${placeOf(pod)}: ${why}`,
});
