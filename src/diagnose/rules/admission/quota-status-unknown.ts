import type { ObjectRef } from "../../../core/object.ts";
import { look } from "../../rule.ts";
import { refusalRule } from "./refusal-rule.ts";

export const quotaStatusUnknown = refusalRule({
  code: "quota-status-unknown",
  kind: "quota-unknown",
  dependent: true,
  meaning: "The quota's usage has never been counted, so everything that it covers is refused.",
  remedy: "See whether the controller manager runs; it counts within seconds.",
  disproof: "The status of the quota says what is in use.",
  say({ workload, named }, situation) {
    const { namespace, name } = workload.ref;
    const quota: ObjectRef = { apiVersion: "v1", kind: "ResourceQuota", namespace, name: named.quota ?? "" };
    return {
      object: situation.has(quota) ? quota : undefined,
      title: `quota ${quota.name} has not been counted, so pods of ${name} are refused`,
      next: [
        look(
          "Check whether the controller manager is running",
          "kubectl -n kube-system get lease kube-controller-manager",
        ),
      ],
    };
  },
});
