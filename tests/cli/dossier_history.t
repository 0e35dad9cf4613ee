#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The history of the code for general-purpose AI, as the program tells it: every date of the
# Commission's chronology in order and in both languages, rounds, groups and drafters. The lists
# below are what it must say; they are not read from data/.
# shellcheck disable=SC2016 # it is Perl
. "$(dirname "$0")/../lib.sh"

praxis --quiet init
run praxis dossier import "$PX_ROOT"/data/dossiers/*.history.json
succeeds 'the histories come in'

# rows KIND LANGUAGE PERL: a line of what the Perl gives for each entry $e of that kind. A text
# stands there as a string; one that is missing in the language is an error.
rows() {
    praxis dossier show gpai --kind "$1" --json --lang "$2" >shown.json || return 1
    perl -MJSON::PP -e '
        binmode(STDOUT, ":utf8");
        my ($language, $line_of) = @ARGV;
        my $shown = texts(decode_json(do { local $/; <STDIN> }));
        sub texts
        {
            my ($value) = @_;
            return [map { texts($_) } @$value] if ref($value) eq "ARRAY";
            return $value if ref($value) ne "HASH";
            return { map { $_ => texts($value->{$_}) } keys(%$value) } if !exists $value->{text}
                || !exists $value->{language};
            die("in $value->{language}: $value->{text}\n") if $value->{language} ne $language;
            return $value->{text};
        }
        sub when { my ($e) = @_; join("/", $e->{date}, $e->{until} // ()) }
        sub leans { my ($e, $on) = @_; grep { $_->{source} eq $on } @{$e->{sources}} }
        sub figures
        {
            my ($e, $what) = @_;
            join(" ", map { "$_->{relation} $_->{value} ($_->{source})" }
                grep { $_->{what} eq $what } @{$e->{figures}});
        }
        for my $e (@{$shown->{entries}}) {
            my $line = eval($line_of);
            die($@) if $@;
            print("$line\n") if defined $line;
        }' "$2" "$3" <shown.json
}

# ---- The chronology
cat >en.txt <<'EOT'
2024-07-30|Call for participation
2024-07-30|Multi-stakeholder consultation opened
2024-09-18|Extended deadline of the consultation
2024-09-30|Kick-off plenary
2024-12-10|AI Board: state of the Code
2024-12-11|Exchange with the European Parliament
2024-12-19|Second draft
2024-12-19/2025-01-15|Survey on the second draft opened
2025-W03|Working group meetings on the second draft
2025-W04|Provider workshops on the second draft
2025-W04|AI Board subgroup on general-purpose AI, January
2025-01-27|Synthesis plenary on the second draft
2025-W12|Working group meetings on the third draft
2025-W13|Fourth provider workshops
2025-03-24|AI Board subgroup on general-purpose AI, March
2025-03-24|AI Board plenary
2025-03-28|Synthesis plenary on the third draft
2025-07-02|Provider workshop before the closing plenary
2025-07-03|Closing plenary
2025-07-10|Commission receives the final Code
2025-07-24|Template of the training content summary adopted
2025-08-01|Code found adequate
2025-08-01|First signatories listed
2025-08-02|Rules for general-purpose AI models apply
EOT
cat >fr.txt <<'EOT'
2024-07-30|Appel à participation
2024-07-30|Ouverture de la consultation des parties prenantes
2024-09-18|Date limite prolongée de la consultation
2024-09-30|Plénière de lancement
2024-12-10|Comité IA : état d’avancement du code
2024-12-11|Échange de vues avec le Parlement européen
2024-12-19|Deuxième projet
2024-12-19/2025-01-15|Ouverture de l’enquête sur le deuxième projet
2025-W03|Réunions des groupes de travail sur le deuxième projet
2025-W04|Ateliers des fournisseurs sur le deuxième projet
2025-W04|Sous-groupe du Comité IA sur l’IA à usage général, janvier
2025-01-27|Plénière de synthèse sur le deuxième projet
2025-W12|Réunions des groupes de travail sur le troisième projet
2025-W13|Quatrièmes ateliers des fournisseurs
2025-03-24|Sous-groupe du Comité IA sur l’IA à usage général, mars
2025-03-24|Plénière du Comité IA
2025-03-28|Plénière de synthèse sur le troisième projet
2025-07-02|Atelier des fournisseurs avant la plénière de clôture
2025-07-03|Plénière de clôture
2025-07-10|Réception du code final par la Commission
2025-07-24|Adoption du modèle de résumé du contenu utilisé pour l’entraînement
2025-08-01|Code jugé adéquat
2025-08-01|Publication de la première liste de signataires
2025-08-02|Application des règles relatives aux modèles d’IA à usage général
EOT
on_page='leans($e, "commission-chronology") ? when($e) . "|$e->{title}" : undef'
is 'the chronology in English' "$(rows step en "$on_page")" "$(cat en.txt)"
is 'the chronology in French' "$(rows step fr "$on_page")" "$(cat fr.txt)"
is 'all of it was read on the page itself' "$(rows step en '
    (grep { $_->{confidence} ne "primary" } leans($e, "commission-chronology"))
        ? $e->{key} : undef')" ''
is 'what the page says of the process' "$(rows fact en '
    $e->{key} =~ /^page-/ && leans($e, "commission-chronology") ? $e->{title} : undef' | sort)" \
    'How feedback was given
Member States and public bodies
Role of the AI Office
Shape of the process
Template prepared in parallel
What the Code is about
Who took part'

# ---- Rounds
is 'rounds with their windows and numbers' "$(rows round en '
    join("|", when($e), $e->{title}, figures($e, "submissions"))')" \
    '2024-07-30/2024-09-18|Consultation|exactly 427 (draft-3) more-than 430 (commission-chronology)
2024-11-14/2024-11-28|Feedback on the first draft|exactly 354 (draft-3)
2024-12-19/2025-01-15|Feedback on the second draft|exactly 336 (draft-3)
2025-03-11/2025-03-30|Feedback on the third draft|'
like 'what was not published is said' "$(rows round en '$e->{text}')" 'was not published'
like 'in French too' "$(rows round fr '$e->{text}')" 'pas été publié'

# ---- Where sources differ, both stand
is 'answers to the consultation' "$(rows step en '
    $e->{key} eq "consultation-closed" ? figures($e, "submissions") : undef')" \
    'more-than 430 (commission-chronology) exactly 427 (draft-3)'
is 'the third draft has the day of publication' \
    "$(rows step en '$e->{key} eq "draft-3" ? when($e) : undef')" 2025-03-11
like 'and its source says which day it bears' \
    "$(rows step en '$e->{key} eq "draft-3" ? $e->{sources}[0]{note} : undef')" 'dated 10 March'
like 'in French' \
    "$(rows step fr '$e->{key} eq "draft-3" ? $e->{sources}[0]{note} : undef')" 'daté du 10'
is 'the share of providers' "$(rows category en '
    $e->{key} eq "category-providers" ? figures($e, "share-percent") : undef')" \
    'about 4 (euractiv-brief) about 5 (ccianet)'

# ---- Groups and drafters
is 'groups and their names over time' "$(rows group en '
    join("|", $e->{number}, map { "$_->{date} $_->{name}" } @{$e->{names}})')" \
    '1|2024-07-30 Transparency and copyright-related rules
2|2024-07-30 Risk identification and assessment measures|'\
'2025-03-11 Risk assessment for systemic risk
3|2024-07-30 Risk mitigation measures|2025-03-11 Technical risk mitigation for systemic risk
4|2024-07-30 Internal risk management and governance|'\
'2025-03-11 Governance risk mitigation for systemic risk'
is 'in French' "$(rows group fr '$e->{names}[-1]{name}')" \
    "Transparence et règles relatives au droit d’auteur
Évaluation des risques systémiques
Atténuation technique des risques systémiques
Atténuation des risques systémiques par la gouvernance"
is 'thirteen drafters' "$(rows appointment en '
    "$e->{group} $e->{role}" . ($e->{subject} ? " $e->{subject}" : "")' | sort | uniq -c |
    sed 's/^ *//')" \
    '1 group-1 co-chair Copyright
1 group-1 co-chair Transparency
1 group-1 vice-chair Copyright
1 group-1 vice-chair Transparency
1 group-2 chair
2 group-2 vice-chair
1 group-3 chair
2 group-3 vice-chair
1 group-4 chair
2 group-4 vice-chair'
is 'each of them somebody else' "$(rows appointment en '$e->{person}' | sort -u | wc -l)" 13

# ---- The rest
is 'criticism with what a process should offer' "$(rows criticism en '
    $e->{by} && $e->{title} && $e->{answer} ? $e->{key} : undef' | wc -l)" 15
is 'who signed one chapter only' "$(rows signatory en '
    $e->{chapters} && @{$e->{chapters}} ? "$e->{party} $e->{state} @{$e->{chapters}}" : undef')" \
    'xAI signed cps0000000'
is 'who refused' "$(rows signatory en '$e->{state} eq "refused" ? $e->{party} : undef')" Meta
is 'the other code has a history without a text' \
    "$(praxis dossier show ai-content-marking --kind group --json | grep -c '"number"')" 2
is 'the two forms of the template' "$(praxis dossier show training-summary --kind step --json |
    sed -n 's/.*"version": "\(.*\)".*/\1/p')" '2025-01
2025-07'
done_testing
