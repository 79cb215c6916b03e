import { registryOf } from "./image-name.ts";
import { pullRule } from "./pull-rule.ts";

export const imageRegistryUntrusted = pullRule({
  code: "image-registry-untrusted",
  reason: "untrusted",
  meaning: "TLS to the registry fails: unknown authority, expired certificate, or plain HTTP.",
  remedy: "Install the authority on the node, renew the certificate, or configure the registry as plain HTTP.",
  disproof: "The certificate is valid and trusted on that node.",
  title: ({ workload, image, text }) =>
    /HTTP response to HTTPS/.test(text)
      ? `the registry ${registryOf(image)} of ${workload.ref.name} speaks plain HTTP, and the node asks over TLS`
      : `the node does not trust the registry ${registryOf(image)} of ${workload.ref.name}: ${/x509: .{1,120}/.exec(text)?.[0] ?? "TLS fails"}`,
});
