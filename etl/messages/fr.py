"""The French catalogue. See `etl.messages` for the shape; keep the sections in the order of `en.py`."""

PROBLEMS: dict[str, tuple[str, str]] = {
    "transform-failed": (
        "{name} a échoué sur cette ligne : {said}.",
        "Corrigez la ligne, ou la fonction ; les autres lignes ont été lues.",
    ),
    "transform-skipped": (
        "La transformation du pipeline a écarté cette ligne.",
        "Rien à faire, sauf si elle devait être gardée.",
    ),
    "row-header-again": (
        "Cette ligne répète les en-têtes du tableau : ce n'est pas une fiche, elle est ignorée.",
        "Rien à faire.",
    ),
    "row-total": (
        "Cette ligne est un total (« {value} ») : ce n'est pas une fiche, elle est ignorée.",
        "Rien à faire. Si c'est une fiche, remplissez une autre colonne, par exemple l'e-mail.",
    ),
    "row-total-declared": (
        "Cette ligne est la ligne de total du tableau Excel : ce n'est pas une fiche, elle est ignorée.",
        "Rien à faire. Si c'est une fiche, décochez « Ligne des totaux » dans le tableau.",
    ),
    "row-section": (
        "Cette ligne ne contient qu'un titre (« {value} ») : ce n'est pas une fiche, elle est ignorée.",
        "Rien à faire. Si c'est une fiche, remplissez son nom.",
    ),
    "row-total-kept": (
        "« {value} » ressemble à un total, mais la ligne est au milieu du tableau : elle est lue comme une fiche.",
        "Si c'est un total, supprimez la ligne.",
    ),
    "row-name-only": (
        "Cette ligne ne contient qu'un nom (« {value} »), alors que d'autres sont plus remplies.",
        "Vérifiez que ce n'est pas un titre ou un total ; sinon, rien à faire.",
    ),
    "legacy-contradicts": (
        "L'ancien identifiant {value} est connu comme la fiche {known} de Sellsy, mais la ligne dit {said}.",
        "Corrigez l'un des deux, ou videz la colonne fautive.",
    ),
    "parent-unknown": (
        "Aucune ligne portant l'ancien identifiant {value} n'a été importée dans ce compte.",
        "Importez d'abord le fichier qui la contient, ou corrigez l'identifiant.",
    ),
    "parent-rejected": (
        "La fiche dont cette ligne dépend ({value}) n'a pas été importée : {reason} (ligne {line} de {file}, exécution {run}).",
        "Corrigez et importez cette ligne-là, puis celle-ci.",
    ),
    "parent-circle": (
        "Cette ligne attend celle de l'ancien identifiant {value}, qui attend celle-ci ou n'a pas été écrite.",
        "Une fiche ne peut dépendre d'elle-même : corrigez les parents de ces lignes.",
    ),
    "parent-deleted": (
        "La fiche liée {value} a été supprimée dans Sellsy depuis (c'était {record}).",
        "Videz la cellule, ou réimportez cette fiche avec --recreate-deleted.",
    ),
    "legacy-deleted": (
        "{value} a été supprimée dans Sellsy depuis (c'était la fiche {record}).",
        "Rien n'a été envoyé. Pour la recréer : --recreate-deleted.",
    ),
    "legacy-recreated": (
        "{value} a été supprimée dans Sellsy depuis (c'était la fiche {record}) : une nouvelle fiche la remplace.",
        "Rien à faire, si elle a le droit de revenir.",
    ),
    "parent-foreseen": (
        "Simulation : la fiche liée ({value}) sera créée avant, ligne {line} de {file}.",
        "Rien à faire : le lien sera fait dès que cette fiche existera.",
    ),
    "legacy-foreseen": (
        "Simulation : la fiche {value} sera créée avant, ligne {line} de {file}. Cette ligne la complétera.",
        "Rien à faire : la ligne sera comparée à cette fiche dès qu'elle existera.",
    ),
    # codecs
    "cell-merged": (
        "Cette cellule est fusionnée avec celle de la ligne {first}, où la valeur se trouve.",
        "Défusionnez et écrivez la valeur sur chaque ligne qui doit l'avoir.",
    ),
    "formula-uncalculated": (
        "La formule n'a jamais été calculée : le fichier ne contient pas son résultat.",
        "Ouvrez le classeur dans un tableur et enregistrez-le.",
    ),
    "excel-error": (
        "La cellule contient une erreur de tableur : {value}.",
        "Réparez la formule dans le tableur, ou videz la cellule.",
    ),
    "text-control": (
        "Le texte contient des caractères invisibles qui ne sont pas du texte.",
        "Saisissez la cellule à nouveau au clavier.",
    ),
    "text-damaged": (
        "Des caractères ont été perdus (�) avant l'arrivée dans ce fichier.",
        "Exportez à nouveau le fichier d'origine en UTF-8, ou corrigez la cellule.",
    ),
    "text-double-encoded": (
        "Accents encodés deux fois : sans doute « {repaired} ».",
        "Ajoutez --repair-encoding pour les rétablir, ou corrigez le fichier.",
    ),
    "text-encoding-repaired": (
        "Accents encodés deux fois, rétablis : « {repaired} ».",
        "Rien à faire si c'est le bon texte ; sinon, corrigez le fichier et enlevez --repair-encoding.",
    ),
    "text-from-date": (
        "Le tableur a transformé ce texte en date ; {value} sera envoyé.",
        "Si ce n'est pas voulu, mettez la colonne au format Texte et saisissez la valeur à nouveau.",
    ),
    "text-markup": (
        "Codes de page web (&amp;, <br>…) remplacés par le texte affiché.",
        "Rien à faire.",
    ),
    "text-word-kept": (
        "« {value} » est gardé tel quel : ce peut être un nom.",
        "Videz la cellule si ce mot veut dire « rien ».",
    ),
    "text-line-joined": (
        "Les retours à la ligne ont été remplacés par des espaces : ce champ tient sur une ligne.",
        "Rien à faire, sauf si une autre disposition est voulue.",
    ),
    "text-too-long": (
        "Le texte a {length} caractères ; Sellsy en accepte {limit} au plus.",
        "Raccourcissez-le à {limit} caractères.",
    ),
    "text-too-short": (
        "Le texte a {length} caractères ; Sellsy en demande {limit} au moins.",
        "Complétez-le, ou videz la cellule.",
    ),
    "id-invalid": (
        "« {value} » n'est pas l'identifiant d'une fiche Sellsy : c'est un nombre entier, comme 1234.",
        'Laissez la cellule vide, ou faites lire votre propre numéro comme une autre colonne : --map "EN-TÊTE=COLONNE".',
    ),
    "number-invalid": (
        "« {value} » n'est pas un nombre.",
        "Écrivez-le ainsi : 1234,56.",
    ),
    "number-currency": (
        "« {value} » n'est pas en {currency}, la devise du compte.",
        "Convertissez le montant en {currency}, ou indiquez la devise du compte avec --currency.",
    ),
    "number-scientific": (
        "« {value} » est un nombre abrégé par le tableur : des chiffres peuvent manquer.",
        "Mettez la colonne au format Nombre et saisissez le nombre en entier.",
    ),
    "number-ambiguous": (
        "« {value} » est ambigu : la marque peut séparer les milliers ou les décimales.",
        "Écrivez le nombre sans ambiguïté (1234 ou 1,2340), ou précisez la marque avec --decimal.",
    ),
    "number-mark": (
        "« {value} » n'utilise pas la marque décimale choisie avec --decimal.",
        "Corrigez le nombre, ou l'option --decimal.",
    ),
    "number-from-date": (
        "Le tableur a transformé ce nombre en date : {value}.",
        "Mettez la colonne au format Nombre et saisissez le nombre à nouveau.",
    ),
    "number-too-small": (
        "{value} est trop petit : le minimum est {limit}.",
        "Corrigez le nombre.",
    ),
    "number-too-large": (
        "{value} est trop grand : le maximum est {limit}.",
        "Corrigez le nombre.",
    ),
    "number-decimals": (
        "{value} a {decimals} décimales ; {limit} au plus sont acceptées.",
        "Arrondissez le nombre.",
    ),
    "number-not-whole": (
        "{value} n'est pas un nombre entier.",
        "Écrivez un nombre sans décimales.",
    ),
    "percent-ambiguous": (
        "« {value} » est ambigu : 1 % ou 100 % ?",
        "Écrivez « 1 % » ou « 100 % ».",
    ),
    "percent-from-fraction": (
        "« {value} » a été lu comme {percent} %.",
        "Si ce n'est pas voulu, écrivez le pourcentage avec son signe, par exemple « 85 % ».",
    ),
    "date-unreadable": (
        "« {value} » n'est pas une date reconnue.",
        "Écrivez-la ainsi : 03/04/2024, 2024-04-03 ou 3 avril 2024.",
    ),
    "date-order-unclear": (
        "« {value} » se lit de deux façons, et les autres dates du fichier ne disent pas laquelle est la bonne.",
        "Précisez l'ordre : --date-order dmy (jour d'abord) ou mdy (mois d'abord).",
    ),
    "date-impossible": (
        "« {value} » se lit jour {day}, mois {month}, année {year} : cette date n'existe pas.",
        "Corrigez la date ; si le fichier écrit le mois ou l'année en premier, précisez --date-order mdy ou ymd.",
    ),
    "date-range": (
        "L'année {year} est hors des limites : de {first} à {last}.",
        "Corrigez l'année.",
    ),
    "birth-to-come": (
        "La date de naissance « {value} » est à venir.",
        "Corrigez l'année.",
    ),
    "birth-year-completed": (
        "L'année de « {value} » n'a que deux chiffres ; elle a été lue {year}.",
        "Écrivez l'année avec quatre chiffres si ce n'est pas la bonne (une naissance n'est jamais à venir).",
    ),
    "date-year-completed": (
        "L'année de « {value} » n'a que deux chiffres ; elle a été lue {year}.",
        "Écrivez l'année avec quatre chiffres si ce n'est pas la bonne (69 à 99 : 1969 à 1999 ; 00 à 68 : 2000 à 2068).",
    ),
    "date-time-dropped": (
        "Ce champ ne garde que le jour : {date}, sans l'heure.",
        "Rien à faire si l'heure ne compte pas.",
    ),
    "moment-skipped": (
        "L'heure « {value} » n'existe pas à Paris : les horloges y passent de 2 h à 3 h cette nuit-là.",
        "Corrigez l'heure.",
    ),
    "moment-twice": (
        "L'heure « {value} » arrive deux fois cette nuit-là à Paris ; la première a été retenue : {moment}.",
        "Pour la seconde, écrivez le décalage : +01:00 à la fin.",
    ),
    "phone-invalid": (
        "« {value} » n'est pas un numéro de téléphone valide (pays : {country}) : {why}.",
        "Corrigez le numéro ; hors de ce pays, commencez-le par + et l'indicatif, par exemple +32.",
    ),
    "phone-placeless": (
        "« {value} » n'est pas un numéro de téléphone valide (aucun pays connu pour cette ligne) : {why}.",
        "Corrigez le numéro ; s'il est d'un autre pays, commencez-le par + et l'indicatif, par exemple +32.",
    ),
    "phone-destroyed": (
        "Numéro abîmé par Excel : « {value} » a perdu des chiffres.",
        "Reprenez le numéro dans le fichier d'origine, colonne au format Texte.",
    ),
    "phone-zero-restored": (
        "Le zéro initial, perdu par le tableur, a été rétabli : {phone}.",
        "Mettez la colonne au format Texte pour le garder.",
    ),
    "phone-zero-if-new": (
        "Si la fiche est nouvelle, le zéro du début, perdu par le tableur, sera rétabli : {phone}.",
        "Une fiche existante garde le pays de son adresse ; sinon, remplissez la colonne du pays.",
    ),
    "phone-if-new": (
        "Si la fiche est nouvelle, « {value} » sera refusé : ce n'est pas un numéro de téléphone de son pays ({country}).",
        "Une fiche existante garde le pays de son adresse ; sinon, corrigez-le ou remplissez la colonne du pays.",
    ),
    "phone-several": (
        "La cellule contient plusieurs numéros : {numbers}.",
        "Gardez-en un ici et mettez l'autre dans une autre colonne, comme Mobile.",
    ),
    "phone-extension": (
        "Le numéro {phone} est suivi d'un poste : {extension}.",
        "Gardez {phone} ici et mettez le poste {extension} dans la note.",
    ),
    "phone-text": (
        "« {value} » mêle du texte au numéro.",
        "Gardez seulement le numéro : {suggestion}.",
    ),
    "email-invalid": (
        "« {value} » n'est pas une adresse e-mail : {why}.",
        "Écrivez-la ainsi : nom@domaine.fr, ou videz la cellule.",
    ),
    "email-text": (
        "« {value} » contient plus qu'une adresse e-mail.",
        "Gardez seulement l'adresse : {suggestion}.",
    ),
    "email-several": (
        "La cellule contient plusieurs adresses : {emails}.",
        "Gardez-en une seule ; mettez l'autre sur un contact.",
    ),
    "email-mailto": (
        "Le lien « mailto: » a été retiré : {email}.",
        "Rien à faire.",
    ),
    "url-invalid": (
        "« {value} » n'est pas une adresse de site web.",
        "Écrivez-la ainsi : https://www.domaine.fr, ou videz la cellule.",
    ),
    "url-unended": (
        "L'adresse « {value} » n'a pas de terminaison, comme .fr ou .com.",
        "Complétez-la, par exemple https://www.domaine.fr, ou videz la cellule.",
    ),
    "url-spaces": (
        "L'adresse « {value} » contient un espace.",
        "Gardez une seule adresse, sans espace.",
    ),
    "url-scheme": (
        "L'adresse commence par « {scheme}: » ; seules http et https sont acceptées.",
        "Écrivez-la ainsi : https://www.domaine.fr.",
    ),
    "url-scheme-added": (
        "« https:// » a été ajouté : {url}.",
        "Rien à faire, sauf si le site n'est pas en https.",
    ),
    "siren-format": (
        "« {value} » n'est pas un SIREN : il s'écrit avec 9 chiffres seulement.",
        "Corrigez-le, par exemple 732829320.",
    ),
    "siren-destroyed": (
        "SIREN abîmé par Excel : « {value} » a perdu des chiffres.",
        "Reprenez le SIREN dans le fichier d'origine, colonne au format Texte.",
    ),
    "siren-checksum": (
        "Le SIREN « {value} » est faux : sa clé de contrôle ne correspond pas.",
        "Vérifiez-le sur annuaire-entreprises.data.gouv.fr.",
    ),
    "siren-length": (
        "Le SIREN « {value} » a {length} chiffres au lieu de 9.",
        "Vérifiez-le sur annuaire-entreprises.data.gouv.fr.",
    ),
    "siren-zero-restored": (
        "Les zéros du début, perdus par le tableur, ont été rétablis : {number}.",
        "Mettez la colonne au format Texte pour les garder.",
    ),
    "siren-is-siret": (
        "« {value} » est un SIRET (14 chiffres), dans la colonne du SIREN.",
        "Gardez ici ses 9 premiers chiffres, {suggestion}, et mettez le SIRET dans sa colonne.",
    ),
    "siret-format": (
        "« {value} » n'est pas un SIRET : il s'écrit avec 14 chiffres seulement.",
        "Corrigez-le, par exemple 73282932000074.",
    ),
    "siret-destroyed": (
        "SIRET abîmé par Excel : « {value} » a perdu des chiffres.",
        "Reprenez le SIRET dans le fichier d'origine, colonne au format Texte.",
    ),
    "siret-checksum": (
        "Le SIRET « {value} » est faux : sa clé de contrôle ne correspond pas.",
        "Vérifiez-le sur annuaire-entreprises.data.gouv.fr.",
    ),
    "siret-length": (
        "Le SIRET « {value} » a {length} chiffres au lieu de 14.",
        "Vérifiez-le sur annuaire-entreprises.data.gouv.fr.",
    ),
    "siret-zero-restored": (
        "Les zéros du début, perdus par le tableur, ont été rétablis : {number}.",
        "Mettez la colonne au format Texte pour les garder.",
    ),
    "siret-is-siren": (
        "« {value} » est un SIREN (9 chiffres), dans la colonne du SIRET.",
        "Mettez-le dans la colonne SIREN, ou complétez-le avec les 5 chiffres de l'établissement.",
    ),
    "vat-invalid": (
        "« {value} » n'est pas un numéro de TVA valide : {why}.",
        "Écrivez-le avec le code du pays, par exemple FR44732829320, ou videz la cellule.",
    ),
    "vat-key": (
        "La clé du numéro de TVA « {value} » ne correspond pas à son SIREN.",
        "Avec ce SIREN, le numéro serait {suggestion} : vérifiez-le.",
    ),
    "vat-destroyed": (
        "Numéro de TVA abîmé par Excel : « {value} » a perdu des chiffres.",
        "Reprenez le numéro dans le fichier d'origine, colonne au format Texte.",
    ),
    "vat-prefix-added": (
        "Le code du pays a été ajouté au numéro de TVA : {vat}.",
        "Rien à faire si le pays est le bon.",
    ),
    "vat-prefix-if-new": (
        "Si la fiche est nouvelle, le code du pays sera ajouté au numéro de TVA : {vat}.",
        "Une fiche existante garde le pays de son adresse ; sinon, remplissez la colonne du pays.",
    ),
    "vat-if-new": (
        "Si la fiche est nouvelle, « {value} » sera refusé : ce n'est pas un numéro de TVA de son pays ({country}).",
        "Une fiche existante garde le pays de son adresse ; sinon, corrigez-le ou remplissez la colonne du pays.",
    ),
    "vat-text": (
        "« {value} » contient plus qu'un numéro de TVA.",
        "Gardez seulement le numéro : {suggestion}.",
    ),
    "vat-none": (
        "« {value} » veut dire : pas de numéro de TVA. La cellule est lue comme vide.",
        "Videz la cellule pour ne plus voir cet avertissement.",
    ),
    "naf-invalid": (
        "« {value} » n'est pas un code NAF (APE) : quatre chiffres et une lettre.",
        "Écrivez-le ainsi : 4711C.",
    ),
    "naf-text": (
        "« {value} » contient plus qu'un code NAF.",
        "Gardez seulement le code : {suggestion}.",
    ),
    "postal-code-invalid": (
        "« {value} » n'est pas un code postal : 2 à 30 lettres et chiffres.",
        "Corrigez-le, ou videz la cellule.",
    ),
    "postal-code-french": (
        "« {value} » n'est pas un code postal français : il a 5 chiffres.",
        "Corrigez-le ; si l'adresse est à l'étranger, remplissez la colonne du pays.",
    ),
    "postal-code-text": (
        "« {value} » contient plus qu'un code postal.",
        "Gardez ici {suggestion} et mettez le reste dans la ville.",
    ),
    "postal-code-zero-restored": (
        "Le zéro du début, perdu par le tableur, a été rétabli : {postal_code}.",
        "Mettez la colonne au format Texte pour le garder ; à l'étranger, remplissez la colonne du pays.",
    ),
    "postal-code-zero-if-new": (
        "Si la fiche est nouvelle, le zéro du début, perdu par le tableur, sera rétabli : {postal_code} (pays : {country}).",
        "Une adresse existante garde son pays ; sinon, remplissez la colonne du pays.",
    ),
    "postal-code-if-new": (
        "Si la fiche est nouvelle, « {value} » sera refusé : ce n'est pas un code postal de son pays ({country}).",
        "Une adresse existante garde son pays ; sinon, corrigez-le ou remplissez la colonne du pays.",
    ),
    "postal-code-country": (
        "« {value} » n'est pas un code postal de ce pays : {country}.",
        "Corrigez le code postal ou le pays.",
    ),
    "postal-code-record": (
        "« {value} » n'est pas un code postal du pays de la fiche : {country}.",
        "Si l'adresse a changé de pays, remplissez la colonne du pays.",
    ),
    "country-unknown": (
        "« {value} » n'est pas un pays connu.",
        "Écrivez son nom (Allemagne) ou son code (DE).",
    ),
    "country-several": (
        "Plusieurs pays se nomment « {value} » : {found}.",
        "Écrivez le nom complet ou le code.",
    ),
    "country-near": (
        "« {value} » n'est pas un pays connu.",
        "Vouliez-vous dire {suggestion} ?",
    ),
    "country-nothing": (
        "« {value} » n'indique ici aucun pays. La cellule est lue comme vide.",
        "Videz la cellule, ou écrivez le nom du pays en entier.",
    ),
    "country-beside": (
        "Le pays « {value} » ne va pas avec le code postal {postal_code}.",
        "Écrivez le nom du pays en entier, ou corrigez le code postal.",
    ),
    "country-overseas": (
        "« {value} » ne dit pas quel territoire d'outre-mer.",
        "Écrivez son nom (Guadeloupe, La Réunion...) ou son code (GP, RE).",
    ),
    "country-territory": (
        "« {value} » est lu comme le territoire du code postal : {country}.",
        "Écrivez le nom du territoire pour ne plus voir cet avertissement.",
    ),
    "choice-unknown": (
        "« {value} » n'est pas une valeur acceptée.",
        "Choisissez parmi : {accepted}.",
    ),
    "choice-near": (
        "« {value} » n'est pas une valeur acceptée.",
        "Vouliez-vous dire « {suggestion} » ? Valeurs acceptées : {accepted}.",
    ),
    "choice-ambiguous": (
        "« {value} » désigne plusieurs valeurs : {found}.",
        "Renommez l'une d'elles dans Sellsy, ou écrivez son identifiant.",
    ),
    "boolean-unknown": (
        "« {value} » ne veut dire ni oui ni non.",
        "Choisissez parmi : {accepted}.",
    ),
    "refusal-unknown": (
        "« {value} » ne dit pas si les campagnes sont refusées.",
        "Choisissez parmi : {accepted}, ou donnez son sens dans la correspondance des colonnes (values:).",
    ),
    # entities
    "opportunity-unnamed": (
        "Une opportunité a besoin d'un nom.",
        "Remplissez son nom, son numéro ou son identifiant Sellsy.",
    ),
    "title-missing": (
        "La ligne n'a pas de titre.",
        "Remplissez le titre, ou l'identifiant Sellsy d'un enregistrement existant.",
    ),
    "text-missing": (
        "Un commentaire a besoin d'un texte.",
        "Remplissez le texte, ou l'identifiant Sellsy d'un commentaire existant.",
    ),
    "end-before-start": (
        "La fin vient avant le début.",
        "Corrigez l'une des deux dates ; jour et mois ne sont jamais échangés d'office.",
    ),
    "recurrence-two-ends": (
        "La récurrence a un nombre et une date de fin.",
        "Gardez l'un des deux.",
    ),
    "recurrence-no-frequency": (
        "La récurrence ne dit pas à quel rythme.",
        "Remplissez la récurrence : tous les jours, toutes les semaines, tous les mois ou tous les ans.",
    ),
    "client-type-missing": (
        "La ligne ne dit pas société ou particulier.",
        "Écrivez société ou particulier dans la colonne {column}.",
    ),
    "name-missing": (
        "Une société a besoin d'un nom.",
        "Remplissez le nom de la société, ou l'identifiant Sellsy d'une fiche existante.",
    ),
    "last-name-missing": (
        "Une personne a besoin d'un nom de famille.",
        "Remplissez le nom, ou l'identifiant Sellsy d'une fiche existante.",
    ),
    "siret-siren-differ": (
        "Le SIRET ne commence pas par le SIREN de la ligne.",
        "Corrigez celui qui est faux : un SIRET est le SIREN suivi de 5 chiffres.",
    ),
    "vat-siren-differ": (
        "Le numéro de TVA n'est pas celui du SIREN ou du SIRET de la ligne.",
        "Corrigez celui qui est faux : un numéro de TVA français se termine par le SIREN.",
    ),
    "person-name-missing": (
        "Le contact a besoin d'un nom de famille.",
        "Remplissez « {needed} », ou videz les autres colonnes du contact.",
    ),
    "address-lacks-line-1": (
        "Il manque la première ligne de l'adresse.",
        "Remplissez numéro et voie (« {needed} »), ou videz toute l'adresse.",
    ),
    "address-lacks-postal-code": (
        "Il manque le code postal de l'adresse.",
        "Remplissez « {needed} », ou videz toute l'adresse.",
    ),
    "address-lacks-city": (
        "Il manque la ville de l'adresse.",
        "Remplissez « {needed} », ou videz toute l'adresse.",
    ),
    "not-applicable": (
        "Cette colonne ne s'applique pas au type de la ligne ({variant}) ; sa valeur n'est pas envoyée.",
        "Videz la cellule, ou corrigez le type de client.",
    ),
    # engine
    "not-cleared": (
        "Ces colonnes sont vides et la fiche les garde : Sellsy ne les vide pas ({columns}).",
        "Écrivez une autre valeur, ou modifiez la fiche dans Sellsy.",
    ),
    "not-clearable": (
        "Ce champ contient toujours quelque chose dans Sellsy : il ne peut pas être vidé.",
        "Écrivez une autre valeur, ou laissez la cellule vide pour garder l'actuelle.",
    ),
    "reconcile-several": (
        "Sellsy contient plusieurs fiches qui peuvent être ce que cette ligne a écrit : {records}.",
        "Comparez-les (`sellsy-etl call GET CHEMIN` montre chacune), n'en gardez qu'une, puis relancez `sellsy-etl runs resume`.",
    ),
    "reconcile-waits": (
        "Cette ligne dépend d'une ligne dont l'issue est inconnue : rien de plus n'a été envoyé.",
        "Réglez d'abord cette ligne, puis relancez `sellsy-etl runs resume`.",
    ),
    "links-several": (
        "La ligne est liée à plusieurs fiches ({columns}) ; Sellsy n'en accepte qu'une.",
        "Gardez l'une de ces cellules et videz les autres.",
    ),
    "related-fixed": (
        "Le commentaire {record} porte sur une autre fiche ; un commentaire ne se déplace pas.",
        "Videz son identifiant pour l'écrire à nouveau sur cette fiche.",
    ),
    "v1-without": (
        "L'API v1 écrit cet enregistrement et ne prend pas : {columns}.",
        "Complétez-les dans Sellsy, ou retirez les colonnes qui demandent l'API v1.",
    ),
    "tags-cleared": (
        "Les smart tags s'ajoutent à ceux de la fiche, sans en retirer.",
        "Videz la cellule pour garder les tags, ou importez avec --tags replace.",
    ),
    "undo-edited": (
        "{record} : modifié depuis ; l'exécution avait écrit « {wrote} », Sellsy contient « {now} ».",
        "Gardé tel quel ; --force l'annule quand même.",
    ),
    "undo-hung": (
        "{record} : quelqu'un y a ajouté depuis : {added}.",
        "La fiche est gardée ; --force la supprime quand même, avec ce qui y est attaché.",
    ),
    "undo-kept-with": (
        "{record} est gardé avec {with}, modifié depuis.",
        "Supprimez-le dans Sellsy, ou annulez avec --force.",
    ),
    "undo-unsure": (
        "Sellsy contient plusieurs fiches qui peuvent être ce que cette ligne a écrit : rien n'est deviné, aucune n'est supprimée.",
        "Comparez-les dans Sellsy et supprimez à la main.",
    ),
    "undo-gone": (
        "{record} n'est plus dans Sellsy.",
        "Il n'y a rien à faire.",
    ),
    "undo-not-emptied": (
        "{record} : ce champ était vide avant l'exécution, et Sellsy ne permet pas de le vider.",
        "Il est gardé ; corrigez-le dans Sellsy.",
    ),
    "undo-tags-unsure": (
        "Sans l'autorisation api-v1, des tags sont retirés en envoyant les autres, ce que certains comptes ajoutent au lieu de remplacer : {tags}.",
        "Vérifiez la fiche, ou cochez l'autorisation api-v1 de l'accès et annulez de nouveau.",
    ),
    "undo-source-stays": (
        "La source « {name} », créée par l'exécution, reste : c'est un réglage du compte.",
        "Retirez-la dans les réglages de Sellsy.",
    ),
    "undo-no-image": (
        "Ce qui a été supprimé n'avait pas été conservé en entier : cela ne peut pas revenir.",
        "Recréez-le à la main.",
    ),
    "undo-link-lost": (
        "Le lien avec {record} ne revient pas.",
        "Liez-les de nouveau dans Sellsy.",
    ),
    "recreated-third": (
        "{record} revient sous un nouvel identifiant, sans ses commentaires, documents, e-mails, fichiers, historique, consentements, ni les opportunités, tâches et événements qui y étaient liés.",
        "Liez à la main ce qui cite l'ancien identifiant.",
    ),
    "recreated-opportunity": (
        "{record} revient sous un nouvel identifiant, sans ses commentaires, documents, fichiers, historique d'étapes, ni les tâches et événements qui y étaient liés.",
        "Liez à la main ce qui cite l'ancien identifiant.",
    ),
    "recreated-event": (
        "{record} revient sous un nouvel identifiant, sans les réponses des invités, son lien de visioconférence, ni sa place dans d'autres agendas.",
        "Invitez de nouveau si besoin.",
    ),
    "recreated-task": (
        "{record} revient sous un nouvel identifiant, sans ses commentaires ni son historique.",
        "Commentez de nouveau si besoin.",
    ),
    "recreated-comment": (
        "{record} revient sous un nouvel identifiant, écrit par le propriétaire de l'accès, sans les réponses des autres, les mentions ni le temps suivi.",
        "Rien d'autre à faire.",
    ),
    "declined": (
        "Non envoyée : le plan a été refusé.",
        "Importez à nouveau le fichier pour l'envoyer.",
    ),
    "plan-drifted": (
        "La fiche a changé depuis le plan : {field} était « {then} », est maintenant « {now} ».",
        "Rien n'a été envoyé pour cette ligne : planifiez à nouveau.",
    ),
    "plan-record": (
        "Cette ligne n'est plus la même fiche qu'au moment du plan : {then} alors, {now} maintenant (∅ : aucune).",
        "Rien n'a été envoyé pour cette ligne : planifiez à nouveau.",
    ),
    "plan-writes": (
        "Ce qui entoure la fiche a changé depuis le plan : ce qui serait envoyé n'est plus ce qui a été planifié.",
        "Rien n'a été envoyé pour cette ligne : planifiez à nouveau.",
    ),
    "plan-needs": (
        "Cette ligne dépend d'une ligne dont la fiche a changé depuis le plan.",
        "Rien n'a été envoyé pour cette ligne : planifiez à nouveau.",
    ),
    "plan-waits": (
        "Cette ligne dépend d'une fiche que ce même fichier crée : elle ne peut pas encore être planifiée.",
        "Appliquez le plan, puis planifiez à nouveau le fichier.",
    ),
    "undone": (
        "Jamais envoyé : cette exécution a été annulée avant que tout le soit.",
        "Importez le fichier de nouveau pour l'envoyer.",
    ),
    "taken-over": (
        "Cette exécution a été close avant d'avoir envoyé cette ligne en entier : une exécution ultérieure sur le même fichier l'a reprise.",
        "Voyez ce que cette exécution-là en dit : `sellsy-etl runs list`.",
    ),
    "verify-unknown": (
        "On ne sait pas ce que Sellsy a fait de cette ligne.",
        "`sellsy-etl runs resume` le cherche et le règle, puis vérifiez à nouveau.",
    ),
    "verify-unread": (
        "La fiche n'a pas pu être relue : {said}.",
        "Vérifiez à nouveau plus tard.",
    ),
    "not-done": (
        "L'écriture n'a sûrement pas eu lieu : Sellsy n'en a rien.",
        "`sellsy-etl runs retry` la refait.",
    ),
    "parent-failed": (
        "Non envoyée : la fiche dont elle dépend a été refusée.",
        "Corrigez d'abord cette ligne-là, puis importez celle-ci à nouveau.",
    ),
    "match-several": (
        "Plusieurs fiches ont ce même {key} : {records}.",
        "Indiquez l'identifiant Sellsy de la bonne fiche dans la colonne ID, ou fusionnez-les dans Sellsy.",
    ),
    "match-doubtful": (
        "C'est peut-être la fiche {records} : même {key}, mais rien d'autre ne le confirme.",
        "Si c'est elle, indiquez son ID Sellsy, --match {match} ou --on-doubt update ; sinon, --on-doubt create.",
    ),
    "match-contradicts": (
        "Les clés de cette ligne désignent des fiches différentes : {records}.",
        "Corrigez la clé fausse, ou fusionnez les fiches dans Sellsy.",
    ),
    "match-no-key": (
        "Aucune des clés de rapprochement choisies n'est remplie dans cette ligne.",
        "Remplissez-en une, retirez --match, ou choisissez --mode create.",
    ),
    "match-archived": (
        "La fiche {record} est archivée dans Sellsy.",
        "Rien à faire si c'est voulu ; sinon, désarchivez-la.",
    ),
    "match-beside": (
        "Nouvelle fiche, bien que {record} ait le même nom ou la même clé : la ligne en désigne une autre.",
        "Si c'est la même, annulez l'import (`runs undo`), indiquez son ID Sellsy et réimportez.",
    ),
    "link-doubtful": (
        "La fiche liée est peut-être {records} : même {key}, mais rien d'autre ne le confirme.",
        "Indiquez son ID Sellsy, ou corrigez le champ {key}.",
    ),
    "match-id-unknown": (
        "Aucune fiche n'a l'identifiant {value}.",
        "Corrigez l'identifiant, ou videz la cellule pour créer la fiche.",
    ),
    "address-unknown": (
        "La fiche n'a pas d'adresse dont l'ID est {value}.",
        "Corrigez l'ID, ou videz la cellule : l'adresse est alors cherchée par son contenu, puis par son rôle.",
    ),
    "lookup-unknown": (
        "Le compte n'a pas de {column} « {value} ».",
        "Choisissez parmi : {accepted}.",
    ),
    "lookup-several": (
        "Plusieurs portent le nom « {value} » : {found}.",
        "Utilisez ce qui les distingue : l'e-mail pour une personne, le pipeline pour une étape.",
    ),
    "custom-value": (
        "« {value} » n'est pas une valeur de ce champ personnalisé.",
        "Écrivez-le ainsi : {accepted}.",
    ),
    "custom-mandatory": (
        "Ce champ personnalisé est obligatoire dans Sellsy : il ne peut pas être vidé.",
        "Remplissez la cellule.",
    ),
    "custom-too-few": (
        "{length} valeurs ; ce champ personnalisé en demande {limit} au moins.",
        "Complétez la cellule, ou videz-la.",
    ),
    "custom-too-many": (
        "{length} valeurs ; ce champ personnalisé en accepte {limit} au plus.",
        "Retirez des valeurs.",
    ),
    "custom-too-early": (
        "« {value} » vient trop tôt : ce champ personnalisé commence à {limit}.",
        "Corrigez la cellule.",
    ),
    "custom-too-late": (
        "« {value} » vient trop tard : ce champ personnalisé s'arrête à {limit}.",
        "Corrigez la cellule.",
    ),
    "duplicate-in-file": (
        "Les lignes {rows} ont le même {key}.",
        "Gardez une seule de ces lignes ; les autres l'écraseraient.",
    ),
    "rows-contradict": (
        "Les lignes {rows} sont un seul contact de plusieurs sociétés, mais leur {column} diffère.",
        "Écrivez la même valeur de {column} sur ces lignes, ou sur une seule.",
    ),
    "roles-several": (
        "{column} : la ligne cite plusieurs sociétés sans dire de laquelle.",
        "Nommez cette société dans la colonne de son nom ou de son ID, les autres dans la liste.",
    ),
    "same-record": (
        "La ligne {first} correspond déjà à la fiche {record}.",
        "Gardez une seule des deux lignes.",
    ),
    "same-creation": (
        "La ligne {first} crée déjà cette fiche : même {key}, même fiche liée.",
        "Gardez une seule des deux lignes.",
    ),
    "kind-differs": (
        "La fiche {record} est de type {held}, la ligne indique {wanted}.",
        "Corrigez le type de la ligne, ou convertissez d'abord la fiche dans Sellsy (un fournisseur ne se convertit pas).",
    ),
    "creation-lacks": (
        "Aucune fiche ne correspond, et on ne peut pas en créer une sans : {missing}.",
        "Remplissez la colonne manquante, ou corrigez la clé de rapprochement.",
    ),
    "already-there": (
        "La fiche {record} existe déjà.",
        "Rien n'a été envoyé ; --mode upsert la mettrait à jour.",
    ),
    "not-there": (
        "Aucune fiche ne correspond.",
        "Rien n'a été envoyé ; --mode upsert la créerait.",
    ),
    "link-unknown": (
        "Aucune fiche ({target}) ne correspond à {value}.",
        "Importez-la d'abord, ou corrigez la cellule.",
    ),
    "refused": (
        "Sellsy a refusé : {said}",
        "Corrigez la cellule et importez la ligne à nouveau.",
    ),
    "refused-after": (
        "La fiche est enregistrée (identifiant {record}), mais Sellsy a refusé une partie ({part}) : {said}",
        "Corrigez la cellule et importez la ligne à nouveau : la fiche sera complétée.",
    ),
    "outcome-unknown": (
        "Envoyée, mais sans réponse fiable : {said}",
        "Importez à nouveau le même fichier : les lignes sont d'abord rapprochées, ce qui a été écrit est retrouvé.",
    ),
    "row-quotes-broken": (
        "Les guillemets de cette ligne se lisent de plusieurs façons, ou d'aucune.",
        'Entourez la cellule de guillemets et doublez ceux du texte : "Le ""Petit"" Bistro".',
    ),
    "row-quotes-backslash": (
        'Guillemets du texte lus sans leur barre oblique inverse : \\" est lu ".',
        "Rien à faire si la fiche est juste.",
    ),
    "row-quotes-inner": (
        "Guillemets du texte lus comme ils sont écrits, sans être doublés.",
        "Rien à faire si la fiche est juste.",
    ),
    "row-delimiter": (
        "Cette ligne est coupée par « {other} », le tableau par « {mark} ».",
        "Écrivez toutes les lignes avec le même séparateur.",
    ),
    "row-ragged": (
        "La ligne a {extra} cellules de plus que d'en-têtes.",
        "Une virgule ou un point-virgule dans une cellule exige des guillemets autour de la cellule.",
    ),
}

