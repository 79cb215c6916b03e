import { z } from "zod";
import { probeReport } from "../../core/probe.ts";
import { defineSource } from "../../core/source.ts";
import { isConfigured, openAccess } from "./access/access.ts";
import { KubeClient } from "./api/client.ts";
import { captureKubernetes } from "./capture.ts";
import { collectFacts } from "./collect/collect.ts";
import { liveReader } from "./live/live.ts";
import type { KubernetesReader } from "./reader.ts";
import { recordedReader } from "./recorded/recorded.ts";
import { knownNames } from "./resolve/known-names.ts";
import { resolveNames } from "./resolve/resolve.ts";
import { withinNamespaces } from "./within.ts";

export const kubernetes = defineSource({
  name: "kubernetes",
  config: z.strictObject({
    kubeconfig: z.string().optional().describe("kubeconfig file; several joined as in KUBECONFIG"),
    context: z.string().optional().describe("Context to use; the current one by default"),
    server: z.string().optional().describe("API server address, in place of the kubeconfig's or the pod's own"),
    namespaces: z.array(z.string()).default([]).describe("The only namespaces to read; all by default"),
    impersonate: z
      .strictObject({
        user: z.string().describe("User to act as"),
        groups: z.array(z.string()).default([]).describe("Groups to act as"),
      })
      .optional(),
    readSecrets: z.boolean().default(false).describe("Read names and keys of Secrets, never values"),
  }),
  connect: async (config, env): Promise<KubernetesReader | undefined> =>
    isConfigured(config) ? liveReader(new KubeClient(() => openAccess(config, env)), config) : undefined,
  replay: recordedReader,
  probe: (reader, signal) => probeReport("kubernetes", () => told(reader, signal)),
  resolve: resolveNames,
  names: knownNames,
  collect: collectFacts,
  record: captureKubernetes,
  within: (reader, namespaces) => reader.within?.(namespaces) ?? withinNamespaces(reader, namespaces),
  close: (reader) => reader.close(),
});

/** Which cluster, and as whom; more rights than reading takes are a warning. */
async function told(reader: KubernetesReader, signal: AbortSignal) {
  const [cluster, { version, user, mayWrite }] = await Promise.all([reader.cluster(), reader.identity(signal)]);
  const warning = mayWrite.length > 0 ? `may also ${mayWrite.join(", ")}; deploy/rbac.yaml only reads` : undefined;
  return { detail: `${cluster} ${version} as ${user}`, warning };
}
