#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# praxis summary publish, show, diff, domain and form publish, show, diff, open, withdraw: versions
# that are frozen.
. "$(dirname "$0")/../lib.sh"

praxis --quiet init
praxis --quiet provider add 'Example Lab'
praxis --quiet model add example-lab Lantern --version lantern-1.0
lantern=example-lab/lantern
declare_() { praxis --quiet claims declare "$@"; }
{
    printf 'rank,domain,documents,content_bytes,share\r\n'
    printf '1,example.org,9,900,0.5\r\n2,news.example.co.uk,5,300,0.2\r\n'
    printf '3,a.shop.example.net,1,30,0.01\r\n4,b.shop.example.net,1,20,0.01\r\n'
    printf '5,shop.example.net,1,10,0.01\r\n6,shopx.example.net,1,9,0.01\r\n'
} >domains.csv
hash=$(sha256sum domains.csv | cut -d ' ' -f 1)
printf '{"count":6,"shown":[{"domain":"example.org","bytes":900}],"total_domains":60,' >domains.json
printf '"rule":"domains","file":"%s"}' "$hash" >>domains.json
declare_ $lantern summary.2.3.a true
declare_ --attach domains.csv $lantern summary.2.3.h @domains.json
declare_ $lantern summary.1.3.e '{"en":"English, French"}'

# ---- The first version
run praxis summary diff $lantern
fails 4 'nothing was published yet'
run praxis --json summary publish $lantern
succeeds 'a summary is published'
printf %s "$out" >one.json
is 'as the first version' "$(jq .number one.json)" 1
is 'its domains are taken in' "$(jq .domain_count one.json)" 6
is 'the list is named by its hash' "$(jq -r .domains one.json)" "$hash"
is 'the next one is due in six months' "$(jq -r .next_update one.json)" \
    "$(perl -e '@t = gmtime; $m = $t[4] + 6; $y = $t[5] + 1900 + int($m / 12);
        $m = $m % 12 + 1; $d = $t[3];
        @l = (31, $y % 4 ? 28 : 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);
        $d = $l[$m - 1] if $d > $l[$m - 1]; printf("%04d-%02d-%02d", $y, $m, $d)')"
is 'it is kept for ten years' "$(jq -r '.kept_until[0:4]' one.json)" "$(($(date -u +%Y) + 10))"
is 'the versions of the model are named' "$(jq -c .covers one.json)" '["lantern-1.0"]'
run praxis ledger verify
succeeds 'the log holds'
like 'the act is in it' \
    "$(sqlite3 "$PRAXIS_HOUSE/house.db" "SELECT CAST(content AS TEXT) FROM act
        WHERE kind = 'document.published'")" "\"root\":\"$(jq -r .root one.json)\""
ok 'the snapshot is a file of the house' \
    test -f "$PRAXIS_HOUSE/files/$(jq -r '.snapshot[0:2]' one.json)/$(jq -r .snapshot one.json)"
run praxis check
succeeds 'the house is whole'
praxis --quiet summary show $lantern --number 1 --lang en -o one.html
run praxis summary show $lantern --number 1 --lang en
like 'it is shown with its number' "$out" '^\| 1 \|'
like 'and the hash of the list' "$out" "^$hash"
unlike 'the first one has no changes' "$out" 'since the last version'

# ---- The second
declare_ $lantern summary.1.3.e '{"en":"English, French, German"}'
run praxis summary diff $lantern --lang en
succeeds 'what would change is told'
like 'before' "$out" '^- English, French$'
like 'and after' "$out" '^\+ English, French, German$'
printf 'rank,domain,content_bytes\n1,example.com,5\n' >domains.csv
sed "s/$hash/$(sha256sum domains.csv | cut -d ' ' -f 1)/; s/\"count\":6/\"count\":1/" domains.json \
    >second.json
declare_ --attach domains.csv $lantern summary.2.3.h @second.json
run praxis --json summary publish $lantern
is 'the second version knows what changed' "$(printf %s "$out" | jq -c '[.number, .changed]')" \
    '[2,["1.3.e","2.3.h"]]'
run praxis summary show $lantern
is 'both are there, the newest first' \
    "$(printf '%s\n' "$out" | sed 1d | awk '{ printf "%s:%s ", $1, $3 }')" '2:2 1:0 '
run praxis summary show $lantern --number 2 --lang en
like 'the document says what changed' "$out" 'Changed since the last version: 1\.3 Linguistic'
like 'and names the version before' "$out" '^\| 1 \| '
praxis --quiet summary show $lantern --number 1 --lang en -o again.html
ok 'the first one stays as it was' cmp one.html again.html
run praxis --json summary diff $lantern --from 1 --to 2
is 'versions are compared' "$(printf %s "$out" | jq -c '[.changed[].field]')" '["1.3.e","2.3.h"]'
run praxis summary diff $lantern
like 'and nothing has changed since' "$out" 'no field differs'
is 'the domains of the newest version alone are searched' \
    "$(sqlite3 "$PRAXIS_HOUSE/house.db" 'SELECT group_concat(reversed) FROM document_domain')" \
    com.example
