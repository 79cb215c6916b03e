import path from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { loadConfig, type Start } from "../../src/config/load.ts";
import { endpointConfig } from "../../src/core/endpoint.ts";
import { temporaryFolder, write } from "../ingest/fixture.ts";

const slices = {
  kubernetes: z.strictObject({
    context: z.string().optional(),
    kubeconfig: z.string().optional(),
    namespaces: z.array(z.string()).default([]),
    readSecrets: z.boolean().default(false),
  }),
  prometheus: endpointConfig,
};
const load = (start: Partial<Start>) =>
  loadConfig(slices, { flags: {}, env: { HOME: "/home/ana" }, cwd: "/work", ...start });
const withFile = async (yaml: string) => write(temporaryFolder(), { "sitrep.yaml": yaml });

describe("a setting is taken", () => {
  test("from the flag before the environment before the file before the default", async () => {
    const cwd = await withFile("deadline: 3\nmodel: none\nprometheus:\n  url: http://file:9090\n");
    const env = { HOME: "/home/ana", SITREP_DEADLINE: "4", SITREP_PROMETHEUS_URL: "http://environment:9090" };
    const flags = { deadline: 5 };
    expect(load({ cwd, env, flags }).deadline).toBe(5);
    expect(load({ cwd, env }).deadline).toBe(4);
    expect(load({ cwd }).deadline).toBe(3);
    expect(load({}).deadline).toBe(8);
    expect(load({ cwd, env }).sources.prometheus.url).toBe("http://environment:9090");
    expect(load({ cwd, env }).model).toBe("none");
  });

  test("field by field: a token from the environment joins the address in the file", async () => {
    const cwd = await withFile("prometheus:\n  url: https://metrics.example.com\n");
    const env = { SITREP_PROMETHEUS_TOKEN_FILE: "/run/token" };
    expect(load({ cwd, env }).sources.prometheus).toEqual({
      url: "https://metrics.example.com",
      tokenFile: "/run/token",
    });
  });

  test("from a variable as the setting's type says: a token may be all digits, a switch is a word, a list has commas", () => {
    const env = {
      SITREP_PROMETHEUS_TOKEN: "0123456789",
      SITREP_KUBERNETES_READ_SECRETS: "true",
      SITREP_KUBERNETES_NAMESPACES: "payments,search",
      SITREP_CLAIM_FROM: "0.4",
    };
    const { claimFrom, sources } = load({ env });
    expect(claimFrom).toBe(0.4);
    expect(sources.prometheus.token).toBe("0123456789");
    expect(sources.kubernetes).toMatchObject({ readSecrets: true, namespaces: ["payments", "search"] });
    expect(() => load({ env: { SITREP_KUBERNETES_READ_SECRETS: "maybe" } })).toThrow(/readSecrets: .*boolean/);
    expect(() => load({ env: { SITREP_DEADLINE: "soon" } })).toThrow(/deadline: .*number/);
  });

  test("and an empty variable is none", () => {
    expect(load({ env: { SITREP_MODEL: "", HOME: "/home/ana" } }).model).toBe("all-MiniLM-L6-v2");
  });

  test("KUBECONFIG is what kubectl means by it, until a setting says otherwise", () => {
    const env = { KUBECONFIG: "/etc/kube" };
    expect(load({ env }).sources.kubernetes.kubeconfig).toBe("/etc/kube");
    expect(load({ env, flags: { kubernetes: { kubeconfig: "/mine" } } }).sources.kubernetes.kubeconfig).toBe("/mine");
  });
});

describe("paths", () => {
  test("in a file begin at the file, those of flags and environment at the working directory", async () => {
    const root = await write(temporaryFolder(), { "etc/team.yaml": "runbooks: [docs]\nindex: index\naudit: off\n" });
    const config = load({ cwd: root, file: "etc/team.yaml" });
    expect(config.runbooks).toEqual([path.join(root, "etc", "docs")]);
    expect(config.index).toBe(path.join(root, "etc", "index"));
    expect(config.audit).toBe("off");
    const sources = "prometheus:\n  caFile: ca.pem\nkubernetes:\n  kubeconfig: a:/b\n";
    await write(root, { "etc/sources.yaml": sources });
    const { prometheus, kubernetes } = load({ cwd: root, file: "etc/sources.yaml" }).sources;
    expect(prometheus.caFile).toBe(path.join(root, "etc", "ca.pem"));
    expect(kubernetes.kubeconfig).toBe(`${path.join(root, "etc", "a")}:/b`);
    const env = { SITREP_RUNBOOKS: ["ours", "/theirs"].join(path.delimiter) };
    expect(load({ cwd: root, env }).runbooks).toEqual([path.join(root, "ours"), "/theirs"]);
    expect(load({ cwd: root, flags: { audit: "calls.jsonl" } }).audit).toBe(path.join(root, "calls.jsonl"));
  });

  test("default to the XDG folders", () => {
    expect(load({})).toMatchObject({
      index: "/home/ana/.local/share/sitrep/index",
      models: "/home/ana/.cache/sitrep/models",
      audit: "/home/ana/.local/share/sitrep/audit.jsonl",
    });
    const env = { XDG_DATA_HOME: "/data", XDG_CACHE_HOME: "/cache" };
    expect(load({ env })).toMatchObject({ index: "/data/sitrep/index", models: "/cache/sitrep/models" });
  });
});

