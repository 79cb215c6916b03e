import { z } from "zod";

/** A pod as the API server prints it. */
export interface PodRow {
  name: string;
  /** It may not be well: only the whole pod tells. */
  suspect: boolean;
}

/** The API server's own printing: without the objects it is a fiftieth of the pods themselves, and costs the server as little. */
export const AS_TABLE = "application/json;as=Table;g=meta.k8s.io;v=v1";

const Table = z.looseObject({
  kind: z.literal("Table"),
  metadata: z.looseObject({ resourceVersion: z.string().default("") }).default({ resourceVersion: "" }),
  columnDefinitions: z.array(z.looseObject({ name: z.string() })),
  rows: z.array(z.unknown()).nullish(),
});

export interface Printed {
  /** By column: `cell("Status")`. */
  rows: ((column: string) => string)[];
  resourceVersion: string;
}

/** Throws a ZodError when it is no table. */
export function printed(answer: unknown): Printed {
  const { metadata, columnDefinitions, rows } = Table.parse(answer);
  const at = new Map(columnDefinitions.map(({ name }, i) => [name, i]));
  return {
    resourceVersion: metadata.resourceVersion,
    rows: (rows ?? []).map((row) => {
      const cells: unknown[] = isRow(row) ? row.cells : [];
      return (column) => String(cells[at.get(column) ?? -1] ?? "");
    }),
  };
}

function isRow(row: unknown): row is { cells: unknown[] } {
  return row !== null && typeof row === "object" && "cells" in row && Array.isArray(row.cells);
}

/** Printed by `HumanDuration` (kubernetes `apimachinery/pkg/util/duration`): ten minutes or less. */
const JUST_RESTARTED = /\((?:\d+s|\dm(?:\d+s)?|10m) ago\)/;

/**
 * Pods of a table. Whatever is not plainly well is suspect: another status than Running, a container or a gate that is not
 * ready, a restart just now, a node that does not report, where containers still count as ready.
 */
export function podRow(cell: (column: string) => string, silentNodes: ReadonlySet<string>): PodRow {
  const status = cell("Status");
  const isWell =
    status === "Running" &&
    isWhole(cell("Ready")) &&
    isWhole(cell("Readiness Gates")) &&
    !JUST_RESTARTED.test(cell("Restarts")) &&
    !silentNodes.has(cell("Node"));
  return { name: cell("Name"), suspect: !isWell && status !== "Terminating" };
}

/** `2/2`; what is no such fraction has nothing missing. */
function isWhole(fraction: string): boolean {
  const [ready, all] = fraction.split("/");
  return all === undefined || ready === all;
}
