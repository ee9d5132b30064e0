# shellcheck shell=bash
# shellcheck disable=SC2016,SC2034,SC2154 # the plan prints variables; names are shared among the parts
# API_TOOLS_FILE and the files that it names: secrets of APIs and OpenAPI documents. Cloud Run mounts one secret a
# directory, so that each file gets a directory beside the one of the definitions, which are stored with those paths.

api_files=() # the files that go along
api_folders=() # the directory of each, and what follows SERVICE- in the name of its secret
api_edits=() # sed scripts that put the new paths into the definitions

block='' block_indent=0 # the "service" or "openapi" that the lines stand below, and how far in it begins
# A key at its beginning, and a value on the same line: quoted, or a plain one that YAML would not read otherwise.
api_entry=$'(^|[{,[:space:]"\'])((secret_file|document)["\']?[[:space:]]*:[[:space:]]*)("[^"]*"|\'[^\']*\'|[^][{}",&*!|>%@`#\'[:space:]][^][{}",#\']*)?'

check_api_tools() {
  local file folder line number=0
  file=$set_API_TOOLS_FILE
  [[ $file && -r $file ]] || return 0
  folder=$(dirname "$file")
  while IFS= read -r line || [[ -n $line ]]; do
    number=$((number + 1))
    enter_block "$line"
    find_api_files "$line" "$number" "$folder"
  done <"$file"
  check_base_urls "$file"
}

