"""What `etl.core` says."""

from etl.messages.model import Text

ERRORS = {
    "rows-nowhere": Text(
        fr="Les lignes de {run} ne se lisent pas d'ici.",
        en="The rows of {run} cannot be read from here.",
        hint_fr="Elles se lisent sur le résultat d'une fonction d'etl, ou avec `sellsy-etl runs show {run}`.",
        hint_en="They are read on the result of a function of etl, or by `sellsy-etl runs show {run}`.",
    ),
    "document-unreadable": Text(
        fr="{path} : lecture impossible. Détail : {said}.",
        en="{path} cannot be read: {said}.",
        hint_fr="Vérifiez le nom et les droits du fichier ; c'est du YAML, enregistré en UTF-8.",
        hint_en="Check the name and the permissions of the file; it is YAML, saved as UTF-8.",
        example={"path": "nightly.yaml"},
    ),
    "document-large": Text(
        fr="{path} dépasse {limit:n} octets.",
        en="{path} is larger than {limit:n} bytes.",
        hint_fr="Vérifiez que c'est le bon fichier.",
        hint_en="Check that it is the right file.",
        example={"path": "nightly.yaml", "limit": 1000000},
    ),
    "document-yaml": Text(
        fr="{path}, ligne {line} : ce n'est pas du YAML ({said}).",
        en="{path}, line {line}: this is not YAML ({said}).",
        hint_fr="Vérifiez guillemets, deux-points et espaces en début de ligne.",
        hint_en="Check quotes, colons and the spaces at the beginning of the line.",
        example={"path": "nightly.yaml"},
    ),
    "document-alias": Text(
        fr="{path}, ligne {line} : alias YAML (*nom) refusé.",
        en="{path}, line {line}: YAML aliases (*name) are not accepted.",
        hint_fr="Écrivez la valeur elle-même.",
        hint_en="Write the value itself.",
        example={"path": "nightly.yaml"},
    ),
    "document-doubled": Text(
        fr="{path}, ligne {line} : « {place} » est déjà en ligne {first}.",
        en='{path}, line {line}: "{place}" is already on line {first}.',
        hint_fr="Gardez-en un.",
        hint_en="Keep one of them.",
        example={"path": "nightly.yaml"},
    ),
    "document-key": Text(
        fr="{path}, ligne {line} : clé inconnue ici, {place}.{others}",
        en="{path}, line {line}: unknown key {place}.{others}",
        hint_fr="Clés acceptées : {accepted}.",
        hint_en="Accepted: {accepted}.",
        example={"path": "nightly.yaml", "accepted": ["entity", "file"], "place": "steps[2].fichier"},
    ),
    "document-missing": Text(
        fr="{path}, ligne {line} : il manque {place}.{others}",
        en="{path}, line {line}: {place} is missing.{others}",
        hint_fr="Ajoutez la clé {accepted}.",
        hint_en="Add the key {accepted}.",
        example={"path": "nightly.yaml", "accepted": ["entity", "file"]},
    ),
    "document-value": Text(
        fr="{path}, ligne {line} : {place}, valeur « {value} » refusée.{others}",
        en='{path}, line {line}: {place}: "{value}" is not accepted.{others}',
        hint_fr="Valeurs acceptées : {accepted}.",
        hint_en="Accepted: {accepted}.",
        example={"path": "nightly.yaml", "value": "facture", "accepted": ["client", "contact"]},
    ),
    "document-top": Text(
        fr="{path} : le fichier ne contient pas de noms suivis de valeurs ({accepted}…).",
        en="{path}: the file has no names with values ({accepted}…).",
        hint_fr="Vérifiez que c'est le bon fichier ; commencez la première ligne par un nom et deux-points.",
        hint_en="Check that it is the right file; begin its first line with a name and a colon.",
        example={"path": "nightly.yaml", "accepted": ["name", "steps"]},
    ),
}

TEXTS = {
    "document-others": Text(
        fr="Autres fautes, lignes : {lines}.",
        en="Other faults on lines: {lines}.",
    ),
    "accepts-mark": Text(
        fr="« {mark} »",
        en='"{mark}"',
    ),
    "accepts-whole": Text(
        fr="un nombre entier, comme 12",
        en="a whole number, such as 12",
    ),
    "accepts-number": Text(
        fr="un nombre, comme 12.5",
        en="a number, such as 12.5",
    ),
    "accepts-yes-no": Text(
        fr="yes ou no",
        en="yes or no",
    ),
    "accepts-least": Text(
        fr="au moins {bound}",
        en="at least {bound}",
    ),
    "accepts-most": Text(
        fr="au plus {bound}",
        en="at most {bound}",
    ),
    "accepts-list": Text(
        fr="une liste",
        en="a list",
    ),
    "accepts-keys": Text(
        fr="des noms suivis de valeurs",
        en="names with values, such as name: value",
    ),
    "accepts-text": Text(
        fr="un texte",
        en="a text",
    ),
}
