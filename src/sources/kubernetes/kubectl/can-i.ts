import { SitrepError } from "../../../core/errors.ts";
import { groupOf } from "../kinds.ts";
import { namespaceOf, resourceOf, type Surroundings } from "./find-objects.ts";
import type { Command } from "./parse.ts";

/** `yes` or `no`: may these credentials? */
export async function canI(command: Command, around: Surroundings): Promise<string> {
  const [verb, target] = command.words;
  if (verb === undefined || target === undefined)
    throw new SitrepError("input", "kubectl auth can-i needs a verb and a type.", {
      hint: "e.g. kubectl auth can-i list pods -n payments; pods/log for a subresource",
    });
  const [type = "", named] = target.split("/");
  const resource = await resourceOf(type, around);
  const namespace = resource.namespaced ? namespaceOf(command) : undefined;
  // `pods/log` is a subresource of kubectl's own spelling, `pod/api-1` an object.
  const subresource = command.flags.subresource ?? (type === resource.plural ? named : undefined);
  const name = command.words[2] ?? (type === resource.plural ? undefined : named);
  const attributes = {
    verb,
    resource: resource.plural,
    group: groupOf(resource),
    ...(subresource && { subresource }),
    ...(namespace && { namespace }),
    ...(name && { name }),
  };
  const allowed = await around.reader.may(attributes, around.signal);
  if (allowed === undefined)
    throw new SitrepError("input", "A recording cannot say who may do what.", { hint: "Ask a live cluster." });
  return allowed ? "yes" : "no";
}
