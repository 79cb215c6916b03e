/** `registry.example.com/team/api:1.4@sha256:…` → `registry.example.com/team/api`. */
export function repositoryOf(image: string): string {
  return image.replace(/@sha256:.*$/, "").replace(/:[^/:]*$/, "");
}

/** The registry's host (and port); `docker.io` where none is written. */
export function registryOf(image: string): string {
  const [first = ""] = image.split("/");
  return image.includes("/") && /[.:]|^localhost$/.test(first) ? first : "docker.io";
}

/** Everything before the last part: whose images are usually pulled with the same credentials. */
export function ownerOf(image: string): string {
  return repositoryOf(image).replace(/\/[^/]*$/, "");
}
