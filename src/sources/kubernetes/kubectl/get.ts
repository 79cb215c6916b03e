import { stringify } from "yaml";
import { SitrepError } from "../../../core/errors.ts";
import type { KubeEvent } from "../../../core/kubernetes/event.ts";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { expectNamespace } from "../expect-namespace.ts";
import { columnsOf, pairs } from "./columns.ts";
import { eventRow } from "./events.ts";
import { byField } from "./field-path.ts";
import { called, findObjects, kindsOf, namespaceOf, type Surroundings } from "./find-objects.ts";
import type { Command } from "./parse.ts";
import { tableOf } from "./table.ts";

export async function get(command: Command, around: Surroundings): Promise<string> {
  const { flags } = command;
  const found = await findObjects(command, around);
  if (found.length === 0) return nothingFound(command, around);
  if (flags["sort-by"]) found.sort(byField(flags["sort-by"]));
  const whole = (object: KubeObject) => (flags["show-managed-fields"] ? object : shown(object));
  switch (flags.output) {
    case undefined:
    case "wide":
      return printed(found, command, Date.parse(around.now));
    case "yaml":
      return found.map((object) => stringify(whole(object))).join("---\n");
    case "json":
      return JSON.stringify(found.length === 1 ? found.map(whole)[0] : listOf(found.map(whole)), null, 1);
    case "name":
      return found.map(called).join("\n");
    default:
      throw new SitrepError("input", `-o ${flags.output} is not understood here.`, {
        hint: "Outputs: wide, yaml, json, name; for one field read -o yaml.",
      });
  }
}

/** As kubectl says it, but not of a namespace that is not there, nor of what a capture does not hold. */
export async function nothingFound(command: Command, around: Surroundings): Promise<string> {
  const { reader, signal } = around;
  const namespace = namespaceOf(command);
  await expectNamespace(reader, namespace, signal);
  const absent = await absentKinds(command, around);
  if (absent.length > 0) return `Not in this capture: ${absent.join(", ")}. Whether the cluster had any is not known.`;
  const where = `${namespace ? ` in ${namespace} namespace` : ""}${reader.recording ? " of this capture" : ""}`;
  return `No resources found${where}.`;
}

async function absentKinds(command: Command, around: Surroundings): Promise<string[]> {
  const { recording } = around.reader;
  if (!recording) return [];
  const kinds = await kindsOf(command, around);
  return kinds.filter((kind) => !recording.objects.some((object) => object.kind === kind));
}

/** One table a kind, as kubectl prints several types. */
function printed(found: readonly KubeObject[], { flags }: Command, now: number): string {
  const tables = [...Map.groupBy(found, ({ kind }) => kind).values()].map((objects) => {
    const rows = objects.map((object) => ({
      ...(flags["all-namespaces"] && { NAMESPACE: object.metadata.namespace ?? "" }),
      ...(isEvent(object) ? eventRow(object) : columnsOf(object, flags.output === "wide", now)),
      ...(flags["show-labels"] && { LABELS: pairs(object.metadata.labels) }),
    }));
    return tableOf(rows, !flags["no-headers"]);
  });
  return tables.join("\n\n");
}

function isEvent(object: KubeObject): object is KubeEvent {
  return object.kind === "Event";
}

/** Without who wrote which field, as kubectl shows objects. */
export function shown(object: KubeObject): unknown {
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

function listOf(items: readonly unknown[]): unknown {
  return { apiVersion: "v1", kind: "List", items };
}
