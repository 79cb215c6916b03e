import { linkRule } from "./link-rule.ts";

export const databaseObjectMissing = linkRule({
  code: "database-object-missing",
  specificity: 8,
  classes: ["unknown-object"],
  blame: "caller",
  meaning: "The database, user, virtual host, queue or topic that the caller names does not exist on the server.",
  remedy: "Correct the name in the caller, or create the object: an initialisation job may not have run.",
  disproof: "The object exists on that server.",
  title: ({ caller, peer }, { clue: { entities } }) => {
    const { db, table, user, peer: service } = entities;
    const what = db ? `database ${db}` : table ? table : user ? `user ${user}` : service ? service : "what it asks for";
    return `${caller} asks ${peer} for ${what}, which does not exist`;
  },
});
