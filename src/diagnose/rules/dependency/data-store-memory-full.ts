import { linkRule } from "./link-rule.ts";

export const dataStoreMemoryFull = linkRule({
  code: "data-store-memory-full",
  specificity: 7,
  classes: ["memory-full"],
  blame: "peer",
  meaning: "A store or broker has used up its configured memory, and refuses writes or blocks publishers.",
  remedy: "See what fills it, set an eviction policy or expiry, or raise its limit.",
  title: ({ peer }) => `${peer} has used up its configured memory`,
});
