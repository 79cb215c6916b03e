import { SitrepError } from "../../../core/errors.ts";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { type Revision, revisionOf } from "../../../core/kubernetes/revision.ts";
import type { Workload } from "../../../core/kubernetes/workload.ts";
import { type Difference, templateDiff } from "../../../core/template-diff.ts";
import { itemsOf } from "../listing.ts";
import { called, findObjects, type Surroundings } from "./find-objects.ts";
import type { Command } from "./parse.ts";
import { tableOf } from "./table.ts";

/** More than kubectl's own: when each revision came, and what it changed. */
export async function rolloutHistory(command: Command, around: Surroundings): Promise<string> {
  const owner = await workloadOf(command, around);
  const revisions = await revisionsOf(owner, around);
  if (revisions.length === 0) return `${called(owner)} has no history.`;
  const wanted = command.flags.revision;
  if (wanted !== undefined) return oneRevision(owner, revisions, Number(wanted));
  const rows = revisions.map(({ number, created, cause, template }, i) => {
    const before = revisions[i - 1];
    const changes = before ? templateDiff(before.template, template).map(told) : [];
    return {
      REVISION: String(number),
      CREATED: created ?? "<unknown>",
      "CHANGE-CAUSE": cause ?? "<none>",
      CHANGED: before ? changes.slice(0, 4).join("; ") || "<nothing>" : "<first that is kept>",
    };
  });
  return `${called(owner)}\n${tableOf(rows, true)}`;
}

function oneRevision(owner: KubeObject, revisions: readonly Revision[], wanted: number): string {
  const at = revisions.findIndex(({ number }) => number === wanted);
  const found = revisions[at];
  if (!found)
    throw new SitrepError("input", `${called(owner)} has no revision ${wanted}.`, {
      hint: `Revisions: ${revisions.map(({ number }) => number).join(", ")}.`,
    });
  const before = revisions[at - 1];
  const changes = before ? templateDiff(before.template, found.template).map((it) => `  ${told(it)}`) : [];
  const title = `${called(owner)} revision ${wanted}, ${found.created ?? "time unknown"}${found.cause ? `, ${found.cause}` : ""}`;
  return before
    ? [title, `against revision ${before.number}:`, ...changes].join("\n")
    : `${title}: the first that is kept`;
}

function told({ path, from, to }: Difference): string {
  return `${path}: ${from ?? "<none>"} → ${to ?? "<none>"}`;
}

async function revisionsOf({ kind, metadata }: KubeObject, { reader, signal }: Surroundings): Promise<Revision[]> {
  const isOwned = (object: KubeObject) =>
    object.metadata.ownerReferences?.some((it) => it.kind === kind && it.name === metadata.name) ?? false;
  const keeper = kind === "Deployment" ? "ReplicaSet" : "ControllerRevision";
  const kept = itemsOf(keeper, await reader.list(keeper, { namespace: metadata.namespace }, signal));
  const revisions = kept.filter(isOwned).flatMap((object) => revisionOf(object) ?? []);
  return revisions.sort((a, b) => a.number - b.number);
}

/** As kubectl says it without waiting. */
export async function rolloutStatus(command: Command, around: Surroundings): Promise<string> {
  const owner = await workloadOf(command, around);
  const { spec, status } = owner;
  const name = called(owner);
  const wanted = status?.desiredNumberScheduled ?? spec?.replicas ?? 1;
  const updated = status?.updatedReplicas ?? 0;
  const available = status?.availableReplicas ?? status?.numberAvailable ?? status?.readyReplicas ?? 0;
  const failed = status?.conditions?.find(({ type, status }) => type === "Progressing" && status === "False");
  if ((status?.observedGeneration ?? 0) < (owner.metadata.generation ?? 0))
    return `${name}: its change was not seen yet`;
  if (failed) return `${name}: ${failed.reason ?? "not progressing"}: ${failed.message ?? ""}`;
  if (updated < wanted) return `${name}: ${updated} of ${wanted} pods are updated`;
  if (available < wanted) return `${name}: ${available} of ${wanted} updated pods are available`;
  return `${name}: rolled out, ${available} of ${wanted} pods available`;
}

const ROLLED = ["Deployment", "StatefulSet", "DaemonSet"];

async function workloadOf(command: Command, around: Surroundings): Promise<Workload> {
  const [owner] = command.words.length > 0 ? await findObjects(command, around) : [];
  if (owner && ROLLED.includes(owner.kind)) return owner;
  throw new SitrepError("input", `kubectl ${command.verb} needs a Deployment, StatefulSet or DaemonSet.`, {
    hint: `kubectl ${command.verb} deploy/NAME -n NAMESPACE`,
  });
}
