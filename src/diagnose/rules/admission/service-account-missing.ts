import { nearestName } from "../../graph/nearest-name.ts";
import { change, look } from "../../rule.ts";
import { refusalRule } from "./refusal-rule.ts";

export const serviceAccountMissing = refusalRule({
  code: "service-account-missing",
  kind: "service-account",
  meaning: "The service account that the pods name does not exist.",
  remedy: "Create it, or correct serviceAccountName.",
  disproof: "The service account exists in the namespace of the pods.",
  say({ workload: { ref }, named: { name = "" } }, situation) {
    const accounts = situation.all("ServiceAccount", ref.namespace).map(({ metadata }) => metadata.name);
    const near = nearestName(name, accounts);
    return {
      title: `${ref.name} runs as service account ${name}, which does not exist${near ? `; there is one called ${near}` : ""}`,
      next: [
        look("List those that exist", `kubectl -n ${ref.namespace} get serviceaccounts`),
        change("Create it, or correct serviceAccountName", `kubectl -n ${ref.namespace} create serviceaccount ${name}`),
      ],
    };
  },
});
