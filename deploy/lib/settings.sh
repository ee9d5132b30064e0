# shellcheck shell=bash
# shellcheck disable=SC2016,SC2034,SC2154 # the plan prints variables; names are shared among the parts
# What deploy.sh can be told, and where it is told: environment, settings file, defaults.

deploy_settings=(PROJECT_ID GOOGLE_CLOUD_PROJECT REGION SERVICE REPOSITORY IMAGE TAG SERVICE_ACCOUNT BUILD_SERVICE_ACCOUNT
  INVOKERS CLOUD_RUN_CPU CLOUD_RUN_MEMORY CLOUD_RUN_CONCURRENCY CLOUD_RUN_TIMEOUT CLOUD_RUN_MIN_INSTANCES
  CLOUD_RUN_MAX_INSTANCES CLOUD_RUN_NETWORK CLOUD_RUN_SUBNET)
plain_settings=(BASE_URL MCP_PATH MCP_TRANSPORT MCP_MIN_PROTOCOL HEALTH_PORT ALLOWED_HOSTS ALLOWED_ORIGINS TRUST_PROXY_HOPS MAX_BODY_BYTES
  RATE_LIMIT_PER_MINUTE LOG_LEVEL DEBUG CONFLUENCE_URL CONFLUENCE_DEPLOYMENT CONFLUENCE_USERNAME CONFLUENCE_CLOUD_ID
  CONFLUENCE_AUTH CONFLUENCE_SPACES_FILTER CONFLUENCE_SPACES_READ_ONLY CONFLUENCE_SPACES_DENY CONFLUENCE_TIMEOUT_MS
  CONFLUENCE_MAX_CONCURRENCY FORWARD_IDENTITY_HEADERS OUTBOUND_ALLOWED_HOSTS READ_ONLY_MODE TOOLSETS ENABLED_TOOLS
  DISABLED_TOOLS STRUCTURED_OUTPUT CONFIRM_DESTRUCTIVE AUTH_MODES GOOGLE_AUDIENCES GOOGLE_ALLOWED_EMAILS GOOGLE_ALLOWED_DOMAINS JWT_PUBLIC_KEY JWT_JWKS_URL
  JWT_ISSUER JWT_AUDIENCE JWT_ALGORITHMS JWT_AUTHORIZATION_SERVER IAP_AUDIENCE DEFAULT_SCOPES OIDC_CONFIG_URL
  OIDC_CLIENT_ID CLERK_ISSUER OAUTH_ALLOWED_EMAILS OAUTH_ALLOWED_DOMAINS OAUTH_ALLOWED_REDIRECT_URIS
  ATLASSIAN_OAUTH_CLIENT_ID ATLASSIAN_OAUTH_SCOPES MCP_CLIENT_STORAGE_DIR MCP_CLIENT_STORAGE_EPHEMERAL GOOGLE_JWKS_URL
  IAP_JWKS_URL ATLASSIAN_AUTH_URL ATLASSIAN_API_URL CLOUD_RUN_IAM_CONFIRMED OTEL_EXPORTER_OTLP_ENDPOINT
  NO_PROXY)
secret_settings=(CONFLUENCE_API_TOKEN CONFLUENCE_PERSONAL_TOKEN METRICS_TOKEN OIDC_CLIENT_SECRET
  ATLASSIAN_OAUTH_CLIENT_SECRET MCP_JWT_SIGNING_KEY REDIS_URL HTTPS_PROXY HTTP_PROXY)
mounted_files=(STATIC_TOKENS_FILE GRANTS_FILE API_TOOLS_FILE WRITE_POLICY_FILE SSL_CERT_FILE)
# Understood, judged or dropped here, never passed on: Cloud Run sets them, or they are for local work.
local_settings=(PORT MCP_SERVER_PORT HOST NODE_ENV K_SERVICE K_REVISION K_CONFIGURATION DEV_TOKENS MCP_DISABLE_AUTH)
# These describe the machine that the shell runs on, so only the settings file may give them.
machine_settings=(HOST PORT NODE_ENV K_SERVICE K_REVISION K_CONFIGURATION DEBUG HTTPS_PROXY https_proxy
  HTTP_PROXY http_proxy NO_PROXY no_proxy SSL_CERT_FILE NODE_EXTRA_CA_CERTS)
aliases=(MCP_TRANSPORT=TRANSPORT CONFLUENCE_PERSONAL_TOKEN=CONFLUENCE_PAT CONFLUENCE_CLOUD_ID=ATLASSIAN_OAUTH_CLOUD_ID MCP_PATH=MCP_HTTP_PATH
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
is_true() { case $1 in [Tt][Rr][Uu][Ee] | 1 | [Yy][Ee][Ss] | [Oo][Nn]) return 0 ;; *) return 1 ;; esac; }
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
    # The mark that editors on Windows put in front of UTF-8.
    if [[ $number == 1 ]]; then line=${line#$'\xEF\xBB\xBF'}; fi
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
        if [[ $value == *[![:space:]]#* ]]; then
          note "$file line $number: $key ends before the #, as a comment begins there; put the value in quotes when # belongs to it."
        fi
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

flag_settings=() # NAME=VALUE from the command line, which wins over everything
told() { # to REPLY; the environment wins over the settings file
  local name=$1 from_file="file_$1"
  if ! within "$name" "${machine_settings[@]}" && [[ -n ${!name+set} ]]; then
    REPLY=${!name}
  else
    REPLY=${!from_file-}
  fi
}
# Of a setting whose name is known, $set_NAME is read as it is: each val in $(…) is a process.
val() { local set="set_$1"; printf %s "${!set-}"; }
has() { local set="set_$1"; [[ -n ${!set-} ]]; }
put() { # NAME VALUE, as set_NAME; without the newlines at its end, as $(…) would have it
  local value=$2
  while [[ $value == *$'\n' ]]; do value=${value%$'\n'}; done
  printf -v "set_$1" %s "$value"
}

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
      fault "${name}_FILE names $path, which cannot be read from $PWD."
    else
      put "$name" "$(cat "$path")"
    fi
  done
  for pair in ${flag_settings[@]+"${flag_settings[@]}"}; do put "${pair%%=*}" "${pair#*=}"; done
  has SERVICE || put SERVICE confluence-mcp-server
  has REPOSITORY || put REPOSITORY confluence-mcp-server
  has IMAGE || put IMAGE "$set_SERVICE"
  has AUTH_MODES || put AUTH_MODES google-oidc,cloud-run-iam
  has BUILD_SERVICE_ACCOUNT || put BUILD_SERVICE_ACCOUNT "$(val SERVICE | cut -c1-24)-build@$set_PROJECT_ID.iam.gserviceaccount.com"
  # Names of accounts have six characters and more.
  name=$set_SERVICE
  if [[ ${#name} -lt 6 ]]; then name+=-service; fi
  has SERVICE_ACCOUNT || put SERVICE_ACCOUNT "$name@$set_PROJECT_ID.iam.gserviceaccount.com"
  has TAG || put TAG "$(default_tag)"
}

default_tag() {
  if git rev-parse --short=12 HEAD 2>/dev/null; then
    [[ -z $(git status --porcelain 2>/dev/null) ]] || printf -- -dirty
  else
    date -u +%Y%m%d-%H%M%S
  fi | tr -d '\n'
}
