import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import type { Handle } from "../../core/call.ts";
import { SitrepError } from "../../core/errors.ts";

/** What is counted of calls. No label comes from a question, so none names anything of a cluster. */
export interface Metrics {
  /** The same, counted. */
  counted(call: Handle): Handle;
  text(): Promise<string>;
  readonly type: string;
}

export function createMetrics(known: readonly string[]): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const calls = new Counter({
    name: "sitrep_calls_total",
    help: "Calls of tools, by outcome: ok, input, denied, limited, unavailable, setup, internal",
    labelNames: ["tool", "outcome"],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: "sitrep_call_duration_seconds",
    help: "Time to the answer of calls that were answered",
    labelNames: ["tool"],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  return {
    type: registry.contentType,
    text: () => registry.metrics(),
    counted: (call) => async (asked) => {
      const tool = known.includes(asked.tool) ? asked.tool : "unknown";
      const end = seconds.startTimer({ tool });
      try {
        const result = await call(asked);
        end();
        calls.inc({ tool, outcome: "ok" });
        return result;
      } catch (error) {
        calls.inc({ tool, outcome: error instanceof SitrepError ? error.kind : "internal" });
        throw error;
      }
    },
  };
}
