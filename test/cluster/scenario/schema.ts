import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const Json = z.record(z.string(), z.unknown());
const oneOrMore = <T extends z.ZodType>(type: T) => z.union([type, z.array(type).min(1)]);

/** A Deployment in short: one container, busybox when no image is named. */
const Deploy = z.strictObject({
  name: z.string(),
  replicas: z.int().default(1),
  image: z.string().default("registry.example.com/busybox:1.36"),
  container: Json.default({}),
  pod: Json.default({}),
});

/** One thing done to the cluster. */
const Step = z.union([
  z.strictObject({ apply: z.array(Json) }),
  z.strictObject({ deploy: Deploy }),
  /** A change of one container of a workload, e.g. `roll: deployment/payments-api`. */
  z.strictObject({ roll: z.string(), container: z.string(), set: Json }),
  z.strictObject({ patch: z.string(), with: Json }),
  z.strictObject({ kubectl: z.array(z.string()) }),
  /** What the cluster must refuse, as it would an engineer: a scenario in which it is accepted is wrong. */
  z.strictObject({ refused: z.array(z.string()) }),
  /** The kernel's filter, which all nodes share. */
  z.strictObject({ iptables: z.array(z.string()) }),
  /** A program of the cluster: `kube-scheduler`, `kubelet-2`. */
  z.strictObject({ stop: z.string() }),
  z.strictObject({ start: z.enum(["kube-scheduler", "kube-controller-manager", "kubelet-2"]) }),
  /** Puts back what the cluster was started with. */
  z.strictObject({ manifest: z.enum(["dns"]) }),
  z.strictObject({ sleep: z.number() }),
]);
export type Step = z.infer<typeof Step>;

/** When the fault shows: what kubectl prints matches, or a PromQL expression is above a value. */
const Settle = z.strictObject({
  kubectl: z.array(z.string()).optional(),
  matches: z.string().optional(),
  promql: z.string().optional(),
  above: z.number().optional(),
  /** Seconds until that must be so. */
  within: z.number().default(90),
  /** Seconds more, so that it is more than a first sign. */
  after: z.number().default(5),
});
export type Settle = z.infer<typeof Settle>;

const Named = z.strictObject({ kind: z.string(), name: z.string() });
export type Named = z.infer<typeof Named>;

const Scenario = z.strictObject({
  name: z.string(),
  /** Files of `app/` that run before anything breaks, without `.yaml`; default all. */
  base: z.array(z.string()).optional(),
  /** Seconds of healthy traffic before it breaks. */
  healthy: z.number().default(0),
  break: z.array(Step),
  settle: Settle,
  question: z.string(),
  /** The root cause: where several names are right, all of them. Or the verdict, when nothing is wrong. */
  expected: z.union([
    z.strictObject({ object: oneOrMore(Named), code: oneOrMore(z.string()) }),
    z.strictObject({ verdict: oneOrMore(z.enum(["healthy", "unknown"])) }),
  ]),
  mustNotBlame: z.array(Named).default([]),
  /** It changes something that other namespaces share: it runs by itself, and `mend` puts that back. */
  alone: z.boolean().default(false),
  mend: z.array(Step).default([]),
});
export type Scenario = z.infer<typeof Scenario> & { family: string };

const FOLDER = path.join(import.meta.dirname, "..", "scenarios");

/** All scenarios; a file is a family. */
export function loadScenarios(): Scenario[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".yaml"));
  return files.sort().flatMap((file) => {
    const scenarios = z.array(Scenario).parse(parse(readFileSync(path.join(FOLDER, file), "utf8")));
    return scenarios.map((scenario) => ({ family: file.replace(".yaml", ""), ...scenario }));
  });
}

/** A scenario in its namespace. The namespace's name says nothing about what is wrong there, and is the same until a scenario comes before it. */
export interface Trial {
  scenario: Scenario;
  namespace: string;
}

export function loadTrials(): Trial[] {
  return loadScenarios().map((scenario, i) => {
    const namespace = `shop-${String(i + 1).padStart(2, "0")}`;
    return { scenario: inNamespace(scenario, namespace), namespace };
  });
}

/** The scenario with its own namespace wherever it says `$NAMESPACE`. */
export function inNamespace(scenario: Scenario, namespace: string): Scenario {
  return JSON.parse(JSON.stringify(scenario).replaceAll("$NAMESPACE", namespace));
}

export const listOf = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);
