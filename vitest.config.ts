import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/live/**", "test/cluster/**"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
