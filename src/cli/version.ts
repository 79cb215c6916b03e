import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";

/** Of the package that this file is in, built or not. */
export const VERSION: string = JSON.parse(readFileSync(findPackageJSON(import.meta.url) ?? "", "utf8")).version;
