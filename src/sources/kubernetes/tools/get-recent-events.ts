import { z } from "zod";
import { type KubeEvent, lastSeen, messageOf, subjectOf, timesSeen } from "../../../core/kubernetes/event.ts";
import { none } from "../../../core/missing.ts";
import { secondsIn } from "../../../core/time.ts";
import { defineTool } from "../../../core/tool.ts";
import { oneLine } from "../../../core/untrusted.ts";
import { expectNamespace } from "../expect-namespace.ts";
import { cutOf, itemsOf } from "../listing.ts";
import { kubernetes } from "../source.ts";
import { anyNamespace, leftOut, limit, since } from "./input.ts";

export const getRecentEvents = defineTool({
  name: "get_recent_events",
  title: "Get recent events",
  description: "Kubernetes events, latest first, like ones folded. The API keeps them about an hour: none is no proof.",
  effect: "read",
  needs: { kubernetes },
  input: z.object({
    namespace: anyNamespace,
    about: z.string().optional().describe("Name of the object, or its beginning"),
    since: since.default("1h"),
    limit,
  }),
  output: z.object({
    events: z.array(
      z.object({
        last: z.string(),
        type: z.string(),
        reason: z.string(),
        object: z.string(),
        message: z.string(),
        count: z.int(),
      }),
    ),
    omitted: z.array(z.string()),
  }),
  cut: ["events"],
  async handler({ namespace, about, since, limit }, { kubernetes, signal, now }) {
    const from = new Date(Date.parse(now) - secondsIn(since) * 1000).toISOString();
    const listing = await kubernetes.list("Event", { namespace }, signal);
    const all = itemsOf("Event", listing).map(row);
    const doubt = all.length === 0 ? await expectNamespace(kubernetes, namespace, signal) : [];
    const wanted = all.filter(
      ({ last, object }) => last >= from && (about === undefined || object.split("/")[1]?.startsWith(about)),
    );
    wanted.sort((a, b) => b.last.localeCompare(a.last));
    const omitted = [...leftOut(wanted.length, limit, "events"), ...cutOf("Event", listing), ...doubt];
    return { events: wanted.slice(0, limit), omitted };
  },
  render({ events, omitted }) {
    const rows = events.map(
      (e) => `${e.last}  ${e.type}  ${e.reason}  ${e.object}  ${e.count > 1 ? `${e.count}x ` : ""}${e.message}`,
    );
    return [
      ...(rows.length > 0 ? rows : [none("events", omitted)]),
      ...omitted.map((line) => `left out: ${line}`),
    ].join("\n");
  },
});

function row(event: KubeEvent) {
  const about = subjectOf(event);
  return {
    last: lastSeen(event),
    type: event.type ?? "",
    reason: event.reason ?? "",
    object: `${about?.kind ?? ""}/${about?.name ?? ""}`,
    message: oneLine(messageOf(event), 300),
    count: timesSeen(event),
  };
}
