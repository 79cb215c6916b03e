import { registryOf } from "./image-name.ts";
import { pullRule } from "./pull-rule.ts";

export const imagePullRateLimited = pullRule({
  code: "image-pull-rate-limited",
  reason: "rate-limited",
  meaning: "The registry rate-limits image pulls.",
  remedy: "Pull with credentials, or from a mirror.",
  disproof: "Pulls from this registry succeed elsewhere in the cluster.",
  title: ({ workload, image }) => `${registryOf(image)} rate-limits image pulls, and ${workload.ref.name} has to wait`,
});
