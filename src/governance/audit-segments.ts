import { readdir } from "node:fs/promises";
import path from "node:path";

/** The sealed segments of a log, the oldest first: `audit.jsonl.000001`. */
export async function sealedOf(file: string): Promise<string[]> {
  const [dir, base] = [path.dirname(file), path.basename(file)];
  const names = await readdir(dir).catch(() => []);
  const sealed = names.filter((name) => name.startsWith(`${base}.`) && /^\d{6}$/.test(name.slice(base.length + 1)));
  return sealed.sort().map((name) => path.join(dir, name));
}

export function nextSealed(file: string, sealed: readonly string[]): string {
  const last = Number(sealed.at(-1)?.slice(-6) ?? 0);
  return `${file}.${String(last + 1).padStart(6, "0")}`;
}

/** Says the newest record, so that one that is cut off from the end is missed. */
export function headFile(file: string): string {
  return `${file}.head`;
}
