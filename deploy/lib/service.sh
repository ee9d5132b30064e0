# shellcheck shell=bash
# shellcheck disable=SC2016,SC2034,SC2154 # the plan prints variables; names are shared among the parts
# The service: its URLs, its settings, its revisions and their traffic.

candidate_tag=candidate

hosts_of() { printf %s "${1//https:\/\//}"; }

# Cloud Run gives a service two URLs: one that follows from the project number, and one known after the first
# deployment. Each has a form with the tag in front, by which a candidate is reached before it has traffic.
each_form='!seen[$0]++ { print; sub("https://", "https://candidate---"); print }'
https_urls() { grep -oE 'https://[a-z0-9.-]+' | awk "$each_form" | paste -sd, -; } # stdin to a comma list

# To REPLY_WORDS: gcloud's list of this one service, which is empty and no failure before it exists. A pattern, because
# gcloud is about to take "=" for a match of words, which another service whose name begins alike would have, too.
services_list() {
  REPLY_WORDS=(gcloud run services list "$in_project" "$in_region" "--filter=metadata.name~^$set_SERVICE\$" --verbosity=error "$@")
}

look_up_urls() {
  services_list "--format=value(metadata.annotations['run.googleapis.com/urls'])"
  if [[ $dry_run ]]; then
    quote "$service_url"
    printf 'URLS="$(printf %s %s "$(%s)" |\n  grep -oE %s | awk %s | paste -sd, -)"\nHOSTS="${URLS//https:\\/\\//}"\n' \
      "'%s\\n'" "$REPLY" "$(show "${REPLY_WORDS[@]}")" "'https://[a-z0-9.-]+'" "'$each_form'"
    urls=$(ref URLS) hosts=$(ref HOSTS)
  else
    urls=$(printf '%s\n' "$service_url" "$("${REPLY_WORDS[@]}")" | https_urls)
    hosts=$(hosts_of "$urls")
  fi
}

# Who serves now: REVISION=PERCENT, comma separated; empty before the first deployment.
look_up_traffic() {
  services_list '--flatten=status.traffic[]' \
    '--format=csv[no-heading,separator="="](status.traffic.revisionName,status.traffic.percent)'
  if [[ $dry_run ]]; then
    printf 'PREVIOUS="$(%s | awk -F= %s | paste -sd, -)"\n' "$(show "${REPLY_WORDS[@]}")" "'\$2 > 0'"
    PREVIOUS=$(ref PREVIOUS)
  else
    PREVIOUS=$("${REPLY_WORDS[@]}" | awk -F= '$2 > 0' | paste -sd, -)
  fi
}

# By the name of its revision, because another deployment of the same service may have taken the tag meanwhile.
look_up_candidate() {
  local candidate
  services_list '--flatten=status.traffic[]' \
    '--format=csv[no-heading,separator="="](status.traffic.tag,status.traffic.revisionName,status.traffic.url)'
  if [[ $dry_run ]]; then
    printf 'CANDIDATE_URL="$(%s |\n  awk -F= -v own="%s-$SUFFIX" %s)"\n' "$(show "${REPLY_WORDS[@]}")" "$set_SERVICE" \
      "'\$1 == \"$candidate_tag\" && \$2 == own { print \$3 }'"
    CANDIDATE_URL=$(ref CANDIDATE_URL)
    return
  fi
  candidate=$("${REPLY_WORDS[@]}" | awk -F= -v tag="$candidate_tag" '$1 == tag { print $2 "=" $3 }')
  case $candidate in
    "$revision=https://"*) CANDIDATE_URL=${candidate#*=} ;;
    '' | "$revision="*) refuse_candidate 'the candidate has no URL of its own' ;;
    *) die "another deployment of $set_SERVICE is under way: its candidate ${candidate%%=*} has taken the place of $revision, and nobody was sent to $revision. Run this again when the other one has ended." ;;
  esac
}

