import type { Series } from "../../core/observation.ts";
import type { Row } from "./rows.ts";
export function classified(rows: readonly Row[]): Series[] {
  return rows.flatMap((r) => r.answer.series);
}
