import { cite } from "../../cite.ts";
import { change, type Draft, defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { quotaWithoutRoom } from "../storage/full-quota.ts";
import { type Wanted, wantedIn } from "./wanted-objects.ts";

export const objectRefusedByQuota = defineRule({
  code: "object-refused-by-quota",
  family: "admission",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "An object that others need does not exist, and a quota has no room for it: whoever made it was refused.",
  needs:
    "A missing claim, Service, secret or config map that pods or callers name, or a CronJob whose runs stopped; and the status of the namespace's quotas.",
  remedy: "Raise the quota or delete what nobody uses, then create the object again.",
  disproof: "The object can be created as the quota stands.",
  *check(situation) {
    for (const wanted of wantedIn(situation)) yield* refused(situation, wanted);
  },
});

const CALLED: Readonly<Record<Wanted["kind"], string>> = {
  PersistentVolumeClaim: "claim",
  Service: "Service",
  ConfigMap: "config map",
  Secret: "secret",
  Job: "another Job",
};

function* refused(situation: Situation, { kind, name, by, evidence }: Wanted): Generator<Draft> {
  const full = quotaWithoutRoom(situation, by.namespace, kind);
  if (!full) return;
  const quota = refOf(full.quota);
  const what = `${CALLED[kind]} ${name}`;
  yield {
    object: quota,
    affects: [by],
    title: `quota ${quota.name} has no room for ${what} of ${by.name} (${full.text})`,
    confidence: "medium",
    evidence: [cite.object(quota, `quota ${quota.name}: ${full.text}`), evidence],
    next: [
      look("See what uses the quota", `kubectl -n ${quota.namespace} describe quota ${quota.name}`),
      change(`Raise it, then create ${what} again`, `kubectl -n ${quota.namespace} edit quota ${quota.name}`),
    ],
  };
}