url_settings() { # one KEY=VALUE a line: the settings that follow from the URLs, unless they are set
  local all=$hosts public
  public=$(hosts_of "$set_BASE_URL")
  all+=${public:+,${public%/}}
  if has ALLOWED_HOSTS; then all+=",$set_ALLOWED_HOSTS"; fi
  printf 'ALLOWED_HOSTS=%s\n' "$all"
  if one_of google-oidc "$set_AUTH_MODES" && ! has GOOGLE_AUDIENCES; then printf 'GOOGLE_AUDIENCES=%s\n' "$urls"; fi
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
  local name set
  printf 'GOOGLE_CLOUD_PROJECT=%s\n' "$set_PROJECT_ID"
  has BASE_URL || printf 'BASE_URL=%s\n' "$service_url"
  url_settings
  for name in "${plain_settings[@]}" "${mounted_files[@]}"; do
    if ! has "$name" || [[ $name == ALLOWED_HOSTS ]]; then continue; fi
    set="set_$name"
    printf '%s=%s\n' "$name" "${!set//$'\n'/\\n}"
  done
}

# The registry of agents finds MCP servers by the mark. A gcloud that does not know a flag refuses the whole call.
mark=() iam_check=(--invoker-iam-check)
look_up_flags() {
  local help
  help=$(gcloud run deploy --help 2>/dev/null || true)
  if [[ $help == *--functional-type* ]]; then mark=(--functional-type=mcp-server); fi
  if [[ $help != *invoker-iam-check* ]]; then
    iam_check=()
    [[ ! $public ]] || fault 'gcloud is too old for --public: run "gcloud components update", or update its package.'
  fi
}

deploy_service() {
  local network=() apart=() env
  if [[ $dry_run ]]; then
    printf 'MARK="$(gcloud run deploy --help 2>/dev/null | grep -q -e --functional-type && echo --functional-type=mcp-server)"\n'
    mark=("$(raw '$MARK')")
  fi
  if [[ $public ]]; then iam_check=(--no-invoker-iam-check); fi
  if has CLOUD_RUN_NETWORK; then
    network=("--network=$set_CLOUD_RUN_NETWORK" "--subnet=$set_CLOUD_RUN_SUBNET" --vpc-egress=private-ranges-only)
  fi
  # A new service has its traffic at once; from then on a revision waits until it was tested.
  if [[ $dry_run ]]; then
    # Two, because zsh makes one word of what bash would split.
    apart=("$(raw '${PREVIOUS:+--no-traffic}')" "$(raw "\${PREVIOUS:+--tag=$candidate_tag}")")
  elif [[ $PREVIOUS ]]; then
    apart=(--no-traffic "--tag=$candidate_tag")
  fi
  env=$(server_env | env_flag)
  run gcloud run deploy "$set_SERVICE" "$in_project" "$in_region" "--image=${image%:*}@$DIGEST" \
    ${apart[@]+"${apart[@]}"} ${mark[@]+"${mark[@]}"} \
    "--revision-suffix=$SUFFIX" --no-allow-unauthenticated ${iam_check[@]+"${iam_check[@]}"} "--service-account=$set_SERVICE_ACCOUNT" --port=8080 \
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
    run gcloud run services update "$set_SERVICE" "$in_project" "$in_region" \
      "--update-env-vars=$(url_settings | env_flag)" --quiet
  fi
}

move_traffic() { # --to-revisions=…
  run gcloud run services update-traffic "$set_SERVICE" "$in_project" "$in_region" "$1" --quiet
}

drop_tag() {
  run gcloud run services update-traffic "$set_SERVICE" "$in_project" "$in_region" "--remove-tags=$candidate_tag" --quiet
}

refuse_candidate() { # REASON
  drop_tag || true
  die "$1; nobody was sent to it, and $PREVIOUS serves as before."
}

roll_back() { # REASON
  move_traffic "--to-revisions=$PREVIOUS" ||
    die "$1; and going back failed: gcloud run services update-traffic $set_SERVICE $in_project $in_region --to-revisions=$PREVIOUS"
  drop_tag || true
  die "$1; traffic went back to $PREVIOUS."
}
