import type { Service } from "../../core/kubernetes/service.ts";
import { once } from "../../core/once.ts";
import type { Observed } from "../situation/observed.ts";
import { type Product, productRun, runs } from "../situation/products.ts";
import type { WorkloadView } from "../situation/workload.ts";

/** What names of workloads and of their stores add to the name they share: `mongodb-geo` of `geo`, `user-db` of `user-service`. */
const ADDED =
  /(?:^|[-_])(?:mongo(?:db)?|mysql|mariadb|postgres(?:ql)?|pg|redis|valkey|memcached?|cache|kafka|rabbitmq|db|database|store|svc|service|server|api|app|ts|tsdb|headless|leader|primary|master|v\d+)(?=[-_]|$)/gi;

/** A Service whose pods run a store. */
interface Store {
  service: Service;
  workload: WorkloadView;
}

const storesByNamespace = once((situation: Observed) =>
  Map.groupBy(storesIn(situation), ({ workload }) => workload.ref.namespace),
);

function storesIn(situation: Observed): Store[] {
  return situation
    .all("Service")
    .flatMap((service) =>
      situation.behind(service).flatMap((workload) => (productRun(workload) ? [{ service, workload }] : [])),
    );
}

/**
 * Of a namespace's stores the one that a workload's name shares its stem with; of the product's only one, that one; of
 * several, the only one that does not bear another workload's name.
 */
export function ownStore(situation: Observed, { ref }: WorkloadView, product: Product): Store | undefined {
  const all = storesByNamespace(situation).get(ref.namespace) ?? [];
  const stores = all.filter(({ workload }) => runs(workload, product) && workload.ref.name !== ref.name);
  const stem = stemOf(ref.name);
  return (
    one(stores.filter(({ workload }) => stem !== "" && stemOf(workload.ref.name) === stem)) ??
    one(stores) ??
    one(stores.filter(({ workload }) => !isOthers(workload, situation)))
  );
}

function isOthers(store: WorkloadView, situation: Observed): boolean {
  const stem = stemOf(store.ref.name);
  return situation.workloads.some(
    ({ ref }) =>
      stem !== "" && ref.namespace === store.ref.namespace && ref.name !== store.ref.name && stemOf(ref.name) === stem,
  );
}

/** Stores with the workloads of their namespace that share their name. */
export function namedStores(workloads: readonly WorkloadView[]): { store: WorkloadView; user: WorkloadView }[] {
  const alike = Map.groupBy(workloads, ({ ref }) => `${ref.namespace}/${stemOf(ref.name)}`);
  return [...alike].flatMap(([key, same]) => {
    const stores = key.endsWith("/") ? [] : same.filter((workload) => productRun(workload));
    const users = same.filter((workload) => !stores.includes(workload));
    return stores.flatMap((store) => users.map((user) => ({ store, user })));
  });
}

function stemOf(name: string): string {
  return name
    .replace(ADDED, "")
    .replace(/^[-_]+|[-_]+$/g, "")
    .replace(/(?<=[a-z]{3})db$/, "");
}

/** Several Services may lead to the one store. */
function one(stores: readonly Store[]): Store | undefined {
  const [first, ...others] = stores;
  return others.every(({ workload }) => workload === first?.workload) ? first : undefined;
}
