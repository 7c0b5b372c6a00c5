"""What `etl.runs` says."""

from etl.messages.model import Text

PROBLEMS = {
    "declined": Text(
        fr="Non envoyée : vous avez répondu non.",
        en="Not sent: you answered no.",
        hint_fr="Pour l'envoyer, importez à nouveau le fichier.",
        hint_en="Import the file again to send it.",
    ),
    "trial-undone": Text(
        fr="Non envoyée : l'essai a été annulé.",
        en="Not sent: the trial was undone.",
        hint_fr="Pour l'envoyer, importez à nouveau le fichier.",
        hint_en="Import the file again to send it.",
    ),
    "plan-drifted": Text(
        fr="Non envoyée : {field} a changé depuis le plan (« {then:cell} », puis « {now:cell} »).",
        en='Not sent: {field} changed since the plan ("{then:cell}", now "{now:cell}").',
        hint_fr="Refaites le plan.",
        hint_en="Plan again.",
    ),
    "plan-record": Text(
        fr="Non envoyée : la ligne désigne une autre fiche que lors du plan ({then}, puis {now}).",
        en="Not sent: this row now matches another record ({then}, now {now}).",
        hint_fr="Refaites le plan.",
        hint_en="Plan again.",
    ),
    "plan-writes": Text(
        fr="Non envoyée : adresse, contact ou smart tag modifié depuis le plan.",
        en="Not sent: address, contact or tag changed since the plan.",
        hint_fr="Refaites le plan.",
        hint_en="Plan again.",
    ),
    "plan-needs": Text(
        fr="Non envoyée : la fiche liée a changé depuis le plan.",
        en="Not sent: the linked record changed since the plan.",
        hint_fr="Refaites le plan.",
        hint_en="Plan again.",
    ),
    "plan-waits": Text(
        fr="Non envoyée : la fiche liée sera créée par ce même fichier.",
        en="Not sent: this same file creates the linked record.",
        hint_fr="Appliquez le plan, puis refaites-le.",
        hint_en="Apply the plan, then plan the file again.",
    ),
    "verify-unknown": Text(
        fr="Résultat inconnu : Sellsy n'a pas répondu.",
        en="Result unknown: Sellsy did not answer.",
        hint_fr="Lancez `sellsy-etl runs resume`, puis vérifiez à nouveau.",
        hint_en="Run `sellsy-etl runs resume`, then verify again.",
    ),
    "verify-unread": Text(
        fr="Relecture de la fiche impossible. Détail : {said}.",
        en="The record could not be read: {said}.",
        hint_fr="Vérifiez à nouveau plus tard.",
        hint_en="Verify again later.",
    ),
    "duplicate-in-file": Text(
        fr="Même {key} aux lignes {rows:and}.",
        en="Same {key} in rows {rows:and}.",
        hint_fr="Gardez une seule de ces lignes ; les autres l'écraseraient.",
        hint_en="Keep one of these rows; the others would overwrite it.",
    ),
}

ERRORS = {
    "journal-unbalanced": Text(
        fr="Opération {run} : {read:ligne lue|lignes lues}, mais {settled:n} avec un résultat.",
        en="Run {run}: {read:row|rows} read, but {settled:n} with an outcome.",
        hint_fr="Terminez-la : `sellsy-etl runs resume {run}`. Merci de le signaler, avec la commande lancée.",
        hint_en="Complete it: `sellsy-etl runs resume {run}`. Please report this, with the command you ran.",
        example={"read": "120", "settled": "119"},
    ),
    "plan-foreign": Text(
        fr="{path} n'est pas un plan.",
        en="{path} is not a plan.",
        hint_fr="Donnez le classeur écrit par `sellsy-etl plan FICHIER -o PLAN.xlsx`, avec sa feuille de résumé.",
        hint_en="Give the workbook that `sellsy-etl plan FILE -o PLAN.xlsx` wrote, with its summary sheet.",
    ),
    "plan-edited": Text(
        fr="Lignes modifiées dans le plan {path} ({run}).",
        en="The rows of the plan {path} were edited ({run}).",
        hint_fr="Annulez ces modifications, ou corrigez le fichier d'origine et refaites le plan. Trier est permis.",
        hint_en="Undo the edits, or correct the source file and plan it again. Sorting is allowed.",
    ),
}

