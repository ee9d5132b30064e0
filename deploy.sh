#!/usr/bin/env bash
# Builds the image, pushes it to Artifact Registry and deploys it to Cloud Run, as a private service unless told otherwise.
# Written for the bash 3.2 that macOS ships: no associative arrays, no ${x,,}, no mapfile.
# shellcheck disable=SC2016 # the plan prints variables for the reader's shell to expand
set -euo pipefail

usage() {
  cat <<'HELP'
Usage: ./deploy.sh [options]

  --dry-run            print every command, ready to paste, and run none of them
  --build=cloud        build with Cloud Build (the default)
  --build=docker       build with the local docker buildx
  --env-file=FILE      settings file, read as text and never executed (default: .env beside this script)
  --public             leave Cloud Run's own check out, so that browsers reach the log-in of AUTH_MODES=oauth
  --no-smoke           leave out the check of the deployed service
  --help               this text

Settings come from the environment, else from the settings file.
  Needed    PROJECT_ID (or GOOGLE_CLOUD_PROJECT), REGION, CONFLUENCE_URL, and
            CONFLUENCE_USERNAME + CONFLUENCE_API_TOKEN (Cloud) or CONFLUENCE_PERSONAL_TOKEN (Data Center),
            and what AUTH_MODES asks for; it is google-oidc unless set, which asks for
            GOOGLE_ALLOWED_EMAILS or GOOGLE_ALLOWED_DOMAINS
            (with API_TOOLS_FILE and without CONFLUENCE_URL, the tools of that file are served alone)
  Optional  SERVICE (confluence-mcp-server), REPOSITORY (confluence-mcp-server), TAG (git commit, else the time),
            SERVICE_ACCOUNT (SERVICE@PROJECT_ID.iam.gserviceaccount.com), BUILD_SERVICE_ACCOUNT,
            INVOKERS (comma list of user:…, group:…, serviceAccount:… who may call the service),
            CLOUD_RUN_CPU (1), CLOUD_RUN_MEMORY (512Mi), CLOUD_RUN_CONCURRENCY (80), CLOUD_RUN_TIMEOUT (300),
            CLOUD_RUN_MIN_INSTANCES (0), CLOUD_RUN_MAX_INSTANCES (4), CLOUD_RUN_NETWORK + CLOUD_RUN_SUBNET
  Server    every setting of the server that is set is passed on; secrets and files through Secret Manager

Exit status: 0 deployed (or planned), 1 a step failed, 2 bad usage, 78 settings or tools are missing.
HELP
}

# ---- What can be told -----------------------------------------------------------------------------------------------

deploy_settings=(PROJECT_ID GOOGLE_CLOUD_PROJECT REGION SERVICE REPOSITORY TAG SERVICE_ACCOUNT BUILD_SERVICE_ACCOUNT
  INVOKERS CLOUD_RUN_CPU CLOUD_RUN_MEMORY CLOUD_RUN_CONCURRENCY CLOUD_RUN_TIMEOUT CLOUD_RUN_MIN_INSTANCES
  CLOUD_RUN_MAX_INSTANCES CLOUD_RUN_NETWORK CLOUD_RUN_SUBNET)
plain_settings=(BASE_URL MCP_PATH HEALTH_PORT ALLOWED_HOSTS ALLOWED_ORIGINS TRUST_PROXY_HOPS MAX_BODY_BYTES
  RATE_LIMIT_PER_MINUTE LOG_LEVEL DEBUG CONFLUENCE_URL CONFLUENCE_DEPLOYMENT CONFLUENCE_USERNAME CONFLUENCE_CLOUD_ID
  CONFLUENCE_AUTH CONFLUENCE_SPACES_FILTER CONFLUENCE_SPACES_READ_ONLY CONFLUENCE_SPACES_DENY CONFLUENCE_TIMEOUT_MS
  CONFLUENCE_MAX_CONCURRENCY FORWARD_IDENTITY_HEADERS OUTBOUND_ALLOWED_HOSTS READ_ONLY_MODE TOOLSETS ENABLED_TOOLS
  DISABLED_TOOLS STRUCTURED_OUTPUT AUTH_MODES GOOGLE_AUDIENCES GOOGLE_ALLOWED_EMAILS GOOGLE_ALLOWED_DOMAINS JWT_PUBLIC_KEY JWT_JWKS_URL
  JWT_ISSUER JWT_AUDIENCE JWT_ALGORITHMS JWT_AUTHORIZATION_SERVER IAP_AUDIENCE DEFAULT_SCOPES OIDC_CONFIG_URL
  OIDC_CLIENT_ID CLERK_ISSUER OAUTH_ALLOWED_EMAILS OAUTH_ALLOWED_DOMAINS OAUTH_ALLOWED_REDIRECT_URIS
  ATLASSIAN_OAUTH_CLIENT_ID ATLASSIAN_OAUTH_SCOPES MCP_CLIENT_STORAGE_DIR MCP_CLIENT_STORAGE_EPHEMERAL GOOGLE_JWKS_URL
  IAP_JWKS_URL ATLASSIAN_AUTH_URL ATLASSIAN_API_URL CLOUD_RUN_IAM_CONFIRMED OTEL_EXPORTER_OTLP_ENDPOINT
  NO_PROXY)
