import { type Scene, service, servicePort } from "./scene.ts";
import { prints } from "./signs.ts";

export const host = (scene: Scene) => service(scene).metadata.name;

/** The caller says that it does not get through. */
export const callerFails = (scene: Scene, line: string) => prints(scene, [line, line], scene.caller);

export const refusedBy = (scene: Scene) =>
  `Get "http://${host(scene)}:${servicePort(scene)}/": dial tcp 10.96.7.7:${servicePort(scene)}: connect: connection refused`;

export const timesOut = (scene: Scene) =>
  `Get "http://${host(scene)}:${servicePort(scene)}/": dial tcp 10.96.7.7:${servicePort(scene)}: i/o timeout`;
