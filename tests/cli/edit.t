#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Editing a draft on the command line, and beginning the next one.
# shellcheck disable=SC1091
. "$(dirname "$0")/../lib.sh"

cat >draft.md <<'EOT'
---
title: Draft
---
# 1 Keeping {#ch0000000a .chapter}

The signatory keeps all records for ten years. {#pa0000000a}
EOT
praxis --quiet init
praxis --quiet code import draft.md --code gpai --version draft-1
run praxis code begin gpai draft-2 --from draft-1
fails 6 'the next draft begins where one is published'
praxis --quiet code publish gpai draft-1
run praxis code begin gpai draft-2 --from draft-1
succeeds 'it is begun'
run praxis --json code edit gpai draft-2 pa0000000a
like 'a provision is shown' "$out" \
    '"markdown": "The signatory keeps all records for ten years. \{#pa0000000a\}'
digest=$(printf '%s' "$out" | sed -n 's/.*"digest": "\([0-9a-f]*\)".*/\1/p')
praxis code edit gpai draft-2 pa0000000a | sed 's/ten/two/' >it.md
run praxis code edit gpai draft-2 pa0000000a --file it.md --digest "$digest"
succeeds 'and put back'
run praxis code edit gpai draft-2 pa0000000a --file it.md
like 'again it changes nothing' "$out" 'says that already'
run praxis code edit gpai draft-2 pa0000000a --file it.md --digest "$digest"
fails 6 'what was read before is not saved over it'
run praxis code diff gpai draft-1 draft-2
like 'the comparison shows it' "$out" 'two'
sed 's/two/three/' it.md >other.md
run praxis code edit gpai draft-2 pa0000000a --file other.md --because nobody
fails 4 'a comment that there is not'
run praxis code edit gpai draft-2 pa0000000a --file it.md --remove
fails 2 'a text and a removal at once'
run praxis code edit gpai draft-2 pa0000000a --lang fr
fails 3 'a language that it does not have'
run praxis code edit gpai draft-2 zz0000000a
fails 4 'a provision that there is not'
run praxis code edit gpai draft-1 pa0000000a --file it.md
fails 6 'a published version stays'
run praxis code undo gpai draft-2
succeeds 'the last edit is taken back'
run praxis code show gpai draft-2
like 'and the text is as it was' "$out" 'ten years'
run praxis code edit gpai draft-2 pa0000000a --remove
succeeds 'a provision is taken out'
run praxis code show gpai draft-2
unlike 'and is gone' "$out" 'ten years'

# ---- Several languages
cat >both.md <<'EOT'
# 1 Keeping {#ch0000000a .chapter}

The signatory keeps records. {#pa0000000a}

# 2 Ending {#ch0000000b .chapter}
EOT
sed 's/Keeping/Garde/;s/The signatory keeps records/Le signataire garde tout/;s/Ending/Fin/' \
    both.md >both.fr.md
praxis --quiet code import both.md --code both --version 1
praxis --quiet code import both.fr.md --code both --version 1 --lang fr
printf 'Keep. {#pa0000000a}\n\nRecords.\n' >it.md
printf 'Garder. {#pa0000000a}\n\nTout.\n' >it.fr.md
run praxis code edit both 1 pa0000000a --file it.md --also fr=it.fr.md
succeeds 'a provision is split in two languages at once'
run praxis code show both 1 --lang fr
like 'the other language has its part' "$out" 'Tout\.'
run praxis code edit both 1 pa0000000a --inside ch0000000b
succeeds 'a provision is moved'
run praxis code show both 1 --lang fr
is 'with the words of all languages' "$(printf '%s' "$out" | grep -A1 pa0000000a | tail -n 1)" \
    '    Garder.'
run praxis code edit both 1 pa0000000a --inside ch0000000b --before ch0000000a
fails 2 'one place at a time'
run praxis code edit both 1 pa0000000a --file it.md --also it.fr.md
fails 2 'a file without its language'
run praxis code edit both 1 pa0000000a --file it.md --also de=it.fr.md
fails 3 'a language that the version does not have'
printf '# 2 Ending {#ch0000000b .chapter}\n\nAnew.\n' >it.md
run praxis code edit both 1 ch0000000b --file it.md
fails 3 'what has words in another language does not go unseen'
like 'which one is said' "$err" "pa0000000a.*'fr'"
printf '# 2 Ending {#ch0000000b .chapter}\n\nKeep. {#pa0000000a}\n\nAnew.\n' >it.md
run praxis code edit both 1 ch0000000b --file it.md
succeeds 'what is new has no words in the other'
run praxis code publish both 1
fails 6 'and is not published'
like 'it is said why' "$err" "lacks translations, 1 in all.*Anew.*'fr'"
run praxis check
succeeds 'the house is whole'
done_testing