secret_settings=(CONFLUENCE_API_TOKEN CONFLUENCE_PERSONAL_TOKEN METRICS_TOKEN OIDC_CLIENT_SECRET
  ATLASSIAN_OAUTH_CLIENT_SECRET MCP_JWT_SIGNING_KEY REDIS_URL HTTPS_PROXY HTTP_PROXY)
mounted_files=(STATIC_TOKENS_FILE GRANTS_FILE API_TOOLS_FILE SSL_CERT_FILE)
# Understood, judged or dropped here, never passed on: Cloud Run sets them, or they are for local work.
local_settings=(PORT MCP_SERVER_PORT HOST NODE_ENV K_SERVICE K_REVISION K_CONFIGURATION DEV_TOKENS MCP_DISABLE_AUTH)
# These describe the machine that the shell runs on, so only the settings file may give them.
machine_settings=(HOST PORT NODE_ENV K_SERVICE K_REVISION K_CONFIGURATION DEBUG HTTPS_PROXY https_proxy
  HTTP_PROXY http_proxy NO_PROXY no_proxy SSL_CERT_FILE NODE_EXTRA_CA_CERTS)
aliases=(CONFLUENCE_PERSONAL_TOKEN=CONFLUENCE_PAT CONFLUENCE_CLOUD_ID=ATLASSIAN_OAUTH_CLOUD_ID MCP_PATH=MCP_HTTP_PATH
  SSL_CERT_FILE=NODE_EXTRA_CA_CERTS GOOGLE_AUDIENCES=GOOGLE_AUDIENCE JWT_JWKS_URL=JWKS_URI JWT_ISSUER=ISSUER
  JWT_AUDIENCE=AUDIENCE OIDC_CONFIG_URL=KEYCLOAK_OIDC_CONFIG_URL OIDC_CLIENT_ID=KEYCLOAK_CLIENT_ID
  OIDC_CLIENT_ID=CLERK_AUDIENCE OIDC_CLIENT_SECRET=CLERK_CLIENT_SECRET OIDC_CLIENT_SECRET=CLIENT_SECRET
  HTTPS_PROXY=https_proxy HTTP_PROXY=http_proxy NO_PROXY=no_proxy PROJECT_ID=GOOGLE_CLOUD_PROJECT)

faults=()
fault() { faults+=("$1"); }
note() { printf '# %s\n' "$1" >&2; }
die() { printf 'deploy.sh: %s\n' "$1" >&2; exit "${2:-1}"; }
within() { # WORD LIST…
  local wanted=$1 word
  shift
  for word in "$@"; do [[ $word != "$wanted" ]] || return 0; done
  return 1
}
one_of() { case ",${2// /}," in *",$1,"*) return 0 ;; *) return 1 ;; esac; }
kebab() { printf %s "$1" | tr '[:upper:]_' '[:lower:]-'; }
is_true() { case $(printf %s "$1" | tr '[:upper:]' '[:lower:]') in true | 1 | yes | on) return 0 ;; *) return 1 ;; esac; }
can_be_a_file() { within "$1" "${secret_settings[@]}" JWT_PUBLIC_KEY; }
is_known() {
  within "$1" "${deploy_settings[@]}" "${plain_settings[@]}" "${secret_settings[@]}" "${mounted_files[@]}" \
    "${local_settings[@]}" "${aliases[@]#*=}" || { [[ $1 == *_FILE ]] && can_be_a_file "${1%_FILE}"; }
}

