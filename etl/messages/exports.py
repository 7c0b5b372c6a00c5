"""What `etl.exports` says."""

from etl.messages.model import Text

ERRORS = {
    "dataset-name": Text(
        fr="« {value} » n'est pas un nom de schéma : lettres minuscules, chiffres et _.",
        en="{value} cannot name a schema: only lowercase letters, digits and _ are accepted.",
        hint_fr="Par exemple sellsy.",
        hint_en="For example sellsy.",
    ),
    "warehouse-nameless": Text(
        fr="L'adresse {value} ne nomme pas de base de données.",
        en="The address {value} names no database.",
        hint_fr="Par exemple duckdb:///crm.duckdb ou postgresql://serveur/base.",
        hint_en="For example duckdb:///crm.duckdb or postgresql://server/database.",
    ),
    "warehouse-refused": Text(
        fr="{path} : la base de données a refusé ou ne répond pas. {said}",
        en="{path}: the database refused or did not answer. {said}",
        hint_fr="Rien n'est perdu : relancez l'export quand la base répond.",
        hint_en="Nothing is lost: run the export again when the database answers.",
    ),
    "column-unknown": Text(
        fr="Colonne inconnue : {column} ({entity:word}).",
        en="Unknown column: {column} ({entity:word}).",
        hint_fr="Colonnes : {accepted}.",
        hint_en="Columns: {accepted}.",
        example={"column": "colour", "accepted": ["name", "email"]},
    ),
}

TEXTS = {
    "dictionary-custom": Text(
        fr="Un champ personnalisé du compte, sous son code ; un montant ou une quantité a une colonne _currency ou _unit à côté.",
        en="A custom field of the account, under its code; an amount or a quantity has a column _currency or _unit beside it.",
    ),
    "dictionary-ids-staff": Text(
        fr="{column} : ID du collaborateur dans Sellsy.",
        en="{column}: the staff member's id in Sellsy.",
    ),
    "dictionary-email-staff": Text(
        fr="{column} : e-mail du collaborateur.",
        en="{column}: the staff member's e-mail address.",
    ),
    "dictionary-name-staff": Text(
        fr="{column} : prénom et nom du collaborateur.",
        en="{column}: the staff member's full name.",
    ),
    "dictionary-ids-other": Text(
        fr="{column} : ID dans Sellsy.",
        en="{column}: id in Sellsy.",
    ),
    "dictionary-name-other": Text(
        fr="{column} : nom dans Sellsy.",
        en="{column}: name in Sellsy.",
    ),
    "note-cut": Text(
        fr="{path} : textes coupés à 32 767 caractères (limite d'une cellule) : {count:n}.",
        en="{path}: texts cut at 32,767 characters (the limit of a cell): {count:n}.",
    ),
    "note-export-cost": Text(
        fr="Fiches à lire : {rows:n} ; {calls:appel|appels} API, {minutes:duration}, {share:percent} des appels restants aujourd'hui.",
        en="Records to read: {rows:n}; {calls:API call|API calls}, {minutes:duration}, {share:percent} of the calls left today.",
    ),
    "note-since-compare": Text(
        fr="{entity:word} : Sellsy ne date pas les modifications ; tout est lu, seules les différences sont écrites.",
        en="{entity:word}: Sellsy does not date changes; everything is read, only differences are written.",
    ),
    "note-since-first": Text(
        fr="{entity:word} : pas d'export précédent ; tout est écrit.",
        en="{entity:word}: no previous export; everything is written.",
    ),
    "note-since-read": Text(
        fr="{entity:word} : Sellsy ne filtre pas par date de modification ; tout est lu, puis trié.",
        en="{entity:word}: Sellsy cannot filter by date of change; everything is read, then filtered.",
    ),
    "sheet-deleted": Text(
        fr="{entity}, suppressions",
        en="{entity} deleted",
    ),
    "note-export-no-v1": Text(
        fr="{entity:word} : droit api-v1 manquant, des colonnes sont vides.",
        en="{entity:word}: the access does not have the scope api-v1, some columns are empty.",
    ),
    "note-export-v1-left": Text(
        fr="{entity:word} : colonnes de l'API v1 illisibles, donc vides, pour {count:fiche|fiches}.",
        en="{entity:word}: columns of API v1 could not be read, so are empty, for {count:record|records}.",
    ),
}
