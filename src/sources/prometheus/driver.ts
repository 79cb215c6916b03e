import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { PrometheusConnectionOptions, PrometheusDriver } from "prometheus-query";
import { z } from "zod";
import type { Endpoint } from "../../core/endpoint.ts";
import { limiter } from "../../core/limiter.ts";
import { withoutHistograms } from "./api-data.ts";
import { type HttpFailure, refusal } from "./refusal.ts";

/** An answer above this is not read to its end: the query has to be narrowed. */
const MAX_BYTES = 16 * 1024 * 1024;
/** Calls in flight: a server runs 20 queries at once, for everybody. */
const PARALLEL = 6;

/** Runs one call of prometheus-query; `notes` are the server's warnings and what the answer had to leave out. */
export type Ask = <T>(
  call: (driver: PrometheusDriver) => Promise<T>,
  signal: AbortSignal,
) => Promise<{ value: T; notes: string[] }>;

/**
 * prometheus-query with what it leaves open, put in through its own interceptors: abort, a byte cap, no redirects, a
 * private authority; native histograms (on which it throws), infinities (which it reads as NaN), warnings, and errors
 * that keep their HTTP status. One driver per call, because an interceptor belongs to one signal; sockets are shared.
 */
export function connectDriver(endpoint: Endpoint, maxBytes = MAX_BYTES): Ask {
  let agents: Awaited<ReturnType<typeof agentsFor>> | undefined;
  const oneOfFew = limiter(PARALLEL);
  return (call, signal) =>
    oneOfFew(async () => {
      signal.throwIfAborted();
      agents ??= await agentsFor(endpoint);
      const transport = { ...agents, maxContentLength: maxBytes, maxRedirects: 0, timeout: 0, signal };
      const headers = await endpoint.headers();
      const { PrometheusDriver } = await import("prometheus-query");
      const notes: string[] = [];
      const driver = new PrometheusDriver({
        endpoint: endpoint.url,
        headers,
        preferPost: true,
        requestInterceptor: { onFulfilled: (request) => Object.assign(request, transport) },
        responseInterceptor: responses(endpoint.url, notes),
      });
      try {
        return { value: await call(driver), notes };
      } catch (thrown) {
        signal.throwIfAborted();
        throw refusedBy(thrown);
      }
    });
}

async function agentsFor(endpoint: Endpoint) {
  const ca = await endpoint.ca();
  return {
    httpAgent: new HttpAgent({ keepAlive: true }),
    httpsAgent: new HttpsAgent({ keepAlive: true, ...(ca && { ca }) }),
  };
}

const Body = z.object({ status: z.literal("success"), data: z.unknown(), warnings: z.array(z.string()).catch([]) });

function responses(origin: string, notes: string[]): NonNullable<PrometheusConnectionOptions["responseInterceptor"]> {
  return {
    onFulfilled: (response) => {
      const body = Body.safeParse(response.data);
      if (!body.success) throw refusal(origin, { response });
      notes.push(...body.data.warnings);
      response.data = { status: "success", data: readable(body.data.data, notes) };
      return response;
    },
    onRejected: (failure: HttpFailure) => {
      throw refusal(origin, failure);
    },
  };
}

const Samples = z.looseObject({
  resultType: z.enum(["vector", "matrix"]),
  result: z.array(z.looseObject({ value: z.unknown().optional(), values: z.array(z.unknown()).optional() })),
});

/** What the library can read: float samples only, with `Infinity` where Prometheus writes `+Inf`. */
function readable(data: unknown, notes: string[]): unknown {
  const samples = Samples.safeParse(data);
  if (!samples.success) return data;
  const { kept, notes: left } = withoutHistograms(samples.data.result);
  notes.push(...left);
  for (const item of kept) for (const sample of item.values ?? [item.value]) spellInfinity(sample);
  return { ...samples.data, result: kept };
}

function spellInfinity(sample: unknown): void {
  if (Array.isArray(sample) && typeof sample[1] === "string")
    sample[1] = sample[1].replace(/^\+?(-?)Inf$/, "$1Infinity");
}

/** The library wraps what an interceptor threw in a plain object. */
function refusedBy(thrown: unknown): unknown {
  return typeof thrown === "object" && thrown !== null && "original" in thrown ? thrown.original : thrown;
}
