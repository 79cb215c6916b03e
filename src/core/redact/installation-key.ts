import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { usePlaceholderKey } from "./placeholder.ts";

const BYTES = 32;

/**
 * Placeholders by the key in `folder`, made when it is not there, readable by its owner only: so an answer reads the same
 * in every process of this installation. Without a folder, or where it can be neither read nor written, the process keeps a key
 * of its own.
 */
export function useInstallationKey(folder: string | undefined): void {
  if (folder === undefined) return;
  const file = path.join(folder, "placeholder.key");
  const key = readKey(file) ?? makeKey(file) ?? readKey(file);
  if (key) usePlaceholderKey(key);
}

function readKey(file: string): Buffer | undefined {
  try {
    const key = readFileSync(file);
    return key.length === BYTES ? key : undefined;
  } catch {
    return undefined; // not there, or not for this user
  }
}

/** Only one of several processes that start at once makes it. */
function makeKey(file: string): Buffer | undefined {
  const key = randomBytes(BYTES);
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, key, { mode: 0o600, flag: "wx" });
    return key;
  } catch {
    return undefined; // a read-only home, or another process was first
  }
}
