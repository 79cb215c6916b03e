import { z } from "zod";
import { lastSeen, messageOf, subjectOf } from "../../core/kubernetes/event.ts";
import { grouped, none, told } from "../../core/missing.ts";
import { shortName } from "../../core/object.ts";
import { defineTool } from "../../core/tool.ts";
import { oneLine } from "../../core/untrusted.ts";
import { rolloutsIn } from "../../diagnose/situation/changes.ts";
import { indexObjects, type ObjectIndex } from "../../diagnose/situation/object-index.ts";
import { expectNamespace } from "../../sources/kubernetes/expect-namespace.ts";
import { isAnswered, isWhole, lackOf } from "../../sources/kubernetes/listing.ts";
import type { KubernetesReader } from "../../sources/kubernetes/reader.ts";
import { refused as refusal } from "../../sources/kubernetes/refused.ts";
import { kubernetes } from "../../sources/kubernetes/source.ts";
import { type Change, fieldsOf } from "./change.ts";
import { EDITED, editsIn } from "./edits.ts";
import { nodeChanges } from "./node-changes.ts";

/** Where revisions are kept, and what says that something was scaled. */
const HISTORY = ["ReplicaSet", "ControllerRevision", "Event"];
const SCALED = /^(?:ScalingReplicaSet|SuccessfulRescale)$/;

export const getChanges = defineTool({
  name: "get_changes",
  title: "Get changes",
  description:
    "What changed in a namespace and on the nodes, latest first: rollouts with the fields that differ, scaling, edited configuration and who edited it.",
  effect: "read",
  needs: { kubernetes },
  input: z.object({
    namespace: z.string().describe("Namespace"),
    hours: z.number().positive().max(720).default(24).describe("Look back so many hours"),
    limit: z.int().min(1).max(100).default(20).describe("Changes at most"),
  }),
  output: z.object({
    changes: z.array(
      z.object({ at: z.string().nullable(), object: z.string(), what: z.string(), fields: z.array(z.string()) }),
    ),
    omitted: z.array(z.string()),
  }),
  cut: ["changes"],
  async handler({ namespace, hours, limit }, { kubernetes: reader, signal, now }) {
    const { index, nodes, edited, refused } = await read(reader, namespace, signal);
    const from = Date.parse(now) - hours * 3_600_000;
    const own = [...rollouts(index), ...scalings(index), ...editsIn(edited, from)];
    // What nodes went through says nothing of the namespace.
    const doubt = own.length === 0 ? await expectNamespace(reader, namespace, signal) : [];
    const all = [...own, ...nodeChanges(nodes, from)]
      .filter(({ at }) => at === null || Date.parse(at) >= from)
      .sort((a, b) => (b.at ?? "").localeCompare(a.at ?? ""));
    return {
      changes: all.slice(0, limit),
      omitted: [
        ...(all.length > limit ? [`${all.length - limit} older changes: raise limit`] : []),
        ...refused,
        ...doubt,
      ],
    };
  },
  render({ changes, omitted }) {
    const rows = changes.flatMap(({ at, object, what, fields }) => [
      `${at ?? "time unknown"}  ${object}  ${what}`,
      ...fields.map((field) => `    ${field}`),
    ]);
    return [
      ...(rows.length > 0 ? rows : [none("changes seen", omitted)]),
      ...omitted.map((line) => `left out: ${line}`),
    ].join("\n");
  },
});

async function read(reader: KubernetesReader, namespace: string, signal: AbortSignal) {
  const kinds = [...HISTORY, ...EDITED];
  const [nodes, ...listings] = await Promise.all([
    reader.list("Node", {}, signal),
    ...kinds.map((kind) => reader.list(kind, { namespace }, signal)),
  ]);
  const asked = [{ kind: "Node", ...nodes }, ...listings.map((listing, i) => ({ kind: kinds[i] ?? "", ...listing }))];
  const missed = asked.filter((listing) => !isWhole(listing));
  const [first] = missed;
  if (first && asked.every((listing) => listing.status === "unserved" || !isAnswered(listing)))
    throw refusal(first.status, first.detail);
  const refused = grouped(missed.flatMap(({ kind, ...listing }) => lackOf(kind, listing))).map(told);
  const [history, edited] = [listings.slice(0, HISTORY.length), listings.slice(HISTORY.length)];
  const index = indexObjects(
    history.flatMap(({ items }) => items),
    {},
  );
  return { index, nodes: nodes.items, edited: edited.flatMap(({ items }) => items), refused };
}

function rollouts(index: ObjectIndex): Change[] {
  return [...rolloutsIn(index).values()].flat().map(({ object, at, revision, cause, differences }) => ({
    at: at === undefined ? null : new Date(at).toISOString(),
    object: shortName(object),
    what: `revision ${revision}${cause ? `: ${cause}` : ""}`,
    fields: fieldsOf(differences),
  }));
}

function scalings(index: ObjectIndex): Change[] {
  return index
    .all("Event")
    .filter(({ reason = "" }) => SCALED.test(reason))
    .map((event) => {
      const { kind = "", name = "" } = subjectOf(event) ?? {};
      return {
        at: lastSeen(event) || null,
        object: shortName({ kind, name }),
        what: oneLine(messageOf(event), 200),
        fields: [],
      };
    });
}
