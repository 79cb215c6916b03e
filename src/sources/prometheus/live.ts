import type { QueryResult, RuleGroup } from "prometheus-query";
import { z } from "zod";
import type { Endpoint } from "../../core/endpoint.ts";
import type { Series } from "../../core/observation.ts";
import { labelCleaner, numberOf } from "./api-data.ts";
import { connectDriver, type Told } from "./driver.ts";
import type { Answer, PrometheusReader } from "./reader.ts";
import { rulesOf } from "./rules.ts";

/** The server gives a query up after this; it also bounds what an abandoned query costs it. */
const SERVER_TIMEOUT = "20s";

/** Reads a live server. `maxBytes` bounds one answer. */
export function connectPrometheus(endpoint: Endpoint, maxBytes?: number): PrometheusReader {
  const ask = connectDriver(endpoint, maxBytes);
  return {
    origin: endpoint.url,
    close: endpoint.close,
    query: async (query, time, signal) => {
      const call = await ask((driver) => driver.instantQuery(query, time * 1000, SERVER_TIMEOUT), signal);
      return answerOf(query, call.value, call);
    },
    range: async (query, { start, end, step }, signal) => {
      const call = await ask(
        (driver) => driver.rangeQuery(query, start * 1000, end * 1000, step, SERVER_TIMEOUT),
        signal,
      );
      return answerOf(query, call.value, call);
    },
    names: async (match, { start, end }, signal) =>
      (await ask((driver) => driver.labelValues("__name__", [...match], start * 1000, end * 1000), signal)).value,
    labels: async (match, { start, end }, signal) =>
      (await ask((driver) => driver.labelNames(match, start * 1000, end * 1000), signal)).value,
    rules: async (signal) => {
      const { value, missing } = await ask((driver) => driver.rules(), signal);
      const read = rulesOf({ groups: value.map(plain) });
      return { rules: read.rules, missing: [...missing, ...read.missing] };
    },
    version: async (signal) => Version.parse((await ask((driver) => driver.statusBuildinfo(), signal)).value).version,
  };
}

const Version = z.object({ version: z.string().catch("unknown version") });

function answerOf(query: string, { resultType, result }: QueryResult, { missing, notes }: Told): Answer {
  if (resultType === "string")
    return { series: [], missing, notes: [...notes, "The answer is a string and not a series."] };
  if (resultType === "scalar") {
    const [at, value] = result;
    return { series: [{ query, labels: {}, points: [[Number(at), numberOf(value)]] }], missing, notes };
  }
  const clean = labelCleaner();
  return { series: result.map((item) => seriesOf(query, item, clean)), missing, notes };
}

interface Sample {
  time: Date;
  value: number;
}

/** The library sets the metric's name apart from its labels. */
function seriesOf(
  query: string,
  item: { metric: { name?: string; labels: object }; value?: Sample; values?: Sample[] },
  clean: ReturnType<typeof labelCleaner>,
): Series {
  const { name, labels } = item.metric;
  const samples = item.values ?? (item.value ? [item.value] : []);
  return {
    query,
    labels: clean({ ...(name && { __name__: name }), ...labels }),
    points: samples.map(({ time, value }) => [time.getTime() / 1000, value]),
  };
}

/** The library's class as the API writes it, dates as RFC 3339. */
function plain(group: RuleGroup): unknown {
  return JSON.parse(JSON.stringify(group));
}
