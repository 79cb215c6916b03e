import type https from "node:https";
import { messageOf, SitrepError } from "../../../core/errors.ts";
import { oneLine } from "../../../core/untrusted.ts";
import type { Login } from "./contract.ts";
import type { Kubeconfig } from "./kubeconfig.ts";

/** Logs in through the official client, which knows the cloud providers of old kubeconfigs. */
export async function officialLogin(config: Kubeconfig, context: string): Promise<() => Promise<Login>> {
  const { KubeConfig } = await import("@kubernetes/client-node");
  const official = new KubeConfig();
  official.loadFromString(JSON.stringify({ ...config, apiVersion: "v1", kind: "Config" }));
  official.setCurrentContext(context);
  return async () => {
    const options: https.RequestOptions = { headers: {} };
    try {
      await official.applyToHTTPSOptions(options);
    } catch (error) {
      throw new SitrepError("denied", `The credentials of context "${context}" were not issued: ${saidBy(error)}.`, {
        cause: error,
        hint: "kubectl get namespaces shows the same; log in again with your provider's command.",
      });
    }
    return loginOf(options);
  };
}

function loginOf(options: https.RequestOptions): Login {
  const { headers, ca, cert, key, rejectUnauthorized, servername } = options;
  const plain = Object.entries(headers ?? {}).flatMap(([name, value]) =>
    typeof value === "string" ? [[name.toLowerCase(), value] as const] : [],
  );
  const tls = { ca, cert, key, rejectUnauthorized, servername };
  return {
    headers: Object.fromEntries(plain),
    tls: Object.fromEntries(Object.entries(tls).filter(([, value]) => value !== undefined)),
  };
}

/** The provider's complaint. */
function saidBy(error: unknown): string {
  return oneLine(messageOf(error), 200).replace(/(?<![.\s])[.\s]+$/, "") || "the provider gave no reason";
}
