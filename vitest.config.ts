import path from "node:path";
import { defineConfig } from "vitest/config";

const shared = { testTimeout: 60_000, hookTimeout: 120_000 };
const elsewhere = ["test/live/**", "test/cluster/**"];
const SYSTEM = "test/**/*.system.test.ts";

/**
 * `unit` needs Node and nothing else, on any machine: it finds no other program, not even where one is installed. `system` needs
 * the programs of test/programs.txt.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [...elsewhere, SYSTEM],
          env: { PATH: path.dirname(process.execPath) },
        },
      },
      { test: { ...shared, name: "system", include: [SYSTEM], exclude: elsewhere } },
    ],
  },
});
