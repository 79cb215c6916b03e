import { readOnlyBecause, writtenMount } from "../storage/written-mount.ts";
import { crashRule } from "./crash-rule.ts";

export const crashReadOnlyFilesystem = crashRule({
  code: "crash-read-only-filesystem",
  specificity: 8,
  classes: ["read-only-filesystem"],
  meaning:
    "The program writes to a file system that is read-only: readOnlyRootFilesystem, a readOnly mount, or a volume after an I/O error.",
  remedy: "Mount an emptyDir where it writes, or lift readOnlyRootFilesystem or readOnly.",
  except(crash) {
    const written = writtenMount(crash);
    return written !== undefined && readOnlyBecause(written) !== undefined;
  },
  title: (name, { file }) => `${name} stops because ${file ?? "what it writes to"} is on a read-only file system`,
});
