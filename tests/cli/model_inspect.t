#!/usr/bin/perl
# SPDX-License-Identifier: EUPL-1.2
# praxis model inspect: what people and programs are told of a model's files.
use strict;
use warnings;
use Cwd qw(abs_path);
use Digest::SHA qw(sha256_hex);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use JSON::PP qw(decode_json);
use Test::More;

my $root = $ENV{PX_ROOT} // dirname(dirname(dirname(abs_path($0))));
my $praxis = $ENV{PRAXIS} // "$root/build/test/src/cli/praxis";
my $top = tempdir(CLEANUP => 1);

$ENV{ASAN_OPTIONS} //= 'detect_leaks=1:exitcode=99';
$ENV{LC_ALL} = 'C.UTF-8';
delete @ENV{qw(PRAXIS_HOUSE LANGUAGE)};
chdir($top) or die "$top: $!\n";

sub spew
{
    my ($path, $bytes) = @_;

    open(my $out, '>:raw', $path) or die "$path: $!\n";
    print $out $bytes;
    close($out);
}

# Runs the program; returns status, standard output, standard error.
sub run
{
    my @words = map { "'$_'" } @_;
    my $out = qx('$praxis' @words 2>errors </dev/null);
    my $status = $? >> 8;

    open(my $in, '<', 'errors') or die;
    local $/;
    return ($status, $out, <$in> // '');
}

sub json
{
    my ($status, $out, $errors) = run('--json', 'model', 'inspect', @_);

    is($status, 0, "@_ is read") or diag($errors);
    return $status == 0 ? decode_json($out) : {};
}

# Safetensors of tensors [name, type, bytes of an element, shape].
sub safetensors
{
    my ($at, @items) = (0);

    for my $tensor (@_) {
        my ($name, $type, $bytes, @shape) = @$tensor;
        my $end = $at + $bytes;
        $end = $at + ($end - $at) * $_ for @shape;
        push(@items, sprintf('"%s":{"dtype":"%s","shape":[%s],"data_offsets":[%d,%d]}',
            $name, $type, join(',', @shape), $at, $end));
        $at = $end;
    }
    my $head = '{' . join(',', @items) . '}';
    return pack('Q<', length($head)) . $head . "\0" x $at;
}

# ---- A mixture of experts beside its configuration

my $layer = 'model.layers.0.';
my $weights = safetensors(
    ['model.embed_tokens.weight', 'BF16', 2, 100, 8],
    ["${layer}self_attn.q_proj.weight", 'BF16', 2, 8, 8],
    (map { ["${layer}mlp.experts.$_.up_proj.weight", 'BF16', 2, 10, 8] } 0 .. 3),
    ["${layer}mlp.gate.weight", 'F32', 4, 4, 8],
    ['model.layers.1.mtp_norm.weight', 'F32', 4, 8],
    ['lm_head.weight', 'BF16', 2, 100, 8]);

mkdir('mixture');
spew('mixture/model.safetensors', $weights);
spew('mixture/config.json', <<'END');
{ "architectures": ["OursForCausalLM"], "model_type": "ours", "num_hidden_layers": 1,
  "hidden_size": 8, "num_attention_heads": 2, "vocab_size": 100, "num_experts": 4,
  "num_experts_per_tok": 1, "max_position_embeddings": 2048, "torch_dtype": "bfloat16",
  "vision_config": null }
END
spew('mixture/tokenizer.json', '{"model":{"type":"BPE","vocab":{"a":0,"b":1}}}');

my $model = json('mixture');
is($model->{schema}, 1, 'the schema has its number');
is($model->{format}, 'safetensors', 'format');
is_deeply([@{$model->{parameters}}{qw(basis total active lookup)}], ['weights', 2016, 1776, 800],
    'parameters, of four experts one active');
is($model->{parameters}{parts}{prediction}, 8, 'layers of prediction stand apart');
is($model->{parameters}{parts}{'routed-experts'}, 320, 'parts');
is_deeply([@{$model}{qw(layers hidden_size heads context vocabulary architecture family)}],
    [1, 8, 2, 2048, 100, 'OursForCausalLM', 'ours'], 'what the configuration says');
is_deeply($model->{experts}, { routed => 4, used => 1, shared => undef }, 'experts');
is_deeply([map { "$_->{type} $_->{tensors}" } @{$model->{types}}], ['BF16 7', 'F32 2'], 'types');
is_deeply($model->{tokenizer}, { kind => 'BPE', file => 'tokenizer.json', size => 2, added => 0 },
    'tokenizer');
is_deeply($model->{modalities}{input}, [{ modality => 'text', reason => 'OursForCausalLM' }],
    'modalities with their reasons');
ok(!exists($model->{files}[0]{sha256}), 'no file is hashed unasked');

$model = json('--hash', '--threads', '2', 'mixture');
is_deeply([map { $_->{name} } @{$model->{files}}],
    ['config.json', 'model.safetensors', 'tokenizer.json'], 'files in their order');
is($model->{files}[1]{sha256}, sha256_hex($weights), 'the hash of the weights');

my ($status, $out) = run('model', 'inspect', 'mixture');
is($status, 0, 'as text');
like($out, qr/^parameters +2,016$/m, 'parameters');
like($out, qr/^  active for a token +1,776$/m, 'active ones');
like($out, qr/^experts of a layer +4, a token goes to 1$/m, 'experts in words');
like($out, qr/^input shown +text \(OursForCausalLM\)$/m, 'modalities in words');
like($out, qr/^routed experts +320$/m, 'parts as a table');
is((run('model', 'inspect', 'mixture'))[1], $out, 'twice the same');

# ---- A configuration alone

spew('config.json', <<'END');
{ "architectures": ["MixtralForCausalLM"], "model_type": "mixtral", "hidden_size": 4096,
  "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32,
  "num_key_value_heads": 8, "num_local_experts": 8, "num_experts_per_tok": 2,
  "vocab_size": 32000, "tie_word_embeddings": false }
END
$model = json('config.json');
is_deeply([@{$model->{parameters}}{qw(basis total active)}], ['config', 46702792704, 12879925248],
    'are reckoned exactly');
($status, $out) = run('model', 'inspect', 'config.json');
like($out, qr/^parameters +46\.7 billion \(46,702,792,704\)$/m, 'and rounded for people');
spew('unknown.json', '{ "model_type": "never_seen", "hidden_size": 8 }');
$model = json('unknown.json');
is_deeply([@{$model->{parameters}}{qw(basis total)}, $model->{notes}[0]{note}],
    [undef, undef, 'not-reckoned'], 'what is not known is not guessed');
($status, $out) = run('model', 'inspect', 'unknown.json');
like($out, qr/^parameters +not known$/m, 'and is said to be unknown');

# ---- A pipeline: components in folders, one with weights, one reckoned, some without parameters

mkdir($_) for qw(pipe pipe/transformer pipe/vae pipe/scheduler pipe/tokenizer pipe/unheard);
spew('pipe/transformer/diffusion_pytorch_model.safetensors',
    safetensors(['transformer_blocks.0.attn.to_q.weight', 'F16', 2, 4, 4],
        ['pos_embed.pos_embed', 'F32', 4, 1, 9, 4], ['proj_out.weight', 'F32', 4, 2, 4]));
spew('pipe/transformer/config.json', '{ "_class_name": "OursTransformer2DModel" }');
my $vae = '{ "_class_name": "AutoencoderKL", "block_out_channels": [128, 256, 512, 512],
  "layers_per_block": 2, "latent_channels": 4,
  "down_block_types": [' . join(', ', ('"DownEncoderBlock2D"') x 4) . '],
  "up_block_types": [' . join(', ', ('"UpDecoderBlock2D"') x 4) . '] }';
