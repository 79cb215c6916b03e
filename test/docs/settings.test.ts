import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { settingsPage } from "../../docs/settings.ts";
import { SLICES } from "../../src/sources/index.ts";

test("docs/settings.md is what the schemas say (npm run gen writes it)", () => {
  const page = readFileSync("docs/settings.md", "utf8");
  expect(page).toBe(settingsPage(SLICES));
  expect(page).toContain("| `prometheus.tokenFile` | `SITREP_PROMETHEUS_TOKEN_FILE` |");
});
