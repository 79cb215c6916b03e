import { describe, expect, test } from "vitest";
import type { ConfigMap } from "../../../src/core/kubernetes/config.ts";
import type { Container } from "../../../src/core/kubernetes/container.ts";
import { ago, app, ask, first, get, log, NS, noticed, object, podsOf, type World, world } from "../world.ts";

const edit = (change: (w: World) => void): World => {
  const w = world();
  change(w);
  return w;
};

function editContainers(w: World, name: string, change: (container: Container) => void): void {
  const specs = [get(w, "Deployment", name).spec?.template?.spec, ...podsOf(w, name).map(({ spec }) => spec)];
  for (const container of specs.flatMap((spec) => spec?.containers ?? [])) change(container);
}

function setEnv(w: World, name: string, key: string, value: string): void {
  editContainers(w, name, (container) => {
    container.env = [...(container.env ?? []), { name: key, value }];
  });
}

describe("a Service that selects nothing", () => {
  const service = (name: string, selector: Record<string, string>) => (w: World) =>
    w.objects.push(object("v1", "Service", NS, name, { spec: { selector, ports: [{ port: 80 }] } }));

  test("while another Service has the workload that it was meant for", () => {
    const w = edit(service("ledger-v2", { app: "ledgr" }));
    expect(ask(w).findings).toMatchObject([
      {
        code: "service-selects-nothing",
        tier: "noticed",
        severity: "warning",
        title:
          "Service ledger-v2 selects no pod (app=ledgr); ledger, which it was probably meant for, is selected by Service ledger",
      },
    ]);
  });

  test("is harm when a caller complains of it", () => {
    const w = edit(service("rates", { app: "rates" }));
    setEnv(w, "checkout", "RATES_URL", "http://rates:80");
    expect(ask(w).findings).toMatchObject([{ code: "service-selects-nothing", tier: "noticed", severity: "warning" }]);
    const refused = "dial tcp 10.96.3.4:80 (rates:80): connect: connection refused";
    for (const { metadata } of podsOf(w, "checkout"))
      log(
        w,
        metadata.name,
        Array.from({ length: 5 }, () => `ERROR get rate: ${refused}`),
      );
    const found = ask(w).findings.find(({ code }) => code === "service-selects-nothing");
    expect(found?.tier).toBe("harm");
  });

  test("matches a workload that is at zero, leads outside, or is served by hand: nothing is wrong", () => {
    const outside = { spec: { type: "ExternalName", externalName: "db.example.com", selector: { app: "none" } } };
    expect(ask(edit((w) => w.objects.push(object("v1", "Service", NS, "db", outside)))).findings).toEqual([]);
    const asleep = edit((w) => w.objects.push(...app("batch", {}, { replicas: 0 })));
    expect(noticed(ask(asleep))).toEqual(["scaled-to-zero Deployment/batch"]);
  });
});

describe("a Service that selects two programs", () => {
  function widened(change: (w: World) => void = () => {}): World {
    return edit((w) => {
      for (const name of ["ledger", "checkout"]) {
        const template = get(w, "Deployment", name).spec?.template;
        for (const it of [...podsOf(w, name), template ?? {}])
          if (it.metadata) it.metadata.labels = { ...it.metadata.labels, tier: "backend" };
      }
      const found = get(w, "Service", "ledger");
      found.spec = { ...found.spec, selector: { tier: "backend" } };
      change(w);
    });
  }

  test("sends a part of the requests to the other", () => {
    const [finding] = ask(widened()).findings;
    expect(finding).toMatchObject({ code: "service-selects-two-programs", tier: "noticed" });
    expect(finding?.title).toBe("Service ledger also sends to checkout, another program: 2 of 4 of its pods");
  });

  test("a worker of the same image that serves no port is no backend either", () => {
    const w = edit((made) =>
      made.objects.push(
        ...app("ledger-worker", { ports: [{ containerPort: 9100 }], readinessProbe: { tcpSocket: { port: 9100 } } }),
      ),
    );
    w.objects = w.objects.filter(({ kind, metadata }) => kind !== "Service" || metadata.name !== "ledger-worker");
    for (const item of [...podsOf(w, "ledger-worker"), get(w, "Deployment", "ledger-worker").spec?.template ?? {}])
      if (item.metadata) item.metadata.labels = { app: "ledger", role: "worker" };
    const found = get(w, "Service", "ledger");
    found.spec = { ...found.spec, ports: [{ port: 8080, targetPort: 8080 }] };
    expect(ask(w).findings[0]?.title).toBe(
      "Service ledger also sends to ledger-worker, which does not declare the port: 2 of 4 of its pods",
    );
  });

  test("is harm when callers are answered by the wrong one, and it needs no Service of its own then", () => {
    const w = widened((made) => {
      made.objects = made.objects.filter(
        ({ kind, metadata }) => !["Service", "Ingress"].includes(kind) || metadata.name !== "checkout",
      );
    });
    expect(ask(w).findings.map(({ code }) => code)).not.toContain("service-selects-two-programs");
    const line = '{"level":"error","msg":"request failed","error":"ledger answered 404: page not found"}';
    for (const { metadata } of podsOf(w, "payments-api")) log(w, metadata.name, Array<string>(6).fill(line));
    expect(ask(w).findings[0]).toMatchObject({ code: "service-selects-two-programs", tier: "harm" });
  });

  test("a canary of the same program is meant", () => {
    const canary = widened((w) =>
      editContainers(w, "checkout", (it) => Object.assign(it, { image: "mirror.example.com/ledger:2.0" })),
    );
    expect(ask(canary).findings).toEqual([]);
  });

  test("nor does a headless Service balance anything", () => {
    const headless = widened((w) => Object.assign(get(w, "Service", "ledger").spec ?? {}, { clusterIP: "None" }));
    expect(ask(headless).findings).toEqual([]);
  });
});

