import { crashRule } from "./crash-rule.ts";

export const dataCorrupt = crashRule({
  code: "data-corrupt",
  specificity: 8,
  classes: ["data-corrupt"],
  meaning: "A database cannot start because its files are damaged.",
  remedy: "Stop writers, copy the volume, then restore a backup or follow the product's recovery procedure.",
  title: (name) => `${name} cannot start: its data files are damaged`,
});
