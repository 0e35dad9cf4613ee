#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# praxis corpus scan -o, merge and show: kept results, parts of them, and scans that were killed.
. "$(dirname "$0")/../lib.sh"
unset SLURM_ARRAY_TASK_ID OMPI_COMM_WORLD_RANK PMI_RANK JOB_COMPLETION_INDEX SGE_TASK_ID
unset SLURM_PROCID

mkdir crawl
for i in 1 2 3 4 5 6 7 8 9; do
    for k in 1 2 3 4 5 6 7 8 9; do
        printf '{"url":"https://w%d.d%d.org/","text":"text of %d"}\n' $k $((i * k % 13)) $i
    done >crawl/$i.jsonl
done

# ---- Kept and shown
run praxis corpus scan crawl -o whole.partial
succeeds 'a result is kept'
like 'and where is said' "$out" '^written to whole\.partial$'
like 'with the sums' "$out" '^Documents: 81, '
unlike 'alone' "$out" '^d0\.org'
not_ok 'nothing is left beside it' test -e whole.partial.work
run praxis corpus scan crawl
report=$out
run praxis corpus show whole.partial
succeeds 'it is shown'
is 'as a scan prints it' "$out" "$report"
run praxis --json corpus scan crawl
json=$out
run praxis --json corpus show whole.partial
is 'as JSON, too' "$out" "$json"
run praxis corpus scan crawl -o whole.partial
succeeds 'what is there is not made again'
like 'and that is said' "$out" '^whole\.partial is there already'
run praxis corpus scan --hosts crawl -o whole.partial
fails 5 'nor replaced by something else'
run praxis corpus show crawl/1.jsonl
fails 12 'what is no partial is refused'
head -c 500 whole.partial >cut.partial
run praxis corpus show cut.partial
fails 13 'and one that is cut off'
run praxis corpus scan --sha256 crawl/1.jsonl -o hashed.partial
run praxis --json corpus show hashed.partial
like 'hashes are kept on wish' "$out" "\"sha256\": \"$(sha256sum <crawl/1.jsonl | cut -c 1-64)\""

cd crawl || exit 1
for rank in 0 1; do
    run praxis corpus scan . -o in.partial --of 2 --rank $rank
done
run praxis corpus merge in.?-of-2.partial -o in.partial
succeeds 'partials in the folder that is measured are no part of it'
run praxis corpus show in.partial
like 'nor of its figures' "$out" '^Files: 9, '
rm -f ./*.partial
cd .. || exit 1

# ---- The format is described, all of it
missing=
for list in dimensions figures; do
    names=$(grep -a -o "\"$list\":\[[^]]*\]" whole.partial | tr -d '"[]' | cut -d : -f 2)
    for name in $(echo "$names" | tr , ' '); do
        grep -q "\`$name\`" "$PX_ROOT/docs/format-partial.md" || missing="$missing $name"
    done
done
is 'every name in the head is explained' "$missing" ''

# ---- Parts
for rank in 0 1 2; do
    run praxis corpus scan crawl -o part.partial --rank $rank --of 3 --threads $((rank + 1))
    succeeds "part $rank is read"
done
like 'a part says that it is one' "$out" '^This is a part: 1 of the 3 parts of a scan$'
run praxis corpus merge part.0-of-3.partial part.2-of-3.partial -o some.partial
fails 4 'a missing part is missed'
like 'by its number' "$err" 'these are missing: 1;'
not_ok 'and nothing is written' test -e some.partial
run praxis corpus merge --incomplete part.2-of-3.partial part.0-of-3.partial -o some.partial
succeeds 'unless that is fine'
run praxis corpus merge part.1-of-3.partial some.partial -o all.partial
succeeds 'the last part makes it whole'
ok 'the same bytes as of one scan' cmp all.partial whole.partial
printf '{"text":"a line"}\nno JSON\n' >broken.jsonl
run praxis corpus scan broken.jsonl -o broken.partial
fails 1 'a scan of damaged input says so by its exit status'
run praxis corpus merge whole.partial broken.partial -o with-broken.partial
fails 1 'and so does a merge with it'
like 'and why' "$err" 'some of the input is damaged'
run praxis corpus show with-broken.partial
like 'having written all there is' "$out" '^Documents: 82, '
run praxis corpus merge --strict whole.partial broken.partial -o with-broken.partial
fails 13 'damage may be an error there, too'
run praxis corpus merge part.1-of-3.partial part.1-of-3.partial -o twice.partial
fails 5 'nothing counts twice'
run praxis corpus scan --only sizes crawl/1.jsonl -o sizes.partial
run praxis corpus merge hashed.partial sizes.partial -o mixed.partial
fails 6 'other options do not fit'
like 'and the reason is given' "$err" 'its setting only is '
for variable in SLURM_ARRAY_TASK_ID JOB_COMPLETION_INDEX SLURM_PROCID; do
    run env $variable=2 "$PRAXIS" corpus scan crawl -o env.partial --of 3
    ok "$variable says which part" cmp env.2-of-3.partial part.2-of-3.partial
    rm -f env.2-of-3.partial
done
run env SGE_TASK_ID=3 "$PRAXIS" corpus scan crawl -o env.partial --of 3
ok 'Grid Engine counts from 1' cmp env.2-of-3.partial part.2-of-3.partial
run env SLURM_ARRAY_TASK_ID=3 "$PRAXIS" corpus scan crawl -o env.partial --of 3
fails 3 'there is no fourth part of three'
run praxis corpus scan crawl -o env.partial --of 3
fails 4 'some part must be meant'
run praxis corpus scan crawl --rank 1 --of 3
fails 2 'a part is kept'
run praxis corpus scan crawl -o x.partial --rank 3 --of 3
fails 2 'parts count from 0'
run praxis corpus scan crawl --memory 1K
fails 2 'some memory is needed'

# ---- Killed: the pipe is opened when the files before it are finished and on disk
mkfifo pipe
"$PRAXIS" corpus scan --threads 1 --checkpoint 1 crawl pipe -o killed.partial >/dev/null 2>&1 &
scan=$!
exec 3>pipe
run praxis corpus scan crawl pipe -o killed.partial
fails 16 'two scans do not write one file'
kill -KILL "$scan"
wait "$scan" 2>/dev/null
exec 3>&-
not_ok 'a killed scan has no result' test -e killed.partial
ok 'but what it had finished' test -e killed.partial.work/000000.partial
run praxis corpus scan --only sizes crawl pipe -o killed.partial
fails 6 'which is not for other options'
for file in crawl/*; do
    tr '[:print:]' x <"$file" >same-size
    cp same-size "$file"
done
printf '{"text":"piped"}\n' >pipe &
run praxis corpus scan crawl pipe -o killed.partial
wait
succeeds 'the same command goes on'
like 'behind what is finished' "$out" 'had finished 9 of the files'
like 'which is not read again' "$out" '^Documents: 82, '
not_ok 'and cleans up' test -e killed.partial.work
run praxis corpus show killed.partial
unlike 'no file was read twice' "$out" 'JSON object'
done_testing
