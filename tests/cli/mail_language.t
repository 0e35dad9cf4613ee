#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Mails say everything in the language of who reads them: titles, dates, the words around them.
. "$(dirname "$0")/../lib.sh"

# Prints subject and body of the newest mail to the address, on one line.
newest() {
    praxis --quiet mail send >/dev/null 2>&1 # makes them; no server is there
    id=$(praxis --json mail list | jq -r --arg to "$1" \
        'first(.mails[] | select(.address == $to)) | .id')
    praxis mail show "$id" | tr '\n' ' '
}

printf '# A code\n\n## One {#aaaaaaaaa0}\n\nText. {#bbbbbbbbb1}\n' >code.en.md
printf '# Un code\n\n## Un {#aaaaaaaaa0}\n\nTexte. {#bbbbbbbbb1}\n' >code.fr.md
praxis --quiet init
praxis --quiet setting set site.address https://code.example.eu
praxis --quiet setting set mail.from code@example.eu
praxis --quiet setting set mail.tls none
praxis --quiet setting set mail.server smtp://127.0.0.1:9
for language in en fr; do
    praxis --quiet code import code.$language.md --code gpai --version draft-1 --lang $language
done
praxis --quiet code publish gpai draft-1
praxis --quiet process begin gpai edition-2 --template gpai --from 2026-01-12
for language in en fr; do
    praxis --quiet people add "Reader $language" --mail $language@example.eu --language $language \
        --category academia --role member --scope code:gpai
done

praxis --quiet round open gpai edition-2 consultation --opens 2030-02-01 --closes 2030-03-01T18:00
praxis --quiet round extend gpai edition-2 1 --closes 2030-03-02T18:00 --reason 'Time'
mail=$(newest en@example.eu)
like 'a round, in English' "$mail" 'A code: round 1 is extended until 2 March 2030, 18:00'
like 'with the process' "$mail" "process 'Drawing-up of a code of practice for"
mail=$(newest fr@example.eu)
like 'and in French' "$mail" 'Un code.: le tour de consultation 1 est prolongé jusqu.au 2.mars.2030'
like 'with its process in French' "$mail" 'processus «.Élaboration d.un code de bonnes pratiques'
unlike 'and nothing in English' "$mail" 'A code|Drawing-up|March'

praxis --quiet meeting call gpai edition-2 --kind plenary --starts 2030-04-01T10:00 --title Meeting
mail=$(newest en@example.eu)
like 'a meeting, in English' "$mail" 'takes place on 1 April 2030, 10:00 \(time zone: '
mail=$(newest fr@example.eu)
like 'and in French' "$mail" 'aura lieu le.1er.avril.2030'
done_testing