ERRORS: dict[str, tuple[str, str]] = {
    "sandbox-copy": (
        "Le Sellsy local refuse ce qui a été copié : {said}.",
        "Merci de le signaler, avec la commande lancée.",
    ),
    "init-unknown": (
        "Il n'y a pas de pipeline tout prêt « {name} ».",
        "Il y a : {accepted}.",
    ),
    "init-taken": (
        "{folder} a déjà : {files}.",
        "Rien n'a été écrit. Choisissez un autre dossier, ou déplacez ces fichiers.",
    ),
    "undo-whole-nothing": (
        "Aucune étape du pipeline {run} n'a rien écrit.",
        "Il n'y a rien à défaire ; `sellsy-etl runs show {run}` montre ce qu'il a fait.",
    ),
    "pipeline-needs": (
        "{path}, ligne {line} : il n'y a pas d'étape {name} dont dépendre.",
        "Ses autres étapes sont : {accepted}.",
    ),
    "pipeline-step-name": (
        "{path}, ligne {line} : {name} n'est pas un nom d'étape.",
        "Lettres, chiffres, _ et -, en commençant par une lettre.",
    ),
    "document-unreadable": (
        "{path} ne peut pas être lu : {said}.",
        "Vérifiez le nom et les droits du fichier ; c'est du YAML, enregistré en UTF-8.",
    ),
    "document-large": (
        "{path} dépasse {limit} octets.",
        "Un tel fichier est écrit par une personne : vérifiez que c'est le bon.",
    ),
    "document-empty": (
        "{path} ne dit rien.",
        "Vérifiez que c'est le bon fichier, et qu'il est enregistré.",
    ),
    "document-yaml": (
        "{path}, ligne {line} : ce n'est pas du YAML ({said}).",
        "Vérifiez guillemets, deux-points et espaces en début de ligne.",
    ),
    "document-alias": (
        "{path}, ligne {line} : les alias YAML (*nom) ne sont pas acceptés.",
        "Écrivez la valeur elle-même.",
    ),
    "document-doubled": (
        "{path}, ligne {line} : « {place} » s'y trouve déjà, ligne {first}.",
        "N'en gardez qu'un.",
    ),
    "document-key": (
        "{path}, ligne {line} : {place} n'est pas une clé connue à cet endroit. Autres fautes, lignes : {others}.",
        "Acceptées : {accepted}.",
    ),
    "document-missing": (
        "{path}, ligne {line} : {place} manque. Autres fautes, lignes : {others}.",
        "Ajoutez la clé {accepted}.",
    ),
    "document-value": (
        "{path}, ligne {line} : {place} : « {value} » n'est pas accepté. Autres fautes, lignes : {others}.",
        "Acceptés : {accepted}.",
    ),
    "schedule-cron": (
        "{path} : la planification {value} n'est pas cinq champs de cron ({said}).",
        "Écrivez minute heure jour mois jour-de-semaine, comme `0 6 * * 1-5`, ou @daily.",
    ),
    "schedule-zone": (
        "{path} : il n'y a pas de fuseau horaire {value}.",
        "Écrivez un nom IANA, comme Europe/Paris.",
    ),
    "schedule-doubled": (
        "Deux pipelines s'appellent {name} : {first} et {path}.",
        "Renommez l'un des fichiers.",
    ),
    "schedule-path": (
        "Il n'y a ni fichier ni dossier {path}.",
        "Nommez les pipelines par --pipelines.",
    ),
    "schedule-name": (
        "Aucun pipeline nommé {name} n'est planifié.",
        "Ceux qui le sont : {accepted}.",
    ),
    "schedule-none": (
        "Aucun pipeline n'est planifié.",
        'Écrivez `schedule: "0 6 * * 1-5"` dans un pipeline, et nommez-le, ou son dossier, par --pipelines.',
    ),
    "pipeline-call": (
        "{method} {path} a été refusé par Sellsy (statut {status}).",
        "Essayez l'appel seul avec `sellsy-etl call`, puis relancez le pipeline.",
    ),
    "transform-name": (
        "{name} n'est pas le nom d'une fonction.",
        "Écrivez module:fonction, comme mypkg.rules:clean.",
    ),
    "transform-import": (
        "La fonction {name} ne peut être chargée : {said}.",
        "Mettez son module dans le dossier du pipeline, ou installez-le.",
    ),
    "transform-column": (
        "{name} a rendu une colonne {header} que {path} n'a pas.",
        "Elle peut changer : {headers}. Pour une colonne absente du fichier, écrivez-la dans les constantes de la correspondance.",
    ),
    "pipeline-circle": (
        "Les étapes de {path} dépendent les unes des autres en cercle : {steps}.",
        "Retirez l'une de ces dépendances.",
    ),
    "pipeline-parameter": (
        "{path} n'a pas de paramètre {name}.",
        "Ses paramètres sont : {accepted}.",
    ),
    "pipeline-variable": (
        "{path}, ligne {line} : il n'y a ni paramètre ni variable {name}.",
        "Déclarez-le sous parameters, dites-le par --set {name}=..., ou définissez la variable ; écrivez $$ pour un dollar.",
    ),
    "pipeline-step": (
        "{path} n'a pas d'étape {step}.",
        "Ses étapes sont : {accepted}.",
    ),
    "pipeline-no-files": (
        "Étape {step} de {path} : aucun fichier pour {pattern}.",
        "Mettez le fichier, corrigez le chemin, ou écrivez `optional: true`.",
    ),
    "pipeline-changed": (
        "{path} a changé depuis le début de l'exécution {run}.",
        "Relancez-le : ce qui est fait est retrouvé, et n'est pas écrit deux fois.",
    ),
    "pipeline-gone": (
        "{path}, le pipeline de l'exécution {run}, n'est plus là.",
        "Remettez-le, ou annulez l'exécution.",
    ),
    "pipeline-call-unknown": (
        "L'étape {step} a fait un appel dont la réponse est perdue ; nul ne sait si Sellsy l'a exécuté.",
        "Regardez dans Sellsy, puis relancez à l'étape suivante : --from {next}.",
    ),
    # settings
    "keyring-none": (
        "Aucun trousseau de ce système ne fonctionne ({said}) : le secret n'a pas été gardé.",
        "Définissez plutôt SELLSY_CLIENT_SECRET, ou ajoutez --insecure-file pour le garder dans un fichier que vous seul pouvez lire.",
    ),
    "credentials-missing": (
        "Pas d'identifiants Sellsy (profil : {profile}).",
        "Gardez un accès : `sellsy-etl login` ; ou définissez SELLSY_CLIENT_ID et SELLSY_CLIENT_SECRET, ou écrivez un profil dans {config} ; sans compte, ajoutez --sandbox : `sellsy-etl --sandbox import FICHIER`.",
    ),
    "profile-unknown": (
        "Il n'y a pas de profil « {profile} ».",
        "Profils connus : {accepted} ; ils sont dans {config}.",
    ),
    "profile-keys": (
        "Le profil « {profile} » a des clés inconnues : {unknown}.",
        "Clés acceptées : {accepted}.",
    ),
    "config-unreadable": (
        "{path} est illisible : {said}.",
        "Corrigez le fichier, ou déplacez-le.",
    ),
    "setting-wrong": (
        "Le réglage {name} est faux : {said}.",
        "Corrigez-le dans l'environnement ou dans le profil.",
    ),
    "secret-missing": (
        "Le secret de l'identifiant {client} est introuvable (profil : {profile}).",
        "Connectez-vous à nouveau : `sellsy-etl login` (--profile, --browser comme avant) ; ou définissez SELLSY_CLIENT_SECRET, ou écrivez client_secret dans {config}.",
    ),
    "config-malformed": (
        "{path}, ligne {line} : ce n'est pas du TOML.",
        'Écrivez par exemple [profiles.principal] et, en dessous, client_id = "..." (les textes entre guillemets).',
    ),
    "url-unsafe": (
        "Le réglage {name} n'est pas une adresse https://.",
        "Le secret et les données y transitent : écrivez https://... (http:// n'est accepté que pour 127.0.0.1, et sans nom d'utilisateur dans l'adresse).",
    ),
    # sheets
    "file-absent": (
        "{path} : ce fichier n'existe pas.",
        "Vérifiez le chemin.",
    ),
    "file-directory": (
        "{path} est un dossier.",
        "Indiquez un fichier.",
    ),
    "file-empty": (
        "{path} est vide.",
        "Vérifiez qu'il a bien été enregistré, et que la bonne feuille contient les données.",
    ),
    "file-unreadable": (
        "{path} est illisible : {said}.",
        "Vérifiez ses droits, ou fermez le programme qui l'utilise.",
    ),
    "delimiter-shape": (
        "« {value} » n'est pas un séparateur : il en faut un seul caractère.",
        "Écrivez par exemple --delimiter ';' ou --delimiter ','.",
    ),
    "encoding-lacks": (
        "L'encodage {encoding} n'a pas de quoi écrire « {text} ».",
        "Gardez l'encodage par défaut (UTF-8 avec BOM), ou un autre qui l'ait.",
    ),
    "extra-missing": (
        "{what} demande {library}, qui n'est pas installé.",
        "Installez-le : pip install 'sellsy-etl[{extra}]'",
    ),
    "output-format": (
        "{target} : « {format} » n'est pas un format de sortie.",
        "Formats : {accepted}. Choisissez le suffixe, ou --format.",
    ),
    "parquet-type": (
        "La colonne « {column} » a une valeur qui n'est pas de son type ({kind}) : {said}.",
        "Exportez sans cette colonne (--columns), ou en xlsx, csv ou jsonl.",
    ),
    "place-unknown": (
        "{target} : cette adresse ne mène nulle part ({said}).",
        "Vérifiez le début de l'adresse (s3://, gs://, sftp://…) et installez la bibliothèque qu'il demande.",
    ),
    "sheet-full": (
        "La feuille « {sheet} » a plus de {rows} lignes, ce qu'un classeur ne contient pas.",
        "Exportez sans --fast (la suite va dans une autre feuille), ou en csv ou parquet.",
    ),
    "deleted-stdout": (
        "Ce qui a disparu ne peut pas suivre sur la sortie standard.",
        "Donnez un fichier à -o.",
    ),
    "export-needs-last": (
        "{option} demande --since last : c'est l'export précédent qui sert de comparaison.",
        "Ajoutez --since last.",
    ),
    "output-one-sheet": (
        "Un fichier {format} ne contient qu'une feuille.",
        "Donnez un dossier (-o dossier/ --format {format}), ou un classeur xlsx ou ods.",
    ),
    "scan-incomplete": (
        "{path} : Sellsy compte {total} fiches et en a donné {found}, même après plusieurs lectures. Rien n'a été écrit.",
        "Relancez l'export ; si cela se répète, restreignez-le par --where.",
    ),
    "since-limit": (
        "--limit laisserait des fiches de côté, que --since last tiendrait pour exportées.",
        "Enlevez l'un des deux.",
    ),
    "since-shape": (
        "« {value} » n'est ni « last », ni une date, ni une durée.",
        "Écrivez par exemple last, 2026-11-01, 30d, 12h ou 2w.",
    ),
    "since-unknown": (
        "Sellsy ne dit pas quand un enregistrement ({entity}) a été modifié : une date ne peut pas le trier.",
        "Prenez --since last, qui compare avec l'export précédent, ou --where created=2026-11-01..",
    ),
    "file-unwritable": (
        "{path} ne peut pas être écrit : {said}.",
        "Choisissez un autre emplacement, ou fermez le programme qui l'utilise.",
    ),
    "output-unwritable": (
        "Le résultat ne peut pas être affiché : {said}.",
        "Envoyez la sortie ailleurs. Une exécution déjà commencée est dans le journal : sellsy-etl runs list le montre.",
    ),
    "columns-many": (
        "{path}, ligne {line} : {count} colonnes, bien plus qu'une fiche n'a de champs ({limit} au plus).",
        "Gardez les colonnes utiles, ou transposez le tableau si chaque fiche y est une colonne.",
    ),
    "file-special": (
        "{path} est un tube, une socket ou un périphérique : il ne se lit qu'une fois, or un tableau se lit plusieurs fois.",
        "Passez-le par l'entrée standard : sellsy-etl import - < {path}, ou enregistrez-le dans un fichier.",
    ),
    "suffix-wrong": (
        "{path} s'appelle {said} mais son contenu est {found}.",
        "Ouvrez-le dans un tableur et enregistrez-le en .xlsx, ou renommez-le selon ce qu'il est.",
    ),
    "workbook-password": (
        "{path} est protégé par un mot de passe.",
        "Ouvrez-le, enregistrez une copie sans mot de passe, et utilisez la copie.",
    ),
    "workbook-broken": (
        "{path} est endommagé ou tronqué : {said}.",
        "Ouvrez-le dans un tableur et enregistrez-le à nouveau, ou redemandez-le.",
    ),
    "workbook-bomb": (
        "{path} se déplie en {size}, bien plus qu'un tableau n'en demande.",
        "S'il est bien à vous, enregistrez ses seules données en CSV.",
    ),
    "workbook-parts": (
        "{path} contient {count} fichiers, bien plus qu'un classeur n'en a.",
        "S'il est bien à vous, enregistrez ses seules données en CSV.",
    ),
    "workbook-entities": (
        "{path} déclare des entités XML ({member}), ce qu'aucun tableur n'écrit.",
        "Ouvrez-le dans un tableur et enregistrez-le à nouveau, ou demandez-le à nouveau à qui l'a envoyé.",
    ),
    "sheet-sparse": (
        "{path} : une feuille s'étend sur {area} cellules pour {filled} remplies.",
        "Des cellules isolées sont restées loin du tableau : supprimez-les, ou copiez le tableau dans un nouveau classeur.",
    ),
    "cell-too-long": (
        "{path} : une cellule contient plus de {limit} caractères ({member}).",
        "Un tableur en accepte 32 767 : raccourcissez-la.",
    ),
    "tables-several": (
        "{path} : un autre tableau commence ligne {line} ({headers}), sous celui de la ligne {first}.",
        "Choisissez-en un avec --header-row {first} ou --header-row {line}, ou mettez chacun dans sa feuille.",
    ),
    "rows-hidden": (
        "{path} : lignes masquées ({count}), souvent par un filtre : {rows}.",
        "Dites s'il faut les lire : --hidden include, ou les laisser : --hidden skip.",
    ),
    "file-foreign": (
        "{path} n'est pas un tableau que l'on sait lire ({found}).",
        "Enregistrez le tableau en .xlsx ou en CSV ; décompressez une archive d'abord.",
    ),
    "input-too-large": (
        "L'entrée standard dépasse {size}.",
        "Donnez un fichier plutôt que -, ou coupez les données.",
    ),
    "gzip-broken": (
        "{path} est abîmé ou coupé : {said}.",
        "Compressez-le à nouveau, ou donnez le fichier non compressé.",
    ),
    "gzip-bomb": (
        "{path} se déplie en plus de {size}, bien plus qu'il ne faut à un tableau.",
        "S'il est de vous, décompressez-le et donnez le fichier non compressé.",
    ),
    "jsonl-broken": (
        "{path}, ligne {line} : ce n'est pas un objet JSON ({said}).",
        'Écrivez un objet par ligne, par exemple {{"Nom société": "Garnier"}}.',
    ),
    "encoding-mixed": (
        "{path} mélange deux encodages : la ligne {other} est en UTF-8, la ligne {line} ne l'est pas.",
        "Corrigez la ligne {line} et enregistrez le tout en UTF-8 ; ou dites l'encodage avec --encoding.",
    ),
    "sheet-absent": (
        "{path} n'a pas de feuille « {sheet} ».",
        "Ses feuilles sont : {accepted}.",
    ),
    "sheets-hidden": (
        "{path} n'a aucune feuille visible.",
        "Les feuilles masquées ne sont lues que si on les nomme : --sheet ; ce sont : {accepted}.",
    ),
    "table-empty": (
        "{path} a des en-têtes ligne {line} et aucune ligne en dessous.",
        "Vérifiez que c'est le bon fichier et la bonne feuille.",
    ),
    "header-row-absent": (
        "{path} : la ligne {line} ne contient pas d'en-têtes.",
        "Indiquez la bonne ligne avec --header-row.",
    ),
    "headers-doubled": (
        "{path}, ligne {line} : l'en-tête « {header} » figure en colonnes {first} et {second}.",
        "Renommez ou supprimez l'un des deux.",
    ),
    "nul-bytes": (
        "{path} contient des octets nuls (ligne {line}) : ce n'est pas un tableau texte.",
        "Enregistrez-le à nouveau en CSV (UTF-8), ou en .xlsx.",
    ),
    "field-too-long": (
        "{path}, ligne {line} : un champ dépasse {limit} caractères.",
        "Un guillemet n'est sans doute jamais fermé : corrigez cette ligne.",
    ),
    "csv-broken": (
        "{path}, ligne {line} : {said}.",
        "Corrigez cette ligne (guillemets, séparateur), ou précisez le séparateur avec --delimiter.",
    ),
    "csv-quote-open": (
        "{path}, ligne {line} : un guillemet s'ouvre et ne se ferme pas comme il faut.",
        'Corrigez cette ligne : fermez ou enlevez le guillemet, doublez ceux du texte ("").',
    ),
    "csv-quote-covers": (
        "{path}, ligne {line} : un guillemet s'ouvre et couvre la ligne {row}, semblable à une ligne du tableau.",
        "Enlevez ce guillemet, ou fermez-le sur sa ligne.",
    ),
    "csv-delimiters-two": (
        "{path} : l'en-tête (ligne {line}) est coupé par « {mark} », les lignes (dès la {row}) par « {other} ».",
        "Écrivez l'en-tête et les lignes avec le même séparateur.",
    ),
    "headers-double-encoded": (
        "{path}, ligne {line} : l'en-tête « {header} » est encodé deux fois, sans doute « {repaired} ».",
        "Ajoutez --repair-encoding pour rétablir les accents, ou corrigez le fichier.",
    ),
    "encoding-asked": (
        "{path}, ligne {line} : encodage à préciser, personne n'écrit « {cp1252} ».",
        (
            "--encoding iso8859-15 le lit « {iso8859_15} », --encoding cp1250 « {cp1250} », --encoding cp850 « {cp850} »,"
            " --encoding mac_roman « {mac_roman} ». Précisez le bon, ou corrigez la ligne."
        ),
    ),
    "encoding-unknown": (
        "« {encoding} » n'est pas un encodage ({path}).",
        "Les plus courants : utf-8, cp1252, latin-1, utf-16.",
    ),
    "encoding-wrong": (
        "{path}, la ligne {line} n'est pas en {encoding}.",
        "Précisez le bon avec --encoding, ou laissez-le détecter.",
    ),
    # sellsy
    "login-port": (
        "Le port {port} ne peut pas être écouté : {said}.",
        "Choisissez-en un autre avec --port, et indiquez son adresse dans l'accès du portail.",
    ),
    "login-timeout": (
        "Personne n'est revenu du navigateur en {seconds} s.",
        "Relancez la même commande et acceptez l'accès dans le navigateur.",
    ),
    "login-state": (
        "Le navigateur est revenu avec la réponse à une autre demande.",
        "Relancez la même commande ; si cela se reproduit, un autre programme utilise ce port.",
    ),
    "login-denied": (
        "L'accès a été refusé : {said}.",
        "Acceptez-le dans le navigateur ; l'accès du portail doit citer l'adresse de retour.",
    ),
    "api-unreachable": (
        "Sellsy est injoignable ({path}) : {said}.",
        "Vérifiez le réseau, puis relancez la même commande : ce qui a été envoyé est journalisé, rien n'est écrit deux fois.",
    ),
    "api-no-answer": (
        "Pas de réponse fiable à {method} {path} : {said}.",
        "Relancez la même commande : les fiches sont d'abord rapprochées, ce qui a été écrit est retrouvé.",
    ),
    "api-server": (
        "Sellsy a répondu {status} à {method} {path}. {said}",
        "Attendez un peu, puis relancez la même commande.",
    ),
    "api-refused": (
        "Sellsy a refusé {method} {path} ({status}) : {said}",
        "Corrigez ce qui est indiqué.",
    ),
    "api-quota": (
        "Sellsy répond toujours que le quota est épuisé ({method} {path}).",
        "Un autre programme utilise peut-être le même accès ; attendez, puis relancez la même commande.",
    ),
    "api-unauthorised": (
        "Sellsy refuse l'accès (401) sur {method} {path}. {said}",
        "Vérifiez SELLSY_CLIENT_ID et SELLSY_CLIENT_SECRET ; un autre programme sur le même accès en révoque le jeton : créez un accès par programme. Puis relancez la même commande.",
    ),
    "api-payment": (
        "L'abonnement ou la licence du compte ne permet pas {method} {path} (402). {said}",
        "Faites vérifier la licence du propriétaire de l'accès dans Sellsy, puis relancez la même commande.",
    ),
    "api-forbidden": (
        "L'accès n'a pas le droit de faire {method} {path} (403). {said}",
        "Ajoutez le droit à l'accès dans Sellsy (Réglages > Portail développeur), puis relancez la même commande.",
    ),
    "api-cursor": (
        "Sellsy a donné deux fois la même page sur {path}.",
        "Relancez la même commande ; si cela se répète, prévenez le support Sellsy.",
    ),
    "batch-refused": (
        "Sellsy a refusé tout un lot ({status}) : {said}",
        "Relancez la même commande avec un --batch-size plus petit.",
    ),
    "login-refused": (
        "Le serveur de connexion refuse ces identifiants ({status}).",
        "Vérifiez SELLSY_CLIENT_ID et SELLSY_CLIENT_SECRET (Sellsy : Réglages > Portail développeur > API V2), puis relancez la même commande.",
    ),
    "login-broken": (
        "La réponse du serveur de connexion n'est pas un jeton ({status}, {path}).",
        "Vérifiez SELLSY_LOGIN_URL, ou attendez puis relancez la même commande.",
    ),
    "quota-day": (
        "Les appels API du jour sont épuisés ({remaining} restants).",
        "Relancez la même commande demain : les lignes déjà écrites ne sont pas touchées.",
    ),
    "quota-wait": (
        "Sellsy demande d'attendre {seconds} s avant le prochain appel.",
        "Relancez alors la même commande : les lignes déjà écrites ne sont pas touchées.",
    ),
    "api-dns": (
        "L'adresse de Sellsy est introuvable ({path}) : {said}.",
        "Vérifiez le réseau et SELLSY_API_URL, puis relancez la même commande : rien n'a été envoyé.",
    ),
    "api-tls": (
        "La connexion à Sellsy n'est pas sûre ({path}) : {said}.",
        "Un proxy d'entreprise signe souvent avec son propre certificat : indiquez-le dans SSL_CERT_FILE, puis relancez la même commande. Rien n'a été envoyé.",
    ),
    "api-proxy": (
        "Le proxy n'a pas laissé passer la connexion à Sellsy ({path}) : {said}.",
        "Vérifiez HTTPS_PROXY et NO_PROXY, puis relancez la même commande : rien n'a été envoyé.",
    ),
    "api-impossible": (
        "{method} {path} ne peut pas être envoyé : {said}.",
        "Vérifiez SELLSY_API_URL et SELLSY_V1_URL ; rien n'a été envoyé.",
    ),
    "api-redirected": (
        "{method} {path} est renvoyé ailleurs ({status}), et l'accès n'est pas montré à une autre adresse. {said}",
        "Vérifiez SELLSY_API_URL et SELLSY_V1_URL ; derrière un proxy, connectez-vous d'abord à celui-ci.",
    ),
    "api-read": (
        "{method} {path} a été essayé plusieurs fois, sans réponse correcte : {said}.",
        "Sellsy est peut-être en maintenance ; attendez, puis relancez la même commande. Cet appel n'a rien modifié.",
    ),
    "api-odd": (
        "La réponse à {path} est inexploitable : son champ {key} n'a pas la forme que Sellsy documente.",
        "Relancez la même commande ; si cela se répète, signalez ce message au support Sellsy.",
    ),
    "api-unexpected": (
        "La réponse à {path} n'est pas une liste de fiches.",
        "Vérifiez SELLSY_API_URL ; si elle est juste, signalez ce message.",
    ),
    "batch-short": (
        "La réponse de Sellsy omet {method} {path}.",
        "Relancez la même commande : les fiches sont d'abord rapprochées, ce qui a été écrit est retrouvé.",
    ),
    "batch-parent-failed": (
        "{method} {path} n'a pas été envoyé : la fiche dont il dépend n'a pas été écrite.",
        "Corrigez d'abord cette fiche, puis importez cette ligne à nouveau.",
    ),
    "quota-month": (
        "Les appels API du mois sont épuisés ({remaining} restants).",
        "Attendez le mois prochain, ou faites relever la limite par Sellsy ; les lignes déjà écrites ne sont pas touchées.",
    ),
    # journal
    "journal-full": (
        "Le disque qui contient le journal {where} est plein.",
        (
            "Libérez de la place, puis `sellsy-etl runs resume last` termine l'import : rien n'a été envoyé qui "
            "ne soit au journal."
        ),
    ),
    "journal-busy": (
        "Le journal {where} est utilisé par un autre programme, qui ne l'a pas libéré à temps.",
        (
            "Fermez le programme qui tient le fichier ouvert (un autre sellsy-etl, un lecteur de base de "
            "données, une "
            "sauvegarde), puis réessayez."
        ),
    ),
    "journal-corrupt": (
        "Le journal {where} est endommagé : {said}.",
        (
            "Remettez une copie de votre sauvegarde, ou choisissez un autre fichier pour le journal. Sur un "
            "partage réseau "
            "ou dans un dossier synchronisé, il s'abîme facilement : gardez-le sur un disque local."
        ),
    ),
    "journal-behind": (
        "Le journal des opérations {where} a perdu ses {lost} derniers envois vers Sellsy : fichier -wal coupé ou effacé, ou ancienne sauvegarde remise.",
        "Rien n'a été envoyé. Renommez ce fichier, puis importez à nouveau, d'abord avec --dry-run : ce qui existe déjà dans Sellsy est retrouvé.",
    ),
    "journal-foreign": (
        "{where} n'est pas un journal de sellsy-etl.",
        "Choisissez un fichier qui n'existe pas encore, ou une base vide ; ce fichier n'a pas été touché.",
    ),
    "journal-newer": (
        (
            "Le journal {where} vient d'une version plus récente de sellsy-etl (format {found}, celle-ci "
            "connaît {known})."
        ),
        "Mettez le programme à jour : pip install --upgrade sellsy-etl. Le journal n'a pas été touché.",
    ),
    "journal-denied": (
        "Le journal {where} ne peut pas être ouvert ou écrit : {said}.",
        (
            "Vérifiez vos droits d'écriture sur le fichier et son dossier, ou choisissez un autre fichier "
            "pour le journal."
        ),
    ),
    "journal-disk": (
        "Le disque a échoué pendant la lecture ou l'écriture du journal {where} : {said}.",
        (
            "Vérifiez le disque et sa place libre ; gardez le journal sur un disque local. Puis `sellsy-etl runs "
            "resume last` termine l'import : rien n'a été envoyé qui ne soit au journal."
        ),
    ),
    "journal-unreachable": (
        "La base de données du journal {where} est injoignable : {said}.",
        "Vérifiez l'adresse, l'utilisateur et le mot de passe de la base, et qu'elle est démarrée.",
    ),
    "journal-contradiction": (
        (
            "Le journal {where} a refusé d'inscrire deux fois la même chose, ou une ligne qu'il ne connaît "
            "pas : {said}."
        ),
        "Rien n'en a été gardé. Merci de le signaler, avec la commande lancée et ce message.",
    ),
    "journal-failed": (
        "Le journal {where} a échoué : {said}.",
        "Réessayez ; si l'échec se répète, signalez ce message.",
    ),
    "journal-url": (
        "L'adresse du journal n'est pas de celles que sellsy-etl connaît.",
        "Donnez un chemin de fichier, sqlite:///chemin/journal.db ou postgresql://utilisateur@serveur/base.",
    ),
    "journal-driver": (
        "Le journal {where} demande le paquet Python {driver}, qui n'est pas installé.",
        (
            'Installez-le : pip install "psycopg[binary]". Un journal dans un fichier (SQLite) ne demande '
            "rien de plus."
        ),
    ),
    "journal-row-missing": (
        "Le journal n'a que {found} des {expected} entrées à mettre à jour dans l'exécution {run}.",
        "Rien n'en a été gardé. Merci de le signaler, avec la commande lancée et ce message.",
    ),
    "journal-run-held": (
        "Le processus {pid} sur {host} travaille sur l'exécution {run} depuis {since}.",
        "Attendez qu'il finisse, ou arrêtez-le, puis réessayez.",
    ),
    "journal-export-held": (
        "Cet export est déjà en cours (processus {pid} sur {host}, depuis {since}).",
        "Attendez qu'il finisse, ou arrêtez-le.",
    ),
    "journal-account-held": (
        "Le processus {pid} sur {host} écrit dans le compte {account} depuis {since}.",
        (
            "Attendez qu'il finisse, ou arrêtez-le : deux exécutions à la fois pourraient créer deux fois la "
            "même fiche."
        ),
    ),
    "journal-unbalanced": (
        "L'exécution {run} a lu {read} lignes, mais seules {settled} ont une issue.",
        "`sellsy-etl runs resume {run}` la complète. Merci de le signaler, avec la commande lancée.",
    ),
    "run-other-account": (
        "L'exécution {run} a été faite sur {account}, pas sur {used}.",
        "Nommez le profil de ce compte avec --profile, ou --sandbox si c'était le Sellsy local.",
    ),
    "run-unknown": (
        "Le journal n'a pas d'exécution {run}.",
        "Choisissez parmi : {known}, ou last. sellsy-etl runs list les montre toutes.",
    ),
    "run-ambiguous": (
        "Plusieurs exécutions correspondent à {run}.",
        "Donnez l'identifiant entier : {found}.",
    ),
    "run-none": (
        "Il n'y a pas d'exécution {run} : le journal est vide.",
        "Importez d'abord un fichier, ou vérifiez le profil et le journal utilisés.",
    ),
    # engine
    "child-unfinished": (
        "L'exécution {child}, qui porte sur {run}, n'est pas allé au bout.",
        "Terminez-le : `sellsy-etl runs resume {child}`.",
    ),
    "plan-foreign": (
        "{path} n'est pas un plan : `sellsy-etl plan` en écrit.",
        "Donnez le classeur écrit par `sellsy-etl plan FICHIER -o PLAN.xlsx`, avec sa feuille de résumé.",
    ),
    "plan-edited": (
        "Les lignes du plan {path} ont été modifiées : ce n'est plus ce qui a été planifié ({run}).",
        "Annulez les modifications, ou corrigez le fichier d'origine et planifiez-le à nouveau. Trier les lignes est permis.",
    ),
    "plan-unfit": (
        "Le plan {path} ne correspond pas à ce que le journal garde de {run}.",
        "Planifiez à nouveau : rien n'a été envoyé.",
    ),
    "plan-unfinished": (
        "L'exécution {run} n'est pas un plan achevé.",
        "Planifiez à nouveau le fichier : `sellsy-etl plan FICHIER`.",
    ),
    "plan-applied": (
        "Le plan {run} a déjà été appliqué, par l'exécution {child}.",
        "`sellsy-etl runs show {child}` dit ce qu'il a fait ; un plan ne s'applique qu'une fois : planifiez à nouveau.",
    ),
    "verify-kind": (
        "L'exécution {run} n'a rien écrit dans Sellsy qui puisse être relu.",
        "Vérifiez une importation, une suppression, l'application d'un plan ou une reprise : sellsy-etl runs list.",
    ),
    "undo-kind": (
        "L'exécution {run} est de type {kind} : il n'y a rien à y annuler.",
        "Les exécutions de ces types s'annulent : {accepted} ; `sellsy-etl runs list` les montre.",
    ),
    "undo-open": (
        "L'exécution {run} est en cours d'annulation par {undo}, qui n'est pas terminée.",
        "`sellsy-etl runs resume {undo}` le termine.",
    ),
    "undo-redone": (
        "L'exécution {run} a été annulée par {undo}, puis {redo} est revenue dessus.",
        "`sellsy-etl runs undo {redo}` l'annule de nouveau.",
    ),
    "resume-undone": (
        "L'exécution {run} a été annulée par {undo} : ce qui restait n'est jamais envoyé.",
        "Importez le fichier de nouveau, ou revenez sur l'annulation : `sellsy-etl runs undo {undo}`.",
    ),
    "retry-unfinished": (
        "L'exécution {run} n'est pas allée au bout, ou n'a pas de lignes à reprendre.",
        "Terminez-la d'abord : `sellsy-etl runs resume {run}`.",
    ),
    "retry-nothing": (
        "Aucune ligne de l'exécution {run} n'a été refusée par Sellsy.",
        "Pour des lignes rejetées, corrigez-les dans le rapport et donnez-le : `sellsy-etl runs retry {run} FICHIER`.",
    ),
    "retry-done": (
        "Les lignes refusées de l'exécution {run} ont déjà été reprises, par l'exécution {child}.",
        "Reprenez celles qui y ont échoué à nouveau : `sellsy-etl runs retry {child}`.",
    ),
    "resume-nothing": (
        "Il ne reste rien à faire de l'exécution {run}.",
        "`sellsy-etl runs show {run}` dit ce qu'il a fait.",
    ),
    "resume-source-gone": (
        "Le fichier de l'exécution {run} n'est plus là : {path}.",
        "Remettez-le, inchangé, et relancez la même commande ; ou importez un autre fichier : ce qui est déjà dans Sellsy est laissé tel quel.",
    ),
    "resume-source-changed": (
        "Le fichier de l'exécution {run} a été modifié depuis : {path}.",
        "Remettez-le dans son état d'alors et reprenez ; ou importez le nouveau : ce qui est déjà dans Sellsy est laissé tel quel.",
    ),
    "condition-shape": (
        "« {said} » n'est pas de la forme NOM=VALEUR.",
        "Conditions : {accepted}.",
    ),
    "filter-unknown": (
        "{entity} n'a pas de condition {name}.",
        "Acceptées : {accepted}.",
    ),
    "filter-value": (
        "{name} : « {value} » n'est pas une valeur de cette condition.",
        "Acceptées : {accepted}.",
    ),
    "order-unknown": (
        "Les enregistrements ne se trient pas par {order}.",
        "Acceptés : {accepted}.",
    ),
    "append-unknown": (
        "--append : {column} n'est pas, dans ce fichier, un champ personnalisé à choix multiples.",
        "Colonnes possibles : {accepted}.",
    ),
    "column-unknown": (
        "{entity} n'a pas de colonne {column}.",
        "Acceptées : {accepted}.",
    ),
    "template-suffix": (
        "{path} : un modèle s'écrit dans un fichier {accepted}.",
        "Donnez un nom de fichier qui se termine ainsi.",
    ),
    "headers-missing": (
        "{path} : aucune colonne pour {missing} parmi les en-têtes de la ligne {line} : {headers}.",
        'Renommez l\'en-tête, utilisez --map "EN-TÊTE={example}", ou partez de `sellsy-etl template {entity}`.',
    ),
    "headers-ambiguous": (
        "{path} : les en-têtes {headers} désignent tous {column}.",
        "Renommez ou supprimez l'un d'eux, ou précisez avec --map.",
    ),
    "entity-unclear": (
        "{path} : les en-têtes ne disent pas ce que sont les lignes (ligne {line} : {headers}). Les plus proches : {candidates}.",
        'Précisez : --entity {accepted} ; vos propres en-têtes se lisent avec --map "EN-TÊTE=COLONNE".',
    ),
    # mappings
    "mapping-empty": (
        "{path} ne dit rien.",
        "Écrivez des lignes EN-TÊTE: COLONNE, ou laissez `sellsy-etl map FICHIER` l'écrire.",
    ),
    "mapping-unknown": (
        "--map : « {said} » n'est pas une correspondance.",
        'Écrivez "EN-TÊTE=COLONNE", un fichier (.yaml), ou l\'un de : {accepted}.',
    ),
    "mapping-exists": (
        "{path} existe déjà, et a pu être modifié.",
        "Écrivez ailleurs avec -o, ou par-dessus avec --force.",
    ),
    "mapping-entities": (
        "--map : « {said} » est pour d'autres entités que ce qui précède.",
        "Donnez les correspondances d'une seule entité.",
    ),
    "mapping-entity": (
        "{place} : cette correspondance est pour {said}, non pour {entity}.",
        "Prenez une autre correspondance, ou omettez --entity.",
    ),
    "mapping-fit": (
        "{path} : aucun des en-têtes n'est dans la correspondance. Ce sont : {headers}.",
        "Prenez une autre correspondance, ou laissez `sellsy-etl map {path}` en proposer une.",
    ),
    "mapping-unlike": (
        "{path} : la correspondance connaît certains en-têtes, mais rien n'indique des fiches de type : {candidates}.",
        "Précisez avec --entity, ou laissez `sellsy-etl map {path}` proposer une correspondance.",
    ),
    "mapping-several": (
        "{path} : plusieurs correspondances conviennent autant : {candidates}.",
        "Précisez avec --entity.",
    ),
    "mapping-constant": (
        "{place} : « {value} » n'est pas une valeur de {column} ({said}).",
        "{fix}",
    ),
    "mapping-doubled": (
        "{place} : {column} est rempli deux fois, par {headers}.",
        "Gardez-en un, ou faites une jonction des deux.",
    ),
    "map-unknown-column": (
        "{place} : « {column} » n'est pas une colonne de {entity}.",
        "Colonnes les plus proches : {accepted}.",
    ),
    "map-unknown-header": (
        "{place} : {path} n'a pas d'en-tête « {header} ».",
        "Ses en-têtes sont : {headers}.",
    ),
    "match-key-unknown": (
        "--match : « {key} » n'est pas une clé de rapprochement de {entity}.",
        "Choisissez parmi : {accepted}.",
    ),
    "match-key-absent": (
        "--match {key} : le fichier n'a pas cette colonne.",
        "Choisissez une clé présente dans le fichier : {accepted}.",
    ),
    "custom-field-unknown": (
        "Le compte n'a pas de champ personnalisé pour la colonne « {header} ».",
        "Ses champs personnalisés : {accepted}.",
    ),
    "custom-field-several": (
        "Plusieurs champs personnalisés correspondent à la colonne « {header} » : {found}.",
        "Utilisez le code : cf:CODE.",
    ),
    # cli
    "call-path": (
        "« {path} » n'est pas un chemin de l'API.",
        "Écrivez un chemin comme /companies ou /companies/12, sans espace ni « .. » ; la requête se donne avec -q.",
    ),
    "call-host": (
        "{host} n'est pas Sellsy : votre jeton y serait envoyé.",
        "Les appels ne vont qu'à {accepted}.",
    ),
    "call-header": (
        "L'en-tête « {name} » ne peut pas être envoyé.",
        "Écrivez NOM:VALEUR en caractères simples, sur une ligne.",
    ),
    "call-header-kept": (
        "L'en-tête {name} est celui du programme.",
        "Retirez-le ; ceux-ci lui appartiennent : {kept}.",
    ),
    "call-body": (
        "Le corps ne peut pas être envoyé : {said}.",
        "L'API v2 prend du JSON ; l'API v1 prend io_mode=json&do_in={{\"method\": …}} ou l'appel seul.",
    ),
    "webhook-left": (
        "Le webhook {id} n'a pas pu être supprimé : Sellsy continue d'y envoyer ses événements. {said}",
        "Supprimez-le quand Sellsy répondra de nouveau : sellsy-etl webhooks delete {id}.",
    ),
    "webhook-url": (
        "« {value} » n'est pas une adresse où Sellsy peut envoyer ses événements.",
        "Donnez une adresse https:// complète (http:// sur cet ordinateur seulement), sans nom d'utilisateur ni mot de passe.",
    ),
    "webhook-event": (
        "Le compte ne propose pas l'événement « {value} ».",
        "Les plus proches : {accepted}. sellsy-etl webhooks events les liste tous ; une entité seule, comme client, prend tous ses événements.",
    ),
    "watch-url-missing": (
        "Sellsy ne peut pas joindre cet ordinateur à l'adresse 127.0.0.1 : il lui faut une adresse publique.",
        "Ouvrez un tunnel ou un proxy inverse vers le port, et donnez son adresse : --public-url https://... (sans elle, on ne peut surveiller que le Sellsy local de --sandbox ou de `sellsy-etl sandbox serve`).",
    ),
    "watch-port": (
        "Impossible d'écouter sur le port {port} : {said}.",
        "Choisissez-en un autre avec --port, ou --port 0 pour un port libre.",
    ),
    "watch-out-suffix": (
        "{path} : les notifications s'écrivent dans un fichier de type {accepted}.",
        "Donnez avec --out un nom de fichier qui se termine ainsi.",
    ),
    "watch-out-foreign": (
        "{path} n'a pas été écrit par `sellsy-etl watch` : il a été laissé tel quel.",
        "Choisissez un autre fichier avec --out, ou déplacez celui-ci.",
    ),
    "inbox-busy": (
        "{path} est utilisé : un autre `sellsy-etl watch` écrit dans le même fichier.",
        "Arrêtez-le, ou choisissez un autre fichier avec --out.",
    ),
    "inbox-foreign": (
        "{path} n'est pas une boîte de réception de `sellsy-etl watch`, ou elle est abîmée : elle a été laissée telle quelle.",
        "Déplacez-la, ou choisissez un autre fichier avec --out.",
    ),
    "sign-key-missing": (
        "La variable d'environnement {name} ne contient pas de clé de signature.",
        "Donnez-lui la clé du webhook, ou omettez --sign-key-env.",
    ),
    "sandbox-db": (
        "Le fichier du bac à sable {path} ne s'ouvre pas : {said}.",
        "Indiquez-en un autre avec --db, ou videz-le : sellsy-etl sandbox reset.",
    ),
    "country-unknown": (
        "« {value} » n'est pas un pays.",
        "Écrivez son code à deux lettres, comme FR ou BE.",
    ),
    "currency-unknown": (
        "« {value} » n'est pas le code d'une monnaie.",
        "Indiquez son code de trois lettres, par exemple EUR, CHF ou XPF.",
    ),
    "home-unwritable": (
        "Le dossier {path} ne peut pas être créé : {said}.",
        "Indiquez-en un autre : SELLSY_ETL_HOME=DOSSIER (ou -o DOSSIER pour la démo).",
    ),
    "entity-unknown": (
        "Il n'y a pas d'entité « {name} ».",
        "Choisissez parmi : {accepted}.",
    ),
    "option-unknown": (
        "« {value} » n'est pas une valeur acceptée.",
        "Choisissez parmi : {accepted}.",
    ),
    "sandbox-quota": (
        "Le quota « {value} » est illisible : {said}.",
        "Écrivez-le ainsi : 5/s,150/min.",
    ),
    "sandbox-faults": (
        "Les pannes de {path} sont illisibles : {said}.",
        "Écrivez une liste de règles : `sellsy-etl sandbox serve --help` en montre.",
    ),
    "sandbox-credentials": (
        "Les identifiants ne sont pas ID:SECRET.",
        "Écrivez --client ID:SECRET, ou ID:SECRET:JETON:SECRET pour nommer aussi l'utilisateur de l'API v1.",
    ),
    "sandbox-foreign": (
        "{path} n'est pas le fichier d'un bac à sable : il est resté tel quel.",
        "Indiquez avec --db le fichier donné à `sellsy-etl sandbox serve --db`, ou rien pour celui de --sandbox.",
    ),
    "code-unknown": (
        "Il n'y a pas de code « {value} ».",
        "Les plus proches : {accepted}. `sellsy-etl explain` les liste tous.",
    ),
    "report-suffix": (
        "{path} : un rapport est un fichier de type {accepted}.",
        "Donnez avec --report un nom qui se termine ainsi : .xlsx pour toutes les lignes, .csv pour les seules lignes rejetées.",
    ),
    "report-over-source": (
        "Le rapport {path} prendrait la place du fichier lu.",
        "Choisissez un autre fichier avec --report, ou laissez le rapport se mettre à côté.",
    ),
    "sandbox-setup": (
        "La configuration de {path} ne peut pas se faire : {said}.",
        "Ses clés sont staffs, pipelines, sources, event_labels, task_labels : voir `sellsy-etl sandbox setup --help`.",
    ),
    "sandbox-absent": (
        "Aucun Sellsy local ne répond à {url} : {said}.",
        "Lancez-le : sellsy-etl sandbox serve ; ou ôtez --url pour celui qui est intégré.",
    ),
    "sandbox-port": (
        "Le port {port} ne peut pas servir : {said}.",
        "Choisissez-en un autre avec --port, ou --port 0 pour un port libre.",
    ),
}

