import { isHidden } from "../startup/hidden-files.ts";
import { crashRule } from "./crash-rule.ts";

export const crashCommandNotFound = crashRule({
  code: "crash-command-not-found",
  specificity: 8,
  classes: ["command"],
  meaning:
    "What the container should run is not in the image: a command, script, module or library, or it is built for another CPU.",
  remedy: "Correct command and args, or build the image with what is missing.",
  except: (crash, situation) => isHidden(situation, crash),
  title: (name, { file, key }) =>
    `${name} cannot run its command: ${file ?? key ?? "the program"} does not exist or does not fit the image`,
});
