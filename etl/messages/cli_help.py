"""The help of the command line in French; the English is where the commands are.

COMMANDS: command -> its help, without its examples, nor the sentence of a command that `sellsy-etl --help` lists.
OPTIONS: `--option`, or `command --option` where its sense is the command's own. METAVARS: the words for values.
CLICK: what the library itself says, by its English.
"""

COMMANDS = {
    "": """Échange des données entre fichiers et Sellsy : vérifier, prévoir, importer, rendre compte, sans doublon ni oubli.

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
    "apply": """Chaque ligne est d'abord rapprochée et comparée à nouveau. Si sa fiche a changé depuis le plan, la ligne n'est pas
    envoyée : le rapport indique le champ, sa valeur d'alors et celle d'aujourd'hui. Les autres sont envoyées.""",
    "call": """L'accès API est ajouté. CHEMIN est /companies (v2, avec ou sans /v2), ou /0 pour l'API v1, dont le corps est le
    formulaire io_mode=json&do_in={"method": …} ou l'appel seul. Une lecture est réessayée si besoin, une écriture n'est
    envoyée qu'une fois ; rien n'est inscrit au journal des opérations.""",
    "check": """Toutes les erreurs de toutes les lignes sont cherchées en une fois et écrites dans un rapport : une copie annotée du
    classeur, ou un CSV des lignes à corriger. Les doublons possibles (nom, téléphone, domaine e-mail) sont listés.""",
    "delete": """Seules les colonnes qui désignent la fiche sont lues. Une ligne qui désigne plusieurs fiches, ou aucune, ne supprime
    rien. Avant sa suppression, la fiche entière est copiée dans le journal des opérations.""",
    "demo": """Sans compte, sans connexion, sans autre préparation. Le journal des opérations de la démo est dans son dossier.""",
    "doctor": """Rien n'est écrit dans Sellsy. Code de sortie : 0 si tout fonctionne (avertissements compris), sinon celui de la
    première erreur : 2 réglages, 4 Sellsy, 5 journal des opérations.""",
    "export": """Le fichier n'est mis en place qu'une fois complet ; en cas d'échec, celui qui existait reste tel quel. Les ID sont à
    côté des noms : réimporté sans changement, le fichier n'écrit rien.

    --since last reprend où s'est arrêté le dernier export de mêmes compte, profil de connexion, type de fiche,
    conditions et --name, une fois son fichier en place. Sellsy ne filtre pas opportunités, événements et tâches par date
    de modification : ils sont lus en entier et comparés. Un smart tag, une adresse ou le nom d'une société peuvent
    changer sans date : --compare le voit.""",
    "import": """Tout le fichier est vérifié, rapproché et comparé avant la première écriture. Chaque écriture est inscrite au journal
    des opérations avant son envoi. Dans un terminal, le plan et son coût sont affichés, puis confirmés, sauf avec --yes.""",
    "init": """Rien n'est remplacé : si un fichier gêne, le dossier reste tel quel.""",
    "login": """Le secret est demandé sans être affiché, ou lu sur l'entrée standard ; il va dans le coffre de mots de passe. Avec
    --browser, l'accès API doit contenir l'adresse de retour http://127.0.0.1:8789/callback (Portail développeur).""",
    "map": """C'est un fichier YAML, avec pour chaque choix sa fiabilité, sa raison et des exemples. Corrigez-le, puis donnez-le à
    `check`, `import` ou `delete` avec --map. Rien n'est envoyé, aucun compte n'est nécessaire.""",
    "plan": """Le classeur indique aussi le coût et les lignes non envoyées, et porte des empreintes : il s'applique tel quel, une
    seule fois.""",
    "profiles list": """Lister les profils de connexion : leur client ID, leur connexion, où est leur secret, lequel est utilisé.""",
    "profiles use": """Utiliser le profil de connexion NOM par défaut.""",
    "run": """Chaque étape est une opération du journal des opérations, sous celle du scénario, qui se termine, s'annule et se
    vérifie en entier (`runs resume`, `runs undo`, `runs verify`). Avec --sandbox, tout est essayé sur cet ordinateur.""",
    "runs list": """Lister les opérations, la plus récente d'abord.""",
    "runs prune": """Effacer d'anciennes opérations pour libérer leur place : seulement listées sans --yes.

    Une opération inachevée, ou qui a des lignes à vérifier, reste ; de même tant qu'une autre, qui en dépend, reste. Une
    opération effacée ne se vérifie, ne se reprend et ne s'annule plus ; les ID de l'ancien logiciel restent connus.""",
    "runs resume": """Terminer OPÉRATION : interrompue, arrêtée de force, ou avec des lignes à vérifier.

    Chaque écriture restée sans réponse est cherchée dans Sellsy ; ce qui y est n'est pas écrit deux fois. Le fichier doit
    être inchangé. Une opération qui n'avait rien envoyé recommence. Pour un scénario, les étapes restantes sont faites,
    ou son annulation est terminée.""",
    "runs retry": """Reprendre les lignes d'OPÉRATION que Sellsy a refusées ou n'a pas reçues ; avec FICHIER, corrigées.

    FICHIER est le rapport d'OPÉRATION avec ses lignes corrigées (le classeur, ou errors.csv) ; il est lu avec les mêmes
    options. Les écritures sans réponse sont d'abord cherchées. Rien n'est créé deux fois : une ligne dont la fiche a été
    créée la met à jour. C'est une opération à part, qui se termine et se reprend.""",
    "runs show": """Afficher ce qu'a fait OPÉRATION : son ID, le début de son ID, ou « last ».""",
    "runs undo": """Annuler OPÉRATION : import, suppression, plan appliqué, reprise, annulation ; simulation sans --yes.

    Ce que l'opération a créé est supprimé, ce qu'elle a modifié est rétabli champ par champ, smart tags, adresses et
    liens compris, ce qu'elle a supprimé est recréé avec un nouvel ID. Seulement si Sellsy contient encore ce que
    l'opération a écrit : une fiche modifiée ou complétée depuis (contact, commentaire, tâche, facture…) est gardée telle
    quelle et listée. Une annulation se termine si elle est interrompue, et s'annule.

    Impossible à annuler : les smart tags et les sources créés, les champs que Sellsy ne vide pas. Une fiche recréée perd
    ses commentaires, documents, e-mails, historique et fiches liées. Les champs que Sellsy remplit seul (propriétaire,
    codes, catégorie…) ne sont comparés que si l'opération les a écrits.""",
    "runs verify": """Relire dans Sellsy ce qu'OPÉRATION y a écrit et marquer chaque ligne ; code de sortie 1 si l'une diffère.

    \b
    = conforme   * différent (champ, envoyé, maintenant)   - supprimé   ! illisible

    Les lignes inchangées sont relues aussi ; celles qui n'ont rien écrit (à corriger, ignorées, refusées) sont comptées
    à part. Pour une suppression, supprimé est conforme. Ce que seule une création fixe (date de création) n'est pas
    comparé.""",
    "sandbox reset": """Vider le Sellsy d'essai, celui de `--sandbox`.""",
    "sandbox seed": """Copier un compte dans un Sellsy d'essai, pour répéter l'import avec ses vraies fiches, doublons et noms.

    D'abord les collaborateurs, champs personnalisés, pipelines de vente et libellés, puis les fiches avec leurs adresses,
    smart tags, champs personnalisés et contacts, sous leurs ID. Avec --anonymise, les doublons restent des doublons et les
    textes des champs personnalisés ne sont pas copiés.""",
    "sandbox serve": """Lancer le Sellsy d'essai sur 127.0.0.1 jusqu'à Ctrl-C, et afficher les variables à définir.

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
    "sandbox setup": """Donner à un Sellsy d'essai les collaborateurs, pipelines de vente, sources et libellés de FICHIER.

    FICHIER est en YAML ; ce qui existe déjà reste tel quel :

    \b
      staffs: [Ada Vidal, {firstname: Luc, lastname: Morel, email: luc@atelier.example}]
      pipelines:
        Ventes: [Prospection, Devis, Signature]
        Export: {Contact: 10, Offre: 60}
      sources: [Salon]
      event_labels: [Visite]
      task_labels: [Relance]""",
    "schedule": """Un seul à la fois. Une échéance manquée de moins d'une heure est rattrapée une fois ; chaque opération est dans le
    journal des opérations et dans --log-json, et notifiée comme l'indique `notify` du scénario.""",
    "schedule list": """Lister les scénarios planifiés et leur prochain départ.""",
    "schedule next": """Afficher les prochains départs du scénario NOM.""",
    "schedule run": """Lancer maintenant le scénario NOM, comme sa planification : suivi et notifications compris.""",
    "search": """Les conditions sont les filtres de Sellsy : noms et e-mails exacts, dates et montants en intervalles, étapes, libellés
    et collaborateurs par leur nom. text, tags, siren, website et business_segment sont appliqués après lecture ;
    empty=COLONNES garde les fiches où ces champs sont vides, doubled=COLONNES celles qui ont la même valeur qu'une autre.""",
    "template": """Chaque colonne a son aide en commentaire, les choix sont des listes, SIRET, codes postaux et téléphones restent du
    texte, une ligne d'exemple montre la forme, et une seconde feuille liste les colonnes.""",
    "watch": """Sellsy doit atteindre le port : ouvrez un tunnel ou un proxy inverse et donnez son adresse avec --public-url. Une
    notification est enregistrée sur le disque (fichier de --out, avec .inbox) avant d'être acceptée ; elle est gardée
    une fois, même reçue plusieurs fois. Sans la signature du webhook, elle est refusée.

    Avec --run, SCÉNARIO est lancé à chaque notification si son fichier a un paramètre event, kind ou record_id, qui en
    donne le contenu ; sinon une fois pour toutes celles reçues entre-temps. Un échec n'arrête pas watch.""",
    "webhooks": """Les clés de signature sont lues dans des variables d'environnement et ne sont jamais affichées.""",
    "webhooks create": """Créer un webhook qui envoie à ADRESSE, une adresse https publique.""",
    "webhooks delete": """Supprimer chaque WEBHOOK : Sellsy n'y envoie plus rien.""",
    "webhooks events": """Lister les événements possibles pour un webhook de ce compte.""",
    "webhooks list": """Lister les webhooks du compte, leur état et leurs événements.""",
    "webhooks update": """Modifier de WEBHOOK ce qui est donné, et rien d'autre ; --events remplace ses événements.""",
}

