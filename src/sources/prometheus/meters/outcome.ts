import { type Matcher, matches } from "../selector.ts";

/** Values that mean "the server failed", by the label that carries the outcome; the first label that exists decides. */
const FAILURES: readonly (readonly [label: string, values: string])[] = [
  ["response_code", "5..|0"],
  ["http_response_status_code", "5.."],
  ["http_status_code", "5.."],
  ["classification", "failure"],
  ["grpc_code", "Unknown|DeadlineExceeded|ResourceExhausted|Internal|Unavailable|DataLoss"],
  ["rpc_grpc_status_code", "2|4|8|13|14|15"],
  ["rpc_response_status_code", "UNKNOWN|DEADLINE_EXCEEDED|RESOURCE_EXHAUSTED|INTERNAL|UNAVAILABLE|DATA_LOSS"],
  ["status_code", "5..|5xx|STATUS_CODE_ERROR"],
  ["code", "5..|5xx"],
  ["status", "5..|5xx|error"],
  ["http_status", "5.."],
];

/** Does a label say how a request ended? */
function isOutcome(label: string): boolean {
  return FAILURES.some(([name]) => name === label);
}

/** The matcher for failed requests; `undefined` when no label tells. */
export function failuresBy(has: (label: string) => boolean): string | undefined {
  const known = FAILURES.find(([label]) => has(label));
  return known && `${known[0]}=~"${known[1]}"`;
}

const FAILED = [
  "500",
  "503",
  "5xx",
  "5",
  "error",
  "failure",
  "STATUS_CODE_ERROR",
  "Internal",
  "Unavailable",
  "INTERNAL",
  "13",
];
const SUCCEEDED = ["200", "2xx", "2", "success", "OK"];

/** Do a query's matchers keep failed requests only? */
export function keepsFailures(matchers: readonly Matcher[]): boolean {
  return matchers.some((matcher) => {
    const test = (value: string) => matches({ metric: undefined, matchers: [matcher] }, { [matcher.label]: value });
    return isOutcome(matcher.label) && FAILED.some(test) && !SUCCEEDED.some(test);
  });
}
