"""The French catalogue. See `etl.messages` for the shape; keep the sections in the order of `en.py`."""

from etl.messages.filling import Manner

MANNER = Manner(
    thousands="\u202f",
    decimal=",",
    zero_is_one=True,
    units=("Mo", "Go"),
    percent="\u202f%",
    less_than="moins de",
    minutes=("minute", "minutes", "moins d'une minute"),
    empty="(vide)",
    none="aucun",
    both="et",
    yes_no=("oui", "non"),
    date="{day}/{month}/{year}",
    local_phones=True,
    system={
        "permission denied": "accès refusé",
        "access is denied": "accès refusé",
        "operation not permitted": "opération interdite",
        "no such file or directory": "fichier ou dossier introuvable",
        "is a directory": "c'est un dossier",
        "not a directory": "ce n'est pas un dossier",
        "file exists": "ce fichier existe déjà",
        "file name too long": "nom de fichier trop long",
        "no space left on device": "disque plein",
        "read-only file system": "disque en lecture seule",
        "input/output error": "erreur de lecture ou d'écriture du disque",
        "device or resource busy": "fichier occupé",
        "address already in use": "port déjà utilisé",
        "connection refused": "connexion refusée",
        "connection reset by peer": "connexion coupée",
        "network is unreachable": "réseau injoignable",
        "no route to host": "serveur injoignable",
        "name or service not known": "adresse inconnue",
        "temporary failure in name resolution": "adresse introuvable pour le moment",
        "timed out": "délai dépassé",
        "the read operation timed out": "délai dépassé",
        "the write operation timed out": "délai dépassé",
        "all connection attempts failed": "connexion impossible",
        "server disconnected without sending a response.": "connexion coupée sans réponse",
        "broken pipe": "connexion coupée",
        "database is locked": "base de données occupée",
        "database disk image is malformed": "fichier endommagé",
        "file is not a database": "ce n'est pas une base de données",
        "unable to open database file": "ouverture impossible",
        "disk i/o error": "erreur de disque",
    },
)
"""How French writes numbers and dates, and the usual errors of the system."""

