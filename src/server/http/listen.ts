import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { isIP } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { App } from "../../app.ts";
import { messageOf, SitrepError } from "../../core/errors.ts";
import { byBearer, type Identify, localOnly } from "../../identity/identify.ts";
import { readKeys } from "../../identity/keys.ts";
import { createFront, type FrontOptions } from "./front.ts";

export interface HttpOptions extends Omit<FrontOptions, "identify"> {
  /** `PORT`, `HOST:PORT` or `[::1]:PORT`; without a host, the loopback address. */
  address: string;
  tls?: { cert: string; key: string } | undefined;
  /** A proxy in front ends TLS. */
  behindProxy: boolean;
}

/** A request must be here in so long, headers first; nobody holds a connection by sending slowly. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;
/** A client that reads nothing for so long is dropped. */
const IDLE_MS = 60_000;
const MAX_CONNECTIONS = 1_000;
/** At the end, calls under way have so long. */
const DRAIN_MS = 10_000;

export interface Listening {
  url: string;
  /** Takes no more connections, lets calls under way finish, then ends. */
  close(): Promise<void>;
}

/** Throws `setup` where it would listen to strangers without knowing who they are, or in clear text. */
export async function listen({ address, tls, behindProxy, ...front }: HttpOptions): Promise<Listening> {
  const { host, port } = parsed(address);
  const hasKeys = (await readKeys(front.app.keys)).length > 0;
  const knows = hasKeys || front.app.oidc !== undefined;
  if (!isLoopback(host)) refuseOpen(address, knows, tls !== undefined || behindProxy);
  const hosts = [...new Set(["localhost", "127.0.0.1", "[::1]", ...(isIP(host) ? [] : [host]), ...front.hosts])];
  const app = createFront({ ...front, hosts, identify: knows ? await identifier(front.app) : localOnly() });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = tls ? createTlsServer(await certificate(tls), listener) : createServer(listener);
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = REQUEST_MS;
  server.maxConnections = MAX_CONNECTIONS;
  server.setTimeout(IDLE_MS);
  server.listen(port, host);
  await once(server, "listening").catch((error) => {
    throw new SitrepError("setup", `Cannot listen on ${address}: ${messageOf(error)}.`, { cause: error });
  });
  return { url: urlOf(server, host, tls !== undefined), close: () => drain(server) };
}

/** A provider's tokens need a library that keys do not. */
async function identifier({ keys, oidc }: App): Promise<Identify> {
  if (!oidc) return byBearer(keys);
  const { tokenChecker } = await import("../../identity/oidc.ts");
  return byBearer(keys, tokenChecker(oidc));
}

function parsed(address: string): { host: string; port: number } {
  const [, six, name, port] = /^(?:(?:\[([\da-f:]+)\]|([\w.-]+)):)?(\d{1,5})$/i.exec(address) ?? [];
  if (port === undefined || Number(port) > 65_535)
    throw new SitrepError("input", `${address} is not an address to listen on.`, {
      hint: "Write PORT, HOST:PORT or [::1]:PORT; without a host it is 127.0.0.1.",
    });
  return { host: six ?? name ?? "127.0.0.1", port: Number(port) };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\./.test(host);
}

function refuseOpen(address: string, knows: boolean, isEncrypted: boolean): void {
  if (!knows)
    throw new SitrepError(
      "setup",
      `${address} is reachable from other machines, and there is no key to authenticate callers.`,
      {
        hint: "sitrep keys create NAME makes one, or set oidc in sitrep.yaml; without, listen on 127.0.0.1.",
      },
    );
  if (!isEncrypted)
    throw new SitrepError(
      "setup",
      `${address} is reachable from other machines, and keys would cross the network in clear text.`,
      {
        hint: "Add --tls-cert FILE --tls-key FILE, or --behind-proxy where a proxy ends TLS.",
      },
    );
}

async function certificate({ cert, key }: { cert: string; key: string }) {
  try {
    return { cert: await readFile(cert), key: await readFile(key), minVersion: "TLSv1.2" as const };
  } catch (error) {
    throw new SitrepError("setup", `The certificate cannot be read: ${messageOf(error)}.`, { cause: error });
  }
}

function urlOf(server: Server, host: string, isTls: boolean): string {
  const at = server.address();
  const port = typeof at === "object" && at !== null ? at.port : 0;
  return `${isTls ? "https" : "http"}://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

async function drain(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(late);
}
