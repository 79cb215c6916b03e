import { z } from "zod";
import { messageOf } from "../../core/errors.ts";
import type { SourceReport } from "../../core/report.ts";
import { defineSource } from "../../core/source.ts";
import { captureKubernetes } from "./capture.ts";
import { KubeClient } from "./client.ts";
import { collectFacts } from "./collect.ts";
import { isConfigured, loadKubeConfig } from "./kubeconfig.ts";
import { liveReader } from "./live.ts";
import type { KubernetesReader } from "./reader.ts";
import { recordedReader } from "./recorded.ts";
import { resolveNames } from "./resolve.ts";

export const kubernetes = defineSource({
  name: "kubernetes",
  config: z.strictObject({
    kubeconfig: z.string().optional().describe("kubeconfig file; several joined as in KUBECONFIG"),
    context: z.string().optional().describe("Context to use; the current one by default"),
    readSecrets: z.boolean().default(false).describe("Read names and keys of Secrets, never values"),
  }),
  connect: async (config): Promise<KubernetesReader | undefined> =>
    isConfigured(config) ? liveReader(new KubeClient(() => loadKubeConfig(config)), config) : undefined,
  replay: recordedReader,
  probe,
  resolve: resolveNames,
  collect: collectFacts,
  record: captureKubernetes,
});

async function probe(reader: KubernetesReader, signal: AbortSignal): Promise<SourceReport> {
  const began = performance.now();
  const made = (status: SourceReport["status"], detail: string) => ({
    source: "kubernetes",
    status,
    detail,
    asOf: new Date().toISOString(),
    durationMs: Math.round(performance.now() - began),
  });
  try {
    const [cluster, { version, user, mayWrite }] = await Promise.all([reader.cluster(), reader.identity(signal)]);
    const warning =
      mayWrite.length > 0
        ? `; warning: may also ${mayWrite.join(", ")}; deploy/rbac.yaml has a role that only reads`
        : "";
    return made("ok", `${cluster} ${version} as ${user}${warning}`);
  } catch (error) {
    return signal.aborted ? made("timed-out", "no answer in time") : made("unreachable", messageOf(error));
  }
}
