import type { Collected } from "../../src/core/observation.ts";
import { reportOf } from "../../src/core/report.ts";
import type { Connection } from "../../src/core/source.ts";

/** A source of a name that answers as it is told; what it is not told it answers with nothing. */
export function connection(name: string, rest: Partial<Connection> = {}): Connection {
  const report = reportOf({ source: name, found: true, detail: "", asOf: null, began: performance.now() });
  const nothing: Collected = { observations: {}, report };
  return {
    name,
    reader: {},
    isLive: true,
    probe: async () => report,
    resolve: async () => [],
    names: async () => [],
    collect: async () => nothing,
    record: async () => report,
    within: () => connection(name),
    close: () => {},
    ...rest,
  };
}
