import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { defineConfig, type Plugin } from "rolldown";

/**
 * The published program: few files in place of some 2,500 modules, which is half of the time of a start
 * (docs/decisions/0021-bundle.md). What has native parts stays a dependency and is installed beside it.
 */
export default defineConfig({
  input: { sitrep: "bin/sitrep.ts", worker: "src/knowledge/model/worker.ts" },
  platform: "node",
  external: [/^@lancedb\//, /^apache-arrow/, /^@huggingface\//],
  output: {
    dir: "dist",
    format: "esm",
    cleanDir: true,
    entryFileNames: "[name].js",
    chunkFileNames: "[name]-[hash].js",
  },
  plugins: [notices()],
});

/** The licence of every package whose code is in the bundle, as their licences ask. Fails for a package that brings none. */
function notices(): Plugin {
  return {
    name: "notices",
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
      const folders = new Set(modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []));
      const source = [...folders]
        .sort()
        .map(notice)
        .join(`\n${"-".repeat(80)}\n\n`);
      this.emitFile({ type: "asset", fileName: "third-party-notices.txt", source });
    },
  };
}

/** The oldest packages say their licence in the README alone. */
function notice(folder: string): string {
  const { name, version, license = "see below" } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder);
  const papers = files.filter((file) => /^(licen[cs]e|notice)/i.test(file));
  const texts = papers.length > 0 ? papers : files.filter((file) => license === "see below" && /^readme/i.test(file));
  if (license === "see below" && texts.length === 0)
    throw new Error(`${name} brings no licence: it cannot be part of the program`);
  return [
    `${name} ${version} (${license})`,
    "",
    ...texts.map((file) => readFileSync(path.join(folder, file), "utf8")),
  ].join("\n");
}
