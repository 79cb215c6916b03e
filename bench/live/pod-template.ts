/** What a pod of a service usually has: a program and its proxy, settings, probes, volumes; about 6 KB as it is served. */
export function podTemplate(app: string, hash: string) {
  const labels = {
    app,
    "app.kubernetes.io/name": app,
    "app.kubernetes.io/part-of": "shop",
    "app.kubernetes.io/version": "1.42.7",
    "pod-template-hash": hash,
    team: "checkout",
  };
  const annotations = {
    "prometheus.io/scrape": "true",
    "prometheus.io/port": "9090",
    "sidecar.example.com/status": '{"initContainers":null,"containers":["proxy"],"volumes":["proxy-state"]}',
    "checksum/config": "1f3870be274f6c49b3e31a0c6728957f1f3870be274f6c49b3e31a0c6728957f",
  };
  return { metadata: { labels, annotations }, spec: podSpec(app) };
}

function podSpec(app: string) {
  return {
    terminationGracePeriodSeconds: 30,
    securityContext: { runAsNonRoot: true, runAsUser: 10001, fsGroup: 10001 },
    containers: [program(app), proxy()],
    volumes: [
      { name: "settings", configMap: { name: `${app}-settings` } },
      { name: "proxy-state", emptyDir: {} },
      { name: "tls", secret: { secretName: `${app}-tls` } },
    ],
    tolerations: [{ key: "spot", operator: "Exists", effect: "NoSchedule" }],
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: { labelSelector: { matchLabels: { app } }, topologyKey: "kubernetes.io/hostname" },
          },
        ],
      },
    },
  };
}

function program(app: string) {
  const settings = [
    "LOG_LEVEL",
    "REGION",
    "CACHE_URL",
    "DATABASE_HOST",
    "QUEUE_URL",
    "FEATURES",
    "TIMEOUT",
    "POOL_SIZE",
  ];
  return {
    name: "app",
    image: `registry.example.com/shop/${app}:1.42.7`,
    ports: [
      { name: "http", containerPort: 8080 },
      { name: "metrics", containerPort: 9090 },
    ],
    env: [
      ...settings.map((name) => ({ name, value: `${name.toLowerCase()}-of-${app}` })),
      { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
      { name: "DATABASE_PASSWORD", valueFrom: { secretKeyRef: { name: `${app}-db`, key: "password" } } },
    ],
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "1", memory: "512Mi" } },
    livenessProbe: { httpGet: { path: "/healthz", port: 8080 }, initialDelaySeconds: 10, timeoutSeconds: 2 },
    readinessProbe: { httpGet: { path: "/readyz", port: 8080 }, periodSeconds: 5 },
    volumeMounts: [
      { name: "settings", mountPath: "/etc/app" },
      { name: "tls", mountPath: "/etc/tls", readOnly: true },
    ],
  };
}

function proxy() {
  return {
    name: "proxy",
    image: "registry.example.com/mesh/proxy:2.11.0",
    args: ["proxy", "sidecar", "--domain", "$(POD_NAMESPACE).svc.cluster.local", "--log-level=warning"],
    env: [{ name: "POD_NAMESPACE", valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } } }],
    ports: [{ name: "inbound", containerPort: 15006 }],
    resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
    readinessProbe: { httpGet: { path: "/ready", port: 15021 }, periodSeconds: 5, failureThreshold: 4 },
    volumeMounts: [{ name: "proxy-state", mountPath: "/var/lib/proxy" }],
  };
}
