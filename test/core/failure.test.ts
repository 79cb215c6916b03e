import { expect, test } from "vitest";
import { SitrepError } from "../../src/core/errors.ts";
import { failureReport } from "../../src/core/failure.ts";

test.each([
  [new SitrepError("denied", "401", { hint: "Set a token." }), "denied", "401 Set a token."],
  [new DOMException("The operation timed out", "TimeoutError"), "timed-out", "No answer before the deadline."],
  [
    new SitrepError("unavailable", "no answer", { cause: new DOMException("", "TimeoutError") }),
    "timed-out",
    "no answer",
  ],
  [new Error("socket\nhang up"), "unreachable", "socket hang up"],
  ["thrown text", "unreachable", "thrown text"],
])("a source that threw %s is reported as %s", (thrown, status, detail) => {
  expect(failureReport("prometheus", thrown, performance.now())).toMatchObject({
    source: "prometheus",
    status,
    detail,
  });
});
