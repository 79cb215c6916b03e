import { linkRule } from "./link-rule.ts";

export const databaseSchemaMissing = linkRule({
  code: "database-schema-missing",
  specificity: 6,
  classes: ["schema"],
  blame: "caller",
  meaning:
    "A table or column that the caller uses does not exist: a migration has not run, or it is the wrong database.",
  remedy: "Run the migration, or undo the rollout that needs it.",
  title: ({ caller }, { clue: { entities } }) =>
    `${caller} uses ${entities.table ?? entities.key ?? "a table"}, which its database does not have`,
});
