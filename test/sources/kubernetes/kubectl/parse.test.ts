import { expect, test } from "vitest";
import { SitrepError } from "../../../../src/core/errors.ts";
import { parseKubectl } from "../../../../src/sources/kubernetes/kubectl/parse.ts";

function refusal(line: string): SitrepError {
  try {
    parseKubectl(line);
  } catch (error) {
    if (error instanceof SitrepError) return error;
    throw error;
  }
  throw new Error(`${line} was understood`);
}

test.each([
  ["kubectl get pods -n payments -o wide", "get", ["pods"], { namespace: "payments", output: "wide" }],
  ["get po -npayments -owide", "get", ["po"], { namespace: "payments", output: "wide" }],
  ["kubectl -n payments get pods", "get", ["pods"], { namespace: "payments" }],
  ["get pods -A --no-headers", "get", ["pods"], { "all-namespaces": "true", "no-headers": "true" }],
  ["logs api-1 -p -c proxy --tail 50", "logs", ["api-1"], { previous: "true", container: "proxy", tail: "50" }],
  ["logs api-1 --previous=false", "logs", ["api-1"], {}],
  ['get pods -l "app in (a, b)"', "get", ["pods"], { selector: "app in (a, b)" }],
  ["get pods --selector='app=a'", "get", ["pods"], { selector: "app=a" }],
  ["top pod -n payments", "top pods", [], { namespace: "payments" }],
  ["rollout history deploy/api", "rollout history", ["deploy/api"], {}],
  ["auth can-i delete pods", "auth can-i", ["delete", "pods"], {}],
  ["get events --sort-by=.lastTimestamp", "get", ["events"], { "sort-by": ".lastTimestamp" }],
])("%s", (line, verb, words, flags) => {
  expect(parseKubectl(line)).toEqual({ verb, words, flags });
});

test.each([
  ["delete pod api-1", /may change something/, /kubectl get TYPE NAME/],
  ["exec -it api-1 -- sh", /may change something/, /kubectl logs POD/],
  ["rollout undo deploy/api", /may change something/, /rollout history/],
  ["scale deploy api --replicas=3", /may change something/, /get deploy/],
  ["apply -f x.yaml", /may change something/, /get TYPE NAME -o yaml/],
  ["config set-context prod", /may change something/, /config/],
  ["gett pods", /not understood/, /Nearest: kubectl get\./],
  ["rollout", /not understood/, /rollout history/],
  ["port-forward svc/api 80", /may change something/, /endpointslices/],
  ["", /not understood/, /All forms: get/],
])("%s is refused with the nearest form", (line, why, hint) => {
  const error = refusal(line);
  expect(error.kind).toBe("input");
  expect(error.message).toMatch(why);
  expect(error.hint).toMatch(hint);
});

test.each([
  "get pods | grep api",
  "get pods; rm -rf /",
  "get pods && ls",
  "get $(whoami)",
  "get `id`",
  "get pods > x",
  "get $HOME",
])("%s never meets a shell", (line) => expect(refusal(line).message).toMatch(/no shell/));

test("quoted text may hold what a shell would act on", () => {
  expect(parseKubectl("get pods -l 'a!=b|c'").flags.selector).toBe("a!=b|c");
  expect(refusal("get pods -l 'app=a").message).toMatch(/not closed/);
});

test("what would keep running or lead to another cluster says what to do instead", () => {
  expect(refusal("get pods -w").hint).toMatch(/Ask again/);
  expect(refusal("logs -f api-1").hint).toMatch(/--since/);
  expect(refusal("--context prod get pods").hint).toMatch(/--context/);
  expect(refusal("get pods --chunk-size=1").hint).toMatch(/It takes: -n\/--namespace/);
});
