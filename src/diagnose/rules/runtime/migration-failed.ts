import { crashRule } from "./crash-rule.ts";

export const migrationFailed = crashRule({
  code: "migration-failed",
  specificity: 7,
  classes: ["migration-failed"],
  meaning: "A database migration failed, and the program does not start without it.",
  remedy: "Repair the failed version in the migration tool's table, then run it again; or undo the rollout.",
  title: (name) => `${name} stops because a database migration failed`,
});
