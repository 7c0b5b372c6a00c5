"""What `etl.matching` says."""

from etl.messages.model import Text

PROBLEMS = {
    "parent-by-name": Text(
        fr="{reason}, et l'ID d'origine {value} est inconnu dans ce compte.",
        en="{reason}, and the old id {value} is unknown in this account.",
        hint_fr="Importez d'abord le fichier qui contient cet ID, ou corrigez l'un des deux.",
        hint_en="Import the file that contains this id first, or correct one of the two.",
        example={"value": "HS-42"},
    ),
    "parent-other-id": Text(
        fr="{record} a l'ID d'origine {ids}, pas {value}.",
        en="{record} has the old id {ids}, not {value}.",
        hint_fr="Corrigez le nom ou l'ID d'origine, ou importez d'abord la ligne de cet ID.",
        hint_en="Correct the name or the old id, or import the row of this id first.",
        example={"value": "HS-42", "ids": ["HS-17"]},
    ),
    "parent-ids-differ": Text(
        fr="Ce fichier donne plusieurs ID d'origine à {record} : {value}, {ids}.",
        en="This file gives {record} several old ids: {value}, {ids}.",
        hint_fr="Importez d'abord le fichier qui contient ces ID, ou corrigez celui qui est faux.",
        hint_en="Import the file that contains these ids first, or correct the wrong one.",
        example={"value": "HS-42", "ids": ["HS-17"]},
    ),
    "link-not-its": Text(
        fr="La ligne est liée à {record}, dont « {column} » n'est pas « {value} » ; cette fiche n'est pas modifiée.",
        en="The row is linked to {record}, whose {column} is not {value}; nothing is changed there.",
        hint_fr="Pour une autre fiche, corrigez l'ID ou la clé ; pour modifier celle-ci, importez-la dans son propre fichier.",
        hint_en="To link another record, correct the id or the key; to change this one, import it in a file of its own.",
    ),
    "link-left-out": Text(
        fr="Aucun contact ne correspond à « {value} » : la ligne est importée sans ce lien.",
        en='No contact matches "{value}": the row is imported without this link.',
        hint_fr="Importez ce contact, puis ce fichier à nouveau : le lien sera créé.",
        hint_en="Import this contact, then this file again: the link will be created.",
        example={"value": "Hélène Rousseau"},
    ),
    "parent-deleted": Text(
        fr="La fiche liée {value} a été supprimée dans Sellsy (c'était {record}).",
        en="The linked record {value} was deleted in Sellsy (it was {record}).",
        hint_fr="Videz la cellule, ou réimportez cette fiche avec --recreate-deleted.",
        hint_en="Empty the cell, or import that record again with --recreate-deleted.",
        example={"value": "HS-42"},
    ),
    "role-taken": Text(
        fr="Le contact de la ligne {first} a déjà ce rôle pour la société : lié sans ce rôle.",
        en="The contact of row {first} already has this role for the company: linked without it.",
        hint_fr="Rien à faire, ou laissez le rôle à un seul contact.",
        hint_en="Nothing to do, or leave the role to one contact.",
        example={"first": 12},
    ),
    "links-several": Text(
        fr="Plusieurs fiches liées ({columns}) ; Sellsy n'en accepte qu'une.",
        en="Linked to several records ({columns}); keep one.",
        hint_fr="Gardez l'une de ces cellules et videz les autres.",
        hint_en="Keep one of these cells and empty the others.",
        example={"columns": ["ID client", "ID contact"]},
    ),
    "match-several": Text(
        fr="Plusieurs fiches ont ce même {key} : {records}.",
        en="Several records have this {key}: {records}.",
        hint_fr="Écrivez l'ID Sellsy de la bonne fiche dans la colonne ID, ou fusionnez-les dans Sellsy.",
        hint_en="Put the Sellsy id of the right one in the id column, or merge them in Sellsy.",
    ),
    "match-doubtful": Text(
        fr="Même {key} que {records}, rien d'autre ne le confirme.",
        en="Same {key} as {records}, but nothing else confirms it.",
        hint_fr="Même fiche : écrivez son ID Sellsy, ou ajoutez --match {match} ou --on-doubt update ; sinon, --on-doubt create.",
        hint_en="If it is the same record, write its Sellsy id, or add --match {match} or --on-doubt update; if not, --on-doubt create.",
        example={"key": "name", "match": "name"},
    ),
    "match-doubtful-kind": Text(
        fr="{records} : {held} dans Sellsy, {wanted} ici ; même {key}, rien d'autre ne le confirme.",
        en="{records}: {held} in Sellsy, {wanted} here; same {key}, but nothing else confirms it.",
        hint_fr="Même fiche : écrivez son ID Sellsy, et {held} dans « Client, prospect ou fournisseur » ; sinon, --on-doubt create.",
        hint_en='If it is the same record, write its Sellsy id, and {held} in the column "Type"; if not, --on-doubt create.',
        example={"key": "name", "held": "prospect", "wanted": "client"},
    ),
    "match-contradicts": Text(
        fr="Les clés de cette ligne désignent plusieurs fiches : {records}.",
        en="The keys of this row are those of different records: {records}.",
        hint_fr="Corrigez la clé fausse, ou fusionnez les fiches dans Sellsy.",
        hint_en="Correct the key that is wrong, or merge the records in Sellsy.",
    ),
    "match-no-key": Text(
        fr="Aucune clé de rapprochement choisie n'est remplie.",
        en="None of the chosen match keys is filled in.",
        hint_fr="Remplissez-en une, retirez --match, ou ajoutez --mode create.",
        hint_en="Fill in one of them, remove --match, or add --mode create.",
    ),
    "match-archived": Text(
        fr="{record} : fiche archivée dans Sellsy.",
        en="{record} is archived in Sellsy.",
        hint_fr="Rien à faire si c'est voulu ; sinon, désarchivez-la.",
        hint_en="Nothing to do if that is intended; otherwise take it out of the archives.",
    ),
    "match-beside": Text(
        fr="Nouvelle fiche, malgré {record} : même nom ou même clé, mais la ligne en désigne une autre.",
        en="New record, although {record} has the same name or key: the row points to another record.",
        hint_fr="Si c'est la même : `runs undo`, puis écrivez son ID Sellsy et réimportez.",
        hint_en="If they are the same: `runs undo`, then write its Sellsy id and import again.",
    ),
    "link-doubtful": Text(
        fr="Fiche liée : même {key} que {records}, rien d'autre ne le confirme.",
        en="Linked record: same {key} as {records}, but nothing else confirms it.",
        hint_fr="Écrivez son ID Sellsy, ou corrigez le champ {key}.",
        hint_en="Write its Sellsy id, or correct the {key}.",
    ),
    "match-id-unknown": Text(
        fr="L'ID {value} n'existe pas dans Sellsy.",
        en="There is no id {value} in Sellsy.",
        hint_fr="Corrigez l'ID, ou videz la cellule pour créer la fiche.",
        hint_en="Correct the id, or empty the cell to create the record.",
        example={"value": "987654"},
    ),
    "roles-several": Text(
        fr="{column} : la ligne cite plusieurs sociétés, sans préciser laquelle.",
        en="{column}: the row lists several companies, without saying which.",
        hint_fr="Nommez cette société dans la colonne de son nom ou de son ID, les autres dans la liste.",
        hint_en="Name that company in the column of its name or id, the others in the list.",
    ),
    "found-as-created": Text(
        fr="Cette ligne serait prise pour la fiche que crée la ligne {first}.",
        en="This row would be taken for the record that row {first} creates.",
        hint_fr="Gardez une seule des deux lignes ; pour deux fiches, ajoutez ce qui les distingue (e-mail, référence, société).",
        hint_en="Keep one of the two rows; for two records, add what tells them apart (e-mail, reference, company).",
    ),
    "link-unknown": Text(
        fr="Aucune fiche ({target}) ne correspond à « {value} ».",
        en='No {target} matches "{value}".',
        hint_fr="Importez-la d'abord, ou corrigez la cellule.",
        hint_en="Import it first, or correct the cell.",
        example={"value": "SIRET 73282932000074"},
    ),
    "legacy-deleted": Text(
        fr="{value} : fiche supprimée dans Sellsy (c'était {record}).",
        en="{value} was deleted in Sellsy (it was {record}).",
        hint_fr="Rien n'a été envoyé. Pour la recréer : --recreate-deleted.",
        hint_en="Nothing was sent. To create it again: --recreate-deleted.",
        example={"value": "HS-42"},
    ),
    "legacy-recreated": Text(
        fr="{value} : fiche supprimée dans Sellsy (c'était {record}), remplacée par une nouvelle.",
        en="{value} was deleted in Sellsy (it was {record}): a new record replaces it.",
        hint_fr="Rien à faire.",
        hint_en="Nothing to do.",
        example={"value": "HS-42"},
    ),
    "match-id-other-kind": Text(
        fr="L'ID {value} existe : {record}, {held} dans Sellsy, {wanted} ici.",
        en="The id {value} exists: {record}, {held} in Sellsy, {wanted} here.",
        hint_fr="Écrivez « {held} » dans une colonne « Société ou particulier », ou corrigez l'ID.",
        hint_en='Write "{held}" in a column "Client type", or correct the id.',
        example={"value": "1009", "held": "individual", "wanted": "company"},
    ),
    "same-record": Text(
        fr="Même fiche qu'en ligne {first} : {record}.",
        en="Same record as row {first}: {record}.",
        hint_fr="Gardez une seule des deux lignes.",
        hint_en="Keep one of the two rows.",
    ),
    "same-creation": Text(
        fr="Même fiche qu'en ligne {first} : même {key}, même fiche liée.",
        en="Same record as row {first}: same {key}, same linked record.",
        hint_fr="Gardez une seule des deux lignes.",
        hint_en="Keep one of the two rows.",
        example={"key": "name"},
    ),
    "found-otherwise": Text(
        fr="Une fois écrite, cette ligne ne se distinguerait plus de : {records}.",
        en="Once written, this row could no longer be distinguished from: {records}.",
        hint_fr="Ajoutez ce qui la distingue (ID, référence, SIRET, e-mail), ou corrigez la fiche qui lui ressemble.",
        hint_en="Add what tells it apart (id, reference, SIRET, e-mail), or correct the record that resembles it.",
    ),
    "told-apart-no-more": Text(
        fr="Une fois cette ligne écrite, la ligne {first} ne s'en distinguerait plus.",
        en="Once this row is written, row {first} could no longer be distinguished from it.",
        hint_fr="Gardez une seule des deux lignes ; pour deux fiches, ajoutez aux deux ce qui les distingue (e-mail, référence, SIRET).",
        hint_en="Keep one of the two rows; for two records, add to both what tells them apart (e-mail, reference, SIRET).",
    ),
}

