import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findingsPage } from "./findings-page.ts";

const FILE = new URL("./findings.md", import.meta.url);

writeFileSync(FILE, findingsPage());
console.log(`${fileURLToPath(FILE)}: ${readFileSync(FILE, "utf8").match(/^### /gm)?.length ?? 0} codes`);
