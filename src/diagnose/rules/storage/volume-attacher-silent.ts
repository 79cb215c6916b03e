import { volumeRule } from "./volume-rule.ts";

export const volumeAttacherSilent = volumeRule({
  code: "volume-attacher-silent",
  problem: "attacher-silent",
  meaning: "The storage driver's controller neither attaches the volume nor says why.",
  remedy: "Bring back the driver's controller; look at its csi-attacher container.",
  disproof: "The VolumeAttachment becomes attached.",
  title: ({ why }, name) => `${name} is not attached: the storage driver does not answer (${why})`,
});
