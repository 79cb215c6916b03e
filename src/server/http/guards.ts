import type { HttpBindings } from "@hono/node-server";
import { hostHeaderValidationResponse, originValidationResponse } from "@modelcontextprotocol/server";
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { SitrepError } from "../../core/errors.ts";
import { problem } from "./problems.ts";

/** A pasted trace of 20,000 characters, in the worst encoding of JSON, with room to spare. */
const MAX_BODY_BYTES = 256 * 1024;

/**
 * A page in somebody's browser must not reach this server through a name that it points here (DNS rebinding), nor from
 * another site: only known hosts are answered, and requests of browsers only from them. The address that was connected to is
 * no name that anybody could point here, so a kubelet's probe is answered.
 */
export function knownHosts(hosts: readonly string[]): MiddlewareHandler<{ Bindings: HttpBindings }> {
  return async ({ req: { raw }, env: { incoming } }, next) => {
    const address = incoming.socket.localAddress?.replace(/^::ffff:/, "") ?? "";
    const names = [...hosts, address, `[${address}]`];
    const refused = hostHeaderValidationResponse(raw, names) ?? originValidationResponse(raw, [...hosts]);
    return refused ?? (await next());
  };
}

export const boundedBody: MiddlewareHandler = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: (context) =>
    problem(context, new SitrepError("input", `The body is larger than ${MAX_BODY_BYTES / 1024} KB.`), 413),
});

/** Nothing here is a page, is kept by a cache, or is shown in a frame. */
export const quietHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  context.header("Cache-Control", "no-store");
  context.header("X-Content-Type-Options", "nosniff");
  context.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
};
