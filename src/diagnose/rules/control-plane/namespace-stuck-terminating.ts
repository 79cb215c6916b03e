import { timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { refOf } from "../../object-index.ts";
import { defineRule, look } from "../../rule.ts";

/** Deleting what a namespace holds takes a while. */
const PATIENCE_MS = 5 * 60_000;
const TELLING = /^Namespace(?:DeletionDiscoveryFailure|DeletionContentFailure|ContentRemaining|FinalizersRemaining)$/;

export const namespaceStuckTerminating = defineRule({
  code: "namespace-stuck-terminating",
  family: "control-plane",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 7,
  meaning: "A namespace is being deleted and does not come to an end; nothing new can be made in it.",
  needs: "A namespace that is terminating for five minutes, with a condition that says what remains.",
  remedy: "Bring back the controller whose finalizer remains, or the API that cannot be listed.",
  disproof: "What remains becomes less.",
  *check(situation) {
    for (const namespace of situation.all("Namespace")) {
      const since = timeOf(namespace.metadata.deletionTimestamp);
      if (since === undefined || situation.now - since < PATIENCE_MS) continue;
      const why = (namespace.status?.conditions ?? []).filter(
        ({ type, status }) => TELLING.test(type) && status === "True",
      );
      const telling = why.find(({ type }) => type === "NamespaceDeletionDiscoveryFailure") ?? why.at(-1);
      if (!telling) continue;
      const object = refOf(namespace);
      yield {
        object,
        title: `namespace ${object.name} cannot be deleted: ${telling.message ?? telling.reason ?? telling.type}`,
        confidence: "high",
        since: namespace.metadata.deletionTimestamp ?? null,
        affects: situation.workloads.filter(({ ref }) => ref.namespace === object.name).map(({ ref }) => ref),
        evidence: [
          cite.object(object, `${telling.type}: ${telling.message ?? ""}`, {}, telling.lastTransitionTime ?? null),
        ],
        next: [look("See what remains", `kubectl get ns ${object.name} -o yaml`)],
      };
    }
  },
});
