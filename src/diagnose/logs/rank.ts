import type { LogClass } from "./signature.ts";

/**
 * What explains more comes first: a process that cannot start needs no network, a name that does not resolve is never
 * refused, and so on up to what is only ever the effect of something else.
 */
const ORDER: readonly (readonly LogClass[])[] = [
  ["command", "architecture", "config-missing", "config-invalid", "mount", "license"],
  ["port-in-use", "read-only-filesystem", "disk-full", "data-corrupt", "data-locked", "data-version"],
  ["file-missing", "file-permission"],
  [
    "heap-exhausted",
    "memory-killed",
    "segmentation-fault",
    "stack-overflow",
    "descriptor-limit",
    "process-limit",
    "process-deadlock",
  ],
  ["fault-injected"],
  ["dns-unknown", "dns-failing"],
  ["no-route", "timeout", "refused", "unreachable", "no-backends"],
  ["tls-expired", "tls-untrusted", "tls-name", "tls-plaintext", "tls-client-certificate"],
  ["protocol"],
  ["authentication", "unknown-object", "authorization"],
  ["migration-failed", "schema"],
  ["connection-limit", "read-only", "quorum", "memory-full", "deadlock", "lock-wait", "loading"],
  ["pool-exhausted", "rate-limited"],
  ["reset", "clock", "leadership"],
  ["deadline"],
  ["upstream-error"],
  ["unhandled-error"],
  ["circuit-open"],
  ["wrapper"],
  ["consequence"],
  ["benign"],
];
const RANK = new Map(ORDER.flatMap((classes, i) => classes.map((name) => [name, i] as const)));

/** 0 explains most. */
export function rankOf(name: LogClass): number {
  return RANK.get(name) ?? ORDER.length;
}

/** May a line of this class be a cause at all? */
export function isCause(name: LogClass): boolean {
  return rankOf(name) < rankOf("wrapper");
}
