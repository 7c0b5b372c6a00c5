"""The help of the command line: in French, and in both languages what lists the commands.

COMMANDS: command as it is typed -> its help in French, without the examples; the English is its first sentence.
OPTIONS, CLICK: the help of an option, what the library itself says, by the English. METAVARS: the words for values.
What is not here is shown in English.
"""

from etl.messages.model import Text

COMMANDS = {
    "": Text(
        fr="""Échange des données entre fichiers et Sellsy : vérifier, prévoir, importer, rendre compte, sans doublon ni oubli.

        \b
        Exemples :
          sellsy-etl demo                                   tout essayer sur un Sellsy d'essai, sans compte
          sellsy-etl template client -o clients.xlsx        un classeur vide à remplir
          sellsy-etl check clients.xlsx                     les erreurs, ligne par ligne, sans connexion
          sellsy-etl import clients.xlsx --dry-run          ce qui serait créé et modifié, et son coût
          sellsy-etl import clients.xlsx                    importer

        Codes de sortie : 0 toutes les lignes sont bonnes, 1 des lignes sont à corriger, refusées ou à vérifier, 2 réglages,
        3 fichier illisible, 4 Sellsy a refusé ou n'a pas répondu, 5 journal des opérations, 70 erreur du programme,
        130 interruption.""",
        en="Move data between spreadsheets and Sellsy: check, plan, import, report; never twice, never lost.",
    ),
    "apply": Text(
        fr="""Envoyer exactement ce que contient PLAN, une seule fois ; il doit être tel que `sellsy-etl plan` l'a écrit.

        Chaque ligne est d'abord rapprochée et comparée à nouveau. Si sa fiche a changé depuis le plan, la ligne n'est pas
        envoyée : le rapport indique le champ, sa valeur d'alors et celle d'aujourd'hui. Les autres sont envoyées.""",
        en="Send exactly what PLAN says, once; it must be as `sellsy-etl plan` wrote it.",
    ),
    "call": Text(
        fr="""Faire un appel à l'API, v2 ou v1, et afficher la réponse ; code de sortie 4 si c'est une erreur.

        L'accès API est ajouté. CHEMIN est /companies (v2, avec ou sans /v2), ou /0 pour l'API v1, dont le corps est le
        formulaire io_mode=json&do_in={"method": …} ou l'appel seul. Une lecture est réessayée si besoin, une écriture n'est
        envoyée qu'une fois ; rien n'est inscrit au journal des opérations.""",
        en="Make any API call, v2 or v1, and print the answer; exit code 4 when it is an error.",
    ),
    "check": Text(
        fr="""Lire et vérifier FICHIER ; rien n'est envoyé, aucun compte n'est nécessaire.

        Toutes les erreurs de toutes les lignes sont cherchées en une fois et écrites dans un rapport à corriger
        et à importer : un classeur, ou un CSV. Les doublons possibles (nom, téléphone, domaine e-mail) sont listés.""",
        en="Read and validate FILE; nothing is sent, no account is needed.",
    ),
    "delete": Text(
        fr="""Supprimer les fiches que désigne FICHIER, par ID ou clé de rapprochement : simulation sans --yes.

        Seules les colonnes qui désignent la fiche sont lues. Une ligne qui désigne plusieurs fiches, ou aucune, ne supprime
        rien. Avant sa suppression, la fiche entière est copiée dans le journal des opérations.""",
        en="Delete the records that the rows of FILE name, by id or match key: a dry run unless --yes.",
    ),
    "demo": Text(
        fr="""Vérifier, importer, réimporter et exporter un classeur plein d'erreurs sur un Sellsy d'essai.

        Sans compte, sans connexion, sans autre préparation. Le journal des opérations de la démo est dans son dossier.""",
        en="Check, import, import again and export a workbook full of errors on a local Sellsy.",
    ),
    "doctor": Text(
        fr="""Vérifier réglages, compte, droits, quotas, horloge et journal des opérations, et dire que faire.

        Rien n'est écrit dans Sellsy. Code de sortie : 0 si tout fonctionne (avertissements compris), sinon celui de la
        première erreur : 2 réglages, 4 Sellsy, 5 journal des opérations.""",
        en="Look at settings, account, rights, quotas, clock and journal, and say what to do.",
    ),
    "explain": Text(
        fr="Expliquer CODE, avec un exemple et que faire ; sans CODE, lister tous les codes par famille.",
        en="Say what CODE means, with an example and what to do; without CODE, list all codes by family.",
    ),
    "export": Text(
        fr="""Écrire les fiches d'un TYPE dans un fichier, avec toutes leurs colonnes : client, contact… ou all.

        Le fichier n'est mis en place qu'une fois complet ; en cas d'échec, celui qui existait reste tel quel. Les ID sont à
        côté des noms : réimporté sans changement, le fichier n'écrit rien.

        --since last reprend où s'est arrêté le dernier export de mêmes compte, profil de connexion, type de fiche,
        conditions et --name, une fois son fichier en place. Sellsy ne filtre pas opportunités, événements et tâches par date
        de modification : ils sont lus en entier et comparés. Un smart tag, une adresse ou le nom d'une société peuvent
        changer sans date : --compare le voit.

        Une base de données (duckdb:///crm.duckdb, sqlite:///x.db, postgresql://…, dlt:bigquery) reçoit une table par type
        de fiche et par type de lien, fusionnées par ID ; un nouveau champ personnalisé devient une colonne, une fiche
        supprimée est datée dans _deleted_at.""",
        en="Write the records of ENTITY to a file, every column: client, prospect, supplier, contact… or all.",
    ),
    "get": Text(
        fr="Lire des fiches d'un TYPE par leurs ID Sellsy ; code de sortie 1 s'il en manque une.",
        en="Retrieve records of ENTITY by their Sellsy ids; exit code 1 when one is not there.",
    ),
    "import": Text(
        fr="""Créer et mettre à jour les fiches de FICHIER ; une ligne déjà identique dans Sellsy n'envoie rien.

        Tout le fichier est vérifié, rapproché et comparé avant la première écriture. Chaque écriture est inscrite au journal
        des opérations avant son envoi. Dans un terminal, le plan et son coût sont affichés, puis confirmés, sauf avec --yes.
        Avec --trial N, N lignes variées sont d'abord écrites et relues ; le reste suit quand vous continuez, aussitôt ou par
        `runs resume`.""",
        en="Create and update the records of FILE; rows already there and equal send nothing.",
    ),
    "init": Text(
        fr="""Écrire un dossier de projet : un scénario, des exemples fictifs, des modèles et un README, à essayer aussitôt.

        Rien n'est remplacé : si un fichier gêne, le dossier reste tel quel.""",
        en="Write a project folder: a pipeline, fictional samples, templates and a README, ready for the local Sellsy.",
    ),
    "login": Text(
        fr="""Vérifier un accès API et l'enregistrer comme profil de connexion (--profile NOM, sinon « default »).

        Le secret est demandé sans être affiché, ou lu sur l'entrée standard ; il va dans le coffre de mots de passe. Avec
        --browser, l'accès API doit contenir l'adresse de retour http://127.0.0.1:8789/callback (Portail développeur).""",
        en='Verify an access to Sellsy and keep it as a profile (--profile NAME, else "default").',
    ),
    "logout": Text(
        fr="Effacer le secret et les jetons d'un profil de connexion (--profile NOM, sinon celui utilisé) ; le profil de connexion reste.",
        en="Delete the secret and the tokens of a profile (--profile NAME, else the active one); the profile stays.",
    ),
    "map": Text(
        fr="""Proposer pour FICHIER une correspondance des colonnes, d'après les en-têtes et le contenu des cellules.

        C'est un fichier YAML, avec pour chaque choix sa fiabilité, sa raison et des exemples. Corrigez-le, puis donnez-le à
        `check`, `import` ou `delete` avec --map. Rien n'est envoyé, aucun compte n'est nécessaire.""",
        en="Propose a mapping for FILE: which header fills which column, by their names and by what the cells contain.",
    ),
    "plan": Text(
        fr="""Écrire dans un classeur chaque cellule que l'import de FICHIER changerait, avant et après ; rien n'est envoyé.

        Le classeur indique aussi le coût et les lignes non envoyées, et porte des empreintes : il s'applique tel quel, une
        seule fois.""",
        en="Write every cell that importing FILE would change, old and new, into a workbook; nothing is sent.",
    ),
    "profiles": Text(
        fr="Lister les profils de connexion de cet ordinateur, choisir celui utilisé par défaut.",
        en="List the profiles of this computer, choose the one that is used when none is named.",
    ),
    "profiles list": Text(
        fr="Lister les profils de connexion : leur client ID, leur connexion, où est leur secret, lequel est utilisé.",
        en="List the profiles: their client id, how they log in, where their secret is, which is used.",
    ),
    "profiles use": Text(
        fr="Utiliser le profil de connexion NOM par défaut.",
        en="Use the profile NAME when none is named.",
    ),
    "run": Text(
        fr="""Lancer les étapes du fichier SCÉNARIO : imports, exports, suppressions, appels, chacune après celles qu'elle attend.

        Chaque étape est une opération du journal des opérations, sous celle du scénario, qui se termine, s'annule et se
        vérifie en entier (`runs resume`, `runs undo`, `runs verify`). Avec --sandbox, tout est essayé sur cet ordinateur.

        Avec --trial N, N lignes de chaque étape et leurs fiches liées sont d'abord vraiment écrites, relues et prouvées ; puis
        il est demandé s'il faut continuer (le reste, rien deux fois), annuler ou arrêter.""",
        en="Run the steps of the file PIPELINE: imports, exports, deletions, calls, in the order they need each other.",
    ),
    "runs": Text(
        fr="Lister les opérations, afficher ce que chacune a fait, la terminer ou l'annuler.",
        en="List past runs, show what each one did, complete or undo it.",
    ),
    "runs list": Text(
        fr="Lister les opérations, la plus récente d'abord.",
        en="List runs, newest first.",
    ),
    "runs prune": Text(
        fr="""Effacer d'anciennes opérations pour libérer leur place : seulement listées sans --yes.

        Une opération inachevée, ou qui a des lignes à vérifier, reste ; de même tant qu'une autre, qui en dépend, reste. Une
        opération effacée ne se vérifie, ne se reprend et ne s'annule plus ; les ID de l'ancien logiciel restent connus.""",
        en="Remove old runs to free their space: only listed without --yes.",
    ),
    "runs resume": Text(
        fr="""Terminer OPÉRATION : interrompue, arrêtée de force, ou avec des lignes à vérifier.

        Chaque écriture restée sans réponse est cherchée dans Sellsy ; ce qui y est n'est pas écrit deux fois. Le fichier doit
        être inchangé. Une opération qui n'avait rien envoyé recommence. Pour un scénario, les étapes restantes sont faites,
        ou son annulation est terminée.""",
        en="Complete RUN: interrupted, killed, or with rows whose outcome is unknown.",
    ),
    "runs retry": Text(
        fr="""Reprendre les lignes d'OPÉRATION que Sellsy a refusées ou n'a pas reçues ; avec FICHIER, corrigées.

        FICHIER est le rapport d'OPÉRATION avec ses lignes corrigées (le classeur, ou le CSV) ; il est lu avec les
        mêmes options. OPÉRATION peut être ce rapport lui-même. Les écritures sans réponse sont d'abord cherchées. Rien n'est créé deux fois : une ligne dont la fiche a été
        créée la met à jour. C'est une opération à part, qui se termine et se reprend.""",
        en="Retry the rows of RUN that Sellsy refused or did not receive; with FILE, corrected.",
    ),
    "runs show": Text(
        fr="Afficher ce qu'a fait OPÉRATION : son ID, le début de son ID, ou « last ».",
        en='Show what RUN did: its id, the beginning of it, or "last".',
    ),
    "runs undo": Text(
        fr="""Annuler OPÉRATION : import, suppression, plan appliqué, reprise, annulation ; simulation sans --yes.

        Ce que l'opération a créé est supprimé, ce qu'elle a modifié est rétabli champ par champ, smart tags, adresses et
        liens compris, ce qu'elle a supprimé est recréé avec un nouvel ID. Seulement si Sellsy contient encore ce que
        l'opération a écrit : une fiche modifiée ou complétée depuis (contact, commentaire, tâche, facture…) est gardée telle
        quelle et listée. Une annulation se termine si elle est interrompue, et s'annule.

        Impossible à annuler : les smart tags et les sources créés, les champs que Sellsy ne vide pas. Une fiche recréée perd
        ses commentaires, documents, e-mails, historique et fiches liées. Les champs que Sellsy remplit seul (propriétaire,
        codes, catégorie…) ne sont comparés que si l'opération les a écrits.""",
        en="Undo RUN: an import, a deletion, an applied plan, a retry, an undo; a dry run unless --yes.",
    ),
    "runs verify": Text(
        fr="""Relire dans Sellsy ce qu'OPÉRATION y a écrit et marquer chaque ligne ; code de sortie 1 si l'une diffère.

        \b
        = conforme   * différent (champ, envoyé, maintenant)   - supprimé   ! illisible

        Les lignes inchangées sont relues aussi ; celles qui n'ont rien écrit (à corriger, ignorées, refusées) sont comptées
        à part. Pour une suppression, supprimé est conforme. Ce que seule une création fixe (date de création) n'est pas
        comparé.""",
        en="Read back what RUN wrote to Sellsy and mark every row; exit code 1 when one is not as sent.",
    ),
    "sandbox": Text(
        fr="Lancer un Sellsy d'essai : mêmes réponses, mêmes limites, sans compte.",
        en="Run a local Sellsy: same answers, same limits, no account.",
    ),
    "sandbox reset": Text(
        fr="Vider le Sellsy d'essai, celui de `--sandbox`.",
        en="Empty the embedded sandbox, the one `--sandbox` works on.",
    ),
    "sandbox seed": Text(
        fr="""Copier un compte dans un Sellsy d'essai, pour répéter l'import avec ses vraies fiches, doublons et noms.

        D'abord les collaborateurs, champs personnalisés, pipelines de vente et libellés, puis les fiches avec leurs adresses,
        smart tags, champs personnalisés et contacts, sous leurs ID. Avec --anonymise, les doublons restent des doublons et les
        textes des champs personnalisés ne sont pas copiés.""",
        en="Copy an account into a sandbox, to rehearse with its real records, duplicates and names.",
    ),
    "sandbox serve": Text(
        fr="""Lancer le Sellsy d'essai sur 127.0.0.1 jusqu'à Ctrl-C, et afficher les variables à définir.

        --faults demande une liste de règles. Chacune indique les requêtes concernées (match : method et path sont des
        expressions régulières ; in: pair est une écriture d'un lot, in: delivery un webhook ; puis nth, times, ou rate et
        seed) et la panne : drop_before, drop_after, cut_body, short_batch, short_page, status (status, retry_after,
        after: true), delay (ms, after), lag (ms), revoke_token, duplicate, meanwhile (calls). La même liste s'envoie par
        POST à /_sandbox/faults pendant l'essai ; GET y indique ce que chaque règle a vu et fait échouer.

        \b
          - {match: {method: POST, path: /batch$}, fault: drop_after, nth: [3, 7]}
          - {match: {path: /companies}, fault: status, status: 429, retry_after: 2, times: 5}
          - {match: {in: pair, path: /addresses$}, fault: status, status: 500, rate: 0.1, seed: 1}
          - {match: {path: /batch$}, fault: lag, ms: 3000}
          - {match: {in: delivery}, fault: duplicate, rate: 0.5, seed: 2}""",
        en="Serve the local Sellsy on 127.0.0.1 until Ctrl-C; the variables to set are printed, and what it accepts.",
    ),
    "sandbox setup": Text(
        fr="""Donner à un Sellsy d'essai les collaborateurs, pipelines de vente, sources et libellés de FICHIER.

        FICHIER est en YAML ; ce qui existe déjà reste tel quel :

        \b
          staffs: [Ada Vidal, {firstname: Luc, lastname: Morel, email: luc@atelier.example}]
          pipelines:
            Ventes: [Prospection, Devis, Signature]
            Export: {Contact: 10, Offre: 60}
          sources: [Salon]
          event_labels: [Visite]
          task_labels: [Relance]""",
        en="Give a sandbox the staff, pipelines, sources and labels of FILE, as Sellsy's settings would.",
    ),
    "schedule": Text(
        fr="""Lancer chaque scénario qui a un `schedule`, à ses heures, jusqu'à Ctrl-C.

        Un seul à la fois. Une échéance manquée de moins d'une heure est rattrapée une fois, les autres sont signalées ;
        chaque opération est dans le journal des opérations et dans --log-json, et notifiée comme l'indique `notify` du
        scénario. Les fichiers modifiés entre-temps sont relus.""",
        en="Run the pipelines that carry a `schedule`, each at its times, until Ctrl-C.",
    ),
    "schedule list": Text(
        fr="Lister les scénarios planifiés et leur prochain départ.",
        en="List the pipelines that have a schedule, and when each runs next.",
    ),
    "schedule next": Text(
        fr="Afficher les prochains départs du scénario NOM.",
        en="Print the next times of the pipeline NAME.",
    ),
    "schedule run": Text(
        fr="Lancer maintenant le scénario NOM, comme sa planification : suivi et notifications compris.",
        en="Run the pipeline NAME now, as its schedule would: logged and notified.",
    ),
    "schedule status": Text(
        fr="""Afficher le dernier succès de chaque scénario, son prochain départ et sa dernière erreur.

        Code de sortie 1 si un scénario demande de l'attention : il a échoué, est en retard, ou son fichier est illisible.""",
        en="Show the last success of each pipeline, its next time, and the last error.",
    ),
    "search": Text(
        fr="""Chercher des fiches d'un TYPE : client, prospect, supplier, contact, opportunity, event, task ou comment.

        Les conditions sont les filtres de Sellsy : noms et e-mails exacts, dates et montants en intervalles, étapes, libellés
        et collaborateurs par leur nom. text, tags, siren, website et business_segment sont appliqués après lecture ;
        empty=COLONNES garde les fiches où ces champs sont vides, doubled=COLONNES celles qui ont la même valeur qu'une autre.""",
        en="Search the records of ENTITY: client, prospect, supplier, contact, opportunity, event, task or comment.",
    ),
    "template": Text(
        fr="""Écrire un classeur vide à remplir pour un TYPE de fiche : client, contact, opportunity, task…

        Chaque colonne a son aide en commentaire, les choix sont des listes, SIRET, codes postaux et téléphones restent du
        texte, une ligne d'exemple, jamais importée, montre la forme, et une seconde feuille liste les colonnes. Les colonnes
        plus rares sont repliées : le + au-dessus des colonnes les ouvre.""",
        en="Write an empty workbook for ENTITY: client, prospect, supplier, contact, opportunity, event, task, comment.",
    ),
    "dictionary": Text(
        fr="""Décrire les tables et les colonnes des exports pour programmes : nom, type, clé, valeurs, sens.

        Les noms sont ceux de `export --names machine`, de jsonl et parquet, et des bases de données ; ils sont les mêmes
        dans toutes les langues. Les champs personnalisés d'un compte sont aussi des colonnes, sous leur code.""",
        en="Describe the tables and columns that exports for programs have: name, type, key, words, meaning.",
    ),
    "watch": Text(
        fr="""Créer un webhook, afficher et garder ce que Sellsy envoie, puis le supprimer à Ctrl-C.

        Sellsy doit atteindre le port : ouvrez un tunnel ou un proxy inverse et donnez son adresse avec --public-url. Une
        notification est enregistrée sur le disque (fichier de --out, avec .inbox) avant d'être acceptée ; elle est gardée
        une fois, même reçue plusieurs fois. Sans la signature du webhook, elle est refusée.

        Avec --run, SCÉNARIO est lancé à chaque notification si son fichier a un paramètre event, kind ou record_id, qui en
        donne le contenu ; sinon une fois pour toutes celles reçues entre-temps. Un échec n'arrête pas watch.""",
        en="Register a webhook, show and keep what Sellsy posts, and unregister on Ctrl-C.",
    ),
    "webhooks": Text(
        fr="""Lister les événements du compte ; lister, créer, modifier et supprimer ses webhooks.

        Les clés de signature sont lues dans des variables d'environnement et ne sont jamais affichées.""",
        en="List the events of the account; list, create, change and delete its webhooks.",
    ),
    "webhooks create": Text(
        fr="Créer un webhook qui envoie à ADRESSE, une adresse https publique.",
        en="Create a webhook that posts to ENDPOINT, a public https address.",
    ),
    "webhooks delete": Text(
        fr="Supprimer chaque WEBHOOK : Sellsy n'y envoie plus rien.",
        en="Delete each WEBHOOK: Sellsy no longer posts to it.",
    ),
    "webhooks events": Text(
        fr="Lister les événements possibles pour un webhook de ce compte.",
        en="List the events available to a webhook of this account.",
    ),
    "webhooks list": Text(
        fr="Lister les webhooks du compte, leur état et leurs événements.",
        en="List the webhooks of the account, their state and their events.",
    ),
    "webhooks update": Text(
        fr="Modifier de WEBHOOK ce qui est donné, et rien d'autre ; --events remplace ses événements.",
        en="Change what is given of WEBHOOK, nothing else; --events replaces its events.",
    ),
}

