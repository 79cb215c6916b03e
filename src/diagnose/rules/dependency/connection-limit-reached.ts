import { linkRule } from "./link-rule.ts";

export const connectionLimitReached = linkRule({
  code: "connection-limit-reached",
  specificity: 8,
  classes: ["connection-limit"],
  blame: "peer",
  meaning: "A server accepts no more connections: its limit is reached.",
  remedy: "See who holds them; lower the callers' pools (size × replicas), or raise the limit.",
  title: ({ peer }) => `${peer} accepts no more connections`,
});
