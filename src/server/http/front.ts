import { createMcpHandler } from "@modelcontextprotocol/server";
import { Hono, type MiddlewareHandler } from "hono";
import type { App } from "../../app.ts";
import { SitrepError } from "../../core/errors.ts";
import { oneLine } from "../../core/untrusted.ts";
import type { Identify } from "../../identity/identify.ts";
import { createMcpServer } from "../mcp.ts";
import type { Session } from "../session.ts";
import { api } from "./api.ts";
import { boundedBody, knownHosts, quietHeaders } from "./guards.ts";
import { createMetrics } from "./metrics.ts";
import { problem } from "./problems.ts";
import { challenge, metadataOf, metadataPaths } from "./protected-resource.ts";
import { readiness } from "./readiness.ts";
import type { Served } from "./served.ts";

export interface FrontOptions {
  app: App;
  identify: Identify;
  /** Names under which this server is reached, beside the address that is connected to. */
  hosts: readonly string[];
  version: string;
  log(message: string): void;
}

const ROUTES = "Routes: /mcp, /api/v1/tools, /api/v1/openapi.json, /healthz, /readyz, /metrics.";

/**
 * Every route, in the order in which a request meets the checks: known host, bounded body, health for whoever asks, and
 * nothing else without an identity. Nothing is kept from one request to the next, so that any replica can answer any of them.
 */
export function createFront({ app: uncounted, identify, hosts, version, log }: FrontOptions): Hono<Served> {
  const metrics = createMetrics(uncounted.tools.map(({ name }) => name));
  const app: App = { ...uncounted, call: metrics.counted(uncounted.call) };
  const ready = readiness(app);
  const front = new Hono<Served>();
  front.onError((error, context) => problem(context, error));
  front.notFound((context) => problem(context, new SitrepError("input", "No such route.", { hint: ROUTES }), 404));
  front.use(quietHeaders, knownHosts(hosts), boundedBody);
  front.get("/healthz", (context) => context.text("ok\n"));
  front.get("/readyz", async (context) => {
    const state = await ready();
    return context.json(state, state.ready ? 200 : 503);
  });
  for (const path of app.oidc ? metadataPaths(app.oidc) : [])
    front.get(path, (context) => context.json(app.oidc && metadataOf(app.oidc)));
  front.use(identified(app, identify));
  front.get("/metrics", async (context) => context.text(await metrics.text(), 200, { "Content-Type": metrics.type }));
  front.all("/mcp", overMcp(version, log));
  front.route("/api/v1", api(version));
  return front;
}

function identified(app: App, identify: Identify): MiddlewareHandler<Served> {
  return async (context, next) => {
    const address = context.env.incoming.socket.remoteAddress ?? "";
    const found = await identify(context.req.header("Authorization"), address);
    if ("caller" in found) {
      context.set("session", { app, caller: found.caller });
      return next();
    }
    if (found.status === 401 || found.status === 403) context.header("WWW-Authenticate", challenge(app.oidc, found));
    return problem(context, found.refusal, found.status);
  };
}

/** Streamable HTTP, stateless: clients of 2025 and of 2026 are told apart by the SDK. */
function overMcp(version: string, log: FrontOptions["log"]): MiddlewareHandler<Served> {
  const handler = createMcpHandler(
    ({ authInfo }) => createMcpServer(Promise.resolve(authInfo?.extra?.session as Session), version),
    { onerror: (error) => log(`a request was not understood: ${oneLine(error.message, 200)}`) },
  );
  return ({ req: { raw }, var: { session } }) =>
    handler.fetch(raw, { authInfo: { token: "", clientId: session.caller.id, scopes: [], extra: { session } } });
}
