import { linkRule } from "./link-rule.ts";

export const leaderElectionLost = linkRule({
  code: "leader-election-lost",
  specificity: 5,
  dependent: true,
  classes: ["leadership"],
  blame: "caller",
  meaning: "A process loses its lease or its leader: the API server, etcd or its own CPU is too slow.",
  remedy: "Look at the latency of the API server and etcd, and at CPU throttling of the process.",
  title: ({ caller }) => `${caller} keeps losing its leader or lease`,
});
