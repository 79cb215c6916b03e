import { z } from "zod";
import { shortName } from "../core/object.ts";
import { defineTool } from "../core/tool.ts";
import { rolloutsIn } from "../diagnose/situation/changes.ts";
import { indexObjects } from "../diagnose/situation/object-index.ts";
import { kubernetes } from "../sources/kubernetes/source.ts";

/** Where revisions are kept, and what says that something else changed. */
const HISTORY = ["ReplicaSet", "ControllerRevision", "Deployment"] as const;
const SCALED = /^(?:ScalingReplicaSet|SuccessfulRescale)$/;

export const getChanges = defineTool({
  name: "get_changes",
  title: "Get changes",
  description: "What changed in a namespace, latest first: rollouts with the fields that differ, scaling.",
  effect: "read",
  needs: { kubernetes },
  input: z.object({
    namespace: z.string().describe("Namespace"),
    hours: z.number().positive().max(720).default(24),
    limit: z.int().min(1).max(100).default(20),
  }),
  output: z.object({
    changes: z.array(
      z.object({ at: z.string().nullable(), object: z.string(), what: z.string(), fields: z.array(z.string()) }),
    ),
    omitted: z.array(z.string()),
  }),
  cut: ["changes"],
  async handler({ namespace, hours, limit }, { kubernetes: reader, signal, now }) {
    const listings = await Promise.all(
      [...HISTORY, "Event" as const].map((kind) => reader.list(kind, { namespace }, signal)),
    );
    const refused = listings.flatMap(({ status, detail }, i) =>
      status === "ok" || status === "missing" ? [] : [`${[...HISTORY, "Event"][i]}: ${detail}`],
    );
    const from = Date.parse(now) - hours * 3_600_000;
    const index = indexObjects(
      listings.flatMap(({ items }) => items),
      {},
    );
    const rollouts = [...rolloutsIn(index).values()].flat().map(({ object, at, revision, cause, differences }) => ({
      at: at === undefined ? null : new Date(at).toISOString(),
      object: shortName(object),
      what: `revision ${revision}${cause ? `: ${cause}` : ""}`,
      fields: differences.slice(0, 12).map(({ path, from, to }) => `${path}: ${from ?? "(none)"} → ${to ?? "(none)"}`),
    }));
    const scaled = index
      .all("Event")
      .filter(({ reason = "" }) => SCALED.test(reason))
      .map((event) => ({
        at: event.lastTimestamp ?? event.eventTime ?? null,
        object: `${event.involvedObject?.kind?.toLowerCase() ?? ""}/${event.involvedObject?.name ?? ""}`,
        what: event.message ?? "",
        fields: [],
      }));
    const all = [...rollouts, ...scaled]
      .filter(({ at }) => at === null || Date.parse(at) >= from)
      .sort((a, b) => (b.at ?? "").localeCompare(a.at ?? ""));
    return {
      changes: all.slice(0, limit),
      omitted: [...(all.length > limit ? [`${all.length - limit} older changes: raise limit`] : []), ...refused],
    };
  },
  render({ changes, omitted }) {
    const rows = changes.flatMap(({ at, object, what, fields }) => [
      `${at ?? "time unknown"}  ${object}  ${what}`,
      ...fields.map((field) => `    ${field}`),
    ]);
    return [...(rows.length > 0 ? rows : ["no changes seen"]), ...omitted.map((line) => `left out: ${line}`)].join(
      "\n",
    );
  },
});
