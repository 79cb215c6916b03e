import { BlockList, isIP } from "node:net";
import type { Environment } from "./environment.ts";
import { SitrepError } from "./errors.ts";

/**
 * The proxy to an address, as kubectl and everything else written in Go reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in upper or
 * lower case (https://pkg.go.dev/golang.org/x/net/http/httpproxy). This machine itself is never reached through one.
 */
export function proxyFor(address: string, env: Environment): string | undefined {
  const { protocol, hostname, port } = new URL(address);
  const name = protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const proxy = either(env, name);
  const host = hostname.toLowerCase().replace(/^\[|\]$/g, "");
  const isBypassed = isThisMachine(host) || bypasses(either(env, "NO_PROXY"), host, port || defaultPort(protocol));
  return proxy === "" || isBypassed ? undefined : proxyUrl(proxy, name);
}

const KNOWN = new Set(["http:", "https:", "socks5:", "socks5h:"]);

/** `proxy:3128` is `http://proxy:3128`. Throws a `setup` error, without the credentials in it, when it is no address. */
export function proxyUrl(proxy: string, setting: string): string {
  const url = proxy.includes("://") ? proxy : `http://${proxy}`;
  if (URL.canParse(url) && KNOWN.has(new URL(url).protocol)) return url;
  throw new SitrepError("setup", `${setting} is not the address of a proxy.`, {
    hint: "Write http://HOST:PORT, https://HOST:PORT or socks5://HOST:PORT.",
  });
}

function either(env: Environment, name: string): string {
  return env[name] || env[name.toLowerCase()] || "";
}

function defaultPort(protocol: string): string {
  return protocol === "https:" ? "443" : "80";
}

function isThisMachine(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

function bypasses(noProxy: string, host: string, port: string): boolean {
  const entries = noProxy.split(",").map((entry) => entry.trim().toLowerCase());
  return entries.some((entry) => entry !== "" && covers(entry, host, port));
}

/** `*`, a range (`10.0.0.0/8`), an address, a name with its subdomains, `.name` for the subdomains alone; each but a range with a port. */
function covers(entry: string, host: string, port: string): boolean {
  if (entry === "*") return true;
  const range = /^([\da-f:.]+)\/(\d+)$/.exec(entry);
  if (range) return isWithin(range[1] ?? "", Number(range[2]), host);
  const [, name = "", only = ""] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(isIP(entry) === 6 ? `[${entry}]` : entry) ?? [];
  if (only !== "" && only !== port) return false;
  if (isIP(name) !== 0) return name === host;
  const suffix = name.replace(/^\*?\.?/, ".");
  return host.endsWith(suffix) || (suffix === `.${name}` && host === name);
}

function isWithin(network: string, prefix: number, host: string): boolean {
  const [family, own] = [isIP(network), isIP(host)];
  if (family === 0 || family !== own || prefix > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  const type = family === 4 ? "ipv4" : "ipv6";
  list.addSubnet(network, prefix, type);
  return list.check(host, type);
}
