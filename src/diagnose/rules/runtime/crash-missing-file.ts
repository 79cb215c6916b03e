import { isHidden } from "../startup/hidden-files.ts";
import { crashRule } from "./crash-rule.ts";

export const crashMissingFile = crashRule({
  code: "crash-missing-file",
  specificity: 7,
  classes: ["file-missing"],
  meaning: "The program stops because a file is not where it looks for it.",
  remedy: "Mount the config map, secret or volume at that path, or correct the path.",
  except: (crash, situation) => isHidden(situation, crash),
  title: (name, { file }) => `${name} stops because ${file ?? "a file"} does not exist in the container`,
});