PROBLEMS: dict[str, tuple[str, str]] = {
    "transform-failed": (
        "{name} a échoué sur cette ligne. Détail : {said}.",
        "Corrigez la ligne, ou la fonction ; les autres lignes ont été lues.",
    ),
    "transform-skipped": (
        "Ligne ignorée par la transformation du scénario.",
        "Rien à faire, sauf si elle devait être importée.",
    ),
    "row-header-again": (
        "Cette ligne répète les en-têtes du tableau : elle est ignorée.",
        "Rien à faire.",
    ),
    "row-total": (
        "Cette ligne est un total (« {value} ») : elle est ignorée.",
        "Rien à faire. Si c'est une fiche, remplissez une autre colonne, par exemple l'e-mail.",
    ),
    "row-total-declared": (
        "Cette ligne est la ligne de total du tableau Excel : elle est ignorée.",
        "Rien à faire. Si c'est une fiche, décochez « Ligne des totaux » dans le tableau.",
    ),
    "row-deleted": (
        "Cette ligne est supprimée dans l'autre outil ({value}) : elle est ignorée.",
        "Rien à faire. Si elle compte, corrigez la colonne qui la dit supprimée.",
    ),
    "row-section": (
        "Cette ligne ne contient qu'un titre (« {value} ») : elle est ignorée.",
        "Rien à faire. Si c'est une fiche, remplissez son nom.",
    ),
    "row-total-kept": (
        "« {value} » ressemble à un total, mais la ligne est au milieu du tableau : elle est lue.",
        "Si c'est un total, supprimez la ligne.",
    ),
    "row-name-only": (
        "Cette ligne ne contient qu'un nom (« {value} »), alors que d'autres sont plus remplies.",
        "Vérifiez que ce n'est pas un titre ou un total ; sinon, rien à faire.",
    ),
    "legacy-contradicts": (
        "L'ID d'origine {value} désigne {known}, pas {said}.",
        "Corrigez l'ID d'origine ou l'ID Sellsy, ou videz la cellule fautive.",
    ),
    "legacy-id-twice": (
        "La ligne {first} a déjà l'ID d'origine {value} : c'est elle qui compte.",
        "Écrivez l'ID d'origine de cette fiche ; importée seule telle quelle, la ligne modifierait la fiche de l'autre.",
    ),
    "merged-several": (
        "Les ID d'origine fusionnés désignent plusieurs fiches : {records}.",
        "Fusionnez-les dans Sellsy, puis écrivez l'ID Sellsy de celle qui reste dans la colonne ID.",
    ),
    "merged-twice": (
        "L'ID d'origine fusionné {value} figure déjà en ligne {first}, qui est gardée.",
        "Laissez-le sur la ligne de la fiche qui l'a remplacé.",
    ),
    "parent-unknown": (
        "Aucune ligne d'ID d'origine {value} n'a été importée dans ce compte.",
        "Importez d'abord le fichier qui la contient, ou corrigez l'ID.",
    ),
    "parent-by-name": (
        "{reason}, et rien n'a l'ID d'origine {value} dans ce compte.",
        "Importez d'abord le fichier qui contient cet ID, ou corrigez l'un des deux.",
    ),
    "parent-other-id": (
        "{record} a l'ID d'origine {ids}, pas {value}.",
        "Corrigez le nom ou l'ID d'origine, ou importez d'abord la ligne de cet ID.",
    ),
    "parent-ids-differ": (
        "Ce fichier donne plusieurs ID d'origine à {record} : {value}, {ids}.",
        "Importez d'abord le fichier qui contient ces ID, ou corrigez celui qui est faux.",
    ),
    "parent-left-out": (
        "Aucune fiche de ce genre n'a encore été importée de l'autre outil : l'ID d'origine {value} ne lie rien.",
        "Importez le fichier de ces fiches, puis celui-ci de nouveau : les liens se font alors.",
    ),
    "link-not-its": (
        "La ligne est liée à {record}, dont « {column} » n'est pas « {value} » ; rien n'y est modifié.",
        "Pour une autre fiche, corrigez l'ID ou la clé ; pour modifier celle-ci, importez-la dans son propre fichier.",
    ),
    "link-left-out": (
        "Aucun contact ne correspond à « {value} » : la ligne est importée sans ce lien.",
        "Importez ce contact, puis ce fichier de nouveau : le lien se fait alors.",
    ),
    "parent-rejected": (
        "Fiche liée non importée ({value}) : {reason} (ligne {line} de {file}, opération {run}).",
        "Corrigez et importez d'abord cette ligne-là, puis celle-ci.",
    ),
    "parent-below-rejected": (
        "Fiche liée non importée ({value}, ligne {line} de {file}) : elle attend {first}, à corriger.",
        "Corrigez et importez d'abord {first}, ligne {first_line} de {first_file} ({reason}) ; puis {value} et cette ligne.",
    ),
    "parent-circle": (
        "Ces fiches se désignent l'une l'autre (ID d'origine {value}).",
        "Corrigez la colonne qui les lie : une fiche ne peut pas être liée à elle-même.",
    ),
    "parent-deleted": (
        "La fiche liée {value} a été supprimée dans Sellsy (c'était {record}).",
        "Videz la cellule, ou réimportez cette fiche avec --recreate-deleted.",
    ),
    "legacy-deleted": (
        "{value} : fiche supprimée dans Sellsy (c'était {record}).",
        "Rien n'a été envoyé. Pour la recréer : --recreate-deleted.",
    ),
    "legacy-recreated": (
        "{value} : fiche supprimée dans Sellsy (c'était {record}), remplacée par une nouvelle.",
        "Rien à faire.",
    ),
    "parent-foreseen": (
        "Simulation : la fiche liée ({value}) sera créée avant, ligne {line} de {file}.",
        "Rien à faire : cette ligne sera comparée à Sellsy lors de l'import.",
    ),
    "legacy-foreseen": (
        "Simulation : la fiche {value} sera créée avant, ligne {line} de {file}. Cette ligne la complétera.",
        "Rien à faire : la ligne sera comparée à cette fiche dès qu'elle existera.",
    ),
    # codecs
    "cell-merged": (
        "Cellule fusionnée : la valeur est en ligne {first}.",
        "Défusionnez, puis écrivez la valeur sur chaque ligne qui doit l'avoir.",
    ),
    "formula-uncalculated": (
        "La formule n'a jamais été calculée : le fichier ne contient pas son résultat.",
        "Ouvrez le classeur dans Excel et enregistrez-le.",
    ),
    "excel-error": (
        "La cellule contient une erreur de calcul : {value}.",
        "Corrigez la formule, ou videz la cellule.",
    ),
    "text-control": (
        "Le texte contient des caractères de contrôle invisibles.",
        "Saisissez à nouveau la cellule au clavier.",
    ),
    "text-damaged": (
        "Caractères déjà illisibles dans ce fichier (�).",
        "Exportez à nouveau le fichier d'origine en UTF-8, ou corrigez la cellule.",
    ),
    "text-double-encoded": (
        "Accents encodés deux fois : sans doute « {repaired} ».",
        "Ajoutez --repair-encoding pour les rétablir, ou corrigez le fichier.",
    ),
    "text-encoding-repaired": (
        "Accents encodés deux fois, rétablis : « {repaired} ».",
        "Rien à faire si c'est le bon texte ; sinon, corrigez le fichier et retirez --repair-encoding.",
    ),
    "text-from-date": (
        "Excel a transformé ce texte en date ; {value} sera envoyé.",
        "Sinon, mettez la colonne au format Texte et saisissez à nouveau la valeur.",
    ),
    "text-markup": (
        "Codes de page web (&amp;, <br>…) remplacés par le texte affiché.",
        "Rien à faire.",
    ),
    "text-word-kept": (
        "« {value} » est importé tel quel : c'est peut-être un nom.",
        "Si ce mot signifie « vide », videz la cellule.",
    ),
    "text-line-joined": (
        "Les retours à la ligne deviennent des espaces : ce champ tient sur une seule ligne.",
        "Rien à faire.",
    ),
    "text-too-long": (
        "Le texte a {length} caractères ; Sellsy en accepte {limit} au plus.",
        "Raccourcissez-le à {limit} caractères.",
    ),
    "text-too-short": (
        "Le texte a {length} caractères ; Sellsy en exige au moins {limit}.",
        "Complétez-le, ou videz la cellule.",
    ),
    "id-invalid": (
        "« {value} » n'est pas un ID Sellsy : c'est un nombre entier, comme 1234.",
        'Videz la cellule, ou donnez votre propre numéro à une autre colonne : --map "EN-TÊTE=COLONNE".',
    ),
    "number-invalid": (
        "« {value} » n'est pas un nombre.",
        "Écrivez-le ainsi : 1234,56.",
    ),
    "number-currency": (
        "« {value} » n'est pas en {currency}, la devise du compte.",
        "Convertissez le montant en {currency}, ou indiquez la devise du compte avec --currency.",
    ),
    "number-scientific": (
        "« {value} » a été abrégé par Excel : des chiffres peuvent manquer.",
        "Mettez la colonne au format Nombre et saisissez le nombre en entier.",
    ),
    "number-ambiguous": (
        "« {value} » : ce point ou cette virgule sépare-t-il les milliers ou les décimales ?",
        "Écrivez 1234 ou 1,2340, ou précisez le séparateur décimal avec --decimal.",
    ),
    "number-mark": (
        "« {value} » n'a pas le séparateur décimal choisi avec --decimal.",
        "Corrigez le nombre, ou l'option --decimal.",
    ),
    "number-from-date": (
        "Excel a transformé ce nombre en date : {value:date}.",
        "Mettez la colonne au format Nombre et saisissez à nouveau le nombre.",
    ),
    "number-too-small": (
        "{value} est trop petit : le minimum est {limit}.",
        "Corrigez le nombre.",
    ),
    "number-too-large": (
        "{value} est trop grand : le maximum est {limit}.",
        "Corrigez le nombre.",
    ),
    "number-decimals": (
        "{value} a {decimals} décimales ; {limit} au plus sont acceptées.",
        "Arrondissez le nombre.",
    ),
    "number-not-whole": (
        "{value} n'est pas un nombre entier.",
        "Écrivez un nombre sans décimales.",
    ),
    "percent-ambiguous": (
        "« {value} » est ambigu : 1 % ou 100 % ?",
        "Écrivez « 1 % » ou « 100 % ».",
    ),
    "percent-from-fraction": (
        "« {value} » a été lu comme {percent} %.",
        "Sinon, écrivez le pourcentage avec son signe, par exemple « 85 % ».",
    ),
    "date-unreadable": (
        "« {value} » n'est pas une date reconnue.",
        "Écrivez-la ainsi : 03/04/2024, 2024-04-03 ou 3 avril 2024.",
    ),
    "date-order-unclear": (
        "« {value} » : jj/mm ou mm/jj ? Les autres dates du fichier ne permettent pas de trancher.",
        "Précisez : --date-order dmy (jj/mm/aaaa) ou mdy (mm/jj/aaaa).",
    ),
    "date-impossible": (
        "« {value} » n'existe pas (lu jour/mois/année : {day}/{month}/{year}).",
        "Corrigez la date ; si le fichier commence par le mois ou l'année, précisez --date-order mdy ou ymd.",
    ),
    "date-range": (
        "L'année {year} est hors des limites : de {first} à {last}.",
        "Corrigez l'année.",
    ),
    "birth-to-come": (
        "La date de naissance « {value} » est dans le futur.",
        "Corrigez l'année.",
    ),
    "birth-year-completed": (
        "L'année de « {value} » n'a que deux chiffres : lue {year}.",
        "Sinon, écrivez l'année avec quatre chiffres.",
    ),
    "date-year-completed": (
        "L'année de « {value} » n'a que deux chiffres : lue {year}.",
        "Sinon, écrivez-la avec quatre chiffres (69 à 99 : 1969 à 1999 ; 00 à 68 : 2000 à 2068).",
    ),
    "date-time-dropped": (
        "Ce champ n'a pas d'heure : seul le {date:date} est importé.",
        "Rien à faire si l'heure est sans importance.",
    ),
    "moment-skipped": (
        "« {value} » : heure inexistante (passage à l'heure d'été).",
        "Corrigez l'heure.",
    ),
    "moment-twice": (
        "« {value} » arrive deux fois (passage à l'heure d'hiver) ; la première est retenue : {moment:date}.",
        "Pour la seconde, ajoutez le décalage à la fin : +01:00.",
    ),
    "phone-invalid": (
        "« {value} » n'est pas un numéro de téléphone (pays : {country}) : {why}.",
        "Corrigez-le ; pour un autre pays, commencez par + et l'indicatif, par exemple +32.",
    ),
    "phone-placeless": (
        "« {value} » n'est pas un numéro de téléphone (pays inconnu) : {why}.",
        "Corrigez-le ; pour un autre pays, commencez par + et l'indicatif, par exemple +32.",
    ),
    "phone-destroyed": (
        "Numéro abîmé par Excel : « {value} » a perdu des chiffres.",
        "Reprenez le numéro dans le fichier d'origine, colonne au format Texte.",
    ),
    "phone-zero-restored": (
        "Zéro initial perdu dans Excel, rétabli : {phone:phone}.",
        "Pour le garder, mettez la colonne au format Texte.",
    ),
    "phone-zero-if-new": (
        "Nouvelle fiche : le zéro initial, perdu dans Excel, sera rétabli : {phone:phone}.",
        "Une fiche existante garde le pays de son adresse ; sinon, remplissez la colonne du pays.",
    ),
    "phone-if-new": (
        "Nouvelle fiche : « {value} » sera refusé, ce n'est pas un numéro de téléphone du pays ({country}).",
        "Une fiche existante garde le pays de son adresse ; sinon, corrigez-le ou remplissez la colonne du pays.",
    ),
    "phone-several": (
        "La cellule contient plusieurs numéros : {numbers:phone}.",
        "Gardez-en un et mettez l'autre dans une autre colonne, comme Mobile.",
    ),
    "phone-extension": (
        "Le numéro {phone:phone} est suivi d'un poste : {extension}.",
        "Gardez {phone:phone} ici et notez le poste {extension} dans la note.",
    ),
    "phone-text": (
        "« {value} » contient un numéro et du texte.",
        "Gardez seulement le numéro : {suggestion:phone}.",
    ),
    "email-invalid": (
        "« {value} » n'est pas une adresse e-mail : {why}.",
        "Écrivez-la ainsi : nom@domaine.fr, ou videz la cellule.",
    ),
    "email-text": (
        "« {value} » contient plus qu'une adresse e-mail.",
        "Gardez seulement l'adresse : {suggestion}.",
    ),
    "email-several": (
        "La cellule contient plusieurs adresses : {emails}.",
        "Gardez-en une ; mettez l'autre sur un contact.",
    ),
    "email-mailto": (
        "Le lien « mailto: » a été retiré : {email}.",
        "Rien à faire.",
    ),
    "url-invalid": (
        "« {value} » n'est pas une adresse de site web.",
        "Écrivez-la ainsi : https://www.domaine.fr, ou videz la cellule.",
    ),
    "url-unended": (
        "L'adresse « {value} » est incomplète : il manque .fr, .com…",
        "Complétez-la, par exemple https://www.domaine.fr, ou videz la cellule.",
    ),
    "url-spaces": (
        "L'adresse « {value} » contient un espace.",
        "Gardez une seule adresse, sans espace.",
    ),
    "url-scheme": (
        "L'adresse commence par « {scheme}: » ; seules http et https sont acceptées.",
        "Écrivez-la ainsi : https://www.domaine.fr.",
    ),
    "url-scheme-added": (
        "« https:// » a été ajouté : {url}.",
        "Rien à faire, sauf si le site n'est pas en https.",
    ),
    "siren-format": (
        "« {value} » n'est pas un SIREN : il a 9 chiffres.",
        "Corrigez-le, par exemple 732829320.",
    ),
    "siren-destroyed": (
        "SIREN abîmé par Excel : « {value} » a perdu des chiffres.",
        "Reprenez le SIREN dans le fichier d'origine, colonne au format Texte.",
    ),
    "siren-checksum": (
        "Le SIREN « {value} » est faux : sa clé de contrôle ne correspond pas.",
        "Vérifiez-le sur annuaire-entreprises.data.gouv.fr.",
    ),
    "siren-length": (
        "Le SIREN « {value} » a {length} chiffres au lieu de 9.",
        "Vérifiez-le sur annuaire-entreprises.data.gouv.fr.",
    ),
    "siren-zero-restored": (
        "Zéros initiaux perdus dans Excel, rétablis : {number}.",
        "Pour les garder, mettez la colonne au format Texte.",
    ),
    "siren-is-siret": (
        "« {value} » est un SIRET (14 chiffres) dans la colonne du SIREN.",
        "Gardez ici les 9 premiers chiffres, {suggestion}, et mettez le SIRET dans sa colonne.",
    ),
    "siret-format": (
        "« {value} » n'est pas un SIRET : il a 14 chiffres.",
        "Corrigez-le, par exemple 73282932000074.",
    ),
    "siret-destroyed": (
        "SIRET abîmé par Excel : « {value} » a perdu des chiffres.",
        "Reprenez le SIRET dans le fichier d'origine, colonne au format Texte.",
    ),
    "siret-checksum": (
        "Le SIRET « {value} » est faux : sa clé de contrôle ne correspond pas.",
        "Vérifiez-le sur annuaire-entreprises.data.gouv.fr.",
    ),
    "siret-length": (
        "Le SIRET « {value} » a {length} chiffres au lieu de 14.",
        "Vérifiez-le sur annuaire-entreprises.data.gouv.fr.",
    ),
    "siret-zero-restored": (
        "Zéros initiaux perdus dans Excel, rétablis : {number}.",
        "Pour les garder, mettez la colonne au format Texte.",
    ),
    "siret-is-siren": (
        "« {value} » est un SIREN (9 chiffres) dans la colonne du SIRET.",
        "Mettez-le dans la colonne SIREN, ou complétez-le avec les 5 chiffres de l'établissement.",
    ),
    "vat-invalid": (
        "« {value} » n'est pas un numéro de TVA valide : {why}.",
        "Écrivez-le avec le code du pays, par exemple FR44732829320, ou videz la cellule.",
    ),
    "vat-key": (
        "La clé du numéro de TVA « {value} » ne correspond pas à son SIREN.",
        "Avec ce SIREN, le numéro serait {suggestion} : vérifiez-le.",
    ),
    "vat-destroyed": (
        "Numéro de TVA abîmé par Excel : « {value} » a perdu des chiffres.",
        "Reprenez le numéro dans le fichier d'origine, colonne au format Texte.",
    ),
    "vat-prefix-added": (
        "Le code du pays a été ajouté au numéro de TVA : {vat}.",
        "Rien à faire si le pays est le bon.",
    ),
    "vat-prefix-if-new": (
        "Nouvelle fiche : le code du pays sera ajouté au numéro de TVA : {vat}.",
        "Une fiche existante garde le pays de son adresse ; sinon, remplissez la colonne du pays.",
    ),
    "vat-if-new": (
        "Nouvelle fiche : « {value} » sera refusé, ce n'est pas un numéro de TVA du pays ({country}).",
        "Une fiche existante garde le pays de son adresse ; sinon, corrigez-le ou remplissez la colonne du pays.",
    ),
    "vat-text": (
        "« {value} » contient plus qu'un numéro de TVA.",
        "Gardez seulement le numéro : {suggestion}.",
    ),
    "vat-none": (
        "« {value} » signifie « pas de numéro de TVA » : cellule lue comme vide.",
        "Pour ne plus voir cet avertissement, videz la cellule.",
    ),
    "naf-invalid": (
        "« {value} » n'est pas un code NAF (APE) : quatre chiffres et une lettre.",
        "Écrivez-le ainsi : 4711C.",
    ),
    "naf-text": (
        "« {value} » contient plus qu'un code NAF.",
        "Gardez seulement le code : {suggestion}.",
    ),
    "postal-code-invalid": (
        "« {value} » n'est pas un code postal : 2 à 30 lettres et chiffres.",
        "Corrigez-le, ou videz la cellule.",
    ),
    "postal-code-french": (
        "« {value} » n'est pas un code postal français : il a 5 chiffres.",
        "Corrigez-le ; si l'adresse est à l'étranger, remplissez la colonne du pays.",
    ),
    "postal-code-text": (
        "« {value} » contient plus qu'un code postal.",
        "Gardez ici {suggestion} et mettez le reste dans la ville.",
    ),
    "postal-code-zero-restored": (
        "Zéro initial perdu dans Excel, rétabli : {postal_code}.",
        "Pour le garder, mettez la colonne au format Texte ; à l'étranger, remplissez la colonne du pays.",
    ),
    "postal-code-zero-if-new": (
        "Nouvelle fiche : le zéro initial, perdu dans Excel, sera rétabli : {postal_code} (pays : {country}).",
        "Une adresse existante garde son pays ; sinon, remplissez la colonne du pays.",
    ),
    "postal-code-if-new": (
        "Nouvelle fiche : « {value} » sera refusé, ce n'est pas un code postal du pays ({country}).",
        "Une adresse existante garde son pays ; sinon, corrigez-le ou remplissez la colonne du pays.",
    ),
    "postal-code-country": (
        "« {value} » n'est pas un code postal de ce pays : {country}.",
        "Corrigez le code postal ou le pays.",
    ),
    "postal-code-record": (
        "« {value} » n'est pas un code postal du pays de la fiche ({country}).",
        "Si l'adresse a changé de pays, remplissez la colonne du pays.",
    ),
    "country-alone": (
        "Pays non modifié ({value}) : sans rue ni ville, l'adresse de la fiche garde le sien ({country}).",
        "Pour changer l'adresse, remplissez aussi la rue, le code postal et la ville.",
    ),
    "country-alone-new": (
        "Pays non enregistré ({value}) : sans rue ni ville, aucune adresse n'est créée.",
        "Pour créer l'adresse, remplissez aussi la rue, le code postal et la ville.",
    ),
    "country-unknown": (
        "« {value} » : pays inconnu.",
        "Écrivez son nom (Allemagne) ou son code (DE).",
    ),
    "country-several": (
        "Plusieurs pays se nomment « {value} » : {found}.",
        "Écrivez le nom complet ou le code.",
    ),
    "country-near": (
        "« {value} » : pays inconnu.",
        "Vouliez-vous dire {suggestion} ?",
    ),
    "country-nothing": (
        "« {value} » n'est pas un pays : cellule lue comme vide.",
        "Videz la cellule, ou écrivez le nom du pays en entier.",
    ),
    "country-beside": (
        "Le pays « {value} » ne correspond pas au code postal {postal_code}.",
        "Écrivez le nom du pays en entier, ou corrigez le code postal.",
    ),
    "country-overseas": (
        "« {value} » : quel territoire d'outre-mer ?",
        "Écrivez son nom (Guadeloupe, La Réunion…) ou son code (GP, RE).",
    ),
    "country-territory": (
        "« {value} » : territoire déduit du code postal, {country}.",
        "Pour ne plus voir cet avertissement, écrivez le nom du territoire.",
    ),
    "choice-unknown": (
        "« {value} » : valeur refusée.",
        "Choisissez parmi : {accepted}.",
    ),
    "choice-near": (
        "« {value} » : valeur refusée.",
        "Vouliez-vous dire « {suggestion} » ? Valeurs acceptées : {accepted}.",
    ),
    "choice-ambiguous": (
        "« {value} » désigne plusieurs valeurs : {found}.",
        "Renommez l'une d'elles dans Sellsy, ou écrivez son ID.",
    ),
    "boolean-unknown": (
        "« {value} » : écrivez Oui ou Non.",
        "Valeurs acceptées : {accepted}.",
    ),
    "refusal-unknown": (
        "« {value} » : les campagnes sont-elles refusées, oui ou non ?",
        "Choisissez parmi : {accepted}, ou précisez le sens de ce mot dans la correspondance des colonnes (values:).",
    ),
    # entities
    "opportunity-unnamed": (
        "Le nom de l'opportunité est obligatoire.",
        "Remplissez le nom, le numéro ou l'ID Sellsy de l'opportunité.",
    ),
    "title-missing": (
        "Le titre est obligatoire.",
        "Remplissez le titre, ou l'ID Sellsy d'une fiche existante.",
    ),
    "text-missing": (
        "Le texte du commentaire est obligatoire.",
        "Remplissez le texte, ou l'ID Sellsy d'un commentaire existant.",
    ),
    "end-before-start": (
        "La fin est avant le début.",
        "Corrigez l'une des deux dates.",
    ),
    "recurrence-two-ends": (
        "La récurrence a un nombre de répétitions et une date de fin.",
        "Gardez l'un des deux.",
    ),
    "recurrence-no-frequency": (
        "Fréquence de la récurrence manquante.",
        "Choisissez : tous les jours, toutes les semaines, tous les mois ou tous les ans.",
    ),
    "client-type-missing": (
        "Société ou particulier ? Cellule vide.",
        "Écrivez société ou particulier dans la colonne {column}.",
    ),
    "name-missing": (
        "Le nom de la société est obligatoire.",
        "Remplissez-le, ou l'ID Sellsy d'une fiche existante.",
    ),
    "last-name-missing": (
        "Le nom de famille est obligatoire.",
        "Remplissez-le, ou l'ID Sellsy d'une fiche existante.",
    ),
    "word-missing": (
        "« {value} » compte pour une cellule vide, et {column} est obligatoire.",
        "Écrivez-y la vraie valeur, ou l'ID Sellsy d'une fiche existante dans sa colonne.",
    ),
    "siret-siren-differ": (
        "Le SIRET ne commence pas par le SIREN de la ligne.",
        "Corrigez celui qui est faux : un SIRET est le SIREN suivi de 5 chiffres.",
    ),
    "vat-siren-differ": (
        "Le numéro de TVA n'est pas celui du SIREN ou du SIRET de la ligne.",
        "Corrigez celui qui est faux : un numéro de TVA français se termine par le SIREN.",
    ),
    "person-name-missing": (
        "Le nom de famille du contact est obligatoire.",
        "Remplissez « {needed} », ou videz les autres colonnes du contact.",
    ),
    "person-name-column-missing": (
        "Le nom de famille du contact est obligatoire, et le fichier n'en a pas de colonne.",
        "Ajoutez la colonne « {needed} », ou coupez celle du nom complet (splits, dans la correspondance des colonnes).",
    ),
    "cell-left-out": (
        "{reason}. La cellule est laissée de côté, le reste de la ligne est importé.",
        "Corrigez la cellule et réimportez la ligne pour la reprendre.",
    ),
    "cell-first-kept": (
        "Plusieurs valeurs dans la cellule : la première est gardée, pas {others}.",
        "Rien à faire, ou gardez celle que vous voulez.",
    ),
    "address-left-out": (
        "Adresse incomplète ({value}) : elle est laissée de côté, le reste de la ligne est importé.",
        "Complétez-la (« {column} ») et réimportez la ligne pour la reprendre.",
    ),
    "address-lacks-line-1": (
        "Il manque le numéro et la voie de l'adresse.",
        "Remplissez « {needed} », ou videz toute l'adresse.",
    ),
    "address-lacks-postal-code": (
        "Il manque le code postal de l'adresse.",
        "Remplissez « {needed} », ou videz toute l'adresse.",
    ),
    "address-lacks-city": (
        "Il manque la ville de l'adresse.",
        "Remplissez « {needed} », ou videz toute l'adresse.",
    ),
    "not-applicable": (
        "Colonne sans objet ({variant:word}) : sa valeur n'est pas envoyée.",
        "Videz la cellule, ou corrigez la colonne « Type de client ».",
    ),
    "not-cleared": (
        "Cellules vides, non vidées dans Sellsy : {columns}.",
        "Écrivez une autre valeur, ou modifiez la fiche dans Sellsy.",
    ),
    # engine
    "not-clearable": (
        "Champ impossible à vider dans Sellsy.",
        "Écrivez une autre valeur, ou laissez la cellule vide pour garder l'actuelle.",
    ),
    "reconcile-several": (
        "Plusieurs fiches possibles : {records}.",
        "Comparez-les (`sellsy-etl call GET CHEMIN`), gardez-en une, puis relancez `sellsy-etl runs resume`.",
    ),
    "reconcile-waits": (
        "Fiche liée à vérifier : rien de plus n'a été envoyé.",
        "Vérifiez d'abord la fiche liée, puis relancez `sellsy-etl runs resume`.",
    ),
    "links-several": (
        "Plusieurs fiches liées ({columns}) ; Sellsy n'en accepte qu'une.",
        "Gardez l'une de ces cellules et videz les autres.",
    ),
    "related-fixed": (
        "Le commentaire {record} est sur une autre fiche ; un commentaire ne se déplace pas.",
        "Videz son ID pour écrire un nouveau commentaire sur cette fiche.",
    ),
    "v1-without": (
        "Sellsy n'importe pas : {columns}.",
        "Complétez-les dans Sellsy, ou retirez les colonnes qui exigent le droit api-v1.",
    ),
    "tags-cleared": (
        "Les smart tags s'ajoutent à ceux de la fiche ; aucun n'est retiré.",
        "Videz la cellule pour les garder, ou importez avec --tags replace.",
    ),
    "undo-edited": (
        "{record}, modifiée depuis : « {wrote:cell} » importé, « {now:cell} » aujourd'hui dans Sellsy.",
        "Non annulée ; --force l'annule quand même.",
    ),
    "undo-hung": (
        "{record}, complétée depuis : {added}.",
        "Non supprimée ; --force la supprime quand même, avec ce qui y est lié.",
    ),
    "undo-kept-with": (
        "{record} : non supprimée, car {with} a été modifiée depuis.",
        "Supprimez-la dans Sellsy, ou annulez avec --force.",
    ),
    "undo-unsure": (
        "Plusieurs fiches possibles : aucune n'est supprimée.",
        "Comparez-les dans Sellsy et supprimez la bonne.",
    ),
    "undo-gone": (
        "{record} n'existe plus dans Sellsy.",
        "Rien à faire.",
    ),
    "undo-not-emptied": (
        "{record} : champ vide avant l'import, impossible à vider dans Sellsy.",
        "Corrigez-le dans Sellsy.",
    ),
    "undo-tags-unsure": (
        "Sans le droit api-v1, ces smart tags restent peut-être sur la fiche : {tags}.",
        "Vérifiez la fiche, ou cochez le droit api-v1 de l'accès API et annulez à nouveau.",
    ),
    "undo-source-stays": (
        "La source « {name} », créée par l'import, reste : c'est un réglage du compte.",
        "Supprimez-la dans les réglages de Sellsy.",
    ),
    "undo-no-image": (
        "Restauration impossible : copie incomplète.",
        "Recréez la fiche dans Sellsy.",
    ),
    "undo-link-lost": (
        "Lien non rétabli avec : {record}.",
        "Liez-les à nouveau dans Sellsy.",
    ),
    "recreated-third": (
        "{record} : recréée, nouvel ID. Non récupérés : commentaires, documents, e-mails, historique, fiches liées.",
        "Liez à nouveau, dans Sellsy, ce qui cite l'ancien ID.",
    ),
    "recreated-opportunity": (
        "{record} : recréée, nouvel ID. Non récupérés : commentaires, documents, historique, tâches et événements.",
        "Liez à nouveau, dans Sellsy, ce qui cite l'ancien ID.",
    ),
    "recreated-event": (
        "{record} : recréé, nouvel ID. Non récupérés : réponses des invités, lien de visio, autres agendas.",
        "Invitez à nouveau si besoin.",
    ),
    "recreated-task": (
        "{record} : recréée, nouvel ID. Non récupérés : commentaires et historique.",
        "Commentez à nouveau si besoin.",
    ),
    "recreated-comment": (
        "{record} : recréé, nouvel ID, au nom du propriétaire de l'accès. Non récupérés : réponses, mentions, temps.",
        "Rien à faire.",
    ),
    "declined": (
        "Non envoyée : vous avez répondu non.",
        "Pour l'envoyer, importez à nouveau le fichier.",
    ),
    "plan-drifted": (
        "Non envoyée : {field} a changé depuis le plan (« {then:cell} », puis « {now:cell} »).",
        "Refaites le plan.",
    ),
    "plan-record": (
        "Non envoyée : la ligne désigne une autre fiche que lors du plan ({then}, puis {now}).",
        "Refaites le plan.",
    ),
    "plan-writes": (
        "Non envoyée : adresse, contact ou smart tag modifié depuis le plan.",
        "Refaites le plan.",
    ),
    "plan-needs": (
        "Non envoyée : la fiche liée a changé depuis le plan.",
        "Refaites le plan.",
    ),
    "plan-waits": (
        "Non envoyée : la fiche liée sera créée par ce même fichier.",
        "Appliquez le plan, puis refaites-le.",
    ),
    "undone": (
        "Non envoyée : opération annulée avant.",
        "Pour l'envoyer, importez à nouveau le fichier.",
    ),
    "taken-over": (
        "Ligne reprise par un import plus récent.",
        "Pour voir son résultat : `sellsy-etl runs list`.",
    ),
    "verify-unknown": (
        "Résultat inconnu : Sellsy n'a pas répondu.",
        "Lancez `sellsy-etl runs resume`, puis vérifiez à nouveau.",
    ),
    "verify-unread": (
        "Relecture de la fiche impossible. Détail : {said}.",
        "Vérifiez à nouveau plus tard.",
    ),
    "not-done": (
        "Rien n'a été écrit dans Sellsy.",
        "Pour réessayer : `sellsy-etl runs retry`.",
    ),
    "parent-failed": (
        "Non envoyée : la fiche liée a été refusée par Sellsy.",
        "Corrigez d'abord cette ligne-là, puis importez celle-ci à nouveau.",
    ),
    "match-several": (
        "Plusieurs fiches ont ce même {key} : {records}.",
        "Écrivez l'ID Sellsy de la bonne fiche dans la colonne ID, ou fusionnez-les dans Sellsy.",
    ),
    "match-doubtful": (
        "Même {key} que {records}, rien d'autre ne le confirme.",
        "Même fiche : écrivez son ID Sellsy, ou ajoutez --match {match} ou --on-doubt update ; sinon, --on-doubt create.",
    ),
    "match-doubtful-kind": (
        "{records} : {held} dans Sellsy, {wanted} ici ; même {key}, rien d'autre ne le confirme.",
        "Même fiche : écrivez son ID Sellsy, et {held} dans « Type société » ; sinon, --on-doubt create.",
    ),
    "match-contradicts": (
        "Les clés de cette ligne désignent plusieurs fiches : {records}.",
        "Corrigez la clé fausse, ou fusionnez les fiches dans Sellsy.",
    ),
    "match-no-key": (
        "Aucune clé de rapprochement choisie n'est remplie.",
        "Remplissez-en une, retirez --match, ou ajoutez --mode create.",
    ),
    "match-archived": (
        "{record} : fiche archivée dans Sellsy.",
        "Rien à faire si c'est voulu ; sinon, désarchivez-la.",
    ),
    "match-beside": (
        "Nouvelle fiche, malgré {record} : même nom ou même clé, mais la ligne en désigne une autre.",
        "Si c'est la même : `runs undo`, puis écrivez son ID Sellsy et réimportez.",
    ),
    "link-doubtful": (
        "Fiche liée : même {key} que {records}, rien d'autre ne le confirme.",
        "Écrivez son ID Sellsy, ou corrigez le champ {key}.",
    ),
    "match-id-unknown": (
        "L'ID {value} n'existe pas dans Sellsy.",
        "Corrigez l'ID, ou videz la cellule pour créer la fiche.",
    ),
    "match-id-other-kind": (
        "L'ID {value} existe : {record}, {held} dans Sellsy, {wanted} ici.",
        "Écrivez « {held} » dans une colonne « Type de client », ou corrigez l'ID.",
    ),
    "address-unknown": (
        "La fiche n'a pas d'adresse dont l'ID est {value}.",
        "Corrigez l'ID, ou videz la cellule : l'adresse est alors cherchée par son contenu, puis par son rôle.",
    ),
    "address-twice": (
        "Deux adresses de cette ligne ont l'ID {value}, et diffèrent.",
        "Écrivez la même chose dans les deux, ou videz l'ID de celle qui est une autre adresse.",
    ),
    "lookup-unknown": (
        "« {value} » n'existe pas dans Sellsy ({column}).",
        "Choisissez parmi : {accepted}.",
    ),
    "step-unknown": (
        "« {value} » n'est pas une étape du pipeline ({column}).",
        "Choisissez parmi : {accepted}. Ou écrivez dans la correspondance des colonnes (values:) l'étape que ce mot désigne.",
    ),
    "value-unmapped": (
        "« {value} » : la correspondance des colonnes ne traduit pas cette valeur ({column}).",
        "Ajoutez-la à cette correspondance (values:) avec ce qu'elle devient : {accepted}.",
    ),
    "tag-unknown": (
        "« {value} » n'existe pas dans Sellsy ({column}).",
        "Choisissez parmi : {accepted} ; ou, pour le créer, ajoutez --create-missing tags.",
    ),
    "source-unknown": (
        "« {value} » n'existe pas dans Sellsy ({column}).",
        "Choisissez parmi : {accepted} ; ou, pour la créer, ajoutez --create-missing sources.",
    ),
    "lookup-several": (
        "Plusieurs choix se nomment « {value} » : {found}.",
        "Précisez : l'e-mail pour une personne, le pipeline pour une étape.",
    ),
    "custom-value": (
        "« {value} » : valeur refusée par ce champ personnalisé.",
        "Écrivez-le ainsi : {accepted}.",
    ),
    "custom-mandatory": (
        "Champ personnalisé obligatoire dans Sellsy : impossible à vider.",
        "Remplissez la cellule.",
    ),
    "custom-too-few": (
        "{length:valeur|valeurs} ; ce champ personnalisé en exige au moins {limit}.",
        "Complétez la cellule, ou videz-la.",
    ),
    "custom-too-many": (
        "{length:valeur|valeurs} ; ce champ personnalisé en accepte {limit} au plus.",
        "Retirez des valeurs.",
    ),
    "custom-too-early": (
        "« {value} » : trop tôt, ce champ personnalisé commence à {limit:date}.",
        "Corrigez la cellule.",
    ),
    "custom-too-late": (
        "« {value} » : trop tard, ce champ personnalisé s'arrête à {limit:date}.",
        "Corrigez la cellule.",
    ),
    "duplicate-in-file": (
        "Même {key} aux lignes {rows:and}.",
        "Gardez une seule de ces lignes ; les autres l'écraseraient.",
    ),
    "rows-contradict": (
        "Les lignes {rows} sont un seul contact, mais leur {column} diffère.",
        "Écrivez la même valeur de {column} sur ces lignes, ou sur une seule.",
    ),
    "roles-several": (
        "{column} : la ligne cite plusieurs sociétés sans dire de laquelle.",
        "Nommez cette société dans la colonne de son nom ou de son ID, les autres dans la liste.",
    ),
    "same-record": (
        "Même fiche qu'en ligne {first} : {record}.",
        "Gardez une seule des deux lignes.",
    ),
    "same-creation": (
        "Même fiche qu'en ligne {first} : même {key}, même fiche liée.",
        "Gardez une seule des deux lignes.",
    ),
    "found-otherwise": (
        "Une fois écrite, cette ligne ne se distinguerait plus de : {records}.",
        "Ajoutez ce qui la distingue (ID, référence, SIRET, e-mail), ou corrigez la fiche qui lui ressemble.",
    ),
    "told-apart-no-more": (
        "Une fois cette ligne écrite, la ligne {first} ne s'en distinguerait plus.",
        "Gardez une seule des deux lignes ; pour deux fiches différentes, dites sur les deux ce qui les distingue (e-mail, référence, SIRET).",
    ),
    "found-as-created": (
        "Cette ligne serait reconnue comme la fiche que crée la ligne {first}.",
        "Gardez une seule des deux lignes ; pour deux fiches différentes, dites ce qui les distingue (e-mail, référence, société).",
    ),
    "kind-differs": (
        "{record} : {held} dans Sellsy, {wanted} ici.",
        "Corrigez la ligne, ou convertissez d'abord la fiche dans Sellsy (impossible pour un fournisseur).",
    ),
    "creation-lacks": (
        "Nouvelle fiche : il manque {missing}.",
        "Remplissez la colonne, ou corrigez la clé de rapprochement si la fiche existe.",
    ),
    "already-there": (
        "Existe déjà : {record}.",
        "Rien n'a été envoyé ; pour la mettre à jour : --mode upsert.",
    ),
    "not-there": (
        "Aucune fiche ne correspond.",
        "Rien n'a été envoyé ; pour la créer : --mode upsert.",
    ),
    "link-unknown": (
        "Aucune fiche ({target}) ne correspond à « {value} ».",
        "Importez-la d'abord, ou corrigez la cellule.",
    ),
    "refused": (
        "Refusée par Sellsy : {said}",
        "Corrigez la cellule et importez la ligne à nouveau.",
    ),
    "refused-after": (
        "Fiche créée (ID {record}), sauf {part} : {said}",
        "Corrigez la cellule et importez à nouveau la ligne : la fiche sera complétée.",
    ),
    "refused-update": (
        "Fiche mise à jour (ID {record}), sauf {part} : {said}",
        "Corrigez la cellule et importez à nouveau la ligne : la fiche sera complétée.",
    ),
    "refused-part": (
        "Fiche inchangée (ID {record}). Refusé par Sellsy ({part}) : {said}",
        "Corrigez la cellule et importez la ligne à nouveau.",
    ),
    "outcome-unknown": (
        "Sellsy n'a pas répondu. Détail : {said}",
        "Importez à nouveau le même fichier, sans risque de doublon.",
    ),
    "row-quotes-broken": (
        "Les guillemets de cette ligne sont mal fermés.",
        'Entourez la cellule de guillemets et doublez ceux du texte : "Le ""Petit"" Bistro".',
    ),
    "row-quotes-backslash": (
        'Guillemets du texte précédés d\'une barre oblique inverse : \\" est lu ".',
        "Rien à faire si la fiche est juste.",
    ),
    "row-quotes-inner": (
        "Guillemets du texte non doublés, lus tels quels.",
        "Rien à faire si la fiche est juste.",
    ),
    "row-delimiter": (
        "Séparateur « {other} » sur cette ligne, « {mark} » dans le tableau.",
        "Écrivez toutes les lignes avec le même séparateur.",
    ),
    "row-ragged": (
        "La ligne a {extra:cellule|cellules} de plus que l'en-tête.",
        "Entourez de guillemets la cellule qui contient une virgule ou un point-virgule.",
    ),
}