run praxis summary publish $lantern --ranges-only
succeeds 'a third version without changes'

# ---- Is my domain in it?
declare_ --attach second.json $lantern summary.2.3.h @domains.json
praxis --quiet summary publish $lantern
found() {
    run praxis --json summary domain "$1"
    printf %s "$out" | jq -c '[.found[] | .relation[0:1] + ":" + .domain]'
}
is 'the domain itself' "$(found example.org)" '["e:example.org"]'
is 'however it is written' "$(found 'https://EXAMPLE.org:443/page?x')" '["e:example.org"]'
is 'a host in it' "$(found www.example.org)" '["a:example.org"]'
is 'a name that a list has below it' "$(found example.co.uk)" '["b:news.example.co.uk"]'
is 'the three kinds at once' "$(found shop.example.net)" \
    '["e:shop.example.net","b:a.shop.example.net","b:b.shop.example.net"]'
is 'a name that only begins like it is another' "$(found hop.example.net)" '[]'
is 'what is not there' "$(found nowhere.example)" '[]'
run praxis summary domain 'no site'
fails 3 'what is no name of a site is refused'
run praxis summary domain www.example.org
like 'with rank and model' "$out" 'a domain above it +example\.org +1 +6 +Lantern'

# ---- The documentation form
declare_ $lantern model.p.size 7241732096
declare_ $lantern model.u.aup '{"en":"none"}'
run praxis --json form publish $lantern
succeeds 'the documentation form is frozen'
root=$(printf %s "$out" | jq -r .root)
is 'no update is due by a clock' "$(printf %s "$out" | jq -r .next_update)" ''
praxis --quiet form show $lantern --number 1 --recipient downstream -o pack.json
run praxis form prove pack.json --root "$root"
succeeds 'a view of it is proved by the root in the log'
not_ok 'and does not have the number' grep -q 7241732096 pack.json
declare_ $lantern model.u.aup '{"en":"Seven billion, exactly 7 241 732 096"}'
run praxis form publish $lantern
fails 6 'words that tell a number held back are not published'
run praxis form diff $lantern
like 'the difference by field' "$out" '^u\.aup '
run praxis form show $lantern
is 'there is one version' "$(printf '%s\n' "$out" | sed 1d | wc -l)" 1
run praxis form open $lantern
fails 2 'nobody is nobody'
run praxis form open $lantern --recipient downstream
succeeds 'a view is made public'
run praxis form open $lantern --recipient downstream
fails 6 'once'
run praxis form open $lantern --recipient ai-office --number 9
fails 4 'of a version that is there'
like 'by an act that names it' \
    "$(sqlite3 "$PRAXIS_HOUSE/house.db" "SELECT CAST(content AS TEXT) FROM act
        WHERE kind = 'document.opened'")" "\"view\":\"$(sha256sum pack.json | cut -d ' ' -f 1)\""
run praxis form withdraw $lantern --recipient downstream
fails 2 'it is not taken back without a reason'
run praxis form withdraw $lantern --reason 'Of another model.'
fails 2 'nor nobody knows whose view'
run praxis form withdraw $lantern --recipient ai-office --reason 'Of another model.'
fails 6 'nor what is not public'
run praxis form withdraw $lantern --recipient downstream --reason 'Of another model.'
succeeds 'a view is taken back'
view=$(sha256sum pack.json | cut -d ' ' -f 1)
like 'by an act that names it and why' \
    "$(sqlite3 "$PRAXIS_HOUSE/house.db" "SELECT CAST(content AS TEXT) FROM act
        WHERE kind = 'document.withdrawn'")" \
    "\"reason\":\"Of another model.\",\"recipient\":\"downstream\",\"view\":\"$view\""
run praxis form withdraw $lantern --recipient downstream --reason 'Of another model.'
fails 6 'once'
run praxis --json form show $lantern
is 'its times are kept' "$(printf %s "$out" | jq -c '[.versions[].public_times[] | [.recipient,
    .reason, (.from <= .to)]]')" '[["downstream","Of another model.",true]]'
praxis --quiet form show $lantern --number 1 --recipient downstream -o same.json
ok 'the version for its recipient stays as it was' cmp pack.json same.json
run praxis ledger verify
succeeds 'the log holds'
run praxis form open $lantern --recipient downstream
succeeds 'a view can be made public again'
run praxis form show $lantern --number 9 --format md
fails 4 'a version that is not there'
run praxis form publish example-lab
fails 4 'a provider has no document'
done_testing
