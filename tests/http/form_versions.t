#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The model documentation as published: its versions by recipient, for the people of the provider;
# views that are made public; copies that are checked; and the register with all of it.
# shellcheck disable=SC1091,SC2119,SC2154 # http.sh sets code, head and body
. "$(dirname "$0")/../lib.sh"
. "$PX_ROOT/tests/http/http.sh"

praxis --quiet init
praxis --quiet provider add 'Example Lab'
praxis --quiet provider add 'Other Lab'
praxis --quiet model add example-lab Lantern --version lantern-1.0
praxis --quiet model add other-lab Torch
declare_() { praxis --quiet claims declare "$@"; }
declare_ example-lab/lantern model.p.size 7241732096
declare_ example-lab/lantern model.p.arch '{"en":"A decoder of attention","fr":"Un décodeur"}'
declare_ example-lab/lantern model.u.aup '{"en":"none"}'
m=/en/providers/example-lab/models/lantern
start_server || exit 1

words() {
    printf '%s' "$body" | tr '\n' ' ' | sed 's/<[^>]*>/ /g; s/  */ /g'
}

nobody
get $m/form
is 'nothing is published yet' "$code" 404
person_with compliance-officer provider:example-lab
officer=$person
get "$m/draft/model?recipient=downstream"
like 'the officer is led to publishing' "$body" 'name="publish"'
publish "$m/draft/model?recipient=downstream"
is 'the form is published' "$code $(header Location)" "303 $m/form/1?recipient=downstream"
get "$m/form/1?recipient=downstream"
is 'and has its page' "$code" 200
secured 'with its headers'
is 'which nobody else keeps' "$(header Cache-Control)" no-store
like 'for whom it is' "$(words)" 'The view for: Downstream providers'
unlike 'without what they may not have' "$body" '7[^0-9]?241[^0-9]?732'
like 'with its root' "$body" 'Root of all its fields'
root=$(printf '%s' "$body" | grep -o '<span class="digest">[0-9a-f]*' | cut -d'>' -f2)
is 'of 64 digits' "${#root}" 64
get "$m/form/1?recipient=ai-office"
like 'the AI Office may have the number' "$(words)" '7.?241.?732.?096'
for format in docx md json; do
    get "$m/form/1?recipient=downstream&format=$format"
    is "as $format" "$code" 200
done
printf '%s' "$body" >copy.json
get $m
like 'the page of the model has it' "$(words)" \
    'Model documentation.* Version 1 of .* The views of it for: AI Office'
like 'with its root' "$body" "$root"

# ---- The next version, and what changed
declare_ example-lab/lantern model.u.aup '{"en":"https://lab.example/policy"}'
declare_ example-lab/lantern model.p.size 7241732097
publish "$m/draft/model?recipient=downstream"
get "$m/form/2?recipient=downstream"
like 'what changed is told' "$(words)" 'none https://lab.example/policy'
unlike 'to each as far as they may know' "$body" 'id="?p\.size|7.?241.?732'
get "$m/form/2?recipient=ai-office"
like 'to the AI Office all of it' "$(words)" '7.?241.?732.?096.* 7.?241.?732.?097'
get "$m/form/1?recipient=downstream"
like 'the first one stays' "$(words)" 'There is a newer version'
get "$m/form/3"
is 'one that is not there' "$code" 404
get "$m/form/1?recipient=public"
is 'nobody is the public of it' "$code" 404

# ---- Who may read it
for role in engineer provider-reader; do
    person_with $role provider:example-lab
    get "$m/form/2?recipient=ai-office"
    is "$role reads it" "$code" 200
    unlike "$role makes nothing public" "$body" 'name="open"'
    post "$m/form/2?recipient=ai-office" open=yes
    is "nor sends it" "$code" 403
done
person_with compliance-officer provider:other-lab
get "$m/form/2?recipient=downstream"
is 'for another provider it is not there' "$code" 404
post "$m/form/2?recipient=downstream" open=yes
is 'nor made public' "$code" 404
nobody
get "$m/form/2?recipient=downstream"
is 'nor for the public' "$code" 404
get $m.json
is 'nor in the twin of the model' "$(printf '%s' "$body" | jq -c .documents)" '[]'
get /en/register.json
is 'nor in the register' "$(printf '%s' "$body" | jq .count)" 0