ERRORS: dict[str, tuple[str, str]] = {
    "sandbox-copy": (
        "Le Sellsy d'essai refuse une fiche copiée. Détail : {said}.",
        "Merci de le signaler, avec la commande lancée.",
    ),
    "init-unknown": (
        "Scénario prêt à l'emploi inconnu : « {name} ».",
        "Choisissez parmi : {accepted}.",
    ),
    "init-taken": (
        "{folder} contient déjà : {files}.",
        "Rien n'a été écrit. Choisissez un autre dossier, ou déplacez ces fichiers.",
    ),
    "undo-whole-nothing": (
        "Le scénario {run} n'a rien écrit.",
        "Rien à annuler ; pour voir ce qu'il a fait : `sellsy-etl runs show {run}`.",
    ),
    "pipeline-needs": (
        "{path}, ligne {line} : étape inconnue, {name}.",
        "Autres étapes : {accepted}.",
    ),
    "pipeline-step-name": (
        "{path}, ligne {line} : {name} n'est pas un nom d'étape.",
        "Lettres, chiffres, _ et -, en commençant par une lettre.",
    ),
    "document-unreadable": (
        "{path} : lecture impossible. Détail : {said}.",
        "Vérifiez le nom et les droits du fichier ; c'est du YAML, enregistré en UTF-8.",
    ),
    "document-large": (
        "{path} dépasse {limit:n} octets.",
        "Vérifiez que c'est le bon fichier.",
    ),
    "document-empty": (
        "{path} est vide.",
        "Vérifiez que c'est le bon fichier et qu'il est enregistré.",
    ),
    "document-yaml": (
        "{path}, ligne {line} : ce n'est pas du YAML ({said}).",
        "Vérifiez guillemets, deux-points et espaces en début de ligne.",
    ),
    "document-alias": (
        "{path}, ligne {line} : alias YAML (*nom) refusé.",
        "Écrivez la valeur elle-même.",
    ),
    "document-doubled": (
        "{path}, ligne {line} : « {place} » est déjà en ligne {first}.",
        "Gardez-en un.",
    ),
    "document-key": (
        "{path}, ligne {line} : clé inconnue ici, {place}. Autres fautes, lignes : {others}.",
        "Clés acceptées : {accepted}.",
    ),
    "document-missing": (
        "{path}, ligne {line} : il manque {place}. Autres fautes, lignes : {others}.",
        "Ajoutez la clé {accepted}.",
    ),
    "document-value": (
        "{path}, ligne {line} : {place}, valeur « {value} » refusée. Autres fautes, lignes : {others}.",
        "Valeurs acceptées : {accepted}.",
    ),
    "document-top": (
        "{path} : le fichier ne contient pas de noms suivis de valeurs ({accepted}…).",
        "Vérifiez que c'est le bon fichier ; commencez la première ligne par un nom et deux-points.",
    ),
    "transform-async": (
        "{name} est une fonction asynchrone : sa réponse vient trop tard pour une ligne.",
        "Écrivez-la avec `def`, sans `async`.",
    ),
    "path-name": (
        "Aucun fichier ne peut s'appeler {path} : le nom contient un caractère interdit.",
        "Choisissez un autre nom.",
    ),
    "cells-repeated": (
        "{path} : les espaces, cellules ou lignes répétés donneraient un tableau trop grand ({member}).",
        "Supprimez les cellules répétées au-delà de votre tableau, ou copiez-le dans un nouveau classeur.",
    ),
    "schedule-cron": (
        "{path} : planification {value} refusée. Détail : {said}.",
        "Écrivez cinq champs, minute heure jour mois jour-de-semaine, comme `0 6 * * 1-5`, ou @daily.",
    ),
    "schedule-zone": (
        "{path} : fuseau horaire inconnu, {value}.",
        "Écrivez un nom IANA, comme Europe/Paris.",
    ),
    "schedule-doubled": (
        "Deux scénarios se nomment {name} : {first} et {path}.",
        "Renommez l'un des fichiers.",
    ),
    "schedule-path": (
        "{path} n'existe pas.",
        "Indiquez les scénarios ou leur dossier avec --pipelines.",
    ),
    "schedule-name": (
        "Aucun scénario planifié ne se nomme {name}.",
        "Scénarios planifiés : {accepted}.",
    ),
    "schedule-none": (
        "Aucun scénario n'est planifié.",
        'Écrivez `schedule: "0 6 * * 1-5"` dans un scénario, et indiquez-le, ou son dossier, avec --pipelines.',
    ),
    "pipeline-call": (
        "{method} {path} : refusé par Sellsy (statut {status}).",
        "Essayez l'appel seul avec `sellsy-etl call`, puis relancez le scénario.",
    ),
    "transform-name": (
        "{name} n'est pas le nom d'une fonction.",
        "Écrivez module:fonction, comme mypkg.rules:clean.",
    ),
    "transform-import": (
        "Chargement de la fonction {name} impossible. Détail : {said}.",
        "Mettez son module dans le dossier du scénario, ou installez-le.",
    ),
    "transform-column": (
        "{name} renvoie une colonne absente de {path} : {header}.",
        "Colonnes possibles : {headers}. Une colonne absente du fichier se déclare dans les constantes (constants).",
    ),
    "pipeline-circle": (
        "{path} : ces étapes s'attendent l'une l'autre : {steps}.",
        "Retirez l'un de ces `needs`.",
    ),
    "pipeline-parameter": (
        "{path} : paramètre inconnu, {name}.",
        "Paramètres : {accepted}.",
    ),
    "pipeline-variable": (
        "{path}, ligne {line} : paramètre ou variable inconnu, {name}.",
        "Déclarez-le sous parameters, donnez --set {name}=…, ou définissez la variable ; pour un dollar, écrivez $$.",
    ),
    "pipeline-step": (
        "{path} : étape inconnue, {step}.",
        "Étapes : {accepted}.",
    ),
    "pipeline-no-files": (
        "Étape {step} de {path} : aucun fichier {pattern}.",
        "Ajoutez le fichier, corrigez le chemin, ou écrivez `optional: true`.",
    ),
    "pipeline-changed": (
        "{path} a changé depuis le début de l'opération {run}.",
        "Relancez le scénario : ce qui est fait n'est pas refait.",
    ),
    "pipeline-gone": (
        "{path}, le scénario de l'opération {run}, n'existe plus.",
        "Remettez-le, ou annulez l'opération.",
    ),
    "pipeline-call-unknown": (
        "Étape {step} : appel sans réponse de Sellsy, résultat inconnu.",
        "Vérifiez dans Sellsy, puis relancez à l'étape suivante : --from {next}.",
    ),
    # settings
    "keyring-none": (
        "Coffre de mots de passe inutilisable : secret non enregistré. Détail : {said}.",
        "Définissez SELLSY_CLIENT_SECRET, ou ajoutez --insecure-file (fichier lisible par vous seul).",
    ),
    "credentials-missing": (
        "Aucun accès API (profil de connexion : {profile}).",
        "Lancez sellsy-etl login (ou définissez SELLSY_CLIENT_ID et SELLSY_CLIENT_SECRET, ou écrivez {config}) ; sans compte : `sellsy-etl --sandbox import FICHIER`.",
    ),
    "profile-unknown": (
        "Profil de connexion inconnu : « {profile} ».",
        "Profils de connexion : {accepted}, dans {config}.",
    ),
    "profile-keys": (
        "Profil de connexion « {profile} », clés inconnues : {unknown}.",
        "Clés acceptées : {accepted}.",
    ),
    "config-unreadable": (
        "{path} : lecture impossible. Détail : {said}.",
        "Corrigez le fichier, ou déplacez-le.",
    ),
    "setting-wrong": (
        "Réglage {name} refusé. Détail : {said}.",
        "Corrigez la variable d'environnement ou le profil de connexion.",
    ),
    "secret-missing": (
        "Secret introuvable pour l'accès API {client} (profil de connexion : {profile}).",
        "Lancez sellsy-etl login (mêmes --profile et --browser) ; ou définissez SELLSY_CLIENT_SECRET, ou client_secret dans {config}.",
    ),
    "config-malformed": (
        "{path}, ligne {line} : ce n'est pas du TOML.",
        'Écrivez par exemple [profiles.principal] puis, en dessous, client_id = "…" (textes entre guillemets).',
    ),
    "url-unsafe": (
        "Réglage {name} : adresse https:// obligatoire.",
        "Écrivez https://… sans nom d'utilisateur (http:// pour 127.0.0.1 seulement) : le secret y transite.",
    ),
    # sheets
    "file-absent": (
        "{path} : fichier introuvable.",
        "Vérifiez le chemin.",
    ),
    "file-directory": (
        "{path} est un dossier.",
        "Indiquez un fichier.",
    ),
    "file-empty": (
        "{path} est vide.",
        "Vérifiez qu'il est enregistré, et que les données sont dans la bonne feuille.",
    ),
    "file-unreadable": (
        "{path} : lecture impossible. Détail : {said}.",
        "Vérifiez ses droits, ou fermez le programme qui l'utilise.",
    ),
    "delimiter-shape": (
        "Séparateur « {value} » refusé : un seul caractère attendu.",
        "Écrivez par exemple --delimiter ';' ou --delimiter ','.",
    ),
    "encoding-lacks": (
        "L'encodage {encoding} ne peut pas écrire « {text} ».",
        "Gardez l'encodage par défaut (UTF-8 avec BOM), ou choisissez-en un autre.",
    ),
    "extra-missing": (
        "{what} exige {library}, qui n'est pas installé.",
        "Installez-le : pip install 'sellsy-etl[{extra}]'",
    ),
    "output-format": (
        "{target} : format de sortie inconnu, « {format} ».",
        "Formats : {accepted}. Changez l'extension, ou ajoutez --format.",
    ),
    "parquet-type": (
        "Colonne « {column} » : une valeur n'est pas du type {kind}. Détail : {said}.",
        "Exportez sans cette colonne (--columns), ou en xlsx, csv ou jsonl.",
    ),
    "place-unknown": (
        "{target} : adresse inaccessible. Détail : {said}.",
        "Vérifiez le début de l'adresse (s3://, gs://, sftp://…) et installez la bibliothèque correspondante.",
    ),
    "sheet-full": (
        "Feuille « {sheet} » : plus de {rows:ligne|lignes}, le maximum d'un classeur.",
        "Exportez sans --fast (la suite va dans une autre feuille), ou en csv ou parquet.",
    ),
    "deleted-stdout": (
        "--deleted demande -o FICHIER.",
        "Ajoutez -o FICHIER.",
    ),
    "export-needs-last": (
        "{option} demande --since last.",
        "Ajoutez --since last : l'export précédent sert de comparaison.",
    ),
    "output-one-sheet": (
        "Un fichier {format} ne contient qu'une feuille.",
        "Donnez un dossier (-o dossier/ --format {format}), ou un classeur xlsx ou ods.",
    ),
    "scan-incomplete": (
        "{path} : Sellsy annonce {total:fiche|fiches} et en a donné {found:n}. Rien n'a été écrit.",
        "Relancez l'export ; si cela se répète, limitez-le avec --where.",
    ),
    "since-limit": (
        "--limit exclut --since last.",
        "Retirez l'un des deux.",
    ),
    "since-shape": (
        "« {value} » n'est ni last, ni une date, ni une durée.",
        "Écrivez par exemple last, 2026-11-01, 30d, 12h ou 2w.",
    ),
    "since-unknown": (
        "Sellsy ne date pas les modifications ({entity:word}) : tri par date impossible.",
        "Utilisez --since last (comparaison avec l'export précédent), ou --where created=2026-11-01..",
    ),
    "file-unwritable": (
        "{path} : écriture impossible. Détail : {said}.",
        "Choisissez un autre emplacement, ou fermez le programme qui l'utilise.",
    ),
    "output-unwritable": (
        "Affichage impossible. Détail : {said}.",
        "Redirigez la sortie. Une opération commencée reste visible : sellsy-etl runs list.",
    ),
    "columns-many": (
        "{path}, ligne {line} : {count:colonne|colonnes}, {limit:n} au plus.",
        "Gardez les colonnes utiles, ou transposez le tableau si chaque fiche y est une colonne.",
    ),
    "file-special": (
        "{path} : un tube ou un périphérique ne se lit qu'une fois.",
        "Envoyez-le sur l'entrée standard : sellsy-etl import - < {path}, ou enregistrez-le dans un fichier.",
    ),
    "suffix-wrong": (
        "{path} a l'extension {said}, mais son contenu est {found}.",
        "Ouvrez-le dans Excel et enregistrez-le en .xlsx, ou corrigez son extension.",
    ),
    "workbook-password": (
        "{path} est protégé par un mot de passe.",
        "Ouvrez-le, enregistrez une copie sans mot de passe, et utilisez la copie.",
    ),
    "workbook-broken": (
        "{path} est endommagé ou tronqué. Détail : {said}.",
        "Ouvrez-le dans Excel et enregistrez-le à nouveau, ou redemandez-le.",
    ),
    "workbook-bomb": (
        "{path} : décompressé, il ferait {size:size}.",
        "S'il est bien à vous, enregistrez ses seules données en CSV.",
    ),
    "workbook-parts": (
        "{path} contient {count:fichier|fichiers}, bien plus qu'un classeur.",
        "S'il est bien à vous, enregistrez ses seules données en CSV.",
    ),
    "workbook-entities": (
        "{path} déclare des entités XML ({member}), ce qu'Excel n'écrit jamais.",
        "Ouvrez-le dans Excel et enregistrez-le à nouveau, ou redemandez-le.",
    ),
    "sheet-sparse": (
        "{path} : une feuille s'étend sur {area:cellule|cellules}, dont {filled:remplie|remplies}.",
        "Supprimez les cellules isolées loin du tableau, ou copiez le tableau dans un nouveau classeur.",
    ),
    "cell-too-long": (
        "{path} : une cellule dépasse {limit:caractère|caractères} ({member}).",
        "Excel en accepte 32 767 : raccourcissez-la.",
    ),
    "tables-several": (
        "{path} : un autre tableau commence en ligne {line} ({headers}), sous celui de la ligne {first}.",
        "Choisissez-en un avec --header-row {first} ou --header-row {line}, ou mettez chacun dans sa feuille.",
    ),
    "rows-hidden": (
        "{path} : {count:ligne masquée|lignes masquées}, souvent par un filtre : {rows}.",
        "Pour les lire : --hidden include ; pour les ignorer : --hidden skip.",
    ),
    "file-foreign": (
        "{path} : format non reconnu ({found}).",
        "Enregistrez le tableau en .xlsx ou en CSV ; décompressez une archive d'abord.",
    ),
    "input-too-large": (
        "L'entrée standard dépasse {size:size}.",
        "Donnez un fichier au lieu de -, ou découpez les données.",
    ),
    "gzip-broken": (
        "{path} est endommagé ou tronqué. Détail : {said}.",
        "Compressez-le à nouveau, ou donnez le fichier non compressé.",
    ),
    "gzip-bomb": (
        "{path} : décompressé, il ferait plus de {size:size}.",
        "S'il est bien à vous, donnez le fichier non compressé.",
    ),
    "jsonl-broken": (
        "{path}, ligne {line} : ce n'est pas un objet JSON. Détail : {said}.",
        'Écrivez un objet par ligne, par exemple {{"Nom société": "Garnier"}}.',
    ),
    "encoding-mixed": (
        "{path} mélange deux encodages : ligne {other} en UTF-8, ligne {line} dans un autre.",
        "Corrigez la ligne {line} et enregistrez en UTF-8 ; ou précisez l'encodage avec --encoding.",
    ),
    "sheet-absent": (
        "{path} : feuille « {sheet} » introuvable.",
        "Feuilles : {accepted}.",
    ),
    "sheets-hidden": (
        "{path} n'a aucune feuille visible.",
        "Pour lire une feuille masquée : --sheet ; feuilles : {accepted}.",
    ),
    "table-empty": (
        "{path} : des en-têtes en ligne {line}, aucune ligne en dessous.",
        "Vérifiez que c'est le bon fichier et la bonne feuille.",
    ),
    "header-row-absent": (
        "{path} : la ligne {line} ne contient pas d'en-têtes.",
        "Précisez la bonne ligne avec --header-row.",
    ),
    "headers-doubled": (
        "{path}, ligne {line} : l'en-tête « {header} » est en colonnes {first} et {second}.",
        "Renommez ou supprimez l'un des deux.",
    ),
    "nul-bytes": (
        "{path} contient des octets nuls (ligne {line}) : ce n'est pas un tableau texte.",
        "Enregistrez-le à nouveau en CSV (UTF-8), ou en .xlsx.",
    ),
    "field-too-long": (
        "{path}, ligne {line} : une cellule dépasse {limit:caractère|caractères}.",
        "Un guillemet n'est sans doute jamais fermé : corrigez cette ligne.",
    ),
    "csv-broken": (
        "{path}, ligne {line} : lecture impossible. Détail : {said}.",
        "Corrigez cette ligne (guillemets, séparateur), ou précisez le séparateur avec --delimiter.",
    ),
    "csv-quote-open": (
        "{path}, ligne {line} : guillemet ouvert et mal fermé.",
        'Fermez ou retirez le guillemet, doublez ceux du texte ("").',
    ),
    "csv-quote-covers": (
        "{path}, ligne {line} : un guillemet ouvert englobe la ligne {row}.",
        "Retirez ce guillemet, ou fermez-le sur sa ligne.",
    ),
    "csv-delimiters-two": (
        "{path} : séparateur « {mark} » en en-tête (ligne {line}), « {other} » dès la ligne {row}.",
        "Écrivez l'en-tête et les lignes avec le même séparateur.",
    ),
    "headers-double-encoded": (
        "{path}, ligne {line} : l'en-tête « {header} » est encodé deux fois, sans doute « {repaired} ».",
        "Ajoutez --repair-encoding pour rétablir les accents, ou corrigez le fichier.",
    ),
    "encoding-asked": (
        "{path}, ligne {line} : encodage à préciser, « {cp1252} » est improbable.",
        (
            "--encoding iso8859-15 le lit « {iso8859_15} », --encoding cp1250 « {cp1250} », --encoding cp850 « {cp850} »,"
            " --encoding mac_roman « {mac_roman} ». Précisez le bon, ou corrigez la ligne."
        ),
    ),
    "encoding-unknown": (
        "{path} : encodage inconnu, « {encoding} ».",
        "Les plus courants : utf-8, cp1252, latin-1, utf-16.",
    ),
    "encoding-wrong": (
        "{path} : la ligne {line} n'est pas en {encoding}.",
        "Précisez le bon avec --encoding, ou retirez cette option.",
    ),
    # sellsy
    "login-port": (
        "Port {port} inutilisable. Détail : {said}.",
        "Choisissez-en un autre avec --port, et ajoutez son adresse à l'accès API (Portail développeur).",
    ),
    "login-timeout": (
        "Pas de réponse du navigateur en {seconds:seconde|secondes}.",
        "Relancez la même commande et acceptez l'accès dans le navigateur.",
    ),
    "login-state": (
        "Le navigateur a répondu à une autre demande.",
        "Relancez la même commande ; si cela se répète, un autre programme utilise ce port.",
    ),
    "login-denied": (
        "Accès refusé. Détail : {said}.",
        "Acceptez-le dans le navigateur ; l'accès API doit contenir l'adresse de retour (Portail développeur).",
    ),
    "api-unreachable": (
        "Sellsy injoignable ({path}). Détail : {said}.",
        "Vérifiez le réseau, puis relancez la même commande, sans risque de doublon.",
    ),
    "api-no-answer": (
        "Sellsy n'a pas répondu à {method} {path}. Détail : {said}.",
        "Relancez la même commande, sans risque de doublon.",
    ),
    "api-server": (
        "Sellsy a répondu {status} à {method} {path}. {said}",
        "Attendez quelques minutes, puis relancez la même commande.",
    ),
    "api-refused": (
        "Refusé par Sellsy : {method} {path} ({status}). {said}",
        "Corrigez ce qui est indiqué.",
    ),
    "api-quota": (
        "Quota d'appels épuisé ({method} {path}).",
        "Un autre programme utilise peut-être cet accès API ; attendez, puis relancez la même commande.",
    ),
    "api-unsent": (
        "Non envoyé : la commande s'est arrêtée avant.",
        "Relancez la même commande.",
    ),
    "api-unauthorised": (
        "Accès API refusé (401) : {method} {path}. {said}",
        "Vérifiez SELLSY_CLIENT_ID et SELLSY_CLIENT_SECRET ; créez un accès API par programme. Puis relancez la même commande.",
    ),
    "api-payment": (
        "L'abonnement ou la licence ne permet pas {method} {path} (402). {said}",
        "Faites vérifier la licence du propriétaire de l'accès API, puis relancez la même commande.",
    ),
    "api-forbidden": (
        "Droit manquant : {method} {path} (403). {said}",
        "Ajoutez le droit à l'accès API (Réglages > Portail développeur), puis relancez la même commande.",
    ),
    "api-cursor": (
        "Sellsy a donné deux fois la même page ({path}).",
        "Relancez la même commande ; si cela se répète, prévenez le support Sellsy.",
    ),
    "api-endless": (
        "La liste {path} de Sellsy n'a pas de fin : lecture arrêtée après {pages} pages.",
        "Relancez la même commande ; si cela se répète, prévenez le support Sellsy.",
    ),
    "batch-refused": (
        "Lot d'appels refusé par Sellsy ({status}). {said}",
        "Relancez la même commande avec un --batch-size plus petit.",
    ),
    "login-refused": (
        "Accès API refusé par Sellsy ({status}).",
        "Vérifiez SELLSY_CLIENT_ID et SELLSY_CLIENT_SECRET (Réglages > Portail développeur > API V2), puis relancez la même commande.",
    ),
    "login-broken": (
        "Réponse du serveur de connexion incompréhensible ({status}, {path}).",
        "Vérifiez SELLSY_LOGIN_URL, ou attendez puis relancez la même commande.",
    ),
    "quota-day": (
        "Appels API du jour épuisés ({remaining:restant|restants}).",
        "Relancez la même commande demain : rien ne sera écrit deux fois.",
    ),
    "quota-wait": (
        "Sellsy demande d'attendre {seconds:seconde|secondes}.",
        "Relancez ensuite la même commande : rien ne sera écrit deux fois.",
    ),
    "api-dns": (
        "Adresse de Sellsy introuvable ({path}). Détail : {said}.",
        "Vérifiez le réseau et SELLSY_API_URL, puis relancez la même commande : rien n'a été envoyé.",
    ),
    "api-tls": (
        "Connexion à Sellsy non sécurisée ({path}). Détail : {said}.",
        "Rien n'a été envoyé. Derrière un proxy d'entreprise, indiquez son certificat dans SSL_CERT_FILE, puis relancez la même commande.",
    ),
    "api-proxy": (
        "Connexion à Sellsy bloquée par le proxy ({path}). Détail : {said}.",
        "Vérifiez HTTPS_PROXY et NO_PROXY, puis relancez la même commande : rien n'a été envoyé.",
    ),
    "api-impossible": (
        "{method} {path} : envoi impossible. Détail : {said}.",
        "Vérifiez SELLSY_API_URL et SELLSY_V1_URL ; rien n'a été envoyé.",
    ),
    "api-redirected": (
        "Redirection bloquée : {method} {path} ({status}). {said}",
        "Vérifiez SELLSY_API_URL et SELLSY_V1_URL ; derrière un proxy, connectez-vous d'abord à celui-ci.",
    ),
    "api-read": (
        "{method} {path} : plusieurs essais, aucune réponse correcte. Détail : {said}.",
        "Sellsy est peut-être en maintenance ; attendez, puis relancez la même commande. Rien n'a été modifié.",
    ),
    "api-odd": (
        "La réponse à {path} est inexploitable : son champ {key} n'a pas la forme que Sellsy documente.",
        "Relancez la même commande ; si cela se répète, signalez ce message au support Sellsy.",
    ),
    "api-unexpected": (
        "La réponse à {path} n'est pas une liste de fiches.",
        "Vérifiez SELLSY_API_URL ; si elle est juste, signalez ce message.",
    ),
    "batch-short": (
        "Réponse de Sellsy incomplète : {method} {path}.",
        "Relancez la même commande, sans risque de doublon.",
    ),
    "batch-parent-failed": (
        "Non envoyé ({method} {path}) : la fiche liée n'a pas été écrite.",
        "Corrigez d'abord cette fiche, puis importez cette ligne à nouveau.",
    ),
    "quota-month": (
        "Appels API du mois épuisés ({remaining:restant|restants}).",
        "Attendez le mois prochain, ou demandez à Sellsy d'augmenter le quota.",
    ),
    # journal
    "journal-full": (
        "Disque plein : {where} (journal des opérations).",
        ("Libérez de la place, puis terminez : `sellsy-etl runs resume last`."),
    ),
    "journal-busy": (
        "Journal des opérations occupé par un autre programme : {where}.",
        (
            "Fermez ce programme (un autre sellsy-etl, un lecteur de base de données, une sauvegarde), puis réessayez."
        ),
    ),
    "journal-corrupt": (
        "Journal des opérations endommagé : {where}. Détail : {said}.",
        (
            "Restaurez une sauvegarde, ou choisissez un autre fichier, sur un disque local (ni réseau, ni dossier synchronisé)."
        ),
    ),
    "journal-behind": (
        "Journal des opérations {where} : {lost:dernier envoi perdu|derniers envois perdus} (-wal coupé ou effacé, ou ancienne sauvegarde).",
        "Rien n'a été envoyé. Renommez ce fichier, puis importez à nouveau, d'abord avec --dry-run.",
    ),
    "journal-foreign": (
        "{where} n'est pas un journal des opérations.",
        "Choisissez un nouveau fichier, ou une base vide ; celui-ci n'a pas été modifié.",
    ),
    "journal-newer": (
        ("Journal des opérations {where} : version plus récente (format {found}, celle-ci lit le {known})."),
        "Mettez le programme à jour : pip install --upgrade sellsy-etl.",
    ),
    "journal-denied": (
        "Journal des opérations {where} : ouverture ou écriture impossible. Détail : {said}.",
        ("Vérifiez vos droits sur le fichier et son dossier, ou choisissez un autre fichier."),
    ),
    "journal-disk": (
        "Erreur de disque : journal des opérations {where}. Détail : {said}.",
        ("Vérifiez le disque (local de préférence), puis terminez : `sellsy-etl runs resume last`."),
    ),
    "journal-unreachable": (
        "Base du journal des opérations injoignable : {where}. Détail : {said}.",
        "Vérifiez l'adresse, l'utilisateur et le mot de passe de la base, et qu'elle est démarrée.",
    ),
    "journal-contradiction": (
        ("Journal des opérations {where} : écriture refusée. Détail : {said}."),
        "Merci de le signaler, avec la commande lancée et ce message.",
    ),
    "journal-failed": (
        "Erreur du journal des opérations {where}. Détail : {said}.",
        "Réessayez ; si cela se répète, signalez ce message.",
    ),
    "journal-url": (
        "Adresse du journal des opérations non reconnue.",
        "Donnez un chemin de fichier, sqlite:///chemin/journal.db ou postgresql://utilisateur@serveur/base.",
    ),
    "journal-driver": (
        "Journal des opérations {where} : paquet Python {driver} non installé.",
        ('Installez-le : pip install "psycopg[binary]", ou utilisez un fichier (SQLite).'),
    ),
    "journal-row-missing": (
        "Journal des opérations : {found} entrées sur {expected} pour {run}.",
        "Merci de le signaler, avec la commande lancée et ce message.",
    ),
    "journal-run-held": (
        "L'opération {run} est en cours depuis {since} (processus {pid} sur {host}).",
        "Attendez la fin, ou arrêtez-la, puis réessayez.",
    ),
    "journal-export-held": (
        "Export déjà en cours depuis {since} (processus {pid} sur {host}).",
        "Attendez la fin, ou arrêtez-le.",
    ),
    "journal-account-held": (
        "Un autre import écrit dans ce compte : {account} (processus {pid} sur {host}, depuis {since}).",
        ("Attendez la fin, ou arrêtez-le : deux imports à la fois créeraient des doublons."),
    ),
    "journal-unbalanced": (
        "Opération {run} : {read:ligne lue|lignes lues}, mais {settled:n} avec un résultat.",
        "Terminez-la : `sellsy-etl runs resume {run}`. Merci de le signaler, avec la commande lancée.",
    ),
    "run-other-account": (
        "Opération {run} : faite sur {account}, pas sur {used}.",
        "Ajoutez le --profile de ce compte, ou --sandbox si c'était le Sellsy d'essai.",
    ),
    "run-unknown": (
        "Opération inconnue : {run}.",
        "Choisissez parmi : {known}, ou last. Pour les voir toutes : sellsy-etl runs list.",
    ),
    "run-ambiguous": (
        "Plusieurs opérations correspondent à {run}.",
        "Donnez l'ID entier : {found}.",
    ),
    "run-none": (
        "Aucune opération {run} : le journal des opérations est vide.",
        "Importez d'abord un fichier, ou vérifiez le profil de connexion.",
    ),
    # engine
    "child-unfinished": (
        "L'opération {child}, faite sur {run}, n'est pas terminée.",
        "Terminez-la : `sellsy-etl runs resume {child}`.",
    ),
    "plan-foreign": (
        "{path} n'est pas un plan.",
        "Donnez le classeur écrit par `sellsy-etl plan FICHIER -o PLAN.xlsx`, avec sa feuille de résumé.",
    ),
    "plan-edited": (
        "Lignes modifiées dans le plan {path} ({run}).",
        "Annulez ces modifications, ou corrigez le fichier d'origine et refaites le plan. Trier est permis.",
    ),
    "plan-unfit": (
        "Le plan {path} ne correspond pas au journal des opérations ({run}).",
        "Rien n'a été envoyé. Refaites le plan.",
    ),
    "plan-unfinished": (
        "L'opération {run} n'est pas un plan terminé.",
        "Refaites le plan : `sellsy-etl plan FICHIER`.",
    ),
    "plan-applied": (
        "Plan {run} déjà appliqué, par l'opération {child}.",
        "Refaites le plan ; pour voir ce qui a été fait : `sellsy-etl runs show {child}`.",
    ),
    "verify-kind": (
        "L'opération {run} n'a rien écrit à relire dans Sellsy.",
        "Choisissez un import, une suppression, l'application d'un plan ou une reprise : sellsy-etl runs list.",
    ),
    "undo-kind": (
        "L'opération {run} ne s'annule pas ({kind}).",
        "Opérations qui s'annulent : {accepted} ; pour les voir : `sellsy-etl runs list`.",
    ),
    "undo-open": (
        "L'annulation {undo} de l'opération {run} n'est pas terminée.",
        "Terminez-la : `sellsy-etl runs resume {undo}`.",
    ),
    "undo-redone": (
        "Opération {run} : annulée par {undo}, puis rétablie par {redo}.",
        "Pour l'annuler à nouveau : `sellsy-etl runs undo {redo}`.",
    ),
    "resume-undone": (
        "L'opération {run} a été annulée par {undo} : le reste ne sera pas envoyé.",
        "Importez à nouveau le fichier, ou annulez l'annulation : `sellsy-etl runs undo {undo}`.",
    ),
    "retry-unfinished": (
        "Opération {run} : pas terminée, ou aucune ligne à reprendre.",
        "Terminez-la d'abord : `sellsy-etl runs resume {run}`.",
    ),
    "retry-done": (
        "Opération {run} : lignes déjà reprises par l'opération {child}.",
        "Pour reprendre celles qui restent refusées : `sellsy-etl runs retry {child}`.",
    ),
    "resume-nothing": (
        "Opération {run} : rien à terminer.",
        "Pour voir ce qui a été fait : `sellsy-etl runs show {run}`.",
    ),
    "resume-source-gone": (
        "Fichier de l'opération {run} introuvable : {path}.",
        "Remettez-le, inchangé, et relancez la même commande ; ou importez un autre fichier.",
    ),
    "resume-source-changed": (
        "Fichier de l'opération {run} modifié depuis : {path}.",
        "Remettez la version d'origine et relancez ; ou importez la nouvelle, sans risque de doublon.",
    ),
    "condition-shape": (
        "« {said} » n'est pas de la forme NOM=VALEUR.",
        "Conditions : {accepted}.",
    ),
    "filter-unknown": (
        "Condition inconnue : {name} ({entity:word}).",
        "Conditions : {accepted}.",
    ),
    "filter-value": (
        "{name} : valeur « {value} » refusée.",
        "Valeurs acceptées : {accepted}.",
    ),
    "order-unknown": (
        "Tri impossible par {order}.",
        "Tris possibles : {accepted}.",
    ),
    "append-nowhere": (
        "--append : {column} ne peut pas être complété, il n'a pas plusieurs choix.",
        "Ce fichier n'a aucune colonne de champ personnalisé à choix multiples : retirez --append.",
    ),
    "append-unknown": (
        "--append : {column} n'est pas, dans ce fichier, un champ personnalisé à choix multiples.",
        "Colonnes possibles : {accepted}.",
    ),
    "column-unknown": (
        "Colonne inconnue : {column} ({entity:word}).",
        "Colonnes : {accepted}.",
    ),
    "template-suffix": (
        "{path} : extension {accepted} attendue.",
        "Changez le nom du fichier.",
    ),
    "headers-missing": (
        "{path}, ligne {line} : il manque {missing}. En-têtes : {headers}.",
        'Renommez l\'en-tête, ajoutez --map "EN-TÊTE={example}", ou partez de `sellsy-etl template {entity}`.',
    ),
    "headers-ambiguous": (
        "{path} : plusieurs en-têtes pour {column} : {headers}.",
        "Renommez ou supprimez l'un d'eux, ou précisez avec --map.",
    ),
    "entity-unclear": (
        "{path} : clients, contacts ? Les plus proches : {candidates} (en-têtes ligne {line} : {headers}).",
        'Précisez : --entity {accepted} ; pour vos propres en-têtes : --map "EN-TÊTE=COLONNE".',
    ),
    # mappings
    "mapping-empty": (
        "{path} est vide.",
        "Écrivez des lignes EN-TÊTE: COLONNE, ou lancez `sellsy-etl map FICHIER`.",
    ),
    "mapping-unknown": (
        "--map : « {said} » n'est pas une correspondance des colonnes.",
        'Écrivez "EN-TÊTE=COLONNE", un fichier .yaml, ou l\'un de : {accepted}.',
    ),
    "mapping-exists": (
        "{path} existe déjà.",
        "Choisissez un autre fichier avec -o, ou remplacez celui-ci avec --force.",
    ),
    "mapping-entities": (
        "--map : « {said} » concerne un autre type de fiche.",
        "Gardez les correspondances d'un seul type de fiche.",
    ),
    "mapping-entity": (
        "{place} : correspondance pour {said}, pas pour {entity:word}.",
        "Choisissez une autre correspondance, ou retirez --entity.",
    ),
    "mapping-fit": (
        "{path} : aucun en-tête connu de la correspondance. En-têtes : {headers}.",
        "Choisissez une autre correspondance, ou lancez `sellsy-etl map {path}`.",
    ),
    "mapping-unlike": (
        "{path} : type de fiche à préciser, parmi : {candidates}.",
        "Ajoutez --entity, ou lancez `sellsy-etl map {path}`.",
    ),
    "mapping-several": (
        "{path} : plusieurs correspondances possibles : {candidates}.",
        "Précisez avec --entity.",
    ),
    "mapping-constant": (
        "{place} : valeur « {value} » refusée ({column}). Détail : {said}.",
        "{fix}",
    ),
    "mapping-doubled": (
        "{place} : {column} est remplie deux fois, par {headers}.",
        "Gardez-en un, ou joignez les deux (joins).",
    ),
    "map-unknown-column": (
        "{place} : colonne inconnue, « {column} » ({entity:word}).",
        "Colonnes proches : {accepted}.",
    ),
    "map-unknown-header": (
        "{place} : en-tête « {header} » absent de {path}.",
        "En-têtes : {headers}.",
    ),
    "match-key-unknown": (
        "--match : « {key:code} » n'est pas une clé de rapprochement ({entity:word}).",
        "Choisissez parmi : {accepted}.",
    ),
    "match-key-absent": (
        "--match {key:code} : colonne absente du fichier.",
        "Choisissez une clé présente dans le fichier : {accepted}.",
    ),
    "custom-field-unknown": (
        "Aucun champ personnalisé pour la colonne « {header} ».",
        "Champs personnalisés : {accepted}.",
    ),
    "custom-field-several": (
        "Plusieurs champs personnalisés pour la colonne « {header} » : {found}.",
        "Écrivez le code : cf:CODE.",
    ),
    "custom-field-kind": (
        "Le champ personnalisé de la colonne « {header} » est d'un type que cette version ne connaît pas : {said}.",
        "Retirez la colonne du fichier et remplissez le champ dans Sellsy.",
    ),
    # cli
    "call-path": (
        "« {path} » n'est pas un chemin de l'API.",
        "Écrivez /companies ou /companies/12, sans espace ni « .. » ; la requête se donne avec -q.",
    ),
    "call-host": (
        "{host} n'est pas Sellsy : appel bloqué, pour protéger votre accès API.",
        "Adresses possibles : {accepted}.",
    ),
    "call-header": (
        "En-tête « {name} » refusé.",
        "Écrivez NOM:VALEUR sur une ligne, en caractères simples.",
    ),
    "call-header-kept": (
        "En-tête {name} réservé au programme.",
        "Retirez-le. En-têtes réservés : {kept}.",
    ),
    "call-body": (
        "Envoi du corps impossible. Détail : {said}.",
        'API v2 : du JSON ; API v1 : io_mode=json&do_in={{"method": …}} ou l\'appel seul.',
    ),
    "webhook-left": (
        "Webhook {id} non supprimé : Sellsy y envoie encore ses événements. {said}",
        "Supprimez-le plus tard : sellsy-etl webhooks delete {id}.",
    ),
    "webhook-url": (
        "« {value} » : Sellsy ne peut pas envoyer d'événements à cette adresse.",
        "Donnez une adresse https:// complète (http:// pour cet ordinateur seulement), sans nom d'utilisateur.",
    ),
    "webhook-event": (
        "Événement inconnu du compte : « {value} ».",
        "Les plus proches : {accepted}. Pour les voir tous : sellsy-etl webhooks events.",
    ),
    "watch-url-missing": (
        "Sellsy ne peut pas joindre cet ordinateur : il faut une adresse publique.",
        "Ouvrez un tunnel ou un proxy inverse vers le port, puis ajoutez --public-url https://… (inutile avec --sandbox).",
    ),
    "watch-port": (
        "Port {port} inutilisable. Détail : {said}.",
        "Choisissez-en un autre avec --port, ou un port libre avec --port 0.",
    ),
    "watch-out-suffix": (
        "{path} : extension {accepted} attendue.",
        "Changez le nom du fichier (--out).",
    ),
    "watch-out-foreign": (
        "{path} n'a pas été écrit par `sellsy-etl watch` : il n'est pas modifié.",
        "Choisissez un autre fichier avec --out, ou déplacez celui-ci.",
    ),
    "inbox-busy": (
        "{path} : un autre `sellsy-etl watch` écrit dans ce fichier.",
        "Arrêtez-le, ou choisissez un autre fichier avec --out.",
    ),
    "inbox-foreign": (
        "{path} n'est pas une boîte de réception de `sellsy-etl watch`, ou est endommagée.",
        "Déplacez-la, ou choisissez un autre fichier avec --out.",
    ),
    "sign-key-missing": (
        "Variable d'environnement {name} : clé de signature manquante.",
        "Donnez-lui la clé du webhook, ou retirez --sign-key-env.",
    ),
    "sandbox-db": (
        "Sellsy d'essai : ouverture de {path} impossible. Détail : {said}.",
        "Choisissez un autre fichier avec --db, ou videz-le : sellsy-etl sandbox reset.",
    ),
    "country-unknown": (
        "« {value} » : pays inconnu.",
        "Écrivez son code à deux lettres, comme FR ou BE.",
    ),
    "currency-unknown": (
        "« {value} » : devise inconnue.",
        "Écrivez son code de trois lettres, par exemple EUR, CHF ou XPF.",
    ),
    "home-unwritable": (
        "Création du dossier {path} impossible. Détail : {said}.",
        "Choisissez-en un autre : SELLSY_ETL_HOME=DOSSIER (ou -o DOSSIER pour la démo).",
    ),
    "entity-unknown": (
        "Type de fiche inconnu : « {name} ».",
        "Choisissez parmi : {accepted}.",
    ),
    "option-unknown": (
        "« {value} » : valeur refusée.",
        "Choisissez parmi : {accepted}.",
    ),
    "sandbox-quota": (
        "Quota « {value} » refusé. Détail : {said}.",
        "Écrivez-le ainsi : 5/s,150/min.",
    ),
    "sandbox-faults": (
        "{path} : pannes illisibles. Détail : {said}.",
        "Écrivez une liste de règles ; exemples : `sellsy-etl sandbox serve --help`.",
    ),
    "sandbox-credentials": (
        "Accès API refusé : la forme est ID:SECRET.",
        "Écrivez --client ID:SECRET, ou ID:SECRET:JETON:SECRET pour nommer aussi l'utilisateur de l'API v1.",
    ),
    "sandbox-foreign": (
        "{path} n'est pas un fichier de Sellsy d'essai : il n'est pas modifié.",
        "Indiquez avec --db le fichier de `sellsy-etl sandbox serve --db`, ou retirez --db.",
    ),
    "code-unknown": (
        "Code inconnu : « {value} ».",
        "Les plus proches : {accepted}. Pour les voir tous : `sellsy-etl explain`.",
    ),
    "report-suffix": (
        "{path} : extension {accepted} attendue.",
        "Changez le nom donné à --report : .xlsx pour toutes les lignes, .csv pour les lignes à corriger.",
    ),
    "report-over-source": (
        "Le rapport {path} remplacerait le fichier lu.",
        "Choisissez un autre fichier avec --report, ou retirez cette option.",
    ),
    "sandbox-setup": (
        "{path} : réglage du Sellsy d'essai impossible. Détail : {said}.",
        "Clés : staffs, pipelines, sources, event_labels, task_labels ; aide : `sellsy-etl sandbox setup --help`.",
    ),
    "sandbox-absent": (
        "Aucun Sellsy d'essai à l'adresse {url}. Détail : {said}.",
        "Lancez-le : sellsy-etl sandbox serve ; ou retirez --url pour utiliser celui du programme.",
    ),
    "sandbox-port": (
        "Port {port} inutilisable. Détail : {said}.",
        "Choisissez-en un autre avec --port, ou un port libre avec --port 0.",
    ),
}