OPTIONS = {
    "--help": "Afficher cette aide.",
    "--version": "Afficher la version.",
    "--profile": "Profil de connexion à utiliser (défaut : SELLSY_PROFILE).",
    "--sandbox": "Travailler sur le Sellsy d'essai du programme ; il garde ses données.",
    "--verbose": "Tout afficher : chaque problème, chaque changement.",
    "--quiet": "N'afficher que les erreurs.",
    "--no-progress": "Sans barre de progression.",
    "--lang": "Langue des messages (défaut : celle du système).",
    "--json": "Afficher un seul document JSON sur la sortie standard.",
    "call --json": "Afficher la réponse sur une ligne.",
    "doctor --json": "Afficher une liste JSON sur la sortie standard.",
    "profiles list --json": "Afficher une liste JSON sur la sortie standard.",
    "runs list --json": "Afficher une liste JSON sur la sortie standard.",
    "schedule list --json": "Afficher une liste JSON sur la sortie standard.",
    "export --json": "Afficher ce qui a été écrit, en JSON, sur la sortie standard.",
    "get --json": "Afficher les fiches telles que Sellsy les donne, en une liste JSON.",
    "search --json": "Afficher les fiches telles que Sellsy les donne, en une liste JSON.",
    "--yes": "Ne pas demander confirmation avant d'écrire.",
    "delete --yes": "Supprimer ; sans cette option, ce qui serait supprimé est seulement listé.",
    "run --yes": "Ne pas demander confirmation avant les écritures d'une étape.",
    "runs prune --yes": "Effacer ; sans cette option, les opérations sont seulement listées.",
    "runs undo --yes": "Annuler ; sans cette option, ce qui serait annulé est seulement listé.",
    "--wait": "Attendre si un autre programme écrit dans le compte (défaut : ne pas attendre).",
    "--entity": "Type de fiche : client, prospect, supplier, contact, opportunity, event, task, comment (défaut : d'après les en-têtes).",
    "--sheet": "Feuille du classeur (défaut : celle dont les en-têtes conviennent le mieux).",
    "--header-row": "Ligne des en-têtes.",
    "--encoding": "Encodage d'un CSV (défaut : BOM, UTF-8, sinon cp1252).",
    "export --encoding": "Encodage du CSV (défaut : UTF-8 avec BOM).",
    "--repair-encoding": "Rétablir les accents encodés deux fois (HÃ©lÃ¨ne).",
    "--delimiter": "Séparateur d'un CSV, un caractère ou tab (défaut : détecté parmi ; , tab |).",
    "export --delimiter": "Séparateur du CSV.",
    "--decimal": "Séparateur décimal, si 1.234 est ambigu.",
    "--date-order": "Ordre du jour et du mois dans les dates (défaut : celui qu'elles montrent, sinon jj/mm).",
    "--hidden": "Lignes masquées : les lire ou les ignorer (défaut : demander ; `check` les lit).",
    "--country": "Pays des nouvelles adresses qui n'en indiquent pas, et de leurs téléphones.",
    "--currency": "Devise des montants, celle du compte (défaut : EUR) ; un montant dans une autre est refusé.",
    "--empty": "Effet d'une cellule vide : garder le champ de Sellsy ou le vider.",
    "--clear-word": "Mot qui, dans une cellule, vide le champ ; une cellule vide le garde.",
    "--map": "EN-TÊTE=COLONNE, un fichier .yaml de correspondance des colonnes (voir `map`), ou un logiciel connu (hubspot, salesforce…) ; répétable.",
    "--report": "Fichier du rapport : .xlsx, ou .csv des lignes à corriger (défaut : à côté du fichier).",
    "apply --report": "Fichier du rapport, en .xlsx (défaut : à côté du plan).",
    "runs retry --report": "Fichier du rapport.",
    "runs undo --report": "Classeur du rapport (défaut : à côté du fichier de l'opération).",
    "--match": "Clé de rapprochement : id, siret, reference, email, name… ; répétable.",
    "--batch-size": "Écritures par requête.",
    "--html": "Écrire aussi la page de l'opération, à côté du rapport.",
    "--mode": "Créer et mettre à jour, seulement créer, ou seulement mettre à jour.",
    "--on-doubt": "Ligne qui ressemble à une fiche sans certitude : refuser, créer ou mettre à jour.",
    "--create-missing": "Créer les noms inconnus au lieu de les refuser : tags, sources, ou tags,sources.",
    "--tags": "Ajouter les smart tags à ceux de la fiche, ou les remplacer (le retrait passe par l'API v1).",
    "--append": "Champs personnalisés à choix multiples (cf:CODE, …) : ajouter les choix à ceux de la fiche.",
    "--recreate-deleted": "Recréer une fiche déjà importée puis supprimée dans Sellsy (défaut : ignorer la ligne).",
    "check --find-similar": "Chercher aussi les doublons possibles dans le compte, lu seulement.",
    "import --find-similar": "Chercher dans le compte les doublons possibles de ce qui serait créé.",
    "import --dry-run": "Simulation : tout faire sauf écrire ; Sellsy valide ce qu'il peut.",
    "run --dry-run": "Simulation : tout faire sauf écrire ; chaque étape tient compte des précédentes.",
    "runs undo --dry-run": "Simulation : lister seulement, quelles que soient les autres options.",
    "-q": "Paramètre de la requête ; répétable.",
    "-H": "En-tête HTTP ; répétable.",
    "--body": "Corps : un texte, un fichier après @, ou @- pour l'entrée standard.",
    "demo --output": "Dossier des fichiers écrits.",
    "export --output": "Fichier à écrire ; son extension donne le format : xlsx, csv, ods, jsonl, parquet.",
    "map --output": "Fichier à écrire (défaut : FICHIER.mapping.yaml, à côté) ; - l'affiche.",
    "plan --output": "Classeur du plan, en .xlsx (défaut : à côté du fichier, NOM.plan.xlsx).",
    "search --output": "Écrire plutôt toutes les colonnes dans un fichier, comme `export`.",
    "template --output": "Fichier à écrire : .xlsx ou .csv (défaut : TYPE.xlsx).",
    "export --where": "Condition, comme pour search ; toutes doivent être remplies.",
    "search --where": "Condition ; toutes doivent être remplies. Une condition inconnue affiche celles acceptées.",
    "--since": "Seulement ce qui a changé depuis le dernier export, une date ou une durée.",
    "export --columns": "Colonnes à écrire, séparées par des virgules (défaut : toutes).",
    "get --columns": "Colonnes à afficher, séparées par des virgules ; ou all.",
    "search --columns": "Colonnes à afficher, séparées par des virgules ; ou all.",
    "--order": "Tri : id, name, created_at, due_date… selon le type de fiche.",
    "--desc": "Du plus grand, ou du plus récent, au plus petit.",
    "export --limit": "Nombre maximal de fiches de chaque type (défaut : toutes).",
    "search --limit": "Nombre maximal de fiches (défaut : toutes).",
    "runs list --limit": "Nombre d'opérations, les plus récentes d'abord.",
    "export --lang": "Langue des en-têtes et des libellés.",
    "template --lang": "Langue des en-têtes (défaut : celle des messages).",
    "--raw": "Mots de Sellsy : attributs en en-têtes, ID au lieu des noms.",
    "--deleted": "Avec --since last : les ID supprimés depuis, dans une feuille de plus ou dans FICHIER.deleted.EXTENSION.",
    "--compare": "Avec --since last : tout lire, n'écrire que ce qui diffère du dernier export.",
    "export --name": "Nom d'un export qui se poursuit à part : voir --since last.",
    "--format": "Format, si l'extension ne l'indique pas.",
    "--fast": "Écrire le xlsx plusieurs fois plus vite ; exige l'option d'installation `fast`.",
    "export --log-json": "Ajouter une ligne JSON à FICHIER, que l'export réussisse ou non.",
    "--with": "Scénario prêt à l'emploi, avec ses exemples ; répétable (défaut : first_import).",
    "--list": "Lister les scénarios prêts à l'emploi, sans rien écrire.",
    "--client-id": "Client ID de l'accès API (défaut : demandé).",
    "--browser": "Accepter l'accès dans un navigateur au lieu de donner un secret.",
    "login --port": "Port de l'adresse de retour, http://127.0.0.1:PORT/callback.",
    "--no-open": "Afficher l'adresse à ouvrir au lieu de l'ouvrir.",
    "--timeout": "Attente maximale du navigateur.",
    "--insecure-file": "Sans coffre de mots de passe, garder le secret dans un fichier lisible par vous seul.",
    "map --force": "Remplacer une correspondance des colonnes qui existe.",
    "runs undo --force": "Annuler aussi ce qui a été modifié depuis.",
    "--from": "Commencer à cette étape ; les précédentes sont ignorées.",
    "--set": "Valeur d'un paramètre du fichier ; répétable.",
    "--older-than": "Opérations commencées avant : 90d, 12w, ou une date.",
    "sandbox reset --db": "Fichier à vider (défaut : celui du programme).",
    "sandbox seed --db": "Fichier d'un Sellsy d'essai (défaut : celui du programme).",
    "sandbox setup --db": "Fichier d'un Sellsy d'essai (défaut : celui du programme).",
    "sandbox serve --db": "Fichier SQLite qui garde les données (défaut : en mémoire).",
    "--from-profile": "Profil de connexion du compte à copier, lu seulement.",
    "--entities": "client,contact,opportunity… (défaut : tous).",
    "--anonymise": "Remplacer personnes, sociétés et textes par d'autres, fictifs.",
    "--url": "Un Sellsy d'essai déjà lancé, par exemple http://127.0.0.1:8787.",
    "--port": "Port sur 127.0.0.1 ; 0 en choisit un libre.",
    "--quota": "Limites, par exemple 5/s,150/min (défaut : larges).",
    "--latency": "Délai ajouté à chaque réponse, en millisecondes.",
    "--seed": "Commencer avec un compte français fictif.",
    "--client": "N'accepter que cet accès API ; ID:SECRET:JETON:SECRET nomme aussi l'utilisateur de l'API v1.",
    "--single-token": "Un nouveau jeton révoque le précédent, comme pour un accès API partagé.",
    "--lenient": "Ignorer les clés inconnues d'un corps au lieu de les refuser.",
    "--faults": "Fichier YAML ou JSON des pannes à simuler.",
    "--wire": "Réponses de la vraie API, ou de sa documentation (défaut : recorded, la vraie).",
    "--pipelines": "Scénarios, ou dossiers de scénarios ; répétable.",
    "--timezone": "Fuseau horaire des scénarios qui n'en indiquent pas (défaut : celui de l'ordinateur).",
    "--log-json": "Ajouter une ligne JSON par opération à ce fichier.",
    "--jitter": "Décaler chaque départ au hasard, d'autant de secondes au plus.",
    "--print": "Afficher ce qu'il faut au planificateur du système, sans rien lancer.",
    "--count": "Nombre de départs.",
    "--live": "Proposer les pipelines de vente, étapes, sources, collaborateurs, libellés et champs personnalisés du compte.",
    "--public-url": "Adresse https qui mène au port (défaut : l'adresse locale).",
    "--out": "Fichier .jsonl, .csv ou .xlsx à compléter ; un classeur est écrit à la fin.",
    "--events": "Événements, ou types de fiches pour tous les leurs, séparés par des virgules (défaut : clients, prospects, fournisseurs, contacts, opportunités, agenda, commentaires).",
    "watch --events": "Événements, ou types de fiches pour tous les leurs (défaut : comme webhooks create).",
    "--fetch": "Lire la fiche que désigne chaque notification, et la garder aussi.",
    "watch --run": "Scénario à lancer à chaque notification.",
    "--sign-key-env": "Variable d'environnement qui contient la clé de signature.",
    "watch --sign-key-env": "Variable d'environnement qui contient la clé de signature (défaut : une clé au hasard).",
    "--name": "Nom affiché dans Sellsy.",
    "webhooks create --json-body": "Notifications en JSON au lieu d'un formulaire.",
    "webhooks update --json-body": "Notifications en JSON, ou en formulaire.",
    "webhooks create --with-record": "Notifications avec la fiche entière.",
    "webhooks update --with-record": "Notifications avec la fiche entière, ou sans.",
    "--disabled": "Le créer sans l'activer.",
    "--endpoint": "Adresse d'envoi.",
    "--enable": "L'activer, ou l'arrêter sans le supprimer.",
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
