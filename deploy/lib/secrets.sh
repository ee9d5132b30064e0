# shellcheck shell=bash
# shellcheck disable=SC2016,SC2034,SC2154 # the plan prints variables; names are shared among the parts
# Secrets and files go to Secret Manager, over standard input, with a new version only where the value changed.

secret_flags=''
# Keeps the newest version when it holds the same value. KEY is what --set-secrets calls it; COMMAND prints the value
# where that is not the setting NAME.
store_secret() { # NAME ID KEY [COMMAND…]
  local name=$1 id=$2 key=$3 version="$1_VERSION" value current source
  shift 3
  if [[ $# -gt 0 ]]; then
    value=$("$@") source=$(show "$@")
  else
    value=$(val "$name") source="printf %s \"\$$name\""
  fi
  ensure gcloud secrets describe "$id" "$in_project" -- \
    gcloud secrets create "$id" "$in_project" --replication-policy=automatic
  patiently gcloud secrets add-iam-policy-binding "$id" "$in_project" --condition=None \
    "--member=serviceAccount:$set_SERVICE_ACCOUNT" --role=roles/secretmanager.secretAccessor
  capture "$version" gcloud secrets versions list "$id" "$in_project" --filter=state:ENABLED --sort-by=~createTime \
    --limit=1 '--format=value(name.basename())'
  local access=(gcloud secrets versions access "${!version}" "--secret=$id" "$in_project")
  local add=(gcloud secrets versions add "$id" "$in_project" --data-file=- '--format=value(name.basename())')
  if [[ $dry_run ]]; then
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
  local name folder index
  for name in "${secret_settings[@]}"; do
    has "$name" || continue
    store_secret "$name" "$set_SERVICE-$(kebab "$name")" "$name"
  done
  for name in "${mounted_files[@]}"; do
    has "$name" || continue
    folder=$(kebab "${name%_FILE}")
    REPLY_WORDS=(cat "$(val "$name")")
    if [[ $name == API_TOOLS_FILE ]]; then to_print_definitions "$(val "$name")"; fi
    store_secret "$name" "$set_SERVICE-$folder" "/secrets/$folder/content" "${REPLY_WORDS[@]}"
    put "$name" "/secrets/$folder/content"
  done
  for ((index = 0; index < ${#api_files[@]}; index++)); do
    folder=${api_folders[index]}
    store_secret "API_FILE_$((index + 1))" "$set_SERVICE-$folder" "/secrets/$folder/content" cat "${api_files[index]}"
  done
}