ERRORS = {
    "match-key-unknown": Text(
        fr="--match : « {key:code} » n'est pas une clé de rapprochement ({entity:word}).",
        en='--match: "{key:code}" is not a match key ({entity:word}).',
        hint_fr="Choisissez parmi : {accepted}.",
        hint_en="Choose one of: {accepted}.",
        example={"key": "iban", "accepted": ["id", "siret", "email", "name"]},
    ),
    "match-key-absent": Text(
        fr="--match {key:code} : colonne absente du fichier.",
        en="--match {key:code}: the file does not have this column.",
        hint_fr="Choisissez une clé présente dans le fichier : {accepted}.",
        hint_en="Choose a key that the file has: {accepted}.",
        example={"accepted": ["email", "name"]},
    ),
}

TEXTS = {
    "similar-phone": Text(
        fr="téléphone",
        en="phone",
    ),
    "similar-reference": Text(
        fr="référence",
        en="reference",
    ),
    "similar-domain": Text(
        fr="domaine e-mail",
        en="e-mail domain",
    ),
    "called": Text(
        fr="HTTP {status}",
        en="HTTP {status}",
    ),
    "note-match-cost": Text(
        fr="Rapprochement avec les fiches de Sellsy ({records:n})\xa0: {calls:appel|appels} API, {minutes:duration}.",
        en="Matching with the records of Sellsy ({records:n}): {calls:API call|API calls}, {minutes:duration}.",
    ),
}
