"""What `etl.commands` says."""

from etl.messages.model import Text

PROBLEMS = {
    "not-done": Text(
        fr="Rien n'a été écrit dans Sellsy.",
        en="Nothing was written to Sellsy.",
        hint_fr="Pour réessayer : `sellsy-etl runs retry`.",
        hint_en="To try again: `sellsy-etl runs retry`.",
    ),
}

ERRORS = {
    "report-other-kind": Text(
        fr="{path} est le rapport d'une suppression ou d'un import : cette commande ne le lit pas.",
        en="{path} is the report of a deletion or of an import: this command does not read it.",
        hint_fr="Relancez la commande qui l'a écrit, ou donnez le fichier d'origine.",
        hint_en="Run the command that wrote it, or give the original file.",
    ),
    "retry-other-report": Text(
        fr="{path} est le rapport de l'opération {other}, pas de {run}.",
        en="{path} is the report of run {other}, not of {run}.",
        hint_fr="Donnez le rapport de cette opération, ou importez ce rapport par `sellsy-etl import`.",
        hint_en="Give the report of that run, or import this one with `sellsy-etl import`.",
    ),
    "webhook-absent": Text(
        fr="Le webhook {id} n'existe pas dans Sellsy.",
        en="There is no webhook {id} in Sellsy.",
        hint_fr="Voyez les webhooks du compte : `sellsy-etl webhooks list`.",
        hint_en="See those of the account: `sellsy-etl webhooks list`.",
    ),
    "profile-none": Text(
        fr="Aucun profil de connexion par défaut.",
        en="There is no default profile.",
        hint_fr="Ajoutez --profile NOM. Profils de connexion : {accepted}, dans {config}.",
        hint_en="Add --profile NAME. Known profiles: {accepted}, in {config}.",
        example={"accepted": ["main", "test"]},
    ),
    "sandbox-copy": Text(
        fr="Le Sellsy d'essai refuse une fiche copiée. Détail : {said}.",
        en="The local Sellsy refuses a copied record: {said}.",
        hint_fr="Merci de le signaler, avec la commande lancée.",
        hint_en="Please report this, with the command you ran.",
    ),
    "init-unknown": Text(
        fr="Scénario prêt à l'emploi inconnu : « {name} ».",
        en='There is no ready pipeline "{name}".',
        hint_fr="Choisissez parmi : {accepted}.",
        hint_en="Choose one of: {accepted}.",
        example={"name": "migrate_hubspt", "accepted": ["first_import", "migrate_hubspot"]},
    ),
    "init-taken": Text(
        fr="{folder} contient déjà : {files}.",
        en="{folder} already contains: {files}.",
        hint_fr="Rien n'a été écrit. Choisissez un autre dossier, ou déplacez ces fichiers.",
        hint_en="Nothing was written. Choose another folder, or move these files.",
        example={"folder": "project", "files": ["README.md"]},
    ),
    "undo-whole-nothing": Text(
        fr="Le scénario {run} n'a rien écrit.",
        en="No step of the pipeline {run} wrote anything.",
        hint_fr="Rien à annuler ; pour voir ce qu'il a fait : `sellsy-etl runs show {run}`.",
        hint_en="There is nothing to undo; `sellsy-etl runs show {run}` shows what it did.",
    ),
    "path-name": Text(
        fr="Aucun fichier ne peut s'appeler {path} : le nom contient un caractère interdit.",
        en="No file can have the name {path}: it contains a character that is not allowed.",
        hint_fr="Choisissez un autre nom.",
        hint_en="Choose another name.",
        example={"path": "plan\x00.xlsx"},
    ),
    "schedule-none": Text(
        fr="Aucun scénario n'est planifié.",
        en="No pipeline has a schedule.",
        hint_fr='Écrivez `schedule: "0 6 * * 1-5"` dans un scénario, et indiquez-le, ou son dossier, avec --pipelines.',
        hint_en='Write `schedule: "0 6 * * 1-5"` in a pipeline, and name it or its folder with --pipelines.',
    ),
    "pipeline-call": Text(
        fr="{method} {path} : refusé par Sellsy (statut {status}).",
        en="{method} {path} was refused by Sellsy (status {status}).",
        hint_fr="Essayez l'appel seul avec `sellsy-etl call`, puis relancez le scénario.",
        hint_en="Try the call alone with `sellsy-etl call`, then run the pipeline again.",
        example={"path": "/companies"},
    ),
    "pipeline-no-files": Text(
        fr="Étape {step} de {path} : aucun fichier {pattern}.",
        en="Step {step} of {path}: there is no file {pattern}.",
        hint_fr="Ajoutez le fichier, corrigez le chemin, ou écrivez `optional: true`.",
        hint_en="Add the file, correct the path, or write `optional: true`.",
        example={"path": "nightly.yaml"},
    ),
    "pipeline-changed": Text(
        fr="{path} a changé depuis le début de l'opération {run}.",
        en="{path} changed since run {run} began.",
        hint_fr="Relancez le scénario : ce qui est fait n'est pas refait.",
        hint_en="Run it again: what is done is not done twice.",
        example={"path": "nightly.yaml"},
    ),
    "pipeline-gone": Text(
        fr="{path}, le scénario de l'opération {run}, n'existe plus.",
        en="{path}, the pipeline of run {run}, no longer exists.",
        hint_fr="Remettez-le, ou annulez l'opération.",
        hint_en="Put it back, or undo the run.",
        example={"path": "nightly.yaml"},
    ),
    "pipeline-call-unknown": Text(
        fr="Étape {step} : appel sans réponse de Sellsy, résultat inconnu.",
        en="Step {step} made a call that Sellsy did not answer: result unknown.",
        hint_fr="Vérifiez dans Sellsy, puis relancez à l'étape suivante : --from {next}.",
        hint_en="Check in Sellsy, then run the pipeline from the next step: --from {next}.",
    ),
    "deleted-stdout": Text(
        fr="--deleted demande -o FICHIER.",
        en="--deleted needs -o FILE.",
        hint_fr="Ajoutez -o FICHIER.",
        hint_en="Add -o FILE.",
    ),
    "warehouse-since": Text(
        fr="Une base de données ne prend que --since last, pas {since}.",
        en="A database takes only --since last, not {since}.",
        hint_fr="Sans --since, tout est lu et la base est mise à jour.",
        hint_en="Without --since everything is read and the database is brought up to date.",
    ),
    "warehouse-option": Text(
        fr="--{option} ne va pas avec une base de données : ses tables ont toujours toutes les colonnes.",
        en="--{option} does not go with a database: its tables always have all columns.",
        hint_fr="Retirez cette option, ou exportez dans un fichier.",
        hint_en="Leave it out, or export to a file.",
    ),
    "export-output": Text(
        fr="Un export s'écrit dans un fichier, un dossier ou une base, pas dans {value}.",
        en="An export is written to a file, a folder or a database, not to {value}.",
        hint_fr="Donnez un chemin ; pour un DataFrame : etl.read(…).",
        hint_en="Give a path; for a DataFrame: etl.read(…).",
    ),
    "frame-name": Text(
        fr="« {value} » ne peut pas nommer le fichier d'un DataFrame.",
        en="{value} cannot name the file of a frame.",
        hint_fr="Donnez un nom simple, par exemple clients.",
        hint_en="Give a simple name, such as clients.",
    ),
    "frame-type": Text(
        fr="Un DataFrame de pandas est attendu, pas {value}.",
        en="A DataFrame of pandas is expected, not {value}.",
        hint_fr="Pour un fichier : import_file.",
        hint_en="For a file: import_file.",
    ),
    "frame-doubled": Text(
        fr="Colonnes de même nom : {columns}.",
        en="Columns of the same name: {columns}.",
        hint_fr="Renommez-les, ou n'en gardez qu'une.",
        hint_en="Rename them, or keep one.",
    ),
    "names-raw": Text(
        fr="--raw et --names disent tous deux comment nommer les colonnes.",
        en="--raw and --names both say how columns are named.",
        hint_fr="Gardez l'un des deux.",
        hint_en="Keep one of them.",
    ),
    "export-needs-last": Text(
        fr="{option} demande --since last.",
        en="{option} needs --since last.",
        hint_fr="Ajoutez --since last : l'export précédent sert de comparaison.",
        hint_en="Add --since last: the previous export is compared with.",
    ),
    "output-one-sheet": Text(
        fr="Un fichier {format} ne contient qu'une feuille.",
        en="A {format} file contains only one sheet.",
        hint_fr="Donnez un dossier (-o dossier/ --format {format}), ou un classeur xlsx ou ods.",
        hint_en="Give a folder (-o folder/ --format {format}), or an xlsx or ods workbook.",
    ),
    "trial-dry": Text(
        fr="Un essai écrit dans Sellsy : --trial et --dry-run s'excluent.",
        en="A trial writes to Sellsy: use --trial or --dry-run, not both.",
        hint_fr="Retirez l'un des deux.",
        hint_en="Remove one of the two.",
    ),
    "trial-report": Text(
        fr="{path} est un rapport corrigé : l'essai ne vaut que pour un premier import.",
        en="{path} is a corrected report: a trial is for a first import.",
        hint_fr="Retirez --trial.",
        hint_en="Remove --trial.",
    ),
    "since-limit": Text(
        fr="--limit exclut --since last.",
        en="Use --limit or --since last, not both.",
        hint_fr="Retirez l'un des deux.",
        hint_en="Remove one of the two.",
    ),
    "age-shape": Text(
        fr="« {value} » n'est ni une date ni une durée.",
        en='"{value}" is neither a date nor a duration.',
        hint_fr="Écrivez par exemple 2026-11-01, 90d ou 12w.",
        hint_en="Write for example 2026-11-01, 90d or 12w.",
    ),
    "run-other-account": Text(
        fr="Opération {run} : faite sur {account}, pas sur {used}.",
        en="The run {run} was made on {account}, not on {used}.",
        hint_fr="Ajoutez le --profile de ce compte, ou --sandbox si c'était le Sellsy d'essai.",
        hint_en="Add the --profile of that account, or --sandbox if it was the local Sellsy.",
        example={"used": "demo"},
    ),
    "child-unfinished": Text(
        fr="L'opération {child}, faite sur {run}, n'est pas terminée.",
        en="Run {child}, made on {run}, did not finish.",
        hint_fr="Terminez-la : `sellsy-etl runs resume {child}`.",
        hint_en="Complete it: `sellsy-etl runs resume {child}`.",
    ),
    "plan-unfit": Text(
        fr="Le plan {path} ne correspond pas au journal des opérations ({run}).",
        en="The plan {path} does not match the journal ({run}).",
        hint_fr="Rien n'a été envoyé. Refaites le plan.",
        hint_en="Nothing was sent. Plan again.",
    ),
    "plan-unfinished": Text(
        fr="L'opération {run} n'est pas un plan terminé.",
        en="Run {run} is not a finished plan.",
        hint_fr="Refaites le plan : `sellsy-etl plan FICHIER`.",
        hint_en="Plan the file again: `sellsy-etl plan FILE`.",
    ),
    "plan-applied": Text(
        fr="Plan {run} déjà appliqué, par l'opération {child}.",
        en="The plan {run} was applied already, by run {child}.",
        hint_fr="Refaites le plan ; pour voir ce qui a été fait : `sellsy-etl runs show {child}`.",
        hint_en="Plan again; to see what was done: `sellsy-etl runs show {child}`.",
    ),
    "verify-kind": Text(
        fr="L'opération {run} n'a rien écrit à relire dans Sellsy.",
        en="Run {run} wrote nothing to read back from Sellsy.",
        hint_fr="Choisissez un import, une suppression, l'application d'un plan ou une reprise : sellsy-etl runs list.",
        hint_en="Choose an import, a deletion, the application of a plan or a retry: sellsy-etl runs list.",
    ),
    "undo-kind": Text(
        fr="L'opération {run} ne s'annule pas ({kind:word}).",
        en="Run {run} cannot be undone ({kind:word}).",
        hint_fr="Opérations qui s'annulent : {accepted:word} ; pour les voir : `sellsy-etl runs list`.",
        hint_en="Kinds that can be undone: {accepted:word}; to see them: `sellsy-etl runs list`.",
    ),
    "undo-last-undone": Text(
        fr="La dernière opération qui a écrit dans Sellsy ({run}, {what:word}, {began:date}) est déjà annulée.",
        en="The last run that wrote to Sellsy ({run}, {what:word}, {began:date}) is undone already.",
        hint_fr="Pour en annuler une autre, nommez-la (`sellsy-etl runs list`) ; pour rétablir celle-ci : `sellsy-etl runs undo {undo}`.",
        hint_en="To undo another, name it (`sellsy-etl runs list`); to restore this one: `sellsy-etl runs undo {undo}`.",
        example={"what": "clients.xlsx", "began": "2026-11-23 10:45"},
    ),
    "retry-undo": Text(
        fr="L'opération {run} est une annulation : ses lignes ne se reprennent pas.",
        en="Run {run} is an undo: its rows cannot be retried.",
        hint_fr="Pour annuler ce qui reste : `sellsy-etl runs undo {parent}`.",
        hint_en="To undo what is left: `sellsy-etl runs undo {parent}`.",
        example={"parent": "20261123-104512-k3f9"},
    ),
    "retry-kind": Text(
        fr="L'opération {run} ({kind:word}) n'a aucune ligne à reprendre.",
        en="Run {run} ({kind:word}) has no rows to retry.",
        hint_fr="Nommez un import : `sellsy-etl runs list`.",
        hint_en="Name an import: `sellsy-etl runs list`.",
    ),
    "undo-open": Text(
        fr="L'annulation {undo} de l'opération {run} n'est pas terminée.",
        en="The undo {undo} of run {run} did not finish.",
        hint_fr="Terminez-la : `sellsy-etl runs resume {undo}`.",
        hint_en="Complete it: `sellsy-etl runs resume {undo}`.",
    ),
    "undo-redone": Text(
        fr="Opération {run} : annulée par {undo}, puis rétablie par {redo}.",
        en="Run {run} was undone by {undo}, then restored by {redo}.",
        hint_fr="Pour l'annuler à nouveau : `sellsy-etl runs undo {redo}`.",
        hint_en="To undo it again: `sellsy-etl runs undo {redo}`.",
    ),
    "resume-undone": Text(
        fr="L'opération {run} a été annulée par {undo} : le reste ne sera pas envoyé.",
        en="Run {run} was undone by {undo}: the rest is not sent.",
        hint_fr="Importez à nouveau le fichier, ou annulez l'annulation : `sellsy-etl runs undo {undo}`.",
        hint_en="Import the file again, or undo the undo: `sellsy-etl runs undo {undo}`.",
    ),
    "retry-unfinished": Text(
        fr="Opération {run} : pas terminée, ou aucune ligne à reprendre.",
        en="Run {run} did not finish, or has no rows to retry.",
        hint_fr="Terminez-la d'abord : `sellsy-etl runs resume {run}`.",
        hint_en="Complete it first: `sellsy-etl runs resume {run}`.",
    ),
    "retry-done": Text(
        fr="Opération {run} : lignes déjà reprises par l'opération {child}.",
        en="The refused rows of run {run} were already retried, by run {child}.",
        hint_fr="Pour reprendre celles qui restent refusées : `sellsy-etl runs retry {child}`.",
        hint_en="To retry those that failed again: `sellsy-etl runs retry {child}`.",
    ),
    "resume-nothing": Text(
        fr="Opération {run} : rien à terminer.",
        en="Run {run} has nothing left to do.",
        hint_fr="Pour voir ce qui a été fait : `sellsy-etl runs show {run}`.",
        hint_en="To see what it did: `sellsy-etl runs show {run}`.",
    ),
    "resume-source-gone": Text(
        fr="Fichier de l'opération {run} introuvable : {path}.",
        en="The file of run {run} no longer exists: {path}.",
        hint_fr="Remettez-le, inchangé, et relancez la même commande ; ou importez un autre fichier.",
        hint_en="Put it back, unchanged, and run the same command; or import another file.",
    ),
    "resume-source-changed": Text(
        fr="Fichier de l'opération {run} modifié depuis : {path}.",
        en="The file of run {run} changed since: {path}.",
        hint_fr="Remettez la version d'origine et relancez ; ou importez la nouvelle, sans risque de doublon.",
        hint_en="Put back the original and resume; or import the new file: nothing is written twice.",
    ),
    "mapping-exists": Text(
        fr="{path} existe déjà.",
        en="{path} already exists.",
        hint_fr="Choisissez un autre fichier avec -o, ou remplacez celui-ci avec --force.",
        hint_en="Choose another file with -o, or replace this one with --force.",
    ),
    "call-path": Text(
        fr="« {path} » n'est pas un chemin de l'API.",
        en='"{path}" is not a path of the API.',
        hint_fr="Écrivez /companies ou /companies/12, sans espace ni « .. » ; la requête se donne avec -q.",
        hint_en='Write /companies or /companies/12, without spaces or ".."; the query goes after -q.',
        example={"path": "companies"},
    ),
    "call-host": Text(
        fr="{host} n'est pas Sellsy : appel bloqué, pour protéger votre accès API.",
        en="{host} is not Sellsy: call blocked, to protect your access.",
        hint_fr="Adresses possibles : {accepted}.",
        hint_en="Possible addresses: {accepted}.",
        example={"host": "example.com", "accepted": ["api.sellsy.com"]},
    ),
    "call-header": Text(
        fr="En-tête « {name} » refusé.",
        en='The header "{name}" cannot be sent.',
        hint_fr="Écrivez NOM:VALEUR sur une ligne, en caractères simples.",
        hint_en="Write NAME:VALUE in plain characters, on one line.",
        example={"name": "X Y"},
    ),
    "call-header-kept": Text(
        fr="En-tête {name} réservé au programme.",
        en="The header {name} is set by the program.",
        hint_fr="Retirez-le. En-têtes réservés : {kept}.",
        hint_en="Remove it. Reserved: {kept}.",
        example={"name": "Authorization", "kept": ["Authorization", "Host"]},
    ),
    "call-body": Text(
        fr="Envoi du corps impossible. Détail : {said}.",
        en="The body cannot be sent: {said}.",
        hint_fr='API v2 : du JSON ; API v1 : io_mode=json&do_in={{"method": …}} ou l\'appel seul.',
        hint_en='API v2: JSON; API v1: io_mode=json&do_in={{"method": …}} or the call alone.',
    ),
    "webhook-left": Text(
        fr="Webhook {id} non supprimé : Sellsy y envoie encore ses événements. {said}",
        en="The webhook {id} could not be deleted: Sellsy still posts to it. {said}",
        hint_fr="Supprimez-le plus tard : sellsy-etl webhooks delete {id}.",
        hint_en="Delete it later: sellsy-etl webhooks delete {id}.",
    ),
    "webhook-url": Text(
        fr="« {value} » : Sellsy ne peut pas envoyer d'événements à cette adresse.",
        en='"{value}" is not an address that Sellsy may post to.',
        hint_fr="Donnez une adresse https:// complète (http:// pour cet ordinateur seulement), sans nom d'utilisateur.",
        hint_en="Give a whole https:// address (http:// for this computer only), without a user name or password.",
        example={"value": "ftp://example.com"},
    ),
    "webhook-event": Text(
        fr="Événement inconnu du compte : « {value} ».",
        en='The account has no event "{value}".',
        hint_fr="Les plus proches : {accepted}. Pour les voir tous : sellsy-etl webhooks events.",
        hint_en="Nearest: {accepted}. To see them all: sellsy-etl webhooks events.",
        example={"value": "client.create", "accepted": ["client.created", "client.updated"]},
    ),
    "watch-url-missing": Text(
        fr="Sellsy ne peut pas joindre cet ordinateur : il faut une adresse publique.",
        en="Sellsy cannot reach this computer: it needs a public address.",
        hint_fr="Ouvrez un tunnel ou un proxy inverse vers le port, puis ajoutez --public-url https://… (inutile avec --sandbox).",
        hint_en="Open a tunnel or a reverse proxy to the port, then add --public-url https://… (not needed with --sandbox).",
    ),
    "watch-out-suffix": Text(
        fr="{path} : extension {accepted} attendue.",
        en="{path}: deliveries are written to a file of type {accepted}.",
        hint_fr="Changez le nom du fichier (--out).",
        hint_en="Change the file name (--out).",
        example={"path": "events.pdf", "accepted": [".jsonl", ".csv", ".xlsx"]},
    ),
    "sandbox-db": Text(
        fr="Sellsy d'essai : ouverture de {path} impossible. Détail : {said}.",
        en="The local Sellsy's file {path} cannot be opened: {said}.",
        hint_fr="Choisissez un autre fichier avec --db, ou videz-le : sellsy-etl sandbox reset.",
        hint_en="Choose another with --db, or empty it: sellsy-etl sandbox reset.",
    ),
    "country-unknown": Text(
        fr="« {value} » : pays inconnu.",
        en='"{value}" is not a country.',
        hint_fr="Écrivez son code à deux lettres, comme FR ou BE.",
        hint_en="Write its two-letter code, such as FR or BE.",
    ),
    "currency-unknown": Text(
        fr="« {value} » : devise inconnue.",
        en='"{value}" is not a currency code.',
        hint_fr="Écrivez son code de trois lettres, par exemple EUR, CHF ou XPF.",
        hint_en="Write its three-letter code, such as EUR, CHF or XPF.",
    ),
    "sandbox-quota": Text(
        fr="Quota « {value} » refusé. Détail : {said}.",
        en='The quota "{value}" cannot be read: {said}.',
        hint_fr="Écrivez-le ainsi : 5/s,150/min.",
        hint_en="Write it as 5/s,150/min.",
        example={"value": "fast"},
    ),
    "sandbox-faults": Text(
        fr="{path} : pannes illisibles. Détail : {said}.",
        en="The faults of {path} cannot be read: {said}.",
        hint_fr="Écrivez une liste de règles ; exemples : `sellsy-etl sandbox serve --help`.",
        hint_en="Write a list of rules; examples: `sellsy-etl sandbox serve --help`.",
    ),
    "sandbox-credentials": Text(
        fr="Accès API refusé : la forme est ID:SECRET.",
        en="The credentials are not ID:SECRET.",
        hint_fr="Écrivez --client ID:SECRET, ou ID:SECRET:JETON:SECRET pour nommer aussi l'utilisateur de l'API v1.",
        hint_en="Write --client ID:SECRET, or ID:SECRET:TOKEN:SECRET to name the user of API v1 too.",
    ),
    "sandbox-foreign": Text(
        fr="{path} n'est pas un fichier de Sellsy d'essai : il n'est pas modifié.",
        en="{path} is not a file of the local Sellsy: it was not changed.",
        hint_fr="Indiquez avec --db le fichier de `sellsy-etl sandbox serve --db`, ou retirez --db.",
        hint_en="Give the file of `sellsy-etl sandbox serve --db`, or leave --db out.",
    ),
    "sandbox-setup-value": Text(
        fr="{path} : « {said} » ne convient pas à un réglage du Sellsy d'essai.",
        en='{path}: "{said}" is not what a set-up of the local Sellsy has there.',
        hint_fr="Clés : staffs, pipelines, sources, event_labels, task_labels ; aide : `sellsy-etl sandbox setup --help`.",
        hint_en="Keys: staffs, pipelines, sources, event_labels, task_labels; help: `sellsy-etl sandbox setup --help`.",
        example={"path": "equipe.yaml", "said": "staffs.0"},
    ),
    "sandbox-setup": Text(
        fr="{path} : réglage du Sellsy d'essai impossible. Détail : {said}.",
        en="The set-up of {path} failed: {said}.",
        hint_fr="Clés : staffs, pipelines, sources, event_labels, task_labels ; aide : `sellsy-etl sandbox setup --help`.",
        hint_en="Keys: staffs, pipelines, sources, event_labels, task_labels; help: `sellsy-etl sandbox setup --help`.",
    ),
    "sandbox-absent": Text(
        fr="Aucun Sellsy d'essai à l'adresse {url}. Détail : {said}.",
        en="No local Sellsy answers at {url}: {said}.",
        hint_fr="Lancez-le : sellsy-etl sandbox serve ; ou retirez --url pour utiliser celui du programme.",
        hint_en="Start one: sellsy-etl sandbox serve; or leave --url out for the embedded one.",
    ),
    "sandbox-port": Text(
        fr="Port {port} inutilisable. Détail : {said}.",
        en="Port {port} cannot be used: {said}.",
        hint_fr="Choisissez-en un autre avec --port, ou un port libre avec --port 0.",
        hint_en="Choose another with --port, or a free one with --port 0.",
    ),
}

