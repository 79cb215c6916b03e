import { type KubeEvent, lastSeen, messageOf, subjectOf, timesSeen } from "../../../core/kubernetes/event.ts";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { oneLine } from "../../../core/untrusted.ts";
import { expectNamespace } from "../expect-namespace.ts";
import { itemsOf } from "../listing.ts";
import { kindOf, namespaceOf, type Surroundings } from "./find-objects.ts";
import type { Command } from "./parse.ts";
import { tableOf } from "./table.ts";

const LONGEST = 400;

export async function events(command: Command, around: Surroundings): Promise<string> {
  const { flags } = command;
  const isWanted = flags.for ? await about(flags.for, around) : () => true;
  const types = flags.types?.toLowerCase().split(",");
  const all = await eventsIn(namespaceOf(command), around);
  const wanted = all.filter((event) => isWanted(event) && (!types || types.includes((event.type ?? "").toLowerCase())));
  if (all.length === 0) await expectNamespace(around.reader, namespaceOf(command), around.signal);
  const rows = wanted.map((event) => ({
    ...(flags["all-namespaces"] && { NAMESPACE: event.metadata.namespace ?? "" }),
    ...eventRow(event),
  }));
  return rows.length > 0 ? tableOf(rows, !flags["no-headers"]) : nothingSeen(around);
}

function nothingSeen({ reader: { recording } }: Surroundings): string {
  if (!recording) return "No events found. The API keeps them about an hour.";
  const isHeld = recording.objects.some(({ kind }) => kind === "Event");
  return isHeld
    ? "No events found in this capture."
    : "Not in this capture: Event. Whether the cluster had any is not known.";
}

/** `pod/api-1` */
async function about(text: string, around: Surroundings): Promise<(event: KubeEvent) => boolean> {
  const [type = "", name] = text.split("/");
  if (name === undefined) return (event) => subjectOf(event)?.name === type;
  const [kind] = (await kindOf(type, around)).kind.split(".");
  return (event) => subjectOf(event)?.kind === kind && subjectOf(event)?.name === name;
}

/** The latest last, as kubectl prints them. */
export async function eventsIn(
  namespace: string | undefined,
  { reader, signal }: Surroundings,
): Promise<readonly KubeEvent[]> {
  const all = itemsOf("Event", await reader.list("Event", { namespace }, signal));
  return all.sort((a, b) => lastSeen(a).localeCompare(lastSeen(b)));
}

export async function eventsOf({ kind, metadata }: KubeObject, around: Surroundings): Promise<KubeEvent[]> {
  // Events about objects without a namespace are in this one.
  const all = await eventsIn(metadata.namespace ?? "default", around);
  return all.filter((event) => subjectOf(event)?.kind === kind && subjectOf(event)?.name === metadata.name);
}

export function eventRow(event: KubeEvent): Record<string, string> {
  const { kind = "", name = "" } = subjectOf(event) ?? {};
  return {
    "LAST SEEN": lastSeen(event),
    TYPE: event.type ?? "",
    REASON: event.reason ?? "",
    OBJECT: `${kind.toLowerCase()}/${name}`,
    COUNT: String(timesSeen(event)),
    MESSAGE: oneLine(messageOf(event), LONGEST),
  };
}
