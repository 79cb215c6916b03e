import { linkRule } from "./link-rule.ts";

export const storeQuorumLost = linkRule({
  code: "store-quorum-lost",
  specificity: 4,
  classes: ["quorum"],
  blame: "peer",
  dependent: true,
  meaning:
    "A replicated store or broker has fewer members or replicas alive than a request asks for, and refuses it: Kafka's in-sync replicas, Cassandra's consistency level, a write concern, shards.",
  remedy: "See which of its members are down or lag behind; bring them back before the level is lowered.",
  title: ({ peer }) => `${peer} has too few live replicas to serve the request`,
});
