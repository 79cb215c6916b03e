import { describe, expect, test } from "vitest";
import { routesIn } from "../../../src/diagnose/graph/routes.ts";
import { app, ask, first, get, NS, object, type World, world } from "../world.ts";

const SPRING = (orders: string) => `
spring:
  cloud:
    gateway:
      routes:
        - id: carts
          uri: lb://\${CARTS_HOST:shop-carts}
          predicates:
            - Path=/api/v1/carts/**

        - id: quotes
          uri: lb://\${QUOTES_HOST:shop-quotes}
          predicates:
            - Path=/api/v1/quotes/**

        - id: stock
          uri: http://shop-stock:8080
          predicates:
            - Path=/api/v1/stock/**

        - id: orders
          uri: lb://\${ORDERS_HOST:${orders}}
          predicates:
            - Path=/api/v1/orders/**
`;

/** A gateway with this configuration in front of four services. */
function gateway(text: string): World {
  const w = world();
  for (const name of ["carts", "quotes", "stock", "orders"]) w.objects.push(...app(`shop-${name}`));
  w.objects.push(...app("front"), object("v1", "ConfigMap", NS, "front-routes", { data: { "application.yml": text } }));
  Object.assign(get(w, "Deployment", "front").spec?.template?.spec ?? {}, {
    volumes: [{ name: "routes", configMap: { name: "front-routes" } }],
  });
  return w;
}

describe("a path that is routed to the wrong Service", () => {
  test("its siblings bear the names of theirs", () => {
    const w = gateway(SPRING("shop-stock"));
    expect(first(ask(w))).toBe("route-misdirected Deployment/front");
    expect(ask(w).findings[0]?.title).toBe("front routes /api/v1/orders/** to shop-stock, and nothing to shop-orders");
  });

  test("nothing is said of routes that lead where they say, or of a path that names nobody", () => {
    expect(ask(gateway(SPRING("shop-orders"))).findings).toEqual([]);
    expect(ask(gateway(SPRING("shop-stock").replace("v1/orders", "v1/basket"))).findings).toEqual([]);
  });

  test("nothing is said where another route leads to the Service that is named", () => {
    const both = `${SPRING("shop-stock")}
        - id: legacy
          uri: lb://shop-orders
          predicates:
            - Path=/legacy/**
`;
    expect(ask(gateway(both)).findings).toEqual([]);
  });
});

test.each([
  ["nginx", "location /orders/ {\n  proxy_set_header Host $host;\n  proxy_pass http://orders:8080;\n}", "/orders/"],
  ["Envoy", 'routes:\n- match: { prefix: "/orders" }\n  route: { cluster: orders }', "/orders"],
  ["Traefik", "rule: PathPrefix(`/orders`)\nservice: orders", "/orders"],
  [
    "nginx with an upstream",
    "upstream orders_up {\n  least_conn;\n  server orders:8080;\n}\nserver {\n  location /orders/ {\n    proxy_pass http://orders_up;\n  }\n}",
    "/orders/",
  ],
  [
    "HAProxy",
    "frontend web\n  acl is_orders path_beg /orders\n  acl is_admin path_beg /admin\n\n  use_backend be_orders if is_orders\n\nbackend be_orders\n  balance roundrobin\n  server s1 orders:8080 check",
    "/orders",
  ],
  [
    "Envoy with clusters",
    'routes:\n- match: { prefix: "/orders" }\n  route: { cluster: orders_v1 }\nclusters:\n- name: orders_v1\n  load_assignment:\n    endpoints:\n    - address: { socket_address: { address: orders, port_value: 8080 } }',
    "/orders",
  ],
  [
    "Traefik's file provider",
    'http:\n  routers:\n    o:\n      rule: "PathPrefix(`/orders`)"\n      service: o-svc\n  services:\n    o-svc:\n      loadBalancer:\n        servers:\n        - url: "http://orders:8080"',
    "/orders",
  ],
])("routes as %s writes them", (_, text, path) => {
  expect(routesIn(text, (name) => name === "orders")).toEqual([{ path, service: "orders" }]);
});

describe("route objects", () => {
  const NAMES = ["carts", "quotes", "stock", "orders"];
  const routed = (make: (to: (name: string) => string) => ReturnType<typeof object>, to = "shop-stock") => {
    const w = world();
    for (const name of NAMES) w.objects.push(...app(`shop-${name}`));
    w.objects.push(make((name) => (name === "orders" ? to : `shop-${name}`)));
    return w;
  };
  const OBJECTS: [string, (to: (name: string) => string) => ReturnType<typeof object>][] = [
    [
      "HTTPRoute",
      (to) =>
        object("gateway.networking.k8s.io/v1", "HTTPRoute", NS, "front", {
          spec: {
            rules: NAMES.map((name) => ({
              matches: [{ path: { type: "PathPrefix", value: `/${name}` } }],
              backendRefs: [{ name: to(name), port: 8080 }],
            })),
          },
        }),
    ],
    [
      "VirtualService",
      (to) =>
        object("networking.istio.io/v1", "VirtualService", NS, "front", {
          spec: {
            hosts: ["shop.example.com"],
            http: NAMES.map((name) => ({
              match: [{ uri: { prefix: `/${name}` } }],
              route: [{ destination: { host: `${to(name)}.${NS}.svc.cluster.local` } }],
            })),
          },
        }),
    ],
    [
      "IngressRoute",
      (to) =>
        object("traefik.io/v1alpha1", "IngressRoute", NS, "front", {
          spec: {
            routes: NAMES.map((name) => ({
              match: `Host(\`shop.example.com\`) && PathPrefix(\`/${name}\`)`,
              services: [{ name: to(name), port: 8080 }],
            })),
          },
        }),
    ],
  ];
  test.each(OBJECTS)("%s: the path that bears another's name", (kind, make) => {
    expect(first(ask(routed(make)))).toBe(`route-misdirected ${kind}/front`);
  });

  test.each(OBJECTS)("%s: nothing is said of routes that lead where they say", (_, make) => {
    expect(ask(routed(make, "shop-orders")).findings).toEqual([]);
  });
});
