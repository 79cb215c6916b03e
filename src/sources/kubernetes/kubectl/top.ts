import { z } from "zod";
import { SitrepError } from "../../../core/errors.ts";
import { quantity } from "../../../core/quantity.ts";
import { expectNamespace } from "../expect-namespace.ts";
import { itemsOf } from "../listing.ts";
import type { ListStatus } from "../reader.ts";
import { namespaceOf, type Surroundings } from "./find-objects.ts";
import type { Command } from "./parse.ts";
import { tableOf } from "./table.ts";

const Usage = z.looseObject({ cpu: z.string().default("0"), memory: z.string().default("0") });
/** A refusal is told by `itemsOf`; anything else means that nobody measures. */
const ANSWERED: ReadonlySet<ListStatus> = new Set(["ok", "limited", "denied", "unauthenticated"]);
const Metrics = z.looseObject({
  usage: Usage.optional(),
  containers: z.array(z.looseObject({ name: z.string(), usage: Usage })).optional(),
});

interface Used {
  namespace: string;
  name: string;
  container?: string;
  /** Cores. */
  cpu: number;
  /** Bytes. */
  memory: number;
}

/** What pods or nodes use now, from the metrics API, the greediest first. */
export async function top(command: Command, around: Surroundings): Promise<string> {
  const { flags, words } = command;
  const isPods = command.verb === "top pods";
  const used = (await read(isPods ? "PodMetrics" : "NodeMetrics", command, around)).filter(
    ({ name }) => words.length === 0 || words.includes(name),
  );
  const by = flags["sort-by"] === "memory" ? "memory" : "cpu";
  used.sort((a, b) => b[by] - a[by]);
  const rows = used.map(({ namespace, name, container, cpu, memory }) => ({
    ...(flags["all-namespaces"] && { NAMESPACE: namespace }),
    ...(isPods ? { POD: name } : { NAME: name }),
    ...(container !== undefined && { CONTAINER: container }),
    "CPU(cores)": `${Math.ceil(cpu * 1000)}m`,
    "MEMORY(bytes)": `${Math.ceil(memory / 2 ** 20)}Mi`,
  }));
  if (rows.length === 0 && isPods) await expectNamespace(around.reader, namespaceOf(command), around.signal);
  return rows.length > 0 ? tableOf(rows, !flags["no-headers"]) : "The metrics API knows none of them.";
}

async function read(kind: string, command: Command, { reader, signal }: Surroundings): Promise<Used[]> {
  const namespace = kind === "PodMetrics" ? namespaceOf(command) : undefined;
  const listing = await reader.list(kind, { namespace, labelSelector: command.flags.selector }, signal);
  if (!ANSWERED.has(listing.status))
    throw new SitrepError("unavailable", `The metrics API does not answer: ${listing.detail}.`, {
      hint: "Call query_prometheus for use of CPU and memory.",
    });
  return itemsOf(kind, listing).flatMap((object) => {
    const { usage, containers = [] } = Metrics.parse(object);
    const place = { namespace: object.metadata.namespace ?? "", name: object.metadata.name };
    if (usage) return [{ ...place, ...amounts(usage) }];
    const each = containers.map(({ name, usage }) => ({ ...place, container: name, ...amounts(usage) }));
    if (command.flags.containers) return each;
    const sum = (field: "cpu" | "memory") => each.reduce((total, item) => total + item[field], 0);
    return [{ ...place, cpu: sum("cpu"), memory: sum("memory") }];
  });
}

function amounts({ cpu, memory }: z.output<typeof Usage>): Pick<Used, "cpu" | "memory"> {
  return { cpu: quantity(cpu) ?? 0, memory: quantity(memory) ?? 0 };
}
