"""What `etl.cli` says."""

from etl.messages.model import Text

ERRORS = {
    "list-dry": Text(
        fr="{path} n'a pas de simulation : ses fiches dépendent les unes des autres.",
        en="{path} has no dry run: its records depend on each other.",
        hint_fr="Importez-la sans --dry-run : chaque fichier vous est montré avant d'être écrit.",
        hint_en="Import it without --dry-run: each file is shown to you before it is written.",
    ),
    "output-unwritable": Text(
        fr="Affichage impossible. Détail : {said}.",
        en="The output cannot be written: {said}.",
        hint_fr="Redirigez la sortie. Une opération commencée reste visible : sellsy-etl runs list.",
        hint_en="Redirect the output. A run that had begun stays in the journal: sellsy-etl runs list.",
    ),
    "sign-key-missing": Text(
        fr="Variable d'environnement {name} : clé de signature manquante.",
        en="The environment variable {name} has no sign key.",
        hint_fr="Donnez-lui la clé du webhook, ou retirez --sign-key-env.",
        hint_en="Set it to the key of the webhook, or remove --sign-key-env.",
        example={"name": "SELLSY_SIGN_KEY"},
    ),
    "code-unknown": Text(
        fr="Code inconnu : « {value} ».",
        en='There is no code "{value}".',
        hint_fr="Les plus proches : {accepted}. Pour les voir tous : `sellsy-etl explain`.",
        hint_en="Nearest: {accepted}. To see them all: `sellsy-etl explain`.",
        example={"value": "siret-detruit", "accepted": ["siret-destroyed", "siren-destroyed"]},
    ),
}