TEXTS: dict[str, str] = {
    "proof-title": "Rapport de migration",
    "proof-verdict": "Verdict",
    "proof-fine": "Tout est compté et conforme dans Sellsy (lignes non importées : {left_out:n}, avec leurs raisons).",
    "proof-open": "Reste à traiter : des lignes sont refusées, à vérifier ou différentes dans Sellsy (autres lignes non importées : {left_out:n}, avec leurs raisons).",
    "proof-pipeline": "Scénario",
    "proof-run": "Opération",
    "proof-started": "Début",
    "proof-finished": "Fin",
    "proof-command": "Pour recommencer",
    "proof-version": "Programme",
    "proof-hash": "SHA-256 du scénario",
    "proof-moved": "Montants des opportunités, après moins avant",
    "proof-entities": "Lignes",
    "proof-reasons": "Pourquoi des lignes ne sont pas importées",
    "proof-totals": "Opportunités du compte, avant et après",
    "proof-ids": "ID de l'ancien logiciel",
    "proof-inputs": "Fichiers lus",
    "proof-more-ids": "de plus dans le classeur",
    "proof-none": "Aucun.",
    "proof-marks": "Relu dans Sellsy : = conforme, * différent, - supprimé, ! illisible.",
    "proof-sheet-summary": "Résumé",
    "proof-sheet-entities": "Lignes",
    "proof-sheet-reasons": "Non importées",
    "proof-sheet-totals": "Opportunités",
    "proof-sheet-ids": "ID",
    "proof-sheet-inputs": "Fichiers",
    "proof-head-entity": "Type de fiche",
    "proof-head-rows": "Lignes",
    "proof-head-code": "Code",
    "proof-head-example": "Raison",
    "proof-head-pipeline": "Pipeline",
    "proof-head-status": "État",
    "proof-head-person": "Personne",
    "proof-head-before": "Avant",
    "proof-head-after": "Après",
    "proof-head-amount-before": "Montant avant",
    "proof-head-amount-after": "Montant après",
    "proof-head-difference": "Différence",
    "proof-head-system": "Logiciel",
    "proof-head-kind": "Type",
    "proof-head-legacy": "ID d'origine",
    "proof-head-sellsy": "ID Sellsy",
    "proof-head-step": "Étape",
    "proof-head-file": "Fichier",
    "proof-head-sheet": "Feuille",
    "proof-head-size": "Octets",
    "proof-head-hash": "SHA-256",
    "proof-head-run": "Opération",
    "proof-head-amount": "Montants des fichiers",
    "stage-copy-settings": "Copie des réglages",
    "stage-copy-records": "Copie des fiches",
    "note-not-copied": "{path} n'est pas copié (statut {status}) : le Sellsy d'essai garde le sien.",
    "note-schedule-due": "{name} : prévu le {due:date}.",
    "note-schedule-late": "{name} : plus d'une heure de retard ({due:date}) ; attente de la prochaine échéance.",
    "note-log-unwritable": "Écriture du fichier de suivi {path} impossible. Détail : {said}.",
    "note-not-told": "{name} : notification non envoyée. Détail : {said}.",
    "schedule-nothing": "Aucun scénario n'est planifié.",
    "schedule-head-name": "Scénario",
    "schedule-head-cron": "Planification",
    "schedule-head-next": "Prochain départ",
    "schedule-head-path": "Fichier",
    "run-head-step": "Étape",
    "run-head-ending": "Résultat",
    "run-head-rows": "Lignes",
    "run-head-calls": "Appels",
    "run-head-seconds": "Secondes",
    "run-ending-done": "terminée",
    "run-ending-stopped": "arrêtée",
    "run-ending-skipped": "ignorée",
    "run-ending-held": "bloquée",
    "run-ending-left": "non commencée",
    "init-done": "{files:fichier écrit|fichiers écrits} dans {folder}. À essayer, sans compte :",
    "ready-first_import": "vos propres fichiers Excel : clients, contacts, opportunités, tâches, commentaires",
    "ready-nightly_export": "chaque nuit, une copie du compte et ce qui a changé",
    "ready-migrate_hubspot": "tout un compte HubSpot, d'après ses exports CSV",
    "ready-migrate_salesforce": "toute une organisation Salesforce, d'après son export de données",
    "ready-migrate_pipedrive": "tout un compte Pipedrive, d'après ses exports",
    "ready-migrate_axonaut": "tout un compte Axonaut, d'après ses exports",
    "ready-trade_fair_leads": "les badges scannés à un salon : prospects, contacts, opportunités des plus intéressés",
    "ready-monthly_cleanup": "sauvegarde, fiches à compléter, doublons, suppression de ce qui a été relu",
    "init-readme": "# Projet sellsy-etl\n\nÉcrit par `sellsy-etl init`. Tout ce qui est dans `samples/` est fictif.\n\n{pipelines}\n\n## Essayer, sans compte\n\n    sellsy-etl --sandbox run {first}\n\nUn Sellsy d'essai répond sur cet ordinateur et garde ses données ; `sellsy-etl sandbox reset` le vide. Quelques lignes des\nexemples contiennent exprès des erreurs : la commande indique le rapport qui les liste avec leurs raisons, et finit avec le code 1.\nCorrigez-les dans le fichier et recommencez : ce qui est déjà là n'est pas réécrit.\n\n    sellsy-etl --sandbox runs show last       ce que l'opération a fait\n    sellsy-etl --sandbox runs verify last     relire dans Sellsy ce qu'elle a écrit\n    sellsy-etl --sandbox runs undo last       l'annuler\n\n## Avec vos fichiers et votre compte\n\n1. Mettez vos fichiers dans un dossier et écrivez son nom dans {first}, ligne `folder:` (ou `--set folder=DOSSIER`).\n   `templates/` contient un classeur à remplir par type de fiche ; `sellsy-etl check FICHIER` vérifie sans rien envoyer.\n2. `sellsy-etl login`, puis `sellsy-etl doctor`.\n3. `sellsy-etl run {first} --dry-run` : ce qui serait écrit, et ce que cela coûte en appels.\n4. `sellsy-etl run {first}`. Si l'import est interrompu : `sellsy-etl runs resume last`.\n\nLes scénarios se modifient dans un éditeur : `pipeline.schema.json` y affiche l'aide et signale les fautes.\n`sellsy-etl init --list` liste les autres ; `sellsy-etl init --with NOM AUTRE_DOSSIER` en ajoute un.\n",
    "run-head-run": "Opération",
    "undo-whole-report": "un scénario a plusieurs fichiers ; chaque rapport est écrit à côté du sien",
    "undo-whole-line": "Scénario {run} : {calls:appel|appels} API. Le rapport de chaque étape est à côté de son fichier.",
    "note-proving": "Relecture dans Sellsy pour le rapport : environ {calls:appel|appels} API",
    "run-total": "{title} : opération {run}, {calls:appel|appels} API, {seconds:n} s",
    "run-total-dry": "{title} : simulation {run}, {calls:appel|appels} API, {seconds:n} s. L'import lui-même : environ {billed:appel|appels}.",
    "run-total-billed": "{title} : opération {run}, {calls:appel|appels} API ({billed:annoncé|annoncés}), {seconds:n} s",
    "run-step-bad": "{step} : {bad:ligne|lignes} à corriger, avec leurs raisons, dans {files}",
    "run-step-files": "{step} : {files}",
    "run-proof": "Preuve de la migration : {path}",
    "run-proof-dry": "Relecture pour le rapport : environ {calls:appel|appels} de plus.",
    "run-proof-calls": "Relecture pour cette preuve : {calls:appel|appels} API.",
    "run-step-bill": "Étape {step} :",
    "note-step": "Étape {step} ({kind})",
    "note-step-held": "Étape {step} bloquée : une étape qu'elle attend ne s'est pas bien terminée.",
    "note-step-skipped": "Étape {step} ignorée : {when}",
    "note-step-stopped": "L'étape {step} arrête le scénario : {bad:ligne en erreur|lignes en erreur}, {most:n} au plus.",
    # entities
    "template-list": "Aide",
    "template-column": "En-tête",
    "template-required": "Obligatoire",
    "template-help": "À remplir",
    "template-choices": "Valeurs",
    "template-example": "Exemple",
    "template-also": "Autres en-têtes reconnus",
    "template-yes": "oui",
    "template-example-is": "Exemple :",
    "template-not-offered": "Absent de Sellsy : choisissez dans la liste.",
    "template-choices-are": "Valeurs :",
    # engine
    "stage-reconcile": "Recherche des fiches écrites",
    "template-offers": "Listes",
    "template-custom": "champ personnalisé : {type}",
    "count-deleted": "supprimées",
    "note-report-unwritable": "Rapport non écrit : {path}. Détail : {said}",
    "part-main": "Adresse",
    "part-invoicing": "Adresse de facturation",
    "part-delivery": "Adresse de livraison",
    "part-invoicing_role": "Sert à la facturation",
    "part-delivery_role": "Sert à la livraison",
    "part-address": "Adresse",
    "part-contact": "Contact",
    "part-record": "Fiche",
    "part-link": "Lien",
    "part-related": "Fiche liée",
    "part-third": "Client",
    "part-participants": "Participants",
    "part-reminders": "Rappels",
    "part-assigned_staff_ids": "Collaborateurs",
    "part-marketing_campaigns_subscriptions": "Campagnes acceptées",
    "stage-read": "Lecture",
    "stage-match": "Rapprochement",
    "stage-plan": "Préparation",
    "stage-load": "Envoi",
    "stage-verify": "Vérification",
    "stage-report": "Rapport",
    "stage-export": "Export",
    "page-line": "Page : {path}",
    "page-rows": "Résultat des lignes",
    "page-dry": "Simulation : rien n'a été écrit dans Sellsy.",
    "page-correct": "Corrigez les lignes à corriger, puis importez à nouveau ce fichier ; elles seules seront lues :",
    "page-unknown": "Sellsy n'a pas répondu à certaines écritures. Pour les vérifier et terminer :",
    "page-problems": "Problèmes",
    "page-warnings": "Valeurs réparées",
    "page-none": "Aucun.",
    "page-column": "Colonne",
    "page-what": "Problème, et que faire",
    "page-count": "Lignes",
    "page-examples": "Exemples",
    "page-row": "ligne",
    "page-whole-row": "(toute la ligne)",
    "page-more": "autres problèmes : voir le rapport.",
    "page-calls": "Appels à Sellsy",
    "page-made": "appels",
    "page-mean": "par réponse, en moyenne",
    "page-waits": "retardés par le quota (429)",
    "page-lost": "sans réponse",
    "page-day-left": "appels restants aujourd'hui",
    "page-pace": "Appels par seconde, pendant l'opération",
    "page-pace-about": "Chaque barre :",
    "page-pace-limit": "quota du compte :",
    "page-slowest": "Les appels les plus lents",
    "page-no-answer": "sans réponse",
    "page-after": "parti à",
    "page-settings": "Réglages de l'opération",
    "page-by": "Écrit par",
    "kind-plan": "plan",
    "kind-apply": "application",
    "kind-retry": "reprise",
    "kind-undo": "annulation",
    "kind-pipeline": "scénario",
    "kind-export": "export",
    "kind-call": "appel",
    "head-kind": "type",
    "kind-import": "import",
    "kind-dry-run": "simulation",
    "kind-delete": "suppression",
    "summary-keys": "Clés de rapprochement",
    "summary-batch": "Écritures par requête",
    "summary-missing": "Noms créés s'ils manquent",
    "summary-mapping": "Correspondance des colonnes",
    "summary-ignored": "Colonnes ignorées",
    "summary-profile": "Profil de connexion",
    "summary-country": "Pays par défaut",
    "summary-currency": "Devise",
    "summary-dates": "Ordre des dates",
    "summary-clear": "Mot qui vide un champ",
    "sheet-summary": "Résumé",
    "sheet-rows": "Lignes",
    "sheet-rejected": "À corriger",
    "sheet-similar": "Doublons possibles",
    "head-similar-row": "ligne du doublon",
    "head-similar-id": "ID Sellsy",
    "head-similar-name": "nom du doublon",
    "head-reasons": "en commun",
    "head-score": "ressemblance",
    "similar-name": "nom",
    "similar-phone": "téléphone",
    "similar-domain": "domaine e-mail",
    "similar-title": "Doublons possibles : {count:n} (jamais fusionnés ; tous dans la feuille « Doublons possibles » du rapport) :",
    "similar-row-line": "  ligne {row} ({name}) ~ ligne {other} ({other_name}) : {reasons}, {score} %",
    "similar-record-line": "  ligne {row} ({name}) ~ Sellsy {other} ({other_name}) : {reasons}, {score} %",
    "sheet-ignored": "Colonnes ignorées",
    "head-outcome": "résultat",
    "head-id": "ID Sellsy",
    "head-problem": "problème",
    "head-fix": "que faire",
    "head-reason": "raison",
    "head-correction": "correction",
    "head-ignored": "Colonne ignorée",
    "head-nearest": "Colonne la plus proche",
    "row-valid": "valide",
    "row-created": "créée",
    "row-updated": "modifiée",
    "row-unchanged": "inchangée",
    "row-skipped": "ignorée",
    "row-rejected": "à corriger",
    "row-failed": "refusée par Sellsy",
    "row-unknown": "à vérifier",
    "row-deleted": "supprimée",
    "row-pending": "pas encore envoyée",
    "row-read": "lue",
    "foreseen-created": "à créer",
    "foreseen-updated": "à modifier",
    "foreseen-deleted": "à supprimer",
    "count-read": "lues",
    "count-created": "créées",
    "count-updated": "modifiées",
    "count-unchanged": "inchangées",
    "count-skipped": "ignorées",
    "count-rejected": "à corriger",
    "count-failed": "refusées",
    "count-unknown": "à vérifier",
    "count-pending": "pas encore envoyées",
    "count-valid": "valides",
    "summary-file": "Fichier",
    "summary-detected": "Lu comme",
    "summary-entity": "Type de fiche",
    "summary-run": "Opération",
    "summary-calls": "Appels API",
    "summary-seconds": "Durée (s)",
    "summary-mode": "Mode",
    "note-detected": "Lecture de {path} : {layout}.",
    "note-similar-cut": "Plus de {most:ligne|lignes} : pour chercher les doublons possibles, ajoutez --find-similar.",
    "note-similar": "Doublons possibles : {count:n} (jamais fusionnés) : voir la feuille « Doublons possibles » du rapport.",
    "note-entity": "Contenu reconnu : {entity} ({known} en-têtes sur {of} ; ensuite : {second}).",
    "note-entity-marked": "Contenu reconnu : {entity} (modèle sellsy-etl).",
    "note-entity-mapped": "Contenu : {entity}, d'après la correspondance des colonnes.",
    "note-entity-alike": "Sans colonne « Type société », nouvelles fiches : {entity} (sinon : --entity {others}).",
    "note-ignored": "Colonne ignorée « {header} » (la plus proche : {nearest}).",
    "note-ignored-alone": "Colonne ignorée « {header} ».",
    "note-refusing-refusal": "La colonne « {header} » contient des refus : un oui y devient Non dans {columns}, sans inscrire personne.",
    "note-refusing-consent": "La colonne « {header} » contient des accords : un non y devient Non dans {columns}, un oui n'inscrit personne.",
    "note-refusing-trace": "La colonne « {header} » contient des désinscriptions : toute valeur y devient Non dans {columns}.",
    "note-no-client-type": "Sans colonne « Type de client », type retenu : {variant:word}.",
    "note-country-alone": "Pays sans rue ni ville : aucune adresse n'est créée ni modifiée (il sert aux téléphones).",
    "note-dump": ("{words} à la place des valeurs absentes (colonnes {columns}) : lus comme vides."),
    "note-markup": "Codes de page web (&amp;, <br>…) remplacés par le texte affiché. Cellules : {count:n}.",
    "note-country-default": "Pays non indiqué : {country} pour les nouvelles adresses ; une adresse existante garde son pays.",
    "note-other-sheets": "Feuille lue : « {sheet} » ; non lues : {others} (pour en choisir une : --sheet).",
    "note-rejected-sheet": "Rapport sellsy-etl reconnu : sa feuille « {sheet} » est lue.",
    "layout-decimal-,": "virgule décimale",
    "layout-decimal-.": "point décimal",
    "layout-decimal-mixed": "virgule et point décimaux",
    "layout-dates-dmy": "dates jj/mm/aaaa",
    "layout-dates-mdy": "dates mm/jj/aaaa",
    "layout-dates-ymd": "dates aaaa/mm/jj",
    "layout-dates-assumed": "dates jj/mm/aaaa (supposé)",
    "layout-dates-mixed": "dates jj/mm/aaaa (certaines possibles en mm/jj seulement : --date-order mdy)",
    "layout-dates-unclear": "dates jj/mm ou mm/jj : à préciser (--date-order)",
    "layout-1904": "calendrier 1904",
    "layout-sheet": "feuille « {sheet} »",
    "layout-wrapped": "chaque ligne est une seule cellule entre guillemets",
    "layout-header": "en-tête ligne {header_row}",
    "layout-title-one": "1 ligne de titre ignorée",
    "layout-title-many": "{title_lines} lignes de titre ignorées",
    "note-hidden-sheets": "Feuilles masquées, non lues : {sheets} (pour en lire une : --sheet).",
    "note-hidden-include": "Lignes masquées, lues aussi ({count:n} : {rows}) ; pour les ignorer : --hidden skip.",
    "note-hidden-skip": "Lignes masquées, non lues ({count:n} : {rows}).",
    "note-currency": "Montants lus en {currency}, la devise du compte.",
    "note-double-encoded": "Accents encodés deux fois ({count:n}), ligne {row} : « {value} », sans doute « {repaired} » ; laissés tels quels. Pour les rétablir : --repair-encoding.",
    "note-encoding-repaired": "Accents encodés deux fois ({count}), rétablis : ligne {row}, « {value} » devient « {repaired} ».",
    "note-quotes-spaces": "Espaces autour des guillemets, retirés ({count:n} : lignes {rows}).",
    "note-quotes-lines": "Lignes entières entre guillemets, lues cellule par cellule ({count} : lignes {rows}).",
    "note-left-note": "Non lu, sous le tableau : {lines}.",
    "note-left-total": "Totaux, ignorés : lignes {lines}.",
    "note-left-section": "Titres de section, ignorés : lignes {lines}.",
    "note-left-deleted": "Lignes supprimées dans l'autre outil, ignorées : lignes {lines}.",
    "note-left-header": "En-têtes répétés, ignorés : lignes {lines}.",
    "note-left-table": "Lecture arrêtée en ligne {lines} : un autre tableau y commence.",
    "ask-hidden": "Lire les lignes masquées ({count:n} : {rows}) ?",
    "variant-company": "société",
    "variant-individual": "particulier",
    "variant-contact": "contact",
    # cli
    "ask-client-id": "Client ID de l'accès API",
    "ask-secret": "Client secret (non affiché)",
    "login-page": "Accès API enregistré. Vous pouvez fermer cette page.",
    "login-waiting": "En attente du navigateur…",
    "logged-in-keyring": "Accès API accepté : profil de connexion {profile}, secret dans le coffre de mots de passe.",
    "logged-in-file": "Accès API accepté : profil de connexion {profile}, secret dans un fichier lisible par vous seul.",
    "logged-out": "Secret et jetons supprimés.",
    "logged-out-already": "Aucun secret à supprimer.",
    "profile-used": "Profil de connexion par défaut : {profile}.",
    "head-profile": "profil de connexion",
    "head-client": "client ID",
    "head-grant": "connexion",
    "head-secret": "secret",
    "doctor-program": "sellsy-etl {version}, Python {python} sur {system}.",
    "doctor-home": "{path} est accessible en écriture.",
    "doctor-room": "Place restante sur le disque de {path} : {free:n} Mo.",
    "doctor-room-do": "Libérez de la place : un grand import demande jusqu'à {needed:n} Mo.",
    "doctor-journal": "Journal des opérations intact : {runs:opération|opérations}, {size:n} Mo.",
    "doctor-unfinished": "Opérations inachevées : {count:n} ({runs}).",
    "doctor-unfinished-do": "Terminez-les : `sellsy-etl runs resume OPÉRATION`, ou importez à nouveau le même fichier, sans risque de doublon.",
    "note-planned-again": "D'autres opérations ont écrit depuis {run} : les lignes non envoyées sont rapprochées à nouveau.",
    "note-unfinished": "Import inachevé de ce fichier ({run}) : ce qui a été envoyé est retrouvé, le reste est repris ici.",
    "doctor-keyring": "Coffre de mots de passe : {backend}.",
    "doctor-no-keyring": "Aucun coffre de mots de passe utilisable.",
    "doctor-no-keyring-do": "Mettez le secret dans SELLSY_CLIENT_SECRET.",
    "doctor-credentials": "Accès API {client} accepté (profil de connexion : {profile}).",
    "doctor-clock": "Horloge : {seconds:seconde|secondes} d'écart avec Sellsy.",
    "doctor-clock-do": "Réglez l'horloge de cet ordinateur.",
    "doctor-who": "Connecté à Sellsy : {name} ({email}) ; l'API v1 répond.",
    "doctor-v1": "L'API v1 ne répond pas : {said}",
    "doctor-v1-do": "Cochez le droit api-v1 de l'accès API, requis pour : alertes, récurrence, post-it, commentaires de tâches, liens à un particulier, smart tags.",
    "doctor-quota": "Quota : {limits} ; {left:appel restant|appels restants} aujourd'hui.",
    "doctor-scope-read": "{entity} : droit de lecture manquant.",
    "doctor-scope-read-do": "Ajoutez le droit de lecture à l'accès API, et la licence à son propriétaire.",
    "doctor-scope-write": "{entity} : droit d'écriture manquant.",
    "doctor-scope-write-do": "Ajoutez le droit d'écriture à l'accès API : l'import et la suppression l'exigent.",
    "doctor-scopes": "Droits complets pour {entities:type de fiche|types de fiches}.",
    "called": "HTTP {status}",
    "found": "{count:fiche|fiches}.",
    "not-found": "Aucune fiche ({entity:word}) d'ID {id}.",
    "exported-deleted": "Fiches supprimées depuis le dernier export ({entity:word}) : {count:n}.",
    "note-cut": "{path} : textes coupés à 32 767 caractères (limite d'une cellule) : {count:n}.",
    "note-export-cost": "Fiches à lire : {rows:n} ; {calls:appel|appels} API, {minutes:duration}, {share:percent} des appels restants aujourd'hui.",
    "note-since-compare": "{entity:word} : Sellsy ne date pas les modifications ; tout est lu, seules les différences sont écrites.",
    "note-since-first": "{entity:word} : pas d'export précédent ; tout est écrit.",
    "note-since-read": "{entity:word} : Sellsy ne filtre pas par date de modification ; tout est lu, puis trié.",
    "sheet-deleted": "{entity} supprimés",
    "exported": "{rows:ligne écrite|lignes écrites} dans {path} ({calls:appel|appels} API).",
    "bill-delete": "À supprimer : {deleted:n}, introuvables : {skipped:n}, à corriger : {rejected:n}. Coût : {calls:appel|appels} API, {minutes:duration}{share}.",
    "bill-undo": "À supprimer : {deleted:n}, à rétablir : {updated:n}, à recréer : {created:n}, non annulées : {skipped:n}, rien à faire : {unchanged:n}. Coût : {calls:appel|appels} API, {minutes:duration}{share}.",
    "undo-warnings": "Impossible à annuler, ou déjà supprimé :",
    "undo-next": "Rien n'a été écrit. Pour annuler, relancez la même commande avec --yes.",
    "note-undo-which": "Annulation de l'opération {run} du {began:date} : {what:word}.",
    "note-undo-recreates": "{count:fiche recréée|fiches recréées}, nouveaux ID. Non récupérés : documents, commentaires, historique, fiches liées (voir chaque ligne).",
    "note-undo-tags-stay": "Les smart tags restent dans la liste du compte.",
    "note-export-no-v1": "{entity:word} : droit api-v1 manquant, des colonnes sont vides.",
    "note-export-v1-left": "{entity:word} : colonnes de l'API v1 illisibles, donc vides, pour {count:fiche|fiches}.",
    "note-undo-no-v1": "Droit api-v1 manquant : post-it, alertes, récurrence et commentaires de tâches ne sont ni lus ni rétablis.",
    "note-undo-unseen": "Droit de lecture manquant : {kinds}. Des fiches liées ont pu être ajoutées depuis.",
    "note-undo-kept": "{count:ligne modifiée|lignes modifiées} depuis, non annulées ; pour les annuler aussi : --force.",
    "note-undo-nothing": "Opération {run} : rien à annuler.",
    "sheet-taken-back": "Annulées",
    "sheet-kept": "Non annulées",
    "delete-next": "Rien n'a été supprimé. Pour supprimer, relancez la même commande avec --yes.",
    "head-event": "événement",
    "head-record": "fiche",
    "head-meaning": "sens",
    "head-webhook": "webhook",
    "head-name": "nom",
    "head-active": "actif",
    "head-signed": "signé",
    "head-failures": "échecs",
    "head-last-success": "dernier succès",
    "head-events": "événements",
    "head-address": "adresse",
    "word-yes": "oui",
    "word-no": "non",
    "no-webhooks": "Le compte n'a aucun webhook.",
    "webhooks-deleted": "Supprimés : {ids}.",
    "watch-ready": "Webhook {webhook} : {events:événement envoyé|événements envoyés} à {endpoint}, écrits dans {out}. Pour arrêter : Ctrl-C.",
    "watch-local": "{url} : cet ordinateur seulement. Le vrai Sellsy ne peut pas l'atteindre (voir --public-url).",
    "watch-ended": "Webhook supprimé. Notifications : {handled:n} ; doublons : {doubles:n} ; refusées : {refused:n}.",
    "watch-left": "Notifications en attente du prochain watch (même --out) : {count:n}.",
    "watch-run": "Scénario {title} : {rows} (opération {run}).",
    "watch-unread": "  Lecture de la fiche impossible. Détail : {said}",
    "check-skipped": "{count:ligne ignorée|lignes ignorées} (totaux, titres, en-têtes répétés).",
    "check-left-out": "{count:autre problème|autres problèmes} : corrigez les premiers et vérifiez à nouveau.",
    "fault": "Erreur de sellsy-etl, pas de votre fichier. Détail : {kind} : {said}\nMerci de la signaler, avec ce qu'affiche la même commande avec -v. Vous pouvez relancer l'import, sans risque de doublon.",
    "head-reading": "lecture",
    "head-row": "ligne",
    "head-column": "colonne",
    "head-value": "valeur",
    "head-rows": "lignes",
    "head-calls": "appels",
    "head-run": "opération",
    "head-entity": "type de fiche",
    "head-status": "état",
    "head-started": "début",
    "head-file": "fichier",
    "more-problems": "… et {count:n} de plus (voir le rapport, ou -v).",
    "warnings-title": "Cellules corrigées ou à relire : {count:n} (détail dans le rapport, ou avec -v).",
    "run-line": "Opération {run} : {status}, {calls:appel|appels} API, {seconds:n} s.",
    "explain-row": "Problème d'une cellule ou d'une ligne. Erreur : ligne non importée tant qu'elle n'est pas corrigée. Avertissement : ce qui a été corrigé ou laissé. Les autres lignes sont importées.",
    "explain-stop": "Erreur qui arrête la commande. Ce qui est déjà envoyé reste au journal des opérations.",
    "explain-example": "Exemple",
    "explain-fix": "Que faire",
    "explain-hint": "En savoir plus : sellsy-etl explain {codes}",
    "family-text": "Textes",
    "family-number": "Nombres",
    "family-date": "Dates et récurrences",
    "family-reach": "Téléphones, e-mails, sites",
    "family-company-number": "SIREN, SIRET, TVA, NAF",
    "family-address": "Adresses et pays",
    "family-value": "Valeurs et noms du compte",
    "family-required": "Cellules obligatoires",
    "family-match": "Rapprochement, doublons, liens",
    "family-sellsy": "Réponses de Sellsy",
    "family-access": "Accès et réglages",
    "family-file": "Fichiers",
    "family-header": "En-têtes et colonnes",
    "family-run": "Opérations, plans et journal des opérations",
    "family-pipeline": "Scénarios et fichiers YAML",
    "family-watch": "Webhooks",
    "family-command": "Commandes et options",
    "report-line": "Rapport : {path}",
    "status-running": "en cours",
    "status-finished": "terminée",
    "status-interrupted": "interrompue",
    "status-failed": "en échec",
    "note-plan-source": "{path} a changé depuis le plan : c'est le plan qui est appliqué.",
    "plan-next": "Rien n'a été envoyé. Relisez le plan, puis appliquez-le : sellsy-etl apply {path}",
    "status-planned": "plan établi",
    "sheet-plan": "Plan",
    "sheet-changes": "Changements",
    "sheet-left-out": "Non envoyées",
    "head-old": "ancien",
    "head-new": "nouveau",
    "summary-minutes": "Minutes",
    "summary-share": "Part des appels du jour",
    "summary-seal": "Empreinte du plan (SHA-256)",
    "summary-lines": "Empreinte des lignes (SHA-256)",
    "summary-parent": "Opération d'origine",
    "note-settling": "{count:écriture sans réponse|écritures sans réponse} : Sellsy est interrogé encore {seconds:seconde|secondes} avant tout nouvel envoi.",
    "note-left": "Import {run} interrompu : {read:lue|lues} = {done:terminée|terminées} + {left:restante|restantes}. Pour terminer : `sellsy-etl runs resume {run}`.",
    "accepts-whole": "un nombre entier, comme 12",
    "accepts-number": "un nombre, comme 12.5",
    "accepts-yes-no": "yes ou no",
    "accepts-least": "au moins {bound}",
    "accepts-most": "au plus {bound}",
    "accepts-list": "une liste",
    "accepts-keys": "des noms suivis de valeurs",
    "accepts-text": "un texte",
    "accounts": "Bilan : {read:lue|lues} = {parts}.",
    "accounts-left": "Bilan : {read:lue|lues} = {parts}, {left:restante|restantes}. Pour terminer : `sellsy-etl runs resume {run}`.",
    "note-waiting": "Un autre import écrit dans ce compte depuis {since} (processus {pid} sur {host}) : attente, {seconds:seconde|secondes} au plus.",
    "note-stale-lock": "Un import interrompu bloquait le compte depuis {since} (processus {pid} sur {host}) : débloqué.",
    "ask-resume": "Import inachevé de ce fichier ({run}). Le terminer ? (non : nouvel import, qui reprend ses lignes)",
    "head-mark": "contrôle",
    "head-sent": "envoyé",
    "head-now": "maintenant",
    "mark-same": "conformes",
    "mark-differs": "différentes",
    "mark-gone": "supprimées",
    "mark-unread": "illisibles",
    "verified": "Opération {run} vérifiée : {counts}.",
    "verified-pending": "Lignes pas encore envoyées : {count:n}. Pour terminer : `sellsy-etl runs resume {run}`.",
    "verified-apart": "Rien dans Sellsy pour : {counts}.",
    "note-retry-nothing": "Opération {run} : rien à reprendre, Sellsy n'a refusé aucune ligne.",
    "note-retry-corrections": "Opération {run} : rien à reprendre sans fichier ; {count:ligne|lignes} à corriger dans le rapport, puis `sellsy-etl runs retry {run} FICHIER`.",
    "note-still-unknown": "Lignes à vérifier de l'opération {run} : {count:n}, plusieurs fiches possibles (voir `sellsy-etl runs show {run}`).",
    "pruned": "{count:opération effacée|opérations effacées} ; journal des opérations : {before:n} Mo, puis {after:n} Mo.",
    "prunable": "{count:opération|opérations} à effacer (journal des opérations : {before:n} Mo). Rien n'a été fait : relancez avec --yes.",
    "status-dry-run": "simulation",
    "status-cancelled": "annulée",
    "interrupted": "Interrompu. Pour terminer l'import : `sellsy-etl runs resume last` ; le relancer est aussi sans risque de doublon.",
    "stopping": "Arrêt après les appels en cours. Ctrl-C à nouveau : arrêt immédiat.",
    "stopped-now": "Arrêt immédiat. Pour vérifier les envois et terminer l'import : `sellsy-etl runs resume {run}`.",
    "template-written": "Modèle écrit : {path}.",
    "sandbox-ready": "Sellsy d'essai prêt, pour cet ordinateur seulement : {url}. Pour arrêter : Ctrl-C.",
    "sandbox-clients-any": "Accès API : tout ID et tout secret conviennent, les quatre secrets de l'API v1 aussi.",
    "sandbox-clients-one": "Accès API : seulement {client} et son secret ; en API v1, c'est l'application, avec n'importe quel utilisateur.",
    "sandbox-clients-user": "Accès API : seulement {client} et son secret ; en API v1, c'est l'application, avec le seul jeton d'utilisateur {user}.",
    "sandbox-tokens": "Jetons valables {hours} h.",
    "sandbox-tokens-single": "Jetons valables {hours} h ; un nouveau jeton révoque le précédent.",
    "sandbox-limits": "Quotas : API v2 {v2} ; API v1 {v1}.",
    "sandbox-recorded": "Réponses : celles de la vraie API.",
    "sandbox-contract": "Réponses : celles de la documentation de l'API.",
    "sandbox-strict": "Clés inconnues de Sellsy : refusées.",
    "sandbox-lenient": "Clés inconnues de Sellsy : ignorées.",
    "sandbox-reset": "Vidé : {path}.",
    "no-profile": "Aucun profil de connexion : lancez sellsy-etl login.",
    "sandbox-setup-done": "Créé : {made}.",
    "no-runs": "Aucune opération : importez un fichier avec `sellsy-etl import FICHIER`.",
    "mapping-head": 'Proposé pour {file} d\'après ses en-têtes et ses {rows} premières lignes. Relisez, corrigez, puis :\n  sellsy-etl check {file} --map {output}\nUne colonne se nomme par son en-tête ou son attribut, ou cf:CODE pour un champ personnalisé. Elle peut porter values\n(cellule: valeur), dates (dmy, mdy, ymd) et decimal ("," ou ".") ; constants donne une valeur à toutes les lignes,\nou aux cellules vides de sa colonne ;\njoins fait une colonne de plusieurs en-têtes (from, with, first: true) ; splits coupe un en-tête en plusieurs (into, at, rest).',
    "mapping-lacking": "Obligatoire pour créer des fiches et absent du fichier : ajoutez un en-tête plus bas, ou une valeur pour toutes les lignes.",
    "mapping-choices": "acceptés : {accepted}",
    "mapping-rows": "{rows:ligne|lignes}",
    "mapping-known": "en-tête connu",
    "mapping-alike": "nom proche ou contenu compatible",
    "mapping-accepted": "{percent} % de valeurs acceptées",
    "mapping-blank": "aucune valeur",
    "mapping-split": "nom complet, coupé aux espaces ; rest reçoit la fin",
    "mapping-ignored": "Non importées. Pour en importer une, déplacez-la sous columns avec le nom de sa colonne.",
    "mapping-none": "-",
    "mapping-refusing": "Refus et accords de campagnes, lus automatiquement : un refus devient Non, personne n'est inscrit.",
    "mapping-refused": "Non dans {column}",
    "mapping-written": "Correspondance des colonnes : {path}. Relisez-la, puis : sellsy-etl check {file} --map {path}",
    "mapping-ready": "Export d'un logiciel connu : ajoutez --map {name}",
    "head-target": "colonne Sellsy",
    "head-confidence": "fiabilité",
    "head-examples": "exemples",
    "ask-entity": "Clients, contacts ? (les plus proches : {candidates})",
    "yes-no": "Répondez par o ou n.",
    "confirm": "Écrire dans Sellsy ?",
    "bill": "À créer : {created:n}, à modifier : {updated:n}, inchangées : {unchanged:n}, à corriger : {rejected:n}. Coût : {calls:appel|appels} API, {minutes:duration}{share}.",
    "bill-share": ", {share:percent} des appels du jour",
    "dry-run-title": "Simulation : rien n'a été écrit.",
    "plan-row": "ligne {row} : {outcome}",
    "plan-change": "    {column} : {old:cell} → {new:cell}",
    "check-ok": "{valid:ligne|lignes} à importer, sur {read:n}.",
    "no-problem": "Aucun problème.",
    "demo-start": "1. Sellsy d'essai : {url} (compte fictif ; rien ne sort de cet ordinateur)",
    "demo-check": "2. sellsy-etl check {path}",
    "demo-import": "3. sellsy-etl import {path}",
    "demo-again": "4. Le même fichier à nouveau : rien n'est écrit deux fois",
    "demo-export": "5. Les clients exportés dans {path}",
    "demo-summary": "Résumé",
    "demo-row-first": "import",
    "demo-row-again": "à nouveau",
    "demo-row-export": "export",
    "demo-next": "\nOuvrez {report} (vos lignes et leur résultat) et {export}.\nEnsuite :\n  sellsy-etl template client -o clients.xlsx\n  sellsy-etl --sandbox import clients.xlsx --dry-run\n  sellsy-etl runs list",
}

