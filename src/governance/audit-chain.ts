import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { z } from "zod";
import { jsonIn } from "../core/json-in.ts";

/** The newest record of a log: its number, counted from 1, and its hash. */
export interface Head {
  seq: number;
  hash: string;
}

/** Before the first record. */
export const START: Head = { seq: 0, hash: "0".repeat(64) };

/** Bytes that stand before a record and are none: a log of before the chain, or a line that a full disk or a kill cut in half. */
export interface Unchained {
  bytes: number;
  sha256: string;
}

const Chained = z.looseObject({
  seq: z.int().positive(),
  prev: z.string(),
  hash: z.string(),
  unchained: z.object({ bytes: z.int(), sha256: z.string() }).optional(),
});
export type Chained = z.infer<typeof Chained>;

/**
 * The next record, as its line: RFC 8785 canonical JSON, so that each byte of it counts; `prev` is the hash of the record
 * before, `hash` is SHA-256 of the record without it.
 */
export function chain(line: Record<string, unknown>, head: Head, unchained?: Unchained): { text: string; head: Head } {
  const plain = JSON.parse(JSON.stringify(line)) as Record<string, unknown>;
  const body = { ...plain, seq: head.seq + 1, prev: head.hash, ...(unchained && { unchained }) };
  const hash = sha256(canonical(body));
  return { text: canonical({ ...body, hash }), head: { seq: head.seq + 1, hash } };
}

/** The record in a line, sound or not; `undefined` when the line is none of the chain. */
export function chainedIn(text: string): Chained | undefined {
  return jsonIn(Chained, text);
}

/** Whether the line is the record that its own hash says. */
export function isSound(text: string, record: Chained): boolean {
  const { hash, ...body } = record;
  return canonical(record) === text && sha256(canonical(body)) === hash;
}

export function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

function canonical(value: object): string {
  return canonicalize(value) ?? "";
}
