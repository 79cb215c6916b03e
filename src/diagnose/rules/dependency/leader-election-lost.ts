import { productOf } from "../../situation/products.ts";
import { linkRule } from "./link-rule.ts";

export const leaderElectionLost = linkRule({
  code: "leader-election-lost",
  specificity: 5,
  dependent: true,
  classes: ["leadership"],
  // A client repeats what its store says of itself; a lease of the API server is the process's own.
  blame: ({ clue }) => (productOf(clue.signature) ? "peer" : "caller"),
  together: (peer) => `leases of the processes that ${peer} serves are lost: it is too slow`,
  meaning: "A process loses its lease or its leader: the API server, etcd or its own CPU is too slow.",
  remedy: "Look at the latency of the API server and etcd, and at CPU throttling of the process.",
  title: ({ caller, peer }, { clue }) =>
    productOf(clue.signature) ? `${peer} has no leader` : `${caller} keeps losing its leader or lease`,
});