describe("an address", () => {
  test("one letter off is noticed where the setting may be no address", () => {
    const w = edit((made) => setEnv(made, "payments-api", "LEDGER", "ledgr:8080"));
    expect(ask(w).findings).toMatchObject([{ code: "wrong-service-address", tier: "noticed" }]);
  });

  test("one letter off is noticed where the right one is called as well", () => {
    const w = edit((made) => setEnv(made, "payments-api", "LEDGER_AUDIT_URL", "http://ledgerr:8080"));
    expect(ask(w).findings).toMatchObject([{ code: "wrong-service-address", tier: "noticed" }]);
  });

  const shared = (own: string, others: string, siblings = ["checkout", "ledger"]) =>
    edit((w) => {
      for (const name of siblings) setEnv(w, name, "SEARCH_URL", others);
      setEnv(w, "payments-api", "SEARCH_URL", own);
    });

  test.each([
    ["another port", "https://search.example.com:8443", "https://search.example.com"],
    ["an outside host, one letter off", "https://search.exmple.com", "https://search.example.com"],
  ])("that differs from what its siblings have: %s", (_, own, others) => {
    const w = shared(own, others);
    expect(noticed(ask(w))).toEqual(["address-differs-from-siblings Deployment/payments-api"]);
  });

  test("of which two have one and two another is meant so", () => {
    const w = shared("https://a.example.com", "https://b.example.com");
    setEnv(w, "ledger-db", "SEARCH_URL", "https://a.example.com");
    expect(ask(w).findings).toEqual([]);
  });

  test("of another instance that exists may differ, while few have the other", () => {
    expect(ask(shared("http://ledger:8080", "http://ledger-db:5432", ["checkout"])).findings).toEqual([]);
  });
});

describe("a configuration that was edited after its readers started", () => {
  function edited(minutes: number, change: (w: World) => void = () => {}): World {
    return edit((w) => {
      get(w, "ConfigMap", "checkout-config").metadata.managedFields = [{ manager: "helm", time: ago(minutes) }];
      change(w);
    });
  }

  test("is not loaded where it is read into variables", () => {
    const [finding] = ask(edited(200)).findings;
    expect(finding).toMatchObject({ code: "configuration-not-loaded", tier: "noticed", object: { name: "checkout" } });
    expect(finding?.title).toBe("2 pods of checkout run with cm/checkout-config from before its edit at 22:40");
  });

  test("is loaded by a restart, and was known to pods that started after it", () => {
    const restarted = edited(200, (w) => {
      for (const status of podsOf(w, "checkout").flatMap(({ status }) => status?.containerStatuses ?? []))
        status.state = { running: { startedAt: ago(100) } };
    });
    expect(ask(restarted).findings).toEqual([]);
    expect(ask(edited(400)).findings).toEqual([]);
  });

  test("follows where it is mounted whole, and not by subPath", () => {
    const mounted = (subPath?: string) =>
      edit((w) => {
        const map: ConfigMap = object("v1", "ConfigMap", NS, "rules", { data: { "rules.yaml": "" } });
        map.metadata.managedFields = [{ manager: "helm", time: ago(200) }];
        w.objects.push(map);
        const mount = { name: "rules", mountPath: "/etc/rules", ...(subPath ? { subPath } : {}) };
        editContainers(w, "ledger", (container) => Object.assign(container, { volumeMounts: [mount] }));
        for (const spec of [
          get(w, "Deployment", "ledger").spec?.template?.spec,
          ...podsOf(w, "ledger").map((p) => p.spec),
        ])
          Object.assign(spec ?? {}, { volumes: [{ name: "rules", configMap: { name: "rules" } }] });
      });
    expect(ask(mounted()).findings).toEqual([]);
    expect(first(ask(mounted("rules.yaml")))).toBe("configuration-not-loaded Deployment/ledger");
  });
});
