import { z } from "zod";
import type { KubeObject } from "../../core/kubernetes/meta.ts";
import { type ObjectIndex, refOf } from "../situation/object-index.ts";
import type { Route } from "./route.ts";

const Named = z.object({ name: z.string() });
const Paths = z.object({
  path: z.object({ value: z.string() }).optional().catch(undefined),
  uri: z.object({ prefix: z.string(), exact: z.string() }).partial().optional().catch(undefined),
  prefix: z.string().optional().catch(undefined),
});
const Rule = z.object({
  /** Gateway API and Contour list theirs; Istio lists them under `match`, where Traefik has an expression. */
  matches: z.array(Paths).optional().catch(undefined),
  conditions: z.array(Paths).optional().catch(undefined),
  match: z
    .union([z.string(), z.array(Paths)])
    .optional()
    .catch(undefined),
  backendRefs: z.array(Named).optional().catch(undefined),
  services: z.array(Named).optional().catch(undefined),
  route: z
    .array(z.object({ destination: z.object({ host: z.string() }) }))
    .optional()
    .catch(undefined),
});
const Rules = z.array(Rule).optional().catch(undefined);
const Spec = z.object({ spec: z.object({ rules: Rules, http: Rules, routes: Rules }) });

const KINDS = ["HTTPRoute", "VirtualService", "IngressRoute", "HTTPProxy"];
const EXPRESSION = /Path(?:Prefix)?\(\s*[`'"](\/[^`'"]{1,200})/g;

/** The routes of the Gateway API, Istio, Traefik and Contour, those that lead to one Service. */
export function routeObjects(index: ObjectIndex): Route[] {
  return KINDS.flatMap((kind) => index.other(kind)).flatMap(routesOfObject);
}

function routesOfObject(object: KubeObject): Route[] {
  const parsed = Spec.safeParse(object);
  const { rules = [], http = [], routes = [] } = parsed.success ? parsed.data.spec : {};
  return [...rules, ...http, ...routes].flatMap((rule) => {
    const [service, ...others] = new Set(servicesOf(rule));
    if (!service || others.length > 0) return [];
    return pathsOf(rule).map((path) => ({ path, service, holder: refOf(object) }));
  });
}

function servicesOf({ backendRefs = [], services = [], route = [] }: z.infer<typeof Rule>): string[] {
  const hosts = route.map(({ destination }) => destination.host.split(".")[0] ?? "");
  return [...[...backendRefs, ...services].map(({ name }) => name), ...hosts];
}

function pathsOf({ matches = [], conditions = [], match = [] }: z.infer<typeof Rule>): string[] {
  if (typeof match === "string") return [...match.matchAll(EXPRESSION)].flatMap(([, path]) => path ?? []);
  return [...matches, ...conditions, ...match].flatMap(
    ({ path, uri, prefix }) => path?.value ?? uri?.prefix ?? uri?.exact ?? prefix ?? [],
  );
}
