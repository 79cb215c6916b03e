import { stringify } from "yaml";
import { eventRow, eventsOf } from "./events.ts";
import { findObjects, type Surroundings } from "./find-objects.ts";
import { nothingFound, shown } from "./get.ts";
import type { Command } from "./parse.ts";
import { tableOf } from "./table.ts";

/** More objects are listed with get. */
const MAX_OBJECTS = 5;

/** The objects with their events: more than kubectl's own prose, which leaves fields out. */
export async function describe(command: Command, around: Surroundings): Promise<string> {
  const found = await findObjects(command, around);
  if (found.length === 0) return nothingFound(command, around);
  const texts = await Promise.all(
    found.slice(0, MAX_OBJECTS).map(async (object) => {
      const rows = (await eventsOf(object, around)).map(eventRow);
      const events = rows.length > 0 ? `Events:\n${tableOf(rows, true)}` : "Events: <none>";
      return `${stringify(shown(object))}${events}`;
    }),
  );
  const left = found.length - texts.length;
  return [...texts, ...(left > 0 ? [`${left} more: name one, or list them with kubectl get`] : [])].join("\n---\n");
}
