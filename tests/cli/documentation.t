#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
# The examples of the documentation are executed.
#
# In docs/*.md and README.md, in the order of the page and in one scratch folder for each page:
#   ```sh-test             run by `sh -eu` with `praxis` in the path; must end with 0
#   ```text                right behind it: what it prints; "..." stands for anything
#   ```markdown-test FILE  is written to FILE
# Of the manual every example of every command, each in a folder of its own where what it speaks of
# is there; /srv, /backup, /safe and /etc are folders in it.
use strict;
use warnings;
use Cwd qw(abs_path);
use File::Basename qw(dirname basename);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;

my $root = $ENV{PX_ROOT} // dirname(dirname(dirname(abs_path($0))));
my $praxis = $ENV{PRAXIS} // "$root/build/test/src/cli/praxis";
my $top = tempdir(CLEANUP => 1);

$ENV{ASAN_OPTIONS} //= 'detect_leaks=1:exitcode=99';
$ENV{LC_ALL} = 'C.UTF-8';
delete @ENV{qw(PRAXIS_HOUSE LANGUAGE)};
make_path("$top/bin");
symlink($praxis, "$top/bin/praxis") or die "$praxis: $!\n";
$ENV{PATH} = "$top/bin:$ENV{PATH}";

sub slurp
{
    my ($path) = @_;

    open(my $in, '<', $path) or die "$path: $!\n";
    local $/;
    return <$in> // '';
}

sub spew
{
    my ($path, $text) = @_;

    open(my $out, '>', $path) or die "$path: $!\n";
    print $out $text;
    close($out);
}

# Runs a script in a folder; returns its exit status and all that it printed.
sub run_sh
{
    my ($folder, $script) = @_;

    spew("$top/script", "cd '$folder'\n$script");
    my $output = qx(sh -eu '$top/script' 2>&1 </dev/null);
    return ($? >> 8 || $? & 127, $output);
}

