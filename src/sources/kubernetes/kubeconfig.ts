import { existsSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import type { KubeConfig } from "@kubernetes/client-node";
import { messageOf, SitrepError } from "../../core/errors.ts";

export interface Credentials {
  /** One file, or several joined as in KUBECONFIG. */
  kubeconfig?: string | undefined;
  context?: string | undefined;
}

const IN_CLUSTER = "/var/run/secrets/kubernetes.io/serviceaccount/token";

/** Is there any way to a cluster? A named file counts even when it is missing: that must be said, not passed over. */
export function isConfigured({ kubeconfig, context }: Credentials): boolean {
  return kubeconfig !== undefined || context !== undefined || existsSync(defaultFile()) || existsSync(IN_CLUSTER);
}

/** Loads credentials with the official client, which knows tokens, certificates, exec plugins and cloud providers; 0.3 s, so only when first needed. */
export async function loadKubeConfig({ kubeconfig, context }: Credentials): Promise<KubeConfig> {
  const { KubeConfig } = await import("@kubernetes/client-node");
  const config = new KubeConfig();
  const files = kubeconfig?.split(path.delimiter).filter(Boolean) ?? (existsSync(defaultFile()) ? [defaultFile()] : []);
  try {
    if (files.length === 0) config.loadFromCluster();
    for (const [i, file] of files.entries()) {
      if (i === 0) {
        config.loadFromFile(file);
        continue;
      }
      const other = new KubeConfig();
      other.loadFromFile(file);
      config.mergeConfig(other, true);
    }
  } catch (error) {
    throw new SitrepError("input", `The kubeconfig ${files.join(", ")} cannot be used: ${messageOf(error)}.`, {
      cause: error,
      hint: "kubectl config view shows what kubectl reads; name another file with --kubeconfig.",
    });
  }
  return choose(config, context);
}

function choose(config: KubeConfig, context: string | undefined): KubeConfig {
  const names = config.getContexts().map(({ name }) => name);
  const wanted = context ?? config.getCurrentContext();
  if (!names.includes(wanted))
    throw new SitrepError(
      "input",
      wanted ? `The kubeconfig has no context "${wanted}".` : "The kubeconfig has no current context.",
      { hint: `Contexts: ${names.join(", ") || "none"}. Choose one with --context.` },
    );
  config.setCurrentContext(wanted);
  return config;
}

function defaultFile(): string {
  return path.join(homedir(), ".kube", "config");
}
