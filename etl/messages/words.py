"""The words of the program that other texts carry: kinds of record, keys, results of rows, families of codes."""

from etl.messages.model import Text

TEXTS = {
    "count-read": Text(
        fr="lues",
        en="read",
    ),
    "count-deleted": Text(
        fr="supprimées",
        en="deleted",
    ),
    "row-valid": Text(
        fr="valide",
        en="valid",
    ),
    "row-created": Text(
        fr="créée",
        en="created",
    ),
    "row-updated": Text(
        fr="modifiée",
        en="updated",
    ),
    "row-unchanged": Text(
        fr="inchangée",
        en="unchanged",
    ),
    "row-skipped": Text(
        fr="ignorée",
        en="skipped",
    ),
    "row-rejected": Text(
        fr="à corriger",
        en="rejected",
    ),
    "row-failed": Text(
        fr="refusée par Sellsy",
        en="failed",
    ),
    "row-unknown": Text(
        fr="à vérifier",
        en="unknown",
    ),
    "row-pending": Text(
        fr="pas encore envoyée",
        en="not sent yet",
    ),
    "row-read": Text(
        fr="lue",
        en="read",
    ),
    "foreseen-created": Text(
        fr="à créer",
        en="to create",
    ),
    "foreseen-updated": Text(
        fr="à modifier",
        en="to update",
    ),
    "foreseen-deleted": Text(
        fr="à supprimer",
        en="to delete",
    ),
    "count-created": Text(
        fr="créées",
        en="created",
    ),
    "count-updated": Text(
        fr="modifiées",
        en="updated",
    ),
    "count-unchanged": Text(
        fr="inchangées",
        en="unchanged",
    ),
    "count-failed": Text(
        fr="refusées",
        en="failed",
    ),
    "count-unknown": Text(
        fr="à vérifier",
        en="unknown",
    ),
    "count-pending": Text(
        fr="pas encore envoyées",
        en="not sent yet",
    ),
    "explain-row": Text(
        fr="Problème d'une cellule ou d'une ligne. Erreur : ligne non importée tant qu'elle n'est pas corrigée. Avertissement : ce qui a été corrigé ou laissé. Les autres lignes sont importées.",
        en="A problem of a cell or a row. Error: the row is not imported until it is corrected. Warning: what was repaired or left. Other rows are imported.",
    ),
    "explain-stop": Text(
        fr="Erreur qui arrête la commande. Ce qui est déjà envoyé reste au journal des opérations.",
        en="Stops the command. What was already sent stays in the journal; the message says what to do.",
    ),
    "family-sheets": Text(
        fr="Fichiers et classeurs",
        en="Files and workbooks",
    ),
    "family-source": Text(
        fr="Lignes du fichier",
        en="Rows of the file",
    ),
    "family-codecs": Text(
        fr="Valeurs des cellules",
        en="Values of cells",
    ),
    "family-entities": Text(
        fr="Règles des fiches",
        en="Rules of records",
    ),
    "family-mapping": Text(
        fr="En-têtes et correspondance des colonnes",
        en="Headers and mapping",
    ),
    "family-account": Text(
        fr="Noms, champs et conditions du compte",
        en="Names, fields and conditions of the account",
    ),
    "family-matching": Text(
        fr="Rapprochement, doublons, liens",
        en="Matching, duplicates, links",
    ),
    "family-plan": Text(
        fr="Préparation des écritures",
        en="Preparing what is written",
    ),
    "family-load": Text(
        fr="Envoi à Sellsy",
        en="Sending to Sellsy",
    ),
    "family-recovery": Text(
        fr="Écritures restées sans réponse",
        en="Writes without an answer",
    ),
    "family-undo": Text(
        fr="Annulation",
        en="Undo",
    ),
    "family-runs": Text(
        fr="Imports, plans, vérifications",
        en="Imports, plans, verifications",
    ),
    "family-exports": Text(
        fr="Exports",
        en="Exports",
    ),
    "family-templates": Text(
        fr="Modèles",
        en="Templates",
    ),
    "family-reports": Text(
        fr="Rapports",
        en="Reports",
    ),
    "family-sellsy": Text(
        fr="Réponses de Sellsy",
        en="Answers of Sellsy",
    ),
    "family-journal": Text(
        fr="Journal des opérations",
        en="Journal",
    ),
    "family-webhooks": Text(
        fr="Webhooks",
        en="Webhooks",
    ),
    "family-config": Text(
        fr="Accès et réglages",
        en="Access and settings",
    ),
    "family-core": Text(
        fr="Fichiers YAML et JSON",
        en="YAML and JSON files",
    ),
    "family-pipeline": Text(
        fr="Scénarios",
        en="Pipelines",
    ),
    "family-commands": Text(
        fr="Commandes et options",
        en="Commands and options",
    ),
    "family-cli": Text(
        fr="Ligne de commande",
        en="Command line",
    ),
}

