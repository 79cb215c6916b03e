import { SitrepError } from "../../core/errors.ts";

/** What runs a model. An optional peer of the package: with it an install is three times as large, and search by words needs none. */
export const RUNTIME = "@huggingface/transformers@4.3.1";
/** Its install script fetches GPU libraries that are not used, and fails where it cannot. */
export const INSTALL_RUNTIME = `npm install -g --ignore-scripts ${RUNTIME}`;

export function hasRuntime(): boolean {
  try {
    import.meta.resolve("@huggingface/transformers");
    return true;
  } catch {
    return false; // not installed: the same as no model
  }
}

/** Throws a `setup` error with the command that installs it. */
export function expectRuntime(): void {
  if (!hasRuntime())
    throw new SitrepError("setup", "An embedding model needs a package that is not installed.", {
      hint: `Where sitrep is installed globally: ${INSTALL_RUNTIME} (470 MB); beside it otherwise. Then: sitrep model pull`,
    });
}
