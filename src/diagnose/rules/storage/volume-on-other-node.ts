import { look } from "../../rule.ts";
import { lackRule } from "./lack-rule.ts";

export const volumeOnOtherNode = lackRule({
  code: "volume-on-other-node",
  lacks: ["node"],
  meaning:
    "The free volume that would serve the claim can only be used on nodes where the pod may not run, or that are gone.",
  remedy: "Let the pod run where the volume is (node selector, affinity), or make a volume where the pod may run.",
  title: (claim, why) => `claim ${claim} has no volume where its pod may run: ${why}`,
  next: () => [look("See where the volumes are: spec.nodeAffinity", "kubectl get pv -o yaml")],
});