TEXTS = {
    "usage-pair": Text(
        fr="« {value} » n'est pas de la forme NOM{mark}VALEUR.",
        en='"{value}" is not NAME{mark}VALUE.',
    ),
    "usage-body": Text(
        fr="{path} : lecture impossible. Détail : {said}.",
        en="{path} cannot be read: {said}.",
    ),
    "usage-set": Text(
        fr="« {value} » n'est pas de la forme NOM=VALEUR.",
        en='"{value}" is not NAME=VALUE.',
    ),
    "usage-client-id": Text(
        fr="Option manquante : --client-id, car la saisie est impossible ici.",
        en="Missing option --client-id: it cannot be asked for here.",
    ),
    "usage-secret": Text(
        fr="Aucun secret sur l'entrée standard.",
        en="No secret on standard input.",
    ),
    "usage-entity": Text(
        fr="Option manquante : --entity, obligatoire pour supprimer.",
        en="Missing option --entity: a deletion requires it.",
    ),
    "usage-delimiter": Text(
        fr="« {value} » n'est pas un seul caractère, ni tab.",
        en='"{value}" is not one character, or tab.',
    ),
    "stage-copy-settings": Text(
        fr="Copie des réglages",
        en="Copying settings",
    ),
    "stage-copy-records": Text(
        fr="Copie des fiches",
        en="Copying records",
    ),
    "schedule-nothing": Text(
        fr="Aucun scénario n'est planifié.",
        en="No pipeline has a schedule.",
    ),
    "schedule-head-name": Text(
        fr="Scénario",
        en="Pipeline",
    ),
    "schedule-head-cron": Text(
        fr="Planification",
        en="Schedule",
    ),
    "schedule-head-next": Text(
        fr="Prochain départ",
        en="Next",
    ),
    "schedule-head-state": Text(
        fr="État",
        en="State",
    ),
    "schedule-head-success": Text(
        fr="Dernier succès",
        en="Last success",
    ),
    "schedule-state-waiting": Text(
        fr="en attente de sa première échéance",
        en="waiting for its first time",
    ),
    "schedule-state-running": Text(
        fr="en cours",
        en="running",
    ),
    "schedule-state-fine": Text(
        fr="réussi",
        en="fine",
    ),
    "schedule-state-rows": Text(
        fr="des lignes à corriger",
        en="rows to correct",
    ),
    "schedule-state-failed": Text(
        fr="échec",
        en="failed",
    ),
    "schedule-state-interrupted": Text(
        fr="interrompu",
        en="interrupted",
    ),
    "schedule-state-killed": Text(
        fr="arrêté brutalement",
        en="killed",
    ),
    "schedule-state-missed": Text(
        fr="échéance manquée",
        en="missed",
    ),
    "schedule-state-overdue": Text(
        fr="en retard",
        en="overdue",
    ),
    "schedule-state-broken": Text(
        fr="scénario illisible",
        en="file is wrong",
    ),
    "schedule-error": Text(
        fr="{name}\xa0: {message}\n  {hint}",
        en="{name}: {message}\n  {hint}",
    ),
    "schedule-head-path": Text(
        fr="Fichier",
        en="File",
    ),
    "run-head-step": Text(
        fr="Étape",
        en="Step",
    ),
    "run-head-ending": Text(
        fr="Résultat",
        en="Result",
    ),
    "run-head-rows": Text(
        fr="Lignes",
        en="Rows",
    ),
    "run-head-calls": Text(
        fr="Appels",
        en="Calls",
    ),
    "run-head-seconds": Text(
        fr="Secondes",
        en="Seconds",
    ),
    "run-ending-done": Text(
        fr="terminée",
        en="done",
    ),
    "run-ending-stopped": Text(
        fr="arrêtée",
        en="stopped",
    ),
    "run-ending-skipped": Text(
        fr="ignorée",
        en="skipped",
    ),
    "run-ending-held": Text(
        fr="bloquée",
        en="blocked",
    ),
    "run-ending-left": Text(
        fr="non commencée",
        en="not started",
    ),
    "init-done": Text(
        fr="{files:fichier écrit|fichiers écrits} dans {folder}. À essayer, sans compte :",
        en="{files:file|files} written in {folder}. To try, without an account:",
    ),
    "run-head-run": Text(
        fr="Opération",
        en="Run",
    ),
    "undo-whole-report": Text(
        fr="un scénario a plusieurs fichiers ; chaque rapport est écrit à côté du sien",
        en="a pipeline has several files; each report is written beside its own",
    ),
    "undo-whole-line": Text(
        fr="Scénario {run} : {calls:appel|appels} API. Le rapport de chaque étape est à côté de son fichier.",
        en="Pipeline {run}: {calls:API call|API calls}. The report of each step is beside its file.",
    ),
    "run-total": Text(
        fr="{title} : opération {run}, {calls:appel|appels} API, {seconds:n} s",
        en="{title}: run {run}, {calls:API call|API calls}, {seconds:n} s",
    ),
    "run-total-dry": Text(
        fr="{title} : simulation {run}, {calls:appel|appels} API, {seconds:n} s. L'import lui-même : environ {billed:appel|appels}.",
        en="{title}: dry run {run}, {calls:API call|API calls}, {seconds:n} s. The run itself: about {billed:API call|API calls}.",
    ),
    "run-total-billed": Text(
        fr="{title} : opération {run}, {calls:appel|appels} API ({billed:annoncé|annoncés}), {seconds:n} s",
        en="{title}: run {run}, {calls:API call|API calls} ({billed:n} announced for the rows), {seconds:n} s",
    ),
    "run-step-bad": Text(
        fr="{step} : {bad:ligne|lignes} à corriger (raisons indiquées) dans {files}",
        en="{step}: {bad:row|rows} to correct (with reasons) in {files}",
    ),
    "run-step-files": Text(
        fr="{step} : {files}",
        en="{step}: {files}",
    ),
    "run-proof": Text(
        fr="Preuve de la migration : {path}",
        en="Proof of the migration: {path}",
    ),
    "run-proof-dry": Text(
        fr="Relecture pour le rapport : environ {calls:appel|appels} de plus.",
        en="Reading everything back for its report: about {calls:more call|more calls}.",
    ),
    "run-proof-calls": Text(
        fr="Relecture pour cette preuve : {calls:appel|appels} API.",
        en="Reading everything back for it: {calls:API call|API calls}.",
    ),
    "run-step-bill": Text(
        fr="Étape {step} :",
        en="Step {step}:",
    ),
    "stage-reconcile": Text(
        fr="Recherche des fiches écrites",
        en="Looking for what was written",
    ),
    "stage-read": Text(
        fr="Lecture",
        en="Reading",
    ),
    "stage-match": Text(
        fr="Rapprochement",
        en="Matching",
    ),
    "stage-plan": Text(
        fr="Préparation",
        en="Planning",
    ),
    "stage-load": Text(
        fr="Envoi",
        en="Sending",
    ),
    "stage-verify": Text(
        fr="Vérification",
        en="Verifying",
    ),
    "stage-report": Text(
        fr="Rapport",
        en="Report",
    ),
    "stage-export": Text(
        fr="Export",
        en="Exporting",
    ),
    "page-line": Text(
        fr="Page : {path}",
        en="Page: {path}",
    ),
    "similar-title": Text(
        fr="Doublons possibles : {count:n} (jamais fusionnés ; tous dans la feuille « Résumé » du rapport) :",
        en='Possible duplicates: {count:n} (never merged; all in the report\'s sheet "Summary"):',
    ),
    "similar-title-page": Text(
        fr="Doublons possibles : {count:n} (jamais fusionnés ; tous dans la page) :",
        en="Possible duplicates: {count:n} (never merged; all in the page):",
    ),
    "similar-row-line": Text(
        fr="  ligne {row} ({name}) ~ ligne {other} ({other_name}) : {reasons}, {score} %",
        en="  row {row} ({name}) ~ row {other} ({other_name}): {reasons}, {score}%",
    ),
    "similar-record-line": Text(
        fr="  ligne {row} ({name}) ~ Sellsy {other} ({other_name}) : {reasons}, {score} %",
        en="  row {row} ({name}) ~ Sellsy {other} ({other_name}): {reasons}, {score}%",
    ),
    "head-outcome": Text(
        fr="résultat",
        en="outcome",
    ),
    "ask-hidden": Text(
        fr="Lire les lignes masquées ({count:n} : {rows}) ?",
        en="Read hidden rows ({count:n}: {rows})?",
    ),
    "ask-client-id": Text(
        fr="Client ID de l'accès API",
        en="Client id of the access",
    ),
    "ask-secret": Text(
        fr="Client secret (non affiché)",
        en="Client secret (not shown)",
    ),
    "login-waiting": Text(
        fr="En attente du navigateur…",
        en="Waiting for the browser…",
    ),
    "logged-in-keyring": Text(
        fr="Accès API accepté : profil de connexion {profile}, secret dans le coffre de mots de passe.",
        en="Access accepted: saved as profile {profile}, its secret in the keyring.",
    ),
    "logged-in-file": Text(
        fr="Accès API accepté : profil de connexion {profile}, secret dans un fichier lisible par vous seul.",
        en="Access accepted: saved as profile {profile}, its secret in a file that only you can read.",
    ),
    "logged-out": Text(
        fr="Secret et jetons supprimés.",
        en="The secret and the tokens are deleted.",
    ),
    "logged-out-already": Text(
        fr="Aucun secret à supprimer.",
        en="There was nothing to delete.",
    ),
    "profile-used": Text(
        fr="Profil de connexion par défaut : {profile}.",
        en="Default profile: {profile}.",
    ),
    "head-client": Text(
        fr="client ID",
        en="client id",
    ),
    "head-grant": Text(
        fr="connexion",
        en="login",
    ),
    "head-secret": Text(
        fr="secret",
        en="secret",
    ),
    "found": Text(
        fr="{count:fiche|fiches}.",
        en="{count:record|records} found.",
    ),
    "not-found": Text(
        fr="Aucune fiche ({entity:word}) d'ID {id}.",
        en="No {entity:word} with the id {id}.",
    ),
    "exported-deleted": Text(
        fr="Fiches supprimées depuis le dernier export ({entity:word}) : {count:n}.",
        en="Deleted since the last export ({entity:word}): {count:n}.",
    ),
    "exported": Text(
        fr="{rows:ligne écrite|lignes écrites} dans {path} ({calls:appel|appels} API).",
        en="{rows:row|rows} written to {path} ({calls:API call|API calls}).",
    ),
    "bill-delete": Text(
        fr="À supprimer : {deleted:n}, introuvables : {skipped:n}, à corriger : {rejected:n}. Coût : {calls:appel|appels} API, {minutes:duration}{share}.",
        en="To delete: {deleted:n}, not found: {skipped:n}, rejected: {rejected:n}. Cost: {calls:API call|API calls}, {minutes:duration}{share}.",
    ),
    "bill-undo": Text(
        fr="À supprimer : {deleted:n}, à rétablir : {updated:n}, à recréer : {created:n}, non annulées : {skipped:n}, rien à faire : {unchanged:n}. Coût : {calls:appel|appels} API, {minutes:duration}{share}.",
        en="To delete: {deleted:n}, to restore: {updated:n}, to create again: {created:n}, kept: {skipped:n}, nothing to do: {unchanged:n}. Cost: {calls:API call|API calls}, {minutes:duration}{share}.",
    ),
    "undo-warnings": Text(
        fr="Impossible à annuler, ou déjà supprimé :",
        en="What cannot be undone, or is already gone:",
    ),
    "undo-next": Text(
        fr="Rien n'a été écrit. Pour annuler, relancez la même commande avec --yes.",
        en="Nothing was written. To undo, run the same command with --yes.",
    ),
    "delete-next": Text(
        fr="Rien n'a été supprimé. Pour supprimer, relancez la même commande avec --yes.",
        en="Nothing was deleted. To delete, run the same command with --yes.",
    ),
    "head-meaning": Text(
        fr="sens",
        en="meaning",
    ),
    "head-webhook": Text(
        fr="webhook",
        en="webhook",
    ),
    "head-active": Text(
        fr="actif",
        en="active",
    ),
    "head-signed": Text(
        fr="signé",
        en="signed",
    ),
    "head-failures": Text(
        fr="échecs",
        en="failures",
    ),
    "head-last-success": Text(
        fr="dernier succès",
        en="last success",
    ),
    "head-events": Text(
        fr="événements",
        en="events",
    ),
    "no-webhooks": Text(
        fr="Le compte n'a aucun webhook.",
        en="The account has no webhook.",
    ),
    "webhooks-deleted": Text(
        fr="Supprimés : {ids}.",
        en="Deleted: {ids}.",
    ),
    "watch-ready": Text(
        fr="Webhook {webhook} : {events:événement envoyé|événements envoyés} à {endpoint}, écrits dans {out}. Pour arrêter : Ctrl-C.",
        en="Webhook {webhook}: {events:event|events} posted to {endpoint}, written to {out}. To stop: Ctrl-C.",
    ),
    "watch-local": Text(
        fr="{url} : cet ordinateur seulement. Le vrai Sellsy ne peut pas l'atteindre (voir --public-url).",
        en="{url} is this computer only: the real Sellsy cannot reach it (see --public-url).",
    ),
    "watch-ended": Text(
        fr="Webhook supprimé. Notifications : {handled:n} ; doublons : {duplicates:n} ; refusées : {refused:n}.",
        en="Webhook deleted. Deliveries: {handled:n}; duplicates: {duplicates:n}; refused: {refused:n}.",
    ),
    "watch-left": Text(
        fr="Notifications en attente du prochain watch (même --out) : {count:n}.",
        en="Deliveries kept for the next watch with the same --out: {count:n}.",
    ),
    "watch-run": Text(
        fr="Scénario {title} : {rows} (opération {run}).",
        en="Pipeline {title}: {rows} (run {run}).",
    ),
    "watch-unread": Text(
        fr="  Lecture de la fiche impossible. Détail : {said}",
        en="  The record could not be read: {said}",
    ),
    "check-skipped": Text(
        fr="{count:ligne ignorée|lignes ignorées} (totaux, titres, en-têtes répétés, exemple du modèle).",
        en="{count:row|rows} skipped (totals, titles, repeated headers, example of a template).",
    ),
    "check-fixable": Text(
        fr="{count:ligne à corriger a|lignes à corriger ont} une correction certaine : ajoutez --accept-fixes.",
        en="{count:rejected row has|rejected rows have} one certain fix: add --accept-fixes.",
    ),
    "cells-dropped": Text(
        fr="{count:cellule illisible non importée|cellules illisibles non importées} (lignes conservées).",
        en="{count:unreadable cell|unreadable cells} not imported (their rows are).",
    ),
    "ask-fixes": Text(
        fr="{count:ligne à corriger a|lignes à corriger ont} une correction certaine. Corriger maintenant ?",
        en="{count:rejected row has|rejected rows have} one certain fix. Fix now?",
    ),
    "check-left-out": Text(
        fr="{count:autre problème|autres problèmes} : corrigez les premiers et vérifiez à nouveau.",
        en="{count:more problem|more problems}: correct the first ones and check again.",
    ),
    "fault": Text(
        fr=(
            "Erreur de sellsy-etl, pas de votre fichier. Détail : {kind} : {said}\n"
            "Merci de la signaler, avec ce qu'affiche la même commande avec -v. Vous pouvez relancer l'import, sans risque de doublon."
        ),
        en=(
            "Error of sellsy-etl, not of your file: {kind}: {said}\n"
            "Please report it, with what the same command shows with -v. You can import again: nothing is created twice."
        ),
    ),
    "head-rows": Text(
        fr="lignes",
        en="rows",
    ),
    "head-calls": Text(
        fr="appels",
        en="calls",
    ),
    "more-problems": Text(
        fr="… et {count:n} de plus (voir le rapport, ou -v).",
        en="… and {count:n} more (see the report, or -v).",
    ),
    "command-near": Text(
        fr="Commande inconnue : {typed}. Vouliez-vous dire : sellsy-etl {near} ?",
        en="No such command: {typed}. Did you mean: sellsy-etl {near}?",
        example={"typed": "importer", "near": "import clients.xlsx"},
    ),
    "cause-rows": Text(
        fr="{count:ligne|lignes} : {rows}",
        en="{count:row|rows}: {rows}",
    ),
    "cause-values": Text(
        fr="{count:valeur|valeurs} : {values}",
        en="{count:value|values}: {values}",
    ),
    "more-causes-names": Text(
        fr=", dont {names}",
        en=", among them {names}",
    ),
    "more-causes": Text(
        fr="… et {causes:autre cause|autres causes} ({rows:ligne|lignes}){names} : relancez avec -v pour tout voir.",
        en="… and {causes:other cause|other causes} ({rows:row|rows}){names}: run again with -v to see all.",
    ),
    "more-causes-report": Text(
        fr="… et {causes:autre cause|autres causes} ({rows:ligne|lignes}){names} : tout est dans {path}.",
        en="… and {causes:other cause|other causes} ({rows:row|rows}){names}: all in {path}.",
    ),
    "warnings-title": Text(
        fr="Cellules corrigées ou à relire : {count:n} (détail dans le rapport, ou avec -v).",
        en="Repaired cells: {count:n} (listed in the report, or with -v).",
    ),
    "run-line": Text(
        fr="Opération {run} : {status}, {calls:appel|appels} API, {seconds:n} s.",
        en="Run {run}: {status}, {calls:API call|API calls}, {seconds:n} s.",
    ),
    "explain-example": Text(
        fr="Exemple",
        en="Example",
    ),
    "explain-fix": Text(
        fr="Que faire",
        en="What to do",
    ),
    "explain-hint": Text(
        fr="En savoir plus : sellsy-etl explain {codes}",
        en="More about it: sellsy-etl explain {codes}",
    ),
    "report-line": Text(
        fr="Rapport : {path}",
        en="Report: {path}",
    ),
    "status-running": Text(
        fr="en cours",
        en="running",
    ),
    "status-finished": Text(
        fr="terminée",
        en="finished",
    ),
    "status-interrupted": Text(
        fr="interrompue",
        en="interrupted",
    ),
    "status-failed": Text(
        fr="en échec",
        en="failed",
    ),
    "plan-next": Text(
        fr="Rien n'a été envoyé. Relisez le plan, puis appliquez-le : sellsy-etl apply {path}",
        en="Nothing was sent. Read the plan, then apply it: sellsy-etl apply {path}",
    ),
    "status-planned": Text(
        fr="plan établi",
        en="planned",
    ),
    "accounts": Text(
        fr="Bilan : {read:lue|lues} = {parts}.",
        en="Total: {read:n} read = {parts}.",
    ),
    "accounts-left": Text(
        fr="Bilan : {read:lue|lues} = {parts}, {left:restante|restantes}. Pour terminer : `sellsy-etl runs resume {run}`.",
        en="Total: {read:n} read = {parts}, {left:n} left. To complete it: `sellsy-etl runs resume {run}`.",
    ),
    "ask-resume": Text(
        fr="Import inachevé de ce fichier ({run}). Le terminer ? (non : nouvel import, qui reprend ses lignes)",
        en="An unfinished import of this file ({run}). Complete it? (no: a new import takes over its rows)",
    ),
    "head-mark": Text(
        fr="contrôle",
        en="check",
    ),
    "head-sent": Text(
        fr="envoyé",
        en="sent",
    ),
    "mark-same": Text(
        fr="{count:conforme|conformes} ({mark})",
        en="{count:n} as sent ({mark})",
    ),
    "mark-differs": Text(
        fr="{count:différente|différentes} ({mark})",
        en="{count:n} different ({mark})",
    ),
    "mark-gone": Text(
        fr="{count:supprimée|supprimées} ({mark})",
        en="{count:n} gone ({mark})",
    ),
    "mark-unread": Text(
        fr="{count:illisible|illisibles} ({mark})",
        en="{count:n} unreadable ({mark})",
    ),
    "verified": Text(
        fr="Opération {run} vérifiée : {counts}.",
        en="Run {run} verified: {counts}.",
    ),
    "verified-pending": Text(
        fr="Lignes pas encore envoyées : {count:n}. Pour terminer : `sellsy-etl runs resume {run}`.",
        en="Rows not sent yet: {count:n}. To complete: `sellsy-etl runs resume {run}`.",
    ),
    "verified-apart": Text(
        fr="Rien dans Sellsy pour : {counts}.",
        en="Nothing in Sellsy for: {counts}.",
    ),
    "pruned": Text(
        fr="{count:opération effacée|opérations effacées} ; journal des opérations : {before:n} Mo, puis {after:n} Mo.",
        en="{count:run|runs} removed; the journal goes from {before:n} to {after:n} MB.",
    ),
    "prunable-none": Text(
        fr="Aucune opération à effacer (journal des opérations : {before:n} Mo).",
        en="No run to remove (journal: {before:n} MB).",
    ),
    "prunable": Text(
        fr="{count:opération|opérations} à effacer (journal des opérations : {before:n} Mo). Rien n'a été fait : relancez avec --yes.",
        en="{count:run|runs} to remove (journal: {before:n} MB). Nothing was done: add --yes.",
    ),
    "status-dry-run": Text(
        fr="simulation",
        en="dry run",
    ),
    "status-cancelled": Text(
        fr="annulée",
        en="cancelled",
    ),
    "interrupted": Text(
        fr="Interrompu. Pour terminer l'import : `sellsy-etl runs resume last` ; le relancer est aussi sans risque de doublon.",
        en="Interrupted. To complete the import: `sellsy-etl runs resume last`; importing the same file again is safe too.",
    ),
    "stopping": Text(
        fr="Arrêt après les appels en cours. Ctrl-C à nouveau : arrêt immédiat.",
        en="Stopping after the calls in progress. Ctrl-C again: stop at once.",
    ),
    "stopped-now": Text(
        fr="Arrêt immédiat. Pour vérifier les envois et terminer l'import : `sellsy-etl runs resume {run}`.",
        en="Stopped at once. To check what was sent and complete the import: `sellsy-etl runs resume {run}`.",
    ),
    "template-kept": Text(
        fr="« {kept} » existe déjà : il est gardé, le modèle est dans {path}.",
        en="{kept} exists and is kept; wrote {path}.",
    ),
    "dictionary-written": Text(
        fr="Dictionnaire des données écrit : {path}.",
        en="Wrote {path}.",
    ),
    "template-written": Text(
        fr="Modèle écrit : {path}.",
        en="Wrote {path}.",
    ),
    "sandbox-ready": Text(
        fr="Sellsy d'essai prêt, pour cet ordinateur seulement : {url}. Pour arrêter : Ctrl-C.",
        en="A local Sellsy answers on {url}, to this computer only. Ctrl-C stops it.",
    ),
    "sandbox-reset": Text(
        fr="Vidé : {path}.",
        en="Emptied {path}.",
    ),
    "no-profile": Text(
        fr="Aucun profil de connexion : lancez sellsy-etl login.",
        en="No profile: run sellsy-etl login.",
    ),
    "sandbox-setup-done": Text(
        fr="Créé : {made}.",
        en="Created: {made}.",
    ),
    "no-runs": Text(
        fr="Aucune opération : importez un fichier avec `sellsy-etl import FICHIER`.",
        en="No runs: import a file with `sellsy-etl import FILE`.",
    ),
    "mapping-none": Text(
        fr="aucune",
        en="none",
    ),
    "mapping-refused": Text(
        fr="Non dans {column}",
        en="No in {column}",
    ),
    "mapping-written": Text(
        fr="Correspondance des colonnes : {path}. Relisez-la, puis : {again}",
        en="Mapping: {path}. Read and correct it, then: {again}",
    ),
    "mapping-ready": Text(
        fr="Export d'un logiciel connu : ajoutez --map {name}",
        en="This is an export of a known system: add --map {name}",
    ),
    "head-target": Text(
        fr="colonne Sellsy",
        en="Sellsy column",
    ),
    "head-confidence": Text(
        fr="fiabilité",
        en="confidence",
    ),
    "ask-entity": Text(
        fr="Clients, contacts ? (les plus proches : {candidates})",
        en="Clients, contacts? (nearest: {candidates})",
    ),
    "yes-no": Text(
        fr="Répondez par o ou n.",
        en="Answer y or n.",
    ),
    "trial-title": Text(
        fr="Essai : {count:ligne écrite et relue|lignes écrites et relues} (opération {run}).",
        en="Trial: {count:row|rows} written and read back (run {run}).",
    ),
    "trial-head-row": Text(
        fr="Ligne",
        en="Row",
    ),
    "trial-head-outcome": Text(
        fr="Résultat",
        en="Result",
    ),
    "trial-head-id": Text(
        fr="ID",
        en="Id",
    ),
    "trial-head-name": Text(
        fr="Nom",
        en="Name",
    ),
    "trial-head-check": Text(
        fr="Dans Sellsy",
        en="In Sellsy",
    ),
    "trial-same": Text(
        fr="conforme",
        en="as sent",
    ),
    "trial-differs": Text(
        fr="différente : {fields}",
        en="differs: {fields}",
    ),
    "trial-gone": Text(
        fr="introuvable",
        en="gone",
    ),
    "trial-unread": Text(
        fr="relecture impossible",
        en="could not be read",
    ),
    "trial-none": Text(
        fr="rien d'écrit",
        en="nothing written",
    ),
    "trial-ask": Text(
        fr="Continuer (c), annuler cet essai (a), ou arrêter là (s) ?",
        en="Go on (g), undo this trial (u), or stop here (s)?",
    ),
    "trial-answers": Text(
        fr="Répondez par c, a ou s.",
        en="Answer g, u or s.",
    ),
    "confirm": Text(
        fr="Écrire dans Sellsy ?",
        en="Write to Sellsy?",
    ),
    "bill": Text(
        fr="À créer : {created:n}, à modifier : {updated:n}, inchangées : {unchanged:n}, à corriger : {rejected:n}. Coût : {calls:appel|appels} API, {minutes:duration}{share}.",
        en="To create: {created:n}, to update: {updated:n}, unchanged: {unchanged:n}, rejected: {rejected:n}. Cost: {calls:API call|API calls}, {minutes:duration}{share}.",
    ),
    "bill-share": Text(
        fr=", {share:percent} des appels du jour",
        en=", {share:percent} of the day's calls",
    ),
    "dry-run-title": Text(
        fr="Simulation : rien n'a été écrit.",
        en="Dry run: nothing was written.",
    ),
    "plan-rows": Text(
        fr="{count:ligne|lignes} : {outcome} ({rows}).",
        en="{count:row|rows}: {outcome} ({rows}).",
    ),
    "plan-row": Text(
        fr="ligne {row} : {outcome}",
        en="row {row}: {outcome}",
    ),
    "plan-change": Text(
        fr="    {column} : {old:cell} → {new:cell}",
        en="    {column}: {old:cell} → {new:cell}",
    ),
    "check-ok": Text(
        fr="{valid:ligne|lignes} à importer, sur {read:n}.",
        en="{valid:row|rows} ready to import, of {read:n}.",
    ),
    "no-problem": Text(
        fr="Aucun problème.",
        en="No problems.",
    ),
    "demo-start": Text(
        fr="1. Sellsy d'essai : {url} (compte fictif ; rien ne sort de cet ordinateur)",
        en="1. A local Sellsy answers on {url} (fictional account; nothing leaves this computer)",
    ),
    "demo-check": Text(
        fr="2. sellsy-etl check {path}",
        en="2. sellsy-etl check {path}",
    ),
    "demo-import": Text(
        fr="3. sellsy-etl import {path}",
        en="3. sellsy-etl import {path}",
    ),
    "demo-again": Text(
        fr="4. Le même fichier à nouveau : rien n'est écrit deux fois",
        en="4. The same file again: nothing is written twice",
    ),
    "demo-export": Text(
        fr="5. Les clients exportés dans {path}",
        en="5. The clients exported to {path}",
    ),
    "demo-summary": Text(
        fr="Résumé",
        en="Summary",
    ),
    "demo-row-first": Text(
        fr="import",
        en="import",
    ),
    "demo-row-again": Text(
        fr="à nouveau",
        en="again",
    ),
    "demo-row-export": Text(
        fr="export",
        en="export",
    ),
    "demo-next": Text(
        fr=(
            "\n"
            "Ouvrez {report} (vos lignes et leur résultat) et {export}.\n"
            "Ensuite :\n"
            "  sellsy-etl --sandbox import {again} --dry-run\n"
            "  sellsy-etl --sandbox runs list\n"
            "  sellsy-etl template client -o clients.xlsx"
        ),
        en=(
            "\n"
            "Open {report} (your rows and their results) and {export}.\n"
            "Try next:\n"
            "  sellsy-etl --sandbox import {again} --dry-run\n"
            "  sellsy-etl --sandbox runs list\n"
            "  sellsy-etl template client -o clients.xlsx"
        ),
    ),
}
