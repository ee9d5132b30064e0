# shellcheck shell=bash
# shellcheck disable=SC2016,SC2034,SC2154 # the plan prints variables; names are shared among the parts
# What is missing or wrong: everything at once, each with its fix, before anything runs.

need() { has "$1" || fault "$1 is not set: $2"; }

only_api_tools() { has API_TOOLS_FILE && ! has CONFLUENCE_URL && [[ $set_CONFLUENCE_AUTH != user ]]; }

check_settings() {
  local name modes
  need PROJECT_ID 'the id of your Google Cloud project (GOOGLE_CLOUD_PROJECT is read too).'
  need REGION 'a Cloud Run region, e.g. REGION=europe-west1.'
  if ! only_api_tools; then
    need CONFLUENCE_URL 'the root of your site, e.g. CONFLUENCE_URL=https://acme.atlassian.net/wiki, or API_TOOLS_FILE for your own tools alone.'
    check_credentials
  fi
  modes=$set_AUTH_MODES
  if one_of jwt "$modes"; then
    has JWT_JWKS_URL || need JWT_PUBLIC_KEY 'a PEM, or JWT_JWKS_URL instead; AUTH_MODES has jwt.'
    need JWT_ISSUER 'the exact issuer of the tokens; AUTH_MODES has jwt.'
    need JWT_AUDIENCE 'the exact audience of the tokens; AUTH_MODES has jwt.'
  fi
  if one_of static "$modes"; then need STATIC_TOKENS_FILE 'the JSON file of tokens; AUTH_MODES has static.'; fi
  if one_of iap "$modes"; then need IAP_AUDIENCE '/projects/NUMBER/locations/REGION/services/NAME; AUTH_MODES has iap.'; fi
  if one_of oauth "$modes"; then
    need MCP_JWT_SIGNING_KEY '32 random bytes, e.g. from "openssl rand -hex 32"; AUTH_MODES has oauth.'
    is_true "$set_MCP_CLIENT_STORAGE_EPHEMERAL" || need REDIS_URL 'instances share the state of oauth there.'
    check_login
  fi
  check_public "$modes"
  for name in "${mounted_files[@]}"; do
    has "$name" || continue
    if [[ ! -r $(val "$name") ]]; then
      fault "$name names $(val "$name"), which cannot be read from $PWD."
    elif [[ $(wc -c <"$(val "$name")") -gt 65536 ]]; then
      fault "$name is larger than 64 KiB, the most that Secret Manager holds."
    fi
  done
  check_api_tools
  check_names
  check_local_only
}

check_login() { # with CONFLUENCE_AUTH=user, Atlassian's own settings are what it takes
  [[ $set_CONFLUENCE_AUTH != user ]] || return 0
  has CLERK_ISSUER || need OIDC_CONFIG_URL "the discovery document of your OpenID provider; AUTH_MODES has oauth."
  need OIDC_CLIENT_ID "this service's client id there; AUTH_MODES has oauth."
  has OAUTH_ALLOWED_DOMAINS || need OAUTH_ALLOWED_EMAILS 'or OAUTH_ALLOWED_DOMAINS: who may log in; AUTH_MODES has oauth.'
}

check_public() { # MODES
  if [[ ! $public ]]; then
    ! one_of oauth "$1" || note 'oauth on a private service: browsers and clients reach the log-in through the proxy only. --public opens it.'
    return 0
  fi
  one_of oauth "$1" || fault '--public is for AUTH_MODES=oauth, whose log-in is then the lock; this service has none.'
  ! one_of cloud-run-iam "$1" || fault "--public leaves out the check that cloud-run-iam relies on: take one of the two."
}

check_credentials() {
  if [[ $set_CONFLUENCE_AUTH == user ]]; then
    need ATLASSIAN_OAUTH_CLIENT_ID 'the OAuth app of CONFLUENCE_AUTH=user.'
    need ATLASSIAN_OAUTH_CLIENT_SECRET 'the OAuth app of CONFLUENCE_AUTH=user.'
  elif has CONFLUENCE_API_TOKEN && has CONFLUENCE_PERSONAL_TOKEN; then
    fault 'CONFLUENCE_API_TOKEN and CONFLUENCE_PERSONAL_TOKEN are both set: keep the one that your site takes.'
  elif has CONFLUENCE_API_TOKEN; then
    need CONFLUENCE_USERNAME 'the e-mail address that CONFLUENCE_API_TOKEN belongs to.'
  elif ! has CONFLUENCE_PERSONAL_TOKEN; then
    fault 'CONFLUENCE_API_TOKEN (with CONFLUENCE_USERNAME, for Cloud) or CONFLUENCE_PERSONAL_TOKEN (for Data Center) is not set.'
  fi
}

