import { linkRule } from "./link-rule.ts";

export const databaseReadOnly = linkRule({
  code: "database-read-only",
  specificity: 7,
  classes: ["read-only"],
  blame: "peer",
  meaning:
    "The database refuses writes: a replica after a failover, a read-only mode, or a Service that selects replicas.",
  remedy: "Point the caller at the primary, or make the instance writable again.",
  title: ({ peer }) => `${peer} refuses writes: it is read-only`,
});
