import { readFile } from "node:fs/promises";
import type { Agent } from "node:http";
import { z } from "zod";
import { openAgent } from "./agent.ts";
import type { Environment } from "./environment.ts";
import { messageOf, SitrepError } from "./errors.ts";
import { proxyFor } from "./proxy.ts";

/** How an HTTP API is reached. Without `url` the source is not configured. */
export const endpointConfig = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("Address, without /api; may end in a path"),
  token: z.string().optional().describe("Bearer token"),
  tokenFile: z.string().optional().describe("File with the bearer token, read again for every call"),
  username: z.string().optional().describe("User for basic authentication"),
  password: z.string().optional().describe("Password for basic authentication"),
  caFile: z.string().optional().describe("PEM file with the certificate authority of a private https address"),
  headers: z.record(z.string(), z.string()).optional().describe("Further headers, e.g. X-Scope-OrgID of a tenant"),
});
export type EndpointConfig = z.output<typeof endpointConfig>;

/** An address that was configured, and what it takes to be let in. Files are read when they are needed. */
export interface Endpoint {
  /** Without trailing slash and without credentials. */
  url: string;
  /** Throws a `setup` error when the file cannot be read, like `agent`. */
  headers(): Promise<Record<string, string>>;
  /** Kept connections to it, through the environment's proxy. */
  agent(): Promise<Agent>;
  /** Ends them. Nothing is asked afterwards. */
  close(): void;
}

/** `undefined` when there is no url. */
export function openEndpoint(config: EndpointConfig, env: Environment = {}): Endpoint | undefined {
  if (config.url === undefined) return undefined;
  const url = new URL(config.url);
  const basic = basicOf(config, url);
  url.username = "";
  url.password = "";
  const headers = async () => {
    const token = config.tokenFile ? (await readSetting("tokenFile", config.tokenFile)).trim() : config.token;
    const authorization = token ? `Bearer ${token}` : basic;
    return { accept: "application/json", ...(authorization && { authorization }), ...config.headers };
  };
  let opened: Promise<Agent> | undefined;
  const open = async () => {
    const ca = config.caFile ? await readSetting("caFile", config.caFile) : undefined;
    return openAgent(url.href, { proxy: proxyFor(url.href, env), tls: ca === undefined ? {} : { ca } });
  };
  const agent = () => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined; // the file may be there the next time
      throw error;
    });
    return opened;
  };
  const close = () => void opened?.then((it) => it.destroy()).catch(() => undefined);
  return { url: url.href.replace(/\/$/, ""), headers, agent, close };
}

function basicOf(config: EndpointConfig, url: URL): string | undefined {
  const user = config.username ?? decodeURIComponent(url.username);
  const password = config.password ?? decodeURIComponent(url.password);
  return user ? `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` : undefined;
}

async function readSetting(name: string, path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new SitrepError("setup", `${name}: ${messageOf(error)}.`, { cause: error });
  }
}
