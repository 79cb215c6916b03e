import { describe, expect, test } from "vitest";
import { inquiryOf } from "../../src/diagnose/inquiry.ts";
import { loadTrials } from "../cluster/scenario/schema.ts";

const complaint = (question: string, names: string[] = []) => inquiryOf(question, names).complaint;

describe("a complaint", () => {
  test.each([
    "payments is down",
    "errors in checkout",
    "why is checkout slow?",
    "the ingress gets no address",
    "orders can't be placed",
    "checkout isnt answering",
    "something is broken in payments",
    "shop.example.com answers 503",
    "users report NullPointerException on login",
    "ledger is in CrashLoopBackOff",
    "prod is stuck",
    "checkout funktioniert nicht",
    "nichts geht mehr, alles kaputt",
    "checkout est en panne",
    "le paiement ne marche plus",
    "checkout está caído",
    "checkout não funciona",
    "checkout が落ちてる",
    'we see "too many open files" in checkout',
  ])("%s", (question) => expect(complaint(question)).toBe(true));
});

describe("no complaint", () => {
  test.each([
    "what's wrong with payments?",
    "What’s wrong with payments?",
    "what is wrong?",
    "anything wrong with payments?",
    "is anything broken?",
    "are there any errors in payments?",
    "is there a problem with checkout?",
    "is payments healthy?",
    "can I drain node-2?",
    "may payments be deployed?",
    "payments",
    "status of the current deployment",
    "how is the client doing?",
  ])("%s", (question) => expect(complaint(question)).toBe(false));

  test("the name of what is asked about claims nothing", () => {
    expect(complaint("is error-tracker fine?")).toBe(false);
    expect(complaint("is slow fine?", ["slow"])).toBe(false);
  });
});

const OPEN = /^what(?:'s| is) wrong with [^?]*\?$/;

test("what engineers asked of healthy clusters is no complaint, what they claimed of broken ones mostly is", () => {
  const asked = loadTrials().map(({ scenario }) => scenario);
  const healthy = asked.filter(({ expected }) => "verdict" in expected);
  expect(healthy.map(({ question }) => question).filter((question) => complaint(question))).toEqual([]);
  const broken = asked.filter(({ expected, question }) => !("verdict" in expected) && !OPEN.test(question));
  const heard = broken.filter(({ question }) => complaint(question));
  expect(heard.length / broken.length).toBeGreaterThan(0.9);
});

test.each([
  ["payments is down", true],
  ["why is checkout slow?", true],
  ["how many requests fail?", true],
  ["risk-model stays pending", false],
  ["is payments healthy?", false],
])("%s: about requests %s", (question, requests) => expect(inquiryOf(question, []).requests).toBe(requests));

test.each([
  ["can I drain node-2?", true],
  ["is it safe to upgrade the nodes?", true],
  ["is payments healthy?", false],
])("%s: about moving pods %s", (question, disruption) => expect(inquiryOf(question, []).disruption).toBe(disruption));
