import { linkRule } from "./link-rule.ts";

export const connectionPoolExhausted = linkRule({
  code: "connection-pool-exhausted",
  specificity: 6,
  dependent: true,
  classes: ["pool-exhausted"],
  blame: "caller",
  meaning: "All connections of the caller's own pool are in use: they leak, the pool is small, or the server is slow.",
  remedy: "See how long connections are held; restart to get through, then raise the pool size or fix the leak.",
  title: ({ caller, peer }, { peer: { kind } }) =>
    `${caller} has no free connection left${kind === "unknown" ? "" : ` to ${peer}`}`,
});
