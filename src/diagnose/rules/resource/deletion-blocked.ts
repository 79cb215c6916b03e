import { duration } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { deletionHeldBy, isBlocked } from "../../situation/namespace-deletion.ts";
import { refOf } from "../../situation/object-index.ts";
import { kubectl, typeOf } from "./custom-draft.ts";
import { whoRemoves } from "./finalizers.ts";

/** Other rules say why these stay, and whom it hurts. */
const OTHERS = new Set(["Namespace", "PersistentVolumeClaim", "Event", "ReplicaSet"]);

export const deletionBlocked = defineRule({
  code: "deletion-blocked",
  family: "resource",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 6,
  meaning: "An object was deleted and stays: its finalizers wait for a cleanup that does not happen.",
  needs: "A deletion time more than five minutes ago, and finalizers that are left, on an object of any kind.",
  remedy:
    "Bring back the controller that removes the finalizer, or what it fails on; remove the finalizer by hand only when what it protects is known to be gone.",
  disproof: "The object is gone.",
  *check(situation) {
    for (const object of situation.kinds.filter((kind) => !OTHERS.has(kind)).flatMap((kind) => situation.other(kind))) {
      const { deletionTimestamp = "", finalizers = [] } = object.metadata;
      const [first] = finalizers;
      if (!first || !isBlocked(object, situation.now)) continue;
      const ref = refOf(object);
      const since = Date.parse(deletionTimestamp);
      yield {
        object: ref,
        title: `${ref.kind} ${ref.name} has been deleting for ${duration(situation.now - since)}, blocked by finalizer ${first}: ${whoRemoves(first, ref, situation)}`,
        confidence: "high",
        since: deletionTimestamp,
        affects: deletionHeldBy(situation, object),
        evidence: [
          cite.object(
            ref,
            `${ref.kind} ${ref.name} was deleted; finalizers left: ${finalizers.join(", ")}`,
            {},
            deletionTimestamp,
          ),
          ...situation.events
            .of(ref)
            .filter(({ type }) => type === "Warning")
            .slice(0, 2)
            .map((event) => cite.event(event)),
        ],
        next: [look("See its finalizers and events", `${kubectl(ref)} describe ${typeOf(ref)} ${ref.name}`)],
      };
    }
  },
});
