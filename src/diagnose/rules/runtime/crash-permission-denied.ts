import { writtenMount } from "../storage/written-mount.ts";
import { crashRule } from "./crash-rule.ts";

export const crashPermissionDenied = crashRule({
  code: "crash-permission-denied",
  specificity: 7,
  classes: ["file-permission"],
  meaning: "The program may not read, write or execute a file, or may not bind a port below 1024.",
  remedy: "Set fsGroup or runAsUser to who owns the files, add the capability, or use a port above 1023.",
  except: (crash) => writtenMount(crash)?.volume.persistentVolumeClaim !== undefined,
  title: (name, { file, port }) =>
    `${name} stops because it has no permission for ${file ?? (port ? `port ${port}` : "something it needs")}`,
});
