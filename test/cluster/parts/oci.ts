import { createHash } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Entry, tar } from "./tar.ts";

/** What the image runs, and as whom. */
export interface ImageConfig {
  Entrypoint?: string[];
  Cmd?: string[];
  /** `uid:gid`; default root. */
  User?: string;
  Env?: string[];
}

interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
}

export const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const ARCHITECTURE: Partial<Record<string, string>> = { x64: "amd64", arm64: "arm64" };

/** A layer made of files, stored in a folder of blobs named by their hash. */
export function layer(folder: string, entries: readonly Entry[]): Descriptor {
  return blob(folder, "application/vnd.oci.image.layer.v1.tar", tar(entries));
}

/** Publishes an image of one layer under names like `payments/ledger:2.6.0`. */
export function publish(folder: string, names: readonly string[], base: Descriptor, config: ImageConfig): void {
  const rootfs = { type: "layers", diff_ids: [base.digest] };
  const platform = { architecture: ARCHITECTURE[process.arch] ?? process.arch, os: "linux" };
  const configuration = json(folder, "application/vnd.oci.image.config.v1+json", { ...platform, config, rootfs });
  const manifest = { schemaVersion: 2, mediaType: MANIFEST, config: configuration, layers: [base] };
  const stored = json(folder, MANIFEST, manifest);
  for (const name of names) {
    const [repository = "", tag = ""] = name.split(":");
    mkdirSync(path.join(folder, "tags", repository), { recursive: true });
    writeFileSync(path.join(folder, "tags", repository, tag), stored.digest);
  }
}

export const blobFile = (folder: string, digest: string) => path.join(folder, "blobs", digest.replace("sha256:", ""));

function json(folder: string, mediaType: string, value: unknown): Descriptor {
  return blob(folder, mediaType, Buffer.from(JSON.stringify(value)));
}

function blob(folder: string, mediaType: string, content: Buffer): Descriptor {
  const digest = `sha256:${createHash("sha256").update(content).digest("hex")}`;
  const file = blobFile(folder, digest);
  mkdirSync(path.dirname(file), { recursive: true });
  if (!existsSync(file)) writeFileSync(file, content);
  return { mediaType, digest, size: content.length };
}
