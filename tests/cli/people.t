#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# People on the command line: the first account, roles and their scopes, lists page by page,
# suspending; the log tells who may write, and no leaf a name.
# shellcheck disable=SC1091,SC2154,SC2016 # lib.sh sets out, err and status; Perl
. "$(dirname "$0")/../lib.sh"

json() {
    printf '%s' "$out" | perl -MJSON::PP -0777 -ne "print decode_json(\$_)->$1 // 'null'"
}

run praxis init
succeeds 'a house'
printf '# One\n\nText.\n' >draft.md
run praxis --quiet code import draft.md --code gpai --version 1
run praxis people list
succeeds 'nobody yet'
run praxis people add 'Anna Example' --mail ' Anna@Example.EU ' --role secretariat
succeeds 'the first account'
run praxis --json people show anna@example.eu
is 'the address in one form' "$(json '{person}{mail}')" anna@example.eu
is 'the role, in the house' "$(json '{person}{grants}[0]{scope}')" house
anna=$(json '{person}{id}')
run praxis people show "$anna"
like 'by public id too' "$out" '^Anna Example$'
run praxis people add Other --mail ANNA@example.eu
fails 6 'an address belongs to one'
run praxis people add Other --mail nowhere
fails 3 'no address'
run praxis people add Other --mail o@example.eu --role king
fails 2 'no such role'
run praxis people add Other --mail o@example.eu --role member --scope code:none
fails 4 'no such code'
run praxis people show o@example.eu
fails 4 'and nothing was kept'
run praxis people add 'Otto Example' --mail otto@example.eu --organisation 'Example Society'
fails 2 'a new organisation needs a category'
run praxis people add 'Otto Éxample' --mail otto@example.eu --organisation 'Example Society' \
    --category civil-society --country BE --role member --scope code:gpai
succeeds 'somebody who takes part for an organisation'

run praxis people grant otto@example.eu chair code:gpai --title co-chair
succeeds 'a chair'
run praxis --json people show otto@example.eu
is 'with the name of the function' "$(json '{person}{grants}[0]{title}')" co-chair
is 'beside the other role' "$(json '{person}{grants}[1]{role}')" member
run praxis --json people list --role chair --scope code:gpai
is 'found by role and scope' "$(json '{people}[0]{mail}')" otto@example.eu
run praxis --json people list --text 'exam soc'
is 'by beginnings of words' "$(json '{people}[0]{mail}')" otto@example.eu
run praxis --json people list --category civil-society --country BE --sort newest
is 'by category and country' "$(json '{people}[0]{mail}')" otto@example.eu
run praxis --json people list --max 1
next=$(json '{next}')
run praxis --json people list --max 1 --after "$next"
is 'the next page' "$(json '{people}[0]{mail}') $(json '{next}')" 'otto@example.eu null'
run praxis people list --sort age
fails 2 'no such order'

run praxis --json people organisation 'Example Society' --name 'Sample Society' --country FR
succeeds 'an organisation is changed'
is 'what is not named stays' "$(json '{name}')|$(json '{country}')|$(json '{category}')" \
    'Sample Society|FR|civil-society'
run praxis --json people list --text 'sampl soc'
is 'its people are found by the new name' "$(json '{people}[0]{mail}')" otto@example.eu
run praxis people organisation 'Sample Society'
fails 2 'nothing to change'
run praxis people organisation 'Sample Society' --category nothing
fails 3 'no such category'
run praxis people organisation 'Nobody & Co' --name X
fails 4 'no such organisation'

run praxis people revoke otto@example.eu chair code:gpai
succeeds 'a role ends'
run praxis people revoke otto@example.eu chair code:gpai
fails 4 'once'
run praxis people suspend otto@example.eu
succeeds 'suspended'
run praxis people suspend otto@example.eu
fails 6 'once'
run praxis --json people list --state suspended
is 'and listed so' "$(json '{people}[0]{mail}')" otto@example.eu
run praxis people resume otto@example.eu
succeeds 'and back'
run praxis ledger verify
succeeds 'the log holds'
not_ok 'leaves hold no name' sh -c \
    'sqlite3 house/house.db "SELECT leaf FROM act WHERE leaf IS NOT NULL" | grep -i -e otto -e anna'
is 'the log tells of three' \
    "$(sqlite3 house/house.db "SELECT group_concat(kind) FROM act
        WHERE kind LIKE 'person.%' AND leaf IS NOT NULL")" \
    person.appointed,person.appointed,person.dismissed
run praxis people add '' --mail nobody@example.eu
fails 3 'a person needs a name'
is 'which is told' "$err" 'praxis: name: this must be filled in'
done_testing