OPTIONS = {
    "Show the version and exit.": "Afficher la version.",
    "Credentials and addresses to use (default: SELLSY_PROFILE).": "Profil de connexion à utiliser (défaut : SELLSY_PROFILE).",
    "Work on the embedded local Sellsy; it keeps its data.": "Travailler sur le Sellsy d'essai du programme ; il garde ses données.",
    "Show more: every problem and every change.": "Tout afficher : chaque problème, chaque changement.",
    "Show errors only.": "N'afficher que les erreurs.",
    "Form of what is printed on stderr: notes, progress and errors.": "Forme de ce qui est affiché sur la sortie d'erreur : notes, avancement et erreurs.",
    "Show no progress bar.": "Sans barre de progression.",
    "Language of messages (default: the locale's).": "Langue des messages (défaut : celle du système).",
    "Print one JSON document on stdout and nothing else there.": "Afficher un seul document JSON sur la sortie standard.",
    "Print the answer on one line.": "Afficher la réponse sur une ligne.",
    "Print one JSON list on stdout.": "Afficher une liste JSON sur la sortie standard.",
    "Print what was written as JSON on stdout.": "Afficher ce qui a été écrit, en JSON, sur la sortie standard.",
    "Print Sellsy's own records as one JSON list on stdout.": "Afficher les fiches telles que Sellsy les donne, en une liste JSON.",
    "Do not ask before writing.": "Ne pas demander confirmation avant d'écrire.",
    "Delete; without it, what would be deleted is only listed.": "Supprimer ; sans cette option, ce qui serait supprimé est seulement listé.",
    "Do not ask before a step writes.": "Ne pas demander confirmation avant les écritures d'une étape.",
    "Remove them; without it they are only listed.": "Effacer ; sans cette option, les opérations sont seulement listées.",
    "Undo; without it, what would be undone is only listed.": "Annuler ; sans cette option, ce qui serait annulé est seulement listé.",
    "Wait this long for another process that writes to the account (default: do not wait).": "Attendre si un autre programme écrit dans le compte (défaut : ne pas attendre).",
    "client, prospect, supplier, contact, opportunity, event, task, comment (default: by headers).": "Type de fiche : client, prospect, supplier, contact, opportunity, event, task, comment (défaut : d'après les en-têtes).",
    "Sheet of the workbook (default: the one whose headers fit best).": "Feuille du classeur (défaut : celle dont les en-têtes conviennent le mieux).",
    "Line of the headers.": "Ligne des en-têtes.",
    "Encoding of a CSV (default: BOM, UTF-8, else cp1252).": "Encodage d'un CSV (défaut : BOM, UTF-8, sinon cp1252).",
    "Of CSV (default: UTF-8 with a byte order mark).": "Encodage du CSV (défaut : UTF-8 avec BOM).",
    "Restore text that was encoded twice (HÃ©lÃ¨ne).": "Rétablir les accents encodés deux fois (HÃ©lÃ¨ne).",
    "Delimiter of a CSV, one character or tab (default: found among ; , tab |).": "Séparateur d'un CSV, un caractère ou tab (défaut : détecté parmi ; , tab |).",
    "Of CSV.": "Séparateur du CSV.",
    "Decimal mark, where 1.234 would be ambiguous.": "Séparateur décimal, si 1.234 est ambigu.",
    "Order of day and month in text dates (default: what they show, else day first).": "Ordre du jour et du mois dans les dates (défaut : celui qu'elles montrent, sinon jj/mm).",
    "Read or skip hidden rows (default: ask; `check` reads them).": "Lignes masquées : les lire ou les ignorer (défaut : demander ; `check` les lit).",
    "Country of new addresses that give none, and of their phones.": "Pays des nouvelles adresses qui n'en indiquent pas, et de leurs téléphones.",
    "Currency of the amounts, that of the account (default: EUR); an amount in another is refused.": "Devise des montants, celle du compte (défaut : EUR) ; un montant dans une autre est refusé.",
    "What an empty cell does to the field in Sellsy.": "Effet d'une cellule vide : garder le champ de Sellsy ou le vider.",
    "Reject the row of an optional cell that cannot be read, or import the row without that cell.": "Cellule facultative illisible : rejeter sa ligne (reject), ou importer la ligne sans cette cellule (drop).",
    "Fix the cells that have one certain fix (see `check`); every fix is reported.": "Corriger les cellules dont la correction est certaine (voir `check`) ; chacune est signalée.",
    "The word in a cell that clears the field; an empty cell keeps it.": "Mot qui, dans une cellule, vide le champ ; une cellule vide le garde.",
    "HEADER=COLUMN, a mapping file (.yaml, see `map`), or a product whose exports are known (hubspot, salesforce…); may be repeated.": "EN-TÊTE=COLONNE, un fichier .yaml de correspondance des colonnes (voir `map`), ou un logiciel connu (hubspot, salesforce…) ; répétable.",
    "Where to write the report: .xlsx, .ods or .csv (default: beside the file).": "Fichier du rapport : .xlsx, .ods ou .csv (défaut : à côté du fichier).",
    "Where to write the report, an .xlsx (default: beside the plan).": "Fichier du rapport, en .xlsx (défaut : à côté du plan).",
    "Where to write the report.": "Fichier du rapport.",
    "Where to write the report workbook (default: beside the file of the run).": "Classeur du rapport (défaut : à côté du fichier de l'opération).",
    "Find existing records by id, siret, reference, email, name…; may be repeated.": "Clé de rapprochement : id, siret, reference, email, name… ; répétable.",
    "Writes sent in one request.": "Écritures par requête.",
    "Show the HTTP requests of the run on its page.": "Montrer les appels HTTP de l'opération sur sa page.",
    "Write the page of the run too, beside the report.": "Écrire aussi la page de l'opération, à côté du rapport.",
    "Create and update, only create, or only update.": "Créer et mettre à jour, seulement créer, ou seulement mettre à jour.",
    "What to do with a row that may or may not be an existing record.": "Ligne qui ressemble à une fiche sans certitude : refuser, créer ou mettre à jour.",
    "Create unknown names instead of refusing them: tags, sources, or tags,sources.": "Créer les noms inconnus au lieu de les refuser : tags, sources, ou tags,sources.",
    "Add smart tags to those a record has, or replace them (removal goes through API v1).": "Ajouter les smart tags à ceux de la fiche, ou les remplacer (le retrait passe par l'API v1).",
    "Custom fields of several choices (cf:CODE, ...): add the choices to those a record has.": "Champs personnalisés à choix multiples (cf:CODE, …) : ajouter les choix à ceux de la fiche.",
    "Recreate a record that was imported, then deleted in Sellsy (default: skip the row).": "Recréer une fiche déjà importée puis supprimée dans Sellsy (défaut : ignorer la ligne).",
    "Look for possible duplicates, and for names that must exist, in the account; it is only read.": "Chercher aussi dans le compte les doublons possibles et les noms qui doivent y exister ; il est seulement lu.",
    "Look in the account for possible duplicates of what would be created.": "Chercher dans le compte les doublons possibles de ce qui serait créé.",
    "Do everything but write; Sellsy validates where it can.": "Simulation : tout faire sauf écrire ; Sellsy valide ce qu'il peut.",
    "Do everything but write; steps see what earlier ones would create.": "Simulation : tout faire sauf écrire ; chaque étape tient compte des précédentes.",
    "Write N rows that differ, read them back, then ask: go on, undo, or stop.": "Essai : écrire N lignes variées, les relire, puis demander : continuer, annuler ou arrêter.",
    "Write N rows of each step and all they depend on, read them back, then ask.": "Essai : écrire N lignes de chaque étape et leurs fiches liées, les relire, puis demander.",
    "Only list what would be done, whatever the other options.": "Simulation : lister seulement, quelles que soient les autres options.",
    "A query parameter; may be repeated.": "Paramètre de la requête ; répétable.",
    "A header; may be repeated.": "En-tête HTTP ; répétable.",
    "The body: a text, a file after @, or @- for standard input.": "Corps : un texte, un fichier après @, ou @- pour l'entrée standard.",
    "Folder for the files it writes.": "Dossier des fichiers écrits.",
    "Schema of a database's tables.": "Schéma des tables d'une base de données.",
    "Where to write; the extension gives the format (xlsx, csv, ods, jsonl, parquet).": "Fichier à écrire ; son extension donne le format : xlsx, csv, ods, jsonl, parquet ; ou base de données.",
    "Where to write the mapping (default: FILE.mapping.yaml beside the file); - prints it.": "Fichier à écrire (défaut : FICHIER.mapping.yaml, à côté) ; - l'affiche.",
    "Where to write the plan, an .xlsx (default: beside the file, NAME.plan.xlsx).": "Classeur du plan, en .xlsx (défaut : à côté du fichier, NOM.plan.xlsx).",
    "Write every column to a file instead, as `export` does.": "Écrire plutôt toutes les colonnes dans un fichier, comme `export`.",
    "Where to write it: .xlsx or .csv (default: client_template.xlsx).": "Fichier à écrire : .xlsx ou .csv (défaut : modele_clients.xlsx).",
    "A condition, as for search; all must be met.": "Condition, comme pour search ; toutes doivent être remplies.",
    "A condition; all must be met. An unknown one lists those accepted.": "Condition ; toutes doivent être remplies. Une condition inconnue affiche celles acceptées.",
    "Only what has changed since the last export, a date or a time ago.": "Seulement ce qui a changé depuis le dernier export, une date ou une durée.",
    "Columns to write, separated by commas (default: all).": "Colonnes à écrire, séparées par des virgules (défaut : toutes).",
    "Columns to show, separated by commas; or all.": "Colonnes à afficher, séparées par des virgules ; ou all.",
    "Sort by id, name, created_at, due_date…, depending on the entity.": "Tri : id, name, created_at, due_date… selon le type de fiche.",
    "Greatest or latest first.": "Du plus grand, ou du plus récent, au plus petit.",
    "At most this many records of each entity (default: all).": "Nombre maximal de fiches de chaque type (défaut : toutes).",
    "At most this many records (default: all).": "Nombre maximal de fiches (défaut : toutes).",
    "How many, newest first.": "Nombre d'opérations, les plus récentes d'abord.",
    "Language of headers and labels.": "Langue des en-têtes et des libellés.",
    "Language of the headers (default: the messages').": "Langue des en-têtes (défaut : celle des messages).",
    "Where to write it, as CSV (default: the terminal).": "Où l'écrire, en CSV (sinon sur le terminal).",
    "Columns as in a template, or stable names with ids and labels (jsonl, parquet).": "Colonnes comme dans un modèle, ou noms stables avec ID et libellés (jsonl, parquet).",
    "Sellsy's own terms: attributes as headers, ids instead of names.": "Mots de Sellsy : attributs en en-têtes, ID au lieu des noms.",
    "With --since last: ids deleted since, in an extra sheet or FILE.deleted.EXTENSION.": "Avec --since last : les ID supprimés depuis, dans une feuille de plus ou dans FICHIER.deleted.EXTENSION.",
    "With --since last: read everything, write what differs from the last export.": "Avec --since last : tout lire, n'écrire que ce qui diffère du dernier export.",
    "Name of an export that continues separately: see --since last.": "Nom d'un export qui se poursuit à part : voir --since last.",
    "Format, if the extension does not give it.": "Format, si l'extension ne l'indique pas.",
    "Write xlsx faster still; needs the extra `fast`.": "Écrire le xlsx encore plus vite ; exige l'option d'installation `fast`.",
    "Add one JSON line to FILE, whether the export succeeds or not.": "Ajouter une ligne JSON à FICHIER, que l'export réussisse ou non.",
    "A ready pipeline, with its samples; may be repeated (default: first_import).": "Scénario prêt à l'emploi, avec ses exemples ; répétable (défaut : first_import).",
    "List the ready pipelines and write nothing.": "Lister les scénarios prêts à l'emploi, sans rien écrire.",
    "Client id of the access (default: asked for).": "Client ID de l'accès API (défaut : demandé).",
    "Accept the access in a browser instead of giving a secret.": "Accepter l'accès dans un navigateur au lieu de donner un secret.",
    "Port of the redirect address, http://127.0.0.1:PORT/callback.": "Port de l'adresse de retour, http://127.0.0.1:PORT/callback.",
    "Print the address to open instead of opening it.": "Afficher l'adresse à ouvrir au lieu de l'ouvrir.",
    "How long to wait for the browser.": "Attente maximale du navigateur.",
    "Without a keyring, keep the secret in a file that only you can read.": "Sans coffre de mots de passe, garder le secret dans un fichier lisible par vous seul.",
    "Overwrite an existing mapping.": "Remplacer une correspondance des colonnes qui existe.",
    "Also undo what was changed since.": "Annuler aussi ce qui a été modifié depuis.",
    "Start from this step; earlier ones are skipped.": "Commencer à cette étape ; les précédentes sont ignorées.",
    "A value for a parameter of the file; may be repeated.": "Valeur d'un paramètre du fichier ; répétable.",
    "Runs started before: 90d, 12w, or a date.": "Opérations commencées avant : 90d, 12w, ou une date.",
    "The file to empty (default: the embedded one's).": "Fichier à vider (défaut : celui du programme).",
    "A sandbox's file (default: the embedded one's).": "Fichier d'un Sellsy d'essai (défaut : celui du programme).",
    "SQLite file that keeps the data (default: in memory).": "Fichier SQLite qui garde les données (défaut : en mémoire).",
    "The account to copy; it is only read.": "Profil de connexion du compte à copier, lu seulement.",
    "client,contact,opportunity... (default: all of them).": "client,contact,opportunity… (défaut : tous).",
    "Replace people, companies and words by fictional ones.": "Remplacer personnes, sociétés et textes par d'autres, fictifs.",
    "A running sandbox instead, such as http://127.0.0.1:8787.": "Un Sellsy d'essai déjà lancé, par exemple http://127.0.0.1:8787.",
    "Port on 127.0.0.1; 0 picks a free one.": "Port sur 127.0.0.1 ; 0 en choisit un libre.",
    "Limits, such as 5/s,150/min (default: high).": "Limites, par exemple 5/s,150/min (défaut : larges).",
    "Delay added to every answer, in milliseconds.": "Délai ajouté à chaque réponse, en millisecondes.",
    "Start with a fictional French account.": "Commencer avec un compte français fictif.",
    "Accept only this client; ID:SECRET:TOKEN:SECRET names the user of API v1 too.": "N'accepter que cet accès API ; ID:SECRET:JETON:SECRET nomme aussi l'utilisateur de l'API v1.",
    "A new token revokes the one before, as on a shared access.": "Un nouveau jeton révoque le précédent, comme pour un accès API partagé.",
    "Ignore unknown body keys instead of refusing them.": "Ignorer les clés inconnues d'un corps au lieu de les refuser.",
    "YAML or JSON file of faults to simulate.": "Fichier YAML ou JSON des pannes à simuler.",
    "Answer as recorded from the real API, or as its contract says (default: recorded).": "Réponses de la vraie API, ou de sa documentation (défaut : recorded, la vraie).",
    "Time zone of pipelines that give none (default: this computer's).": "Fuseau horaire des scénarios qui n'en indiquent pas (défaut : celui de l'ordinateur).",
    "Add one JSON line per run to this file.": "Ajouter une ligne JSON par opération à ce fichier.",
    "Keep the state of each pipeline in this file, for OpenMetrics.": "Tenir à jour l'état de chaque scénario dans ce fichier, au format OpenMetrics.",
    "Only if a time of its schedule has come since its last run.": "Seulement si une échéance est arrivée depuis le dernier lancement.",
    "Files, or folders of files; may be repeated (default: pipelines, else the current folder).": "Scénarios, ou dossiers de scénarios ; répétable (par défaut : `pipelines`, sinon le dossier courant).",
    "Delay each start at random, by up to this many seconds.": "Décaler chaque départ au hasard, d'autant de secondes au plus.",
    "Print what the system's scheduler needs, and run nothing.": "Afficher ce qu'il faut au planificateur du système, sans rien lancer.",
    "How many times.": "Nombre de départs.",
    "Offer the account's pipelines, steps, sources, staff, labels and custom fields.": "Proposer les pipelines de vente, étapes, sources, collaborateurs, libellés et champs personnalisés du compte.",
    "The https address that leads to the port (default: the local one).": "Adresse https qui mène au port (défaut : l'adresse locale).",
    "A .jsonl, .csv or .xlsx file to append to; a workbook is written at the end.": "Fichier .jsonl, .csv ou .xlsx à compléter ; un classeur est écrit à la fin.",
    "Events, or entities for all of theirs, separated by commas (default: clients, prospects, suppliers, contacts, opportunities, agenda, comments).": "Événements, ou types de fiches pour tous les leurs, séparés par des virgules (défaut : clients, prospects, fournisseurs, contacts, opportunités, agenda, commentaires).",
    "Events, or entities for all of theirs (default: as for webhooks create).": "Événements, ou types de fiches pour tous les leurs (défaut : comme webhooks create).",
    "Read the record that each delivery names, and keep it too.": "Lire la fiche que désigne chaque notification, et la garder aussi.",
    "A pipeline to run for each delivery.": "Scénario à lancer à chaque notification.",
    "Environment variable with the key that signs deliveries.": "Variable d'environnement qui contient la clé de signature.",
    "Environment variable with the sign key (default: a random key).": "Variable d'environnement qui contient la clé de signature (défaut : une clé au hasard).",
    "Name shown in Sellsy.": "Nom affiché dans Sellsy.",
    "Deliveries are JSON instead of a form.": "Notifications en JSON au lieu d'un formulaire.",
    "Post JSON, or a form.": "Notifications en JSON, ou en formulaire.",
    "Deliveries contain the whole record.": "Notifications avec la fiche entière.",
    "Deliveries contain the whole record, or not.": "Notifications avec la fiche entière, ou sans.",
    "Create it without starting it.": "Le créer sans l'activer.",
    "Where it posts to.": "Adresse d'envoi.",
    "Start it, or stop it without deleting it.": "L'activer, ou l'arrêter sans le supprimer.",
}

