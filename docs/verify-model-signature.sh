#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# verify-model-signature.sh FOLDER SIGNATURE KEY: checks the signature of a model with standard
# tools alone (jq, base64, openssl, sha256sum, find). KEY is the public key, in PEM.
# Written to be read: each step is one of those in docs/signing.md.
set -eu

folder=$1
signature=$2
key=$3
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

fail()
{
    echo "not verified: $1" >&2
    exit 1
}

# 1. The parts of the bundle: the signed payload, its type, the signature.
jq -e '.mediaType == "application/vnd.dev.sigstore.bundle.v0.3+json"
    and (.dsseEnvelope.signatures | length) == 1' "$signature" >/dev/null || fail "another format"
jq -j '.dsseEnvelope.payload' "$signature" | base64 -d >"$dir/payload" || fail "payload"
jq -j '.dsseEnvelope.signatures[0].sig' "$signature" | base64 -d >"$dir/sig" || fail "signature"
type=$(jq -r '.dsseEnvelope.payloadType' "$signature")

# 2. What was signed is not the payload alone: its type and the lengths of both stand before it.
{
    printf 'DSSEv1 %d %s %d ' "${#type}" "$type" "$(wc -c <"$dir/payload")"
    cat "$dir/payload"
} >"$dir/signed"

# 3. ECDSA; the hash goes with the curve of the key.
case $(openssl pkey -pubin -in "$key" -noout -text) in
*prime256v1*) hash=sha256 ;;
*secp384r1*) hash=sha384 ;;
*secp521r1*) hash=sha512 ;;
*) fail "the kind of the key" ;;
esac
openssl dgst "-$hash" -verify "$key" -signature "$dir/sig" "$dir/signed" >/dev/null 2>&1 ||
    fail "signature"

# 4. The payload is a list of files, by SHA-256 of each whole file.
jq -e '._type == "https://in-toto.io/Statement/v1"
    and .predicateType == "https://model_signing/signature/v1.0"
    and .predicate.serialization.method == "files"
    and .predicate.serialization.hash_type == "sha256"
    and all(.predicate.resources[]; .algorithm == "sha256" and (.name | test("[\\n\\\\]") | not))' \
    "$dir/payload" >/dev/null || fail "another kind of statement"

# 5. The digest of the whole: SHA-256 of the digests as bytes, in the order of the list.
jq -r '.predicate.resources[].digest' "$dir/payload" | tr -d '\n' | tr a-f A-F |
    basenc --base16 -d | sha256sum | cut -d ' ' -f 1 >"$dir/root"
[ "$(cat "$dir/root")" = "$(jq -r '.subject[0].digest.sha256' "$dir/payload")" ] || fail "root"

# A model that is one file stands in the list as ".".
if [ -f "$folder" ]; then
    [ "$(jq -c '[.predicate.resources[].name]' "$dir/payload")" = '["."]' ] || fail "a folder"
    [ "$(sha256sum <"$folder" | cut -d ' ' -f 1)" = \
        "$(jq -r '.predicate.resources[0].digest' "$dir/payload")" ] || fail "the file has changed"
    echo "verified: 1 file"
    exit 0
fi

# 6. Each file as it was signed; sha256sum names those that are missing or have changed.
jq -r '.predicate.resources[] | .digest + "  " + .name' "$dir/payload" >"$dir/list"
(cd "$folder" && sha256sum --check --strict --quiet "$dir/list") >&2 || fail "files"

# 7. No file more, but for the signature itself and what the statement leaves out.
jq -r '.predicate.resources[].name' "$dir/payload" | sort >"$dir/names"
jq -r '.predicate.serialization.ignore_paths[]?' "$dir/payload" >"$dir/ignored"
itself=$(realpath "$signature")
(cd "$folder" && find . \( -type f -o -type l \) -print) | sed 's|^\./||' | sort |
    while IFS= read -r name; do
        [ "$(realpath "$folder/$name")" != "$itself" ] || continue
        skip=
        while IFS= read -r path; do
            case $name in "$path" | "$path"/*) skip=1 ;; esac
        done <"$dir/ignored"
        [ -n "$skip" ] || printf '%s\n' "$name"
    done >"$dir/found"
comm -13 "$dir/names" "$dir/found" >"$dir/more"
[ ! -s "$dir/more" ] || fail "not signed: $(head -n 1 "$dir/more")"

echo "verified: $(wc -l <"$dir/names" | tr -d ' ') files"
