import { createHash, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { messageOf, SitrepError } from "../core/errors.ts";

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);

/** scrypt as OWASP's password storage cheat sheet has it (N = 2^15, r = 8, p = 3): some 150 ms and 32 MB for one guess. */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const HASH_BYTES = 32;
const SECRET_BYTES = 32;
const TOKEN = /^sitrep_([a-z0-9][a-z0-9-]{0,39})_([A-Za-z0-9_-]{43})$/;

export const KeyName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "a name of lower-case letters, digits and hyphens, at most 40");

export const Key = z.object({
  name: KeyName,
  salt: z.string(),
  hash: z.string(),
  created: z.iso.datetime(),
  /** The key is refused from this time on. */
  expires: z.iso.datetime().nullable(),
  /** The tools that it may call; `null` for all. */
  tools: z.array(z.string()).nullable(),
  /** The namespaces that it may read; `null` for all, as keys of before this field have it. */
  namespaces: z.array(z.string()).nullable().default(null),
});
export type Key = z.infer<typeof Key>;
const KeyFile = z.object({ version: z.literal(1), keys: z.array(Key) });

/** What a key allows, as it was given. */
export type Grant = Pick<Key, "name" | "expires" | "tools" | "namespaces">;

/** A new token for a name, which is stored nowhere, and what is stored to know it by. */
export async function newToken(name: string): Promise<{ token: string } & Pick<Key, "salt" | "hash">> {
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  const salt = randomBytes(16);
  const hash = await derive(secret, salt, HASH_BYTES, COST);
  return { token: `sitrep_${name}_${secret}`, salt: salt.toString("base64"), hash: hash.toString("base64") };
}

/** The keys of a file; none when there is no file. Throws `setup` for a file that is none of ours. */
export async function readKeys(file: string): Promise<Key[]> {
  try {
    return KeyFile.parse(JSON.parse(await readFile(file, "utf8"))).keys;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw new SitrepError("setup", `The key file ${file} cannot be read: ${messageOf(error)}.`, {
      cause: error,
      hint: "sitrep keys create NAME writes one; a broken file is not repaired, because it decides who may ask.",
    });
  }
}

/** Replaces the file in one step, readable by its owner only. */
async function writeKeys(file: string, keys: readonly Key[]): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const next = `${file}.${process.pid}.new`;
  await writeFile(next, `${JSON.stringify({ version: 1, keys }, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(next, file);
}

/** Throws `input` for a name that is taken. */
export async function addKey(file: string, key: Omit<Key, "created">): Promise<void> {
  const keys = await readKeys(file);
  if (keys.some(({ name }) => name === key.name))
    throw new SitrepError("input", `There is a key named ${key.name}.`, {
      hint: `Revoke it first: sitrep keys revoke ${key.name}`,
    });
  await writeKeys(file, [...keys, { ...key, created: new Date().toISOString() }]);
}

/** Throws `input` when there is no such key. */
export async function revokeKey(file: string, name: string): Promise<void> {
  const keys = await readKeys(file);
  const left = keys.filter((key) => key.name !== name);
  if (left.length === keys.length)
    throw new SitrepError("input", `There is no key named ${name}.`, {
      hint: keys.length > 0 ? `Keys: ${keys.map((key) => key.name).join(", ")}.` : "There are no keys.",
    });
  await writeKeys(file, left);
}

export interface Keyring {
  /** Whose token this is, when it has been proven before: that costs nothing. */
  known(token: string): Promise<Grant | undefined>;
  /** Whose token this is. An unknown name costs what a wrong secret costs, so that time tells nobody which names exist. */
  find(token: string): Promise<Grant | undefined>;
}

/** The keys of a file, read again when it changes: a revoked key is refused with the next request, on every replica. */
export function keyring(file: string): Keyring {
  let read: { version: string; keys: Promise<Key[]>; proven: Set<string> } | undefined;
  const current = async () => {
    const version = await versionOf(file);
    if (read?.version !== version) read = { version, keys: readKeys(file), proven: new Set() };
    return read;
  };
  const look = async (token: string, isKnown: boolean): Promise<Grant | undefined> => {
    const [, name = "", secret = ""] = TOKEN.exec(token) ?? [];
    if (secret === "") return undefined;
    const { keys, proven } = await current();
    const digest = createHash("sha256").update(token).digest("base64");
    if (isKnown && !proven.has(digest)) return undefined;
    const key = (await keys).find((candidate) => candidate.name === name);
    if (!isKnown && !(await proves(secret, key))) return undefined;
    proven.add(digest);
    return key && !hasExpired(key) ? key : undefined;
  };
  return { known: (token) => look(token, true), find: (token) => look(token, false) };
}

function hasExpired({ expires }: Key): boolean {
  return expires !== null && Date.parse(expires) <= Date.now();
}

async function proves(secret: string, key: Key | undefined): Promise<boolean> {
  const salt = key ? Buffer.from(key.salt, "base64") : Buffer.alloc(16);
  const expected = key ? Buffer.from(key.hash, "base64") : Buffer.alloc(HASH_BYTES);
  const found = await derive(secret, salt, HASH_BYTES, COST);
  return timingSafeEqual(found, expected) && key !== undefined;
}

async function versionOf(file: string): Promise<string> {
  const { mtimeMs, ino, size } = await stat(file).catch(() => ({ mtimeMs: 0, ino: 0, size: 0 }));
  return `${mtimeMs} ${ino} ${size}`;
}
