import type { PrometheusConnectionOptions, PrometheusDriver } from "prometheus-query";
import { z } from "zod";
import type { Endpoint } from "../../core/endpoint.ts";
import { limiter } from "../../core/limiter.ts";
import { type Missing, malformed, missing } from "../../core/missing.ts";
import { withoutHistograms } from "./api-data.ts";
import { type HttpFailure, refusal } from "./refusal.ts";

/** An answer above this is not read to its end: the query has to be narrowed. */
const MAX_BYTES = 16 * 1024 * 1024;
/** Calls in flight: a server runs 20 queries at once, for everybody. */
const PARALLEL = 6;

export interface Told {
  /** The server's warnings (a part of a Thanos or Mimir did not answer), and what could not be read of the answer. */
  missing: Missing[];
  /** The server's remarks on the query. */
  notes: string[];
}

/** Runs one call of prometheus-query. */
export type Ask = <T>(
  call: (driver: PrometheusDriver) => Promise<T>,
  signal: AbortSignal,
) => Promise<Told & { value: T }>;

/**
 * prometheus-query with what it leaves open, put in through its own interceptors: abort, a byte cap, no redirects, a
 * private authority; native histograms (on which it throws), infinities (which it reads as NaN), warnings, and errors
 * that keep their HTTP status. One driver per call, because an interceptor belongs to one signal; sockets are shared.
 */
export function connectDriver(endpoint: Endpoint, maxBytes = MAX_BYTES): Ask {
  const oneOfFew = limiter(PARALLEL);
  return (call, signal) =>
    oneOfFew(async () => {
      signal.throwIfAborted();
      const agent = await endpoint.agent();
      // The agent knows the way. Without `proxy: false` the library reads the process's environment; with it, it takes Node's
      // own proxying away from an agent.
      const isProxying = (agent as { options?: { proxyEnv?: unknown } }).options?.proxyEnv !== undefined;
      const way = { httpAgent: agent, httpsAgent: agent, ...(!isProxying && { proxy: false }) };
      const transport = { ...way, maxContentLength: maxBytes, maxRedirects: 0, timeout: 0, signal };
      const headers = await endpoint.headers();
      const { PrometheusDriver } = await import("prometheus-query");
      const told: Told = { missing: [], notes: [] };
      const driver = new PrometheusDriver({
        endpoint: endpoint.url,
        headers,
        preferPost: true,
        requestInterceptor: { onFulfilled: (request) => Object.assign(request, transport) },
        responseInterceptor: responses(endpoint.url, told),
      });
      try {
        return { value: await call(driver), ...told };
      } catch (thrown) {
        signal.throwIfAborted();
        throw refusedBy(thrown);
      }
    });
}

const Said = z.array(z.string()).catch([]);
const Body = z.object({ status: z.literal("success"), data: z.unknown(), warnings: Said, infos: Said });

function responses(origin: string, told: Told): NonNullable<PrometheusConnectionOptions["responseInterceptor"]> {
  return {
    onFulfilled: (response) => {
      const body = Body.safeParse(response.data);
      if (!body.success) throw refusal(origin, { response });
      const { data, warnings, infos } = body.data;
      told.missing.push(...warnings.map(warned));
      told.notes.push(...infos);
      response.data = { status: "success", data: readable(data, told) };
      return response;
    },
    onRejected: (failure: HttpFailure) => {
      throw refusal(origin, failure);
    },
  };
}

/** What a server warns of may be missing from its answer: https://prometheus.io/docs/prometheus/latest/querying/api/#format-overview */
export function warned(warning: string): Missing {
  return missing("part of the answer", "partial", warning);
}

/** As far as the library reads it: a series without labels, or with samples that are no list, breaks it. */
const Item = z.looseObject({
  metric: z.record(z.string(), z.string()),
  value: z.unknown().optional(),
  values: z.array(z.unknown()).optional(),
});
const Samples = z.looseObject({
  resultType: z.enum(["vector", "matrix"]),
  result: z.array(z.unknown()),
});

/** What the library can read: float samples only, with `Infinity` where Prometheus writes `+Inf`. */
function readable(data: unknown, told: Told): unknown {
  const samples = Samples.safeParse(data);
  if (!samples.success) return data;
  const { result } = samples.data;
  const items = result.flatMap((item) => Item.safeParse(item).data ?? []);
  const { kept, lacks } = withoutHistograms(items);
  told.missing.push(...malformed("series", result.length - items.length, result.length), ...lacks);
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