describe("what is wrong is refused, and named", () => {
  test.each([
    [
      "a setting nobody knows",
      "model: none\ndeadlin: 3\n",
      /sitrep\.yaml:2: deadlin is not a setting, did you mean deadline\? \(known: .*kubernetes, prometheus\)/,
    ],
    [
      "one of a source",
      "prometheus:\n  tokn: x\n",
      /sitrep\.yaml:2: prometheus\.tokn .*did you mean token\? \(known: url, token,/,
    ],
    ["one of another case", "claimfrom: 0.5\n", /did you mean claimFrom\?/],
    ["a section of sections", "sources:\n  prometheus: {}\n", /sitrep\.yaml:1: sources is not a setting/],
    [
      "two at once",
      "deadlin: 3\nlimits:\n  perTol: 1\n",
      /(?=.*yaml:1: deadlin ).*yaml:3: limits\.perTol .*did you mean perTool\?/,
    ],
    [
      "a word for a number",
      "# ours\ndeadline: soon\n",
      /sitrep\.yaml:2: deadline: expected number.* \(Seconds that live/,
    ],
    ["a word for a list", "runbooks: docs\n", /sitrep\.yaml:1: runbooks: expected array/],
    ["nothing for a number", "deadline:\n", /sitrep\.yaml:1: deadline: expected number/],
    [
      "a word in a section",
      "kubernetes:\n  readSecrets: often\n",
      /sitrep\.yaml:2: kubernetes\.readSecrets: expected boolean/,
    ],
    ["a number that makes no sense", "limits:\n  perTool: 0\n", /yaml:2: limits\.perTool/],
    ["an address without a scheme", "prometheus:\n  url: metrics:9090\n", /yaml:2: prometheus\.url/],
    ["broken YAML", "deadline: [1\n", /sitrep\.yaml cannot be read/],
    ["a list", "- deadline\n", /not a mapping/],
  ])("%s", async (_, yaml, named) => {
    const cwd = await withFile(yaml);
    expect(() => load({ cwd })).toThrow(
      expect.objectContaining({ kind: "input", message: expect.stringMatching(named) }),
    );
  });

  test("a variable nobody knows, with the nearest; those that Kubernetes sets for a Service sitrep are not meant", () => {
    const env = { SITREP_PROMETEUS_URL: "http://x", HOME: "/home/ana" };
    expect(() => load({ env })).toThrow(/SITREP_PROMETEUS_URL is not a setting, did you mean SITREP_PROMETHEUS_URL\?/);
    const links = {
      SITREP_SERVICE_HOST: "10.0.0.1",
      SITREP_SERVICE_PORT_HTTP: "8080",
      SITREP_PORT: "tcp://10.0.0.1:8080",
      SITREP_PORT_8080_TCP_ADDR: "10.0.0.1",
      SITREP_WEB_SERVICE_HOST: "10.0.0.2",
    };
    expect(load({ env: links }).deadline).toBe(8);
  });

  test("where it is wrong: the variable or the command line that won over the file", async () => {
    const cwd = await withFile("deadline: 3\n");
    expect(() => load({ cwd, env: { SITREP_DEADLINE: "soon" } })).toThrow(
      /valid\. SITREP_DEADLINE: deadline: expected/,
    );
    const flags = { prometheus: { url: "ftp://metrics" } };
    expect(() => load({ cwd, flags })).toThrow(/command line: prometheus\.url: Invalid URL \(Address/);
  });

  test("a file that was asked for and is not there; without asking there need be none", () => {
    const cwd = temporaryFolder();
    expect(() => load({ cwd, file: "team.yaml" })).toThrow(/team\.yaml does not exist/);
    expect(load({ cwd }).runbooks).toEqual([]);
  });

  test("an empty file is no settings", async () => {
    expect(load({ cwd: await withFile("") }).deadline).toBe(8);
  });
});