# ---- A copy is checked
check() { # FILE
    get /en/register/verify
    csrf=$(form_token)
    get /en/register/verify -F "csrf=$csrf" -F "copy=@$1;type=application/json"
}
jar=$(mktemp "$WORK/jar-XXXXXX")
check copy.json
is 'a copy is checked for anybody' "$code" 200
like 'it is what was published' "$(words)" 'It is what was published .* version 1'
like 'by its root' "$body" "$root"
like 'with the act' "$body" '/en/log/[a-z0-9]'
unlike 'without a way to what is not public' "$body" 'form/1'
sed 's/"none"/"some"/' copy.json >changed.json
check changed.json
is 'a changed copy does not hold' "$code" 422
like 'and it is told' "$(words)" 'The copy does not hold'
echo '{"x":"<script>alert(1)</script>"}' >other.json
check other.json
is 'what is no form is refused' "$code" 422
unlike 'and escaped' "$body" '<script>alert'
praxis --quiet form build example-lab/lantern --recipient downstream -o draft.json
check draft.json
is 'a draft holds' "$code" 200
like 'and was not published' "$(words)" 'It holds, and was not published here'
get /en/register/verify
is 'the form stands there' "$code" 200

# ---- A view is made public
sign_in_as "$officer"
get "$m/form/1?recipient=downstream"
like 'the officer is led to it' "$body" 'name="open"'
like 'and told that all of the view is shown' "$(words)" \
    'the whole view of this recipient \(Downstream providers\)'
post "$m/form/1?recipient=downstream" open=yes
is 'it is made public' "$code $(header Location)" "303 $m/form/1?recipient=downstream"
post "$m/form/1?recipient=downstream" open=yes
is 'once' "$code" 422
nobody
get "$m/form"
is 'everybody reads the newest that is public' "$code" 200
like 'which is the first' "$(words)" 'Version 1 of'
unlike 'and nothing that is not for it' "$body" '7[^0-9]?241[^0-9]?732|recipient=ai-office'
get "$m/form/1?recipient=ai-office"
is 'the other views are not there' "$code" 404
get "$m/form/2?recipient=downstream"
is 'nor the next version' "$code" 404
get "$m/form/1.json?recipient=downstream"
is 'its twin is what can be proved' "$(printf '%s' "$body" | jq -r .form)" model
get $m
like 'the page of the model leads there' "$body" "$m/form/1\?recipient=downstream"
get $m/feed.atom
is 'its feed has it' "$(printf '%s' "$body" | grep -c '<entry>')" 1
get /en/register
like 'the register has it' "$(words)" 'Lantern .* The view for: Downstream providers'
id=$(get /en/register.json && printf '%s' "$body" | jq -r '.documents[0].document')
get "/en/documents/$id"
is 'its address for good leads there' "$(header Location)" "$m/form/1?recipient=downstream"
get /en/log.json
like 'the log has the act' "$body" 'document.opened'

# ---- The register
praxis --quiet claims declare other-lab/torch summary.1.3.e '{"fr":"Français de Belgique"}'
praxis --quiet summary publish other-lab/torch
chosen() { # QUERY
    get "/en/register.json?$1"
    printf '%s' "$body" | jq -r '[.documents[] | .model + ":" + .form] | join(" ")'
}
is 'all of it, the newest first' "$(chosen '')" 'torch:summary lantern:model'
is 'the oldest first' "$(chosen order=oldest)" 'lantern:model torch:summary'
is 'by provider' "$(chosen provider=other-lab)" torch:summary
is 'by kind' "$(chosen form=model)" lantern:model
is 'by words, case and accents aside' "$(chosen q=FRANCAIS+belgique)" torch:summary
is 'by words of a form' "$(chosen q=decoder)" lantern:model
is 'which do not find what is not public' "$(chosen q=7241732096)" ''
is 'by language' "$(chosen language=en)" lantern:model
is 'by day' "$(chosen from=2000-01-01)" 'torch:summary lantern:model'
is 'up to a day' "$(chosen to=2000-01-01)" ''
get '/en/register.json?form=model'
is 'with counts' "$(printf '%s' "$body" | jq -c '[.count, .forms, .providers]')" \
    '[1,{"summary":1,"model":1},{"example-lab":1}]'
