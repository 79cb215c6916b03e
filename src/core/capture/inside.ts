import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import { SitrepError } from "../errors.ts";

/** Names of namespaces, pods and containers come from a cluster, or from whoever wrote a capture: one is one part of a path. */
export function segment(name: string): string {
  if (name === "" || name === "." || name === ".." || /[/\\\0]/.test(name)) throw leadsOut(name);
  return name;
}

/** Where a name lies below a folder. Throws an `input` error when it is absolute or leads out of it. */
export function inside(dir: string, name: string): string {
  const normal = path.posix.normalize(name);
  if (name.includes("\0") || normal === ".." || normal.startsWith("../") || path.isAbsolute(normal))
    throw leadsOut(name);
  return path.join(dir, normal);
}

/**
 * The file or folder of that name, wherever links lead; `undefined` when there is none. Throws an `input` error when it is
 * outside the folder, or neither a file nor a folder: reading a pipe or a device would never end.
 */
export async function existing(dir: string, name: string): Promise<string | undefined> {
  const file = inside(dir, name);
  try {
    const [root, real] = await Promise.all([realpath(dir), realpath(file)]);
    if (real !== root && !real.startsWith(root + path.sep)) throw leadsOut(name);
    const found = await stat(real);
    if (!found.isFile() && !found.isDirectory())
      throw new SitrepError("input", `"${name}" is neither file nor folder.`);
    return real;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

function leadsOut(name: string): SitrepError {
  return new SitrepError("input", `"${name}" is not a name inside a capture.`, {
    hint: "A capture holds plain files below its own folder, without links that lead out of it.",
  });
}
