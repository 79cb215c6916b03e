type Form = readonly [beginning: string, rest: string];

/**
 * Forms that issuers publish so that leaked tokens can be found, as regular expressions: the beginning, of which the first
 * two characters are literal, then alphabet and length. Sources are the issuers' pages on token formats and secret scanning.
 */
export const FORMS: readonly Form[] = [
  ["AKIA", "[A-Z2-7]{16}(?![A-Za-z0-9])"], // AWS
  ["ASIA", "[A-Z2-7]{16}(?![A-Za-z0-9])"],
  ["ABIA", "[A-Z2-7]{16}(?![A-Za-z0-9])"],
  ["ACCA", "[A-Z2-7]{16}(?![A-Za-z0-9])"],
  ["ABSK", "[A-Za-z0-9+/]{100,280}={0,2}"], // AWS Bedrock
  ["bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t", "[A-Za-z0-9+/=_-]*"],
  ["gh[pousr]_", "[A-Za-z0-9]{36,255}"], // GitHub
  ["github_pat_", "\\w{22,255}"],
  ["gl(?:pat|ptt|rt|dt|soat|cbt|ft|imt|agent|oas|ffct|rtr)-", "[\\w.-]{20,320}"], // GitLab
  ["GR1348941", "[\\w-]{20,50}"],
  ["xox[bpe]-", "(?:\\d{8,14}-){1,3}[A-Za-z0-9-]{14,200}"], // Slack
  ["xox[os]-", "(?:\\d{1,14}-){3}[a-fA-F\\d]{8,64}"],
  ["xox[ar]-", "(?:\\d-)?(?:\\d{5,14}-){0,3}[A-Za-z0-9]{8,60}"],
  ["xoxe\\.xox[bp]-", "\\d-[A-Za-z0-9]{100,200}"],
  ["xapp-", "\\d-[A-Z0-9]{5,20}-\\d{5,20}-[a-fA-F0-9]{20,128}"],
  ["sk_(?:live|test|prod)_", "[A-Za-z0-9]{10,200}"], // Stripe
  ["rk_(?:live|test|prod)_", "[A-Za-z0-9]{10,200}"],
  ["whsec_", "[A-Za-z0-9+/=]{24,100}"],
  ["AIzaSy", "[\\w-]{33}(?![\\w-])"], // Google
  ["ya29\\.", "[\\w-]{20,400}"],
  ["GOCSPX-", "[\\w-]{20,40}"],
  ["npm_", "[A-Za-z0-9]{36}"],
  ["pypi-", "AgE[\\w-]{30,1000}"],
  ["rubygems_", "[a-f0-9]{48}"],
  ["do[opr]_v1_", "[a-f0-9]{64}"], // DigitalOcean
  ["SG\\.", "[\\w-]{16,32}\\.[\\w-]{16,64}"], // SendGrid
  ["xkeysib-", "[a-f0-9]{64}-[A-Za-z0-9]{16}"],
  ["sk-ant-(?:api|admin)\\d\\d-", "[\\w-]{93}AA(?![\\w-])"], // model APIs
  ["sk-(?:proj|svcacct|admin|or-v1)-", "[\\w-]{20,200}"],
  ["sk-", "[A-Za-z0-9]{32,64}(?![\\w-])"],
  ["gsk_", "[A-Za-z0-9]{40,60}"],
  ["pplx-", "[A-Za-z0-9]{40,60}"],
  ["hf_", "[A-Za-z0-9]{30,40}(?!\\w)"],
  ["api_org_", "[A-Za-z0-9]{30,40}"],
  ["r8_", "[A-Za-z0-9]{37}"],
  ["hv[sbr]\\.", "[\\w-]{20,400}"], // Vault
  ["s\\.", "(?=[A-Za-z0-9]*\\d)(?=[A-Za-z0-9]*[A-Z])[A-Za-z0-9]{24}(?![\\w.])"],
  ["gl(?:sa|c)_", "[A-Za-z0-9+/_]{32,400}={0,3}"], // Grafana
  ["eyJrIjoi", "[A-Za-z0-9]{60,400}={0,3}"],
  ["eyJhdXRocyI6", "[A-Za-z0-9+/]{8,}={0,2}"], // Docker's {"auths":
  ["eyJ", "(?<![\\w-]eyJ)[\\w-]{8,}\\.[\\w-]{8,}\\.?[\\w-]*"], // JSON web token
  ["H4sI", "[A-Za-z0-9+/]{32,}={0,2}"], // gzip in Base64: a Helm release
  ["SDRzSU", "[A-Za-z0-9+/]{32,}={0,2}"],
  ["tskey-", "(?:[a-z]+-)?[A-Za-z0-9]{6,20}-?[A-Za-z0-9]{10,60}"], // Tailscale
  ["sq0(?:atp|csp|idp)-", "[\\w-]{22,64}"], // Square
  ["EAAA", "[\\w-]{56,64}(?![\\w-])"],
  ["EAA[A-Z]", "[A-Za-z0-9]{90,400}"], // Facebook
  ["dapi", "[a-f0-9]{32}(?:-\\d)?"], // Databricks
  ["LTAI", "[A-Za-z0-9]{16,24}(?![A-Za-z0-9])"], // Alibaba
  ["AKID", "[A-Za-z0-9]{32}(?![A-Za-z0-9])"], // Tencent
  ["AGE-SECRET-KEY-1", "[A-Z0-9]{58}"],
  ["A3-", "[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}"], // 1Password
  ["ops_", "eyJ[A-Za-z0-9+/]{100,}={0,3}"],
  ["ATATT3", "[\\w=-]{180,250}"], // Atlassian
  ["ATCTT3", "[\\w=-]{180,250}"],
  ["ATBB", "[A-Za-z0-9]{32}"],
  ["AKCp", "[A-Za-z0-9]{50,80}"], // Artifactory
  ["cmVmd[A-Z]", "[A-Za-z0-9]{58}"],
  ["HRKU-", "[\\w-]{30,70}"], // Heroku
  ["dp\\.(?:pt|st|ct|sa|scim|audit)\\.", "[A-Za-z0-9.]{40,60}"], // Doppler
  ["dt0[a-z]\\d{2}\\.", "[A-Z0-9]{24}\\.[A-Z0-9]{64}"], // Dynatrace
  ["NR(?:AK|II|JS|IQ)-", "[\\w-]{19,48}"], // New Relic
  ["sntry[su]_", "[A-Za-z0-9+/=_]{40,500}"], // Sentry
  ["sgp_", "(?:(?:[a-fA-F0-9]{16}|local)_)?[a-fA-F0-9]{40}"], // Sourcegraph
  ["sq[pua]_", "[A-Za-z0-9]{40}"], // Sonar
  ["PMAK-", "[a-f0-9]{24}-[a-f0-9]{34}"], // Postman
  ["pscale_(?:tkn|pw|oauth)_", "[\\w=.-]{32,64}"], // PlanetScale
  ["pul-", "[a-f0-9]{40}"], // Pulumi
  ["pn[ub]_", "[A-Za-z0-9]{36}"], // Prefect
  ["rdme_", "[a-z0-9]{70}"],
  ["ntn_", "\\d{8,14}[A-Za-z0-9]{30,40}(?!\\w)"], // Notion
  ["secret_", "[A-Za-z0-9]{43}(?![A-Za-z0-9])"],
  ["lin_(?:api|oauth)_", "[A-Za-z0-9]{40,64}"], // Linear
  ["figd_", "[\\w-]{40,50}"],
  ["shp(?:at|ca|pa|ss)_", "[a-fA-F0-9]{32}"], // Shopify
  ["shippo_(?:live|test)_", "[a-fA-F0-9]{40}"],
  ["EZ[AT]K", "[A-Za-z0-9]{54}(?!\\w)"],
  ["duffel_(?:test|live)_", "[\\w=-]{43}"],
  ["FLWSECK(?:_TEST)?-", "[A-Za-z0-9]{12,32}(?:-X)?"],
  ["fio-u-", "[\\w=-]{64}"],
  ["fo1_", "[\\w-]{43}"], // Fly
  ["fm(?:1[ar]|2)_", "[A-Za-z0-9+/]{100,}={0,3}"],
  ["tfp_", "[\\w.=-]{40,70}"],
  ["tk-us-", "[\\w-]{48}"], // Scalingo
  ["ico-", "(?<!\\.ico-)[A-Za-z0-9]{32}(?!\\w)"],
  ["pat[A-Za-z0-9]{14}\\.", "[a-f0-9]{64}"], // Airtable
  ["pat\\.", "[\\w-]{22}\\.[A-Za-z0-9]{24}\\.[A-Za-z0-9]{20}"], // Harness
  ["sat\\.", "[\\w-]{22}\\.[A-Za-z0-9]{24}\\.[A-Za-z0-9]{20}"],
  ["API-", "[A-Z0-9]{26}(?![A-Z0-9])"], // Octopus
  ["sha256~", "[\\w-]{43}"], // OpenShift
  ["CLOJARS_", "[a-z0-9]{60}"],
  ["p8e-", "[A-Za-z0-9]{32}"], // Adobe
  ["4b1d", "[A-Za-z0-9]{38}(?![A-Za-z0-9])"], // ClickHouse
  ["v1\\.0-", "[a-f0-9]{24}-[a-f0-9]{146}"], // Cloudflare
  ["key-", "[a-f0-9]{32}(?![\\w-])"], // Mailgun
  ["SK", "[a-f0-9]{32}(?!\\w)"], // Twilio
  ["sm_[aps]at_", "[A-Za-z0-9]{16}"],
  ["jfrt@", "[\\w]{20,}"],
  ["t1\\.[\\w-]{7,40}={0,2}\\.", "[\\w-]{86}={0,2}"], // Yandex
  ["AQVN", "[\\w-]{35,38}(?![\\w-])"],
  ["pk\\.eyJ", "[A-Za-z0-9]{50,80}\\.[\\w-]{22}"], // Mapbox
  ["sk\\.eyJ", "[A-Za-z0-9]{50,80}\\.[\\w-]{22}"],
  ["s-s4t2(?:ud|af)-", "[a-f0-9]{64}"], // Intra 42
];

/** Forms that are known by their middle or their end. */
export const LOOSE_FORMS: readonly Form[] = [
  ["[A-Za-z0-9]{14}\\.atlasv1\\.", "[\\w=-]{60,80}"], // Terraform
  ["\\d{15,16}\\|", "[\\w-]{27,40}"],
  ["\\d{8,10}:AA", "[\\w-]{33}(?![\\w-])"], // Telegram
  ["[MNO][A-Za-z\\d]{23,25}\\.", "[\\w-]{6}\\.[\\w-]{27,38}"], // Discord
  ["[\\w~.]{3}\\dQ~", "[\\w~.-]{31,34}(?![\\w~-])"], // Azure
  ["[a-f0-9]{36}", "NRAL"],
  ["[a-f0-9]{32}-", "us\\d{1,2}(?!\\w)"], // Mailchimp
  ["[A-Za-z0-9]{6}_[A-Za-z0-9]{29}", "_mmk"], // MaxMind
  ["AAAA[\\w-]{7}:", "[\\w-]{130,160}"], // Firebase messaging
];
