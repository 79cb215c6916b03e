import { describe, expect, test } from "vitest";
import { CHAINS } from "../chains.ts";
import { elsewhere, unresolved } from "../infrastructure.ts";
import { ago, ask, down, get, podsOf, type World, world } from "../world.ts";

test.each(CHAINS)(
  "%s: what keeps the part from running comes first, also for who asks about the application",
  (_, expected, make) => {
    const w = world();
    make(w);
    const { findings } = ask(w);
    expect(findings.map(({ code, object: { kind, name } }) => `${code} ${kind}/${name}`)).toEqual([expected]);
  },
);

describe("near misses", () => {
  const said = (make: (w: World) => void) => {
    const w = world();
    make(w);
    return ask(w).findings;
  };
  const made = (name: string) => CHAINS.find(([title]) => title === name)?.[2] ?? (() => {});
  /** One pod of the app is well again. */
  const oneReady = (w: World, name: string) => {
    const [pod] = podsOf(w, name);
    for (const condition of pod?.status?.conditions ?? []) condition.status = "True";
    for (const status of pod?.status?.containerStatuses ?? [])
      Object.assign(status, { ready: true, started: true, state: { running: { startedAt: ago(60) } } });
    for (const endpoint of get(w, "EndpointSlice", `${name}-x`).endpoints?.slice(0, 1) ?? [])
      endpoint.conditions = { ready: true };
  };

  test("a controller with a ready pod is not to blame for one certificate", () => {
    const [one] = said((w) => {
      made("cert-manager is killed for memory")(w);
      oneReady(w, "cert-manager");
    });
    expect(one).toMatchObject({ code: "resource-not-ready", object: { name: "checkout-tls" } });
  });

  test("an old controller at zero beside the one that serves the class is not to blame", () => {
    const found = said((w) => {
      made("the ingress controller finds no room")(w);
      elsewhere(w, "edge-2", "edge-new", {
        container: { args: ["/ingress", "--controller-class=example.com/edge", "--ingress-class=edge"] },
      });
    });
    expect(found).toEqual([]);
  });

  test("a registry in the cluster that has a ready pod is no reason", () => {
    const [one] = said((w) => {
      made("the image cache in the cluster is out of disk")(w);
      oneReady(w, "pull-cache");
    });
    expect(one).toMatchObject({ code: "image-registry-unreachable", object: { name: "ledger" } });
  });

  test("the controller of another class, kind or driver is not to blame", () => {
    const ingress = said((w) => {
      made("the ingress controller finds no room")(w);
      Object.assign(get(w, "Ingress", "checkout").spec ?? {}, { ingressClassName: "other" });
      Object.assign(get(w, "Ingress", "checkout"), { status: {} });
    });
    expect(ingress.filter(({ object }) => object.name === "edge-ingress")).toEqual([]);
    const [volume] = said((w) => {
      made("the storage provisioner waits for memory")(w);
      get(w, "Deployment", "disk-csi-controller").spec?.template?.spec?.containers?.forEach((container) => {
        container.args = ["--provisioner-name=file.csi.example.com"];
      });
    });
    expect(volume).toMatchObject({ code: "volume-provisioner-silent" });
  });

  test("a part that does not serve for no reason that was found says that it is so", () => {
    const [one] = said((w) => {
      elsewhere(w, "kube-system", "coredns", { service: "kube-dns" });
      down(w, "coredns", {});
      unresolved(w);
    });
    expect(one).toMatchObject({ code: "cluster-dns-down", object: { name: "coredns" } });
    expect(one?.title).toMatch(/; no cause found$/);
    const [zero] = said((w) => {
      elsewhere(w, "kube-system", "coredns", { service: "kube-dns" });
      Object.assign(get(w, "Deployment", "coredns").spec ?? {}, { replicas: 0 });
      w.objects = w.objects.filter((item) => item.kind !== "Pod" || item.metadata.labels?.app !== "coredns");
      get(w, "EndpointSlice", "coredns-x").endpoints = [];
    });
    expect(zero?.title).toBe("cluster DNS is scaled to zero: coredns has no pods");
  });
});