METAVARS = {
    "AGE": "ÂGE",
    "ARGS": "ARGUMENTS",
    "BOOLEAN": "OUI|NON",
    "CHAR": "CARACTÈRE",
    "CHARACTER": "CARACTÈRE",
    "COLUMN": "COLONNE",
    "COLUMNS": "COLONNES",
    "COMMAND": "COMMANDE",
    "DIR": "DOSSIER",
    "DIRECTORY": "DOSSIER",
    "ENDPOINT": "ADRESSE",
    "ENTITY": "TYPE",
    "FIELD": "CHAMP",
    "FILE": "FICHIER",
    "FOLDER": "DOSSIER",
    "DATABASE": "BASE",
    "INTEGER": "ENTIER",
    "INTEGER RANGE": "ENTIER",
    "KEY": "CLÉ",
    "KINDS": "NOMS",
    "MAPPING": "CORRESPONDANCE",
    "NAME": "NOM",
    "NAMES": "NOMS",
    "PATH": "CHEMIN",
    "PIPELINE": "SCÉNARIO",
    "RUN": "OPÉRATION",
    "SECONDS": "SECONDES",
    "STEP": "ÉTAPE",
    "TEXT": "TEXTE",
    "VALUE": "VALEUR",
    "WORD": "MOT",
}