# ---- Pages: a list of [information string, text, line]; a fence is closed by one as long.
sub blocks
{
    my ($text) = @_;
    my (@blocks, $open, $line);

    for my $s (split(/\n/, $text)) {
        $line++;
        if (defined $open) {
            if ($s eq $open) { undef $open } else { $blocks[-1][1] .= "$s\n" }
        } elsif ($s =~ /^(`{3,})\s*(.*)$/) {
            $open = $1;
            push(@blocks, [$2, '', $line]);
        }
    }
    return @blocks;
}

sub pattern
{
    my $regex = join('.*', map { quotemeta } split(/\.\.\./, $_[0]));

    return qr/\A$regex\z/s;
}

sub try_page
{
    my ($path) = @_;
    my $folder = tempdir(DIR => $top);
    my ($page, $printed) = (basename($path), undef);
    my $tried = 0;

    for my $block (blocks(slurp($path))) {
        my ($info, $text, $line) = @$block;

        if ($info =~ /^markdown-test ([\w.-]+)$/) {
            spew("$folder/$1", $text);
        } elsif ($info eq 'sh-test') {
            (my $status, $printed) = run_sh($folder, $text);
            is($status, 0, "$page, line $line: runs") or diag($printed);
            $tried++;
            next;
        } elsif ($info eq 'text' && defined $printed) {
            like($printed, pattern($text), "$page, line $line: it prints what the page says");
        }
        undef $printed;
    }
    return $tried;
}

# ---- The manual
my $house = 'praxis --quiet init; ';
my $draft = q(printf '# One\n\nText.\n' >draft.md; )
    . q(printf '# Un\n\nTexte.\n' >draft.fr.md; )
    . 'praxis --quiet code import draft.md --code gpai --version draft-1; ';
my $french = 'praxis --quiet code import draft.fr.md --code gpai --version draft-1 --lang fr; ';
my $lasting = q(printf 'Text. {#k3v7q0m2a9}\n' >draft.md; )
    . 'praxis --quiet code import draft.md --code gpai --version draft-1; ';
my $edited = q(printf 'Text. {#k3v7q0m2a9}\n\n' >draft.md; )
    . q(printf '# 2 More {#c0mm1tmen2 .commitment}\n' >>draft.md; )
    . 'praxis --quiet code import draft.md --code gpai --version draft-1; '
    . 'praxis --quiet code import draft.md --code gpai --version draft-1 --lang fr; '
    . 'praxis --quiet code publish gpai draft-1; '
    . 'praxis --quiet code begin gpai draft-2 --from draft-1; '
    . q(printf 'Other. {#k3v7q0m2a9}\n' >it.md; printf 'Autre. {#k3v7q0m2a9}\n' >it.fr.md; );
my $quoted = q(printf 'Say it within two weeks. {#k3v7q0m2d0}\n' >draft.md; );
my $drafts = join('', map { "praxis --quiet code import draft.md --code gpai --version draft-$_; " }
    1 .. 3);
my $published = $house . $draft . 'praxis --quiet code publish gpai draft-1; ';
my $dossier = q(printf '{"dossier":1,"code":"gpai","part":"history",' >gpai.history.json; )
    . q(printf '"as_of":"2026-11-24","sources":{"page":{"title":{"en":"The page"}}},"entries":' )
    . '>>gpai.history.json; '
    . q(printf '[{"kind":"step","key":"start","date":"2024-09-30","step":"plenary","title":' )
    . '>>gpai.history.json; '
    . q(printf '{"en":"Start"},"sources":[{"source":"page","confidence":"primary"}]}]}' )
    . '>>gpai.history.json; ';
my $served = 'mkdir srv; praxis --quiet --house srv/code init; ';

my $process = $house . $draft
    . 'praxis --quiet process begin gpai edition-2 --template gpai --from 2027-01-11; ';
my $anna = 'praxis --quiet people add "Anna Example" --mail anna@example.eu --role secretariat; ';
my $office = 'praxis --quiet people add Office --mail office@example.eu --role secretariat; ';
my $round = $process . 'praxis --quiet round open gpai edition-2 consultation; ';

my $meeting = $process . 'praxis --quiet meeting call gpai edition-2 --kind board --key board '
    . '--starts 2026-01-12T10:00; ';
my $minutes = q(printf 'Words.\n' >minutes.md; );
my $adopted = 'r="praxis --quiet adoption record gpai edition-2"; u=https://example.eu; '
    . '$r final-draft --on 2026-07-10 --version draft-1; '
    . '$r presented --on 2026-07-10 --address $u; '
    . '$r received --on 2026-07-10 --address $u; $r adequacy-commission --on 2026-08-01 --address '
    . '$u; $r adequacy-board --on 2026-08-01 --address $u; ';
my $call = $process . 'praxis --quiet call open gpai edition-2 --title "Call for participants" '
    . '--opens 2030-01-07 --closes 2030-02-15; ';
my $open_call = $process . 'praxis --quiet call open gpai edition-2 --title "Call" '
    . '--closes "$(date -u -d "+20 days" +%F)"; ';
my $guests = q(printf 'name;mail;category\nAnn;ann@example.eu;academia\n' >guests.csv; );
# A mail in the queue; a server that takes mails, for a while.
my $mailed = $house . q{sqlite3 house/house.db "insert into mail (public_id, kind, address,}
    . q{ language, subject, body, state, created, due) values ('0123456789abcdefghjkmnpqrs',}
    . q{ 'receipt', 'anna@example.eu', 'en', 'S', 'T', 'waiting', 1, 1)"; };
my $mail_server = $house . 'mkdir box; '
    . "timeout 30 /usr/bin/python3 '$root/tests/mail_server.py' box "
    . '>box/log 2>&1 & while ! [ -f box/port ]; do sleep 0.1; done; '
    . 'praxis --quiet setting set mail.from code@example.eu; '
    . 'praxis --quiet setting set mail.tls none; '
    . 'praxis --quiet setting set mail.server smtp://127.0.0.1:$(cat box/port); ';

# Twelve comments from elsewhere; and as they are once submitted.
my $recorded = $published . q{sqlite3 house/house.db "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL }
    . q{SELECT i + 1 FROM n WHERE i < 12) INSERT INTO comment (public_id, code, origin, kind, }
    . q{byline, }
    . q{version, language, created, changed) SELECT CASE i WHEN 12 THEN }
    . q{'3j5kq0v7m2x9c4b8n1p6r0t5w3' ELSE printf('%026d', i) END, v.code, 'imported', 'general', }
    . q{'Somebody', v.id, 'en', 1, 1 FROM n, version AS v; }
    . q{INSERT INTO comment_body (comment, text) }
    . q{SELECT id, 'Words.' FROM comment"; };
my $commented = $recorded . 'praxis --quiet comments submit $(sqlite3 house/house.db '
    . '"SELECT public_id FROM comment ORDER BY id"); ';

# Fifteen comments of one author in a round, with what an answer to each and its author say.
my $row = '{"account":"anna@example.eu","text":"Words %d.","clause":"One","element":"\"Text\"",'
    . '"wording":"Words %d","status":"noted","motivation":"So.",'
    . '"opinion":"objects","feedback":"No."}';
my $fifteen = $house . q(printf '# Measure 1.2 One\n\nText.\n' >draft.md; )
    . 'praxis --quiet code import draft.md --code gpai --version draft-1; '
    . 'praxis --quiet process begin gpai edition-2 --template gpai --from 2025-01-13; '
    . 'praxis --quiet code publish gpai draft-1 --process edition-2 '
    . '--closes $(date -d "+9 days" +%F); '
    . $anna . "cat >rows.json <<'END'\n[" . join(',', map { sprintf($row, $_, $_) } 1 .. 15)
    . "]\nEND\n"
    . 'praxis --quiet comments import gpai draft-1 rows.json --accounts; ';
my $fifteen_answered = $fifteen
    . 'praxis --quiet comments import gpai draft-1 rows.json --accounts --publish-answers; ';
my $second = 'praxis --quiet code import draft.md --code gpai --version draft-2; ';
my $third = 'praxis --quiet code import draft.md --code gpai --version draft-3; '
    . 'praxis --quiet code publish gpai draft-3; ';

my $weights = q(mkdir weights; printf 'x' | tee weights/model.safetensors summary.json form.json )
    . q(>evidence.json; openssl ecparam -name prime256v1 -genkey -noout -out provider.key; )
    . q(chmod 600 provider.key; openssl pkey -in provider.key -pubout -out provider.pub; );
# A model, of which two things are known; and the view of it that downstream providers have.
my $lantern = $house . q{sqlite3 house/house.db "insert into provider (public_id, slug, name, }
    . q{created, act) values ('0123456789abcdefghjkmnpqrs', 'example-lab', 'Example Lab', 1, 'a');}
    . q{insert into model (public_id, provider, slug, name, created, act) values }
    . q{('0123456789abcdefghjkmnpqrt', 1, 'lantern', 'Lantern', 1, 'a');"; };
my $viewed = $lantern . 'praxis form build example-lab/lantern --recipient downstream '
    . '--format json >downstream.json; ';
# A provider with a model.
my $lab = $house . 'praxis --quiet provider add "Example Lab" --slug lab; '
    . 'praxis --quiet model add lab "Example One" --slug one --version One-1.0; ';

# What must be there before a command's examples.
my %before = (
    'answers deal' => $fifteen_answered,
    'answers declare' => $fifteen_answered
        . 'praxis --quiet round close gpai edition-2 1 --reason Done; ',
    'answers progress' => $fifteen,
    'answers publish' => $fifteen
        . 'praxis --quiet comments import gpai draft-1 rows.json --answers; ',
    'answers template' => $fifteen,
    'answers templates' => $fifteen,
    backup => "$house mkdir backup",
    'call applications' => $call,
    'call close' => $open_call,
    'call decide' => $call,
    'call extend' => $call,
    'call list' => $call,
    'call open' => $process,
    'call show' => $call,
    check => $served,
    'claims check' => $lab,
    'claims declare' => $lab,
    'claims export' => $lab,
    'claims fields' => '',
    'claims import' => $lab . q(mkdir weights; printf '{"architectures":["LlamaForCausalLM"],)
        . q("model_type":"llama","hidden_size":64,"intermediate_size":128,"num_hidden_layers":2,)
        . q("num_attention_heads":4,"num_key_value_heads":4,"vocab_size":1000}' )
        . q(>weights/config.json; printf -- '---\nlicense: mit\n---\n' >README.md; )
        . q(printf '{"text":"a"}\n' >a.jsonl; praxis --quiet corpus scan a.jsonl -o crawl.partial )
        . q(>/dev/null),
    'claims list' => $lab,
    'claims show' => $lab,
    'claims withdraw' => $lab . 'praxis --quiet claims declare lab/one fact.layers 32; '
        . q{sqlite3 house/house.db "UPDATE claim SET public_id = }
        . q{'0123456789abcdefghjkmnpqrs' WHERE field = 'fact.layers'"; },
    'code anchor' => $house . $quoted . $drafts,
    'code begin' => $published,
    'code diff' => $house . $quoted . $drafts,
    'code doubts' => $house . $draft,
    'code edit' => $house . $edited,
    'code export' => $house . $draft . $french,
    'code import' => $house . $draft,
    'code lineage' => $house . $lasting,
    'code list' => $house . $draft,
    'code publish' => $process
        . 'praxis --quiet code import draft.md --code gpai --version draft-2; ',
    'code relink' => $house . $lasting,
    'code search' => $published,
    'code show' => $house . $draft . $french,
    'code undo' => $house . $draft,
    'comments answer' => $fifteen . 'praxis --quiet answers template gpai "Out of the Act" '
        . '--status out-of-scope --reason "The Act decides this."; ',
    'comments disown' => $commented,
    'comments export' => $fifteen . $third,
    'comments import' => $fifteen . $third
        . q(printf 'name,mail,organisation,category\n' >guests.csv; )
        . q(printf 'Ann,ann@example.org,Example Institute,academia\n' >>guests.csv; )
        . 'praxis --quiet people import --code gpai --process edition-2 guests.csv; '
        . 'praxis --quiet comments export gpai --output comments.docx; '
        . 'praxis --quiet comments export gpai --output comments.json; ',
    'comments import-record' => $published
        . q(echo '{"repo": "example/gpai", "issues": []}' >archive.json; ),
    'comments list' => $round,
    'comments place' => $fifteen . $second . 'praxis --quiet code publish gpai draft-2; ',
    'comments receipt' => $commented,
    'comments show' => $commented,
    'comments submit' => $recorded,
    'comments take' => $fifteen . $second,
    'comments withdraw' => $commented,
    completion => 'mkdir -p etc/bash_completion.d',
    'corpus domains' => q(printf '{"url":"https://example.eu/","text":"a"}\n' >a.jsonl; )
        . q(praxis --quiet corpus scan a.jsonl -o crawl.partial >/dev/null),
    'corpus manifest' => q(mkdir crawl sets; printf '{"text":"a"}\n' | tee crawl/a.jsonl )
        . q(>sets/b.jsonl; printf '{"manifest":1,"sources":[{"name":"Sets",%s}]}' )
        . q('"kind":"public-dataset","paths":["sets"]' >manifest.json),
    'corpus merge' => q(printf '{"text":"a"}\n' >a.jsonl; printf '{"text":"b"}\n' >b.jsonl; )
        . q(praxis --quiet corpus scan a.jsonl -o web.partial >/dev/null; )
        . q(praxis --quiet corpus scan b.jsonl -o books.partial >/dev/null; for r in 0 1 2 3; do )
        . q(praxis --quiet corpus scan a.jsonl -o crawl.partial --of 4 --rank $r >/dev/null; done),
    'corpus show' => q(printf '{"text":"a"}\n' >a.jsonl; )
        . q(praxis --quiet corpus scan a.jsonl -o crawl.partial >/dev/null),
    'corpus scan' => q(mkdir crawl; printf '{"text":"a","body":"b","link":""}\n' >pages.jsonl; )
        . q(printf 'WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Date: 2024-05-18T01:58:10Z\r\n' >w; )
        . q(printf 'Content-Length: 0\r\n\r\n\r\n\r\n' >>w; gzip <w >crawl/a.warc.gz; )
        . q(perl -MMIME::Base64 -e 'print encode_base64(chr, ""), " $_\n" for 0 .. 255' )
        . q(>our.tiktoken),
    'model inspect' => q(mkdir weights; cd weights; printf '{"architectures":["LlamaForCausalLM"]' )
        . q(>config.json; printf ',"model_type":"llama","hidden_size":4,"num_hidden_layers":1,' )
        . q(>>config.json; printf '"num_attention_heads":2,"vocab_size":8}' >>config.json; )
        . q(printf 'H\\0\\0\\0\\0\\0\\0\\0{"embed_tokens.weight":{"dtype":"F32","shape":' )
        . q(>model.safetensors; printf '[2],"data_offsets":[0,8]}}12345678' >>model.safetensors; )
        . q(cd ..),
    'dossier export' => "$house$dossier praxis --quiet dossier import gpai.history.json; ",
    'dossier import' => $house . $dossier,
    'dossier show' => "$house$dossier praxis --quiet dossier import gpai.history.json; ",
    'export site' => $published,
    'form check' => "cp $root/tests/fuzz/seeds/filled_form/model.json form.json",
    'group end' => $process,
    'group form' => $process,
    'group rename' => $process,
    'group rescope' => $process,
    help => ':',
    init => 'mkdir srv',
    'ledger checkpoint' => $house,
    'ledger prove' => $published,
    'ledger verify' => $commented . 'praxis --quiet comments receipt gpai/12 -o receipt.txt; '
        . 'praxis ledger prove gpai draft-1 -o draft-1.proof; '
        . 'praxis ledger checkpoint --key >key.txt; praxis ledger checkpoint >kept.txt',
    'mail drop' => $mailed,
    'mail list' => $mailed,
    'mail retry' => $mailed,
    'mail send' => $mail_server,
    'form build' => $lantern,
    'form diff' => "$lantern praxis --quiet form publish example-lab/lantern; ",
    'form open' => "$lantern praxis --quiet form publish example-lab/lantern; ",
    'form prove' => $viewed,
    'form publish' => $lantern,
    'form show' => "$lantern praxis --quiet form publish example-lab/lantern; ",
    'form withdraw' => "$lantern praxis --quiet form publish example-lab/lantern; "
        . 'praxis --quiet form open example-lab/lantern --recipient downstream; ',
    'mail show' => $mailed,
    'mail test' => $mail_server,
    manual => ':',
    'model add' => $house . 'praxis --quiet provider add "Example Lab" --slug lab; ',
    'model change' => $lab,
    'model list' => $lab,
    'model show' => $lab,
    'people add' => $house . $draft,
    'people erase' => $house . $office . $anna,
    'people export' => $house . $anna,
    'people grant' => $house . $draft . $anna,
    'people import' => $process . $guests,
    'people link' => $house . $anna,
    'people list' => $house . $draft . $anna,
    'people organisation' => $house
        . 'praxis --quiet people add "Otto Example" --mail otto@example.eu '
        . '--organisation "Example Society" --category civil-society; ',
    'people resume' => $house . $anna . 'praxis --quiet people suspend anna@example.eu; ',
    'people revoke' => $house . $anna,
    'people show' => $house . $anna,
    'people suspend' => $house . $anna,
    'process begin' => $house,
    'process end' => $process,
    'process list' => $process,
    'process plan' => $process,
    'process show' => $process,
    'provider add' => $house,
    'provider change' => $lab,
    'provider list' => $lab,
    'provider show' => $lab,
    'report disposition' => $published,
    'report four-column' => $published
        . 'praxis --quiet code import draft.md --code gpai --version draft-2; '
        . 'praxis --quiet code publish gpai draft-2; ',
    'report participation' => $published,
    'report strength' => $published
        . 'praxis --quiet code import draft.md --code gpai --version draft-2; '
        . 'praxis --quiet code publish gpai draft-2; ',
    restore => "$served mkdir backup safe; praxis --house srv/code --quiet backup "
        . 'backup/code-2026-11-24.tar; mv srv/code/keys safe/keys; rm -r srv/code',
    'round close' => $round,
    'round extend' => $round,
    'round list' => $round,
    'round open' => $process,
    serve => $house . $served,
    'setting list' => $house,
    'setting set' => $house,
    'setting unset' => $house,
    'step add' => $process,
    'step cancel' => $process,
    'step change' => $process,
    'step done' => $process,
    'step move' => $process,
    'summary check' => "cp $root/tests/fuzz/seeds/filed/good.txt summary.txt; "
        . "cp $root/tests/fuzz/seeds/filled_form/summary.json summary.json",
    'summary score' => "cp $root/tests/fuzz/seeds/filed/good.txt summary.txt",
    'adoption record' => "$process praxis --quiet code publish gpai draft-1; ",
    'adoption show' => $process,
    'code adopt' => "$process praxis --quiet code publish gpai draft-1; $adopted",
    'meeting agenda' => $meeting . q(printf 'Opening\n' >agenda.txt; ),
    'meeting attendance' => $meeting,
    'meeting call' => $process,
    'meeting cancel' => $meeting,
    'meeting document' => $meeting . q(printf '%%PDF-1.7\n' >slides.pdf; ),
    'meeting list' => $meeting,
    'meeting minutes' => $meeting . $minutes,
    'meeting move' => $meeting,
    'meeting publish' => $meeting . $minutes
        . 'praxis --quiet meeting minutes gpai/edition-2/board minutes.md; ',
    'meeting show' => $meeting,
    'model compute' => q(printf '{"plan":1,"stages":[{"kind":"pre-training","compute":"1e24"}]}' )
        . q(>plan.json),
    'model sign' => $weights,
    'model verify' => $weights
        . 'praxis --quiet model sign weights --key provider.key -o weights/model.sig',
    'summary build' => $lantern,
    'summary diff' => "$lantern praxis --quiet summary publish example-lab/lantern; ",
    'summary domain' => $house,
    'summary publish' => $lantern,
    'summary show' => "$lantern praxis --quiet summary publish example-lab/lantern; ",
);

# A server goes on: it must start, and stop when it is told to.
sub server_script
{
    my ($line) = @_;

    $line =~ s/ --port \d+//;
    return "$line --port 0 >started 2>&1 & pid=\$!\n"
        . "until grep -q '^serving http' started || ! kill -0 \$pid; do sleep 0.05; done\n"
        . "kill \$pid\nwait \$pid || { status=\$?; cat started; exit \$status; }\n"
        . "grep -q '^serving http' started\n";
}

sub examples
{
    my ($page) = @_;
    my ($section) = $page =~ /^\.Sh EXAMPLES\n(.*?)(?=^\.Sh |\z)/ms or return;

    return map { s/\\&//gr =~ s/\\-/-/gr =~ s/\\e/\\/gr =~ s/\s+\z//r }
        $section =~ /^\.Bd [^\n]*\n(.*?)^\.Ed$/msg;
}

sub try_command
{
    my ($command, $page) = @_;
    my @lines = examples($page);

    ok(@lines > 0, "$command: its page has an example");
    if (!defined $before{$command}) {
        fail("$command: what its examples need stands in this test");
        return;
    }
    for my $line (@lines) {
        my $folder = tempdir(DIR => $top);
        my $local = $line =~ s{(?<![\w.])/(srv|backup|safe|etc)/}{$1/}gr;
        my ($status, $output) = run_sh($folder, $before{$command});

        is($status, 0, "$command: what comes before") or diag($output);
        ($status, $output) = run_sh($folder,
            $command eq 'serve' ? server_script($local) : $local);
        is($status, 0, $line) or diag($output);
    }
    return;
}

ok(try_page("$root/docs/operating.md") > 8, 'the examples on running a house are many');
ok(try_page("$root/docs/writing.md") > 1, 'the examples on writing are more than one');
for my $path (sort(glob("$root/docs/*.md")), "$root/README.md") {
    try_page($path) unless $path =~ m{/(?:operating|writing)\.md$};
}

my ($status, $output) = run_sh($top, 'praxis --lang en manual man');
is($status, 0, 'the manual is written') or diag($output);
for my $path (sort(glob("$top/man/praxis-*.1"))) {
    my $page = slurp($path);
    my ($command) = $page =~ /^\.Nm praxis\n\.Cm (.*)$/m;

    try_command($command, $page);
}
is(scalar(grep { !-e "$top/man/praxis-" . s/ /-/gr . '.1' } keys %before), 0,
    'and has a page for each command');

# The test sees what is wrong.
is_deeply([map { $_->[0] } blocks("a\n````x\n```\n````\n```y\n```\n")], ['x', 'y'], 'fences nest');
is((run_sh($top, "false\ntrue\n"))[0], 1, 'a failing line fails its block');
like("one two\nthree\n", pattern("one...\nthree\n"), 'three dots match');
unlike("one\nfour\n", pattern("one...\nthree\n"), 'what differs does not');
done_testing();
