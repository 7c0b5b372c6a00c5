"""What `etl.entities` says."""

from etl.messages.model import Text

PROBLEMS = {
    "opportunity-unnamed": Text(
        fr="Le nom de l'opportunité est obligatoire.",
        en="The opportunity has no name.",
        hint_fr="Remplissez le nom, le numéro ou l'ID Sellsy de l'opportunité.",
        hint_en="Fill in its name, its number or its Sellsy id.",
    ),
    "title-missing": Text(
        fr="Le titre est obligatoire.",
        en="The row has no title.",
        hint_fr="Remplissez le titre, ou l'ID Sellsy d'une fiche existante.",
        hint_en="Fill in the title, or the Sellsy id of an existing record.",
    ),
    "text-missing": Text(
        fr="Le texte du commentaire est obligatoire.",
        en="The comment has no text.",
        hint_fr="Remplissez le texte, ou l'ID Sellsy d'un commentaire existant.",
        hint_en="Fill in the text, or the Sellsy id of an existing comment.",
    ),
    "end-before-start": Text(
        fr="La fin est avant le début.",
        en="The end is before the start.",
        hint_fr="Corrigez l'une des deux dates.",
        hint_en="Correct one of the two dates.",
    ),
    "recurrence-two-ends": Text(
        fr="La récurrence a un nombre de répétitions et une date de fin.",
        en="The recurrence has both a count and an end date.",
        hint_fr="Gardez l'un des deux.",
        hint_en="Keep one of the two.",
    ),
    "recurrence-no-frequency": Text(
        fr="Fréquence de la récurrence manquante.",
        en="The recurrence has no frequency.",
        hint_fr="Choisissez : tous les jours, toutes les semaines, tous les mois ou tous les ans.",
        hint_en="Fill in the recurrence: daily, weekly, monthly or yearly.",
    ),
    "client-type-missing": Text(
        fr="Société ou particulier ? Cellule vide.",
        en="Company or individual? The cell is empty.",
        hint_fr="Écrivez société ou particulier dans la colonne {column}.",
        hint_en="Write company or individual in the column {column}.",
        example={"column": "Société ou particulier"},
    ),
    "name-missing": Text(
        fr="Le nom de la société est obligatoire.",
        en="The company has no name.",
        hint_fr="Remplissez-le, ou l'ID Sellsy d'une fiche existante.",
        hint_en="Fill in the company name, or the Sellsy id of an existing record.",
    ),
    "last-name-missing": Text(
        fr="Le nom de famille est obligatoire.",
        en="The person has no last name.",
        hint_fr="Remplissez-le, ou l'ID Sellsy d'une fiche existante.",
        hint_en="Fill in the last name, or the Sellsy id of an existing record.",
    ),
    "siret-siren-differ": Text(
        fr="Le SIRET ne commence pas par le SIREN de la ligne.",
        en="The SIRET does not begin with the row's SIREN.",
        hint_fr="Corrigez celui qui est faux : un SIRET est le SIREN suivi de 5 chiffres.",
        hint_en="Correct the one that is wrong: a SIRET is the SIREN followed by 5 digits.",
    ),
    "vat-siren-differ": Text(
        fr="Le numéro de TVA n'est pas celui du SIREN ou du SIRET de la ligne.",
        en="The French VAT number is not that of the row's SIREN or SIRET.",
        hint_fr="Corrigez celui qui est faux : un numéro de TVA français se termine par le SIREN.",
        hint_en="Correct the one that is wrong: a French VAT number ends with the SIREN.",
    ),
    "person-name-missing": Text(
        fr="Le nom de famille du contact est obligatoire.",
        en="The contact person has no last name.",
        hint_fr="Remplissez « {needed} », ou videz les autres colonnes du contact.",
        hint_en='Fill in "{needed}", or empty the other contact columns.',
    ),
    "person-name-column-missing": Text(
        fr="Le nom de famille du contact est obligatoire, et le fichier n'en a pas de colonne.",
        en="The contact's last name is required, and the file has no column for it.",
        hint_fr="Ajoutez la colonne « {needed} », ou coupez celle du nom complet (splits, dans la correspondance des colonnes).",
        hint_en='Add the column "{needed}", or cut the column of the full name (splits, in the mapping).',
    ),
    "address-lacks-line-1": Text(
        fr="Il manque le numéro et la voie de l'adresse.",
        en="The address has no first line.",
        hint_fr="Remplissez « {needed} », ou videz toute l'adresse.",
        hint_en='Fill in number and street ("{needed}"), or empty the whole address.',
    ),
    "address-lacks-postal-code": Text(
        fr="Il manque le code postal de l'adresse.",
        en="The address has no postal code.",
        hint_fr="Remplissez « {needed} », ou videz toute l'adresse.",
        hint_en='Fill in "{needed}", or empty the whole address.',
    ),
    "address-lacks-city": Text(
        fr="Il manque la ville de l'adresse.",
        en="The address has no city.",
        hint_fr="Remplissez « {needed} », ou videz toute l'adresse.",
        hint_en='Fill in "{needed}", or empty the whole address.',
    ),
    "recreated-third": Text(
        fr="{record} : recréée, nouvel ID. Non récupérés : commentaires, documents, e-mails, historique, fiches liées.",
        en="{record}: recreated, new id. Not restored: comments, documents, e-mails, history, linked records.",
        hint_fr="Liez à nouveau, dans Sellsy, ce qui cite l'ancien ID.",
        hint_en="In Sellsy, link again what names the old id.",
    ),
    "recreated-opportunity": Text(
        fr="{record} : recréée, nouvel ID. Non récupérés : commentaires, documents, historique, tâches et événements.",
        en="{record}: recreated, new id. Not restored: comments, documents, history, tasks and events.",
        hint_fr="Liez à nouveau, dans Sellsy, ce qui cite l'ancien ID.",
        hint_en="In Sellsy, link again what names the old id.",
    ),
    "recreated-event": Text(
        fr="{record} : recréé, nouvel ID. Non récupérés : réponses des invités, lien de visio, autres agendas.",
        en="{record}: recreated, new id. Not restored: guests' answers, meeting link, other calendars.",
        hint_fr="Réinvitez les participants, s'il le faut.",
        hint_en="Invite again if needed.",
    ),
    "recreated-task": Text(
        fr="{record} : recréée, nouvel ID. Non récupérés : commentaires et historique.",
        en="{record}: recreated, new id. Not restored: comments and history.",
        hint_fr="Ajoutez à nouveau les commentaires, s'il le faut.",
        hint_en="Comment again if needed.",
    ),
    "recreated-comment": Text(
        fr="{record} : recréé, nouvel ID, au nom du propriétaire de l'accès. Non récupérés : réponses, mentions, heure.",
        en="{record}: recreated, new id, by the owner of the access. Not restored: answers, mentions, time.",
        hint_fr="Rien à faire.",
        hint_en="Nothing to do.",
    ),
    "recreated-record": Text(
        fr="{record} : recréé, nouvel ID. Non récupérés : historique, fiches liées.",
        en="{record}: recreated, new id. Not restored: history, linked records.",
        hint_fr="Liez à nouveau, dans Sellsy, ce qui cite l'ancien ID.",
        hint_en="In Sellsy, link again what names the old id.",
    ),
}

ERRORS = {
    "entity-unknown": Text(
        fr="Type de fiche inconnu : « {name} ».",
        en='There is no entity "{name}".',
        hint_fr="Choisissez parmi : {accepted}.",
        hint_en="Choose one of: {accepted}.",
        example={"name": "facture", "accepted": ["client", "contact", "opportunity"]},
    ),
}

TEXTS = {
    "note-no-client-type": Text(
        fr="Sans colonne « Société ou particulier », type retenu : {variant:word}.",
        en="Without a Client type column, every row is read as {variant:word}.",
    ),
    "note-people": Text(
        fr="Lignes de sociétés : civilité, prénom et nom deviennent un contact de la société.",
        en="Rows of companies: civility, first and last name become a contact of the company.",
    ),
    "note-country-alone": Text(
        fr="Pays sans rue ni ville : aucune adresse n'est créée ni modifiée (il sert aux téléphones).",
        en="Country without street or city: no address is created or changed (it is used for phone numbers).",
    ),
}
