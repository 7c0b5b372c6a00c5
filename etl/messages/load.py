"""What `etl.load` says."""

from etl.messages.model import Text

PROBLEMS = {
    "reconcile-waits": Text(
        fr="Fiche liée à vérifier : rien de plus n'a été envoyé.",
        en="The outcome of the linked record is unknown: nothing more was sent.",
        hint_fr="Vérifiez d'abord la fiche liée, puis relancez `sellsy-etl runs resume`.",
        hint_en="Settle that row first, then run `sellsy-etl runs resume` again.",
    ),
    "parent-failed": Text(
        fr="Non envoyée : la fiche liée a été refusée par Sellsy.",
        en="Not sent: Sellsy refused the linked record.",
        hint_fr="Corrigez d'abord cette ligne-là, puis importez celle-ci à nouveau.",
        hint_en="Correct that row first, then import this one again.",
    ),
    "refused": Text(
        fr="Refusée par Sellsy : {said}",
        en="Sellsy refused: {said}",
        hint_fr="Corrigez la cellule et importez la ligne à nouveau.",
        hint_en="Correct the cell and import the row again.",
        example={"said": "email: invalid"},
    ),
    "refused-after": Text(
        fr="Fiche créée (ID {record}), sauf {part} : {said}",
        en="Record created (id {record}), except its {part}: {said}",
        hint_fr="Corrigez la cellule et importez à nouveau la ligne : la fiche sera complétée.",
        hint_en="Correct the cell and import the row again: the record will be completed.",
        example={"said": "postal_code: invalid", "record": "1234"},
    ),
    "refused-update": Text(
        fr="Fiche mise à jour (ID {record}), sauf {part} : {said}",
        en="Record updated (id {record}), except its {part}: {said}",
        hint_fr="Corrigez la cellule et importez à nouveau la ligne : la fiche sera complétée.",
        hint_en="Correct the cell and import the row again: the record will be completed.",
        example={"said": "postal_code: invalid", "record": "1234"},
    ),
    "refused-part": Text(
        fr="Fiche inchangée (ID {record}). Refusé par Sellsy ({part}) : {said}",
        en="Record unchanged (id {record}). Sellsy refused its {part}: {said}",
        hint_fr="Corrigez la cellule et importez la ligne à nouveau.",
        hint_en="Correct the cell and import the row again.",
        example={"said": "postal_code: invalid", "record": "1234"},
    ),
    "outcome-unknown": Text(
        fr="Sellsy n'a pas répondu. Détail : {said}",
        en="Sellsy did not answer: {said}",
        hint_fr="Importez à nouveau le même fichier, sans risque de doublon.",
        hint_en="Import the same file again: nothing will be created twice.",
        example={"said": "timeout"},
    ),
}
