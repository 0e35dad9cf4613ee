#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# verify-proof.sh FILE KEY: checks the proof of an act with standard tools alone (sed, base64,
# openssl) and prints the act's leaf. KEY is the log's verifier key, NAME+HASH+BASE64.
# Written to be read: each step is one of those in docs/format-log.md.
set -eu

proof=$1
key=$2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

fail()
{
    echo "not verified: $1" >&2
    exit 1
}

sha256() { openssl dgst -sha256 -binary; }

# 1. The file's parts.
[ "$(sed -n 1p "$proof")" = "c2sp.org/tlog-proof@v1" ] || fail "first line"
sed -n '2s/^extra //p' "$proof" | base64 -d >"$dir/leaf" || fail "leaf"
index=$(sed -n '3s/^index //p' "$proof")
sed -n '4,/^$/p' "$proof" | sed '/^$/d' >"$dir/hashes"
sed '1,/^$/d' "$proof" >"$dir/note"    # the signed head
sed '/^$/,$d' "$dir/note" >"$dir/text" # of it, what is signed
size=$(sed -n 2p "$dir/text")
sed -n 3p "$dir/text" | base64 -d >"$dir/root"

# 2. The head's signature: Ed25519 over the text. In DER, such a key is twelve bytes that are
#    always the same and 32 bytes of key; in KEY, one byte stands in front of these.
name=${key%%+*}
public=${key#*+*+}
[ "$(sed -n 1p "$dir/text")" = "$name" ] || fail "another log"
{
    printf '\060\052\060\005\006\003\053\145\160\003\041\000'
    printf '%s' "$public" | base64 -d | tail -c 32
} >"$dir/key"
sed -n "s|^— $name ||p" "$dir/note" | head -n 1 | base64 -d | tail -c 64 >"$dir/signature"
openssl pkeyutl -verify -pubin -keyform DER -inkey "$dir/key" -rawin -in "$dir/text" \
    -sigfile "$dir/signature" >/dev/null 2>&1 || fail "signature"

# 3. From the leaf up to the root (RFC 9162, section 2.1.3.2): a leaf is hashed behind a byte 0, a
#    node behind a byte 1.
[ "$index" -lt "$size" ] || fail "index"
{
    printf '\000'
    cat "$dir/leaf"
} | sha256 >"$dir/hash"
fn=$index
sn=$((size - 1))
while read -r line; do
    [ "$sn" -ne 0 ] || fail "too many hashes"
    printf '%s' "$line" | base64 -d >"$dir/other"
    if [ $((fn % 2)) -eq 1 ] || [ "$fn" -eq "$sn" ]; then
        set -- "$dir/other" "$dir/hash"
        while [ $((fn % 2)) -eq 0 ] && [ "$fn" -ne 0 ]; do
            fn=$((fn / 2))
            sn=$((sn / 2))
        done
    else
        set -- "$dir/hash" "$dir/other"
    fi
    {
        printf '\001'
        cat "$@"
    } | sha256 >"$dir/next"
    mv "$dir/next" "$dir/hash"
    fn=$((fn / 2))
    sn=$((sn / 2))
done <"$dir/hashes"
[ "$sn" -eq 0 ] || fail "too few hashes"
cmp -s "$dir/hash" "$dir/root" || fail "root"

cat "$dir/leaf"
echo
