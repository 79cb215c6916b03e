import { look } from "../../rule.ts";
import { refusalRule } from "./refusal-rule.ts";

export const podCreationForbidden = refusalRule({
  code: "pod-creation-forbidden",
  kind: "forbidden",
  meaning: "The controller that should create the pods is not allowed to.",
  remedy: "Bind the role that it needs to its service account.",
  disproof: "The user that the message names may create pods there.",
  say({ workload: { ref }, named }) {
    return {
      title: `${named.user} may not ${named.what}, so ${ref.name} gets no pods`,
      next: [
        look("Ask the API server", `kubectl auth can-i create pods -n ${ref.namespace} --as ${named.user}`),
        look("See who is bound to what", `kubectl -n ${ref.namespace} get rolebindings -o wide`),
      ],
    };
  },
});
