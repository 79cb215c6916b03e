import { failureReport } from "./failure.ts";
import { reportOf, type SourceReport } from "./report.ts";

interface Found {
  detail: string;
  /** Something to change, although the source answers. */
  warning?: string | undefined;
}

/** What `Source.probe` gives: `ask` answers with the detail, or throws why there is none. */
export async function probeReport(source: string, ask: () => Promise<string | Found>): Promise<SourceReport> {
  const began = performance.now();
  try {
    const answer = await ask();
    const { detail, warning } = typeof answer === "string" ? { detail: answer } : answer;
    const report = reportOf({ source, found: true, detail, asOf: new Date().toISOString(), began });
    return warning === undefined ? report : { ...report, warning };
  } catch (error) {
    return failureReport(source, error, began);
  }
}