spew('pipe/vae/config.json', $vae);
spew('pipe/scheduler/scheduler_config.json', '{}');
spew('pipe/tokenizer/vocab.json', '{}');

sub pipeline
{
    my ($more) = @_;

    spew('pipe/model_index.json', '{ "_class_name": "OursPipeline", "requires_safety_checker": true,
  "scheduler": ["diffusers", "S"], "tokenizer": ["transformers", "T"],
  "transformer": ["diffusers", "OursTransformer2DModel"], "vae": ["diffusers", "AutoencoderKL"],
  "feature_extractor": [null, null]' . $more . ' }');
}

pipeline('');
$model = json('--hash', 'pipe');
is_deeply([@{$model}{qw(format architecture)}, $model->{parameters}{basis}],
    ['diffusers', 'OursPipeline', 'config'], 'a pipeline, of which a part is reckoned');
is_deeply([map { "$_->{name} $_->{class} $_->{parameters}{total} $_->{parameters}{basis}" }
    @{$model->{components}}],
    ['transformer OursTransformer2DModel 24 weights', 'vae AutoencoderKL 83653863 config'],
    'each component from its weights, or reckoned');
is_deeply([@{$model->{parameters}}{qw(total active)}], [83653887, undef], 'and their sum');
is_deeply([map { $_->{name} } @{$model->{files}}], ['model_index.json', 'transformer/config.json',
    'transformer/diffusion_pytorch_model.safetensors', 'vae/config.json'], 'all their files');
