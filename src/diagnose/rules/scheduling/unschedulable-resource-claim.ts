import { look } from "../../rule.ts";
import { told } from "../resource/told.ts";
import { scheduleRule } from "./schedule-rule.ts";

export const unschedulableResourceClaim = scheduleRule({
  requirement: "resource-claim",
  specificity: 7,
  meaning: "The devices that the pod claims cannot be allocated.",
  remedy: "See the claim, its device class, and the driver on the nodes.",
  disproof: "The claim is allocated, and the pod stays pending.",
  title: ({ workload, message }) =>
    `the resource claim of ${workload.ref.name} cannot be allocated: ${told("", message)}`,
  next: ({ workload: { ref } }) => [look("See the claims", `kubectl -n ${ref.namespace} get resourceclaims`)],
});
