import { type Agent, request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";
import { beforeAbort } from "../../core/before-abort.ts";
import type { Endpoint } from "../../core/endpoint.ts";
import { endpointRefusal } from "../../core/endpoint-refusal.ts";
import { messageOf, SitrepError } from "../../core/errors.ts";
import { oneLine } from "../../core/untrusted.ts";

const MAX_BYTES = 16 * 1024 * 1024;

/** GET as JSON. node:http and not fetch, because fetch takes no private certificate authority; it follows no redirects. */
export async function getJson(
  endpoint: Endpoint,
  path: string,
  signal: AbortSignal,
  maxBytes = MAX_BYTES,
): Promise<unknown> {
  signal.throwIfAborted();
  const [headers, agent] = await Promise.all([endpoint.headers(), endpoint.agent()]);
  try {
    const { status, body } = await beforeAbort(
      get(`${endpoint.url}${path}`, { headers, agent, signal, maxBytes }),
      signal,
    );
    if (status !== 200) throw refusal(endpoint.url, status, body);
    return parse(endpoint.url, body);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof SitrepError) throw error;
    throw new SitrepError("unavailable", `${endpoint.url} does not answer: ${oneLine(messageOf(error), 200)}.`, {
      cause: error,
      hint: "Is the address right, and reachable from here? A private certificate needs caFile.",
    });
  }
}

interface Options {
  headers: Record<string, string>;
  agent: Agent;
  signal: AbortSignal;
  maxBytes: number;
}

function get(url: string, { headers, agent, signal, maxBytes }: Options): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const send = url.startsWith("https:") ? tlsRequest : plainRequest;
    const call = send(url, { headers, agent, signal }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size <= maxBytes) chunks.push(chunk);
        else response.destroy(new SitrepError("unavailable", `The answer of ${url} is larger than sitrep reads.`));
      });
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }),
      );
    });
    call.on("error", reject);
    call.end();
  });
}

function parse(origin: string, body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new SitrepError("unavailable", `${origin} answers, but not as Alertmanager's API v2.`, {
      cause: error,
      hint: "Is url the address before /api/v2?",
    });
  }
}

/** Alertmanager says what is wrong as a bare JSON string, or as an object with a message. */
function refusal(origin: string, status: number, body: string): SitrepError {
  const said = `: ${oneLine(body.replace(/<[^<>]*>/g, " "), 160)}`;
  const common = endpointRefusal(origin, status, said);
  if (common) return common;
  if (status === 400)
    return new SitrepError("input", `Alertmanager refuses the filter (HTTP 400${said}).`, {
      hint: 'A filter looks like severity="critical".',
    });
  return new SitrepError("unavailable", `${origin} answers HTTP ${status}${said}.`, {
    ...(status === 404 && { hint: "Is url the address before /api/v2?" }),
  });
}