CLICK = {
    "Usage:": "Usage :",
    "Options": "Options ",
    "Commands": "Commandes ",
    "default: {default}": "défaut : {default}",
    "required": "obligatoire",
    "env var: {var}": "variable d'environnement : {var}",
    "Error: {message}": "Erreur : {message}",
    "Try '{command} {option}' for help.": "Aide : {command} {option}",
    "Missing command.": "Commande manquante.",
    "Missing argument": "Argument manquant :",
    "Missing option": "Option manquante :",
    "Choose from:\n\t{choices}": "Choix :\n\t{choices}",
    "No such command {name!r}.": "Commande inconnue : {name}.",
    "No such option {name!r}.": "Option inconnue : {name}.",
    "Did you mean {possibility}?": "Vouliez-vous dire {possibility} ?",
    "(Did you mean one of: {possibilities}?)": "Vouliez-vous dire l'une de celles-ci : {possibilities} ?",
    "Invalid value: {message}": "{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} : {message}",
    "{value!r} is not {choice}.": "« {value} » refusé, choix : {choice}.",
    "{value!r} is not one of {choices}.": "« {value} » refusé, choix : {choices}.",
    "{value!r} is not a valid {number_type}.": "« {value} » n'est pas {number_type}.",
    "{value!r} is not a valid boolean. Recognized values: {states}": "« {value} » refusé, choix : {states}.",
    "{value} is not in the range {range}.": "{value} est hors limites ({range}).",
    "integer": "un entier",
    "integer range": "un entier",
    "float": "un nombre",
    "float range": "un nombre",
    "Option {name!r} requires an argument.": "L'option {name} demande une valeur.",
    "Option {name!r} requires {nargs} arguments.": "L'option {name} demande {nargs} valeurs.",
    "Option {name!r} does not take a value.": "L'option {name} n'a pas de valeur.",
    "Argument {name!r} takes {nargs} values.": "L'argument {name} demande {nargs} valeurs.",
    "Got unexpected extra argument ({args})": "Argument en trop : {args}.",
    "Got unexpected extra arguments ({args})": "Arguments en trop : {args}.",
    "{name} {filename!r} does not exist.": "« {filename} » n'existe pas.",
    "{name} {filename!r} is a file.": "« {filename} » est un fichier.",
    "{name} {filename!r} is a directory.": "« {filename} » est un dossier.",
    "{name} {filename!r} is not writable.": "« {filename} » : écriture interdite.",
    "{name} {filename!r} is not readable.": "« {filename} » : lecture interdite.",
    "{name} {filename!r} is not executable.": "« {filename} » : exécution interdite.",
    "Could not open file {filename!r}: {message}": "« {filename} » : ouverture impossible. Détail : {message}",
    "Show the version and exit.": "Afficher la version.",
    "Show this message and exit.": "Afficher cette aide.",
    "%(prog)s, version %(version)s": "%(prog)s, version %(version)s",
    "Aborted!": "Abandonné.",
}

