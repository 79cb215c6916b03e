import { linkRule } from "./link-rule.ts";

export const rateLimited = linkRule({
  code: "rate-limited",
  specificity: 6,
  dependent: true,
  classes: ["rate-limited"],
  blame: "caller",
  meaning: "A server or provider refuses requests because there are too many.",
  remedy: "See what multiplied the requests (retries, replicas); ask for a higher quota.",
  title: ({ caller, peer }) => `${peer} rate-limits ${caller}`,
  together: (peer) => `${peer} limits the rate of requests`,
});
