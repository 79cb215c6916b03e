import type http from "node:http";
import type https from "node:https";
import { messageOf, SitrepError } from "../../../core/errors.ts";
import { oneLine } from "../../../core/untrusted.ts";
import type { Login } from "./contract.ts";
import type { ClusterSettings, Kubeconfig, UserSettings } from "./kubeconfig.ts";

/** What we leave to the official client: programs that issue credentials, cloud providers, proxies. */
export function needsOfficial(cluster: ClusterSettings, user: UserSettings): boolean {
  return [user.exec, user["auth-provider"], cluster["proxy-url"]].some((value) => value !== undefined);
}

/** Logs in through the official client, which keeps a plugin's token until it expires. */
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
    return loginOf(options, official.getCurrentCluster()?.proxyUrl !== undefined);
  };
}

function loginOf(options: https.RequestOptions, proxied: boolean): Login {
  const { headers, agent, ca, cert, key, rejectUnauthorized, servername } = options;
  const plain = Object.entries(headers ?? {}).flatMap(([name, value]) =>
    typeof value === "string" ? [[name.toLowerCase(), value] as const] : [],
  );
  const tls = { ca, cert, key, rejectUnauthorized, servername };
  return {
    headers: Object.fromEntries(plain),
    tls: Object.fromEntries(Object.entries(tls).filter(([, value]) => value !== undefined)),
    ...(proxied && isAgent(agent) ? { agent } : {}),
  };
}

function isAgent(agent: https.RequestOptions["agent"]): agent is http.Agent {
  return typeof agent === "object";
}

/** A plugin's complaint, or that there is no such program. */
function saidBy(error: unknown): string {
  return oneLine(messageOf(error), 200).replace(/[.\s]+$/, "") || "the plugin gave no reason";
}
