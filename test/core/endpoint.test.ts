import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { endpointConfig, openEndpoint } from "../../src/core/endpoint.ts";
import { temporaryFolder } from "../ingest/fixture.ts";

const open = (config: object) => openEndpoint(endpointConfig.parse(config));

test("without an address there is none; what is no web address is refused", () => {
  expect(open({})).toBeUndefined();
  for (const url of ["metrics:9090", "file:///etc/passwd", "/api"]) expect(() => open({ url })).toThrow();
});

test("credentials in the address become a header and are no longer in the address", async () => {
  const endpoint = open({ url: "https://ana:p%40ss@metrics.example.com/prometheus/" });
  expect(endpoint?.url).toBe("https://metrics.example.com/prometheus");
  const { authorization } = (await endpoint?.headers()) ?? {};
  expect(Buffer.from(authorization?.replace("Basic ", "") ?? "", "base64").toString()).toBe("ana:p@ss");
});

test("a token file is read for every call: tokens are renewed while the program runs", async () => {
  const tokenFile = path.join(temporaryFolder(), "token");
  const endpoint = open({ url: "http://metrics:9090", tokenFile });
  await expect(endpoint?.headers()).rejects.toMatchObject({
    kind: "setup",
    message: expect.stringContaining("tokenFile"),
  });
  for (const token of ["first", "second"]) {
    await writeFile(tokenFile, `${token}\n`);
    expect(await endpoint?.headers()).toMatchObject({ authorization: `Bearer ${token}` });
  }
});

test("further headers are added, a tenant's for example", async () => {
  const endpoint = open({ url: "http://metrics:9090", headers: { "X-Scope-OrgID": "shop" } });
  expect(await endpoint?.headers()).toEqual({ accept: "application/json", "X-Scope-OrgID": "shop" });
});