is($model->{files}[3]{sha256}, sha256_hex($vae), 'with their hashes');
is_deeply($model->{modalities}{output}, [{ modality => 'image', reason => 'AutoencoderKL' }],
    'it makes images');
is(json('pipe/model_index.json')->{parameters}{total}, 83653887, 'named by its index');
($status, $out) = run('model', 'inspect', 'pipe');
like($out, qr/^vae +AutoencoderKL +83,653,863 +reckoned from the configuration/m, 'as a table');
unlike($out, qr/active for a token/, 'tokens are no measure of it');
spew('pipe/unheard/config.json', '{ "_class_name": "NeverSeen" }');
pipeline(', "unheard": ["ours", "NeverSeen"], "gone": ["diffusers", "UNet2DConditionModel"]');
$model = json('pipe');
is($model->{parameters}{total}, undef, 'one component that is not known: no total');
is_deeply({ map { $_->{note} => $_->{arguments}{components} } @{$model->{notes}} },
    { 'components-missing' => 'gone', 'components-unknown' => 'unheard' }, 'both are named');

# ---- The published schemas take what is printed

SKIP: {
    system('/usr/bin/python3', '-c', 'import jsonschema') == 0
        or skip('the schemas: python3-jsonschema is not here', 1);
    for my $case (
        ['model-inspection.json', [qw(--json model inspect --hash mixture)]],
        ['model-inspection.json', [qw(--json model inspect config.json)]],
        ['model-inspection.json', [qw(--json model inspect unknown.json)]],
        ['model-inspection.json', [qw(--json model inspect --hash pipe)]],
        ['compute-estimate.json', [qw(--json model compute --parameters 1e9 --tokens 2e12~5)]],
        ['compute-estimate.json', [qw(--json model compute --from config.json --tokens 1e12
            --context 4096 --accelerator h100-sxm --format bf16 --unit-hours 9000 --energy
            --utilisation 0.4 --known 2026-11-20 --modifies 1e24)]],
        ['compute-estimate.json', [qw(--json model compute --compute 4e25 --modifies unknown
            --systemic-risk)]],
    ) {
        my ($schema, $words) = @$case;
        my ($got, $printed, $errors) = run(@$words);

        is($got, 0, "@$words") or diag($errors);
        spew('result.json', $printed);
        is(system('/usr/bin/python3', '-c', 'import json, jsonschema, sys
schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
jsonschema.validate(json.load(open("result.json")), schema, jsonschema.Draft202012Validator)',
            "$root/data/schemas/$schema"), 0, "... keeps $schema");
    }
}
for my $case ([qw(model inspect --schema)], [qw(--json model compute --schema)]) {
    my ($got, $printed) = run(@$case);

    is($got, 0, "@$case");
    is(decode_json($printed)->{properties}{schema}{const}, 1, '... prints the schema');
}

# ---- GGUF, PyTorch, ONNX

sub gguf_text { return pack('Q</a*', $_[0]) }
my $gguf = 'GGUF' . pack('L<Q<Q<', 3, 1, 2)
    . gguf_text('general.architecture') . pack('L<', 8) . gguf_text('ours')
    . gguf_text('ours.context_length') . pack('L<L<', 4, 512)
    . gguf_text('token_embd.weight') . pack('L<Q<Q<L<Q<', 2, 32, 2, 2, 0);
