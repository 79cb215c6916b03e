import { failureReport } from "./failure.ts";
import type { SourceReport } from "./report.ts";

/** What `Source.probe` gives: `ask` answers with the detail, or throws why there is none. */
export async function probeReport(source: string, ask: () => Promise<string>): Promise<SourceReport> {
  const began = performance.now();
  try {
    const detail = await ask();
    const durationMs = Math.round(performance.now() - began);
    return { source, status: "ok", detail, asOf: new Date().toISOString(), durationMs };
  } catch (error) {
    return failureReport(source, error, began);
  }
}
