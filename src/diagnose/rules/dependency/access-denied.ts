import { linkRule } from "./link-rule.ts";

export const accessDenied = linkRule({
  code: "access-denied",
  specificity: 7,
  classes: ["authorization"],
  blame: "peer",
  meaning: "A server knows the caller and refuses what it asks: a missing grant, or a rule on source addresses.",
  remedy: "Grant the right to the user that the caller presents, or allow its address.",
  unless: ({ clue }) => clue.signature === "client-go-forbidden" || clue.signature === "envoy-rbac",
  title: ({ caller, peer }, { clue: { entities } }) =>
    `${peer} denies ${caller} access${entities.table ? ` to ${entities.table}` : entities.db ? ` to ${entities.db}` : ""}`,
});