spew('a.gguf', $gguf . "\0" x (-length($gguf) % 32) . "\0" x 36);
$model = json('a.gguf');
is_deeply([@{$model}{qw(format architecture context)}, $model->{parameters}{total},
    $model->{types}[0]{type}], ['gguf', 'ours', 512, 64, 'Q4_0'], 'GGUF: elements of blocks');

# A zip as torch.save writes it, whose loading would run a command.
sub unicode { return 'X' . pack('L</a*', $_[0]) }
my $pickle = "\x80\x02}(" . unicode('w') . "ctorch._utils\n_rebuild_tensor_v2\n(("
    . unicode('storage') . "ctorch\nFloatStorage\n" . unicode('0') . unicode('cpu')
    . "K\x04tQK\0K\x02K\x02\x86K\x02K\x01\x86\x89}tR" . unicode('x')
    . "cposix\nsystem\n(" . unicode("touch $top/ran") . "tRu.";
my ($zip, $list) = ('', '');
for my $entry (['m/data.pkl', $pickle], ['m/data/0', "\0" x 16]) {
    my ($name, $bytes) = @$entry;
    $list .= "PK\1\2" . "\0" x 16 . pack('L<L<S<x12L<a*', (length $bytes) x 2, length $name,
        length $zip, $name);
    $zip .= "PK\3\4" . "\0" x 22 . pack('S<x2a*a*', length $name, $name, $bytes);
}
spew('a.pt', $zip . $list . "PK\5\6" . "\0" x 6 . pack('S<L<L<x2', 2, length $list, length $zip));
$model = json('a.pt');
is_deeply([$model->{format}, $model->{parameters}{total}], ['pytorch', 4], 'PyTorch: tensors');
is_deeply($model->{notes}, [{ note => 'calls', arguments => { calls => 'posix.system' } }],
    'what it would call is named');
ok(!-e 'ran', 'and was not called');

my $tensor = "\x08\x03\x10\x01" . "\x42\x01w" . "\x4a\x0c" . "\0" x 12;
my $graph = "\x2a" . pack('C/a*', $tensor);
spew('a.onnx', "\x08\x09\x12\x04ours\x3a" . pack('C/a*', $graph));
$model = json('a.onnx');
is_deeply([$model->{format}, $model->{parameters}{total}], ['onnx', 3], 'ONNX: initializers');

# ---- What is wrong

sub refused
{
    my ($what, $exit, $pattern, @words) = @_;
    my ($got, $printed, $errors) = run('model', 'inspect', @words);

    is($got, $exit, "$what: exit status");
    is($printed, '', "$what: nothing is printed");
    like($errors, $pattern, "$what: and why");
    is(() = $errors =~ /\n/g, 1, "$what: in one line");
}

spew('cut.safetensors', substr($weights, 0, 60));
refused('a cut head', 12, qr/'cut\.safetensors'.*longer than the file/, 'cut.safetensors');
spew('short.safetensors', substr($weights, 0, -1));
refused('missing bytes', 12, qr/behind the file/, 'short.safetensors');
spew('cut.gguf', substr($gguf, 0, 100));
refused('a cut GGUF', 12, qr/'cut\.gguf'.*before its time/, 'cut.gguf');
spew('cut.pt', substr($zip, 0, -1));
refused('a cut zip', 12, qr/cut off/, 'cut.pt');
spew('words.txt', "no model at all\n");
refused('another kind of file', 26, qr/safetensors, GGUF, PyTorch, ONNX/, 'words.txt');
refused('a file that is not there', 4, qr/'none'/, 'none');
mkdir('empty');
refused('an empty folder', 4, qr/neither weights nor a config\.json/, 'empty');
mkdir('two');
spew("two/$_.safetensors", $weights) for qw(a b);
refused('two models', 3, qr/'a\.safetensors' and 'b\.safetensors'/, 'two');
refused('no operand', 2, qr/name the folder or file of a model/);
pipeline(', "../mixture": ["diffusers", "UNet2DConditionModel"]');
refused('a component outside', 12, qr/'\.\.\/mixture'/, 'pipe');
mkdir('bare');
spew('bare/model_index.json', '{ "_class_name": "P", "vae": ["diffusers", "AutoencoderKL"] }');
refused('a pipeline without components', 4, qr/fetch the whole folder/, 'bare');
refused('no threads', 2, qr/threads/, '--threads', '0', 'mixture');
done_testing();