HELP = "--help"

NEAR_COMMANDS = {
    **dict.fromkeys(("aide", "help"), HELP),
    **dict.fromkeys(("annuler", "annule", "undo"), "runs undo|last"),
    **dict.fromkeys(("appliquer",), "apply"),
    **dict.fromkeys(("connexion", "connecter", "connect"), "login"),
    **dict.fromkeys(("controler", "controle", "verifier", "verifie", "validate"), "check"),
    **dict.fromkeys(("correspondance", "colonnes", "mapping"), "map"),
    **dict.fromkeys(("demonstration", "essai", "essayer"), "demo"),
    **dict.fromkeys(("diagnostic",), "doctor"),
    **dict.fromkeys(("exporter", "exporte", "extraire"), "export|client"),
    **dict.fromkeys(("expliquer", "explique"), "explain"),
    **dict.fromkeys(("historique", "operations", "history"), "runs list"),
    **dict.fromkeys(("importer", "importe", "load", "upload"), "import"),
    **dict.fromkeys(("modele", "modeles", "gabarit", "templates"), "template|client"),
    **dict.fromkeys(("planifier", "programmer"), "schedule"),
    **dict.fromkeys(("rechercher", "recherche", "chercher", "find"), "search"),
    **dict.fromkeys(("reprendre",), "runs resume|last"),
    **dict.fromkeys(("reessayer", "relancer"), "runs retry|last"),
    **dict.fromkeys(("simuler", "simulation"), "plan"),
    **dict.fromkeys(("supprimer", "effacer", "remove"), "delete"),
}
"""Words that people type for a command, in lower case and without accents, and the command; behind a bar what it is often about."""
