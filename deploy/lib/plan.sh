# shellcheck shell=bash
# shellcheck disable=SC2016,SC2034,SC2154 # the plan prints variables; names are shared among the parts
# Doing a step, or showing it as somebody could paste it.

dry_run=''
raw() { printf '\006%s' "$1"; } # shell text of the plan that is not quoted: it may vanish, or become several words
ref() { printf '\004%s\005' "$1"; } # a shell variable of the plan: quoted apart from the text around it

quote() { # to REPLY: one word as bash would have to read it
  if [[ $1 == $'\006'* ]]; then REPLY=${1#?}; return; fi
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

step_name='' step_roles=''
step() { # NAME ROLES: what the account that deploys needs for it
  step_name=$1 step_roles=${2-}
  if [[ $dry_run ]]; then printf '\n# %s\n' "$1"; else printf '\n==> %s\n' "$1"; fi
}
explain_failure() { # on exit
  local status=$?
  [[ $status != 0 && $status != 78 && $status != 2 && $step_name ]] || return 0
  printf '\ndeploy.sh: stopped at "%s". What was done before it stays; a second run goes on from there.\n' "$step_name" >&2
  [[ -z $step_roles ]] || printf 'When the message above speaks of permission: %s needs %s in %s.\n' "${account:-the account}" "$step_roles" "$set_PROJECT_ID" >&2
}
run() {
  if [[ $dry_run ]]; then show "$@"; printf '\n'; return; fi
  { printf '+ '; show "$@"; printf '\n'; } >&2
  "$@"
}
capture() { # VARIABLE COMMAND…: its output
  local name=$1 output
  shift
  if [[ $dry_run ]]; then
    printf '%s="$(' "$name"; show "$@"; printf ')"\n'
    output=$(ref "$name")
  else
    output=$("$@")
  fi
  printf -v "$name" %s "$output"
}
plan_line() { if [[ $dry_run ]]; then printf '%s\n' "$1"; fi; } # shell words around the commands of the plan
made=''
ensure() { # LOOK-UP… -- CREATE…; made says whether it was missing
  local look_up=()
  made=''
  while [[ $1 != -- ]]; do look_up+=("$1"); shift; done
  shift
  if [[ $dry_run ]]; then
    show "${look_up[@]}"; printf ' >/dev/null 2>&1 ||\n  '; show "$@"; printf '\n'
  elif ! "${look_up[@]}" >/dev/null 2>&1; then
    run "$@"
    made=yes
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
