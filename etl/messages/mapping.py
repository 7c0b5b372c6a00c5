"""What `etl.mapping` says."""

from etl.messages.model import Text

PROBLEMS = {
    "cell-json": Text(
        fr="Rien à l'emplacement {path} : la cellule n'est pas du JSON, ou contient plusieurs champs.",
        en="Nothing to take at {path}: the cell is not JSON, or has several fields there.",
        hint_fr="Corrigez la cellule, ou le chemin après json.",
        hint_en="Correct the cell, or the path after json.",
        example={"path": "address.city"},
    ),
    "cell-epoch": Text(
        fr="Ce nombre n'est pas une date en {unit} depuis 1970.",
        en="This number is not a date in {unit} since 1970.",
        hint_fr="Corrigez la cellule, ou changez dates en epoch_ms ou epoch_s.",
        hint_en="Correct the cell, or change dates to epoch_ms or epoch_s.",
        example={"unit": "ms"},
    ),
    "cell-truncated": Text(
        fr="Texte coupé à {limit} caractères sur {length}. Perdu : « {lost} ».",
        en='Text cut at {limit} of {length} characters. Lost: "{lost}".',
        hint_fr="Raccourcissez la cellule, ou augmentez truncate.",
        hint_en="Shorten the cell, or raise truncate.",
        example={"limit": 250, "length": 263, "lost": "à rappeler"},
    ),
}

ERRORS = {
    "headers-ambiguous": Text(
        fr="{path} : plusieurs en-têtes pour {column} : {headers}.",
        en="{path}: several headers for {column}: {headers}.",
        hint_fr="Renommez ou supprimez l'un d'eux, ou précisez avec --map.",
        hint_en="Rename or remove one of them, or choose with --map.",
        example={"headers": ["Nom société", "Raison sociale"], "column": "Nom société"},
    ),
    "entity-unclear": Text(
        fr="{path} : clients, contacts ? Les plus proches : {candidates} (en-têtes ligne {line} : {headers}).",
        en="{path}: clients, contacts? Nearest: {candidates} (headers of line {line}: {headers}).",
        hint_fr='Précisez : --entity {accepted} ; pour vos propres en-têtes : --map "EN-TÊTE=COLONNE".',
        hint_en='Choose: --entity {accepted}; for headers of your own: --map "HEADER=COLUMN".',
    ),
    "mapping-empty": Text(
        fr="{path} est vide.",
        en="{path} is empty.",
        hint_fr="Écrivez des lignes EN-TÊTE: COLONNE, ou lancez `sellsy-etl map FICHIER`.",
        hint_en="Write lines HEADER: COLUMN, or run `sellsy-etl map FILE`.",
    ),
    "mapping-unknown": Text(
        fr="--map : « {said} » n'est pas une correspondance des colonnes.",
        en='--map: "{said}" is not a mapping.',
        hint_fr='Écrivez "EN-TÊTE=COLONNE", un fichier .yaml, ou l\'un de : {accepted}.',
        hint_en='Write "HEADER=COLUMN", a .yaml file, or one of: {accepted}.',
    ),
    "mapping-entities": Text(
        fr="--map : « {said} » concerne un autre type de fiche.",
        en='--map: "{said}" is for another entity.',
        hint_fr="Gardez les correspondances d'un seul type de fiche.",
        hint_en="Give the mappings of one entity.",
    ),
    "mapping-entity": Text(
        fr="{place} : correspondance pour {said}, pas pour {entity:word}.",
        en="{place}: this mapping is for {said}, not for {entity:word}.",
        hint_fr="Choisissez une autre correspondance, ou retirez --entity.",
        hint_en="Choose another mapping, or remove --entity.",
    ),
    "mapping-fit": Text(
        fr="{path} : aucun en-tête connu de la correspondance. En-têtes : {headers}.",
        en="{path}: none of the headers is in the mapping. Headers: {headers}.",
        hint_fr="Choisissez une autre correspondance, ou lancez `sellsy-etl map {path}`.",
        hint_en="Choose another mapping, or run `sellsy-etl map {path}`.",
    ),
    "mapping-unlike": Text(
        fr="{path} : type de fiche à préciser, parmi : {candidates}.",
        en="{path}: which kind of record, of: {candidates}?",
        hint_fr="Ajoutez --entity, ou lancez `sellsy-etl map {path}`.",
        hint_en="Add --entity, or run `sellsy-etl map {path}`.",
    ),
    "mapping-several": Text(
        fr="{path} : plusieurs correspondances possibles : {candidates}.",
        en="{path}: several mappings fit: {candidates}.",
        hint_fr="Précisez avec --entity.",
        hint_en="Choose with --entity.",
    ),
    "mapping-constant": Text(
        fr="{place} : valeur « {value} » refusée ({column}). Détail : {said}.",
        en='{place}: "{value}" is not a value of {column} ({said}).',
        hint_fr="{fix}",
        hint_en="{fix}",
    ),
    "lookup-header": Text(
        fr="{place} : {path} n'a pas la colonne « {header} ». En-têtes : {accepted}.",
        en='{place}: {path} has no column "{header}". Headers: {accepted}.',
        hint_fr="Corrigez from ou to.",
        hint_en="Correct from or to.",
        example={"accepted": ["id", "email"], "header": "mail"},
    ),
    "lookup-twice": Text(
        fr="{place} : {path}, ligne {row} : « {value} » a deux valeurs : {meanings}.",
        en='{place}: {path}, row {row}: "{value}" has two meanings: {meanings}.',
        hint_fr="Gardez une seule ligne pour cette valeur.",
        hint_en="Keep one row for this value.",
        example={"value": "17", "meanings": ["marie@example.com", "paul@example.com"]},
    ),
    "mapping-doubled": Text(
        fr="{place} : {column} est remplie deux fois, par {headers}.",
        en="{place}: {column} is filled twice, by {headers}.",
        hint_fr="Gardez-en un, ou joignez les deux (joins).",
        hint_en="Keep one of them, or join both (joins).",
    ),
    "map-unknown-column": Text(
        fr="{place} : colonne inconnue, « {column} » ({entity:word}).",
        en='{place}: unknown column "{column}" ({entity:word}).',
        hint_fr="Colonnes proches : {accepted}.",
        hint_en="Nearest columns: {accepted}.",
        example={"column": "raison", "accepted": ["Nom société", "Référence"]},
    ),
    "keys-missing": Text(
        fr="{path} : il manque une colonne qui désigne les fiches à supprimer.",
        en="{path}: no column says which records to delete.",
        hint_fr="Ajoutez une de ces colonnes : {accepted}.",
        hint_en="Add one of these columns: {accepted}.",
        example={"path": "doublons.csv", "accepted": ["SIRET", "E-mail"]},
    ),
    "headers-missing": Text(
        fr="{path}, ligne {line} : il manque {missing}. En-têtes : {headers}.",
        en="{path}, line {line}: {missing} missing. Headers: {headers}.",
        hint_fr='Renommez l\'en-tête, ajoutez --map "EN-TÊTE={example}", ou partez de `sellsy-etl template {entity}`.',
        hint_en='Rename the header, add --map "HEADER={example}", or start from `sellsy-etl template {entity}`.',
    ),
    "entity-invoices": Text(
        fr="{path} : ces colonnes sont celles de factures ou de devis, qui ne s'importent pas ici.",
        en="{path}: these columns are those of invoices or estimates, which are not imported here.",
        hint_fr="S'importent : clients, prospects, fournisseurs, contacts, opportunités, tâches, événements, commentaires.",
        hint_en="What is imported: clients, prospects, suppliers, contacts, opportunities, tasks, events, comments.",
        example={"path": "factures.csv"},
    ),
    "map-unknown-header": Text(
        fr="{place} : en-tête « {header} » absent de {path}.",
        en='{place}: {path} has no header "{header}".',
        hint_fr="En-têtes : {headers}.",
        hint_en="Headers: {headers}.",
        example={"header": "Firma"},
    ),
}