api_block=$'^[[:space:]]*["\']?(service|openapi)["\']?[[:space:]]*:'
enter_block() { # LINE
  local indent=${1%%[![:space:]]*}
  case ${1#"$indent"} in '' | \#*) return ;; esac
  if [[ ${#indent} -le $block_indent ]]; then block=''; fi
  if [[ $1 =~ $api_block ]]; then block=${BASH_REMATCH[1]} block_indent=${#indent}; fi
}

# A constant of a request or a property of its arguments can have the same names.
belongs_to() { # PARENT TEXT-BEFORE, in its line
  local text=" $2" opening=$'.*[{,[:space:]"\']'$1$'["\']?[[:space:]]*:[^{,]*[{](.*)$'
  if [[ $text =~ $opening ]]; then
    # What is left of pairs of braces is what closes the parent, or is open within it.
    text=$(printf %s "${BASH_REMATCH[1]}" | sed -e ':pairs' -e 's/{[^{}]*}//g' -e 't pairs')
    [[ $text == *'}'* ]] || return 0
  fi
  [[ $block == "$1" ]]
}

find_api_files() { # LINE NUMBER FOLDER
  local rest=$1 before='' text found key parent start value quote
  while [[ $rest =~ $api_entry ]]; do
    found=${BASH_REMATCH[0]} start=${BASH_REMATCH[2]} key=${BASH_REMATCH[3]} value=${BASH_REMATCH[4]} quote=''
    before+=${rest%%"$found"*}${found%%"$start"*}
    rest=${rest#*"$found"}
    if in_comment "$before"; then return; fi
    case $key in secret_file) parent=service ;; *) parent=openapi ;; esac
    text=$before before+=$start$value
    belongs_to "$parent" "$text" || continue
    value=${value%"${value##*[![:space:]]}"}
    case $value in
      [\'\"]*) quote=${value:0:1} value=${value:1:${#value}-2} ;;
      '')
        fault "API_TOOLS_FILE names a file in line $2 in a way that deploy.sh does not read: write \"$key: PATH\" on one line."
        continue
        ;;
    esac
    if [[ $value == /* ]]; then
      note "API_TOOLS_FILE names $value in line $2: deploy.sh carries files with relative paths, so the image has to hold this one."
      continue
    fi
    carry_api_file "$key" "$value" "$2" "$3" || continue
    api_edits+=("$2s,$(printf %s "$start$quote$value$quote" | sed 's/[][\.*^$,]/\\&/g'),$start$quote../$REPLY/content$quote,")
  done
}

in_comment() { # TEXT before a place in its line: # after a space begins a comment, unless quotes are open
  local head singles doubles
  [[ $1 =~ (^|[[:space:]])# ]] || return 1
  head=${1%%"${BASH_REMATCH[0]}"*} singles=${head//[!\']/} doubles=${head//[!\"]/}
  [[ $((${#singles} % 2)) == 0 && $((${#doubles} % 2)) == 0 ]]
}

carry_api_file() { # KEY PATH LINE FOLDER: to REPLY the directory of the file
  local file="$4/${2#./}" told="API_TOOLS_FILE names $2 in line $3" index
  if [[ ! -f $file || ! -r $file ]]; then
    fault "$told, which cannot be read: there is no such file at $file."
    return 1
  elif [[ $(wc -c <"$file") -gt 65536 ]]; then
    fault "$told, which is larger than 64 KiB, the most that Secret Manager holds: cut it down to the operations that its tools use, as docs/api-tools.md shows, or put it into an image of your own under an absolute path."
    return 1
  fi
  REPLY="api-tools-$(printf %s "${2#./}" | tr '[:upper:]' '[:lower:]' | LC_ALL=C tr -cs 'a-z0-9' - | sed 's/^-//; s/-$//')"
  for ((index = 0; index < ${#api_files[@]}; index++)); do
    [[ ${api_folders[index]} == "$REPLY" ]] || continue
    [[ ${api_files[index]} != "$file" ]] || return 0
    fault "$told, whose secret would have the name of that of ${api_files[index]}: rename one of the two files."
    return 1
  done
  [[ $1 != document ]] || check_references "$file" "$told"
  api_files+=("$file") api_folders+=("$REPLY")
}

check_references() { # DOCUMENT WORDS: it goes alone, and under another name
  local reference='\$ref["'\'']?[[:space:]]*:[[:space:]]*["'\'']?([^]["'\''#{}[:space:]&*!|>,][^"'\''#{}[:space:],]*)' number line named
  while IFS=: read -r number line; do
    [[ $line =~ $reference ]] || continue
    named=${BASH_REMATCH[1]}
    if in_comment "${line%%"${BASH_REMATCH[0]}"*}"; then continue; fi
    fault "$2, which refers to the file $named in its line $number: deploy.sh carries a document alone. Make one file of them, as docs/api-tools.md shows."
    return
  done < <(grep -nE "$reference" "$1")
}

check_base_urls() { # FILE: the container has another loopback, and what works here would fail there
  local quote=$'["\']?' line
  while IFS= read -r line; do
    fault "API_TOOLS_FILE names this machine as base_url in line ${line%%:*}, where the service would find itself: name the address at which Cloud Run reaches the API."
  done < <(grep -niE "^([^#]*[^#[:alnum:]_])?base_url${quote}[[:space:]]*:[[:space:]]*${quote}https?://(localhost|[^/\"'[:space:]]*\\.localhost|127\\.[0-9.]+|0\\.0\\.0\\.0|\\[::1?\\])([:/\"',}[:space:]]|$)" "$1")
}

to_print_definitions() { # to REPLY_WORDS: the command that prints them as they are stored
  local edit
  REPLY_WORDS=(cat "$1")
  [[ ${#api_edits[@]} -gt 0 ]] || return 0
  REPLY_WORDS=(sed)
  for edit in "${api_edits[@]}"; do REPLY_WORDS+=(-e "$edit"); done
  REPLY_WORDS+=("$1")
}

lay_out_api_tools() { # FOLDER ROOT: the definitions and what they name as the container will have them
  local index
  mkdir "$1/api-tools"
  to_print_definitions "$set_API_TOOLS_FILE"
  "${REPLY_WORDS[@]}" >"$1/api-tools/content"
  for ((index = 0; index < ${#api_files[@]}; index++)); do
    mkdir "$1/${api_folders[index]}"
    case ${api_files[index]} in
      /*) ln -s "${api_files[index]}" "$1/${api_folders[index]}/content" ;;
      *) ln -s "$2/${api_files[index]}" "$1/${api_folders[index]}/content" ;;
    esac
  done
}