WORDS: dict[str, str] = {
    "too-short": "il a trop peu de chiffres",
    "too-long": "il a trop de chiffres",
    "not-digits": "ce n'est pas un numéro",
    "not-assigned": "numéro non attribué",
    "country-code": "indicatif de pays inconnu",
    "bad-key": "sa clé de contrôle ne correspond pas",
    "bad-length": "il est trop court ou trop long",
    "no-at": "il manque le @",
    "no-name": "rien avant le @",
    "no-domain": "rien après le @",
    "no-dot": "il manque .fr, .com… après le @",
    "bad-dots": "un point est mal placé",
    "bad-name": "caractère interdit avant le @",
    "bad-domain": "nom de domaine incorrect après le @",
    "address-too-long": "elle est trop longue",
    "reserved": "ce domaine ne reçoit pas de courrier",
    "malformed": "mauvais format",
    "client": "client",
    "prospect": "prospect",
    "supplier": "fournisseur",
    "company": "société",
    "individual": "particulier",
    "address": "adresse",
    "custom_fields": "champs personnalisés",
    "tags": "smart tags",
    "link": "lien",
    "contact": "contact",
    "create": "création",
    "update": "modification",
    "id": "ID",
    "siret": "SIRET",
    "siren": "SIREN",
    "email": "e-mail",
    "reference": "référence",
    "name": "nom",
    "last_name": "nom",
    "third": "client, prospect ou fournisseur",
    "opportunity": "opportunité",
    "event": "événement",
    "task": "tâche",
    "comment": "commentaire",
    "parent": "commentaire parent",
    "called": "nom",
    "number": "numéro",
    "text": "texte",
    "sticky_note": "post-it",
    "agenda": "alertes et récurrence",
    "completion": "complément",
    "source": "source",
    "delete": "suppression",
}
