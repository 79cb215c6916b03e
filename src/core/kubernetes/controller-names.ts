/** Words that name no project. */
const GENERAL = /^(?:k8s|kubernetes|ingress|ingress-controller|controller|controllers|manager|operator|example|sigs)$/;

export function isGeneral(name: string): boolean {
  return GENERAL.test(name) || name.length < 4;
}

/** The project of an API group or a driver: `strimzi` of `kafka.strimzi.io`, `longhorn` of `driver.longhorn.io`; none for a general word. */
export function projectOf(domain: string): string | undefined {
  const name = domain.split(".").at(-2) ?? "";
  return isGeneral(name) ? undefined : name;
}

/** What a controller is called in `spec.controller` of a class: `ingress-nginx` of `k8s.io/ingress-nginx`, `traefik` of `traefik.io/ingress-controller`. */
export function namesOf(controller: string): string[] {
  const [domain = "", ...path] = controller.split("/");
  const project = projectOf(domain);
  return [...(project ? [project] : []), ...path.filter((name) => !isGeneral(name))];
}