TEXTS: dict[str, str] = {
    "proof-title": "Rapport de migration",
    "proof-verdict": "Verdict",
    "proof-fine": "Chaque ligne est comptée ({left_out} écartées, avec leurs raisons), et ce qui a été écrit se relit comme envoyé.",
    "proof-open": "Quelque chose reste ouvert : des lignes sont en échec, incertaines, ou ne se relisent pas comme envoyées ({left_out} autres écartées, avec leurs raisons).",
    "proof-pipeline": "Pipeline",
    "proof-run": "Exécution",
    "proof-started": "Début",
    "proof-finished": "Fin",
    "proof-command": "Pour le refaire",
    "proof-version": "Programme",
    "proof-hash": "SHA-256 du pipeline",
    "proof-moved": "Montants des opportunités, après moins avant",
    "proof-entities": "Lignes",
    "proof-reasons": "Pourquoi des lignes ont été écartées",
    "proof-totals": "Opportunités du compte, avant et après",
    "proof-ids": "Identifiants de l'ancien outil",
    "proof-inputs": "Fichiers lus",
    "proof-more-ids": "de plus dans le classeur",
    "proof-none": "Aucun.",
    "proof-marks": "Relu dans Sellsy : = comme envoyé, * différent, - disparu, ! illisible.",
    "proof-sheet-summary": "Résumé",
    "proof-sheet-entities": "Lignes",
    "proof-sheet-reasons": "Écartées",
    "proof-sheet-totals": "Opportunités",
    "proof-sheet-ids": "Identifiants",
    "proof-sheet-inputs": "Fichiers",
    "proof-head-entity": "Entité",
    "proof-head-rows": "Lignes",
    "proof-head-code": "Code",
    "proof-head-example": "Raison",
    "proof-head-pipeline": "Pipeline",
    "proof-head-status": "Statut",
    "proof-head-person": "Personne",
    "proof-head-before": "Avant",
    "proof-head-after": "Après",
    "proof-head-amount-before": "Montant avant",
    "proof-head-amount-after": "Montant après",
    "proof-head-difference": "Différence",
    "proof-head-system": "Outil",
    "proof-head-kind": "Type",
    "proof-head-legacy": "Ancien id",
    "proof-head-sellsy": "Id Sellsy",
    "proof-head-step": "Étape",
    "proof-head-file": "Fichier",
    "proof-head-sheet": "Feuille",
    "proof-head-size": "Octets",
    "proof-head-hash": "SHA-256",
    "proof-head-run": "Exécution",
    "proof-head-amount": "Montants des fichiers",
    "stage-copy-settings": "Copie des réglages",
    "stage-copy-records": "Copie des fiches",
    "note-not-copied": "{path} n'est pas copié (statut {status}) : le Sellsy local garde le sien.",
    "note-schedule-due": "{name} : dû à {due}.",
    "note-schedule-late": "{name} : son heure {due} est manquée de plus d'une heure ; il attend la suivante.",
    "note-log-unwritable": "Le journal {path} ne peut être écrit : {said}.",
    "note-not-told": "{name} : quelqu'un n'a pu être prévenu : {said}.",
    "schedule-nothing": "Aucun pipeline n'est planifié.",
    "schedule-head-name": "Pipeline",
    "schedule-head-cron": "Planification",
    "schedule-head-next": "Prochain",
    "schedule-head-path": "Fichier",
    "run-head-step": "Étape",
    "run-head-ending": "Issue",
    "run-head-rows": "Lignes",
    "run-head-calls": "Appels",
    "run-head-seconds": "Secondes",
    "run-ending-done": "faite",
    "run-ending-stopped": "arrêtée",
    "run-ending-skipped": "passée",
    "run-ending-held": "retenue",
    "run-ending-left": "pas atteinte",
    "init-done": "{files} fichiers écrits dans {folder}. À essayer, sans compte :",
    "ready-first_import": "vos propres tableurs : clients, contacts, opportunités, tâches, commentaires",
    "ready-nightly_export": "chaque nuit, une copie du compte et ce qui a changé",
    "ready-migrate_hubspot": "tout un compte HubSpot, d'après ses exports CSV",
    "ready-migrate_salesforce": "toute une organisation Salesforce, d'après son export de données",
    "ready-migrate_pipedrive": "tout un compte Pipedrive, d'après ses exports",
    "ready-migrate_axonaut": "tout un compte Axonaut, d'après ses exports",
    "ready-trade_fair_leads": "les badges scannés à un salon : prospects, contacts, opportunités des plus chauds",
    "ready-monthly_cleanup": "sauvegarde, fiches à compléter, doublons, suppression de ce qui a été relu",
    "init-readme": """# Projet sellsy-etl

Écrit par `sellsy-etl init`. Tout ce qui est dans `samples/` est fictif.

{pipelines}

## Essayer, sans compte

    sellsy-etl --sandbox run {first}

Un Sellsy local répond sur cette machine et garde ses données ; `sellsy-etl sandbox reset` le vide. Quelques lignes des
exemples sont fausses exprès : la commande dit où elles sont rendues avec leurs raisons, et finit avec le code 1.
Corrigez-les dans le fichier et recommencez : ce qui est déjà là n'est pas réécrit.

    sellsy-etl --sandbox runs show last       ce que l'exécution a fait
    sellsy-etl --sandbox runs verify last     relire dans Sellsy ce qu'elle a écrit
    sellsy-etl --sandbox runs undo last       le défaire

## Avec vos fichiers et votre compte

1. Mettez vos fichiers dans un dossier et écrivez son nom dans {first}, ligne `folder:` (ou `--set folder=DOSSIER`).
   `templates/` a un classeur à remplir pour chaque sorte de fiche ; `sellsy-etl check FICHIER` vérifie sans rien envoyer.
2. `sellsy-etl login`, puis `sellsy-etl doctor`.
3. `sellsy-etl run {first} --dry-run` : ce qui serait écrit, et ce que cela coûte en appels.
4. `sellsy-etl run {first}`. Interrompue, elle se reprend : `sellsy-etl runs resume last`.

Les pipelines se modifient dans un éditeur : `pipeline.schema.json` y donne l'aide et signale les fautes.
`sellsy-etl init --list` cite les autres ; `sellsy-etl init --with NOM AUTRE_DOSSIER` en prend un.
""",
    "run-head-run": "Exécution",
    "undo-whole-report": "un pipeline a plusieurs fichiers ; chaque rapport est écrit à côté du sien",
    "undo-whole-line": "Pipeline {run} : {calls} appels à l'API. Chaque étape a son rapport à côté de son fichier.",
    "note-proving": "Relecture de ce qui a été écrit, pour le rapport : environ {calls} appels à l'API",
    "run-total": "{title} : exécution {run}, {calls} appels, {seconds} s",
    "run-total-dry": "{title} : répétition {run}, {calls} appels à l'API, {seconds} s. L'exécution elle-même en prend environ {billed}.",
    "run-total-billed": "{title} : exécution {run}, {calls} appels à l'API ({billed} annoncés pour les lignes), {seconds} s",
    "run-step-bad": "{step} : {bad} lignes à corriger, avec leurs raisons, dans {files}",
    "run-step-files": "{step} : {files}",
    "run-proof": "Preuve de la migration : {path}",
    "run-proof-dry": "Tout relire pour son rapport en prend environ {calls} de plus.",
    "run-proof-calls": "Tout relire pour elle a pris {calls} appels à l'API.",
    "run-step-bill": "Étape {step} :",
    "note-step": "Étape {step} ({kind})",
    "note-step-held": "Étape {step} retenue : une étape dont elle dépend ne s'est pas bien terminée.",
    "note-step-skipped": "Étape {step} passée : {when}",
    "note-step-stopped": "L'étape {step} arrête le pipeline : {bad} lignes en défaut, {most} admises.",
    # entities
    "template-list": "Aide",
    "template-column": "En-tête",
    "template-required": "Obligatoire",
    "template-help": "Ce qu'on y met",
    "template-choices": "Valeurs",
    "template-example": "Exemple",
    "template-also": "Autres en-têtes compris",
    "template-yes": "oui",
    "template-example-is": "Exemple :",
    "template-not-offered": "Le compte n'a pas ce nom : choisissez-en un de la liste.",
    "template-choices-are": "Valeurs :",
    # engine
    "stage-reconcile": "Recherche de ce qui a été écrit",
    "template-offers": "Listes",
    "template-custom": "champ personnalisé : {type}",
    "count-deleted": "supprimées",
    "note-report-unwritable": "Le rapport n'a pas été écrit à {path} : {said}",
    "part-main": "Adresse",
    "part-invoicing": "Adresse de facturation",
    "part-delivery": "Adresse de livraison",
    "part-invoicing_role": "Sert à la facturation",
    "part-delivery_role": "Sert à la livraison",
    "part-address": "Adresse",
    "part-contact": "Contact",
    "part-record": "Fiche",
    "part-link": "Lien",
    "stage-read": "Lecture",
    "stage-match": "Rapprochement",
    "stage-plan": "Préparation",
    "stage-load": "Envoi",
    "stage-verify": "Vérification",
    "stage-report": "Rapport",
    "stage-export": "Export",
    "page-line": "Page : {path}",
    "page-rows": "Ce que sont devenues les lignes",
    "page-dry": "Essai à blanc : rien n'a été écrit dans Sellsy.",
    "page-correct": "Corrigez les lignes rejetées puis importez à nouveau ce fichier ; elles seules seront lues :",
    "page-unknown": "Des écritures n'ont pas eu de réponse sûre. Pour savoir ce qu'il en est et terminer :",
    "page-problems": "Problèmes",
    "page-warnings": "Valeurs réparées",
    "page-none": "Aucun : chaque ligne a pu être traitée.",
    "page-column": "Colonne",
    "page-what": "Problème, et que faire",
    "page-count": "Lignes",
    "page-examples": "Exemples",
    "page-row": "ligne",
    "page-whole-row": "(toute la ligne)",
    "page-more": "autres sortes : voir le rapport.",
    "page-calls": "Appels à Sellsy",
    "page-made": "appels",
    "page-mean": "en moyenne par réponse",
    "page-waits": "refusés faute de quota, puis répétés (429)",
    "page-lost": "sans réponse",
    "page-day-left": "appels restants aujourd'hui",
    "page-pace": "Appels par seconde, au fil de l'exécution",
    "page-pace-about": "Chaque barre :",
    "page-pace-limit": "quota du compte :",
    "page-slowest": "Les appels les plus lents",
    "page-no-answer": "sans réponse",
    "page-after": "parti à",
    "page-settings": "Réglages de l'exécution",
    "page-by": "Écrit par",
    "kind-plan": "plan",
    "kind-apply": "application",
    "kind-retry": "reprise",
    "kind-undo": "annulation",
    "kind-pipeline": "pipeline",
    "kind-export": "export",
    "kind-call": "appel",
    "head-kind": "type",
    "kind-import": "import",
    "kind-dry-run": "essai à blanc",
    "kind-delete": "suppression",
    "summary-keys": "Clés de rapprochement",
    "summary-batch": "Écritures par requête",
    "summary-missing": "Noms créés s'ils manquent",
    "summary-mapping": "Colonnes indiquées",
    "summary-ignored": "Colonnes ignorées",
    "summary-profile": "Profil",
    "summary-country": "Pays par défaut",
    "summary-currency": "Devise",
    "summary-dates": "Ordre des dates",
    "summary-clear": "Mot qui vide un champ",
    "sheet-summary": "Résumé",
    "sheet-rows": "Lignes",
    "sheet-rejected": "Rejetées",
    "sheet-similar": "Semblables",
    "head-similar-row": "ligne semblable",
    "head-similar-id": "ID Sellsy",
    "head-similar-name": "nom semblable",
    "head-reasons": "en commun",
    "head-score": "ressemblance des noms",
    "similar-name": "nom",
    "similar-phone": "téléphone",
    "similar-domain": "domaine e-mail",
    "similar-title": "Doublons possibles : {count} (jamais fusionnés d'eux-mêmes ; tous dans la feuille Semblables du rapport) :",
    "similar-row-line": "  ligne {row} ({name}) ~ ligne {other} ({other_name}) : {reasons}, {score} %",
    "similar-record-line": "  ligne {row} ({name}) ~ Sellsy {other} ({other_name}) : {reasons}, {score} %",
    "sheet-ignored": "Colonnes ignorées",
    "head-outcome": "résultat",
    "head-id": "ID Sellsy",
    "head-problem": "problème",
    "head-fix": "que faire",
    "head-reason": "raison",
    "head-correction": "correction",
    "head-ignored": "Colonne ignorée",
    "head-nearest": "Colonne connue la plus proche",
    "row-valid": "valide",
    "count-read": "lues",
    "count-created": "créées",
    "count-updated": "modifiées",
    "count-unchanged": "inchangées",
    "count-skipped": "ignorées",
    "count-rejected": "rejetées",
    "count-failed": "refusées",
    "count-unknown": "incertaines",
    "count-pending": "pas encore envoyées",
    "count-valid": "valides",
    "summary-file": "Fichier",
    "summary-detected": "Lu comme",
    "summary-entity": "Entité",
    "summary-run": "Exécution",
    "summary-calls": "Appels API",
    "summary-seconds": "Durée (s)",
    "summary-mode": "Mode",
    "note-detected": "Lecture de {path} : {layout}.",
    "note-similar-cut": "Plus de {most} lignes : les ressemblances ne sont cherchées qu'avec --find-similar.",
    "note-similar": "Doublons possibles : {count}, jamais fusionnés d'eux-mêmes : voir la feuille Semblables du rapport.",
    "note-entity": "Entité : {entity}, reconnue à {percent} % des {of} en-têtes (ensuite : {second}).",
    "note-entity-marked": "Entité : {entity}, selon la marque du classeur.",
    "note-entity-mapped": "Entité : {entity}, selon la correspondance.",
    "note-entity-alike": "Pas de colonne Type société : chaque nouvelle fiche ira parmi les {entity} (sinon : --entity {others}).",
    "note-ignored": "Colonne ignorée « {header} » (la plus proche : {nearest}).",
    "note-ignored-alone": "Colonne ignorée « {header} ».",
    "note-refusing-refusal": "La colonne « {header} » indique les refus : un oui y devient Non dans {columns}, et n'inscrit personne.",
    "note-refusing-consent": "La colonne « {header} » indique les accords : un non y devient Non dans {columns}, un oui n'inscrit personne.",
    "note-refusing-trace": "La colonne « {header} » indique les départs : toute valeur y devient Non dans {columns}.",
    "note-no-client-type": "Aucune colonne ne dit société ou particulier : chaque ligne est lue comme {variant}.",
    "note-country-alone": "Le pays ne sert qu'à lire les téléphones : Sellsy ne prend pas d'adresse sans voie, code postal et ville.",
    "note-dump": (
        "Un programme a écrit {words} à la place des valeurs absentes (colonnes {columns}) : lus comme vides partout."
    ),
    "note-markup": "Codes de page web (&amp;, <br>…) remplacés par le texte affiché. Cellules : {count}.",
    "note-country-default": "Pays non indiqué : {country} est pris pour les nouvelles adresses ; une adresse existante garde son pays.",
    "note-other-sheets": "La feuille « {sheet} » est lue ; non lues : {others} (choisir avec --sheet).",
    "note-rejected-sheet": "C'est un de nos rapports : sa feuille « {sheet} » est lue.",
    "layout-decimal-,": "virgule décimale",
    "layout-decimal-.": "point décimal",
    "layout-decimal-mixed": "virgule et point décimaux",
    "layout-dates-dmy": "dates jour d'abord",
    "layout-dates-mdy": "dates mois d'abord",
    "layout-dates-ymd": "dates année d'abord",
    "layout-dates-assumed": "dates jour d'abord (supposé : rien ne le montre)",
    "layout-dates-mixed": "dates jour d'abord (mais certaines ne vont que mois d'abord : --date-order mdy)",
    "layout-dates-unclear": "dates jj/mm ou mm/jj : les deux se voient (--date-order)",
    "layout-1904": "calendrier 1904",
    "layout-sheet": "feuille « {sheet} »",
    "layout-wrapped": "chaque ligne est une seule cellule entre guillemets",
    "layout-header": "en-tête ligne {header_row}",
    "layout-title-one": "1 ligne de titre passée",
    "layout-title-many": "{title_lines} lignes de titre passées",
    "note-hidden-sheets": "Feuilles masquées, non lues : {sheets} (--sheet en lit une).",
    "note-hidden-include": "Les lignes masquées sont lues aussi ({count} : {rows}) ; --hidden skip les laisse.",
    "note-hidden-skip": "Les lignes masquées ne sont pas lues ({count} : {rows}).",
    "note-currency": "Montants lus en {currency}, la devise du compte.",
    "note-double-encoded": "Accents encodés deux fois ({count}), ligne {row} : « {value} », sans doute « {repaired} » ; laissés tels quels. --repair-encoding les rétablit.",
    "note-encoding-repaired": "Accents encodés deux fois ({count}), rétablis : ligne {row}, « {value} » devient « {repaired} ».",
    "note-quotes-spaces": "Espaces autour des guillemets, enlevés ({count} : lignes {rows}).",
    "note-quotes-lines": "Lignes entières entre guillemets, lues cellule par cellule ({count} : lignes {rows}).",
    "note-left-note": "Non lu, sous le tableau : {lines}.",
    "note-left-total": "Totaux, ignorés : lignes {lines}.",
    "note-left-section": "Titres de section, ignorés : lignes {lines}.",
    "note-left-header": "En-têtes répétés, ignorés : lignes {lines}.",
    "note-left-table": "La lecture s'arrête ligne {lines} : un autre tableau y commence.",
    "ask-hidden": "Lignes masquées ({count} : {rows}). Faut-il les lire ?",
    "variant-company": "société",
    "variant-individual": "particulier",
    "variant-contact": "contact",
    # cli
    "ask-client-id": "Client id de l'accès",
    "ask-secret": "Client secret (non affiché)",
    "login-page": "sellsy-etl a son accès. Vous pouvez fermer cette page.",
    "login-waiting": "En attente du retour du navigateur…",
    "logged-in-keyring": "Sellsy accepte l'accès : il est gardé comme profil {profile}, son secret dans le trousseau.",
    "logged-in-file": "Sellsy accepte l'accès : il est gardé comme profil {profile}, son secret dans un fichier que vous seul pouvez lire.",
    "logged-out": "Le secret et les jetons sont oubliés.",
    "logged-out-already": "Il n'y avait rien à oublier.",
    "profile-used": "Le profil {profile} est utilisé quand aucun n'est nommé.",
    "head-profile": "profil",
    "head-client": "client id",
    "head-grant": "connexion",
    "head-secret": "secret",
    "doctor-program": "sellsy-etl {version}, Python {python} sur {system}.",
    "doctor-home": "{path} est accessible en écriture.",
    "doctor-room": "Il ne reste que {free} Mo sur le disque de {path}.",
    "doctor-room-do": "Libérez de la place : le journal d'un grand import peut demander {needed} Mo.",
    "doctor-journal": "Le journal est sain : {runs} exécutions, {size} Mo.",
    "doctor-unfinished": "Exécutions qui ne sont pas allées au bout : {count} ({runs}).",
    "doctor-unfinished-do": "Terminez chacun par `sellsy-etl runs resume PASSAGE`, ou importez à nouveau le même fichier : ce qui est déjà là est laissé tel quel.",
    "note-planned-again": "D'autres exécutions ont écrit depuis le début de {run} : ce qui n'a pas été envoyé est rapproché à nouveau.",
    "note-unfinished": "L'exécution {run} sur ce même fichier n'est pas allée au bout : ce qu'elle a envoyé est retrouvé, le reste est repris par celle-ci, et elle est close.",
    "doctor-keyring": "Les secrets peuvent être gardés par {backend}.",
    "doctor-no-keyring": "Aucun trousseau de ce système ne fonctionne.",
    "doctor-no-keyring-do": "Gardez le secret dans SELLSY_CLIENT_SECRET.",
    "doctor-credentials": "L'accès {client} est accepté (profil {profile}).",
    "doctor-clock": "L'horloge est à {seconds} s de celle de Sellsy.",
    "doctor-clock-do": "Réglez l'horloge de cette machine : les jetons et les périodes en dépendent.",
    "doctor-who": "Sellsy connaît cet accès comme {name} ({email}) ; l'API v1 répond.",
    "doctor-v1": "L'API v1 ne répond pas : {said}",
    "doctor-v1-do": "Cochez l'autorisation api-v1 de l'accès. Sans elle : ni alertes, ni récurrence, ni post-it, ni commentaires de tâches, ni liens à un particulier, ni contrôle des tags.",
    "doctor-quota": "Quota : {limits} ; {left} appels restants aujourd'hui.",
    "doctor-scope-read": "{entity} : la lecture n'est pas permise.",
    "doctor-scope-read-do": "Donnez à l'accès le droit de lecture, et la licence à son propriétaire : recherche, import et suppression en ont besoin.",
    "doctor-scope-write": "{entity} : l'écriture n'est pas permise.",
    "doctor-scope-write-do": "Donnez à l'accès le droit d'écriture : import et suppression en ont besoin.",
    "doctor-scopes": "Les droits des {entities} entités sont là.",
    "called": "HTTP {status}",
    "found": "{count} fiche(s).",
    "not-found": "Aucun enregistrement ({entity}) n'a l'identifiant {id}.",
    "exported-deleted": "Disparus depuis le dernier export ({entity}) : {count}.",
    "note-cut": "{path} : textes coupés, plus longs que les 32 767 caractères d'une cellule : {count}.",
    "note-export-cost": "Fiches à lire : {rows} ; environ {calls} appels, {minutes} min, {share} des appels qui restent aujourd'hui.",
    "note-since-compare": "{entity} : Sellsy ne filtre pas par date de modification ; tout est lu, et seul ce qui diffère du dernier export est écrit.",
    "note-since-first": "{entity} : pas d'export précédent ; tout est écrit.",
    "note-since-read": "{entity} : Sellsy ne filtre pas par date de modification ; tout est lu, et trié ensuite.",
    "sheet-deleted": "{entity} disparus",
    "exported": "Lignes écrites dans {path} : {rows} ({calls} appels API).",
    "bill-delete": "À supprimer : {deleted}, introuvables : {skipped}, rejetées : {rejected}. Coût : {calls} appels API, environ {minutes} min{share}.",
    "bill-undo": "À supprimer : {deleted}, à rétablir : {updated}, à recréer : {created}, gardés : {skipped}, rien à faire : {unchanged}. Coût : {calls} appels, environ {minutes} min{share}.",
    "undo-warnings": "Ce qui ne s'annule pas, ou a déjà disparu :",
    "undo-next": "Rien n'a été écrit. Relancez la même commande avec --yes pour annuler pour de bon.",
    "note-undo-recreates": "{count} fiches supprimées reviennent sous de nouveaux identifiants ; documents, commentaires, historique et ce qui y était lié ne reviennent pas (voir chaque ligne).",
    "note-undo-tags-stay": "Les tags sont retirés des fiches ; leurs mots restent dans la liste du compte : l'API de Sellsy ne sait supprimer un mot que sur toutes les fiches à la fois.",
    "note-export-no-v1": "{entity} : l'accès n'a pas l'autorisation api-v1 : les colonnes que seule l'API v1 montre sont vides.",
    "note-export-v1-left": "{entity} : pour {count} fiches, les listes de l'API v1 ne disent pas les colonnes qu'elle seule montre : elles sont vides.",
    "note-undo-no-v1": "L'accès n'a pas l'autorisation api-v1 : post-it, alertes, récurrence et commentaires de tâches ajoutés depuis ne sont pas vus, et ne reviennent pas.",
    "note-undo-unseen": "L'accès n'a pas le droit de lire une partie de ce qui peut être lié aux fiches supprimées : {kinds}. On ne sait pas si quelqu'un en a ajouté depuis.",
    "note-undo-kept": "Lignes modifiées depuis : {count} ; ce qui l'a été est gardé et listé ; --force l'annule aussi.",
    "note-undo-nothing": "Il ne reste rien à annuler de l'exécution {run}.",
    "sheet-taken-back": "Annulé",
    "sheet-kept": "Gardé",
    "delete-next": "Rien n'a été supprimé. Relancez la même commande avec --yes pour supprimer définitivement.",
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
    "webhooks-deleted": "Supprimés : {ids}.",
    "watch-ready": "Webhook {webhook} : {events} événements sont envoyés à {endpoint} et écrits dans {out}. Ctrl-C arrête et désinscrit.",
    "watch-local": "{url} n'existe que sur cet ordinateur : un Sellsy local peut l'atteindre, pas le vrai (voir --public-url).",
    "watch-ended": "Webhook supprimé. Notifications : {handled} ; doubles écartés : {doubles} ; refusées : {refused}.",
    "watch-left": "Notifications conservées pour le prochain watch avec le même --out : {count}.",
    "watch-run": "Pipeline {title} exécuté : {rows} (exécution {run}).",
    "watch-unread": "  La fiche n'a pas pu être lue : {said}",
    "check-skipped": "Lignes ignorées, qui ne sont pas des fiches : {count}.",
    "check-left-out": "{count} autres problèmes ont été comptés sans être listés : corrigez les premiers et vérifiez à nouveau.",
    "fault": "C'est une erreur de sellsy-etl, pas de votre fichier : {kind} : {said}\nSignalez-la avec ce que la même commande affiche avec -v. Ce qui a été envoyé est journalisé ; relancer l'import est sans danger.",
    "head-reading": "lecture",
    "head-row": "ligne",
    "head-column": "colonne",
    "head-value": "valeur",
    "head-rows": "lignes",
    "head-calls": "appels",
    "head-run": "exécution",
    "head-entity": "entité",
    "head-status": "état",
    "head-started": "début",
    "head-file": "fichier",
    "more-problems": "… et {count} de plus (voir le rapport, ou -v).",
    "warnings-title": "Cellules réparées : {count} (détail dans le rapport, ou avec -v).",
    "run-line": "Exécution {run} : {status}, {calls} appels API, {seconds} s.",
    "explain-row": "Problème d'une cellule ou d'une ligne. Une erreur laisse la ligne hors de Sellsy tant qu'elle n'est pas corrigée ; un avertissement dit ce qui a été réparé ou laissé. Les autres lignes ne sont pas touchées.",
    "explain-stop": "Arrête la commande. Ce qui a déjà été envoyé est au journal ; le message dit quoi faire.",
    "explain-example": "Exemple",
    "explain-fix": "Que faire",
    "explain-hint": "En savoir plus : sellsy-etl explain {codes}",
    "family-text": "Textes",
    "family-number": "Nombres",
    "family-date": "Dates et récurrences",
    "family-reach": "Téléphones, e-mails, sites",
    "family-company-number": "SIREN, SIRET, TVA, NAF",
    "family-address": "Adresses et pays",
    "family-value": "Valeurs et noms du compte",
    "family-required": "Ce qu'une ligne doit dire",
    "family-match": "Rapprochement, doublons, liens",
    "family-sellsy": "Réponses de Sellsy",
    "family-access": "Accès et réglages",
    "family-file": "Fichiers",
    "family-header": "En-têtes et colonnes",
    "family-run": "Exécutions, plans et journal",
    "family-pipeline": "Pipelines et fichiers YAML",
    "family-watch": "Webhooks",
    "family-command": "Commandes et options",
    "report-line": "Rapport : {path}",
    "status-running": "en cours",
    "status-finished": "terminée",
    "status-interrupted": "interrompue",
    "status-failed": "en échec",
    "note-plan-source": "{path} a changé depuis le plan : c'est le plan qui est appliqué.",
    "plan-next": "Rien n'a été envoyé. Relisez le plan, puis appliquez-le : sellsy-etl apply {path}",
    "status-planned": "planifiée",
    "sheet-plan": "Plan",
    "sheet-changes": "Changements",
    "sheet-left-out": "Écartées",
    "head-old": "ancien",
    "head-new": "nouveau",
    "summary-minutes": "Minutes",
    "summary-share": "Part des appels du jour",
    "summary-seal": "Empreinte du plan (SHA-256)",
    "summary-lines": "Empreinte des lignes (SHA-256)",
    "summary-parent": "Exécution d'origine",
    "note-settling": "Écritures parties sans réponse : {count}. Sellsy y travaille peut-être encore : il est interrogé encore {seconds} s avant d'en renvoyer aucune.",
    "note-left": "Exécution {run} interrompue : {read} lignes lues = {done} réglées + {left} restantes. `sellsy-etl runs resume {run}` la termine.",
    "accounts": "Compte juste : {read} lues = {parts}.",
    "accounts-left": "{read} lues = {parts}, {left} restantes : `sellsy-etl runs resume {run}` les termine.",
    "note-waiting": "Le processus {pid} sur {host} écrit dans ce compte depuis {since} : attente, {seconds} s au plus.",
    "note-stale-lock": "Le processus {pid} sur {host}, qui écrivait dans ce compte depuis {since}, est mort : son verrou est levé.",
    "ask-resume": "L'exécution {run} sur ce même fichier n'est pas allée au bout. La terminer ? (non : elle est close, celle-ci reprend ses lignes)",
    "head-mark": "marque",
    "head-sent": "envoyé",
    "head-now": "maintenant",
    "mark-same": "comme envoyées",
    "mark-differs": "différentes",
    "mark-gone": "disparues",
    "mark-unread": "illisibles",
    "verified": "Exécution {run} vérifiée : {counts}.",
    "verified-pending": "Lignes pas encore envoyées : {count}. `sellsy-etl runs resume {run}` les termine.",
    "verified-apart": "N'ont rien laissé dans Sellsy : {counts}.",
    "note-still-unknown": "Lignes de l'exécution {run} encore incertaines : {count}. Plusieurs fiches peuvent être la leur (voir `sellsy-etl runs show {run}`).",
    "pruned": "Exécutions oubliées : {count} ; le journal passe de {before} à {after} Mo.",
    "prunable": "Exécutions qui seraient oubliées : {count} (journal : {before} Mo). Rien n'a été fait : relancez avec --yes.",
    "status-dry-run": "essai à blanc",
    "status-cancelled": "annulée",
    "interrupted": "Interrompu. Ce qui a été envoyé est journalisé : `sellsy-etl runs resume last` termine un import ; relancer le même import est sans danger aussi.",
    "stopping": "Arrêt : ce qui est en cours est terminé d'abord. Ctrl-C encore une fois arrête aussitôt.",
    "stopped-now": "Arrêté aussitôt. Tout ce qui a été envoyé est journalisé : `sellsy-etl runs resume {run}` cherche ce qu'il en est advenu et termine l'import.",
    "template-written": "Modèle écrit : {path}.",
    "sandbox-ready": "Un Sellsy local répond sur {url}, à cet ordinateur seulement. Ctrl-C l'arrête.",
    "sandbox-clients-any": "Accès : tout identifiant et tout secret conviennent, les quatre secrets de l'API v1 aussi.",
    "sandbox-clients-one": "Accès : seulement {client} et son secret ; l'API v1 le prend pour application, avec n'importe quel utilisateur.",
    "sandbox-clients-user": "Accès : seulement {client} et son secret ; l'API v1 le prend pour application, avec le seul jeton d'utilisateur {user}.",
    "sandbox-tokens": "Jetons : chacun dure {hours} h.",
    "sandbox-tokens-single": "Jetons : chacun dure {hours} h ; un nouveau révoque le précédent.",
    "sandbox-limits": "Quotas : API v2 {v2} ; API v1 {v1}.",
    "sandbox-recorded": "Réponses : telles qu'observées sur la vraie API.",
    "sandbox-contract": "Réponses : telles que le contrat de l'API les décrit.",
    "sandbox-strict": "Les clés que Sellsy ne connaît pas sont refusées.",
    "sandbox-lenient": "Les clés que Sellsy ne connaît pas sont ignorées.",
    "sandbox-reset": "Vidé : {path}.",
    "no-profile": "Aucun profil : `sellsy-etl login` en garde un.",
    "sandbox-setup-done": "Créé : {made}.",
    "no-runs": "Aucune exécution : `sellsy-etl import FICHIER` en fait une.",
    "mapping-head": 'Proposé pour {file} d\'après ses en-têtes et ses {rows} premières lignes. Relisez, corrigez, puis :\n  sellsy-etl check {file} --map {output}\nUne colonne se nomme par son en-tête ou son attribut, ou cf:CODE pour un champ personnalisé. Elle peut porter values\n(cellule: valeur), dates (dmy, mdy, ymd) et decimal ("," ou ".") ; constants donne une valeur à toutes les lignes,\nou aux cellules vides de sa colonne ;\njoins fait une colonne de plusieurs en-têtes (from, with, first: true) ; splits coupe un en-tête en plusieurs (into, at, rest).',
    "mapping-lacking": "Nécessaire pour créer des fiches et absent du fichier : donnez un en-tête plus bas, ou une valeur pour toutes les lignes.",
    "mapping-choices": "acceptés : {accepted}",
    "mapping-rows": "{rows} lignes",
    "mapping-known": "en-tête connu",
    "mapping-alike": "nom proche ou contenu qui convient",
    "mapping-accepted": "{percent} % de ses valeurs sont acceptées",
    "mapping-blank": "aucune valeur",
    "mapping-split": "un nom complet, coupé à ses espaces ; rest prend ce qui reste",
    "mapping-ignored": "Non importées. Pour en importer une, déplacez-la sous columns avec le nom de sa colonne.",
    "mapping-none": "-",
    "mapping-refusing": "Refus et accords de campagnes, lus sans rien écrire ici : un refus devient Non, personne n'est inscrit.",
    "mapping-refused": "Non dans {column}",
    "mapping-written": "Correspondance : {path}. Relisez-la, corrigez-la, puis : sellsy-etl check {file} --map {path}",
    "mapping-ready": "Cela ressemble à un export déjà connu : --map {name}",
    "head-target": "colonne Sellsy",
    "head-confidence": "confiance",
    "head-examples": "exemples",
    "ask-entity": "Les en-têtes ne disent pas ce que sont les lignes (les plus proches : {candidates}). Que sont-elles ?",
    "confirm": "Continuer ?",
    "bill": "À créer : {created}, à modifier : {updated}, inchangées : {unchanged}, rejetées : {rejected}. Coût : {calls} appels API, environ {minutes} min{share}.",
    "bill-share": ", {percent} % des appels du jour",
    "dry-run-title": "Essai à blanc : rien n'a été écrit.",
    "plan-row": "ligne {row} : {outcome}",
    "plan-change": "    {column} : {old} -> {new}",
    "check-ok": "Lignes prêtes à importer : {valid} sur {read}.",
    "no-problem": "Aucun problème trouvé.",
    "demo-start": "1. Un Sellsy local répond sur {url} (compte fictif ; rien ne sort de cette machine)",
    "demo-check": "2. sellsy-etl check {path}",
    "demo-import": "3. sellsy-etl import {path}",
    "demo-again": "4. Le même fichier encore : rien n'est écrit deux fois",
    "demo-export": "5. Les clients relus dans {path}",
    "demo-summary": "Résumé",
    "demo-row-first": "import",
    "demo-row-again": "à nouveau",
    "demo-row-export": "export",
    "demo-next": "\nOuvrez {report} (vos lignes, avec ce que chacune est devenue) et {export}.\nEnsuite :\n  sellsy-etl template client -o clients.xlsx\n  sellsy-etl --sandbox import clients.xlsx --dry-run\n  sellsy-etl runs list",
}

WORDS: dict[str, str] = {
    "too-short": "il a trop peu de chiffres",
    "too-long": "il a trop de chiffres",
    "not-digits": "il n'est pas écrit comme un numéro",
    "not-assigned": "le plan de numérotation n'a pas ce numéro",
    "country-code": "aucun pays n'a cet indicatif",
    "bad-key": "sa clé de contrôle ne correspond pas",
    "bad-length": "il est trop court ou trop long",
    "no-at": "il manque le @",
    "no-name": "il n'y a rien avant le @",
    "no-domain": "il n'y a rien après le @",
    "no-dot": "ce qui suit le @ n'a pas de terminaison, comme .fr",
    "bad-dots": "un point est mal placé",
    "bad-name": "ce qui précède le @ contient un caractère interdit",
    "bad-domain": "ce qui suit le @ n'est pas un nom de domaine",
    "address-too-long": "elle est trop longue",
    "reserved": "ce domaine ne reçoit pas de courrier",
    "malformed": "ce n'en est pas la forme",
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
    "id": "identifiant",
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
