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
])("routes as %s writes them", (_, text, path) => {
  expect(routesIn(text, (name) => name === "orders")).toEqual([{ path, service: "orders" }]);
});
