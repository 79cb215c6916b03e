import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { redact, redactDeep } from "../../src/core/redact.ts";

// Assembled, so that no scanner takes this file for a leak.
const SECRET = ["Zq8", "vT3", "mK9", "xW2", "pL6"].join("");
const letters = (n: number) => SECRET.repeat(8).slice(0, n);

describe("secrets that have a shape", () => {
  test.each([
    ["JSON web token", `eyJ${letters(20)}.eyJ${letters(30)}.${letters(40)}`],
    ["AWS access key", `AKIA${"Q7".repeat(8)}`],
    ["GitHub token", `ghp_${letters(36)}`],
    ["GitLab token", `glpat-${letters(20)}`],
    ["Slack token", `xoxb-${letters(24)}`],
    ["Stripe key", `sk_live_${letters(24)}`],
    ["Google API key", `AIza${letters(35)}`],
    ["npm token", `npm_${letters(36)}`],
    ["Vault token", `hvs.${letters(24)}`],
    ["Grafana token", `glsa_${letters(40)}`],
  ])("%s", (_, token) => {
    const text = redact(`level=error msg="call refused" with ${token} by upstream`);
    expect(text).not.toContain(token.slice(-12));
    expect(text).toMatch(/^level=error msg="call refused" with \[redacted\]/);
    expect(text).toMatch(/by upstream$/);
  });

  test("a private key goes as a whole, also one that the log cut off", () => {
    const begin = "-----BEGIN RSA PRIVATE KEY-----";
    expect(redact(`${begin}\n${letters(60)}\n-----END RSA PRIVATE KEY-----\nready`)).toBe("[redacted]\nready");
    expect(redact(`${begin}\n${letters(60)}`)).toBe("[redacted]");
  });
});

describe("secrets that their place gives away", () => {
  test.each([
    [`password=${SECRET}`, "password=[redacted]"],
    [`DB_PASSWORD: ${SECRET}`, "DB_PASSWORD: [redacted]"],
    [`{"clientSecret":"${SECRET}","user":"ledger"}`, '{"clientSecret":[redacted],"user":"ledger"}'],
    [`Authorization: Bearer ${SECRET}`, "Authorization: Bearer [redacted]"],
    [`authorization: Basic ${SECRET}==`, "authorization: Basic [redacted]"],
    [`--api-key=${SECRET} --verbose`, "--api-key=[redacted] --verbose"],
    [`ledger --db-password ${SECRET} --port 8080`, "ledger --db-password [redacted] --port 8080"],
    [`Server=db;User=app;Password=${SECRET};Timeout=5`, "Server=db;User=app;Password=[redacted];Timeout=5"],
    [`password = "two words ${SECRET}"`, "password = [redacted]"],
  ])("%s", (text, safe) => {
    expect(redact(text)).toBe(safe);
  });

  test("who was refused, where, stays readable", () => {
    const text = redact(`dial postgres://ledger:${SECRET}@ledger-db:5432/ledger: connection refused`);
    expect(text).toBe("dial postgres://ledger:[redacted]@ledger-db:5432/ledger: connection refused");
  });
});

test.each([
  "password is required",
  "token: invalid",
  "secret=null",
  'FATAL: password authentication failed for user "ledger"',
  "secret/ledger-db-credentials not found",
  "tokens: 4096",
  "unknown flag: --password",
  "--token --verbose",
  "image registry.example.com/payments-api@sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
])("words about a secret are kept: %s", (text) => {
  expect(redact(text)).toBe(text);
});

test("whatever the text around it, the secret is gone, and a second pass changes nothing", () => {
  const around = fc.string({ maxLength: 40 }).map((text) => text.replace(/["'\\]/g, ""));
  fc.assert(
    fc.property(around, around, fc.constantFrom("password", "api_key", "TOKEN", "client-secret"), (a, b, key) => {
      const safe = redact(`${a} ${key}="${SECRET}" ${b}`);
      expect(safe).not.toContain(SECRET);
      expect(redact(safe)).toBe(safe);
    }),
  );
});

test("strings anywhere inside plain data; keys and other values stay", () => {
  const data = { env: [{ name: "DB_URL", value: `redis://:${SECRET}@cache` }], replicas: 2, ready: true, none: null };
  const safe = redactDeep(data);
  expect(JSON.stringify(safe)).not.toContain(SECRET);
  expect(safe).toMatchObject({ env: [{ name: "DB_URL" }], replicas: 2, ready: true, none: null });
});
