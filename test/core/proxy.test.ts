import { expect, test } from "vitest";
import { proxyFor } from "../../src/core/proxy.ts";

const PROXY = "http://proxy.example.com:3128";
const API = "https://api.shop.example.com:6443";
const through = (address: string, env: Record<string, string>) => proxyFor(address, env);

test.each([
  [API, { HTTPS_PROXY: PROXY }, PROXY],
  [API, { https_proxy: PROXY }, PROXY],
  [API, { HTTPS_PROXY: "", https_proxy: PROXY }, PROXY],
  [API, { HTTPS_PROXY: "proxy.example.com:3128" }, PROXY],
  [API, { HTTPS_PROXY: "socks5://proxy.example.com:1080" }, "socks5://proxy.example.com:1080"],
  [API, { HTTP_PROXY: PROXY }, undefined],
  [API, {}, undefined],
  ["http://metrics.example.com:9090", { HTTP_PROXY: PROXY }, PROXY],
  ["http://metrics.example.com:9090", { HTTPS_PROXY: PROXY }, undefined],
  ["https://localhost:6443", { HTTPS_PROXY: PROXY }, undefined],
  ["https://127.0.0.1:6443", { HTTPS_PROXY: PROXY }, undefined],
  ["https://127.8.0.1:6443", { HTTPS_PROXY: PROXY }, undefined],
  ["https://[::1]:6443", { HTTPS_PROXY: PROXY }, undefined],
])("%s with %j goes through %s", (address, env, expected) => {
  expect(through(address, env as Record<string, string>)).toBe(expected);
});

test.each([
  ["*", API, false],
  ["example.com", API, false],
  ["api.shop.example.com", API, false],
  [".example.com", API, false],
  ["*.example.com", API, false],
  [".api.shop.example.com", API, true],
  ["ample.com", API, true],
  ["api.shop.example.com:6443", API, false],
  ["api.shop.example.com:443", API, true],
  ["EXAMPLE.com", API, false],
  [" other.example.org , shop.example.com ", API, false],
  [",,", API, true],
  ["10.0.0.0/8", "https://10.96.0.1:6443", false],
  ["10.0.0.0/8", "https://11.96.0.1:6443", true],
  ["10.0.0.0/8", API, true],
  ["10.96.0.1", "https://10.96.0.1:6443", false],
  ["10.96.0.1:443", "https://10.96.0.1:6443", true],
  ["10.96.0.1:443", "https://10.96.0.1", false],
  ["fd00::/8", "https://[fd00::10]:6443", false],
  ["fd00::10", "https://[fd00::10]:6443", false],
  ["[fd00::10]:6443", "https://[fd00::10]:6443", false],
  ["10.0.0.0/99", "https://10.96.0.1:6443", true],
])("NO_PROXY=%s: %s goes through the proxy: %s", (NO_PROXY, address, isProxied) => {
  expect(through(address, { HTTPS_PROXY: PROXY, NO_PROXY }) !== undefined).toBe(isProxied);
  expect(through(address, { https_proxy: PROXY, no_proxy: NO_PROXY }) !== undefined).toBe(isProxied);
});

test("what is no proxy's address is an error without its password", () => {
  const env = { HTTPS_PROXY: "ftp://ana:hunter2@proxy.example.com" };
  expect(() => through(API, env)).toThrow("HTTPS_PROXY is not the address of a proxy");
  expect(() => through(API, env)).not.toThrow("hunter2");
});
