import { linkRule } from "./link-rule.ts";

export const databaseLockContention = linkRule({
  code: "database-lock-contention",
  specificity: 5,
  classes: ["deadlock", "lock-wait"],
  blame: "caller",
  meaning: "Transactions wait for each other's locks, or are rolled back as deadlocks.",
  remedy: "Find the transaction that stays open and terminate it; take locks in one order.",
  title: ({ caller, peer }) => `transactions of ${caller} block each other on ${peer}`,
});