WORDS = {
    "too-short": Text(
        fr="il a trop peu de chiffres",
        en="it has too few digits",
    ),
    "too-long": Text(
        fr="il a trop de chiffres",
        en="it has too many digits",
    ),
    "not-digits": Text(
        fr="ce n'est pas un numéro",
        en="it is not a number",
    ),
    "not-assigned": Text(
        fr="numéro non attribué",
        en="this number is not in use",
    ),
    "country-code": Text(
        fr="indicatif de pays inconnu",
        en="unknown country code",
    ),
    "bad-key": Text(
        fr="sa clé de contrôle ne correspond pas",
        en="its check digit does not match",
    ),
    "bad-length": Text(
        fr="il est trop court ou trop long",
        en="it is too short or too long",
    ),
    "no-at": Text(
        fr="il manque le @",
        en="the @ is missing",
    ),
    "no-name": Text(
        fr="rien avant le @",
        en="nothing before the @",
    ),
    "no-domain": Text(
        fr="rien après le @",
        en="nothing after the @",
    ),
    "no-dot": Text(
        fr="il manque .fr, .com… après le @",
        en="the ending, such as .fr, is missing after the @",
    ),
    "bad-dots": Text(
        fr="un point est mal placé",
        en="a dot is in the wrong place",
    ),
    "bad-name": Text(
        fr="caractère interdit avant le @",
        en="a character before the @ is not allowed",
    ),
    "bad-domain": Text(
        fr="nom de domaine incorrect après le @",
        en="what follows the @ is not a domain name",
    ),
    "address-too-long": Text(
        fr="elle est trop longue",
        en="it is too long",
    ),
    "reserved": Text(
        fr="ce domaine ne reçoit pas de courrier",
        en="this domain receives no mail",
    ),
    "malformed": Text(
        fr="mauvais format",
        en="wrong format",
    ),
    "client": Text(
        fr="client",
        en="client",
    ),
    "prospect": Text(
        fr="prospect",
        en="prospect",
    ),
    "supplier": Text(
        fr="fournisseur",
        en="supplier",
    ),
    "company": Text(
        fr="société",
        en="company",
    ),
    "individual": Text(
        fr="particulier",
        en="individual",
    ),
    "address": Text(
        fr="adresse",
        en="address",
    ),
    "custom_fields": Text(
        fr="champs personnalisés",
        en="custom fields",
    ),
    "tags": Text(
        fr="smart tags",
        en="smart tags",
    ),
    "link": Text(
        fr="lien",
        en="link",
    ),
    "contact": Text(
        fr="contact",
        en="contact",
    ),
    "create": Text(
        fr="création",
        en="creation",
    ),
    "upsert": Text(
        fr="création ou modification",
        en="creation or update",
    ),
    "update": Text(
        fr="modification",
        en="update",
    ),
    "id": Text(
        fr="ID",
        en="id",
    ),
    "siret": Text(
        fr="SIRET",
        en="SIRET",
    ),
    "siren": Text(
        fr="SIREN",
        en="SIREN",
    ),
    "email": Text(
        fr="e-mail",
        en="e-mail",
    ),
    "reference": Text(
        fr="référence",
        en="reference",
    ),
    "name": Text(
        fr="nom",
        en="name",
    ),
    "last_name": Text(
        fr="nom",
        en="last name",
    ),
    "third": Text(
        fr="client, prospect ou fournisseur",
        en="client, prospect or supplier",
    ),
    "opportunity": Text(
        fr="opportunité",
        en="opportunity",
    ),
    "event": Text(
        fr="événement",
        en="event",
    ),
    "task": Text(
        fr="tâche",
        en="task",
    ),
    "comment": Text(
        fr="commentaire",
        en="comment",
    ),
    "parent": Text(
        fr="commentaire parent",
        en="parent comment",
    ),
    "called": Text(
        fr="nom",
        en="name",
    ),
    "number": Text(
        fr="numéro",
        en="number",
    ),
    "text": Text(
        fr="texte",
        en="text",
    ),
    "sticky_note": Text(
        fr="post-it",
        en="sticky note",
    ),
    "agenda": Text(
        fr="alertes et récurrence",
        en="alerts and recurrence",
    ),
    "completion": Text(
        fr="complément",
        en="completion",
    ),
    "source": Text(
        fr="source",
        en="source",
    ),
    "import": Text(
        fr="import",
        en="import",
    ),
    "apply": Text(
        fr="application d'un plan",
        en="apply",
    ),
    "retry": Text(
        fr="reprise",
        en="retry",
    ),
    "undo": Text(
        fr="annulation",
        en="undo",
    ),
    "plan": Text(
        fr="plan",
        en="plan",
    ),
    "pipeline": Text(
        fr="scénario",
        en="pipeline",
    ),
    "export": Text(
        fr="export",
        en="export",
    ),
    "call": Text(
        fr="appel",
        en="call",
    ),
    "dry-run": Text(
        fr="simulation",
        en="dry run",
    ),
    "delete": Text(
        fr="suppression",
        en="deletion",
    ),
}
