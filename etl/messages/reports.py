"""What `etl.reports` says."""

from etl.messages.model import Text

ERRORS = {
    "report-suffix": Text(
        fr="{path} : extension {accepted} attendue.",
        en="{path}: a report is a file of type {accepted}.",
        hint_fr="Changez le nom donné à --report : .xlsx pour toutes les lignes, .csv pour les lignes à corriger.",
        hint_en="Change the name given to --report: .xlsx for all rows, .csv for the rejected ones only.",
        example={"path": "r.pdf", "accepted": [".xlsx", ".csv"]},
    ),
    "report-over-source": Text(
        fr="Le rapport {path} remplacerait le fichier lu.",
        en="The report {path} would replace the source file.",
        hint_fr="Choisissez un autre fichier avec --report, ou retirez cette option.",
        hint_en="Choose another file with --report, or leave it out.",
    ),
}

TEXTS = {
    "proof-title": Text(
        fr="Rapport de migration",
        en="Migration report",
    ),
    "proof-verdict": Text(
        fr="Verdict",
        en="Verdict",
    ),
    "proof-fine": Text(
        fr="Tout est compté et conforme dans Sellsy (lignes non importées : {left_out:n}, avec leurs raisons).",
        en="Every row is accounted for and matches Sellsy (rows not imported: {left_out:n}, with their reasons).",
    ),
    "proof-open": Text(
        fr="Reste à traiter : des lignes sont refusées, à vérifier ou différentes dans Sellsy (autres lignes non importées : {left_out:n}, avec leurs raisons).",
        en="Not finished: some rows failed, are unknown or differ in Sellsy (other rows not imported: {left_out:n}, with their reasons).",
    ),
    "proof-pipeline": Text(
        fr="Scénario",
        en="Pipeline",
    ),
    "proof-run": Text(
        fr="Opération",
        en="Run",
    ),
    "proof-started": Text(
        fr="Début",
        en="Started",
    ),
    "proof-finished": Text(
        fr="Fin",
        en="Finished",
    ),
    "proof-command": Text(
        fr="Pour recommencer",
        en="To do it again",
    ),
    "proof-version": Text(
        fr="Programme",
        en="Program",
    ),
    "proof-hash": Text(
        fr="SHA-256 du scénario",
        en="SHA-256 of the pipeline",
    ),
    "proof-moved": Text(
        fr="Montants des opportunités : différence entre avant et après",
        en="Amounts of opportunities: difference between before and after",
    ),
    "proof-entities": Text(
        fr="Lignes",
        en="Rows",
    ),
    "proof-reasons": Text(
        fr="Pourquoi des lignes ne sont pas importées",
        en="Why rows were not imported",
    ),
    "proof-totals": Text(
        fr="Opportunités du compte, avant et après",
        en="Opportunities of the account, before and after",
    ),
    "proof-ids": Text(
        fr="ID de l'ancien logiciel",
        en="Ids of the other system",
    ),
    "proof-inputs": Text(
        fr="Fichiers lus",
        en="Files read",
    ),
    "proof-more-ids": Text(
        fr="de plus dans le classeur",
        en="more in the workbook",
    ),
    "proof-none": Text(
        fr="Aucun.",
        en="None.",
    ),
    "proof-marks": Text(
        fr="Relu dans Sellsy : = conforme, * différent, - supprimé, ! illisible.",
        en="Read back from Sellsy: = as sent, * different, - gone, ! unreadable.",
    ),
    "proof-sheet-summary": Text(
        fr="Résumé",
        en="Summary",
    ),
    "proof-sheet-entities": Text(
        fr="Lignes",
        en="Rows",
    ),
    "proof-sheet-reasons": Text(
        fr="Non importées",
        en="Not imported",
    ),
    "proof-sheet-totals": Text(
        fr="Opportunités",
        en="Opportunities",
    ),
    "proof-sheet-ids": Text(
        fr="ID",
        en="Ids",
    ),
    "proof-sheet-inputs": Text(
        fr="Fichiers",
        en="Files",
    ),
    "proof-head-entity": Text(
        fr="Type de fiche",
        en="Entity",
    ),
    "proof-head-rows": Text(
        fr="Lignes",
        en="Rows",
    ),
    "proof-head-code": Text(
        fr="Code",
        en="Code",
    ),
    "proof-head-example": Text(
        fr="Raison",
        en="Reason",
    ),
    "proof-head-pipeline": Text(
        fr="Pipeline",
        en="Pipeline",
    ),
    "proof-head-status": Text(
        fr="État",
        en="Status",
    ),
    "proof-head-person": Text(
        fr="Personne",
        en="Person",
    ),
    "proof-head-before": Text(
        fr="Avant",
        en="Before",
    ),
    "proof-head-after": Text(
        fr="Après",
        en="After",
    ),
    "proof-head-amount-before": Text(
        fr="Montant avant",
        en="Amount before",
    ),
    "proof-head-amount-after": Text(
        fr="Montant après",
        en="Amount after",
    ),
    "proof-head-difference": Text(
        fr="Différence",
        en="Difference",
    ),
    "proof-head-system": Text(
        fr="Logiciel",
        en="System",
    ),
    "proof-head-kind": Text(
        fr="Type",
        en="Kind",
    ),
    "proof-head-legacy": Text(
        fr="ID d'origine",
        en="Old id",
    ),
    "proof-head-sellsy": Text(
        fr="ID Sellsy",
        en="Sellsy id",
    ),
    "proof-head-step": Text(
        fr="Étape",
        en="Step",
    ),
    "proof-head-file": Text(
        fr="Fichier",
        en="File",
    ),
    "proof-head-sheet": Text(
        fr="Feuille",
        en="Sheet",
    ),
    "proof-head-size": Text(
        fr="Octets",
        en="Bytes",
    ),
    "proof-head-hash": Text(
        fr="SHA-256",
        en="SHA-256",
    ),
    "proof-head-run": Text(
        fr="Opération",
        en="Run",
    ),
    "proof-head-amount": Text(
        fr="Montants des fichiers",
        en="Amounts in the files",
    ),
    "note-report-unwritable": Text(
        fr="Rapport non écrit : {path}. Détail : {said}",
        en="The report was not written at {path}: {said}",
    ),
    "part-main": Text(
        fr="Adresse",
        en="Address",
    ),
    "part-invoicing": Text(
        fr="Adresse de facturation",
        en="Invoicing address",
    ),
    "part-delivery": Text(
        fr="Adresse de livraison",
        en="Delivery address",
    ),
    "part-invoicing_role": Text(
        fr="Sert à la facturation",
        en="Used for invoicing",
    ),
    "part-delivery_role": Text(
        fr="Sert à la livraison",
        en="Used for delivery",
    ),
    "part-address": Text(
        fr="Adresse",
        en="Address",
    ),
    "part-contact": Text(
        fr="Contact",
        en="Contact",
    ),
    "part-record": Text(
        fr="Fiche",
        en="Record",
    ),
    "part-link": Text(
        fr="Lien",
        en="Link",
    ),
    "part-related": Text(
        fr="Fiche liée",
        en="Linked record",
    ),
    "part-third": Text(
        fr="Client",
        en="Client",
    ),
    "part-participants": Text(
        fr="Participants",
        en="Participants",
    ),
    "part-reminders": Text(
        fr="Rappels",
        en="Reminders",
    ),
    "part-assigned_staff_ids": Text(
        fr="Collaborateurs",
        en="Staff",
    ),
    "part-marketing_campaigns_subscriptions": Text(
        fr="Campagnes acceptées",
        en="Campaigns accepted",
    ),
    "page-rows": Text(
        fr="Résultat des lignes",
        en="Results",
    ),
    "page-dry": Text(
        fr="Simulation : rien n'a été écrit dans Sellsy.",
        en="Dry run: nothing was written to Sellsy.",
    ),
    "page-correct": Text(
        fr="Corrigez les lignes à corriger, puis importez à nouveau ce fichier ; elles seules seront lues :",
        en="Correct the rejected rows, then import this file again; only those are read:",
    ),
    "page-unknown": Text(
        fr="Sellsy n'a pas répondu à certaines écritures. Pour les vérifier et terminer :",
        en="Sellsy did not answer some writes. To check them and finish:",
    ),
    "page-problems": Text(
        fr="Problèmes",
        en="Problems",
    ),
    "page-warnings": Text(
        fr="Valeurs réparées",
        en="Repaired values",
    ),
    "page-none": Text(
        fr="Aucun.",
        en="None.",
    ),
    "page-column": Text(
        fr="Colonne",
        en="Column",
    ),
    "page-what": Text(
        fr="Problème, et que faire",
        en="Problem, and what to do",
    ),
    "page-count": Text(
        fr="Lignes",
        en="Rows",
    ),
    "page-examples": Text(
        fr="Exemples",
        en="Examples",
    ),
    "page-row": Text(
        fr="ligne",
        en="row",
    ),
    "page-whole-row": Text(
        fr="(toute la ligne)",
        en="(the whole row)",
    ),
    "page-more": Text(
        fr="autres problèmes : voir le rapport.",
        en="other problems: see the report.",
    ),
    "page-calls": Text(
        fr="Appels à Sellsy",
        en="Calls to Sellsy",
    ),
    "page-made": Text(
        fr="appels",
        en="calls",
    ),
    "page-mean": Text(
        fr="par réponse, en moyenne",
        en="per answer on average",
    ),
    "page-waits": Text(
        fr="retardés par le quota (429)",
        en="delayed by the quota (429)",
    ),
    "page-lost": Text(
        fr="sans réponse",
        en="without an answer",
    ),
    "page-day-left": Text(
        fr="appels restants aujourd'hui",
        en="calls left today",
    ),
    "page-pace": Text(
        fr="Appels par seconde, pendant l'opération",
        en="Calls per second, during the run",
    ),
    "page-pace-about": Text(
        fr="Chaque barre :",
        en="Each bar:",
    ),
    "page-pace-limit": Text(
        fr="quota du compte :",
        en="quota of the account:",
    ),
    "page-slowest": Text(
        fr="Les appels les plus lents",
        en="The slowest calls",
    ),
    "page-no-answer": Text(
        fr="sans réponse",
        en="no answer",
    ),
    "page-after": Text(
        fr="envoyé à",
        en="sent at",
    ),
    "page-settings": Text(
        fr="Réglages de l'opération",
        en="Settings of the run",
    ),
    "page-by": Text(
        fr="Écrit par",
        en="Written by",
    ),
    "kind-plan": Text(
        fr="plan",
        en="plan",
    ),
    "kind-apply": Text(
        fr="application",
        en="apply",
    ),
    "kind-retry": Text(
        fr="reprise",
        en="retry",
    ),
    "kind-undo": Text(
        fr="annulation",
        en="undo",
    ),
    "kind-pipeline": Text(
        fr="scénario",
        en="pipeline",
    ),
    "kind-export": Text(
        fr="export",
        en="export",
    ),
    "kind-call": Text(
        fr="appel",
        en="call",
    ),
    "head-kind": Text(
        fr="type",
        en="kind",
    ),
    "kind-import": Text(
        fr="import",
        en="import",
    ),
    "kind-dry-run": Text(
        fr="simulation",
        en="dry run",
    ),
    "kind-delete": Text(
        fr="suppression",
        en="deletion",
    ),
    "summary-keys": Text(
        fr="Clés de rapprochement",
        en="Match keys",
    ),
    "summary-batch": Text(
        fr="Écritures par requête",
        en="Writes per request",
    ),
    "summary-missing": Text(
        fr="Noms créés s'ils manquent",
        en="Names created when missing",
    ),
    "summary-mapping": Text(
        fr="Correspondance des colonnes",
        en="Column mapping",
    ),
    "summary-ignored": Text(
        fr="Colonnes ignorées",
        en="Ignored columns",
    ),
    "summary-profile": Text(
        fr="Profil de connexion",
        en="Profile",
    ),
    "summary-country": Text(
        fr="Pays par défaut",
        en="Default country",
    ),
    "summary-currency": Text(
        fr="Devise",
        en="Currency",
    ),
    "summary-dates": Text(
        fr="Ordre des dates",
        en="Order of dates",
    ),
    "summary-clear": Text(
        fr="Mot qui vide un champ",
        en="Word that clears a field",
    ),
    "sheet-summary": Text(
        fr="Résumé",
        en="Summary",
    ),
    "sheet-similar": Text(
        fr="Doublons possibles",
        en="Possible duplicates",
    ),
    "head-similar-row": Text(
        fr="ligne du doublon",
        en="duplicate's row",
    ),
    "head-similar-id": Text(
        fr="ID Sellsy",
        en="Sellsy id",
    ),
    "head-similar-name": Text(
        fr="nom du doublon",
        en="duplicate's name",
    ),
    "head-reasons": Text(
        fr="en commun",
        en="in common",
    ),
    "head-score": Text(
        fr="ressemblance",
        en="similarity",
    ),
    "similar-name": Text(
        fr="nom",
        en="name",
    ),
    "sheet-ignored": Text(
        fr="Colonnes ignorées",
        en="Ignored columns",
    ),
    "head-id": Text(
        fr="ID Sellsy",
        en="Sellsy id",
    ),
    "head-problem": Text(
        fr="problème",
        en="problem",
    ),
    "head-fix": Text(
        fr="que faire",
        en="what to do",
    ),
    "head-reason": Text(
        fr="raison",
        en="reason",
    ),
    "head-correction": Text(
        fr="correction",
        en="fix",
    ),
    "head-ignored": Text(
        fr="Colonne ignorée",
        en="Ignored column",
    ),
    "head-nearest": Text(
        fr="Colonne la plus proche",
        en="Nearest column",
    ),
    "count-read": Text(
        fr="lues",
        en="read",
    ),
    "summary-file": Text(
        fr="Fichier",
        en="File",
    ),
    "summary-detected": Text(
        fr="Lu comme",
        en="Read as",
    ),
    "summary-entity": Text(
        fr="Type de fiche",
        en="Entity",
    ),
    "summary-run": Text(
        fr="Opération",
        en="Run",
    ),
    "summary-calls": Text(
        fr="Appels API",
        en="API calls",
    ),
    "summary-seconds": Text(
        fr="Durée (s)",
        en="Duration (s)",
    ),
    "summary-mode": Text(
        fr="Mode",
        en="Mode",
    ),
    "head-profile": Text(
        fr="profil de connexion",
        en="profile",
    ),
    "head-name": Text(
        fr="nom",
        en="name",
    ),
    "head-address": Text(
        fr="adresse",
        en="address",
    ),
    "word-yes": Text(
        fr="oui",
        en="yes",
    ),
    "word-no": Text(
        fr="non",
        en="no",
    ),
    "head-column": Text(
        fr="colonne",
        en="column",
    ),
    "head-value": Text(
        fr="valeur",
        en="value",
    ),
    "head-run": Text(
        fr="opération",
        en="run",
    ),
    "head-entity": Text(
        fr="type de fiche",
        en="entity",
    ),
    "head-status": Text(
        fr="état",
        en="status",
    ),
    "head-started": Text(
        fr="début",
        en="started",
    ),
    "head-file": Text(
        fr="fichier",
        en="file",
    ),
    "sheet-plan": Text(
        fr="Plan",
        en="Plan",
    ),
    "sheet-left-out": Text(
        fr="Non envoyées",
        en="Not sent",
    ),
    "head-old": Text(
        fr="ancien",
        en="old",
    ),
    "head-new": Text(
        fr="nouveau",
        en="new",
    ),
    "head-examples": Text(
        fr="exemples",
        en="examples",
    ),
}
