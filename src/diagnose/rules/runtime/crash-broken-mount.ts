import { faultyPlaces } from "../../compare/faulty-place.ts";
import { crashRule } from "./crash-rule.ts";

export const crashBrokenMount = crashRule({
  code: "crash-broken-mount",
  specificity: 7,
  classes: ["mount"],
  meaning:
    "A volume, certificate or service account token that the program reads is not mounted, or its file system is gone.",
  remedy:
    "Check the volume, the secret behind it, and automountServiceAccountToken; restart the pod when a remote mount died.",
  // What breaks every mount of one node is the node's.
  except: ({ containers }, situation) =>
    faultyPlaces(situation).some(({ contrast }) => containers.every(({ pod }) => contrast.failing.includes(pod))),
  title: (name, { file }) => `${name} stops because ${file ?? "a mounted file system or secret"} cannot be read`,
});
