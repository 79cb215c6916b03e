import type { Service } from "../../core/kubernetes/service.ts";
import type { ObjectIndex } from "../situation/object-index.ts";

/**
 * The Service that a gateway calls so in its log: `ledger`, `payments/ledger`, `ledger/ledger1` (a server of a backend),
 * `ledger@kubernetes` (of a provider), `payments-ledger-8080` and `payments_ledger_http` (namespace, Service, port).
 */
export function serviceCalled(index: ObjectIndex, own: string, text: string): Service | undefined {
  const [first = "", second] = text.replace(/@\w{1,40}$/, "").split("/");
  const exact = second === undefined ? undefined : index.find("Service", first, second);
  return exact ?? index.find("Service", own, first) ?? withPort(index, first.replaceAll("_", "-"));
}

function withPort(index: ObjectIndex, text: string): Service | undefined {
  return index.all("Service").find(({ metadata: { name, namespace }, spec }) => {
    const start = `${namespace}-${name}`;
    if (!text.startsWith(start)) return false;
    const rest = text.slice(start.length);
    return rest === "" || (spec?.ports ?? []).some((port) => rest === `-${port.port}` || rest === `-${port.name}`);
  });
}
