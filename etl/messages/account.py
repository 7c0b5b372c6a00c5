"""What `etl.account` says."""

from etl.messages.model import Text

PROBLEMS = {
    "lookup-unknown": Text(
        fr="« {value} » n'existe pas dans Sellsy.",
        en='"{value}" does not exist in Sellsy.',
        hint_fr="Choisissez parmi : {accepted}.",
        hint_en="Choose one of: {accepted}.",
        example={"value": "Devis envoyer", "accepted": ["Devis envoyé", "Relance"]},
    ),
    "step-unknown": Text(
        fr="« {value} » n'est pas une étape du pipeline.",
        en='"{value}" is not a step of the sales pipeline.',
        hint_fr="Choisissez parmi : {accepted}. Ou écrivez dans la correspondance des colonnes (values:) l'étape que ce mot désigne.",
        hint_en="Choose one of: {accepted}. Or write in the mapping (values:) which step this word means.",
        example={"value": "Closed Won", "accepted": ["Devis envoyé", "Signature"]},
    ),
    "lookup-several": Text(
        fr="Plusieurs choix se nomment « {value} » : {found}.",
        en='Several have the name "{value}": {found}.',
        hint_fr="Précisez : l'e-mail pour une personne, le pipeline pour une étape.",
        hint_en="Use what tells them apart: the e-mail of a person, the pipeline of a step.",
        example={"value": "Marie Martin", "found": ["m.martin@example.com", "marie@example.com"]},
    ),
    "custom-value": Text(
        fr="« {value} » : valeur refusée par ce champ personnalisé.",
        en='"{value}" is not a value of this custom field.',
        hint_fr="Écrivez-le ainsi : {accepted}.",
        hint_en="Write it as: {accepted}.",
        example={"value": "Bleu ciel", "accepted": ["Bleu", "Vert"]},
    ),
    "custom-mandatory": Text(
        fr="Champ personnalisé obligatoire dans Sellsy : impossible à vider.",
        en="This custom field is mandatory in Sellsy: it cannot be emptied.",
        hint_fr="Remplissez la cellule.",
        hint_en="Fill in the cell.",
    ),
    "custom-too-few": Text(
        fr="{length:valeur|valeurs} ; ce champ personnalisé en exige au moins {limit:n}.",
        en="{length:value|values}; this custom field requires at least {limit:n}.",
        hint_fr="Complétez la cellule, ou videz-la.",
        hint_en="Complete the cell, or empty it.",
        example={"length": 1, "limit": 2},
    ),
    "custom-too-many": Text(
        fr="{length:valeur|valeurs} ; ce champ personnalisé en accepte {limit:n} au plus.",
        en="{length:value|values}; this custom field accepts {limit:n} at most.",
        hint_fr="Retirez des valeurs.",
        hint_en="Remove values.",
        example={"length": 3, "limit": 2},
    ),
    "custom-too-early": Text(
        fr="« {value} » : trop tôt, ce champ personnalisé commence à {limit:date}.",
        en='"{value}" is too early: this custom field begins at {limit:date}.',
        hint_fr="Corrigez la cellule.",
        hint_en="Correct the cell.",
        example={"value": "2019-12-31", "limit": "2020-01-01"},
    ),
    "custom-too-late": Text(
        fr="« {value} » : trop tard, ce champ personnalisé s'arrête à {limit:date}.",
        en='"{value}" is too late: this custom field ends at {limit:date}.',
        hint_fr="Corrigez la cellule.",
        hint_en="Correct the cell.",
        example={"value": "18:30", "limit": "18:00"},
    ),
}

ERRORS = {
    "scan-incomplete": Text(
        fr="{path} : Sellsy annonce {total:fiche|fiches} et en a donné {found:n}. Rien n'a été écrit.",
        en="{path}: Sellsy announces {total:record|records} and gave {found:n}. Nothing was written.",
        hint_fr="Relancez l'export ; si cela se répète, limitez-le avec --where.",
        hint_en="Run the export again; if it happens again, narrow it with --where.",
    ),
    "since-unknown": Text(
        fr="Sellsy ne date pas les modifications ({entity:word}) : tri par date impossible.",
        en="Sellsy does not date changes ({entity:word}): filtering by date is impossible.",
        hint_fr="Utilisez --since last (comparaison avec l'export précédent), ou --where created=2026-11-01..",
        hint_en="Use --since last (compared with the previous export), or --where created=2026-11-01..",
    ),
    "condition-shape": Text(
        fr="« {said} » n'est pas de la forme NOM=VALEUR.",
        en='"{said}" is not NAME=VALUE.',
        hint_fr="Conditions : {accepted}.",
        hint_en="Conditions: {accepted}.",
        example={"said": "created", "accepted": ["created", "name", "email"]},
    ),
    "filter-unknown": Text(
        fr="Condition inconnue : {name} ({entity:word}).",
        en="Unknown condition: {name} ({entity:word}).",
        hint_fr="Conditions : {accepted}.",
        hint_en="Conditions: {accepted}.",
        example={"name": "colour", "accepted": ["created", "name", "email"]},
    ),
    "filter-value": Text(
        fr="{name} : valeur « {value} » refusée.",
        en='{name}: "{value}" is not accepted.',
        hint_fr="Valeurs acceptées : {accepted}.",
        hint_en="Accepted: {accepted}.",
        example={"name": "created", "value": "hier", "accepted": ["2026-01-01", "2026-01-01..2026-06-30"]},
    ),
    "order-unknown": Text(
        fr="Tri impossible par {order}.",
        en="Records cannot be sorted by {order}.",
        hint_fr="Tris possibles : {accepted}.",
        hint_en="Accepted: {accepted}.",
        example={"accepted": ["created", "name"]},
    ),
    "custom-field-unknown": Text(
        fr="Aucun champ personnalisé pour la colonne « {header} ».",
        en='No custom field for the column "{header}".',
        hint_fr="Champs personnalisés : {accepted}.",
        hint_en="Custom fields: {accepted}.",
        example={"header": "cf:secteur", "accepted": ["cf:secteur-activite"]},
    ),
    "custom-field-several": Text(
        fr="Plusieurs champs personnalisés pour la colonne « {header} » : {found}.",
        en='Several custom fields for the column "{header}": {found}.',
        hint_fr="Écrivez le code : cf:CODE.",
        hint_en="Use the code: cf:CODE.",
        example={"header": "cf:secteur", "found": ["cf:secteur-1", "cf:secteur-2"]},
    ),
    "custom-field-kind": Text(
        fr="Le champ personnalisé de la colonne « {header} » est d'un type que cette version ne connaît pas : {said}.",
        en='The custom field of the column "{header}" is of a kind that this version does not know: {said}.',
        hint_fr="Retirez la colonne du fichier et remplissez le champ dans Sellsy.",
        hint_en="Take the column out of the file and fill the field in Sellsy.",
        example={"header": "cf:signature", "said": "signature"},
    ),
}
