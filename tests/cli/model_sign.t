#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# praxis model sign and verify: what users see of signatures, and that other tools agree.
. "$(dirname "$0")/../lib.sh"

by_hand() {
    run sh "$PX_ROOT/docs/verify-model-signature.sh" "$@"
}

mkdir -p weights/part
printf 'weights' >weights/part/model.safetensors
printf 'config' >weights/config.json
printf 'summary' >summary.json
printf 'form' >form.json
for curve in prime256v1 secp384r1 secp521r1; do
    openssl ecparam -name $curve -genkey -noout -out $curve.key 2>/dev/null
    chmod 600 $curve.key
    openssl pkey -in $curve.key -pubout -out $curve.pub 2>/dev/null
done

run praxis model sign weights summary.json form.json --key prime256v1.key -o weights/model.sig
succeeds 'a model is signed with what belongs to it'
like 'it says how many files' "$out" \
    "^wrote the signature 'weights/model.sig' of all files \(4\)$"
ok 'the summary lies beside the weights' cmp summary.json weights/summary.json
run praxis model verify weights --signature weights/model.sig --key prime256v1.pub
succeeds 'the signature verifies'
like 'with the number of files' "$out" \
    '^the signature holds: all files are as they were signed \(4\)$'
run praxis --json model verify weights --signature weights/model.sig --key prime256v1.pub
is 'as JSON' "$(printf %s "$out" | jq -c '[.schema, .holds, .subject, [.files[].name], .method]')" \
    '[1,true,"weights",["config.json","form.json","part/model.safetensors","summary.json"],"files"]'

# The bundle is what OpenSSF writes.
is 'the bundle has its parts' \
    "$(jq -c '[.mediaType, .dsseEnvelope.payloadType, (.verificationMaterial | keys),
        (.dsseEnvelope.signatures | length)]' weights/model.sig)" \
    "$(printf %s '["application/vnd.dev.sigstore.bundle.v0.3+json",' \
        '"application/vnd.in-toto+json",["publicKey","tlogEntries"],1]')"
jq -r .dsseEnvelope.payload weights/model.sig | base64 -d >payload.json
is 'the statement is of its kind' "$(jq -c '[._type, .predicateType]' payload.json)" \
    '["https://in-toto.io/Statement/v1","https://model_signing/signature/v1.0"]'
is 'it says how files were listed' \
    "$(jq -c '.predicate.serialization | [.method, .hash_type, .allow_symlinks]' payload.json)" \
    '["files","sha256",false]'
is 'and what is left out' "$(jq -c .predicate.serialization.ignore_paths payload.json)" \
    '[".git",".gitattributes",".gitignore",".github","model.sig"]'
is 'the key is named by the digest of its PEM' \
    "$(jq -r .verificationMaterial.publicKey.hint weights/model.sig)" \
    "$(openssl pkey -pubin -in prime256v1.pub | sha256sum | cut -d ' ' -f 1)"

# Standard tools come to the same result.
for curve in prime256v1 secp384r1 secp521r1; do
    run praxis model sign weights --key $curve.key -o $curve.sig --ignore model.sig
    succeeds "$curve: signed"
    run praxis model verify weights --signature $curve.sig --key $curve.pub
    succeeds "$curve: verified"
    by_hand weights $curve.sig $curve.pub
    succeeds "$curve: verified by openssl, jq and sha256sum"
    is "$curve: the same files" "$out" 'verified: 4 files'
done

# both STATUS NAME REGEX: both ways refuse; ours says why.
both() {
    run praxis model verify weights --signature weights/model.sig --key prime256v1.pub
    fails 25 "$1"
    like 'and says why' "$err" "$2"
    by_hand weights weights/model.sig prime256v1.pub
    fails 1 'so do standard tools'
}
printf 'Weights' >weights/part/model.safetensors
both 'a changed file' "the file 'part/model.safetensors' has changed since it was signed"
printf 'weights' >weights/part/model.safetensors
printf 'x' >weights/part/more
both 'a file more' "'part/more' is there and was not signed"
run praxis model verify weights --signature weights/model.sig --key prime256v1.pub --allow-more
succeeds 'unless more is allowed'
rm weights/part/more
rm weights/form.json
both 'a missing file' "the signed file 'form.json' is missing"
cp form.json weights/form.json
cp weights/model.sig kept.sig
jq -c '.dsseEnvelope.payload |= (@base64d | sub("config.json"; "config.jsom") | @base64)' kept.sig \
    >weights/model.sig
both 'an altered list' 'what is signed has been altered'
cp kept.sig weights/model.sig
run praxis model verify weights --signature weights/model.sig --key secp384r1.pub
fails 25 'another key'
like 'is told from an altered signature' "$err" "names another key than 'secp384r1.pub'"
run praxis --json model verify weights --signature weights/model.sig --key secp384r1.pub
is 'the error as JSON' "$(printf %s "$err" | jq -r '.error.type' | sed 's|.*[/:]||')" not-verified
run praxis model verify weights --signature summary.json --key prime256v1.pub
fails 12 'what is no signature'

# Keys and files that are not taken.
chmod 644 prime256v1.key
run praxis model sign weights --key prime256v1.key -o weights/model.sig
fails 7 'a private key that others can read is refused'
like 'with what to do' "$err" "chmod 600"
chmod 600 prime256v1.key
openssl genpkey -algorithm ed25519 -out ed.key 2>/dev/null
chmod 600 ed.key
run praxis model sign weights --key ed.key -o weights/model.sig
fails 26 'a key of another kind is refused'
printf 'another' >other.json
mkdir elsewhere
mv other.json elsewhere/summary.json
run praxis model sign weights elsewhere/summary.json --key prime256v1.key -o weights/model.sig
fails 5 'another file of the same name is refused'
ok 'and nothing was overwritten' cmp summary.json weights/summary.json
ln -s config.json weights/link
run praxis model sign weights --key prime256v1.key -o weights/model.sig
fails 3 'a link is refused'
run praxis model sign weights --key prime256v1.key -o weights/model.sig --follow-links
succeeds 'or followed on demand'
run praxis model verify weights --signature weights/model.sig --key prime256v1.pub
succeeds 'as the signature then says'
run praxis model sign weights --key prime256v1.key -o weights/model.sig --ignore ../x
fails 2 'what is left out lies below the folder'

# A model of one file.
run praxis model sign weights/config.json --key prime256v1.key -o config.sig
succeeds 'one file is signed'
run praxis model verify weights/config.json --signature config.sig --key prime256v1.pub
succeeds 'and verified'
by_hand weights/config.json config.sig prime256v1.pub
succeeds 'by standard tools, too'
by_hand summary.json config.sig prime256v1.pub
fails 1 'which see another file'
run praxis model sign weights/config.json form.json --key prime256v1.key -o config.sig
fails 3 'nothing is put beside it'

# A real bundle, made by OpenSSF's own tool.
SHARED=${PX_SHARED_DATA:-$PX_ROOT/../shared/data}/models/signing
if [ -d "$SHARED" ]; then
    real=$SHARED/v1.1.0-elliptic-key
    key=$SHARED/signing-key-pub.pem
    run praxis model verify "$real" --signature "$real/model.sig" --key "$key"
    succeeds "OpenSSF's bundle verifies"
    by_hand "$real" "$real/model.sig" "$key"
    succeeds 'and by standard tools'
else
    skip 'no shared data here (models/signing)' 2
fi
done_testing