TEXTS = {
    "count-skipped": Text(
        fr="ignorées",
        en="skipped",
    ),
    "count-rejected": Text(
        fr="à corriger",
        en="rejected",
    ),
    "count-valid": Text(
        fr="valides",
        en="valid",
    ),
    "note-similar-cut": Text(
        fr="Plus de {most:ligne|lignes} : pour chercher les doublons possibles, ajoutez --find-similar.",
        en="More than {most:row|rows}: to look for possible duplicates, add --find-similar.",
    ),
    "note-unknown-names": Text(
        fr="{column} : {count:valeur inconnue|valeurs inconnues} dans Sellsy. Relisez et complétez, puis collez dans la section columns d'un fichier pour --map : {mapping}",
        en='{column}: {count:value|values} unknown in Sellsy. Check and complete, then paste under "columns:" of a file for --map: {mapping}',
        example={
            "column": "Commercial",
            "count": 1,
            "mapping": '"Commercial": {column: owner, values: {"M. Martin": "Marie Martin"}}',
        },
    ),
    "note-unknown-names-creatable": Text(
        fr="{column} : {count:valeur inconnue|valeurs inconnues} dans Sellsy. Ajoutez --create-missing {kind} ou, relu et complété, collez dans la section columns d'un fichier pour --map : {mapping}",
        en='{column}: {count:value|values} unknown in Sellsy. Add --create-missing {kind} or, checked and completed, paste under "columns:" of a file for --map: {mapping}',
        example={
            "column": "Source",
            "count": 1,
            "kind": "sources",
            "mapping": '"Source": {column: source, values: {"Salon": "Salons"}}',
        },
    ),
    "note-unknown-unfilled": Text(
        fr="{column}\xa0: rien de proche dans Sellsy pour {names}. Leurs lignes restent à corriger tant que vous n'ajoutez pas leur sens sous values.",
        en='{column}: nothing near in Sellsy for {names}. Their rows are rejected until you add their meaning under "values:".',
        example={"column": "Commercial", "names": ['"H. Le Dû"']},
    ),
    "note-unknown-listed": Text(
        fr="{column} : {count:valeur inconnue|valeurs inconnues} dans Sellsy, avec une proche s'il y en a : {names}.",
        en="{column}: {count:value|values} unknown in Sellsy, with a near one where there is one: {names}.",
        example={"column": "Collaborateurs", "count": 1, "names": ["M. Martin → Marie Martin"]},
    ),
    "note-unknown-listed-creatable": Text(
        fr="{column} : {count:valeur inconnue|valeurs inconnues} dans Sellsy, avec une proche s'il y en a : {names}. Pour les créer : --create-missing {kind}.",
        en="{column}: {count:value|values} unknown in Sellsy, with a near one where there is one: {names}. To create them: --create-missing {kind}.",
        example={"column": "Smart tags", "count": 1, "kind": "tags", "names": ["VIPs → VIP"]},
    ),
    "note-similar": Text(
        fr="Doublons possibles : {count:n} (jamais fusionnés) : voir la feuille « Résumé » du rapport.",
        en='Possible duplicates: {count:n} (never merged): see the report\'s sheet "Summary".',
    ),
    "note-similar-page": Text(
        fr="Doublons possibles : {count:n} (jamais fusionnés) : voir la page de l'opération.",
        en="Possible duplicates: {count:n} (never merged): see the page of the run.",
    ),
    "note-currency": Text(
        fr="Montants lus en {currency}, la devise du compte.",
        en="Amounts are read in {currency}, the account's currency.",
    ),
    "note-planned-again": Text(
        fr="D'autres opérations ont écrit depuis {run} : les lignes non envoyées sont rapprochées à nouveau.",
        en="Other runs have written since {run} began: the rows not sent yet are matched again.",
    ),
    "head-record": Text(
        fr="fiche",
        en="record",
    ),
    "head-row": Text(
        fr="ligne",
        en="row",
    ),
    "sheet-changes": Text(
        fr="Changements",
        en="Changes",
    ),
    "summary-minutes": Text(
        fr="Minutes",
        en="Minutes",
    ),
    "summary-share": Text(
        fr="Part des appels du jour",
        en="Share of the day's calls",
    ),
    "summary-seal": Text(
        fr="Empreinte du plan (SHA-256)",
        en="Fingerprint of the plan (SHA-256)",
    ),
    "summary-lines": Text(
        fr="Empreinte des lignes (SHA-256)",
        en="Fingerprint of the lines (SHA-256)",
    ),
    "note-trial-left": Text(
        fr="Arrêt après l'essai de l'import {run} : {done:ligne terminée|lignes terminées}, {left:restante|restantes}. Pour continuer : `sellsy-etl runs resume {run}` ; pour annuler l'essai : `sellsy-etl runs undo {run}`.",
        en="Stopped after the trial of run {run}: {done:row|rows} done, {left:n} left. To go on: `sellsy-etl runs resume {run}`; to undo the trial: `sellsy-etl runs undo {run}`.",
    ),
    "note-left": Text(
        fr="Import {run} interrompu : {read:lue|lues} = {done:terminée|terminées} + {left:restante|restantes}. Pour terminer : `sellsy-etl runs resume {run}`.",
        en="Run {run} was interrupted: {read:row|rows} read = {done:n} done + {left:n} left. To complete it: `sellsy-etl runs resume {run}`.",
    ),
}
