import { volumeRule } from "./volume-rule.ts";

export const volumeServerUnreachable = volumeRule({
  code: "volume-server-unreachable",
  problem: "server-unreachable",
  meaning: "The file server or storage of the volume does not answer, or its name does not resolve on the node.",
  remedy: "Bring the server back; check address, firewall and DNS of the node.",
  disproof: "The node reaches the server.",
  title: ({ why }, name) => `the storage behind ${name} does not answer: ${why}`,
});