TEXTS = {
    "note-list-shadow": Text(
        fr="{count:ligne reste|lignes restent} à corriger : importée telle quelle, elle modifierait la fiche d'une autre ligne.",
        en="{count:row stays|rows stay} to correct: imported as it is, it would change the record of another row.",
    ),
    "note-list-added": Text(
        fr="{count:ligne ajoutée n'est d'aucun fichier|lignes ajoutées ne sont d'aucun fichier} : non importée.",
        en="{count:added row belongs|added rows belong} to no file and is not imported.",
    ),
    "note-not-copied": Text(
        fr="{path} n'est pas copié (statut {status}) : le Sellsy d'essai garde le sien.",
        en="{path} is not copied (status {status}): the local Sellsy keeps its own.",
    ),
    "note-schedule-due": Text(
        fr="{name} : prévu le {due:date}.",
        en="{name}: due at {due:date}.",
    ),
    "note-schedule-late": Text(
        fr="{name}\xa0: {count:échéance manquée|échéances manquées}, du {first:date} au {last:date}.",
        en="{name}: {count:time|times} missed, from {first:date} to {last:date}.",
    ),
    "note-schedule-late-do": Text(
        fr="Rien à rattraper pour un export `since: last`\xa0: le prochain reprend tout. Sinon\xa0: `sellsy-etl schedule run`. Vérifiez que l'ordinateur est allumé à ces heures.",
        en="An export `since: last` makes up for it by itself next time; else `sellsy-etl schedule run`. Check that the computer is on at these times.",
    ),
    "note-schedule-overlap": Text(
        fr="{name}\xa0: {count:échéance ignorée|échéances ignorées} pendant le lancement précédent, du {first:date} au {last:date}.",
        en="{name}: {count:time|times} skipped while its previous run went on, from {first:date} to {last:date}.",
    ),
    "note-schedule-overlap-do": Text(
        fr="Espacez les heures de `schedule`, ou cherchez dans `sellsy-etl runs list` ce qui dure si longtemps.",
        en="Put more time between the times of `schedule`, or see in `sellsy-etl runs list` what takes so long.",
    ),
    "note-schedule-broken": Text(
        fr="{name}\xa0: scénario illisible, les autres continuent. {said}",
        en="{name}: this pipeline cannot be read, the others go on. {said}",
    ),
    "note-schedule-killed": Text(
        fr="{name}\xa0: le lancement du {since:date} a été tué avant sa fin.",
        en="{name}: its run of {since:date} was killed before its end.",
    ),
    "note-schedule-journal": Text(
        fr="{name}\xa0: écriture dans le journal des opérations impossible. {said}",
        en="{name}: the journal cannot be written. {said}",
    ),
    "night-step-bad": Text(
        fr="Étape {step}\xa0: {bad:ligne|lignes} à corriger, avec leurs raisons, dans {files}.",
        en="Step {step}: {bad:row|rows} to correct, with their reasons, in {files}.",
    ),
    "night-step-left": Text(
        fr="Étape {step}\xa0: non terminée.",
        en="Step {step}: not done.",
    ),
    "night-rows-do": Text(
        fr="Corrigez ces lignes dans le fichier et laissez repasser le scénario\xa0: ce qui est déjà écrit ne l'est pas deux fois.",
        en="Correct these rows in the file and let the pipeline run again: what was written is not written twice.",
    ),
    "night-interrupted": Text(
        fr="Le lancement a été interrompu.",
        en="The run was interrupted.",
    ),
    "night-killed": Text(
        fr="L'ordinateur ou le processus s'est arrêté pendant le lancement.",
        en="The computer or the process stopped in the middle of the run.",
    ),
    "night-resume": Text(
        fr="Terminez-le\xa0: `sellsy-etl runs resume` avec l'ID de l'opération, ou laissez passer la prochaine échéance.",
        en="Complete it: `sellsy-etl runs resume` with the id of the run, or wait for its next time.",
    ),
    "night-fault": Text(
        fr="Erreur de sellsy-etl, pas de vos fichiers. Détail\xa0: {kind}\xa0: {said}",
        en="Error of sellsy-etl, not of your files: {kind}: {said}",
    ),
    "night-fault-do": Text(
        fr="Merci de la signaler, avec ce qu'affiche `sellsy-etl -v schedule run`.",
        en="Please report it, with what `sellsy-etl -v schedule run` shows.",
    ),
    "letter-fine": Text(
        fr="{name}\xa0: tout est en ordre",
        en="{name}: all went well",
    ),
    "letter-rows": Text(
        fr="{name}\xa0: terminé, des lignes sont à corriger",
        en="{name}: finished, some rows are to correct",
    ),
    "letter-failed": Text(
        fr="{name}\xa0: échec",
        en="{name}: failed",
    ),
    "letter-interrupted": Text(
        fr="{name}\xa0: interrompu",
        en="{name}: interrupted",
    ),
    "letter-killed": Text(
        fr="{name}\xa0: arrêté brutalement",
        en="{name}: killed",
    ),
    "letter-missed": Text(
        fr="{name}\xa0: échéance manquée",
        en="{name}: did not run at its time",
    ),
    "letter-overlapped": Text(
        fr="{name}\xa0: le lancement précédent n'est pas terminé",
        en="{name}: its previous run has not ended",
    ),
    "letter-do": Text(
        fr="À faire\xa0: {hint}",
        en="What to do: {hint}",
    ),
    "letter-due": Text(
        fr="Prévu\xa0: {value:date}",
        en="Due: {value:date}",
    ),
    "letter-began": Text(
        fr="Début\xa0: {value:date}",
        en="Started: {value:date}",
    ),
    "letter-file": Text(
        fr="Scénario\xa0: {value}",
        en="Pipeline: {value}",
    ),
    "letter-host": Text(
        fr="Ordinateur\xa0: {value}",
        en="Computer: {value}",
    ),
    "letter-run": Text(
        fr="Détail\xa0: `sellsy-etl runs show {value}`",
        en="Details: `sellsy-etl runs show {value}`",
    ),
    "letter-attached": Text(
        fr="Le résultat complet est dans le fichier joint, result.json.",
        en="The whole result is attached, as result.json.",
    ),
    "note-log-unwritable": Text(
        fr="Écriture du fichier de suivi {path} impossible. Détail : {said}.",
        en="The log {path} cannot be written: {said}.",
    ),
    "note-not-told": Text(
        fr="{name} : notification non envoyée. Détail : {said}.",
        en="{name}: notification failed: {said}.",
    ),
    "ready-first_import": Text(
        fr="vos propres fichiers Excel : clients, contacts, opportunités, tâches, commentaires",
        en="your own spreadsheets: clients, contacts, opportunities, tasks, comments",
    ),
    "ready-nightly_export": Text(
        fr="chaque nuit, une copie du compte et ce qui a changé",
        en="every night, a copy of the account and what has changed",
    ),
    "ready-migrate_hubspot": Text(
        fr="tout un compte HubSpot, d'après ses exports CSV",
        en="a whole HubSpot account, from its CSV exports",
    ),
    "ready-migrate_salesforce": Text(
        fr="toute une organisation Salesforce, d'après son export de données",
        en="a whole Salesforce organisation, from its data export",
    ),
    "ready-migrate_pipedrive": Text(
        fr="tout un compte Pipedrive, d'après ses exports",
        en="a whole Pipedrive account, from its exports",
    ),
    "ready-migrate_axonaut": Text(
        fr="tout un compte Axonaut, d'après ses exports",
        en="a whole Axonaut account, from its exports",
    ),
    "ready-trade_fair_leads": Text(
        fr="les badges scannés à un salon : prospects, contacts, opportunités des plus intéressés",
        en="badges scanned at a trade fair: prospects, contacts, opportunities of the hottest",
    ),
    "ready-monthly_cleanup": Text(
        fr="sauvegarde, fiches à compléter, doublons, suppression de ce qui a été relu",
        en="a backup, records to complete, duplicates, deletion of what was reviewed",
    ),
    "init-readme": Text(
        fr=(
            "# Projet sellsy-etl\n"
            "\n"
            "Écrit par `sellsy-etl init`. Tout ce qui est dans `samples/` est fictif.\n"
            "\n"
            "{pipelines}\n"
            "\n"
            "## Essayer, sans compte\n"
            "\n"
            "    sellsy-etl --sandbox run {first}\n"
            "\n"
            "Un Sellsy d'essai répond sur cet ordinateur et garde ses données ; `sellsy-etl sandbox reset` le vide. Quelques lignes des\n"
            "exemples contiennent exprès des erreurs : la commande indique le rapport qui les liste avec leurs raisons, et finit avec le code 1.\n"
            "Corrigez-les dans le fichier et recommencez : ce qui est déjà là n'est pas réécrit.\n"
            "\n"
            "    sellsy-etl --sandbox runs show last       ce que l'opération a fait\n"
            "    sellsy-etl --sandbox runs verify last     relire dans Sellsy ce qu'elle a écrit\n"
            "    sellsy-etl --sandbox runs undo last       l'annuler\n"
            "\n"
            "## Avec vos fichiers et votre compte\n"
            "\n"
            "1. Mettez vos fichiers dans un dossier et écrivez son nom dans {first}, ligne `folder:` (ou `--set folder=DOSSIER`).\n"
            "   `templates/` contient un classeur à remplir par type de fiche ; `sellsy-etl check FICHIER` vérifie sans rien envoyer.\n"
            "2. `sellsy-etl login`, puis `sellsy-etl doctor`.\n"
            "3. `sellsy-etl run {first} --dry-run` : ce qui serait écrit, et ce que cela coûte en appels.\n"
            "4. `sellsy-etl run {first}`. Si l'import est interrompu : `sellsy-etl runs resume last`.\n"
            "\n"
            "Les scénarios se modifient dans un éditeur : `pipeline.schema.json` y affiche l'aide et signale les fautes.\n"
            "`sellsy-etl init --list` liste les autres ; `sellsy-etl init --with NOM AUTRE_DOSSIER` en ajoute un.\n"
        ),
        en=(
            "# A sellsy-etl project\n"
            "\n"
            "Written by `sellsy-etl init`. Everything in `samples/` is fictional.\n"
            "\n"
            "{pipelines}\n"
            "\n"
            "## Try it, without an account\n"
            "\n"
            "    sellsy-etl --sandbox run {first}\n"
            "\n"
            "A local Sellsy answers on this computer and keeps its data; `sellsy-etl sandbox reset` empties it. Some rows of the samples\n"
            "contain errors on purpose: the command names the report that lists them with their reasons, and ends with the code 1. Correct\n"
            "them in the file and run it again: what is already there is not written again.\n"
            "\n"
            "    sellsy-etl --sandbox runs show last       what the run did\n"
            "    sellsy-etl --sandbox runs verify last     read back in Sellsy what it wrote\n"
            "    sellsy-etl --sandbox runs undo last       undo it\n"
            "\n"
            "## With your files and your account\n"
            "\n"
            "1. Put your files in a folder and its name into {first}, line `folder:` (or `--set folder=FOLDER`).\n"
            "   `templates/` has a workbook to fill in for each kind of record; `sellsy-etl check FILE` verifies and sends nothing.\n"
            "2. `sellsy-etl login`, then `sellsy-etl doctor`.\n"
            "3. `sellsy-etl run {first} --dry-run`: what would be written, and what it costs in calls.\n"
            "4. `sellsy-etl run {first}`. If the import is interrupted: `sellsy-etl runs resume last`.\n"
            "\n"
            "Edit pipelines in an editor: `pipeline.schema.json` completes and checks them there.\n"
            "`sellsy-etl init --list` lists the others; `sellsy-etl init --with NAME OTHER_FOLDER` adds one.\n"
        ),
    ),
    "init-nights": Text(
        fr=(
            "\n"
            "## Chaque nuit\n"
            "\n"
            "    sellsy-etl login                              une fois\u202f; avec --sandbox dans les commandes suivantes, ce n'est pas nécessaire\n"
            "    sellsy-etl schedule run {first_name}       tout de suite, comme une nuit\n"
            "    sellsy-etl schedule --log-json nuits.log      chaque nuit, tant que cette commande tourne\n"
            "\n"
            "Pour que l'ordinateur s'en charge dès son démarrage, depuis ce dossier\xa0:\n"
            "\n"
            "    Linux (systemd)   mkdir -p ~/.config/systemd/user\n"
            "                      sellsy-etl schedule --print systemd > ~/.config/systemd/user/sellsy-etl.service\n"
            "                      systemctl --user enable --now sellsy-etl.service\n"
            "                      loginctl enable-linger\n"
            "    Unix (cron)       crontab -l > lignes.cron\n"
            "                      sellsy-etl schedule --print cron >> lignes.cron\n"
            "                      crontab lignes.cron\n"
            "    Windows           sellsy-etl schedule --print windows > sellsy-etl.xml\n"
            '                      schtasks /Create /TN sellsy-etl /XML sellsy-etl.xml /RU "%USERNAME%" /RP *\n'
            "\n"
            "Ajoutez-y les options voulues, --log-json par exemple\xa0: elles sont reprises. Si aucune session n'est ouverte la nuit, le coffre de mots de passe peut être\n"
            "fermé\xa0: `sellsy-etl login --insecure-file` garde le secret dans un fichier que vous seul pouvez lire.\n"
            "\n"
            "    sellsy-etl schedule status                    dernier succès, prochain départ, dernière erreur\n"
            "\n"
            "Pour être prévenu par e-mail d'une nuit en échec, remplissez `notify` dans le scénario. Essayez-le en le faisant échouer\xa0: `schedule run` prévient aussi.\n"
        ),
        en=(
            "\n"
            "## Every night\n"
            "\n"
            "    sellsy-etl login                              once; not needed with --sandbox in the commands below\n"
            "    sellsy-etl schedule run {first_name}       now, as a night would\n"
            "    sellsy-etl schedule --log-json nights.log     every night, as long as this command runs\n"
            "\n"
            "To have the computer do it from its start, in this folder:\n"
            "\n"
            "    Linux (systemd)   mkdir -p ~/.config/systemd/user\n"
            "                      sellsy-etl schedule --print systemd > ~/.config/systemd/user/sellsy-etl.service\n"
            "                      systemctl --user enable --now sellsy-etl.service\n"
            "                      loginctl enable-linger\n"
            "    Unix (cron)       crontab -l > lines.cron\n"
            "                      sellsy-etl schedule --print cron >> lines.cron\n"
            "                      crontab lines.cron\n"
            "    Windows           sellsy-etl schedule --print windows > sellsy-etl.xml\n"
            '                      schtasks /Create /TN sellsy-etl /XML sellsy-etl.xml /RU "%USERNAME%" /RP *\n'
            "\n"
            "Add the options you want, such as --log-json: they are kept. Where nobody is logged in at night, the keyring may be locked:\n"
            "`sellsy-etl login --insecure-file` keeps the secret in a file that only you can read.\n"
            "\n"
            "    sellsy-etl schedule status                    last success, next time, last error\n"
            "\n"
            "To get a mail about a night that failed, fill in `notify` in the pipeline. Try it by making it fail: `schedule run` notifies too.\n"
        ),
    ),
    "note-proving": Text(
        fr="Relecture dans Sellsy pour le rapport : environ {calls:appel|appels} API",
        en="Reading back what was written, for the report: about {calls:API call|API calls}",
    ),
    "note-step-stopped": Text(
        fr="L'étape {step} arrête le scénario : {bad:ligne en erreur|lignes en erreur}, {most:n} au plus.",
        en="Step {step} stops the pipeline: {bad:row|rows} went wrong, {most:n} allowed.",
    ),
    "login-page": Text(
        fr="Accès API enregistré. Vous pouvez fermer cette page.",
        en="Access received. You may close this page.",
    ),
    "doctor-program": Text(
        fr="sellsy-etl {version}, Python {python} sur {system}.",
        en="sellsy-etl {version}, Python {python} on {system}.",
    ),
    "doctor-home": Text(
        fr="{path} est accessible en écriture.",
        en="{path} can be written.",
    ),
    "doctor-room": Text(
        fr="Place restante sur le disque de {path} : {free:n} Mo.",
        en="Only {free:n} MB left on the disk of {path}.",
    ),
    "doctor-room-do": Text(
        fr="Libérez de la place : un grand import demande jusqu'à {needed:n} Mo.",
        en="Free some space: the journal of a large import may need {needed:n} MB.",
    ),
    "doctor-journal": Text(
        fr="Journal des opérations intact : {runs:opération|opérations}, {size:n} Mo.",
        en="The journal is intact: {runs:run|runs}, {size:n} MB.",
    ),
    "doctor-unfinished": Text(
        fr="Opérations inachevées : {count:n} ({runs}).",
        en="Unfinished runs: {count:n} ({runs}).",
    ),
    "doctor-unfinished-do": Text(
        fr="Terminez-les : `sellsy-etl runs resume OPÉRATION`, ou importez à nouveau le même fichier, sans risque de doublon.",
        en="Complete each with `sellsy-etl runs resume RUN`, or import the same file again: nothing is written twice.",
    ),
    "doctor-keyring": Text(
        fr="Coffre de mots de passe : {backend}.",
        en="Keyring: {backend}.",
    ),
    "doctor-no-keyring": Text(
        fr="Aucun coffre de mots de passe utilisable.",
        en="No keyring of this system works.",
    ),
    "doctor-no-keyring-do": Text(
        fr="Mettez le secret dans SELLSY_CLIENT_SECRET.",
        en="Put the secret in SELLSY_CLIENT_SECRET.",
    ),
    "doctor-credentials": Text(
        fr="Accès API {client} accepté (profil de connexion : {profile}).",
        en="Access {client} accepted (profile: {profile}).",
    ),
    "doctor-clock": Text(
        fr="Horloge : {seconds:seconde|secondes} d'écart avec Sellsy.",
        en="The clock is {seconds:second|seconds} off Sellsy's.",
    ),
    "doctor-clock-do": Text(
        fr="Réglez l'horloge de cet ordinateur.",
        en="Set the clock of this computer.",
    ),
    "doctor-who": Text(
        fr="Connecté à Sellsy : {name} ({email}) ; l'API v1 répond.",
        en="Connected to Sellsy as {name} ({email}); API v1 answers.",
    ),
    "doctor-v1": Text(
        fr="L'API v1 ne répond pas : {said}",
        en="API v1 does not answer: {said}",
    ),
    "doctor-v1-do": Text(
        fr="Cochez le droit api-v1 de l'accès API, requis pour : alertes, récurrence, post-it, commentaires de tâches, liens à un particulier, smart tags.",
        en="Tick the scope api-v1 of the access, needed for: alerts, recurrence, sticky notes, comments on tasks, links to individuals, smart tags.",
    ),
    "doctor-quota": Text(
        fr="Quota : {limits} ; {left:appel restant|appels restants} aujourd'hui.",
        en="Quota: {limits}; {left:call|calls} left today.",
    ),
    "per-second": Text(
        fr="{number:n} par seconde",
        en="{number:n} per second",
    ),
    "per-minute": Text(
        fr="{number:n} par minute",
        en="{number:n} per minute",
    ),
    "per-day": Text(
        fr="{number:n} par jour",
        en="{number:n} per day",
    ),
    "doctor-scope-read": Text(
        fr="{entity} : droit de lecture manquant.",
        en="{entity}: scope to read is missing.",
    ),
    "doctor-scope-read-do": Text(
        fr="Ajoutez le droit de lecture à l'accès API, et la licence à son propriétaire.",
        en="Add the scope to the access, and the licence to its owner.",
    ),
    "doctor-scope-write": Text(
        fr="{entity} : droit d'écriture manquant.",
        en="{entity}: scope to write is missing.",
    ),
    "doctor-scope-write-do": Text(
        fr="Ajoutez le droit d'écriture à l'accès API : l'import et la suppression l'exigent.",
        en="Add the scope to the access: import and delete need it.",
    ),
    "doctor-scopes": Text(
        fr="Droits complets pour {entities:type de fiche|types de fiche}.",
        en="The access has the scopes of all {entities:entity|entities}.",
    ),
    "note-trial-undone-whole": Text(
        fr="Essai {run} annulé : {count:ligne|lignes}.",
        en="Trial {run} undone: {count:row|rows}.",
    ),
    "note-trial-left-whole": Text(
        fr="Arrêt après l'essai {run}. Pour continuer, lancez le scénario sans --trial : ce qui est écrit n'est pas écrit deux fois. Pour annuler l'essai : `sellsy-etl runs undo {run}`.",
        en="Stopped after the trial {run}. To go on, run the pipeline without --trial: nothing is written twice. To undo the trial: `sellsy-etl runs undo {run}`.",
    ),
    "note-vanished": Text(
        fr="Étape {step} : {count:fiche absente|fiches absentes} des fichiers depuis l'opération {run}. Dans Sellsy, rien n'est supprimé. ID d'origine = ID Sellsy : {records}.",
        en="Step {step}: {count:record|records} of run {run} no longer in the files. Nothing is deleted in Sellsy. Old id = Sellsy id: {records}.",
    ),
    "note-trial-undone": Text(
        fr="Essai annulé par l'opération {undo} : {count:ligne|lignes}.",
        en="Trial undone by run {undo}: {count:row|rows}.",
    ),
    "note-undo-which": Text(
        fr="Annulation de l'opération {run} du {began:date} : {what:word}.",
        en="Undo of run {run} of {began:date}: {what:word}.",
    ),
    "note-plan-source": Text(
        fr="{path} a changé depuis le plan : c'est le plan qui est appliqué.",
        en="{path} changed since the plan: the plan is applied.",
    ),
    "note-waiting": Text(
        fr="Un autre import écrit dans ce compte depuis {since:date} (processus {pid} sur {host}) : attente, {seconds:seconde|secondes} au plus.",
        en="Another run has been writing to this account since {since:date} (process {pid} on {host}): waiting, {seconds:second|seconds} at most.",
    ),
    "note-stale-lock": Text(
        fr="Un import interrompu bloquait le compte depuis {since:date} (processus {pid} sur {host}) : débloqué.",
        en="An interrupted run had blocked the account since {since:date} (process {pid} on {host}): unblocked.",
    ),
    "note-retry-nothing": Text(
        fr="Opération {run} : rien à reprendre, Sellsy n'a refusé aucune ligne.",
        en="Run {run}: nothing to retry, Sellsy refused no row.",
    ),
    "note-retry-corrections": Text(
        fr="Opération {run} : rien à reprendre sans fichier ; {count:ligne|lignes} à corriger dans le rapport, puis `sellsy-etl runs retry {run} FICHIER`.",
        en="Run {run}: nothing to retry without a file; {count:row|rows} to correct in the report, then `sellsy-etl runs retry {run} FILE`.",
    ),
    "note-still-unknown": Text(
        fr="Lignes à vérifier de l'opération {run} : {count:n}, plusieurs fiches possibles (voir `sellsy-etl runs show {run}`).",
        en="Rows of run {run} still unknown: {count:n}, several records fit (see `sellsy-etl runs show {run}`).",
    ),
    "sandbox-clients-any": Text(
        fr="Accès API : n'importe quel ID et quel secret, et de même pour les quatre secrets de l'API v1.",
        en="Access: any id and secret, and any four secrets of API v1.",
    ),
    "sandbox-clients-one": Text(
        fr="Accès API : seulement {client} et son secret ; en API v1, c'est l'application, avec n'importe quel utilisateur.",
        en="Access: only {client} with its secret; in API v1 it is the application, with any user.",
    ),
    "sandbox-clients-user": Text(
        fr="Accès API : seulement {client} et son secret ; en API v1, c'est l'application, avec le seul jeton d'utilisateur {user}.",
        en="Access: only {client} with its secret; in API v1 it is the application, with the user token {user} only.",
    ),
    "sandbox-tokens": Text(
        fr="Jetons valables {hours} h.",
        en="Tokens: each lasts {hours} h.",
    ),
    "sandbox-tokens-single": Text(
        fr="Jetons valables {hours} h ; un nouveau jeton révoque le précédent.",
        en="Tokens: each lasts {hours} h; a new one revokes the previous one.",
    ),
    "sandbox-limits": Text(
        fr="Quotas : API v2 {v2} ; API v1 {v1}.",
        en="Quotas: API v2 {v2}; API v1 {v1}.",
    ),
    "sandbox-recorded": Text(
        fr="Réponses : celles de la vraie API.",
        en="Answers: as recorded from the real API.",
    ),
    "sandbox-contract": Text(
        fr="Réponses : celles de la documentation de l'API.",
        en="Answers: as the contract of the API describes them.",
    ),
    "sandbox-strict": Text(
        fr="Clés inconnues de Sellsy : refusées.",
        en="Body keys that Sellsy does not know are refused.",
    ),
    "sandbox-lenient": Text(
        fr="Clés inconnues de Sellsy : ignorées.",
        en="Body keys that Sellsy does not know are ignored.",
    ),
}