# Same reading as the server's own (dotenv): quotes may span lines, \n counts in double quotes only, and without
# quotes a value ends at #. Nothing is expanded.
read_settings_file() {
  local file=$1 line key value quote number=0
  while IFS= read -r line || [[ -n $line ]]; do
    number=$((number + 1))
    line=${line%$'\r'}
    [[ $line =~ ^[[:space:]]*(#.*)?$ ]] && continue
    if [[ ! $line =~ ^[[:space:]]*(export[[:space:]]+)?([A-Za-z_][A-Za-z0-9_]*)[[:space:]]*=[[:space:]]*(.*)$ ]]; then
      fault "$file line $number is not KEY=VALUE."
      continue
    fi
    key=${BASH_REMATCH[2]} value=${BASH_REMATCH[3]}
    quote=${value:0:1}
    case $quote in
      \' | \" | \`)
        value=${value:1}
        while [[ $value != *"$quote"* ]] && IFS= read -r line; do
          number=$((number + 1))
          value+=$'\n'${line%$'\r'}
        done
        if [[ ! ${value#*"$quote"} =~ ^[[:space:]]*(#.*)?$ || $value == *"\\$quote"* || $value != *"$quote"* ]]; then
          fault "$file line $number: the quotes around $key do not pair up; use a kind of quote that the value does not hold."
        fi
        value=${value%%"$quote"*}
        if [[ $quote == \" ]]; then value=${value//\\n/$'\n'}; fi
        ;;
      *)
        value=${value%%#*}
        value=${value%"${value##*[![:space:]]}"}
        ;;
    esac
    if is_known "$key"; then
      printf -v "file_$key" %s "$value"
    else
      note "$file: $key is not a setting of this project, so it is not passed on."
    fi
  done <"$file"
}

told() { # to REPLY; the environment wins over the settings file
  local name=$1 from_file="file_$1"
  if ! within "$name" "${machine_settings[@]}" && [[ -n ${!name+set} ]]; then
    REPLY=${!name}
  else
    REPLY=${!from_file-}
  fi
}
val() { local set="set_$1"; printf %s "${!set-}"; }
has() { local set="set_$1"; [[ -n ${!set-} ]]; }
put() { printf -v "set_$1" %s "$2"; }

resolve_settings() {
  local name pair path
  for name in "${deploy_settings[@]}" "${plain_settings[@]}" "${secret_settings[@]}" "${mounted_files[@]}" "${local_settings[@]}"; do
    told "$name"
    put "$name" "$REPLY"
  done
  for pair in "${aliases[@]}"; do
    has "${pair%%=*}" && continue
    told "${pair##*=}"
    put "${pair%%=*}" "$REPLY"
  done
  for name in "${secret_settings[@]}" JWT_PUBLIC_KEY; do
    told "${name}_FILE"
    path=$REPLY
    [[ -n $path ]] || continue
    if has "$name"; then
      fault "$name and ${name}_FILE are both set: keep one."
    elif [[ ! -r $path ]]; then
      fault "${name}_FILE names $path, which cannot be read."
    else
      put "$name" "$(cat "$path")"
    fi
  done
  has SERVICE || put SERVICE confluence-mcp-server
  has REPOSITORY || put REPOSITORY confluence-mcp-server
  has AUTH_MODES || put AUTH_MODES google-oidc
  has SERVICE_ACCOUNT || put SERVICE_ACCOUNT "$(val SERVICE)@$(val PROJECT_ID).iam.gserviceaccount.com"
  has TAG || put TAG "$(default_tag)"
}

default_tag() {
  if git rev-parse --short=12 HEAD 2>/dev/null; then
    [[ -z $(git status --porcelain 2>/dev/null) ]] || printf -- -dirty
  else
    date -u +%Y%m%d-%H%M%S
  fi | tr -d '\n'
}

# ---- What is missing: everything at once, each with its mend -----------------------------------------------------------

need() { has "$1" || fault "$1 is not set: $2"; }

only_api_tools() { has API_TOOLS_FILE && ! has CONFLUENCE_URL && [[ $(val CONFLUENCE_AUTH) != user ]]; }

check_settings() {
  local name modes
  need PROJECT_ID 'the id of your Google Cloud project (GOOGLE_CLOUD_PROJECT is read too).'
  need REGION 'a Cloud Run region, e.g. REGION=europe-west1.'
  if ! only_api_tools; then
    need CONFLUENCE_URL 'the root of your site, e.g. CONFLUENCE_URL=https://acme.atlassian.net/wiki.'
    check_credentials
  fi
  modes=$(val AUTH_MODES)
  if one_of google-oidc "$modes" && ! has GOOGLE_ALLOWED_EMAILS && ! has GOOGLE_ALLOWED_DOMAINS; then
    fault 'GOOGLE_ALLOWED_EMAILS or GOOGLE_ALLOWED_DOMAINS is not set: who may come in with AUTH_MODES=google-oidc.'
  fi
  if one_of jwt "$modes"; then
    has JWT_JWKS_URL || need JWT_PUBLIC_KEY 'a PEM, or JWT_JWKS_URL instead; AUTH_MODES has jwt.'
    need JWT_ISSUER 'the exact issuer of the tokens; AUTH_MODES has jwt.'
    need JWT_AUDIENCE 'the exact audience of the tokens; AUTH_MODES has jwt.'
  fi
  if one_of static "$modes"; then need STATIC_TOKENS_FILE 'the JSON file of tokens; AUTH_MODES has static.'; fi
  if one_of iap "$modes"; then need IAP_AUDIENCE '/projects/NUMBER/locations/REGION/services/NAME; AUTH_MODES has iap.'; fi
  if one_of oauth "$modes"; then
    need MCP_JWT_SIGNING_KEY '32 random bytes, e.g. from "openssl rand -hex 32"; AUTH_MODES has oauth.'
    is_true "$(val MCP_CLIENT_STORAGE_EPHEMERAL)" || need REDIS_URL 'instances share the state of oauth there.'
    check_login
  fi
  check_public "$modes"
  for name in "${mounted_files[@]}"; do
    has "$name" || continue
    if [[ ! -r $(val "$name") ]]; then
      fault "$name names $(val "$name"), which cannot be read."
    elif [[ $(wc -c <"$(val "$name")") -gt 65536 ]]; then
      fault "$name is larger than 64 KiB, the most that Secret Manager holds."
    fi
  done
  check_names
  check_local_only
}

check_login() { # with CONFLUENCE_AUTH=user, Atlassian's own settings are what it takes
  [[ $(val CONFLUENCE_AUTH) != user ]] || return 0
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
  if [[ $(val CONFLUENCE_AUTH) == user ]]; then
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
  [[ $(val SERVICE) =~ ^[a-z]([a-z0-9-]{0,47}[a-z0-9])?$ ]] ||
    fault "SERVICE=$(val SERVICE) is no Cloud Run name: at most 49 lower-case letters, digits and hyphens, a letter first."
  [[ $(val TAG) =~ ^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$ ]] || fault "TAG=$(val TAG) is no image tag."
  account=$(val SERVICE_ACCOUNT)
  if has PROJECT_ID && [[ ! $account =~ ^[a-z][a-z0-9-]{4,28}[a-z0-9]@ ]]; then
    fault "SERVICE_ACCOUNT=$account is no service account: 6 to 30 characters before the @; set SERVICE_ACCOUNT."
  fi
  for member in $(val INVOKERS | tr ',' ' '); do
    case $member in
      user:* | group:* | serviceAccount:* | domain:* | principal:* | principalSet:*) ;;
      *) fault "INVOKERS has $member: write user:…, group:…, serviceAccount:… or domain:…; give --public to open the log-in of oauth to browsers." ;;
    esac
  done
  if has CLOUD_RUN_NETWORK; then need CLOUD_RUN_SUBNET 'the subnet of CLOUD_RUN_NETWORK in this region.'; fi
  if has BASE_URL && [[ ! $(val BASE_URL) =~ ^https://[A-Za-z0-9.-]+/?$ ]]; then
    fault "BASE_URL=$(val BASE_URL) is no public https origin: leave it out, and the service's own URL is used."
  fi
}

check_local_only() {
  local name
  for name in DEV_TOKENS MCP_DISABLE_AUTH; do
    if is_true "$(val "$name")"; then fault "$name is for local work: on Cloud Run it would open the door. Leave it out."; fi
  done
  if one_of none "$(val AUTH_MODES)"; then fault 'AUTH_MODES has none: that is for local work. Name a mode that checks tokens.'; fi
  if has HOST; then fault 'HOST is for local work: Cloud Run needs the default, 0.0.0.0. Leave it out, or keep the settings of the deployment in a file of their own and give --env-file=FILE.'; fi
  for name in PORT MCP_SERVER_PORT NODE_ENV K_SERVICE K_REVISION K_CONFIGURATION; do
    if has "$name"; then note "$name is set by Cloud Run or by the image, so it is not passed on."; fi
  done
}

check_tools() {
  local tool
  for tool in gcloud "$@"; do
    command -v "$tool" >/dev/null && continue
    case $tool in
      gcloud) fault 'gcloud is not installed: https://cloud.google.com/sdk/docs/install.' ;;
      docker) fault 'docker is not installed: install it, or build with --build=cloud.' ;;
      curl) fault 'curl is not installed: install it, or give --no-smoke.' ;;
    esac
  done
}

stop_on_faults() {
  [[ ${#faults[@]} -gt 0 ]] || return 0
  printf 'deploy.sh: nothing was run; this is missing or wrong:\n' >&2
  printf '  - %s\n' "${faults[@]}" >&2
  exit 78
}

# ---- Doing it, or showing it -------------------------------------------------------------------------------------------

dry_run=''
ref() { printf '\004%s\005' "$1"; } # a shell variable of the plan: quoted apart from the text around it

quote() { # to REPLY: one word as bash would have to read it
  local text=$1 plain=$1 apostrophe="'\\''" open='${' close='}'
  if [[ $text =~ ^[A-Za-z0-9_./:=@%+,-]+$ ]]; then REPLY=$text; return; fi
  while [[ $plain == *$'\004'* ]]; do plain=${plain%%$'\004'*}${plain#*$'\005'}; done
  if [[ $plain != "$text" && ! $plain =~ [\"\$\`\\!] ]]; then
    text=${text//$'\004'/$open}
    text=${text//$'\005'/$close}
    REPLY="\"$text\""
    return
  fi
  text=${text//\'/$apostrophe}
  open="'\"$open" close="$close\"'"
  text=${text//$'\004'/$open}
  text=${text//$'\005'/$close}
  REPLY="'$text'"
}

show() { # on one line, or a flag a line when that is too long
  local arg line='' broken=''
  for arg in "$@"; do
    quote "$arg"
    arg=$REPLY
    line+="${line:+ }$arg"
    case $arg in --* | [\'\"]--*) broken+=$' \\\n    '"$arg" ;; *) broken+="${broken:+ }$arg" ;; esac
  done
  if [[ ${#line} -gt 160 ]]; then printf %s "$broken"; else printf %s "$line"; fi
}

step() { if [[ $dry_run ]]; then printf '\n# %s\n' "$1"; else printf '\n==> %s\n' "$1"; fi; }
run() {
  if [[ $dry_run ]]; then show "$@"; printf '\n'; return; fi
  printf '+ %s\n' "$(show "$@")" >&2
  "$@"
}
capture() { # VARIABLE COMMAND…: its output
  local name=$1 output
  shift
  if [[ $dry_run ]]; then
    printf '%s="$(%s)"\n' "$name" "$(show "$@")"
    output=$(ref "$name")
  else
    output=$("$@")
  fi
  printf -v "$name" %s "$output"
}
ensure() { # LOOK-UP… -- CREATE…
  local look_up=()
  while [[ $1 != -- ]]; do look_up+=("$1"); shift; done
  shift
  if [[ $dry_run ]]; then
    printf '%s >/dev/null 2>&1 ||\n  %s\n' "$(show "${look_up[@]}")" "$(show "$@")"
  elif ! "${look_up[@]}" >/dev/null 2>&1; then
    run "$@"
  fi
}
patiently() { # a new service account takes some seconds to be known everywhere
  local attempt
  if [[ $dry_run ]]; then run "$@"; return; fi
  for attempt in 1 2 3 4 5; do
    run "$@" >/dev/null && return
    [[ $attempt == 5 ]] || sleep "${DEPLOY_RETRY_SECONDS:-5}"
  done
  return 1
}

# ---- The steps ---------------------------------------------------------------------------------------------------------

secret_flags=''
store_secret() { # NAME ID KEY: keeps the newest version when it holds the same value; KEY is what --set-secrets calls it
  local name=$1 id=$2 key=$3 version="$1_VERSION" value current
  value=$(val "$name")
  if within "$name" "${mounted_files[@]}"; then value=$(cat "$value"); fi
  ensure gcloud secrets describe "$id" "$in_project" -- \
    gcloud secrets create "$id" "$in_project" --replication-policy=automatic
  patiently gcloud secrets add-iam-policy-binding "$id" "$in_project" --condition=None \
    "--member=serviceAccount:$(val SERVICE_ACCOUNT)" --role=roles/secretmanager.secretAccessor
  capture "$version" gcloud secrets versions list "$id" "$in_project" --filter=state:ENABLED --sort-by=~createTime \
    --limit=1 '--format=value(name.basename())'
  local access=(gcloud secrets versions access "${!version}" "--secret=$id" "$in_project")
  local add=(gcloud secrets versions add "$id" "$in_project" --data-file=- '--format=value(name.basename())')
  if [[ $dry_run ]]; then
    local source="printf %s \"\$$name\""
    if within "$name" "${mounted_files[@]}"; then quote "$(val "$name")"; source="cat $REPLY"; fi
    printf '%s | cmp -s - <(%s) ||\n  %s="$(%s | %s)"\n' "$(show "${access[@]}")" "$source" "$version" "$source" "$(show "${add[@]}")"
  else
    current=''
    if [[ -n ${!version} ]]; then current=$("${access[@]}"); fi
    if [[ -z ${!version} || $current != "$value" ]]; then
      printf '+ %s\n' "$(show "${add[@]}")" >&2
      printf -v "$version" %s "$(printf %s "$value" | "${add[@]}")"
      [[ -n ${!version} ]] || die "Secret Manager took no new version of $id."
    fi
  fi
  secret_flags+="${secret_flags:+,}$key=$id:${!version}"
}

store_secrets() {
  local name folder
  for name in "${secret_settings[@]}"; do
    has "$name" || continue
    store_secret "$name" "$(val SERVICE)-$(kebab "$name")" "$name"
  done
  for name in "${mounted_files[@]}"; do
    has "$name" || continue
    folder=$(kebab "${name%_FILE}")
    store_secret "$name" "$(val SERVICE)-$folder" "/secrets/$folder/content"
    put "$name" "/secrets/$folder/content"
  done
}

build_image() {
  local as=()
  if [[ $1 == docker ]]; then
    run gcloud auth configure-docker "$(val REGION)-docker.pkg.dev" --quiet
    # One plain manifest: the attestations that buildx adds by itself make an index that older pullers refuse.
    run docker buildx build --platform=linux/amd64 --provenance=false "--tag=$image" --push .
    return
  fi
  if has BUILD_SERVICE_ACCOUNT; then as=("--service-account=projects/$(val PROJECT_ID)/serviceAccounts/$(val BUILD_SERVICE_ACCOUNT)"); fi
  run gcloud builds submit . "$in_project" --config=cloudbuild.yaml --ignore-file=.dockerignore \
    "--substitutions=_IMAGE=$image" ${as[@]+"${as[@]}"}
}

https_urls() { grep -oE 'https://[a-z0-9.-]+' | awk '!seen[$0]++' | paste -sd, -; } # stdin to a comma list
hosts_of() { printf %s "${1//https:\/\//}"; }

# Cloud Run gives a service two URLs: one that follows from the project number, and one known after the first deployment.
look_up_urls() {
  local list=(gcloud run services list "$in_project" "$in_region" "--filter=metadata.name=$(val SERVICE)"
    "--format=value(metadata.annotations['run.googleapis.com/urls'])")
  if [[ $dry_run ]]; then
    printf 'SERVICE_URLS="$(%s | grep -oE %s | paste -sd, -)"\n' "$(show "${list[@]}")" "'https://[a-z0-9.-]+'"
    urls="$service_url$(ref 'SERVICE_URLS:+,$SERVICE_URLS')"
    hosts="$(hosts_of "$service_url")$(ref 'SERVICE_URLS:+,${SERVICE_URLS//https:\/\//}')"
  else
    SERVICE_URLS=$("${list[@]}")
    urls=$(printf '%s\n' "$service_url" "$SERVICE_URLS" | https_urls)
    hosts=$(hosts_of "$urls")
  fi
}

url_settings() { # one KEY=VALUE a line: the settings that follow from the URLs, unless they are set
  local all=$hosts public
  public=$(hosts_of "$(val BASE_URL)")
  all+=${public:+,${public%/}}
  if has ALLOWED_HOSTS; then all+=",$(val ALLOWED_HOSTS)"; fi
  printf 'ALLOWED_HOSTS=%s\n' "$all"
  if one_of google-oidc "$(val AUTH_MODES)" && ! has GOOGLE_AUDIENCES; then printf 'GOOGLE_AUDIENCES=%s\n' "$urls"; fi
}

env_flag() { # KEY=VALUE lines on stdin; as gcloud reads a list, with a delimiter that no value holds
  local pairs delimiter
  pairs=$(cat)
  for delimiter in ';' '|' '~' '!' '#' '@'; do
    [[ $pairs == *"$delimiter"* ]] && continue
    printf '^%s^%s' "$delimiter" "$(printf %s "$pairs" | tr '\n' "$delimiter")"
    return
  done
  die 'the settings together use every one of ; | ~ ! # @, so that no delimiter is left for --set-env-vars.' 78
}

server_env() {
  local name value
  printf 'GOOGLE_CLOUD_PROJECT=%s\n' "$(val PROJECT_ID)"
  has BASE_URL || printf 'BASE_URL=%s\n' "$service_url"
  url_settings
  for name in "${plain_settings[@]}" "${mounted_files[@]}"; do
    if ! has "$name" || [[ $name == ALLOWED_HOSTS ]]; then continue; fi
    value=$(val "$name")
    printf '%s=%s\n' "$name" "${value//$'\n'/\\n}"
  done
}

deploy_service() {
  local network=() env check=--invoker-iam-check
  if [[ $public ]]; then check=--no-invoker-iam-check; fi
  if has CLOUD_RUN_NETWORK; then
    network=("--network=$(val CLOUD_RUN_NETWORK)" "--subnet=$(val CLOUD_RUN_SUBNET)" --vpc-egress=private-ranges-only)
  fi
  env=$(server_env | env_flag)
  run gcloud run deploy "$(val SERVICE)" "$in_project" "$in_region" "--image=${image%:*}@$DIGEST" \
    --no-allow-unauthenticated "$check" "--service-account=$(val SERVICE_ACCOUNT)" --port=8080 \
    --startup-probe=httpGet.path=/health,httpGet.port=8080,periodSeconds=5,timeoutSeconds=3,failureThreshold=12 \
    --liveness-probe=httpGet.path=/health,httpGet.port=8080,periodSeconds=30,timeoutSeconds=5,failureThreshold=3 \
    "--cpu=$(or CLOUD_RUN_CPU 1)" --cpu-boost "--memory=$(or CLOUD_RUN_MEMORY 512Mi)" \
    "--concurrency=$(or CLOUD_RUN_CONCURRENCY 80)" "--timeout=$(or CLOUD_RUN_TIMEOUT 300)" \
    "--min-instances=$(or CLOUD_RUN_MIN_INSTANCES 0)" "--max-instances=$(or CLOUD_RUN_MAX_INSTANCES 4)" \
    ${network[@]+"${network[@]}"} "--set-env-vars=$env" "--set-secrets=$secret_flags" --quiet
}
or() { if has "$1"; then val "$1"; else printf %s "$2"; fi; }

learn_second_url() {
  local before=$urls
  look_up_urls
  if [[ $dry_run || $urls != "$before" ]]; then
    run gcloud run services update "$(val SERVICE)" "$in_project" "$in_region" \
      "--update-env-vars=$(url_settings | env_flag)" --quiet
  fi
}

admit_invokers() {
  local member
  for member in $(val INVOKERS | tr ',' ' '); do
    run gcloud run services add-iam-policy-binding "$(val SERVICE)" "$in_project" "$in_region" "--member=$member" \
      --role=roles/run.invoker
  done
}

# The token reaches curl on its standard input, so that no list of processes shows it.
smoke_test() {
  local token='' token_command=(gcloud auth print-identity-token) header='header = "X-Serverless-Authorization: Bearer %s"\n'
  local health=(curl --config - --fail --silent --show-error --max-time 30 --retry 6 --retry-delay 5 --retry-all-errors
    "$service_url/health")
  local status=(curl --silent --output /dev/null --max-time 30 --write-out '%{http_code}\n') code
  # With a body: Google's front end refuses a POST that has no length.
  local mcp=("${status[@]}" --config - --header 'Content-Type: application/json' --data '{}')
  mcp+=("$service_url$(or MCP_PATH /mcp-server/mcp/)")
  status+=("$service_url/health")
  case ${account-} in *gserviceaccount.com) token_command+=("--audiences=$service_url") ;; esac
  if [[ $dry_run ]]; then
    printf 'TOKEN="$(%s)"\n' "$(show "${token_command[@]}")"
    printf 'printf %s "$TOKEN" |\n  %s\n' "'$header'" "$(show "${health[@]}")" "'$header'" "$(show "${mcp[@]}")"
    if [[ $public ]]; then
      printf '%s # must be 200: public\n' "$(show "${status[@]}")"
    else
      printf '%s # must be 401 or 403: no token\n' "$(show "${status[@]}")"
    fi
    return
  fi
  token=$("${token_command[@]}")
  # shellcheck disable=SC2059 # the format is the constant above
  printf "$header" "$token" | "${health[@]}" ||
    die "deployed, but $service_url/health does not answer. May this account call it (roles/run.invoker)? Logs: gcloud run services logs read $(val SERVICE) $in_project $in_region"
  # shellcheck disable=SC2059
  code=$(printf "$header" "$token" | "${mcp[@]}" || true)
  one_of cloud-run-iam "$(val AUTH_MODES)" || [[ $code == 401 ]] ||
    die "deployed and healthy, but the MCP endpoint answers $code to a caller without a token of its own: 401 was expected."
  code=$("${status[@]}" || true)
  if [[ $public ]]; then
    [[ $code == 200 ]] ||
      die "deployed, but /health answers $code to a caller without a token: 200 was expected. Does your organization forbid public services?"
    printf '\nhealthy and public; the server asks for a token of its own\n'
    return
  fi
  [[ $code == 401 || $code == 403 ]] ||
    die "deployed, but /health answers $code to a caller whom Cloud Run does not know: 401 or 403 was expected. Is the service public?"
  printf '\nhealthy; Cloud Run and the server each ask for a token\n'
  if one_of cloud-run-iam "$(val AUTH_MODES)"; then show_principal; fi
}

# Which header Cloud Run passes on decides whom the server sees, so that it is looked up where the server wrote it down.
show_principal() {
  local principal attempt filter
  filter="resource.labels.service_name=$(val SERVICE) AND jsonPayload.event=authentication AND jsonPayload.mode=cloud-run-iam"
  local look_up=(gcloud logging read "$filter" "$in_project" --freshness=10m --limit=1 '--format=value(jsonPayload.principal)')
  for attempt in 1 2 3; do
    principal=$("${look_up[@]}" || true)
    if [[ $principal ]]; then break; fi
    [[ $attempt == 3 ]] || sleep "${DEPLOY_RETRY_SECONDS:-5}"
  done
  if [[ $principal ]]; then
    printf 'cloud-run-iam saw this caller as %s\n' "$principal"
  else
    printf 'whom cloud-run-iam saw is not in the logs yet; look later:\n  %s\n' "$(show "${look_up[@]}")"
  fi
}

explain_connection() {
  local path
  path=$(or MCP_PATH /mcp-server/mcp/)
  printf '\nDeployed: %s%s\n' "$service_url" "$path"
  if one_of oauth "$(val AUTH_MODES)"; then
    printf "\nWhere people log in, register the redirect URI:\n  %s/oauth/callback\n" "$(or BASE_URL "$service_url")"
  fi
  if [[ $public ]]; then
    cat <<TEXT

Client entry; the client finds the log-in by itself:
  {"mcpServers": {"confluence": {"type": "http", "url": "$(or BASE_URL "$service_url")$path"}}}
TEXT
    return
  fi
  cat <<TEXT

Connect from this machine; the proxy passes Cloud Run's check for you (you need roles/run.invoker):
  gcloud run services proxy $(val SERVICE) $in_project $in_region --port=3000

Client entry; the token is one of AUTH_MODES=$(val AUTH_MODES):
  {"mcpServers": {"confluence": {"type": "http", "url": "http://localhost:3000$path", "headers": {"Authorization": "Bearer TOKEN"}}}}
TEXT
  has INVOKERS || cat <<TEXT

Let somebody else call it: INVOKERS=user:NAME@EXAMPLE.COM ./deploy.sh, or
  gcloud run services add-iam-policy-binding $(val SERVICE) $in_project $in_region --member=user:NAME@EXAMPLE.COM --role=roles/run.invoker
TEXT
  if one_of google-oidc "$(val AUTH_MODES)"; then
    cat <<TEXT

A google-oidc token, in the name of a service account that you may impersonate (a personal gcloud token has gcloud's own audience):
  gcloud auth print-identity-token --impersonate-service-account=ACCOUNT --include-email --audiences=$service_url
TEXT
  fi
}

build=cloud smoke=yes public='' env_file=.env
parse_options() {
  while [[ $# -gt 0 ]]; do
    case $1 in
      --help | -h) usage; exit 0 ;;
      --dry-run) dry_run=yes ;;
      --build=cloud | --build=docker) build=${1#*=} ;;
      --env-file=?*) env_file=${1#*=}; [[ -r $env_file ]] || die "cannot read $env_file." 2 ;;
      --no-smoke) smoke='' ;;
      --public) public=yes ;;
      *) die "unknown option or value: $1; --help lists them all." 2 ;;
    esac
    shift
  done
  [[ $env_file == /* || $env_file == .env ]] || env_file=$PWD/$env_file
}

check_everything() {
  local tools=()
  if [[ -r $env_file ]]; then read_settings_file "$env_file"; fi
  resolve_settings
  check_settings
  if [[ $build == docker ]]; then tools+=(docker); fi
  if [[ $smoke ]]; then tools+=(curl); fi
  [[ $dry_run ]] || check_tools ${tools[@]+"${tools[@]}"}
  stop_on_faults
  [[ ! $dry_run ]] || return 0
  account=$(gcloud auth list --filter=status:ACTIVE '--format=value(account)')
  [[ -n $account ]] || die 'gcloud is not logged in: run "gcloud auth login".' 78
}

prepare() {
  local repository
  repository=$(val REPOSITORY)
  in_project="--project=$(val PROJECT_ID)" in_region="--region=$(val REGION)"
  image="$(val REGION)-docker.pkg.dev/$(val PROJECT_ID)/$repository/$(val SERVICE):$(val TAG)"
  step 'Enable the APIs'
  run gcloud services enable run.googleapis.com artifactregistry.googleapis.com cloudbuild.googleapis.com \
    secretmanager.googleapis.com iamcredentials.googleapis.com "$in_project"
  step 'The repository for images'
  ensure gcloud artifacts repositories describe "$repository" "$in_project" "--location=$(val REGION)" -- \
    gcloud artifacts repositories create "$repository" "$in_project" "--location=$(val REGION)" --repository-format=docker
  step 'The account that the service runs as: it may read its own secrets and nothing else'
  ensure gcloud iam service-accounts describe "$(val SERVICE_ACCOUNT)" "$in_project" -- \
    gcloud iam service-accounts create "$(val SERVICE_ACCOUNT | cut -d@ -f1)" "$in_project" "--display-name=$(val SERVICE)"
  step 'Secrets: a new version only where the value changed'
  store_secrets
}

main() {
  parse_options "$@"
  cd "$(dirname "${BASH_SOURCE[0]}")"
  check_everything
  if [[ $dry_run ]]; then
    quote "$PWD"
    printf '# The plan, in bash. Secrets are taken from shell variables of the same name.\ncd %s\n' "$REPLY"
  fi
  prepare
  step 'Build for linux/amd64 and push'
  build_image "$build"
  capture DIGEST gcloud artifacts docker images describe "$image" "$in_project" '--format=value(image_summary.digest)'
  step 'Deploy, by digest'
  capture PROJECT_NUMBER gcloud projects describe "$(val PROJECT_ID)" '--format=value(projectNumber)'
  service_url="https://$(val SERVICE)-$PROJECT_NUMBER.$(val REGION).run.app"
  look_up_urls
  deploy_service
  step 'Tell the service its second URL: needed after the first deployment only'
  learn_second_url
  if has INVOKERS; then step 'Who may call the service'; admit_invokers; fi
  if [[ $smoke ]]; then step 'Smoke test'; smoke_test; fi
  [[ $dry_run ]] || explain_connection
}

main "$@"