check_names() {
  local member account
  # Cloud Run takes 46 characters of a tag and the service together, and a candidate has a tag.
  [[ $set_SERVICE =~ ^[a-z]([a-z0-9-]*[a-z0-9])?$ && $(val SERVICE | wc -c) -le $((46 - ${#candidate_tag})) ]] ||
    fault "SERVICE=$set_SERVICE is no name for this: at most $((46 - ${#candidate_tag})) lower-case letters, digits and hyphens, a letter first."
  ! has PROJECT_ID || [[ $set_PROJECT_ID =~ ^[a-z][a-z0-9-]{4,28}[a-z0-9]$ ]] ||
    fault "PROJECT_ID=$set_PROJECT_ID is no project id: not its number or its title; \"gcloud projects list\" shows the ids."
  ! has REGION || [[ $set_REGION =~ ^[a-z]+(-[a-z]+)+[0-9]+$ ]] ||
    fault "REGION=$set_REGION is no region, e.g. REGION=europe-west1; \"gcloud run regions list\" shows them all."
  [[ $set_REPOSITORY =~ ^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$ ]] ||
    fault "REPOSITORY=$set_REPOSITORY is no name of a repository: lower-case letters, digits and hyphens, a letter first."
  [[ $set_TAG =~ ^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$ ]] || fault "TAG=$set_TAG is no image tag."
  account=$set_SERVICE_ACCOUNT
  if has PROJECT_ID && [[ ! $account =~ ^[a-z][a-z0-9-]{4,28}[a-z0-9]@ ]]; then
    fault "SERVICE_ACCOUNT=$account is no service account: 6 to 30 characters before the @; set SERVICE_ACCOUNT."
  fi
  for member in $(val INVOKERS | tr ',' ' '); do
    case $member in
      user:?*@?* | group:?*@?* | serviceAccount:?*@?* | domain:?*.?* | principal://?* | principalSet://?*) ;;
      *) fault "INVOKERS has $member: write user:E-MAIL, group:E-MAIL, serviceAccount:E-MAIL or domain:NAME; give --public to open the log-in of oauth to browsers." ;;
    esac
  done
  [[ $set_IMAGE =~ ^[a-z0-9]([a-z0-9._/-]*[a-z0-9])?$ && $set_IMAGE != *docker.pkg.dev* ]] ||
    fault "IMAGE=$set_IMAGE is no image name within the repository: lower-case letters, digits, dots, hyphens and slashes; host, project and repository come from REGION, PROJECT_ID and REPOSITORY, the tag from TAG."
  if [[ $client && ! $client =~ ^[a-z][a-z0-9-]{4,28}[a-z0-9]$ ]]; then
    fault "--create-client=$client is no account name: 6 to 30 lower-case letters, digits and hyphens, a letter first."
  fi
  if [[ $set_REDIS_URL =~ ^rediss?://([^@/]*@)?(10\.|192\.168\.|172\.(1[6-9]|2[0-9]|3[01])\.) ]] && ! has CLOUD_RUN_NETWORK; then
    fault 'REDIS_URL is a private address, which Cloud Run reaches through a network only: set CLOUD_RUN_NETWORK and CLOUD_RUN_SUBNET.'
  fi
  check_sizes
  if has CLOUD_RUN_NETWORK; then need CLOUD_RUN_SUBNET 'the subnet of CLOUD_RUN_NETWORK in this region.'; fi
  if has BASE_URL && [[ ! $set_BASE_URL =~ ^https://[A-Za-z0-9.-]+/?$ ]]; then
    fault "BASE_URL=$set_BASE_URL is no public https origin: leave it out, and the service's own URL is used."
  fi
}

# What gcloud would refuse only after the build.
check_sizes() {
  local name pattern example
  while read -r name pattern example; do
    ! has "CLOUD_RUN_$name" || [[ $(val "CLOUD_RUN_$name") =~ $pattern ]] ||
      fault "CLOUD_RUN_$name=$(val "CLOUD_RUN_$name") is not what Cloud Run takes, e.g. CLOUD_RUN_$name=$example."
  done <<'SIZES'
CPU ^([0-9]+m|[0-9](\.[0-9]+)?)$ 1
MEMORY ^[0-9]+[MG]i?$ 512Mi
CONCURRENCY ^[1-9][0-9]{0,3}$ 80
TIMEOUT ^([0-9]+[hms]?)+$ 300
MIN_INSTANCES ^[0-9]+$ 0
MAX_INSTANCES ^[1-9][0-9]*$ 4
SIZES
}

check_local_only() {
  local name
  for name in DEV_TOKENS MCP_DISABLE_AUTH; do
    if is_true "$(val "$name")"; then fault "$name is for local work: on Cloud Run it would open the door. Leave it out."; fi
  done
  if one_of none "$set_AUTH_MODES"; then fault 'AUTH_MODES has none: that is for local work. Name a mode that checks tokens.'; fi
  if has HOST; then fault 'HOST is for local work: Cloud Run needs the default, 0.0.0.0. Leave it out, or keep the settings of the deployment in a file of their own and give --env-file=FILE.'; fi
  for name in PORT MCP_SERVER_PORT NODE_ENV K_SERVICE K_REVISION K_CONFIGURATION; do
    if has "$name"; then note "$name is set by Cloud Run or by the image, so it is not passed on."; fi
  done
}

check_tools() { # TOOL=FIX…
  local pair
  for pair in "$@"; do
    if ! command -v "${pair%%=*}" >/dev/null; then
      fault "${pair%%=*} is not installed: ${pair#*=}"
    elif [[ $pair == node=* ]] && ! node_is_current; then
      fault "node is too old ($(node --version)): ${pair#*=}"
    fi
  done
}

node_is_current() { # the lower bound of package.json's engines
  local version
  version=$(node --version) && version=${version#v}
  [[ $version =~ ^([0-9]+)\.([0-9]+) ]] && [[ ${BASH_REMATCH[1]} -gt 20 || (${BASH_REMATCH[1]} == 20 && ${BASH_REMATCH[2]} -ge 19) ]]
}

stop_on_faults() {
  [[ ${#faults[@]} -gt 0 ]] || return 0
  printf 'deploy.sh: nothing was run; this is missing or wrong:\n' >&2
  printf '  - %s\n' "${faults[@]}" >&2
  exit 78
}

# ---- The server's own loader -------------------------------------------------------------------------------------------

loader_is_current() { [[ -e dist/index.js && -z $(find src package-lock.json -newer dist/index.js 2>/dev/null | head -n 1) ]]; }

build_loader() {
  loader_is_current && return
  printf '==> Build the server here, to check the settings with its own loader\n'
  # npm writes this file when all is in place: an installation that was interrupted is begun anew.
  if [[ -e node_modules/.package-lock.json ]] || npm ci --ignore-scripts --no-audit --no-fund >&2; then
    if npm run --silent build >&2; then return; fi
  fi
  die 'nothing was run; the server could not be built here, which the check of the settings needs: try "npm ci && npm run build", or give --no-check.'
}

# Exactly what the service would be told, with the files where they are here and a made-up project number.
check_by_server() {
  local root=$PWD empty name value status=0
  if [[ $dry_run ]] && ! { command -v node >/dev/null && node_is_current && loader_is_current; }; then
    note 'the settings were not checked by the server itself: that needs Node.js and "npm ci && npm run build".'
    return
  fi
  [[ $dry_run ]] || build_loader
  urls="https://$set_SERVICE-000000000000.$set_REGION.run.app" hosts=''
  hosts=$(hosts_of "$urls")
  empty=$(mktemp -d)
  if has API_TOOLS_FILE; then lay_out_api_tools "$empty" "$root"; fi
  (
    while IFS= read -r name; do
      case $name in PATH | HOME | TMPDIR | FAKE_*) ;; *) unset "$name" ;; esac
    done < <(compgen -e)
    while IFS= read -r name; do
      value=${name#*=}
      # The plan knows the account that deploys as a variable.
      export "${name%%=*}=${value/$'\004'*$'\005'/deployer@example.com}"
    done < <(service_url=$urls server_env)
    for name in "${secret_settings[@]}" "${mounted_files[@]}"; do
      has "$name" || continue
      value=$(val "$name")
      if within "$name" "${mounted_files[@]}" && [[ $value != /* ]]; then value=$root/$value; fi
      if [[ $name == API_TOOLS_FILE ]]; then value=$empty/api-tools/content; fi
      export "$name=$value"
    done
    value=$set_SERVICE
    export K_SERVICE="$value" NODE_ENV=production PORT=8080
    cd "$empty" && exec node "$root/dist/index.js" doctor --offline
  ) >"$empty/said" 2>&1 || status=$?
  [[ $status == 0 ]] || by_its_own_name "$empty/api-tools/content" "$set_API_TOOLS_FILE" <"$empty/said" >&2
  rm -rf "$empty"
  [[ $status == 0 ]] || die 'nothing was run; the server itself refuses these settings, for the reasons above.' 78
}

by_its_own_name() { # COPY FILE: what was said of the copy, told of the file
  local line
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line == *"$1"* ]]; then line=${line%%"$1"*}$2${line#*"$1"}; fi
    printf '  %s\n' "$line"
  done
}
