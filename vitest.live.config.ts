import { defineConfig } from "vitest/config";

/** One file at a time: the clusters are shared, and some tests take parts of them away. */
const shared = { testTimeout: 300_000, hookTimeout: 300_000, fileParallelism: false, maxConcurrency: 4 };

export default defineConfig({
  test: {
    ...shared,
    projects: [
      {
        test: {
          ...shared,
          name: "api-server",
          include: ["test/live/api-server/*.test.ts"],
          globalSetup: "test/live/api-server/setup.ts",
        },
      },
      {
        test: {
          ...shared,
          name: "cluster",
          include: ["test/live/cluster/*.test.ts"],
          globalSetup: "test/live/cluster/setup.ts",
        },
      },
    ],
  },
});
