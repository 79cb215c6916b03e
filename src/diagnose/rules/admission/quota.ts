export type QuotaResource = "cpu" | "memory" | "pods" | "storage" | "objects";

/** A quota's own names (`requests.cpu`, `count/pods`, `fast.storageclass.storage.k8s.io/requests.storage`) by what runs out. */
export function quotaResource(name: string): QuotaResource {
  if (/(?:^|\.)cpu$/.test(name)) return "cpu";
  if (/(?:^|\.)memory$/.test(name)) return "memory";
  if (/^(?:count\/)?pods$/.test(name)) return "pods";
  return /storage$|persistentvolumeclaims$/.test(name) ? "storage" : "objects";
}

/** `requests.cpu=2,pods=1` → the names with what they say. The message holds only what is exceeded. */
export function amounts(list: string | undefined): Map<string, string> {
  return new Map(
    (list ?? "").split(",").flatMap((item): [string, string][] => {
      const [name, amount] = item.split("=");
      return name && amount !== undefined ? [[name, amount]] : [];
    }),
  );
}
