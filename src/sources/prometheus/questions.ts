import type { Scheme } from "./discover.ts";
import { labelFor, labelUnder } from "./labels.ts";
import { CLUSTER } from "./meters/cluster.ts";
import { type Dialect, keyOf, type Meter, metricsOf, promqlOf } from "./meters/meter.ts";
import { NAMESPACED } from "./meters/namespaced.ts";
import { requestMeters } from "./meters/requests.ts";

/** One thing to ask of a server. */
export interface Question {
  key: string;
  meter: Meter;
  /** PromQL as a person would write it: what evidence shows. */
  query: string;
  /** What is sent: the same, for fewer pods when there are many. */
  sent: string;
}

/** The questions that these metrics can answer; `pods` narrows those about pods. */
export function questionsOf(schemes: readonly Scheme[], window: string, pods?: readonly string[]): Question[] {
  const dialect = ({ label, match }: Scheme): Dialect => ({ match, window, label: (name) => labelUnder(label, name) });
  const known = possible(NAMESPACED, (meter) => {
    const found = schemes.find(({ names }) => metricsOf(meter).every((metric) => names.has(metric)));
    return found && dialect(found);
  });
  const requests = schemes.flatMap((scheme) =>
    scheme.requests.flatMap(({ metric, labels }) => {
      const has = (label: string) => labels.has(label);
      const own: Dialect = { ...dialect(scheme), label: (name) => labelFor(name, has, metric.side) };
      return requestMeters(metric, has, (name) => scheme.names.has(name)).map((meter) => ({ meter, dialect: own }));
    }),
  );
  const questions = [...known, ...requests].map(({ meter, dialect }) => question(meter, dialect, pods));
  return [...new Map(questions.map((one) => [one.query, one])).values()];
}

export function clusterQuestions(names: ReadonlySet<string>, window: string): Question[] {
  const dialect: Dialect = { match: "", window, label: (name) => name };
  const asked = possible(CLUSTER, (meter) => (metricsOf(meter).every((name) => names.has(name)) ? dialect : undefined));
  return asked.map(({ meter }) => question(meter, dialect));
}

interface Possible {
  meter: Meter;
  dialect: Dialect;
}

function possible(meters: readonly Meter[], dialectOf: (meter: Meter) => Dialect | undefined): Possible[] {
  const asked: Possible[] = [];
  for (const meter of meters) {
    const dialect = dialectOf(meter);
    const superfluous = meter.fallback && asked.some((earlier) => earlier.meter.signal === meter.signal);
    if (dialect && !superfluous) asked.push({ meter, dialect });
  }
  return asked;
}

function question(meter: Meter, dialect: Dialect, pods?: readonly string[]): Question {
  const query = promqlOf(meter, dialect);
  return { key: keyOf(meter), meter, query, sent: pods ? promqlOf(meter, { ...dialect, pods }) : query };
}