get '/en/register?q=%3Cscript%3E&from=x'
is 'what is typed wrongly is left out' "$code" 200
unlike 'and escaped' "$body" '<script>[^<]'
like 'which is told' "$(words)" 'A day was left out'
like 'and nothing is found' "$(words)" 'No document is of this sort'
get '/en/register?provider=other-lab'
like 'what is chosen stays chosen' "$body" '<option value="other-lab" selected>Other Lab \(1\)'
like 'also in the table' "$body" 'href="/en/register.csv\?provider=other-lab"'
get '/en/register.csv?provider=other-lab'
is 'as a table' "$code $(header Content-Type | cut -d';' -f1)" '200 text/csv'
is 'with what was chosen' "$(printf '%s' "$body" | tr -d '\r' | sed 1d | cut -d, -f1-4)" \
    'other-lab,Other Lab,torch,Torch'
get /en/register/feed.atom
is 'as a feed' "$(printf '%s' "$body" | grep -c '<entry>')" 2
get '/en/register/feed.atom?form=model'
is 'of what was chosen' "$(printf '%s' "$body" | grep -c '<entry>')" 1
get /fr/register
is 'in French' "$code" 200

# ---- What was made public is taken back
w="$m/form/1/withdraw?recipient=downstream"
person_with engineer provider:example-lab
get "$w"
is 'an engineer takes nothing back' "$code" 403
nobody
get "$w"
is 'nor does the public' "$code" 401
sign_in_as "$officer"
get "$m/form/2/withdraw?recipient=downstream"
is 'what is not public is not taken back' "$code" 409
get "$m/form/1?recipient=downstream"
like 'the officer is led to it' "$body" "href=\"$m/form/1/withdraw\?recipient=downstream\""
get "$w"
is 'which is asked about first' "$code" 200
like 'with what it does' "$(words)" 'Copies that others made stay with them'
post "$w" 'reason=It was of another model.'
is 'without the tick nothing happens' "$code" 422
post "$w" certain=1
is 'nor without a reason' "$code" 422
post "$w" certain=1 "reason=$(printf 'two\nlines')"
is 'of one line' "$code" 422
get "$m/form/1?recipient=downstream"
like 'it is still public' "$(words)" 'The provider made this view public'
post "$w" certain=1 'reason=It was of <another> model.'
is 'then it is taken back' "$code $(header Location)" "303 $m/form/1?recipient=downstream"
post "$w" certain=1 'reason=Again.'
is 'once' "$code" 409
get "$m/form/1?recipient=downstream"
is 'the officer reads it as before' "$code" 200
like 'with what happened' "$(words)" \
    'Downstream providers\. It was public from .* to .*: It was of .*another.* model\.'
like 'and can make it public again' "$body" 'name="open"'
get "$m/form/1?recipient=downstream&format=json"
is 'the version for its recipient is the same' "$(printf '%s' "$body" | jq -S .)" \
    "$(jq -S . copy.json)"
nobody
for page in "$m/form/1?recipient=downstream" "$m/form/1" "$m/form"; do
    get "$page"
    is "$page is a page for everybody" "$code" 200
    like 'that says when it was public, and why no longer' "$(words)" \
        'It was public from [^.]* to [^.]*; then its provider took it back .*: It was of'
    like 'with the act' "$body" '/en/log/[a-z0-9]'
    unlike 'escaped' "$body" '<another>'
    unlike 'and nothing of what it said' "$body" 'decoder|A decoder|p\.arch|format=docx'