TEXTS = {
    "note-entity": Text(
        fr="Contenu reconnu : {entity} ({known} en-têtes sur {of} ; ensuite : {second}).",
        en="Content recognised: {entity} ({known} of {of} headers; next: {second}).",
    ),
    "note-entity-marked": Text(
        fr="Contenu reconnu : {entity} (modèle sellsy-etl).",
        en="Content recognised: {entity} (sellsy-etl template).",
    ),
    "note-entity-mapped": Text(
        fr="Contenu : {entity}, d'après la correspondance des colonnes.",
        en="Content: {entity}, by the mapping.",
    ),
    "note-entity-alike": Text(
        fr="Sans colonne « Client, prospect ou fournisseur », nouvelles fiches : {entity} (sinon : --entity {others}).",
        en="Without a Type column, new records are: {entity} (otherwise: --entity {others}).",
    ),
    "mapping-head": Text(
        fr=(
            "Proposé pour {file} d'après ses en-têtes et ses {rows} premières lignes. Relisez, corrigez, puis :\n"
            "  {again}\n"
            "Une colonne se nomme par son en-tête ou son attribut, ou cf:CODE pour un champ personnalisé. Elle peut porter values\n"
            '(cellule: valeur), dates (dmy, mdy, ymd) et decimal ("," ou ".") ; constants donne une valeur à toutes les lignes,\n'
            "ou aux cellules vides de sa colonne ;\n"
            "joins fait une colonne de plusieurs en-têtes (from, with, first: true) ; splits coupe un en-tête en plusieurs (into, at, rest)."
        ),
        en=(
            "Proposed for {file} by its headers and its first {rows} rows. Read it, correct it, then:\n"
            "  {again}\n"
            "A column is named by its header or attribute, or cf:CODE for a custom field. A column may carry values (cell: value),\n"
            'dates (dmy, mdy, ymd) and decimal ("," or "."); constants give one value to every row, or\n'
            "to the blank cells of their column; joins make one column of\n"
            "several headers (from, with, first: true); splits cut one header into several columns (into, at, rest)."
        ),
    ),
    "mapping-lacking": Text(
        fr="Obligatoire pour créer des fiches et absent du fichier : ajoutez un en-tête plus bas, ou une valeur pour toutes les lignes.",
        en="Needed to create records and missing from the file: give a header above, or one value for every row.",
    ),
    "mapping-choices": Text(
        fr="acceptés : {accepted}",
        en="accepted: {accepted}",
    ),
    "mapping-rows": Text(
        fr="{rows:ligne|lignes}",
        en="{rows:row|rows}",
    ),
    "mapping-known": Text(
        fr="en-tête connu",
        en="known header",
    ),
    "mapping-alike": Text(
        fr="nom proche ou contenu compatible",
        en="similar name or matching content",
    ),
    "mapping-accepted": Text(
        fr="{percent} % de valeurs acceptées",
        en="{percent}% of its values are accepted",
    ),
    "mapping-blank": Text(
        fr="aucune valeur",
        en="no value",
    ),
    "mapping-ignored": Text(
        fr="Non importées. Pour en importer une, déplacez-la sous columns avec le nom de sa colonne.",
        en="Not imported. To import one, move it under columns with the name of its column.",
    ),
    "mapping-refusing": Text(
        fr="Refus et accords de campagnes, lus automatiquement : un refus devient Non, personne n'est inscrit.",
        en="Refusals of campaigns and consents, read automatically: a refusal becomes No, nobody is subscribed.",
    ),
}
