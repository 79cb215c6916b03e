import { expect, test } from "vitest";
import { subjectOf } from "../../src/knowledge/words/subject.ts";

test.each([
  [
    "Pod shop/cart-6c8d9b7f45-kx7zq has been in a non-ready state for longer than 15 minutes on cluster eu-1.",
    "Pod has been in a non-ready state for longer than on cluster .",
  ],
  ["Filesystem on /dev/vdb1 at 192.168.4.20:9100 has only 4.75% left", "Filesystem on at has only left"],
  ["db-07.internal.example.org is 3h 20m behind", "is behind"],
  ["request 3f2504e0-4f89-11d3-9a0c-0305e82c3301 failed", "request failed"],
  ["no ready pod in namespace billing for 10 minutes", "no ready pod in namespace for"],
])("%s: what one moment and place has is not the subject", (question, subject) => {
  expect(subjectOf(question).text).toBe(subject);
});

test.each([
  "x509: certificate signed by unknown authority",
  "ingress returns 502 and 504, 5xx rate high",
  "upgrade to v1.29.3 failed",
  "the node is down and the cluster has no leader",
  "I/O errors, bad crc/signature",
  "KubePodCrashLooping",
  "etcd-backup-restore and kube-apiserver",
])("%s: names, codes and versions stay", (question) => {
  expect(subjectOf(question).text).toBe(question);
});

test("values are kept apart, for a document about just this threshold", () => {
  expect(subjectOf("usage has crossed 85%").values).toBe("85%");
});

test("a question made to be slow is not", () => {
  for (const piece of ["a-", "1.", "deployment a.", "0f", "a/b/", "b2c4d6f8-"])
    expect(subjectOf(piece.repeat(4000 / piece.length)).text.length).toBeLessThanOrEqual(4000);
});