done
get "$m/form/1.json?recipient=downstream"
is 'its twin too' "$code $(printf '%s' "$body" | jq -c '[.public, .recipient, .number,
    .public_times[0].recipient, .public_times[0].reason, (.public_times[0] | .from <= .to)]')" \
    '200 [false,"downstream",1,"downstream","It was of <another> model.",true]'
is 'and has nothing else' "$(printf '%s' "$body" | jq -c 'keys')" \
    '["date","document","form","number","public","public_times","recipient","schema"]'
for format in docx md pdf json; do
    get "$m/form/1?recipient=downstream&format=$format"
    is "there is no $format of it" "$code" 404
done
get "$m/form/1?recipient=ai-office"
is 'a view that never was public is not told of' "$code" 404
get "$m/form/1?recipient=authority"
is 'nor another one' "$code" 404
get $m
like 'the page of the model says it' "$(words)" 'Downstream providers\. It was public from'
get $m.json
is 'its twin too' "$(printf '%s' "$body" | jq -c '[.documents[] | select(.form == "model") |
    [(.views | length), .public_times[0].reason]]')" '[[0,"It was of <another> model."]]'
get /en/register
like 'the register says it' "$(words)" \
    'Lantern .*Downstream providers\. It was public from .*: It was of'
unlike 'and not that it is public' "$(words)" 'The provider made it public'
is 'it is not found by its words' "$(chosen q=decoder)" ''
is 'nor by its language' "$(chosen language=en)" ''
is 'but by the name of its model' "$(chosen q=lantern)" lantern:model
get '/en/register.json?form=model'
is 'the twin of the register has it' "$(printf '%s' "$body" | jq -c '[.documents[] | [.recipient,
    .public, (.public_times | length), .public_times[0].reason]]')" \
    '[["downstream",false,1,"It was of <another> model."]]'
get '/en/register.csv?form=model'
like 'the table has it' "$body" \
    'no,,downstream [0-9-]{10} to [0-9-]{10}: It was of <another> model\.'
get '/en/register.csv?form=summary'
like 'beside what is public' "$(printf '%s' "$body" | tr -d '\r')" ',yes,[0-9-]{10},$'
get '/en/register/feed.atom'
is 'the feed has it, what changed last first' "$(printf '%s' "$body" | grep '<title' |
    sed -n 2p | grep -c Lantern)" 1
like 'and says it' "$body" 'It was public from [^<]*: It was of &lt;another&gt; model\.'
get $m/feed.atom
like 'that of the model too' "$body" 'It was public from [^<]*: It was of &lt;another&gt; model\.'
get "/en/documents/$id"
is 'its address for good leads there' "$(header Location)" "$m/form/1?recipient=downstream"
get /en/log.json
like 'the log has the act' "$body" 'document.withdrawn'
jar=$(mktemp "$WORK/jar-XXXXXX")
check copy.json
like 'a copy can still be checked' "$(words)" 'It is what was published .* version 1'

# ---- Another version, and the same one again
sign_in_as "$officer"
post "$m/form/2?recipient=downstream" open=yes
nobody
get "$m/form?recipient=downstream"
like 'what is public goes before what was' "$(words)" 'Version 2 of'
like 'which the versions name' "$(words)" '1 [^<]* taken back'
unlike 'without what it said' "$body" 'id="?changed|<del>'
is 'the register has the newer one' "$(get '/en/register.json?form=model' &&
    printf '%s' "$body" | jq -c '[.documents[] | [.number, .public]]')" '[[2,true]]'
sign_in_as "$officer"
post "$m/form/2/withdraw?recipient=downstream" certain=1 'reason=A mistake.'
post "$m/form/2?recipient=downstream" open=yes
nobody
get "$m/form/2.json?recipient=downstream"
is 'a view can be made public again' "$code $(printf '%s' "$body" | jq -r .form)" '200 model'
get "$m/form/2?recipient=downstream"
unlike 'and is no longer one that was taken back' "$(words)" 'A mistake'
get '/en/register.json?form=model'
is 'its times are kept' "$(printf '%s' "$body" | jq -c '.documents[0] |
    [.public, [.public_times[] | .reason]]')" '[true,["A mistake.",null]]'

stops 'the server ends'
done_testing
