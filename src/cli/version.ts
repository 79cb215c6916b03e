import { readFileSync } from "node:fs";

/** The package.json above this file: one folder further up once built into dist/. */
function read(): string {
  for (const place of ["../../package.json", "../../../package.json"]) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(place, import.meta.url), "utf8"));
      if (name === "sitrep") return version;
    } catch {}
  }
  return "0.0.0";
}

export const VERSION = read();
