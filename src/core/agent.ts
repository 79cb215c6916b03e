import http from "node:http";
import https from "node:https";
import { TunnelAgent } from "./tunnel.ts";

export interface AgentOptions {
  /** As `proxyFor` gives it. */
  proxy?: string | undefined;
  tls?: https.AgentOptions;
  maxSockets?: number;
}

/** Kept connections to one address, through a proxy when there is one. Whoever opens it destroys it. */
export async function openAgent(
  address: string,
  { proxy, tls = {}, maxSockets = Number.POSITIVE_INFINITY }: AgentOptions,
): Promise<http.Agent> {
  const kept = { keepAlive: true, maxSockets };
  const isPlain = address.startsWith("http:");
  if (proxy === undefined) return isPlain ? new http.Agent(kept) : new https.Agent({ ...kept, ...tls });
  if (proxy.startsWith("socks")) {
    const { SocksProxyAgent } = await import("socks-proxy-agent");
    return new SocksProxyAgent(proxy, { ...kept, ...tls });
  }
  // A plain request is written to the proxy with its whole address: many proxies let CONNECT reach port 443 alone.
  return isPlain
    ? new http.Agent({ ...kept, proxyEnv: { HTTP_PROXY: proxy } })
    : new TunnelAgent(proxy, { ...kept, ...tls });
}
