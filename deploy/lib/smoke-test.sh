# shellcheck shell=bash
# shellcheck disable=SC2016,SC2034,SC2154 # the plan prints variables; names are shared among the parts
# Is it up, ready, closed to strangers, and an MCP server to whoever may come in?

hello='{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"deploy.sh","version":"1"}}}'

# The token reaches curl on its standard input, so that no list of processes shows it.
smoke_test() { # URL; 1 with the reason in smoke_fault
  local base=$1 token='' token_command=(gcloud auth print-identity-token) code
  local by_iam='header = "X-Serverless-Authorization: Bearer %s"\n' by_one='header = "Authorization: Bearer %s"\n'
  local ready=(curl --config - --silent --show-error --max-time 30 "$base/ready")
  local status=(curl --silent --output /dev/null --max-time 30 --write-out '%{http_code}\n')
  local mcp=("${status[@]}" --retry 3 --retry-delay 5 --config - --header 'Content-Type: application/json'
    --header 'Accept: application/json, text/event-stream' --data "$hello" "$base$(or MCP_PATH /mcp-server/mcp/)")
  status+=("$base/health")
  case ${account-} in *gserviceaccount.com) token_command+=("--audiences=$service_url") ;; esac
  smoke_fault=''
  if [[ $dry_run ]]; then plan_smoke_test; return; fi

  token=$("${token_command[@]}") || { smoke_fault='gcloud gives no identity token'; return 1; }
  become_ready || return 1
  # shellcheck disable=SC2059 # the formats are the constants above
  code=$(printf "$by_iam" "$token" | "${mcp[@]}" || true)
  if one_of cloud-run-iam "$set_AUTH_MODES"; then
    # Whether the checked header reaches the server is for Cloud Run to decide; a lone Authorization always does.
    # shellcheck disable=SC2059
    [[ $code != 401 ]] || code=$(printf "$by_one" "$token" | "${mcp[@]}" || true)
    [[ $code == 200 ]] || { smoke_fault="the MCP endpoint answers $code to an invoker: 200 was expected"; return 1; }
  elif [[ $code != 401 ]]; then
    smoke_fault="the MCP endpoint answers $code to a caller without a token of its own: 401 was expected"
    return 1
  fi
  code=$("${status[@]}" || true)
  if [[ $public ]]; then
    [[ $code == 200 ]] || { smoke_fault="/health answers $code to a caller without a token: 200 was expected. Does your organization forbid public services?"; return 1; }
    printf '\nhealthy and public; the server asks for a token of its own\n'
  elif [[ $code == 401 || $code == 403 ]]; then
    printf '\nhealthy, and closed to whoever has no token\n'
  else
    smoke_fault="/health answers $code to a caller whom Cloud Run does not know: 401 or 403 was expected. Is the service public?"
    return 1
  fi
}

# A new revision may take a moment, and so may a new right to call it; curl before 7.71 cannot wait for both.
become_ready() {
  local attempt answer
  for attempt in 1 2 3 4 5 6 7; do
    # shellcheck disable=SC2059 # as above
    answer=$(printf "$by_iam" "$token" | "${ready[@]}" || true)
    [[ $answer != *'"status":"ok"'* ]] || return 0
    [[ $attempt == 7 ]] || sleep "${DEPLOY_RETRY_SECONDS:-5}"
  done
  case $answer in
    *'"checks"'*) smoke_fault="it is not ready: $base/ready answers $answer. A check of \"confluence\" fails on wrong credentials too." ;;
    *) smoke_fault="$base/ready does not answer. May this account call it (roles/run.invoker)?" ;;
  esac
  smoke_fault+=" Logs: gcloud run services logs read $set_SERVICE $in_project $in_region"
  return 1
}

plan_smoke_test() {
  printf 'TOKEN="$(%s)"\n' "$(show "${token_command[@]}")"
  printf 'printf %s "$TOKEN" |\n  %s # must say "status":"ok"\nprintf %s "$TOKEN" |\n  %s\n' "'$by_iam'" "$(show "${ready[@]}")" "'$by_iam'" "$(show "${mcp[@]}")"
  if one_of cloud-run-iam "$set_AUTH_MODES"; then printf '# must be 200; when it is 401, try the header Authorization alone\n'; else printf '# must be 401: the server wants a token of its own\n'; fi
  if [[ $public ]]; then
    printf '%s # must be 200: public\n' "$(show "${status[@]}")"
  else
    printf '%s # must be 401 or 403: no token\n' "$(show "${status[@]}")"
  fi
}

# Which header Cloud Run passes on decides whom the server sees, so that it is looked up where the server wrote it down.
show_principal() {
  local principal attempt filter
  filter="resource.labels.service_name=$set_SERVICE AND jsonPayload.event=authentication AND jsonPayload.mode=cloud-run-iam"
  local look_up=(gcloud logging read "$filter" "$in_project" --freshness=10m --limit=1 '--format=value[separator=", "](jsonPayload.email,jsonPayload.principal)')
  for attempt in 1 2 3; do
    principal=$("${look_up[@]}" || true)
    principal=${principal#, }
    if [[ $principal ]]; then break; fi
    [[ $attempt == 3 ]] || sleep "${DEPLOY_RETRY_SECONDS:-5}"
  done
  if [[ $principal ]]; then
    printf 'cloud-run-iam saw this caller as %s\n' "$principal"
  else
    printf 'whom cloud-run-iam saw is not in the logs yet; look later:\n  %s\n' "$(show "${look_up[@]}")"
  fi
}
