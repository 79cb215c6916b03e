import { volumeRule } from "./volume-rule.ts";

export const volumeAccessDenied = volumeRule({
  code: "volume-access-denied",
  problem: "access-denied",
  meaning: "The storage refuses the mount: exports, credentials or rights do not admit this node.",
  remedy: "Allow the node in the server's exports, or correct the credentials of the volume.",
  disproof: "The node mounts the volume by hand.",
  title: ({ why }, name) => `the storage refuses to mount ${name}: ${why}`,
});
